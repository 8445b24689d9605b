"""What the trial of a plan's sheet counts."""

from datetime import UTC, datetime
from typing import Any

from caicach.plans.services.sheets import sheet_try
from caicach.sheets.registry import MappedRow

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DATED = {"task": "Rà soát văn bản", "deliverable": "Báo cáo", "lead": "Sở Tư pháp", "deadline": "Quý III/2027"}


def counts_of(*rows: dict[str, str]) -> list[int]:
    """Tasks, products, rows without a lead, rows without a deadline."""
    mapped = [MappedRow(number, row) for number, row in enumerate(rows, start=2)]
    actor: Any = None
    return [one.value for one in sheet_try(mapped, actor=actor, context={"year": 2027}, now=NOW).counts]


def test_a_row_without_a_deadline_is_counted_though_no_column_holds_deadlines() -> None:
    undated = {key: value for key, value in DATED.items() if key != "deadline"}

    assert counts_of(undated) == [1, 1, 0, 1]


def test_an_empty_cell_among_deadlines_is_counted() -> None:
    assert counts_of(DATED, {**DATED, "task": "Tự kiểm tra", "deadline": ""}) == [2, 2, 0, 1]


def test_a_row_without_a_lead_is_counted() -> None:
    assert counts_of(DATED, {**DATED, "task": "Tự kiểm tra", "lead": ""}) == [2, 2, 1, 0]
