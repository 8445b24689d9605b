"""Whatever is recorded, taken back, handed in and accepted: every occurrence is its own, and undoing puts back exactly.

A history is a walk over two duties that two communes wait with: one whose event happens once, one whose event may
repeat and follows the acceptance of the first.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.audit.models import Entry
from caicach.calendars.selectors import calendar_of, rules_on
from caicach.obligations.constants import ObligationState
from caicach.obligations.mapping import reasons_to_json, term_of, waits_of
from caicach.obligations.models import Duty, Event, Obligation, Transition
from caicach.obligations.services import (
    event_record,
    event_undo,
    obligation_accept,
    obligation_return,
    trigger_set,
)
from caicach.web.errors import BadInput, WrongState
from cast import Cast
from reform.due import woken
from reform.messages import Reason

ONCE = reasons_to_json((Reason("DU011", {"event": "bộ công bố", "amount": 10, "unit": "working_day"}),))
AGAIN = reasons_to_json((Reason("DU011", {"event": "nhận đủ hồ sơ", "amount": 7, "unit": "day"}),))
REASON = "Ghi nhận nhầm ngày."
_FIELDS = ("pk", "state", "due_on", "first_due_on", "due_reason", "event_id", "occurrence_key", "occurrence_label")


def snapshot() -> dict[int, tuple[Any, ...]]:
    """Everything of every obligation that is not cancelled."""
    rows = Obligation.objects.exclude(state=ObligationState.CANCELLED).values_list(*_FIELDS)
    return {row[0]: row for row in rows}


class History:
    """The two duties, and what may happen to them; an act that is refused changes nothing."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.actor = cast.standing_officer.actor
        uid = cast.province.uid
        made = cast.assign(
            *(
                cast.draft(
                    source_uid=uid,
                    event_repeats=repeats,
                    obligations=tuple(
                        cast.owed(agency_id=agency.pk, due_on=None, due_reason=waits, occurrence_key=key)
                        for agency in (cast.commune, cast.neighbour)
                    ),
                )
                for repeats, waits, key in ((False, ONCE, "event-bo-cong-bo"), (True, AGAIN, "event-nhan-du-ho-so"))
            )
        )
        self.once, self.again = (Duty.objects.get(pk=pk) for pk in sorted(made.duty_ids.values()))
        trigger_set(self.again, self.once, actor=self.actor, is_same_agency=True, now=cast.now)
        self.before: dict[int, dict[int, tuple[Any, ...]]] = {}  # event -> what stood before it
        self.untouched: set[int] = set()  # events after which nothing happened yet

    def act(self, name: str, *args: Any) -> None:
        """Do one act in its own transaction."""
        before = snapshot()
        count = Event.objects.filter(undone_at=None).count()
        try:
            with transaction.atomic():
                getattr(self, name)(*args)
        except (BadInput, WrongState):
            assert snapshot() == before
            assert Event.objects.filter(undone_at=None).count() == count

    def record(self, repeats: bool, days_ago: int, who: int, case: str) -> None:
        """Record an event: for all, or for one commune."""
        before = snapshot()
        agencies = ((), (self.cast.commune.pk,), (self.cast.neighbour.pk,))[who]
        event = event_record(
            self.again if repeats else self.once,
            actor=self.actor,
            occurred_on=self.cast.today - timedelta(days=days_ago),
            description="Việc đã xảy ra",
            agency_ids=agencies,
            case=case if repeats else "",
            now=self.cast.now,
        )
        self.before[event.pk] = before
        self.untouched = {event.pk}

    def undo(self, at: int) -> None:
        """Take back one of the events that stand."""
        standing = list(Event.objects.filter(undone_at=None).select_related("duty").order_by("pk"))
        if not standing:
            return
        event = standing[at % len(standing)]
        event_undo(event, actor=self.actor, reason=REASON, now=self.cast.now)
        if event.pk in self.untouched:
            assert snapshot() == self.before[event.pk]
        self.untouched = set()

    def hand_in(self, at: int) -> None:
        """Hand one in that is open."""
        self._one(at, ObligationState.OPEN, self.cast.submit)

    def accept(self, at: int) -> None:
        """Accept one that waits."""
        self._one(
            at, ObligationState.SUBMITTED, lambda one: obligation_accept(one, actor=self.actor, now=self.cast.now)
        )

    def give_back(self, at: int) -> None:
        """Return one that waits."""
        self._one(
            at,
            ObligationState.SUBMITTED,
            lambda one: obligation_return(one, actor=self.actor, reason="Thiếu chữ ký.", now=self.cast.now),
        )

    def _one(self, at: int, state: ObligationState, act: Callable[[Obligation], object]) -> None:
        rows = list(Obligation.objects.filter(state=state).select_related("duty", "agency", "acceptor").order_by("pk"))
        if rows:
            act(rows[at % len(rows)])
            self.untouched = set()

    def check(self) -> None:
        """What holds after every act."""
        rows = list(Obligation.objects.select_related("duty", "event"))
        keys = [(row.duty_id, row.agency_id, row.occurrence_key) for row in rows]
        assert len(keys) == len(set(keys))
        # The same event of the same day and case stands once for each agency.
        live = [row for row in rows if row.event and row.state != ObligationState.CANCELLED]
        told = [(row.duty_id, row.agency_id, row.event.occurred_on, row.event.case) for row in live if row.event]
        assert len(told) == len(set(told))
        for row in live:
            assert row.event is not None
            assert row.event.undone_at is None
            assert (row.due_on, row.first_due_on) == (self.counted(row), self.counted(row))
        for row in rows:
            if row.state == ObligationState.DORMANT:
                assert (row.due_on, row.event_id, row.due_reason) == (None, None, waits_of(row.due_reason))
            last = Transition.objects.filter(obligation=row).order_by("at", "pk").last()
            assert last is not None
            assert last.to_state == row.state
        # What repeats never wakes itself.
        assert sum(row.duty_id == self.again.pk and row.state == ObligationState.DORMANT for row in rows) == 2
        assert Entry.objects.filter(action="obligations.event").count() == Event.objects.count()
        undone = Event.objects.filter(undone_at__isnull=False).count()
        assert Entry.objects.filter(action="obligations.event_undo").count() == undone
        # Every acceptance of the first set the second going once, unless that was taken back.
        for event in Event.objects.filter(cause__isnull=False):
            assert event.cause is not None
            assert event.cause.duty_id == self.once.pk

    def counted(self, row: Obligation) -> date | None:
        """The due day as the rule itself counts it."""
        term = term_of(waits_of(row.due_reason), row.duty.deadline)
        assert term is not None
        assert row.event is not None
        day = row.event.occurred_on
        return woken(term, day, calendar_of(day.year), rules_on(day)).due_on


_AT = st.integers(0, 5)
_ACTS = st.one_of(
    st.tuples(
        st.just("record"), st.booleans(), st.integers(0, 2), st.integers(0, 2), st.sampled_from(["", "Hồ sơ A", "B"])
    ),
    st.tuples(st.just("undo"), _AT),
    st.tuples(st.just("hand_in"), _AT),
    st.tuples(st.just("accept"), _AT),
    st.tuples(st.just("give_back"), _AT),
)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(_ACTS, min_size=3, max_size=12))
def test_every_history_keeps_the_ledger_true(cast: Cast, acts: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        history = History(cast)
        for name, *args in acts:
            history.act(name, *args)
            history.check()
        transaction.set_rollback(True)
