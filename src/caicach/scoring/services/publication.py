"""Publishing settled results: the decision's number and day are entered, and everybody may read them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents.services import document_register
from caicach.documents.services.headers import refuse_unopenable
from caicach.files.services import Source, file_store, without_secrets
from caicach.scoring import access
from caicach.scoring.constants import Phase, RoundState
from caicach.scoring.models import ResultIssue, Round
from caicach.scoring.selectors.publications import published_before
from caicach.scoring.services.phases import phase_mark_closed
from caicach.ui.notation import date_text
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["PublicationDraft", "results_publish"]

_NUMBER_LENGTH, _NAME_LENGTH = 60, 255
_TYPE = "Quyết định"


@dataclass(frozen=True, slots=True)
class PublicationDraft:
    """The decision that publishes results, as it was signed."""

    decision_number: str  # "86/QĐ-UBND"
    decided_on: date | None
    document: "Document | None" = None  # of the register; else the file, which is registered
    file: "Source | bytes | None" = None
    file_name: str = ""
    issuer_name: str = ""  # "Chủ tịch UBND tỉnh Sông Mây"; empty: the round's owner
    subject: str = ""


@transaction.atomic
def results_publish(issue: ResultIssue, draft: PublicationDraft, *, actor: Actor, now: datetime) -> ResultIssue:
    """Publish frozen results: from now on everybody reads them; of a correction, with what it corrects.

    The first publication closes its phase, and with it what is owed for it. A correction replaces what holds; the
    earlier decision and its results stay readable. What was corrected before it was ever published is passed over.

    Transition: of the round settled → published.  Audit: ``scoring.publish``; ``documents.register`` with a file.

    Raises:
        NotAllowed: the actor is no standing officer of the round's owner.
        BadInput: the decision's number or day is missing or cannot be, or its file cannot be taken.
        WrongState: it is published already, or a later one replaced it.
    """
    round_ = issue.round
    access.require(actor, "run", round_)
    before = published_before(issue)
    number, decided_on = _checked(before, draft, today=clock.local_date(now))
    _claim(issue, now)
    document = draft.document or _registered(round_, draft, number, decided_on, actor=actor, now=now)
    ResultIssue.objects.filter(pk=issue.pk).update(
        decision_number=number, decided_on=decided_on, document=document, published_at=now
    )
    if before is None:
        _publish_round(round_, actor=actor, now=now)
    new = {"number": issue.number, "decision": number, "on": decided_on.isoformat(), "digest": issue.digest}
    audit.record("scoring.publish", round_, actor=actor, new=new, at=now)
    return ResultIssue.objects.select_related("round__owner", "document").get(pk=issue.pk)


def _checked(before: ResultIssue | None, draft: PublicationDraft, *, today: date) -> tuple[str, date]:
    number = squeeze(draft.decision_number)
    if not number or len(number) > _NUMBER_LENGTH or draft.decided_on is None:
        raise BadInput(
            _("Ghi số, ký hiệu (không quá %(limit)s ký tự) và ngày của quyết định công bố.") % {"limit": _NUMBER_LENGTH}
        )
    if draft.decided_on > today:
        raise BadInput(_("Ngày quyết định ở sau hôm nay. Công bố sau khi quyết định được ký."))
    if before is not None and before.decided_on is not None and draft.decided_on < before.decided_on:
        words = {"number": before.decision_number, "day": date_text(before.decided_on)}
        raise BadInput(_("Quyết định sửa không thể trước Quyết định số %(number)s ngày %(day)s mà nó sửa.") % words)
    return number, draft.decided_on


def _claim(issue: ResultIssue, now: datetime) -> None:
    """Let one of two who publish at once in, and only with the latest results."""
    others = ResultIssue.objects.filter(round=issue.round_id)
    if others.filter(number__gt=issue.number).exists():
        raise WrongState(_("Kết quả này đã có bản sửa mới hơn. Tải lại trang để xem; chưa có gì được công bố."))
    if not others.filter(pk=issue.pk, published_at=None).update(published_at=now):
        raise WrongState(_("Kết quả này đã được công bố. Tải lại trang để xem."))


def _publish_round(round_: Round, *, actor: Actor, now: datetime) -> None:
    there = Round.objects.filter(pk=round_.pk, state=RoundState.SETTLED)
    if not there.update(state=RoundState.PUBLISHED, published_at=now):
        raise WrongState(_("Kết quả chưa được công nhận nên chưa công bố được. Công nhận kết quả trước."))
    phase_mark_closed(round_, Phase.PUBLICATION, actor=actor, now=now)


def _registered(
    round_: Round, draft: PublicationDraft, number: str, decided_on: date, *, actor: Actor, now: datetime
) -> "Document":
    """Return the decision as a document of the register, with the file that was brought; a file may come later."""
    file, name = None, ""
    if draft.file:
        data = without_secrets(draft.file, name=draft.file_name, words=(number, draft.subject))
        name = squeeze(draft.file_name)[:_NAME_LENGTH] or "quyet-dinh"
        refuse_unopenable(data, name=name)
        file = file_store(data, now=now)
    issuer = squeeze(draft.issuer_name) or round_.owner.current_name
    return document_register(
        actor=actor,
        type=_TYPE,
        symbol=number,
        issued_on=decided_on,
        issuer=round_.owner if issuer == round_.owner.current_name else None,
        issuer_name=issuer,
        subject=squeeze(draft.subject) or _("Công bố kết quả %(round)s") % {"round": round_.title},
        signer="",
        file=file,
        file_name=name,
        now=now,
    )
