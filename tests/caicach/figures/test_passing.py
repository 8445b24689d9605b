"""One agency owes one return for a period, whatever plans ask beside it and whatever becomes of what it owes."""

from datetime import date
from uuid import UUID

import pytest

from caicach.audit.models import Entry
from caicach.figures import access, selectors
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.models import FigureCell, Return
from caicach.figures.selectors.fillings import fill_of
from caicach.figures.services import (
    consolidate,
    period_lock,
    return_send_back,
    return_submit,
    returns_accept,
)
from caicach.figures.services.passing import period_join
from caicach.obligations.constants import DueChangeKind, ObligationState
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import Obligation
from caicach.obligations.services import obligation_submit
from caicach.obligations.services.due_dates import due_move
from caicach.web.actor import SYSTEM
from caicach.web.errors import NotAllowed, WrongState
from cast import Cast
from figures_cast import FiguresCast, figures_cast_make
from passing_sample import KEY, WHY, cancel, plan, report_of, row_of, transfer, waiting, withdraw

pytestmark = pytest.mark.django_db


def submit(figures: FiguresCast) -> None:
    cast = figures.cast
    return_submit(figures.again(figures.commune), actor=cast.commune_officer.actor, now=cast.now, today=cast.today)


class TestAPlanAfterThePeriod:
    def test_its_report_is_handed_in_with_the_return(self, figures: FiguresCast) -> None:
        uid = plan(figures.cast)
        assert report_of(uid, figures.cast.commune).carrier == figures.again(figures.commune).obligation
        assert waiting(figures.cast.commune) == [figures.again(figures.commune).obligation]

    def test_what_it_carries_goes_with_every_step_of_the_return(self, figures: FiguresCast) -> None:
        uid = plan(figures.cast)
        steps = []
        submit(figures)
        steps.append(row_of(uid, figures.cast.commune).state)
        return_send_back(
            figures.again(figures.commune), actor=figures.cast.standing_officer.actor, reason=WHY, now=figures.cast.now
        )
        steps.append(row_of(uid, figures.cast.commune).state)
        submit(figures)
        returns_accept(
            [figures.again(figures.commune)], actor=figures.cast.standing_officer.actor, now=figures.cast.now
        )
        steps.append(row_of(uid, figures.cast.commune).state)
        assert steps == [ObligationState.SUBMITTED, ObligationState.RETURNED, ObligationState.ACCEPTED]
        assert report_of(uid, figures.cast.commune).state == ObligationState.ACCEPTED
        assert row_of(uid, figures.cast.commune).transitions.count() == 5

    def test_its_report_is_not_handed_in_by_itself_but_leads_to_the_form(self, figures: FiguresCast) -> None:
        uid = plan(figures.cast)
        report = report_of(uid, figures.cast.commune)
        officer = figures.cast.commune_officer.actor
        with pytest.raises(WrongState, match="Nộp báo cáo của kỳ"):
            obligation_submit(
                report,
                actor=officer,
                evidence=Evidence(sentence="Đã làm", is_return=True),
                now=figures.cast.now,
                today=figures.cast.today,
            )
        fill = fill_of(officer, report)
        assert fill is not None
        assert str(figures.commune.uid) in fill.url

    def test_what_was_handed_in_before_is_joined_when_it_comes_back(self, figures: FiguresCast) -> None:
        submit(figures)
        uid = plan(figures.cast)
        assert report_of(uid, figures.cast.commune).carrier is None
        return_send_back(
            figures.again(figures.commune), actor=figures.cast.standing_officer.actor, reason=WHY, now=figures.cast.now
        )
        assert period_join(figures.period, actor=SYSTEM, now=figures.cast.now) == 1
        assert report_of(uid, figures.cast.commune).carrier == figures.again(figures.commune).obligation
        assert period_join(figures.period, actor=SYSTEM, now=figures.cast.now) == 0
        assert Entry.objects.filter(action="obligations.ride").count() == 1

    def test_another_occurrence_and_another_body_stay_their_own(self, figures: FiguresCast) -> None:
        cast = figures.cast
        draft = cast.draft(is_report=True, obligations=(cast.owed(occurrence_key="2026-Q2"),))
        other = cast.draft(is_report=True, owner_id=cast.commune.pk, obligations=(cast.owed(occurrence_key=KEY),))
        cast.assign(draft)
        cast.assign(other)
        assert not Obligation.objects.filter(duty__origin="plan").exclude(carrier=None).exists()

    def test_a_plan_that_is_taken_back_leaves_the_return_as_it_is(self, figures: FiguresCast) -> None:
        uid = plan(figures.cast)
        before = figures.again(figures.commune).obligation
        withdraw(figures.cast, uid)
        assert figures.again(figures.commune).obligation == before
        assert waiting(figures.cast.commune) == [before]

    def test_the_day_of_the_return_moves_what_shares_it(self, figures: FiguresCast) -> None:
        cast = figures.cast
        one = figures.again(figures.commune).obligation
        Obligation.objects.filter(pk=one.pk).update(due_on=date(2026, 3, 31))
        uid = plan(cast)
        Obligation.objects.filter(duty__source_uid=uid).update(due_on=date(2026, 3, 31))
        one.refresh_from_db()
        actor = cast.standing_officer.actor
        due_move([one], date(2026, 4, 10), kind=DueChangeKind.CONTEST, actor=actor, now=cast.now, words=WHY)
        assert {row_of(uid, cast.commune).due_on, report_of(uid, cast.commune).due_on} == {date(2026, 4, 10)}


class TestPlansBeforeThePeriod:
    @pytest.fixture
    def plans(self, cast: Cast) -> tuple[UUID, UUID]:
        return plan(cast), plan(cast, cast.commune, cast.neighbour)

    @pytest.fixture
    def figures(self, plans: tuple[UUID, UUID], cast: Cast) -> FiguresCast:
        return figures_cast_make(cast)

    def test_all_their_reports_are_handed_in_as_one(self, figures: FiguresCast, plans: tuple[UUID, UUID]) -> None:
        first, second = plans
        assert figures.commune.obligation == report_of(first, figures.cast.commune)
        assert report_of(second, figures.cast.commune).carrier == figures.commune.obligation
        assert figures.neighbour.obligation == report_of(second, figures.cast.neighbour)
        submit(figures)
        assert {row_of(uid, figures.cast.commune).state for uid in plans} == {ObligationState.SUBMITTED}
        assert row_of(second, figures.cast.neighbour).state == ObligationState.OPEN

    def test_the_first_plan_taken_back_leaves_the_second(self, figures: FiguresCast, plans: tuple[UUID, UUID]) -> None:
        first, second = plans
        withdraw(figures.cast, first)
        after = figures.again(figures.commune)
        assert after.obligation == report_of(second, figures.cast.commune)
        assert after.obligation.carrier is None
        assert row_of(second, figures.cast.commune).carrier == after.obligation

    def test_both_taken_back_the_period_itself_asks(self, figures: FiguresCast, plans: tuple[UUID, UUID]) -> None:
        figures.save(figures.commune, {"steer.docs": 4})
        before = figures.commune.obligation
        for uid in plans:
            withdraw(figures.cast, uid)
        after = figures.again(figures.commune)
        assert after.obligation.duty.source_uid == figures.period.uid
        assert (after.obligation.due_on, after.obligation.acceptor_id) == (before.due_on, before.acceptor_id)
        assert FigureCell.objects.filter(sheet=after).count() == 1
        assert waiting(figures.cast.commune) == [after.obligation]

    def test_what_was_handed_in_goes_back_with_the_plan(self, figures: FiguresCast, plans: tuple[UUID, UUID]) -> None:
        submit(figures)
        for uid in plans:
            withdraw(figures.cast, uid)
        after = figures.again(figures.commune)
        assert (after.state, after.return_reason) == (ReturnState.RETURNED, "Thu hồi kế hoạch")
        assert after.obligation.state == ObligationState.OPEN

    def test_what_rode_on_it_goes_back_with_it(self, figures: FiguresCast, plans: tuple[UUID, UUID]) -> None:
        first, second = plans
        submit(figures)
        withdraw(figures.cast, first)
        after = figures.again(figures.commune)
        assert (after.state, after.obligation) == (ReturnState.RETURNED, report_of(second, figures.cast.commune))
        row = row_of(second, figures.cast.commune)
        assert (row.state, row.met_on, after.obligation.state) == (ObligationState.RETURNED, None, row.state)
        submit(figures)
        assert row_of(second, figures.cast.commune).state == ObligationState.SUBMITTED


class TestGivenOn:
    def test_the_return_passes_with_its_figures_to_who_has_none(self, figures: FiguresCast) -> None:
        cast = figures.cast
        figures.save(figures.commune, {"steer.docs": 4})
        cancel(cast, figures.neighbour.obligation)
        Return.objects.filter(pk=figures.neighbour.pk).delete()
        heir = transfer(cast, figures.commune.obligation, cast.neighbour)
        after = figures.again(figures.commune)
        assert (after.agency, after.obligation, after.kind) == (cast.neighbour, heir, ReturnKind.OWN)
        assert FigureCell.objects.filter(sheet=after).count() == 1

    def test_one_of_another_level_begins_its_own(self, figures: FiguresCast) -> None:
        cast = figures.cast
        figures.save(figures.commune, {"steer.docs": 4})
        cancel(cast, figures.department.obligation)
        Return.objects.filter(pk=figures.department.pk).delete()
        heir = transfer(cast, figures.commune.obligation, cast.department)
        after = figures.again(figures.commune)
        assert (after.kind, after.passed_to, after.aside_reason) == (ReturnKind.ASIDE, cast.department, "Sáp nhập xã")
        fresh = Return.objects.get(period=figures.period, agency=cast.department)
        assert (fresh.level, fresh.obligation, fresh.kind) == ("department", heir, ReturnKind.OWN)

    def test_one_who_has_its_own_hands_in_one_for_both(self, figures: FiguresCast) -> None:
        cast = figures.cast
        uid = plan(cast)
        cancel(cast, figures.commune.obligation)
        heir = transfer(cast, report_and_row_free(uid, cast), cast.neighbour)
        heir.refresh_from_db()
        assert heir.carrier == figures.again(figures.neighbour).obligation

    def test_a_return_that_stands_for_a_plans_report_is_set_aside_where_the_heir_has_one(self, cast: Cast) -> None:
        uid = plan(cast)
        figures = figures_cast_make(cast)
        heir = transfer(cast, report_and_row_free(uid, cast), cast.neighbour)
        after = figures.again(figures.commune)
        assert (after.kind, after.passed_to) == (ReturnKind.ASIDE, cast.neighbour)
        heir.refresh_from_db()
        assert heir.carrier == figures.again(figures.neighbour).obligation

    def test_who_was_excused_owes_it_again_with_what_it_had(self, figures: FiguresCast) -> None:
        cast = figures.cast
        figures.save(figures.neighbour, {"steer.docs": 7})
        cancel(cast, figures.neighbour.obligation)
        transfer(cast, figures.commune.obligation, cast.neighbour)
        theirs = figures.again(figures.neighbour)
        assert (theirs.kind, theirs.aside_reason) == (ReturnKind.OWN, "")
        assert theirs.obligation.state == ObligationState.OPEN
        assert figures.again(figures.commune).kind == ReturnKind.ASIDE


def report_and_row_free(uid: UUID, cast: Cast) -> Obligation:
    """Return the plan's report once what it carried is cancelled: only then may it be given on."""
    cancel(cast, row_of(uid, cast.commune))
    return report_of(uid, cast.commune)


class TestCancelled:
    def test_it_is_expected_no_more_and_nothing_is_lost(self, figures: FiguresCast) -> None:
        cast = figures.cast
        figures.save(figures.commune, {"steer.docs": 4})
        before = selectors.period_row(figures.period, SYSTEM, today=cast.today).asked
        cancel(cast, figures.commune.obligation)
        after = figures.again(figures.commune)
        assert (after.kind, after.aside_reason) == (ReturnKind.ASIDE, "Không phát sinh trong kỳ")
        assert selectors.period_row(figures.period, SYSTEM, today=cast.today).asked == before - 1
        assert FigureCell.objects.filter(sheet=after).count() == 1
        assert Entry.objects.filter(action="figures.pass").count() == 1
        assert not access.can(cast.commune_officer.actor, "fill", after).allowed
        with pytest.raises(NotAllowed, match="không còn phải gửi"):
            figures.save(after, {"steer.docs": 5}, actor=cast.commune_officer.actor)

    def test_a_plans_report_goes_by_itself_then(self, figures: FiguresCast) -> None:
        uid = plan(figures.cast)
        cancel(figures.cast, figures.commune.obligation)
        assert waiting(figures.cast.commune) == [report_of(uid, figures.cast.commune)]
        assert row_of(uid, figures.cast.commune).carrier == report_of(uid, figures.cast.commune)

    def test_of_a_locked_period_nothing_changes(self, figures: FiguresCast) -> None:
        consolidate(figures.period, actor=figures.cast.standing_officer.actor, now=figures.cast.now)
        period_lock(figures.period, actor=figures.cast.standing_officer.actor, now=figures.cast.now)
        cancel(figures.cast, figures.commune.obligation)
        assert figures.again(figures.commune).kind == ReturnKind.OWN
