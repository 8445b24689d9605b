"""How an obligation changes its state: claimed by a conditional update, with a transition row, carried ones along."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState
from caicach.obligations.models import Obligation, Submission, Transition
from caicach.obligations.registry import Moving, tell_moved
from caicach.obligations.selectors.periodic import carried_by
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["Change", "claim", "follow", "refuse_unless"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of state and who makes it, for one obligation and for those its report carries."""

    to: ObligationState
    actor: Actor
    now: datetime
    values: Mapping[str, Any]  # fields of the obligation that change with the state
    reason: str = ""


def claim(obligation: Obligation, change: Change, *, allowed: Iterable[ObligationState]) -> ObligationState:
    """Move ``obligation`` to the new state; return the one it had. The first who comes is the only one.

    Raises:
        WrongState: it is in none of ``allowed`` states, or somebody else changed it meanwhile.
    """
    before = refuse_unless(obligation, allowed)
    mine = Obligation.objects.filter(pk=obligation.pk, state=before)
    if change.to not in AWAITS_HAND_IN:
        mine = mine.filter(paused_on=None)  # whoever stopped the clock meanwhile came first
    claimed = mine.update(state=change.to, **change.values)
    if not claimed:
        raise WrongState(_("Có người vừa xử lý nhiệm vụ này trước bạn. Tải lại trang để xem; chưa có gì thay đổi."))
    return before


def refuse_unless(obligation: Obligation, allowed: Iterable[ObligationState]) -> ObligationState:
    """Return the state the caller saw.

    Raises:
        WrongState: it is none of ``allowed``.
    """
    state = ObligationState(obligation.state)
    if state not in allowed:
        raise WrongState(
            _("Nhiệm vụ đang ở trạng thái “%(state)s”, không làm được việc này. Tải lại trang để xem trạng thái mới.")
            % {"state": state.label}
        )
    return state


def follow(
    obligation: Obligation,
    before: ObligationState,
    change: Change,
    submission: Submission,
    *,
    carried_from: Iterable[ObligationState],
) -> int:
    """Write the transition of a claimed obligation, and move along what its report carries; return how many.

    What a report carries that is handed in with this one moves too. Three statements at most, whatever the report
    carries.
    """
    carried = Obligation.objects.filter(carried_by([obligation.pk]), state__in=tuple(carried_from))
    rows = list(carried.values_list("pk", "state"))
    if rows:
        Obligation.objects.filter(pk__in=[pk for pk, _state in rows]).update(state=change.to, **change.values)
    Transition.objects.bulk_create(
        Transition(
            obligation_id=pk,
            from_state=state,
            to_state=change.to,
            at=change.now,
            actor_id=change.actor.user_id,
            agency_id=change.actor.agency_id,
            submission=submission,
            reason=change.reason,
        )
        for pk, state in [(obligation.pk, before), *rows]
    )
    if obligation.duty.is_report:
        tell_moved([obligation.pk], _moving(change))
    _mirror(obligation, change)
    return len(rows)


def _moving(change: Change) -> Moving:
    return Moving(change.to, change.actor, change.now, change.reason, change.values.get("on_behalf_by_id"))


def _mirror(obligation: Obligation, change: Change) -> None:
    """Show the change in the value that the caller holds; only now is nothing left that could refuse it."""
    obligation.state = change.to
    for name, value in change.values.items():
        setattr(obligation, name, value)
