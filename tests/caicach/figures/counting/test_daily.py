"""What the program counts comes by itself: once a period is open, and every day while returns are being filled."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.audit.models import Entry
from caicach.figures import jobs, registry
from caicach.figures.constants import COUNT_DAILY_KIND, COUNT_KIND, Origin
from caicach.figures.models import CellChange, FigureCell, Period, Return
from caicach.figures.registry import Asked, Counted
from caicach.figures.services import CellDraft, PeriodDraft, cells_save, consolidate, period_open, return_submit
from caicach.figures.services.cells import write_rows
from caicach.figures.services.count import period_count
from caicach.figures.services.counting import counts_look, periods_count
from caicach.jobs.models import JobRun, JobState
from caicach.jobs.registry import JobCancelled
from caicach.web import clock
from caicach.web.actor import SYSTEM
from cast import Cast, agency_make
from figures_cast import FiguresCast, figures_cast_make
from reform.forms.figures import Figure, cell_of
from reform.regimes import PeriodCode

pytestmark = pytest.mark.django_db
DOCS = cell_of("steer.docs", "")


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[str, Figure]:
    """What a source gives every agency; what it holds may be changed."""
    figures = {"steer.docs": Figure(Decimal(4))}

    def source(asked: Asked) -> dict[int, dict[str, Counted]]:
        return {pk: {key: Counted(one, "Đếm thử") for key, one in figures.items()} for pk in asked.agency_ids}

    monkeypatch.setattr(registry.sources, "_entries", {"thu": source})
    return figures


def cell(sheet: Return) -> FigureCell | None:
    return FigureCell.objects.filter(sheet=sheet, line_key="steer.docs").first()


def value(sheet: Return) -> Decimal | None:
    found = cell(sheet)
    return found.value if found else None


def count(figures: FiguresCast, days: int = 0) -> int:
    return period_count(figures.period, actor=SYSTEM, now=figures.cast.now + timedelta(days=days)).cells


def second_period(figures: FiguresCast) -> Period:
    draft = PeriodDraft(owner_id=figures.cast.province.pk, form_key="song-may", year=2026, code=PeriodCode.H1)
    return period_open(draft, actor=figures.cast.standing_officer.actor, now=figures.cast.now)


class TestOpening:
    def test_a_job_is_started_with_the_period(self, figures: FiguresCast, given: dict[str, Figure]) -> None:
        run = JobRun.objects.get()
        assert (run.kind, run.arguments) == (COUNT_KIND, f'{{"period_id":{figures.period.pk}}}')
        assert "quý I năm 2026" in run.label
        jobs.figures_count(_Told(), period_id=figures.period.pk)
        assert value(figures.commune) == Decimal(4)
        assert str(figures.period.uid) in jobs.figures_address(period_id=figures.period.pk)

    def test_history_is_not_counted(self, figures: FiguresCast) -> None:
        JobRun.objects.all().delete()
        draft = PeriodDraft(
            figures.cast.province.pk, form_key="song-may", year=2025, code=PeriodCode.YEAR, is_history=True
        )
        period = period_open(draft, actor=figures.cast.standing_officer.actor, now=figures.cast.now)
        assert not JobRun.objects.exists()
        periods_count(now=figures.cast.now)
        period.refresh_from_db()
        assert period.counted_on is None

    def test_a_period_that_is_gone_is_left_alone(self, db: None) -> None:
        jobs.figures_count(_Told(), period_id=0)
        assert jobs.figures_address(period_id=0)


class TestWhatStays:
    @pytest.mark.parametrize("typed", [Decimal(9), Decimal(0)])
    def test_a_typed_figure(self, figures: FiguresCast, given: dict[str, Figure], typed: Decimal) -> None:
        figures.save(figures.commune, {"steer.docs": typed})
        count(figures)
        assert value(figures.commune) == typed
        found = cell(figures.commune)
        assert found is not None
        assert found.source_value == Decimal(4)

    def test_a_figure_written_over_the_counted_one(self, figures: FiguresCast, given: dict[str, Figure]) -> None:
        count(figures)
        drafts = [CellDraft(DOCS, Figure(Decimal(8)), reason="Bốn văn bản chưa vào sổ")]
        cells_save(figures.commune, drafts, actor=figures.cast.commune_officer.actor, now=figures.cast.now)
        given["steer.docs"] = Figure(Decimal(6))
        count(figures, days=1)
        found = cell(figures.commune)
        assert found is not None
        assert (found.value, found.source_value) == (Decimal(8), Decimal(6))

    def test_what_was_handed_in(self, figures: FiguresCast, given: dict[str, Figure]) -> None:
        actor, cast = figures.cast.commune_officer.actor, figures.cast
        return_submit(figures.commune, actor=actor, now=cast.now, today=cast.today)
        count(figures)
        assert cell(figures.commune) is None
        assert value(figures.neighbour) == Decimal(4)

    def test_what_nobody_expects(self, figures: FiguresCast, given: dict[str, Figure]) -> None:
        Return.objects.filter(pk=figures.commune.pk).update(kind="aside")
        count(figures)
        assert cell(figures.commune) is None


class TestTraces:
    def test_a_number_that_stays_leaves_none(self, figures: FiguresCast, given: dict[str, Figure]) -> None:
        assert count(figures) == 7
        before = figures.again(figures.commune).saved_at, CellChange.objects.count(), Entry.objects.count()
        assert count(figures, days=1) == 0
        assert (figures.again(figures.commune).saved_at, CellChange.objects.count(), Entry.objects.count()) == before

    def test_a_new_number_is_one_row_of_history(self, figures: FiguresCast, given: dict[str, Figure]) -> None:
        count(figures)
        given["steer.docs"] = Figure(Decimal(6))
        count(figures, days=1)
        rows = CellChange.objects.filter(sheet=figures.commune).order_by("pk")
        assert [(row.old, row.new, row.origin, row.by_id) for row in rows] == [
            ("", "4", Origin.LEDGER, None),
            ("4", "6", Origin.LEDGER, None),
        ]

    def test_progress_and_findings_are_kept_as_when_one_saves(
        self, figures: FiguresCast, given: dict[str, Figure]
    ) -> None:
        count(figures)
        alone = figures.again(figures.neighbour)
        figures.save(alone, {"steer.plan": "yes"})
        figures.save(alone, {"steer.plan": None})
        one, other = figures.again(figures.commune), figures.again(figures.neighbour)
        names = ("filled_count", "required_count", "hard_count", "soft_count")
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
        assert one.filled_count == 1

    def test_the_day_is_kept_with_the_period(self, figures: FiguresCast, given: dict[str, Figure]) -> None:
        count(figures)
        figures.period.refresh_from_db()
        assert figures.period.counted_on == figures.cast.today

    def test_the_owners_own_figures_reach_the_sum(self, figures: FiguresCast, given: dict[str, Figure]) -> None:
        consolidate(figures.period, actor=figures.cast.standing_officer.actor, now=figures.cast.now)
        count(figures)
        assert value(figures.whole) == Decimal(4)


def test_many_returns_cost_what_one_does(cast: Cast, given: dict[str, Figure]) -> None:
    few = figures_cast_make(cast)
    with CaptureQueriesContext(connection) as of_seven:
        assert count(few) == 7
    for at in range(30):
        agency_make(f"UBND xã số {at}", AgencyKind.COMMITTEE, parent=cast.province, level=AgencyLevel.COMMUNE)
    second = second_period(few)
    with CaptureQueriesContext(connection) as of_more:
        assert period_count(second, actor=SYSTEM, now=cast.now).cells == 37
    assert len(of_more) == len(of_seven)


class TestFailing:
    def test_a_source_that_breaks_stops_no_other(
        self, figures: FiguresCast, given: dict[str, Figure], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(asked: Asked) -> dict[int, dict[str, Counted]]:
            return {1: {str(Period.objects.extra(where=["no such thing"]).count()): Counted(Figure(None), "")}}

        entries = registry.sources._entries  # type: ignore[attr-defined]
        monkeypatch.setattr(registry.sources, "_entries", {"hỏng": broken, **entries})
        assert count(figures) == 7

    def test_what_no_cell_can_hold_leaves_out_one_return(
        self, figures: FiguresCast, given: dict[str, Figure], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def source(asked: Asked) -> dict[int, dict[str, Counted]]:
            bad = {"steer.docs": Counted(Figure("nhiều"), "")}
            good = {"steer.docs": Counted(Figure(Decimal(4)), "")}
            return {pk: bad if pk == figures.commune.agency_id else good for pk in asked.agency_ids}

        monkeypatch.setattr(registry.sources, "_entries", {"thu": source})
        assert count(figures) == 6
        assert cell(figures.commune) is None

    def test_a_period_that_breaks_stops_no_other(
        self, figures: FiguresCast, given: dict[str, Figure], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        second = second_period(figures)
        _break(monkeypatch, figures.period, ValueError)
        assert periods_count(now=figures.cast.now) == 1
        second.refresh_from_db()
        assert second.counted_on == figures.cast.today
        assert Period.objects.get(pk=figures.period.pk).counted_on is None


class TestDaily:
    def test_a_worker_that_was_killed_goes_on_where_it_stopped(
        self, figures: FiguresCast, given: dict[str, Figure], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        second = second_period(figures)
        monkeypatch.setattr(clock, "now", lambda: figures.cast.now)
        with monkeypatch.context() as killing:
            _break(killing, second, KeyboardInterrupt)
            with pytest.raises(KeyboardInterrupt):
                jobs.figures_daily(_Told())
        assert Period.objects.get(pk=figures.period.pk).counted_on == figures.cast.today
        assert not FigureCell.objects.filter(sheet__period=second).exists()
        told = _Told()
        jobs.figures_daily(told)
        assert told.steps == [(0, 1)]
        assert FigureCell.objects.filter(sheet__period=second).count() == 7
        assert CellChange.objects.filter(sheet__period=figures.period).count() == 7

    def test_whoever_stops_the_job_stops_it(self, figures: FiguresCast, given: dict[str, Figure]) -> None:
        with pytest.raises(JobCancelled):
            jobs.figures_daily(_Cancelled())
        assert not FigureCell.objects.exists()

    def test_it_is_started_once_a_day(self, figures: FiguresCast) -> None:
        JobRun.objects.all().delete()
        morning = datetime.combine(figures.cast.today, datetime.min.time(), tzinfo=clock.LOCAL)
        started = [self._look(morning + timedelta(hours=hour)) for hour in (3, 5, 6, 23, 28, 29, 52)]
        assert started == [0, 1, 1, 1, 2, 2, 3]

    def test_not_beside_one_that_waits_nor_where_all_is_counted(self, figures: FiguresCast) -> None:
        JobRun.objects.all().delete()
        now = figures.cast.now
        counts_look(now)
        counts_look(now + timedelta(days=1))
        assert JobRun.objects.filter(kind=COUNT_DAILY_KIND).count() == 1
        JobRun.objects.all().delete()
        Period.objects.update(counted_on=figures.cast.today)
        counts_look(now)
        Period.objects.update(counted_on=None, state="locked")
        counts_look(now)
        assert not JobRun.objects.exists()

    def test_a_look_asks_little(self, figures: FiguresCast, django_assert_max_num_queries: Any) -> None:
        JobRun.objects.update(state=JobState.DONE, kind=COUNT_DAILY_KIND, created_at=figures.cast.now)
        with django_assert_max_num_queries(3):
            counts_look(figures.cast.now)

    def _look(self, now: datetime) -> int:
        counts_look(now)
        JobRun.objects.update(state=JobState.DONE)
        return JobRun.objects.filter(kind=COUNT_DAILY_KIND).count()


class _Told:
    """A run that is watched."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def progress(self, _step: str, done: int = 0, total: int = 0) -> None:
        self.steps.append((done, total))


class _Cancelled(_Told):
    def progress(self, _step: str, done: int = 0, total: int = 0) -> None:
        raise JobCancelled


def _break(monkeypatch: pytest.MonkeyPatch, period: Period, error: type[BaseException]) -> None:
    """Let counting ``period`` fail once its cells are written."""

    def write(kept: list[FigureCell], history: list[CellChange]) -> None:
        write_rows(kept, history)
        if kept and kept[0].sheet.period_id == period.pk:
            raise error

    monkeypatch.setattr("caicach.figures.services.count.write_rows", write)
