"""From reviewed rows to duties."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caicach.agencies.models import Agency
from caicach.obligations.mapping import DutyDraft
from caicach.plans import selectors
from caicach.plans.mapping.expansion import Expansion
from caicach.plans.models import Deliverable, Plan
from cast import TODAY, Cast

AREA = "I\tCải cách thủ tục hành chính\t\t\t\t\t"


def row(deliverable: str, due: str, lead: str, monitor: str = "", task: str = "Làm việc được giao") -> str:
    """Return a row of the sample's columns."""
    return f"1\t{task}\t{deliverable}\t{due}\t{lead}\t\t{monitor}"


@pytest.fixture
def expand(read: Callable[..., Plan]) -> Callable[..., Expansion]:
    """Read rows and expand them."""

    def do(*rows: str, today: date = TODAY, **changes: Any) -> Expansion:
        plan = read(AREA, *rows)
        if changes:
            Deliverable.objects.filter(plan=plan).update(**changes)
        return selectors.expansion_of(plan, today=today)

    return do


def only(expansion: Expansion) -> DutyDraft:
    """Return the one duty besides the periodic report."""
    (draft,) = (draft for draft in expansion.drafts if not draft.is_report)
    return draft


def dates(draft: DutyDraft) -> list[date | None]:
    """Return the due dates, in order."""
    return sorted({one.due_on for one in draft.obligations}, key=str)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("Trước ngày 30/6/2026", [date(2026, 6, 29)]),
        ("Chậm nhất ngày 30/6/2026", [date(2026, 6, 30)]),
        ("Quý II/2026", [date(2026, 6, 30)]),
        ("Tháng 9/2026", [date(2026, 9, 30)]),
        ("Trong năm 2026", [date(2026, 12, 31)]),
        ("", [date(2026, 12, 31)]),
    ],
)
def test_a_date_or_a_span_is_due_at_its_end(expand: Callable[..., Expansion], due: str, expected: list[date]) -> None:
    assert dates(only(expand(row("Quyết định ban hành quy chế", due, "Sở Tài chính")))) == expected


def test_a_quarterly_duty_is_due_with_the_reports_not_on_the_quarters_last_day(
    expand: Callable[..., Expansion],
) -> None:
    draft = only(expand(row("Danh mục đã cập nhật", "Hằng quý", "Sở Tài chính")))
    assert [one.occurrence_key for one in draft.obligations] == ["2026-Q1", "2026-H1", "2026-Q3", "2026"]
    assert not {due for due in dates(draft) if due} & {date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)}


def test_a_relative_deadline_sleeps_until_its_event(expand: Callable[..., Expansion]) -> None:
    draft = only(expand(row("Tờ trình", "05 ngày làm việc kể từ ngày bộ công bố", "Sở Tài chính")))
    assert [(one.due_on, one.occurrence_key != "") for one in draft.obligations] == [(None, True)]


def test_what_was_done_already_owes_nothing(expand: Callable[..., Expansion]) -> None:
    expansion = expand(row("Nghị quyết", "Đã thực hiện", "Sở Tài chính"))
    assert expansion.obligation_count == 0


@pytest.mark.parametrize("due", ["31/02/2026", "càng sớm càng tốt", "Trước ngày 20/12/2025"])
def test_what_has_no_usable_date_must_be_settled(expand: Callable[..., Expansion], due: str) -> None:
    expansion = expand(row("Quyết định", due, "Sở Tài chính"))
    assert [problem.code for problem in expansion.problems] == ["no_date"]


def test_a_date_set_by_the_reviewer_stands_instead(expand: Callable[..., Expansion]) -> None:
    expansion = expand(row("Quyết định", "31/02/2026", "Sở Tài chính"), due_override_on=date(2026, 2, 27))
    assert expansion.problems == ()
    assert dates(only(expansion)) == [date(2026, 2, 27)]


def test_a_group_owes_each_for_itself(expand: Callable[..., Expansion], cast: Cast) -> None:
    draft = only(expand(row("Kế hoạch của cơ quan, đơn vị", "Tháng 6/2026", "UBND các xã, phường")))
    assert {one.agency_id for one in draft.obligations} == {cast.commune.pk, cast.neighbour.pk}


def test_one_owes_for_several_where_they_work_jointly(expand: Callable[..., Expansion], cast: Cast) -> None:
    expansion = expand(row("Quyết định", "Tháng 6/2026", "Sở Tài chính, Sở Nội vụ"), ownership="one")
    draft = only(expansion)
    assert [one.agency_id for one in draft.obligations] == [cast.department.pk]
    assert [(one.agency_id, one.role) for one in draft.participants] == [(cast.standing.pk, "joint")]


@pytest.mark.parametrize(
    ("lead", "monitor", "accepts", "reason"),
    [
        ("UBND các xã, phường", "Sở Tài chính", "department", "monitor"),
        ("Sở Tài chính", "", "office", "area_lead"),
        ("Sở Tài chính", "Sở Tài chính", "office", "next_above"),
        ("Văn phòng UBND tỉnh", "", "standing", "next_above"),
    ],
)
def test_the_acceptor_is_the_first_of_the_chain_that_does_not_owe_it(
    expand: Callable[..., Expansion], cast: Cast, lead: str, monitor: str, accepts: str, reason: str
) -> None:
    draft = only(expand(row("Quyết định", "Tháng 6/2026", lead, monitor)))
    assert {(one.acceptor_id, one.acceptor_reason) for one in draft.obligations} == {
        (getattr(cast, accepts).pk, reason)
    }


def test_a_monitor_watches_the_level_that_its_words_name(expand: Callable[..., Expansion], cast: Cast) -> None:
    monitor = "Sở Tài chính theo dõi cấp tỉnh; Văn phòng UBND tỉnh theo dõi cấp xã"
    draft = only(expand(row("Văn bản", "Tháng 6/2026", "Sở Nội vụ; UBND các xã, phường", monitor)))
    accepts = {one.agency_id: one.acceptor_id for one in draft.obligations}
    assert accepts[cast.standing.pk] == cast.department.pk
    assert accepts[cast.commune.pk] == cast.office.pk


def test_what_goes_into_the_report_is_carried_by_it(expand: Callable[..., Expansion], cast: Cast) -> None:
    expansion = expand(row("Báo cáo kết quả thực hiện", "Hằng quý", "UBND các xã, phường"))
    report, draft = expansion.drafts
    assert (report.is_report, len(report.obligations), len(draft.obligations)) == (True, 8, 8)
    carried = {one.carrier for one in draft.obligations}
    assert carried == {(one.agency_id, one.occurrence_key) for one in report.obligations}


def test_a_body_outside_command_is_asked_and_owes_nothing(expand: Callable[..., Expansion]) -> None:
    draft = only(expand(row("Kết quả vận động", "Thường xuyên", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")))
    assert draft.obligations == ()
    assert [one.addressee for one in draft.requests] == ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]


def test_not_tracked_asks_for_nothing_and_settles_nothing(expand: Callable[..., Expansion]) -> None:
    expansion = expand(row("Quyết định", "31/02/2026", "TT PVHCC"), mode="not_tracked")
    assert (expansion.drafts, expansion.problems) == ((), ())


def test_a_plan_of_a_past_year_is_history(expand: Callable[..., Expansion]) -> None:
    expansion = expand(row("Quyết định", "Tháng 6/2026", "Sở Tài chính"), today=date(2027, 3, 1))
    assert {one.is_history for one in only(expansion).obligations} == {True}


def test_a_plan_of_a_past_year_may_run_as_if_current(read: Callable[..., Plan]) -> None:
    plan = read(AREA, row("Quyết định", "Tháng 6/2026", "Sở Tài chính"))
    plan.is_run_as_current = True
    expansion = selectors.expansion_of(plan, today=date(2027, 3, 1))
    assert {one.is_history for one in only(expansion).obligations} == {False}


def test_what_an_ended_body_owed_is_history(expand: Callable[..., Expansion], cast: Cast) -> None:
    Agency.objects.filter(pk=cast.department.pk).update(ended_on=date(2026, 3, 1))
    expansion = expand(row("Quyết định", "Tháng 6/2026", "Sở Tài chính"))
    assert {one.is_history for one in only(expansion).obligations} == {True}


def test_the_expansion_asks_nine_queries(plan: Plan, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(9):
        selectors.expansion_of(plan, today=TODAY)
