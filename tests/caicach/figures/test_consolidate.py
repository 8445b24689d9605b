"""Adding a period up: what is written, what follows, what goes stale, who may."""

import json
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.figures.constants import Origin, PeriodState, ReturnState
from caicach.figures.models import CellChange, FigureCell, Period, Return, SectionDone, WholeRun
from caicach.figures.selectors.causes import causes_of
from caicach.figures.selectors.whole import added_up, difference_of, last_run, standing_cells, units_of
from caicach.figures.services import (
    consolidate,
    correction_ask,
    correction_decide,
    period_lock,
    refresh_cells,
    sections_merge,
    sections_unmerge,
    whole_finish,
    whole_follow,
    whole_unfinish,
)
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from figures_cast import GOOD, FiguresCast, drafts_of
from reform.forms.figures import cell_of
from two_writers import at_once

pytestmark = pytest.mark.django_db

# The door has a function of the same name.
MODULE = import_module("caicach.figures.services.consolidate")
SECTIONS = ("steer", "dossier", "staff")


def fill(figures: FiguresCast, sheet: Return, **values: Any) -> None:
    tier = "commune" if sheet.level == "commune" else "province"
    known = {key.replace("tier=commune", f"tier={tier}"): value for key, value in GOOD.items()}
    if sheet.level != "commune":
        known.pop("link.done")
    figures.save(sheet, {**known, **values})


def take_in(figures: FiguresCast, *sheets: Return) -> None:
    pks = [sheet.pk for sheet in sheets]
    Return.objects.filter(pk__in=pks).update(state=ReturnState.ACCEPTED, submitted_at=figures.cast.now)
    for sheet in sheets:
        sheet.state = ReturnState.ACCEPTED


@pytest.fixture
def two(figures: FiguresCast) -> FiguresCast:
    """Two communes are taken in, nobody added up yet."""
    for sheet in (figures.commune, figures.neighbour):
        fill(figures, sheet)
    take_in(figures, figures.commune, figures.neighbour)
    return figures


@pytest.fixture
def summed(two: FiguresCast) -> FiguresCast:
    """And it was added up."""
    consolidate(two.period, actor=SYSTEM, now=two.cast.now)
    return two


def stored(figures: FiguresCast, line: str, members: str = "") -> FigureCell | None:
    return FigureCell.objects.filter(sheet=figures.whole, line_key=line, members=members).first()


class TestWriting:
    """What a run writes."""

    def test_figures_stand_with_how_many_they_come_from_and_why_they_changed(self, summed: FiguresCast) -> None:
        row = stored(summed, "steer.docs")
        assert row is not None
        assert (row.value, row.received, row.expected) == (Decimal(8), 2, len(summed.below))
        assert row.origin == Origin.CONSOLIDATED
        rate = stored(summed, "dossier.rate", "tier=commune")
        assert rate is not None
        assert rate.origin == Origin.COMPUTED
        change = CellChange.objects.get(sheet=summed.whole, line_key="steer.docs")
        assert (change.old, change.new) == ("", "8")

    def test_what_is_the_same_is_not_touched(self, summed: FiguresCast) -> None:
        before = dict(FigureCell.objects.filter(sheet=summed.whole).values_list("pk", "updated_at"))
        changes = CellChange.objects.filter(sheet=summed.whole).count()
        made = consolidate(summed.period, actor=SYSTEM, now=summed.cast.now + timedelta(days=1))
        assert made.changed == ()
        assert dict(FigureCell.objects.filter(sheet=summed.whole).values_list("pk", "updated_at")) == before
        assert CellChange.objects.filter(sheet=summed.whole).count() == changes

    def test_a_figure_that_nobody_gives_any_more_becomes_blank(self, summed: FiguresCast) -> None:
        Return.objects.filter(period=summed.period, level="commune").update(state=ReturnState.RETURNED)
        consolidate(summed.period, actor=SYSTEM, now=summed.cast.now + timedelta(days=1))
        assert stored(summed, "steer.docs") is None

    def test_a_run_remembers_what_it_was_made_of(self, summed: FiguresCast) -> None:
        run = last_run(summed.whole)
        assert run is not None
        assert (run.number, run.received, run.expected) == (1, 2, len(summed.below))
        assert {summed.commune.pk, summed.neighbour.pk, summed.own.pk} == {pk for pk, _ in eval_sources(run)}

    def test_the_number_of_statements_does_not_grow_with_bodies(self, figures: FiguresCast) -> None:
        counts = []
        for sheet in (figures.commune, figures.neighbour, figures.third):
            fill(figures, sheet)
            take_in(figures, sheet)
            with CaptureQueriesContext(connection) as asked:
                consolidate(figures.period, actor=SYSTEM, now=figures.cast.now)
            counts.append(len(asked))
        assert len(set(counts[1:])) == 1
        assert max(counts) <= 22

    def test_a_sum_too_large_to_be_kept_is_refused_whole(self, summed: FiguresCast, monkeypatch: Any) -> None:
        monkeypatch.setattr(MODULE, "_LARGEST", Decimal(9))
        FigureCell.objects.filter(sheet=summed.commune, line_key="steer.docs").update(value=Decimal(6))
        before = standing_cells(summed.whole)
        with pytest.raises(BadInput, match="quá lớn"):
            consolidate(summed.period, actor=SYSTEM, now=summed.cast.now)
        assert standing_cells(summed.whole) == before
        assert WholeRun.objects.count() == 1

    def test_nothing_is_half_written_where_it_breaks_off(self, two: FiguresCast, monkeypatch: Any) -> None:
        def broken(*_: Any, **__: Any) -> None:
            raise RuntimeError("killed")

        monkeypatch.setattr(MODULE.audit, "record", broken)
        with pytest.raises(RuntimeError):
            consolidate(two.period, actor=SYSTEM, now=two.cast.now)
        assert not FigureCell.objects.filter(sheet=two.whole).exists()
        assert not WholeRun.objects.exists()
        assert two.again(two.whole).saved_at is None


def eval_sources(run: WholeRun) -> list[tuple[int, int]]:
    return [(pk, revision) for pk, revision in json.loads(run.sources)]


class TestFollowing:
    """Sums follow while the period is open, and are stale afterwards."""

    def test_one_changed_cell_brings_its_sum_total_and_rate_along_and_nothing_else(self, summed: FiguresCast) -> None:
        FigureCell.objects.filter(sheet=summed.commune, line_key="dossier.late").update(value=Decimal(12))
        changed = refresh_cells(
            summed.period, [cell_of("dossier.late", "tier=commune")], now=summed.cast.now + timedelta(hours=1)
        )
        assert {cell.key for cell in changed} == {"dossier.late", "dossier.resolved", "dossier.rate"}
        whole = added_up(summed.whole, units_of(summed.period), with_submitted=False)
        assert not difference_of(standing_cells(summed.whole), whole.sums).cells

    def test_a_body_that_is_taken_in_is_in_the_sum_at_once(self, summed: FiguresCast) -> None:
        fill(summed, summed.third, **{"steer.docs": 1})
        assert stored(summed, "steer.docs").value == Decimal(8)  # type: ignore[union-attr]  # it is there
        take_in(summed, summed.third)
        whole_follow([summed.period.pk], now=summed.cast.now + timedelta(hours=1))
        assert stored(summed, "steer.docs").value == Decimal(9)  # type: ignore[union-attr]  # it is there
        assert summed.again(summed.whole).stale_since is None

    def test_after_the_whole_was_closed_a_correction_makes_it_stale_and_changes_nothing(
        self, summed: FiguresCast
    ) -> None:
        cast = summed.cast
        sections_merge(summed.whole, SECTIONS, actor=SYSTEM, now=cast.now)
        whole_finish(summed.whole, actor=SYSTEM, now=cast.now)
        slip = correction_ask(
            summed.again(summed.commune), drafts_of({"steer.docs": 40}), actor=SYSTEM,
            reason="Thiếu 36 văn bản của quý I", now=cast.now,
        )  # fmt: skip
        correction_decide(slip, actor=SYSTEM, approve=True, now=cast.now + timedelta(hours=1))
        assert stored(summed, "steer.docs").value == Decimal(8)  # type: ignore[union-attr]  # it is there
        assert summed.again(summed.whole).stale_since == cast.now + timedelta(hours=1)
        made = consolidate(summed.period, actor=SYSTEM, now=cast.now + timedelta(hours=2))
        assert [cell.key for cell in made.changed] == ["steer.docs"]
        assert summed.again(summed.whole).stale_since is None

    def test_what_nobody_counts_leaves_the_sum_alone(self, summed: FiguresCast) -> None:
        fill(summed, summed.third)
        assert summed.again(summed.whole).stale_since is None
        assert not CellChange.objects.filter(sheet=summed.whole, at__gt=summed.cast.now).exists()


class TestMerging:
    """Areas merge their sections; the standing body closes the whole."""

    def test_who_leads_an_area_merges_its_sections_alone(self, summed: FiguresCast) -> None:
        with pytest.raises(NotAllowed):
            sections_merge(summed.whole, ["steer"], actor=summed.cast.area_lead.actor, now=summed.cast.now)
        assert not SectionDone.objects.exists()

    def test_a_figure_that_changes_opens_its_section_again(self, summed: FiguresCast) -> None:
        sections_merge(summed.whole, SECTIONS, actor=SYSTEM, now=summed.cast.now)
        FigureCell.objects.filter(sheet=summed.commune, line_key="steer.docs").update(value=Decimal(1))
        consolidate(summed.period, actor=SYSTEM, now=summed.cast.now + timedelta(hours=1))
        assert set(SectionDone.objects.values_list("section_key", flat=True)) == {"dossier", "staff"}

    def test_the_whole_is_closed_when_every_section_was_merged(self, summed: FiguresCast) -> None:
        sections_merge(summed.whole, SECTIONS[:2], actor=SYSTEM, now=summed.cast.now)
        with pytest.raises(WrongState, match="Biên chế, kinh phí"):
            whole_finish(summed.whole, actor=SYSTEM, now=summed.cast.now)
        sections_merge(summed.whole, SECTIONS, actor=SYSTEM, now=summed.cast.now)
        whole_finish(summed.whole, actor=SYSTEM, now=summed.cast.now)
        assert Period.objects.get(pk=summed.period.pk).state == PeriodState.CONSOLIDATED
        assert summed.again(summed.commune).state == ReturnState.CONSOLIDATED
        assert summed.again(summed.third).state == ReturnState.DRAFT
        with pytest.raises(WrongState, match="đã chốt"):
            sections_unmerge(summed.again(summed.whole), ["steer"], actor=SYSTEM, now=summed.cast.now)

    def test_it_is_opened_again_with_a_reason(self, summed: FiguresCast) -> None:
        sections_merge(summed.whole, SECTIONS, actor=SYSTEM, now=summed.cast.now)
        whole_finish(summed.whole, actor=SYSTEM, now=summed.cast.now)
        with pytest.raises(BadInput, match="lý do"):
            whole_unfinish(summed.whole, actor=SYSTEM, reason=" ", now=summed.cast.now)
        whole_unfinish(summed.whole, actor=SYSTEM, reason="Còn thiếu ba xã", now=summed.cast.now)
        assert summed.again(summed.commune).state == ReturnState.ACCEPTED
        assert summed.again(summed.whole).state == ReturnState.DRAFT

    def test_what_was_never_added_up_is_not_merged(self, two: FiguresCast) -> None:
        with pytest.raises(WrongState, match="Tổng hợp lại trước"):
            sections_merge(two.whole, ["steer"], actor=SYSTEM, now=two.cast.now)

    def test_a_locked_period_is_added_up_again_with_a_reason_alone(self, summed: FiguresCast) -> None:
        sections_merge(summed.whole, SECTIONS, actor=SYSTEM, now=summed.cast.now)
        whole_finish(summed.whole, actor=SYSTEM, now=summed.cast.now)
        period_lock(summed.period, actor=SYSTEM, now=summed.cast.now)
        with pytest.raises(BadInput, match="đã khóa"):
            consolidate(summed.period, actor=SYSTEM, now=summed.cast.now)
        consolidate(summed.period, actor=SYSTEM, now=summed.cast.now, reason="Đính chính theo phiếu số 1")
        run = last_run(summed.whole)
        assert run is not None
        assert run.reason == "Đính chính theo phiếu số 1"


def test_only_the_standing_body_adds_up(two: FiguresCast) -> None:
    for person in (two.cast.commune_officer, two.cast.commune_leader, two.cast.area_lead):
        with pytest.raises(NotAllowed):
            consolidate(two.period, actor=person.actor, now=two.cast.now)
    assert not WholeRun.objects.exists()
    consolidate(two.period, actor=two.cast.standing_officer.actor, now=two.cast.now)


def test_a_change_names_the_bodies_behind_it(summed: FiguresCast) -> None:
    run = last_run(summed.whole)
    later = summed.cast.now + timedelta(hours=1)
    fill(summed, summed.third)
    take_in(summed, summed.third)
    Return.objects.filter(pk=summed.commune.pk).update(open_until=summed.cast.today)
    summed.commune.open_until = summed.cast.today
    CellChange.objects.create(sheet=summed.commune, line_key="steer.docs", old="4", new="5", origin="typed", at=later)
    counted = {sheet.pk: 1 for sheet in (summed.commune, summed.neighbour, summed.third)}
    before = {sheet.pk: 1 for sheet in (summed.commune, summed.neighbour)}
    assert run is not None
    causes = causes_of(
        summed.whole, units_of(summed.period), before, counted, since=run.at, levels=("commune", "department")
    )
    assert causes.came == ("UBND xã Nà Lúa",)
    assert set(causes.of(cell_of("steer.docs", ""))) == {"UBND xã Nà Lúa", summed.cast.commune.current_name}
    assert causes.of(cell_of("dossier.rate", "tier=commune")) == ("UBND xã Nà Lúa",)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_up_at_once_the_second_waits(two: FiguresCast) -> None:
    def add_up() -> None:
        consolidate(Period.objects.get(pk=two.period.pk), actor=SYSTEM, now=two.cast.now)

    assert at_once(add_up, add_up) == ["", ""]
    assert list(WholeRun.objects.order_by("number").values_list("number", "changed_count")) == [
        (1, WholeRun.objects.get(number=1).changed_count),
        (2, 0),
    ]
