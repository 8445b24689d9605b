"""Whatever the order of plans, periods and what becomes of what is owed: an agency hands in once."""

from collections import Counter
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.figures import selectors
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.models import Period, Return
from caicach.figures.services import (
    PeriodDraft,
    period_open,
    return_send_back,
    return_submit,
    returns_accept,
)
from caicach.figures.services.passing import period_join
from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.periodic import TOP
from caicach.obligations.services.endings import obligations_cancel
from caicach.web.actor import SYSTEM
from caicach.web.errors import Refusal
from cast import Cast
from figures_cast import form_make
from passing_sample import WHY, cancel, plan, transfer, waiting, withdraw
from reform.regimes import PeriodCode

pytestmark = pytest.mark.django_db


ACTS = ("plan", "submit", "accept", "send_back", "give_main", "give_plan", "cancel", "withdraw", "join")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), max_size=4),
    after=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), min_size=1, max_size=8),
)
def test_whatever_the_order_an_agency_hands_in_once(
    cast: Cast, before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        form_make()
        walk = _Walk(cast)
        for name, at in [*before, ("open", 0), *after, ("join", 0)]:
            try:
                with transaction.atomic():
                    getattr(walk, name)(at)
            except Refusal:
                continue
            walk.check()
        walk.check_once()
        transaction.set_rollback(True)


class _Walk:
    """Opens, confirms, hands in, gives on and cancels in any order."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.plans = cast, list[UUID]()
        self.agencies = (cast.commune, cast.neighbour, cast.department)
        self.period: Period | None = None
        self.actor = cast.standing_officer.actor

    def plan(self, at: int) -> None:
        self.plans.append(plan(self.cast, *self.agencies[at:]))

    def open(self, _at: int) -> None:
        draft = PeriodDraft(owner_id=self.cast.province.pk, form_key="song-may", year=2026, code=PeriodCode.Q1)
        self.period = period_open(draft, actor=self.actor, now=self.cast.now)

    def submit(self, at: int) -> None:
        if sheet := self._sheet(at):
            return_submit(sheet, actor=SYSTEM, now=self.cast.now, today=self.cast.today)

    def accept(self, at: int) -> None:
        if sheet := self._sheet(at):
            returns_accept([sheet], actor=self.actor, now=self.cast.now)

    def send_back(self, at: int) -> None:
        if sheet := self._sheet(at):
            return_send_back(sheet, actor=self.actor, reason=WHY, now=self.cast.now)

    def give_main(self, at: int) -> None:
        sheet = self._sheet(at)
        if sheet and sheet.obligation:
            transfer(self.cast, sheet.obligation, self.agencies[at - 1])

    def give_plan(self, at: int) -> None:
        rows = Obligation.objects.filter(duty__source_uid__in=self.plans, agency=self.agencies[at])
        if one := rows.filter(duty__is_report=True, state__in=AWAITS_HAND_IN).first():
            rows = rows.filter(duty__source_uid=one.duty.source_uid, duty__is_report=False, state__in=AWAITS_HAND_IN)
            if pks := list(rows.values_list("pk", flat=True)):
                obligations_cancel(pks, actor=self.actor, reason=WHY, now=self.cast.now)
            transfer(self.cast, one, self.agencies[at - 1])

    def cancel(self, at: int) -> None:
        sheet = self._sheet(at)
        if sheet and sheet.obligation:
            cancel(self.cast, sheet.obligation)

    def withdraw(self, at: int) -> None:
        if self.plans[at:]:
            withdraw(self.cast, self.plans[at])

    def join(self, _at: int) -> None:
        if self.period:
            period_join(self.period, actor=SYSTEM, now=self.cast.now)

    def _sheet(self, at: int) -> Return | None:
        found = Return.objects.filter(period=self.period, agency=self.agencies[at], kind=ReturnKind.OWN).first()
        return selectors.return_for(SYSTEM, found.uid) if found else None

    def check(self) -> None:
        """Each agency has one return at most, owed once; what rides stands as what it rides on."""
        carried = Obligation.objects.exclude(carrier=None).annotate(top=TOP)
        states = dict(Obligation.objects.values_list("pk", "state"))
        gone = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
        for one in carried.exclude(state__in=gone):
            was_taken_in = one.state == ObligationState.ACCEPTED and states[one.top] in gone
            both_wait = {one.state, states[one.top]} <= set(AWAITS_HAND_IN)
            assert was_taken_in or both_wait or one.state == states[one.top]
            assert one.agency_id == Obligation.objects.get(pk=one.top).agency_id
        if self.period is None:
            return
        sheets = Return.objects.filter(period=self.period).exclude(agency=self.cast.province)
        assert max(Counter(sheets.values_list("agency", flat=True)).values()) == 1
        for sheet in sheets.filter(kind=ReturnKind.OWN).select_related("obligation"):
            assert sheet.obligation is not None
            assert sheet.obligation.agency_id == sheet.agency_id
            if sheet.state in (ReturnState.DRAFT, ReturnState.RETURNED):
                assert sheet.obligation.state in AWAITS_HAND_IN
                assert sheet.obligation.carrier is None

    def check_once(self) -> None:
        """Whoever still fills in a return has that one report to hand in, and no other."""
        open_ones = Return.objects.filter(
            period=self.period, kind=ReturnKind.OWN, state__in=(ReturnState.DRAFT, ReturnState.RETURNED)
        )
        for sheet in open_ones.exclude(agency=self.cast.province).select_related("agency", "obligation"):
            assert waiting(sheet.agency) == [sheet.obligation]
