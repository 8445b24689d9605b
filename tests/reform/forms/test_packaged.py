"""The forms that come with the program: readable, whole, and printed like the paper they stand for."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from reform.forms import CellKind, Form, Need, read_form, sheet_of
from reform.forms.packaged import packaged_forms

THREE, TWO = (read_form(text) for text in packaged_forms())
BOTH = pytest.mark.parametrize("form", [THREE, TWO], ids=lambda form: form.version)


def test_versions_follow_one_another_without_a_gap() -> None:
    assert [(form.key, form.version, form.valid_from, form.valid_to) for form in (THREE, TWO)] == [
        ("cchc-thong-ke", "2024.1", date(2024, 1, 1), date(2025, 7, 1)),
        ("cchc-thong-ke", "2025.1", date(2025, 7, 1), None),
    ]


def test_the_two_level_form_knows_no_district() -> None:
    assert THREE.levels == ("commune", "district", "department", "province")
    assert TWO.levels == ("commune", "department", "province")
    assert "district" not in TWO.dimensions["tier"].members
    assert not [
        word for text in packaged_forms()[1:] for word in ("Cấp huyện", "cấp huyện") if f"label: {word}" in text
    ]


@BOTH
def test_what_is_not_printed_is_optional_and_what_is_printed_is_not(form: Form) -> None:
    printed = {row.target.key for row in form.annex if row.target is not None}
    assert {line.key for line in form.lines if not line.is_optional} == printed


@BOTH
def test_the_printed_place_of_a_line_is_its_first_row_of_the_annex(form: Form) -> None:
    first: dict[str, tuple[str, int]] = {}
    for row in form.annex:
        if row.target is not None:
            first.setdefault(row.target.key, (row.code, row.order))
    assert {line.key: (line.printed, line.order) for line in form.lines if not line.is_optional} == first
    assert [row.order for row in form.annex] == list(range(1, len(form.annex) + 1))


@BOTH
def test_no_cell_is_printed_twice(form: Form) -> None:
    cells = Counter(row.target for row in form.annex if row.target is not None)
    assert cells.most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    ("form", "rows", "headings", "codes"),
    [
        (
            THREE,
            165,
            25,
            "1 1.1 1.1.1 1.1.2 1.1.3 1.2 1.1.1 1.1.2 1.1.3 1.1.4 1.3 1.3.1 1.3.2 1.3.3 1.4 1.4.1 1.4.2 1.5 "
            "2 2.1 2.2 2.3 2.4 2.5 3 3.1 3.1.1 3.1.2 3.1.3 3.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.5 3.2.6 10.2.7 "
            "3.3 3.3.1 3.3.1 3.3.2 3.3.3 3.3.4 3.4 3.4.1 3.4.2 3.4.3 3.5 4 4.1 4.1.1 4.1.2 4.1.3 "
            "4.2 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.3 4.3.1 4.3.2 4.3.3 4.3.4 5 5.1 5.1.1 5.1.2 5.1.3 "
            "5.2 5.2.1 5.2.2 5.2.3 5.2.4 5.2.5 5.3 5.3.1 5.3.2 5.3.3 5.4 5.4.1 5.4.2 5.4.3 5.4.4 5.4.5 5.4.6 5.4.7 "
            "6 6.1 6.2 6.3 6.4 13.4.1 13.4.2 13.4.3 6.5 6.6 7 7.1 7.2 7.3 7.3.1 7.3.2 7.3.3 7.4 7.4.1 7.4.2 "
            "7.5 7.5.1 7.5.2 7.6 7.6.1 7.6.2 7.6.3",
        ),
        (
            TWO,
            172,
            25,
            "1 1.1 1.1.1 1.1.2 1.1.3 1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.3 1.3.1 1.3.2 1.3.3 1.4 1.4.1 1.4.2 1.5 "
            "2 2.1 2.2 2.3 2.4 2.5 3 3.1 3.1.1 3.1.2 3.1.3 3.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.5 3.2.6 3.2.7 "
            "3.3 3.3.1 3.3.2 3.3.3 3.3.4 3.3.5 3.4 3.4.1 3.4.2 3.4.3 3.5 4 4.1 4.1.1 4.1.2 4.1.3 "
            "4.2 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.3 4.3.1 4.3.2 4.3.3 4.3.4 5 5.1 5.1.1 5.1.2 5.1.3 "
            "5.2 5.2.1 5.2.2 5.2.3 5.2.4 5.3 5.3.1 5.3.2 5.3.3 5.4 5.4.1 5.4.2 5.4.3 5.4.4 5.4.5 5.4.6 5.4.7 "
            "6 6.1 6.2 6.3 6.4 6.5 6.6 7 7.1 7.2 7.3 7.3.1 7.3.2 7.3.3 7.4 7.4.1 7.4.2 "
            "7.5 7.5.1 7.5.2 7.6 7.6.1 7.6.2 7.6.3",
        ),
    ],
    ids=["2024.1", "2025.1"],
)
def test_numbers_and_order_are_those_of_the_paper(form: Form, rows: int, headings: int, codes: str) -> None:
    assert len(form.annex) == rows
    assert sum(row.target is None for row in form.annex) == headings
    assert [row.code for row in form.annex if not row.path] == codes.split()


@BOTH
def test_every_line_names_a_source_and_every_section_who_fills_it(form: Form) -> None:
    assert {line.source for line in form.lines} <= set(form.sources)
    for section in form.sections:
        assert set(section.owners) == set(form.levels), section.key


@pytest.mark.parametrize(
    ("form", "level", "printed", "all_lines"),
    [
        (THREE, "commune", (35, 5, 0, 49), (78, 13, 0, 60)),
        (THREE, "district", (78, 11, 0, 0), (129, 22, 0, 0)),
        (THREE, "department", (68, 9, 0, 12), (112, 18, 0, 21)),
        (THREE, "province", (78, 11, 0, 0), (129, 22, 0, 0)),
        (TWO, "commune", (63, 5, 0, 20), (105, 13, 0, 30)),
        (TWO, "department", (68, 9, 0, 11), (112, 18, 0, 18)),
        (TWO, "province", (76, 12, 0, 0), (125, 23, 0, 0)),
    ],
)
def test_how_many_lines_a_level_has(
    form: Form, level: str, printed: tuple[int, ...], all_lines: tuple[int, ...]
) -> None:
    """Lines that are required, computed, optional to fill, and not on the sheet: printed ones alone, then all."""

    def counted(lines: list[Need]) -> tuple[int, ...]:
        return tuple(lines.count(need) for need in (Need.REQUIRED, Need.COMPUTED, Need.OPTIONAL, Need.ABSENT))

    assert counted([line.need_of(level) for line in form.lines if not line.is_optional]) == printed
    assert counted([line.need_of(level) for line in form.lines]) == all_lines


def test_a_rate_whose_parts_are_not_printed_is_typed_until_they_are_switched_on() -> None:
    rate = next(row for row in sheet_of(TWO, "commune").rows if row.line.key == "edoc.digital_rate")
    assert rate.kind is CellKind.TYPED
    parts = ("edoc.sent_digital", "edoc.sent_both", "edoc.sent_paper")
    rate = next(row for row in sheet_of(TWO, "commune", extra=parts).rows if row.line.key == "edoc.digital_rate")
    assert rate.kind is CellKind.COMPUTED


def test_the_province_never_types_the_figures_of_its_communes() -> None:
    kinds = {str(row.cell): row.kind for row in sheet_of(TWO, "province").rows}
    assert kinds["publish.portal[tier=commune]"] is CellKind.ROLLED
    assert kinds["publish.portal[tier=province]"] is CellKind.TYPED


def test_every_cell_of_the_earlier_form_is_carried_or_said_to_be_gone() -> None:
    (crosswalk,) = TWO.crosswalks
    assert crosswalk.source == f"{THREE.key}/{THREE.version}"
    named = {link.cell for link in crosswalk.links}
    kept = TWO.by_key()
    for line in THREE.lines:
        same = line.key in kept and line.by == kept[line.key].by and line.type == kept[line.key].type
        tiers = [cell for cell in named if cell.key == line.key]
        assert same or tiers, line.key
        assert "tier" not in line.by or any("district" in dict(cell.members).values() for cell in tiers), line.key


@BOTH
def test_rules_keep_their_numbers_for_ever(form: Form) -> None:
    assert [rule.key for rule in form.rules] == [f"V{at:02d}" for at in range(1, 40) if at != 30]


PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "statistics-form.md"
NAMES = {"commune": "xã", "district": "huyện", "department": "sở", "province": "tỉnh"}


@BOTH
def test_the_page_about_the_form_says_how_many_lines_a_level_fills_in(form: Form) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for level in form.levels:
        printed = [line.need_of(level) for line in form.lines if not line.is_optional]
        every = [line.need_of(level) for line in form.lines]
        row = [form.version, NAMES[level], _counts(printed), _counts(every), str(len(sheet_of(form, level).required))]
        assert f"| {' | '.join(row)} |" in page


def _counts(needs: list[Need]) -> str:
    return " / ".join(str(needs.count(need)) for need in (Need.REQUIRED, Need.COMPUTED, Need.ABSENT))
