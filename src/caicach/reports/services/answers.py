"""Answering a duty in the report: the answer is the proof, the paragraph and the line of the annex at once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access as ledger
from caicach.obligations.selectors import obligation_for
from caicach.obligations.services import Proof, draft_prepare, obligation_hand_in
from caicach.reports import access
from caicach.reports.constants import ReportState
from caicach.reports.models import DutyAnswer, Report
from caicach.reports.selectors.ledger import DutyLine, duties_of
from caicach.reports.services.opening import hold
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import BadInput, Beyond
from vanban.text.forms import compare_key, squeeze

__all__ = ["AnswerDraft", "answer_save"]

_LEAST_LETTERS = 5  # below this nothing is said


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What is said of a duty: a result with its document where one proves it, or why it is not done."""

    result: str = ""
    reason: str = ""
    type: str = ""
    symbol: str = ""
    issued_on: date | None = None
    file: object = None  # what a form gives of an uploaded file
    file_name: str = ""

    @property
    def has_document(self) -> bool:
        """Whether anything of a document was given."""
        return bool(self.symbol.strip() or self.issued_on or self.file)


@transaction.atomic
def answer_save(
    report: Report, obligation_id: int, draft: AnswerDraft, *, actor: Actor, now: datetime, today: date
) -> DutyAnswer:
    """Keep what the report says of a duty; where that is a proof by itself, the duty is handed in with it.

    What the report carries is handed in with the report. Anything else that waits for the agency is handed in here, in
    one step or laid before the leader, as the agency does it.

    Audit: ``reports.answer``; of the hand-in ``obligations.submit`` or ``obligations.prepare``.

    Raises:
        Beyond: it is no duty of this report.
        NotAllowed: the actor does not write the report, or does not hand in for the agency.
        BadInput: nothing is said, or what the duty's mode asks for is missing.
        WrongState: the report is frozen, or somebody handed in meanwhile.
    """
    line = next((one for one in duties_of(report) if one.pk == obligation_id), None)
    if line is None:
        raise Beyond(_("Nhiệm vụ này không nằm trong báo cáo của kỳ."))
    access.require(access.can_write(actor, report, area=line.area))
    hold(report, ReportState.DRAFTING)
    result, reason = squeeze(draft.result), squeeze(draft.reason)
    if len(compare_key(result)) < _LEAST_LETTERS and len(compare_key(reason)) < _LEAST_LETTERS:
        raise BadInput(_("Ghi một câu kết quả, hoặc lý do chưa xong."))
    answer, _is_new = DutyAnswer.objects.update_or_create(
        report=report,
        obligation_id=obligation_id,
        defaults={"result": result[:2000], "reason": reason[:1000], "by_id": actor.user_id, "at": now},
    )
    new = {"obligation": obligation_id, "result": result, "reason": reason}
    audit.record("reports.answer", report, actor=actor, new=new, at=now)
    if result and line.is_open and not line.is_carried:
        _hand_in(line, draft, result, actor=actor, now=now, today=today)
    return answer


def _hand_in(line: DutyLine, draft: AnswerDraft, result: str, *, actor: Actor, now: datetime, today: date) -> None:
    obligation = obligation_for(actor if not actor.is_system else SYSTEM, line.uid)
    proof = Proof(
        type=draft.type or ("Văn bản" if draft.has_document else ""),
        symbol=draft.symbol,
        issued_on=draft.issued_on,
        subject=line.title[:1000] if draft.has_document else "",
        file=draft.file,  # type: ignore[arg-type]  # a file of a form
        file_name=draft.file_name,
        sentence=result,
    )
    # Whoever may only prepare lays it before the leader.
    if ledger.can(actor, "submit", obligation).allowed:
        obligation_hand_in(obligation, actor=actor, proof=proof, now=now, today=today)
    else:
        draft_prepare(obligation, actor=actor, proof=proof, now=now, today=today)
