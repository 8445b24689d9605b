"""Rows of a set changed one by one: numbers follow the tree, keys and everything else stay."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_yaml_sample import SET, name_of
from reform.index import (
    CriteriaSet,
    Rank,
    added_heading,
    added_row,
    changed_row,
    packaged_sets,
    read_draft,
    read_set,
    rows_read,
    set_rows,
    shifted_row,
    without_row,
    write_set,
)

SAMPLE = read_set(SET)
PACKAGED = read_set(packaged_sets()[-1])
KEYS = sorted(leaf.key for leaf in PACKAGED.leaves)


def numbers(one: CriteriaSet) -> list[str]:
    return [leaf.number for leaf in one.leaves]


def test_a_row_is_changed_in_its_place_and_headings_follow() -> None:
    leaf = next(iter(SAMPLE.leaves))
    cells = next(dict(row.cells) for row in set_rows(SAMPLE) if row.cells["key"] == leaf.key)

    read = rows_read(changed_row(set_rows(SAMPLE), leaf.key, cells | {"label": "Tên mới"}), SAMPLE)

    assert not read.unread and not read.problems
    assert read.made.by_key()[leaf.key].label == "Tên mới"
    assert numbers(read.made) == numbers(SAMPLE)


def test_points_that_do_not_add_up_are_told_and_kept() -> None:
    leaf = PACKAGED.by_key()["steering.plan.substance"]
    cells = next(dict(row.cells) for row in set_rows(PACKAGED) if row.cells["key"] == leaf.key)

    read = rows_read(changed_row(set_rows(PACKAGED), leaf.key, cells | {"max": leaf.points + 1}), PACKAGED)

    assert read.made.by_key()[leaf.key].points == leaf.points + 1
    assert "IX027" in [problem.code for problem in read.problems]
    again, problems = read_draft(write_set(read.made))
    assert again == read.made and "IX027" in [problem.code for problem in problems]


def test_a_new_row_is_numbered_after_the_last_of_its_criterion() -> None:
    criterion = next(one for area in PACKAGED.areas for one in area.criteria if not one.is_alone)
    cells = {"key": "steering.plan.new", "label": "Mới", "max": Decimal("0.5"), "kind": "Có, không"}

    read = rows_read(added_row(set_rows(PACKAGED), criterion.key, cells), PACKAGED)

    found = next(one for area in read.made.areas for one in area.criteria if one.key == criterion.key)
    assert [leaf.key for leaf in found.leaves] == [*(leaf.key for leaf in criterion.leaves), "steering.plan.new"]
    assert found.leaves[-1].number == f"{criterion.number}.{len(criterion.leaves) + 1}"


def test_under_an_area_a_new_row_stands_alone() -> None:
    cells = {"key": "steering.alone", "label": "Mới", "max": Decimal(1), "kind": "Có, không"}

    read = rows_read(added_row(set_rows(PACKAGED), "steering", cells), PACKAGED)

    area = read.made.areas[0]
    assert area.criteria[-1].is_alone and area.criteria[-1].number == f"1.{len(area.criteria)}"


def test_a_criterion_goes_with_its_last_row() -> None:
    criterion = next(one for area in PACKAGED.areas for one in area.criteria if not one.is_alone)
    rows = set_rows(PACKAGED)
    for leaf in criterion.leaves:
        rows = without_row(rows, leaf.key)

    made = rows_read(rows, PACKAGED).made

    assert criterion.key not in [one.key for area in made.areas for one in area.criteria]
    assert made.areas[0].criteria[0].number == criterion.number


@pytest.mark.parametrize("change", [changed_row, added_row])
def test_an_unknown_key_changes_nothing(change: object) -> None:
    assert rows_read(change(set_rows(SAMPLE), "no.such", {"label": "x"}), SAMPLE).made == SAMPLE  # type: ignore[operator]
    assert rows_read(without_row(set_rows(SAMPLE), "no.such"), SAMPLE).made == SAMPLE
    assert rows_read(shifted_row(set_rows(SAMPLE), "no.such", 1), SAMPLE).made == SAMPLE


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.integers(-3, 3)), max_size=6))
def test_however_rows_are_moved_numbers_stay_in_order_and_nothing_is_lost(moves: list[tuple[str, int]]) -> None:
    rows = set_rows(PACKAGED)
    for key, steps in moves:
        rows = shifted_row(rows, key, steps)

    read = rows_read(rows, PACKAGED)

    assert not read.problems
    assert sorted(leaf.key for leaf in read.made.leaves) == KEYS
    assert [area.number for area in read.made.areas] == [area.number for area in PACKAGED.areas]


@pytest.mark.parametrize("text", packaged_sets(), ids=name_of)
def test_what_was_moved_is_moved_back(text: str) -> None:
    one = read_set(text)
    leaf = next(leaf for area in one.areas for criterion in area.criteria if len(criterion.leaves) > 1
                for leaf in criterion.leaves)  # fmt: skip

    there = shifted_row(set_rows(one), leaf.key, 1)

    assert rows_read(there, one).made != one
    assert rows_read(shifted_row(there, leaf.key, -1), one).made == one


def test_a_formula_that_cannot_be_read_is_never_dropped_without_a_word() -> None:
    cells = next(dict(row.cells) for row in set_rows(PACKAGED) if row.cells["key"] == "procedures.results.on_time")
    rows = changed_row(set_rows(PACKAGED), "procedures.results.on_time", cells | {"value": "dossier.on_time / * 2"})

    assert [problem.code for problem in rows_read(rows, PACKAGED).unread] == ["IX005"]


def test_a_new_heading_comes_behind_the_last_of_its_kind() -> None:
    rows = set_rows(PACKAGED)
    first = PACKAGED.areas[0]
    for rank, under in ((Rank.AREA, ""), (Rank.CRITERION, first.key), (Rank.BONUS, ""), (Rank.PENALTY, "")):
        cells = {"key": f"fresh.{rank.name.casefold()}", "label": "Mới", "max": "1", "each": "1"}
        rows = added_heading(rows, rank, under, cells)

    made = rows_read(rows, PACKAGED).made

    assert made.areas[-1].key == "fresh.area"
    assert made.areas[-1].number == str(int(PACKAGED.areas[-1].number) + 1)
    assert made.areas[0].criteria[-1].key == "fresh.criterion"
    assert [one.key for one in made.adjustments][-1] == "fresh.penalty"
    signs = [one.sign for one in made.adjustments]
    assert signs == sorted(signs)  # bonuses before penalties
    assert numbers(made) == numbers(PACKAGED)


def test_a_criterion_in_an_unknown_area_changes_nothing() -> None:
    rows = set_rows(PACKAGED)
    same = added_heading(rows, Rank.CRITERION, "nowhere", {"key": "fresh", "label": "Mới"})
    assert rows_read(same, PACKAGED).made == PACKAGED
