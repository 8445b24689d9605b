"""What goes out on paper: the prescribed rows of a level, and whatever it fills in besides, at its place."""

import pytest

from forms_sample import FORM, changed
from reform.forms import Form, read_form, sheet_of
from reform.forms.packaged import packaged_forms
from reform.forms.paper import PaperRow, paper_of

THREE, TWO = (read_form(text) for text in packaged_forms())
ANNEX = """
crosswalk:
- {at: 1, code: "A", label: Thủ tục}
- {at: 2, code: "1", label: Hồ sơ nhận, to: dossier.received}
- {at: 3, code: "1", path: Của tỉnh, to: "dossier.received[tier=province]"}
- {at: 4, code: "1", path: Của xã, to: "dossier.received[tier=commune]"}
- {at: 5, code: "2", to: dossier.resolved}
- {at: 6, code: "B", label: Một cửa}
- {at: 7, code: "1", to: onestop.linked, answers: {"1": "yes", "2": "no"}}
"""


def printed(rows: tuple[PaperRow, ...]) -> list[tuple[str, str, str, str]]:
    return [(row.number, row.label, row.unit, str(row.cell or "")) for row in rows]


def test_a_level_with_one_member_prints_the_line_alone() -> None:
    form = read_form(changed("  tier: {", "  tier: {levels: {commune: [commune]}, ") + ANNEX)
    assert printed(paper_of(form, "commune"))[:4] == [
        ("A", "Thủ tục", "", ""),
        ("1", "Hồ sơ nhận", "Hồ sơ", "dossier.received[tier=commune]"),
        ("2", "Đã giải quyết", "Hồ sơ", "dossier.resolved[tier=commune]"),
        ("B", "Một cửa", "", ""),
    ]


def test_the_first_part_stands_behind_trong_do_and_answers_keep_their_numbers() -> None:
    rows = printed(paper_of(read_form(FORM + ANNEX), "province"))
    assert rows[1:4] == [
        ("1", "Hồ sơ nhận", "Hồ sơ", "dossier.received"),
        ("Trong đó", "Của tỉnh", "Hồ sơ", "dossier.received[tier=province]"),
        ("", "Của xã", "Hồ sơ", "dossier.received[tier=commune]"),
    ]
    assert ("1", "Đã kết nối", "Có = 1; Không = 2", "onestop.linked") in rows


def test_a_heading_with_nothing_below_it_is_left_out() -> None:
    form = read_form(
        changed("choices: yes_no, time: stock, agg: own}", "choices: yes_no, agg: own, req: upper}") + ANNEX
    )
    assert "Một cửa" not in [row.label for row in paper_of(form, "commune")]
    assert "Một cửa" in [row.label for row in paper_of(form, "province")]


@pytest.mark.parametrize("form", [THREE, TWO], ids=lambda form: form.version)
@pytest.mark.parametrize("level", ["commune", "department", "province"])
def test_whatever_a_level_types_is_printed_once(form: Form, level: str) -> None:
    cells = [row.cell for row in paper_of(form, level) if row.cell is not None]
    assert len(set(cells)) == len(cells)
    assert set(sheet_of(form, level).required) <= set(cells)


def test_the_district_prints_the_annex_of_the_three_level_years_row_by_row() -> None:
    rows = paper_of(THREE, "district")
    assert [row.cell for row in rows] == [row.target for row in THREE.annex]
    assert [row.number for row in rows if row.depth == 0] == [row.code for row in THREE.annex if not row.path]


def test_lines_that_are_switched_on_stand_at_the_end() -> None:
    rows = paper_of(TWO, "commune", extra=["dossier.carried", "media.items"])
    plain = paper_of(TWO, "commune")
    assert rows[: len(plain)] == plain
    assert printed(rows[len(plain) :]) == [
        ("", "Chỉ tiêu bổ sung", "", ""),
        ("BS.1", "Tin bài về cải cách hành chính", "Tin, bài", "media.items"),
        ("BS.2", "Hồ sơ năm trước chuyển sang", "Hồ sơ", "dossier.carried[tier=commune]"),
    ]


def test_a_form_without_an_annex_is_printed_as_its_sheet_stands() -> None:
    form = read_form(FORM)
    rows = paper_of(form, "province")
    assert [row.cell for row in rows if row.cell] == list(sheet_of(form, "province").cells)
    assert printed(rows)[:4] == [
        ("1", "Thủ tục hành chính", "", ""),
        ("1.1", "Hồ sơ", "", ""),
        ("1.1.1", "Tiếp nhận", "Hồ sơ", "dossier.received"),
        ("Trong đó", "Cấp tỉnh", "Hồ sơ", "dossier.received[tier=province]"),
    ]
