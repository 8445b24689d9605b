"""Statistics count tasks: the tasks of a plan, and what bodies above gave, as of the window's last day."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from caicach.figures.registry import Asked
from caicach.figures.selectors.counting import count_assigned_tasks, count_plan_tasks
from caicach.obligations.constants import DutyOrigin, ObligationState, TrackingMode
from caicach.obligations.models import Obligation
from caicach.plans.models import Plan, PlanTask
from caicach.web import clock
from cast import Cast

pytestmark = pytest.mark.django_db

WINDOW_TO = date(2026, 3, 31)


def asked(*agency_ids: int, **values: Any) -> Asked:
    standard: dict[str, Any] = {
        "agency_ids": frozenset(agency_ids), "year": 2026, "data_from": date(2025, 12, 15), "data_to": WINDOW_TO,
        "is_cumulative": True,
    }  # fmt: skip
    return Asked(**standard | values)


def numbers(found: Any) -> dict[str, int]:
    return {key.rpartition(".")[2]: int(one.figure.value) for key, one in found.items()}


def plan_of(cast: Cast, plan: Plan) -> dict[str, int]:
    return numbers(count_plan_tasks(asked(cast.province.pk))[cast.province.pk])


def accept(rows: Any, on: date, *, met_on: date) -> None:
    """Bring rows to accepted as an acceptance of that day leaves them."""
    at = datetime.combine(on, datetime.min.time(), tzinfo=clock.LOCAL) + timedelta(hours=10)
    rows.update(state=ObligationState.ACCEPTED, accepted_at=at, met_on=met_on, due_on=met_on)


class TestThePlan:
    """Of the province's own plan."""

    def test_every_task_counts_once_however_many_owe_it(self, cast: Cast, assigned_plan: Plan) -> None:
        counted = plan_of(cast, assigned_plan)

        assert counted["tasks"] == PlanTask.objects.filter(plan=assigned_plan).count()
        assert counted["tasks"] < Obligation.objects.filter(duty__deliverable__plan=assigned_plan).count()
        assert counted["done"] == 0

    def test_a_group_task_is_done_when_the_last_agency_is_through(self, cast: Cast, assigned_plan: Plan) -> None:
        task_id = _group_task(assigned_plan)
        rows = Obligation.objects.filter(duty__deliverable__task=task_id)
        last = rows.order_by("pk").last()
        accept(rows.exclude(pk=last.pk), date(2026, 3, 2), met_on=date(2026, 3, 1))
        assert plan_of(cast, assigned_plan)["done"] == 0

        accept(rows.filter(pk=last.pk), date(2026, 3, 30), met_on=date(2026, 3, 20))

        counted = plan_of(cast, assigned_plan)
        assert (counted["done"], counted["done_on_time"], counted["done_late"]) == (1, 1, 0)

    def test_what_was_accepted_after_the_window_was_not_done_in_it(self, cast: Cast, assigned_plan: Plan) -> None:
        rows = Obligation.objects.filter(duty__deliverable__task=_group_task(assigned_plan))
        accept(rows, WINDOW_TO + timedelta(days=1), met_on=date(2026, 3, 1))

        assert plan_of(cast, assigned_plan)["done"] == 0

    def test_a_quarter_alone_counts_what_was_finished_in_it(self, cast: Cast, assigned_plan: Plan) -> None:
        rows = Obligation.objects.filter(duty__deliverable__task=_group_task(assigned_plan))
        accept(rows, date(2026, 3, 2), met_on=date(2026, 3, 1))
        quarter = asked(cast.province.pk, data_from=date(2026, 6, 15), data_to=date(2026, 9, 14), is_cumulative=False)

        assert numbers(count_plan_tasks(quarter)[cast.province.pk])["done"] == 0

    def test_an_agency_without_a_plan_here_gets_nothing(self, cast: Cast, assigned_plan: Plan) -> None:
        assert count_plan_tasks(asked(cast.stranger_agency.pk)) == {}

    def test_the_note_says_the_rule_for_group_tasks(self, cast: Cast, assigned_plan: Plan) -> None:
        note = count_plan_tasks(asked(cast.province.pk))[cast.province.pk]["plan.done"].note

        assert "đếm là một" in note and "31/03/2026" in note

    def test_all_agencies_are_asked_in_two_queries(
        self, cast: Cast, assigned_plan: Plan, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(2):
            count_plan_tasks(asked(cast.province.pk, cast.commune.pk, cast.neighbour.pk))


def _group_task(plan: Plan) -> int:
    """Return a task that several agencies owe, with a day, none of it asleep."""
    rows = Obligation.objects.filter(duty__deliverable__plan=plan)
    asleep = rows.filter(state=ObligationState.DORMANT).values("duty__deliverable__task")
    owed = rows.exclude(duty__deliverable__task__in=asleep).values_list("duty__deliverable__task", "agency")
    by_task: dict[int, set[int]] = {}
    for task_id, agency_id in owed:
        by_task.setdefault(task_id, set()).add(agency_id)
    return next(task_id for task_id, agencies in sorted(by_task.items()) if len(agencies) > 1)


class TestFromAbove:
    """Of what an agency was given."""

    def test_on_time_late_open_and_overdue_make_up_the_total(self, cast: Cast) -> None:
        accept(_one(cast, "a"), date(2026, 3, 10), met_on=date(2026, 3, 9))
        late = _one(cast, "b")
        accept(late, date(2026, 3, 12), met_on=date(2026, 3, 11))
        late.update(due_on=date(2026, 3, 10))
        _one(cast, "c").update(due_on=date(2026, 3, 31))
        _one(cast, "d").update(due_on=date(2026, 4, 1))

        found = numbers(count_assigned_tasks(asked(cast.commune.pk))[cast.commune.pk])

        assert found == {"total": 4, "on_time": 1, "late": 1, "overdue": 1, "open": 1}

    def test_two_occurrences_of_one_task_are_one(self, cast: Cast) -> None:
        owed = (cast.owed(), cast.owed(occurrence_key="2026-H1"))
        cast.assign(cast.draft(obligations=owed, origin=DutyOrigin.FROM_ABOVE))

        assert numbers(count_assigned_tasks(asked(cast.commune.pk))[cast.commune.pk])["total"] == 1

    def test_what_a_neighbour_owes_of_the_same_task_does_not_make_it_late(self, cast: Cast) -> None:
        owed = (cast.owed(), cast.owed(agency_id=cast.neighbour.pk))
        cast.assign(cast.draft(obligations=owed))
        accept(Obligation.objects.filter(agency=cast.commune), date(2026, 3, 9), met_on=date(2026, 3, 9))

        found = count_assigned_tasks(asked(cast.commune.pk, cast.neighbour.pk))

        assert numbers(found[cast.commune.pk])["on_time"] == 1
        assert numbers(found[cast.neighbour.pk])["on_time"] == 0

    @pytest.mark.parametrize(
        "values",
        [{"mode": TrackingMode.NOT_TRACKED}, {"origin": DutyOrigin.COORDINATION}, {"is_report": True}, {"year": 2025}],
    )
    def test_what_is_no_task_of_the_year_is_not_counted(self, cast: Cast, values: dict[str, Any]) -> None:
        cast.assign(cast.draft(**values))

        assert count_assigned_tasks(asked(cast.commune.pk)) == {}

    def test_what_an_agency_set_itself_was_not_given_from_above(self, cast: Cast) -> None:
        cast.assign(cast.draft(owner_id=cast.commune.pk))

        assert count_assigned_tasks(asked(cast.commune.pk)) == {}


def _one(cast: Cast, title: str) -> Any:
    cast.assign(cast.draft(title=title))
    return Obligation.objects.filter(duty__title=title)


def test_numbers_are_figures(cast: Cast) -> None:
    _one(cast, "a")

    assert count_assigned_tasks(asked(cast.commune.pk))[cast.commune.pk]["assigned.total"].figure.value == Decimal(1)
