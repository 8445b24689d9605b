"""Saving figures: one door, all or nothing."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.figures.constants import Origin
from caicach.figures.mapping import BadCells
from caicach.figures.models import CellChange, FigureCell, Return
from caicach.figures.selectors import changes_of, completed_for, filled_for, findings_for
from caicach.figures.services import CellDraft, cells_save, reasons_fill
from caicach.web.errors import NotAllowed, WrongState
from figures_cast import GOOD, FiguresCast, drafts_of
from reform.forms.figures import Figure, cell_of

LATE = "dossier.late[tier=commune]"


def test_a_saved_sheet_is_whole_and_nothing_is_left_to_find(figures: FiguresCast) -> None:
    saved = figures.save(figures.commune, GOOD, actor=figures.cast.commune_officer.actor)
    assert (saved.filled_count, saved.required_count) == (13, 13)
    assert [one.sentence for one in saved.findings] == []
    assert saved.filled[cell_of("dossier.rate", "tier=commune")].value == Decimal("97.8261")
    assert completed_for(figures.commune) == saved.filled
    row = Return.objects.get(pk=figures.commune.pk)
    assert (row.filled_count, row.required_count, row.hard_count, row.soft_count) == (13, 13, 0, 0)


def test_what_does_not_fit_is_found_and_counted_until_it_is_mended(figures: FiguresCast) -> None:
    figures.save(figures.commune, GOOD)
    saved = figures.save(figures.commune, {LATE: 10, "staff.present": 30})
    assert {one.rule for one in saved.findings} == {"V01", "V02"}
    assert (saved.hard_count, saved.soft_count) == (1, 1)
    assert findings_for(figures.again(figures.commune)) == saved.findings
    assert figures.save(figures.commune, {LATE: 2, "staff.present": 20}).findings == ()


def test_a_value_a_zero_a_reason_and_a_blank_are_four_things(figures: FiguresCast) -> None:
    figures.save(figures.commune, {"steer.docs": 0, "staff.quota": "@not_applicable", "staff.present": 3})
    figures.save(figures.commune, {"staff.present": None})
    filled = filled_for(figures.commune)
    assert filled[cell_of("steer.docs", "")] == Figure(Decimal(0))
    assert filled[cell_of("staff.quota", "")] == Figure(None, "not_applicable")
    assert cell_of("staff.present", "") not in filled


def test_every_change_is_kept_with_who_when_and_from_where(figures: FiguresCast) -> None:
    officer = figures.cast.commune_officer
    figures.save(figures.commune, {"steer.docs": 4}, actor=officer.actor)
    figures.save(figures.commune, {"steer.docs": 5}, actor=officer.actor, origin=Origin.PASTED)
    figures.save(figures.commune, {"steer.docs": 5}, actor=officer.actor)  # the same again changes nothing
    figures.save(figures.commune, {"steer.docs": None}, actor=officer.actor)
    told = [
        (one.old, one.new, one.origin, one.by) for one in changes_of(figures.commune, cell=cell_of("steer.docs", ""))
    ]
    name = officer.user.full_name
    assert told == [
        ("5", "", Origin.TYPED, name),
        ("4", "5", Origin.PASTED, name),
        ("", "4", Origin.TYPED, name),
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"dossier.rate[tier=commune]": 99}, "tự tính"),
        ({"no.such": 1}, "không có trong biểu"),
        ({"dossier.late[tier=province]": 1}, "không có trong biểu"),
        ({"steer.plan": "maybe"}, "không có trong danh sách"),
        ({"steer.docs": "@because"}, "lý do"),
        ({"steer.docs": "1" * 13}, "quá lớn"),
        ({"steer.docs": "yes"}, "không phải là số"),
    ],
)
def test_what_a_cell_cannot_hold_is_named_and_nothing_of_the_paste_is_saved(
    figures: FiguresCast, values: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadCells, match=said) as caught:
        figures.save(figures.commune, {"staff.quota": 20, **values})
    assert len(caught.value.problems) == 1
    assert not FigureCell.objects.exists()
    assert not CellChange.objects.exists()


def test_two_values_for_one_cell_are_refused(figures: FiguresCast) -> None:
    drafts = [*drafts_of({"steer.docs": 1}), *drafts_of({"steer.docs": 2})]
    with pytest.raises(BadCells, match="hai giá trị"):
        cells_save(
            figures.commune,
            drafts,
            actor=figures.cast.commune_officer.actor,
            now=figures.cast.now,
            origin=Origin.PASTED,
        )
    assert not FigureCell.objects.exists()


def test_nobody_but_the_unit_fills_and_nobody_fills_the_sum(figures: FiguresCast) -> None:
    for person in (figures.cast.neighbour_officer, figures.cast.commune_viewer, figures.cast.standing_officer):
        with pytest.raises(NotAllowed):
            figures.save(figures.commune, {"steer.docs": 1}, actor=person.actor)
    with pytest.raises(NotAllowed, match="không nhập tay"):
        figures.save(figures.whole, {"steer.docs": 1}, actor=figures.cast.standing_officer.actor)
    figures.save(figures.commune, {"steer.docs": 1}, actor=figures.cast.clerk.actor)
    figures.save(figures.own, {"steer.docs": 1}, actor=figures.cast.standing_officer.actor)


class TestCounted:
    """Values that the program counts itself."""

    CELL = cell_of("steer.docs", "")

    def count(self, figures: FiguresCast, value: int) -> None:
        draft = CellDraft(self.CELL, Figure(Decimal(value)), source_note="Văn bản đi trong kỳ")
        cells_save(
            figures.commune,
            [draft],
            actor=figures.cast.commune_officer.actor,
            now=figures.cast.now,
            origin=Origin.LEDGER,
        )

    def row(self, figures: FiguresCast) -> FigureCell:
        return FigureCell.objects.get(sheet=figures.commune, line_key="steer.docs")

    def test_another_value_wants_a_reason_and_both_are_kept(self, figures: FiguresCast) -> None:
        self.count(figures, 48)
        with pytest.raises(BadCells, match="hệ thống đếm được 48"):
            figures.save(figures.commune, {"steer.docs": 50})
        draft = CellDraft(self.CELL, Figure(Decimal(50)), reason="Hai văn bản chưa vào sổ")
        cells_save(figures.commune, [draft], actor=figures.cast.commune_officer.actor, now=figures.cast.now)
        row = self.row(figures)
        assert (row.value, row.source_value, row.override_reason) == (50, 48, "Hai văn bản chưa vào sổ")

    def test_the_next_count_does_not_write_over_what_a_person_said(self, figures: FiguresCast) -> None:
        self.count(figures, 48)
        draft = CellDraft(self.CELL, Figure(Decimal(50)), reason="Hai văn bản chưa vào sổ")
        cells_save(figures.commune, [draft], actor=figures.cast.commune_officer.actor, now=figures.cast.now)
        self.count(figures, 49)
        row = self.row(figures)
        assert (row.value, row.source_value) == (50, 49)

    def test_clearing_brings_the_counted_value_back(self, figures: FiguresCast) -> None:
        self.count(figures, 48)
        draft = CellDraft(self.CELL, Figure(Decimal(50)), reason="Hai văn bản chưa vào sổ")
        cells_save(figures.commune, [draft], actor=figures.cast.commune_officer.actor, now=figures.cast.now)
        figures.save(figures.commune, {"steer.docs": None})
        row = self.row(figures)
        assert (row.value, row.override_reason, row.origin) == (48, "", Origin.LEDGER)


def test_one_act_gives_every_blank_cell_of_a_section_its_reason(figures: FiguresCast) -> None:
    figures.save(figures.commune, {LATE: 3})
    saved = reasons_fill(
        figures.commune, "dossier", "none_yet", actor=figures.cast.commune_officer.actor, now=figures.cast.now
    )
    assert len(saved.changed) == 6
    filled = filled_for(figures.commune)
    assert filled[cell_of("dossier.late", "tier=commune")] == Figure(Decimal(3))
    assert filled[cell_of("dossier.open", "tier=commune")] == Figure(None, "none_yet")


def test_saving_asks_as_little_for_a_whole_sheet_as_for_one_cell(
    figures: FiguresCast, django_assert_num_queries: Any
) -> None:
    sheet, actor = figures.again(figures.commune), figures.cast.commune_officer.actor
    figures.save(sheet, {"steer.docs": 1}, actor=actor)
    with django_assert_num_queries(10):
        figures.save(sheet, {"steer.docs": 2}, actor=actor)
    with django_assert_num_queries(10):
        figures.save(sheet, GOOD, actor=actor)


def test_what_was_handed_in_takes_no_more_figures(figures: FiguresCast) -> None:
    Return.objects.filter(pk=figures.commune.pk).update(state="submitted", submitted_at=figures.cast.now)
    with pytest.raises(WrongState, match="chờ nhận"):
        figures.save(figures.commune, {"steer.docs": 1})
    assert not FigureCell.objects.exists()
