"""Opening a period: who owes what by when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.agencies.models import Agency, AgencyEdge, AgencyVersion, Reorganisation, Succession
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.models import FormVersion, Period, Return
from caicach.figures.selectors import period_plan
from caicach.figures.services import PeriodDraft, packaged_forms_bring_in, period_lock, period_open
from caicach.obligations.constants import AcceptorReason, DutyOrigin, ObligationState, TrackingMode
from caicach.obligations.models import Duty, Obligation
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from cast import Cast, agency_make
from figures_cast import FiguresCast, form_make, third_commune_make
from reform.regimes import PeriodCode


@pytest.fixture
def draft(cast: Cast) -> PeriodDraft:
    """Quarter I of 2026 of the province, with a form in force and three communes."""
    third_commune_make(cast)
    form_make()
    return PeriodDraft(owner_id=cast.province.pk, form_key="song-may", year=2026, code=PeriodCode.Q1)


@pytest.fixture
def opened(cast: Cast, draft: PeriodDraft) -> Callable[..., Period]:
    """Open the period with other values."""

    def do(**values: Any) -> Period:
        return period_open(replace(draft, **values), actor=cast.standing_officer.actor, now=cast.now)

    return do


def test_window_and_day_come_from_the_regime(opened: Callable[..., Period]) -> None:
    period = opened()
    assert (period.data_from, period.data_to, period.due_on) == (
        date(2025, 12, 15),
        date(2026, 3, 14),
        date(2026, 3, 20),
    )
    assert period.name == "quý I năm 2026"
    assert period.is_cumulative
    assert "09/2019" in period.legal_basis


def test_a_day_that_is_off_moves_to_the_next_working_day(cast: Cast, opened: Callable[..., Period]) -> None:
    period = opened(code=PeriodCode.H1)
    assert period.due_on == date(2026, 6, 22)  # 20/06/2026 is a Saturday
    assert set(Obligation.objects.filter(duty=period.duty).values_list("due_on", flat=True)) == {date(2026, 6, 22)}


def test_days_of_the_draft_go_before_those_of_the_regime(opened: Callable[..., Period]) -> None:
    period = opened(data_from=date(2026, 1, 1), due_on=date(2026, 4, 2))
    assert (period.data_from, period.due_on, period.is_cumulative) == (date(2026, 1, 1), date(2026, 4, 2), False)
    assert set(Obligation.objects.values_list("due_on", flat=True)) == {date(2026, 4, 2)}


def test_each_commune_and_department_owes_a_return_and_the_owner_has_two(
    cast: Cast, opened: Callable[..., Period]
) -> None:
    period = opened()
    rows = Return.objects.filter(period=period).select_related("agency", "obligation")
    told = {(row.agency.current_name, row.level, row.kind, row.obligation is not None) for row in rows}
    assert told == {
        ("Sở Nội vụ", "department", "own", True),
        ("Văn phòng UBND tỉnh", "department", "own", True),
        ("Sở Tài chính", "department", "own", True),
        ("UBND xã Suối Nhạn", "commune", "own", True),
        ("UBND xã Đồi Chè", "commune", "own", True),
        ("UBND xã Nà Lúa", "commune", "own", True),
        ("UBND tỉnh Sông Mây", "province", "own", False),
        ("UBND tỉnh Sông Mây", "province", "whole", False),
    }
    assert all(row.required_count > 0 for row in rows)


def test_what_is_owed_stands_in_the_other_ledger(cast: Cast, opened: Callable[..., Period]) -> None:
    period = opened()
    duty = Duty.objects.get()
    assert (duty.source_kind, duty.source_id, duty.origin, duty.is_report, duty.mode) == (
        "figures.Period", period.pk, DutyOrigin.REPORTING, True, TrackingMode.DOCUMENT,
    )  # fmt: skip
    accepts = dict(duty.obligations.values_list("agency__current_name", "acceptor__current_name"))
    assert accepts["UBND xã Suối Nhạn"] == "Sở Nội vụ"
    assert accepts["Sở Nội vụ"] == "UBND tỉnh Sông Mây"  # nobody takes in their own
    assert duty.obligations.get(agency=cast.standing).acceptor_reason == AcceptorReason.NEXT_ABOVE


def test_the_report_that_a_plan_asks_of_the_agency_is_the_same_report(
    cast: Cast, opened: Callable[..., Period]
) -> None:
    report = cast.draft(is_report=True, title="Báo cáo định kỳ")
    carried = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=(cast.commune.pk, "2026-Q1")),))
    cast.assign(report, carried)
    period = opened()
    mine = Return.objects.get(period=period, agency=cast.commune)
    assert mine.obligation.duty.title == "Báo cáo định kỳ"
    assert mine.obligation.carried.count() == 1
    assert not Obligation.objects.filter(duty=period.duty, agency=cast.commune).exists()
    assert Obligation.objects.filter(duty=period.duty).count() == 5


def test_somebody_is_left_out_only_with_a_reason(cast: Cast, opened: Callable[..., Period]) -> None:
    with pytest.raises(BadInput, match="Sở Tài chính"):
        opened(excluded={cast.department.pk: " "})
    period = opened(excluded={cast.department.pk: "Không có thủ tục hành chính trong kỳ"})
    assert not Return.objects.filter(period=period, agency=cast.department).exists()


def test_a_period_of_history_is_owed_by_nobody(opened: Callable[..., Period]) -> None:
    period = opened(year=2025, code=PeriodCode.YEAR, is_history=True)
    assert period.duty is None
    assert not Obligation.objects.exists()
    assert Return.objects.filter(period=period, obligation=None).count() == 8


def test_who_took_over_from_a_unit_of_then_returns_for_it(cast: Cast, opened: Callable[..., Period]) -> None:
    _end(cast.neighbour, cast.commune, on=date(2026, 3, 15))
    period = opened()
    assert not Return.objects.filter(period=period, agency=cast.neighbour).exists()
    assert Return.objects.filter(period=period, agency=cast.commune).count() == 1


def test_nothing_is_opened_twice_or_by_others_or_without_a_form(
    cast: Cast, draft: PeriodDraft, opened: Callable[..., Period]
) -> None:
    opened()
    with pytest.raises(WrongState, match="đã có người mở"):
        opened()
    with pytest.raises(NotAllowed):
        period_open(draft, actor=cast.commune_leader.actor, now=cast.now)
    with pytest.raises(Beyond, match="Ban hành phiên bản biểu"):
        opened(year=2024)


def test_the_preview_says_what_opening_makes(cast: Cast, draft: PeriodDraft, opened: Callable[..., Period]) -> None:
    plan = period_plan(draft, today=cast.today)
    period = opened()
    made = (
        Return.objects.filter(period=period)
        .exclude(agency=cast.province)
        .values_list("agency", "level", "obligation__due_on")
    )
    assert {(one.agency_id, one.level, one.due_on) for one in plan.asked} == set(made)
    assert period_plan(draft, today=cast.today).is_open


def test_opening_asks_as_little_for_190_agencies_as_for_six(cast: Cast, opened: Callable[..., Period]) -> None:
    with CaptureQueriesContext(connection) as few:
        opened()
    for at in range(30):
        agency_make(f"UBND xã số {at}", AgencyKind.COMMITTEE, parent=cast.province, level=AgencyLevel.COMMUNE)
    with CaptureQueriesContext(connection) as more:
        opened(code=PeriodCode.H1)
    assert Return.objects.filter(period__code="H1", kind=ReturnKind.OWN).count() == 37
    assert _statements(more) == _statements(few)


def _statements(queries: CaptureQueriesContext) -> list[str]:
    """The statements by their first words; one insert that a database takes in several pieces is one."""
    words = [query["sql"].split()[:3] for query in queries.captured_queries]
    found = [one[0] if "SAVEPOINT" in one else " ".join(one) for one in words]
    return [one for at, one in enumerate(found) if not (one.startswith("INSERT") and found[at - 1 : at] == [one])]


def _end(agency: Agency, heir: Agency, *, on: date) -> None:
    """Let one agency end and another take over."""
    Agency.objects.filter(pk=agency.pk).update(ended_on=on)
    AgencyVersion.objects.filter(agency=agency).update(valid_to=on)
    AgencyEdge.objects.filter(descendant=agency).update(valid_to=on)
    merger = Reorganisation.objects.create(kind="merge", effective_on=on, legal_basis="Nghị quyết số 1")
    Succession.objects.create(reorganisation=merger, predecessor=agency, successor=heir)


class TestLocking:
    """Locking a period."""

    def test_what_was_taken_in_is_locked_and_takes_nothing_more(self, figures: FiguresCast) -> None:
        Return.objects.filter(pk=figures.commune.pk).update(state="accepted", submitted_at=figures.cast.now)
        Return.objects.filter(pk=figures.whole.pk).update(saved_at=figures.cast.now)
        period_lock(figures.period, actor=figures.cast.standing_officer.actor, now=figures.cast.now)
        assert figures.again(figures.commune).state == ReturnState.LOCKED
        assert figures.again(figures.neighbour).state == ReturnState.DRAFT
        with pytest.raises(WrongState, match="đã khóa"):
            figures.save(figures.neighbour, {"steer.docs": 1})
        with pytest.raises(WrongState, match="đã khóa rồi"):
            period_lock(figures.period, actor=figures.cast.standing_officer.actor, now=figures.cast.now)

    def test_what_waits_or_is_stale_is_settled_first(self, figures: FiguresCast) -> None:
        actor = figures.cast.standing_officer.actor
        with pytest.raises(WrongState, match="Tổng hợp lại"):
            period_lock(figures.period, actor=actor, now=figures.cast.now)
        Return.objects.filter(pk=figures.commune.pk).update(state="submitted", submitted_at=figures.cast.now)
        with pytest.raises(WrongState, match="chưa được nhận"):
            period_lock(figures.period, actor=actor, now=figures.cast.now)
        with pytest.raises(NotAllowed):
            period_lock(figures.period, actor=figures.cast.commune_leader.actor, now=figures.cast.now)


def test_packaged_forms_come_once_and_hold_for_everybody(cast: Cast) -> None:
    assert packaged_forms_bring_in(now=cast.now) == 2
    assert packaged_forms_bring_in(now=cast.now) == 0
    versions = FormVersion.objects.filter(form_key="cchc-thong-ke").order_by("valid_from")
    assert [(row.version, row.state) for row in versions] == [("2024.1", "published"), ("2025.1", "published")]
    draft = PeriodDraft(owner_id=cast.province.pk, form_key="cchc-thong-ke", year=2026, code=PeriodCode.Q1)
    period = period_open(draft, actor=cast.standing_officer.actor, now=cast.now)
    assert period.form.version == "2025.1"
    assert Obligation.objects.filter(duty=period.duty, state=ObligationState.OPEN).count() == 5
