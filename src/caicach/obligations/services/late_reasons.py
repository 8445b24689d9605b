"""Why something is or was late: the agency says it, the acceptor may put it right; both words stay in the audit."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.models import LateReason, Obligation
from caicach.obligations.selectors import is_or_was_late
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.clocks import LateReasonRow, late_reasons
from vanban.text.forms import squeeze

__all__ = ["late_reason_give"]

_WORDS_LENGTH = 1000


@transaction.atomic
def late_reason_give(obligation: Obligation, *, actor: Actor, code: str, words: str = "", now: datetime) -> LateReason:
    """Say why ``obligation`` is late, or was handed in late; a later word takes the place of an earlier one.

    Audit: ``obligations.late_reason``, with the word that stood before.

    Args:
        obligation: That is late.
        actor: Somebody of the agency, or of the body that accepts.
        code: Of the coded list.
        words: What happened, at most 1000 characters; needed for "another cause".
        now: The moment.

    Raises:
        NotAllowed: neither of the agency nor of the acceptor.
        BadInput: no such reason, or words that lack or are too long.
        WrongState: it is not late and was not handed in late.
    """
    access.require(actor, "late_reason", obligation)
    today = clock.local_date(now)
    if not is_or_was_late(obligation, today):
        raise WrongState(_("Nhiệm vụ này không chậm nên không cần nêu nguyên nhân."))
    row = _row(code, today)
    said = _said(row, words)
    before = LateReason.objects.filter(obligation=obligation).values("code", "words").first()
    given, _made = LateReason.objects.update_or_create(
        obligation=obligation,
        defaults={
            "code": row.code,
            "cause": row.cause.value,
            "words": said,
            "given_by_id": actor.user_id,
            "agency_id": actor.agency_id,
            "given_at": now,
        },
    )
    Obligation.objects.filter(pk=obligation.pk).update(late_cause=row.cause.value)
    obligation.late_cause = row.cause.value
    new = {"code": row.code, "cause": row.cause.value, "words": said}
    audit.record("obligations.late_reason", obligation, actor=actor, old=before, new=new, at=now)
    return given


def _row(code: str, today: date) -> LateReasonRow:
    row = next((row for row in late_reasons(today) if row.code == code), None)
    if row is None:
        raise BadInput(_("Chọn nguyên nhân trong danh mục."))
    return row


def _said(row: LateReasonRow, words: str) -> str:
    said = squeeze(words)
    if row.code.startswith("other") and not said:
        raise BadInput(_("Chọn “nguyên nhân khác” thì viết rõ nguyên nhân."))
    if len(said) > _WORDS_LENGTH:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _WORDS_LENGTH})
    return said
