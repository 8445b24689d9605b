"""A criteria set in the rows of a sheet: all of it there, read back as it was, slips told with their rows."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_yaml_sample import SET, name_of
from reform.index.from_rows import set_from_rows
from reform.index.loading import SetError
from reform.index.model import Issuer, ProofRule, Window, YearDay
from reform.index.packaged import packaged_sets
from reform.index.reading import read_set
from reform.index.row_words import number_text, proofs_text, read_number, read_proofs
from reform.index.rows import COLUMNS, SetRow, set_rows
from vanban.text.forms import squeeze

SAMPLE = read_set(SET)
ROWS = set_rows(SAMPLE)
Cells = Mapping[str, str | Decimal]


def row_of(key: str) -> SetRow:
    return next(row for row in ROWS if row.cells["key"] == key)


def with_cells(key: str, **cells: str | Decimal) -> list[SetRow]:
    """Return the rows with other cells in the row of ``key``."""
    return [replace(row, cells={**row.cells, **cells}) if row.cells["key"] == key else row for row in ROWS]


def told(rows: list[SetRow]) -> list[tuple[str, str]]:
    with pytest.raises(SetError) as refused:
        set_from_rows(rows, SAMPLE)
    assert all("%(" not in str(problem) for problem in refused.value.problems)
    return [(problem.code, problem.place) for problem in refused.value.problems]


@pytest.mark.parametrize("text", [SET, *packaged_sets()], ids=name_of)
def test_a_set_comes_back_from_its_rows(text: str) -> None:
    one = read_set(text)

    assert set_from_rows(set_rows(one), one) == one


def test_rows_stand_in_printed_order_with_what_each_adds_up_to() -> None:
    assert [(row.at, row.cells["rank"], row.cells["num"], row.cells["max"]) for row in ROWS[:4]] == [
        (1, "Lĩnh vực", "1", Decimal(8)),
        (2, "Tiêu chí", "1.1", Decimal(4)),
        (3, "Tiêu chí thành phần", "1.1.1", Decimal("0.5")),
        (4, "Tiêu chí thành phần", "1.1.2", Decimal("2.5")),
    ]
    assert all(name in COLUMNS for row in ROWS for name in row.cells)
    assert [row.cells["rank"] for row in ROWS[-2:]] == ["Điểm thưởng", "Điểm trừ"]


def test_cells_say_in_words_what_officers_can_change() -> None:
    issued = row_of("steering.plan.issued").cells

    assert issued["kind"] == "Chọn một mức"
    assert str(issued["states"]).splitlines()[1] == "late | Ban hành sau tháng 12 | 0,25"
    assert str(issued["proof"]).splitlines() == [
        "Kế hoạch năm | loại KH | từ 01/12 năm trước đến 31/03 | hạn 31/12 năm trước | ký số",
        "Tài liệu khác | ít nhất 2 | cơ quan nào cũng được",
    ]
    assert str(row_of("steering.plan.late").cells["states"]).splitlines() == ["đến 0 | 1", "đến 5 | 0,5"]


def test_what_is_typed_in_a_sheet_is_read_as_people_type_it() -> None:
    rows = with_cells(
        "steering.plan.issued",
        states="Kịp thời | 0,5\n\nChậm | 0,25\r\nKhông | 0",
        max="0,5",
        rank=" tiêu chí thành phần ",
    )

    leaf = set_from_rows(rows, SAMPLE).by_key()["steering.plan.issued"]

    assert [(one.key, one.label, one.points) for one in leaf.rule.options] == [
        ("m1", "Kịp thời", Decimal("0.5")),
        ("m2", "Chậm", Decimal("0.25")),
        ("m3", "Không", 0),
    ]


def test_blank_rows_are_passed_over() -> None:
    assert set_from_rows([*ROWS, SetRow(99, {}), SetRow(100, {"label": "  "})], SAMPLE) == SAMPLE


def test_what_rows_do_not_have_stays_as_it_was() -> None:
    other = replace(SAMPLE, title="Bộ khác", previous="", links=())

    assert set_from_rows(ROWS, other) == other


@pytest.mark.parametrize(
    ("key", "cells", "code"),
    [
        ("steering.plan.issued", {"max": "nửa điểm"}, "IX040"),
        ("steering.plan.issued", {"max": "=A1"}, "IX040"),
        ("steering.plan.issued", {"max": Decimal("NaN")}, "IX040"),
        ("steering.plan.issued", {"kind": "Chấm tay"}, "IX041"),
        ("steering.plan.issued", {"rank": "Nhóm"}, "IX041"),
        ("steering.plan.issued", {"rank": ""}, "IX003"),
        ("steering.plan.issued", {"appraiser": "Sở Nội vụ"}, "IX041"),
        ("steering.plan.issued", {"can_be_left_out": "có thể"}, "IX041"),
        ("steering.plan.issued", {"states": "Kịp thời: 0,5"}, "IX042"),
        ("steering.plan.issued", {"proof": "Kế hoạch | trước Tết"}, "IX042"),
        ("steering.plan.issued", {"each": "0,5"}, "IX007"),
        ("steering.plan.done", {"states": "trên 95 | 1"}, "IX042"),
        ("steering.plan.done", {"value": "duties.done /"}, "IX005"),
        ("steering.plan.done", {"lead_days": "mười"}, "IX040"),
        ("steering.reports", {"kind": ""}, "IX003"),
        ("steering.plan", {"max": Decimal(9)}, "IX026"),
        ("bonus.award", {"each": Decimal(7)}, "IX016"),
    ],
)
def test_a_slip_is_told_with_its_row(key: str, cells: Cells, code: str) -> None:
    found = told(with_cells(key, **cells))

    assert (code, f"Dòng {row_of(key).at} ({key})") in found


def test_a_cell_that_cannot_be_read_is_not_told_as_missing_too() -> None:
    found = told(with_cells("impact.sipas", max="sáu"))

    assert ("IX003", f"Dòng {row_of('impact.sipas').at} (impact.sipas)") not in found


def test_rows_that_hang_in_the_air_are_told() -> None:
    leaf, criterion = row_of("steering.plan.issued"), row_of("steering.plan")

    assert ("IX043", "Dòng 3 (steering.plan.issued)") in told([leaf])
    assert ("IX043", "Dòng 2 (steering.plan)") in told([criterion])
    assert ("IX043", "Dòng 3 (steering.plan.issued)") in told([row_of("steering"), row_of("steering.reports"), leaf])


def test_a_sheet_without_rows_is_told() -> None:
    assert ("IX003", "set") in told([])


LINES = st.text(min_size=1).map(squeeze).filter(bool)
DAYS = st.builds(YearDay, st.integers(-3, 2), st.integers(1, 12), st.integers(1, 28))


@given(
    st.lists(
        st.builds(
            ProofRule, LINES, st.lists(st.sampled_from(["KH", "QĐ", "BC"])).map(tuple), st.integers(1, 9),
            st.sampled_from(Issuer), st.none() | st.builds(Window, DAYS, DAYS), st.none() | DAYS, st.booleans(),
        )
    )
)  # fmt: skip
def test_any_proof_is_read_as_it_was_written(proofs: list[ProofRule]) -> None:
    read, wrong = read_proofs(proofs_text(tuple(proofs)))

    assert not wrong
    assert [one["label"] for one in read] == [one.label for one in proofs]
    assert [one.get("least", 1) for one in read] == [one.least for one in proofs]
    assert [one.get("types", []) for one in read] == [list(one.types) for one in proofs]


@given(st.decimals(-99_999, 99_999, places=4))
def test_any_number_is_read_as_it_was_written(number: Decimal) -> None:
    assert read_number(number_text(number)) == number


CELLS = st.one_of(
    st.text(max_size=20),
    st.decimals(allow_nan=True),
    st.sampled_from(["Tiêu chí", "từ 1 | 2", "a | b", '"', "x | 1/1"]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(list(COLUMNS)), CELLS), max_size=4), st.integers(0, len(ROWS)))
def test_whatever_stands_in_a_sheet_is_told_or_read(cells: list[Cells], at: int) -> None:
    rows = [*ROWS[:at], *(SetRow(100 + nth, one) for nth, one in enumerate(cells)), *ROWS[at:]]
    try:
        set_from_rows(rows, SAMPLE)
    except SetError as refused:
        assert all("%(" not in str(problem) for problem in refused.problems)
