"""Handing in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, ClockKind, DraftState, ObligationState, TrackingMode
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import HandInDraft, Obligation, Submission
from caicach.obligations.selectors.clock_terms import clock_last_day
from caicach.obligations.services.changes import Change, claim, follow, refuse_unless
from caicach.obligations.services.evidence import check_evidence, met_day
from caicach.obligations.services.pauses import end_at_hand_in
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["Leaving", "leave", "obligation_submit", "refuse_unsubmittable"]


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a hand-in leaves: in one step, from a draft that the leader approved, or on behalf of the agency."""

    draft: HandInDraft | None = None
    on_behalf_by_id: int | None = None  # the body that hands in for the agency


@transaction.atomic
def obligation_submit(
    obligation: Obligation, *, actor: Actor, evidence: Evidence, now: datetime, today: date, number: int | None = None
) -> Submission:
    """Hand in ``evidence`` for ``obligation``; what a periodic report carries is handed in with it.

    From now on the acceptor's clock runs (``decide_by_on``).

    Transition: open, returned → submitted.  Audit: ``obligations.submit``.

    Args:
        obligation: As the actor saw it; its state is claimed, so that one of two hand-ins wins.
        actor: Who hands in.
        evidence: What the duty's mode asks for; more than that is kept too.
        now: The moment of handing in.
        today: The civil day of ``now``.
        number: Which hand-in the form was shown for (1 for the first); None where no form was shown.

    Returns:
        The hand-in, waiting to be accepted.

    Raises:
        NotAllowed: the actor is no officer or leader of the owing agency or above it, or the agency hands in in two
            steps and the actor does not lead it.
        BadInput: what the mode asks for is missing or cannot be right.
        WrongState: it is not open or returned, is carried by its report, a draft waits for the leader, or somebody
            handed in first.
    """
    access.require(actor, "submit", obligation)
    return leave(obligation, actor=actor, evidence=evidence, now=now, today=today, number=number, leaving=Leaving())


def leave(
    obligation: Obligation,
    *,
    actor: Actor,
    evidence: Evidence,
    now: datetime,
    today: date,
    number: int | None,
    leaving: Leaving,
) -> Submission:
    """Hand in, whichever way it leaves; whether the actor may is asked before, in the same transaction.

    Raises:
        BadInput, WrongState: as ``obligation_submit``.
    """
    is_on_behalf = leaving.on_behalf_by_id is not None
    refuse_unsubmittable(obligation)
    check_evidence(obligation.duty, evidence, today=today, is_on_behalf=is_on_behalf)
    met_on = met_day(obligation.duty, evidence.paper, today=today, is_on_behalf=is_on_behalf)
    values = {
        "met_on": met_on,
        "on_behalf_by_id": leaving.on_behalf_by_id,
        "decide_by_on": _decide_by(obligation, today),
    }
    change = Change(ObligationState.SUBMITTED, actor, now, values)
    end_at_hand_in(obligation, actor=actor, met_on=met_on, now=now)
    before = claim(obligation, change, allowed=AWAITS_HAND_IN)
    _refuse_past_the_leader(obligation)
    submission = _hand_in(obligation, evidence, change, leaving, today=today, number=number)
    carried = follow(obligation, before, change, submission, carried_from=AWAITS_HAND_IN)
    audit.record(
        "obligations.on_behalf" if is_on_behalf else "obligations.submit",
        obligation,
        actor=actor,
        old={"state": before},
        new=_facts(submission, carried),
        at=now,
    )
    return submission


def refuse_unsubmittable(obligation: Obligation) -> None:
    """Refuse what cannot be handed in by itself, or not now.

    Raises:
        WrongState: it is not tracked, carried by its report, or not waiting for its agency.
    """
    if obligation.duty.mode == TrackingMode.NOT_TRACKED:
        raise WrongState(_("Sản phẩm này không theo dõi nên không phải nộp."))
    if obligation.carrier_id is not None:
        raise WrongState(
            _("Nhiệm vụ này nằm trong báo cáo định kỳ và xong cùng báo cáo đó. Nộp báo cáo của kỳ, không nộp riêng.")
        )
    refuse_unless(obligation, AWAITS_HAND_IN)


def _decide_by(obligation: Obligation, today: date) -> date | None:
    """Return the acceptor's own last day; history has no clock."""
    if obligation.is_history:
        return None
    return clock_last_day(obligation.duty.standing_body_id, ClockKind.ACCEPTANCE, start_on=today)


def _refuse_past_the_leader(obligation: Obligation) -> None:
    """Refuse to hand in past a draft; asked after the claim, so that a draft made meanwhile is seen."""
    if obligation.drafts.filter(state=DraftState.WAITING).exists():
        raise WrongState(
            _("Đang có bản trình chờ lãnh đạo duyệt. Duyệt, trả lại hoặc rút bản đó trước; chưa có gì thay đổi.")
        )


def _hand_in(
    obligation: Obligation, evidence: Evidence, change: Change, leaving: Leaving, *, today: date, number: int | None
) -> Submission:
    """Write the hand-in; the claim before it lets one writer at a time come here."""
    last = obligation.submissions.aggregate(last=Max("number"))["last"] or 0
    if number is not None and number != last + 1:
        raise WrongState(_("Trang này đã cũ: nhiệm vụ đã được nộp sau khi bạn mở trang. Tải lại trang để xem."))
    return Submission.objects.create(
        obligation=obligation,
        number=last + 1,
        document=evidence.document,
        value=evidence.value,
        unit=evidence.unit.strip(),
        sentence=evidence.sentence.strip(),
        handed_in_at=change.now,
        handed_in_on=today,
        handed_in_by_id=change.actor.user_id,
        met_on=change.values["met_on"],
        prepared_by=leaving.draft.prepared_by if leaving.draft else None,
        prepared_at=leaving.draft.prepared_at if leaving.draft else None,
        on_behalf_by_id=leaving.on_behalf_by_id,
        secret_place=evidence.secret_place,
        secret_symbol=evidence.secret_symbol,
        secret_on=evidence.secret_on,
        kept_at=evidence.kept_at,
    )


def _facts(submission: Submission, carried: int) -> dict[str, object]:
    return {
        "state": ObligationState.SUBMITTED,
        "number": submission.number,
        "met_on": submission.met_on,
        "document": submission.document_id,
        "carried": carried,
        "prepared_by": submission.prepared_by_id,
        "on_behalf_by": submission.on_behalf_by_id,
        "is_secret": bool(submission.secret_place),
    }
