"""The signed minutes of the meeting that settled a round, beside its results."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents.services import document_register
from caicach.documents.services.headers import refuse_unopenable
from caicach.files.services import file_store, without_secrets
from caicach.scoring import access
from caicach.scoring.models import ResultIssue
from caicach.scoring.services.proofs import ProofDraft
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["minutes_set"]

_TYPE, _NAME_LENGTH = "Biên bản", 255


@transaction.atomic
def minutes_set(issue: ResultIssue, draft: ProofDraft, *, actor: Actor, now: datetime) -> "Document":
    """Register the minutes as they were signed and keep them with ``issue``; another paper replaces an earlier one.

    Audit: ``scoring.minutes``; ``documents.register`` with it.

    Raises:
        NotAllowed: the actor is no standing officer of the round's owner.
        BadInput: symbol, day or file is missing, it bears the stamp of a state secret, or nobody can open it.
    """
    round_ = issue.round
    access.require(actor, "run", round_)
    if not squeeze(draft.symbol) or draft.issued_on is None or not draft.file:
        raise BadInput(_("Ghi số, ký hiệu, ngày của biên bản và chọn tệp bản đã ký."))
    document = _registered(issue, draft, draft.issued_on, actor=actor, now=now)
    ResultIssue.objects.filter(pk=issue.pk).update(minutes=document)
    old, new = {"document": issue.minutes_id}, {"document": document.pk, "issue": issue.number}
    audit.record("scoring.minutes", round_, actor=actor, old=old, new=new, at=now)
    return document


def _registered(issue: ResultIssue, draft: ProofDraft, issued_on: date, *, actor: Actor, now: datetime) -> "Document":
    body = issue.round.standing_body
    issuer = squeeze(draft.issuer_name) or body.current_name
    subject = squeeze(draft.subject) or _("Biên bản họp công nhận kết quả, %(round)s") % {"round": issue.round.title}
    data = without_secrets(draft.file or b"", name=draft.file_name, words=(draft.symbol, subject))
    name = squeeze(draft.file_name)[:_NAME_LENGTH] or "bien-ban"
    refuse_unopenable(data, name=name)
    is_own = compare_key(issuer) == compare_key(body.current_name)
    return document_register(
        actor=actor, type=draft.type or _TYPE, symbol=draft.symbol, issued_on=issued_on,
        issuer=body if is_own else None, issuer_name=issuer, subject=subject, signer="",
        file=file_store(data, now=now), file_name=name, now=now,
    )  # fmt: skip
