"""The duties of a round's phases: making one, handing in what the work itself shows to be done, taking it in."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_noop

from caicach.obligations.constants import AWAITS_HAND_IN, AcceptorReason, DutyOrigin, ObligationState, TrackingMode
from caicach.obligations.selectors import obligations_of_duties, pending_numbers
from caicach.obligations.services import DutyDraft, Evidence, ObligationDraft
from caicach.obligations.services.decide_many import MOST_AT_ONCE, Chosen, obligations_accept
from caicach.obligations.services.submit import Leaving, leave
from caicach.scoring.constants import ROUND_SOURCE, Phase
from caicach.scoring.models import Round
from caicach.web import clock
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import Refusal

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["done_sentence", "duties_hand_in", "duties_take_in", "phase_duty"]

_AREA = "steering"
# What each phase asks of those who do it; explaining is owed when points differ, after the appraisal.
_TITLES = {
    Phase.SELF_SCORING: gettext_noop("Tự chấm điểm và khóa phiếu chấm: %(round)s"),
    Phase.APPRAISAL: gettext_noop("Thẩm định điểm tự chấm: %(round)s"),
    Phase.EXPLANATION: gettext_noop("Xem điểm thẩm định, đồng ý hoặc giải trình: %(round)s"),
    Phase.SECOND_APPRAISAL: gettext_noop("Thẩm định lại sau giải trình: %(round)s"),
    Phase.SETTLEMENT: gettext_noop("Trình công nhận kết quả: %(round)s"),
    Phase.PUBLICATION: gettext_noop("Công bố kết quả: %(round)s"),
}

_DONE = {
    Phase.APPRAISAL: "Đã thẩm định xong điểm tự chấm: %(round)s.",
    Phase.SECOND_APPRAISAL: "Đã thẩm định lại xong sau giải trình: %(round)s.",
    Phase.SETTLEMENT: "Đã công nhận kết quả: %(round)s.",
    Phase.PUBLICATION: "Đã công bố kết quả: %(round)s.",
}


def phase_duty(round_: Round, phase: Phase, agency_ids: Iterable[int], due_on: date) -> DutyDraft:
    """Return the duty that a phase is for ``agency_ids``, one obligation each."""
    return DutyDraft(
        title=_TITLES[phase] % {"round": round_.title},
        task=round_.title,
        area_code=_AREA,
        source_kind=ROUND_SOURCE,
        source_id=round_.pk,
        source_uid=round_.uid,
        source_label=round_.title[:300],
        mode=TrackingMode.DECLARED,
        year=round_.year,
        owner_id=round_.owner_id,
        standing_body_id=round_.standing_body_id,
        origin=DutyOrigin.REPORTING,
        obligations=tuple(_owed_by(round_, phase, agency_id, due_on) for agency_id in agency_ids),
    )


def done_sentence(round_: Round, phase: Phase) -> str:
    """Return what is handed in for a phase that is done; in Vietnamese, as all that is stored."""
    return _DONE[phase] % {"round": round_.title}


def _owed_by(round_: Round, phase: Phase, agency_id: int, due_on: date) -> ObligationDraft:
    """The standing body takes in what others do; its own goes to the owner."""
    is_own = agency_id == round_.standing_body_id
    return ObligationDraft(
        agency_id=agency_id,
        occurrence_key=f"{round_.year}-{phase}",
        occurrence_label=str(phase.label),
        acceptor_id=round_.owner_id if is_own else round_.standing_body_id,
        acceptor_reason=AcceptorReason.NEXT_ABOVE if is_own else AcceptorReason.STANDING_BODY,
        due_on=due_on,
    )


def duties_hand_in(owed: "Iterable[Obligation]", sentence: str, *, now: datetime) -> None:
    """Hand in what the work itself shows to be done, though nobody said so; the program does, not a person.

    What cannot be handed in (a draft lies before its leader) stays as it is: its agency does it.

    Transition: open, returned → submitted.
    """
    today = clock.local_date(now)
    for one in owed:
        if one.state not in AWAITS_HAND_IN:
            continue
        try:
            with transaction.atomic():
                leave(
                    one,
                    actor=SYSTEM,
                    evidence=Evidence(sentence=sentence),
                    now=now,
                    today=today,
                    number=None,
                    leaving=Leaving(),
                )
        except Refusal:
            continue


def duties_take_in(duty_ids: Collection[int], *, actor: Actor, now: datetime) -> None:
    """Take in what waits of these duties and is the actor's to take; the rest waits for the body above.

    Transition: submitted → accepted.
    """
    waiting = [one.pk for one in obligations_of_duties(duty_ids) if one.state == ObligationState.SUBMITTED]
    chosen = [Chosen(*row) for row in pending_numbers(waiting).items()]
    for start in range(0, len(chosen), MOST_AT_ONCE):
        obligations_accept(chosen[start : start + MOST_AT_ONCE], actor=actor, now=now)
