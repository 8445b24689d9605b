"""Findings that a person sets aside, with the reason, and takes up again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.doctor import access, selectors
from caicach.doctor.mapping.result import Found, draft_key_of, found_of
from caicach.doctor.models import Dismissal, Examination
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond, WrongState
from vanban.text.forms import squeeze

__all__ = ["dismissal_undo", "finding_dismiss"]


@transaction.atomic
def finding_dismiss(examination: Examination, number: int, *, reason: str, actor: Actor, now: datetime) -> Dismissal:
    """Set finding ``number`` aside: its code and its words stay silent for this document.

    Audit: ``doctor.dismiss``.

    Raises:
        BadInput: no reason.
        Beyond: there is no such finding.
        WrongState: it was set aside already, or its fix was accepted.
    """
    found = _finding(examination, number)
    said = squeeze(reason)
    if not said:
        raise BadInput(_("Ghi lý do bỏ qua: người ký và người kiểm tra sau cần biết vì sao."))
    if selectors.corrections_of(examination).get(number):
        raise WrongState(_("Chỗ này đã được sửa. Bỏ sửa rồi mới bỏ qua."))
    code, evidence_key = found.key
    dismissal, is_new = Dismissal.objects.get_or_create(
        sha256=examination.file.sha256,
        code=code,
        evidence_key=evidence_key,
        defaults={
            "draft_key": draft_key_of(selectors.result_of(examination)),
            "agency_id": actor.agency_id,
            "reason": said[:500],
            "dismissed_by_id": access.person_of(actor),
            "dismissed_at": now,
        },
    )
    if not is_new:
        raise WrongState(_("Phát hiện này đã được bỏ qua."))
    audit.record(
        "doctor.dismiss", dismissal, actor=actor, new={"code": code, "words": evidence_key, "reason": said}, at=now
    )
    return dismissal


@transaction.atomic
def dismissal_undo(examination: Examination, number: int, *, actor: Actor, now: datetime) -> None:
    """Take finding ``number`` up again.

    Audit: ``doctor.undo``.

    Raises:
        Beyond: there is no such finding.
        WrongState: it is not set aside.
    """
    found = _finding(examination, number)
    dismissal = selectors.dismissals_of(examination, actor=actor).get(found.key)
    if dismissal is None:
        raise WrongState(_("Phát hiện này đang được nêu, không cần đưa lại."))
    audit.record("doctor.undo", dismissal, actor=actor, old={"code": found.code, "reason": dismissal.reason}, at=now)
    dismissal.delete()


def _finding(examination: Examination, number: int) -> Found:
    found = {one.number: one for one in found_of(selectors.result_of(examination))} if examination.result else {}
    if number not in found:
        raise Beyond(_("Không có phát hiện này trong văn bản."))
    return found[number]
