"""The time columns of the real plans, cell by cell, against their hand-checked readings."""

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from vanban.language.deadlines import read_deadlines

pytestmark = pytest.mark.shared

PLANS = ["000", "001", "003"]
LEAST_F1 = 0.97


def annotation(shared: Path, number: str) -> dict[str, Any]:
    return json.loads((shared / "gold" / f"{number}.json").read_text(encoding="utf-8"))


def rows_of(gold: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The annotated deadlines of every row of the plan's tables."""
    return [row["deadlines"] for annex in gold["annexes"] for task in annex["tasks"] for row in task["rows"]]


def cells_of(shared: Path, number: str, column: int) -> list[str]:
    """The cells of the time column, one for each row that is no header and no heading of an area."""
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    lines = [line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [cells for cells in lines if len(cells) > column and cells[0] != "TT" and "<b>" not in cells[0]]
    return [plain(cells[column]) for cells in rows]


def plain(cell: str) -> str:
    lines = re.sub(r"</li>|<br\s*/?>", "\n", cell)
    return html.unescape(re.sub(r"<[^>]+>", "", lines)).strip()


def key(deadline: dict[str, Any]) -> tuple[Any, ...]:
    """What a deadline must say: its kind with its days, its rhythm or its length."""
    fields = {"by": ("date", "inclusive"), "within": ("start", "end"), "recurring": ("freq", "month")}
    names = fields.get(deadline["kind"], ("amount", "unit"))
    return (deadline["kind"], *(deadline.get(name) for name in names))


def test_the_time_columns_are_read_as_a_person_read_them(shared: Path) -> None:
    hits = annotated = found = 0
    for number in PLANS:
        gold = annotation(shared, number)
        column = gold["annexes"][0]["columns"].index("deadline")
        cells, rows = cells_of(shared, number, column), rows_of(gold)
        assert len(cells) == len(rows)
        for cell, row in zip(cells, rows, strict=True):
            reading = read_deadlines(cell, year=gold["document"]["year"])
            ours = Counter(key(one.to_json()) for one in reading.value)
            theirs = Counter(map(key, row))
            hits += (ours & theirs).total()
            annotated += theirs.total()
            found += ours.total()

    assert 2 * hits / (annotated + found) >= LEAST_F1


@pytest.mark.parametrize("number", PLANS)
def test_a_clause_alone_says_what_it_said_in_its_cell(shared: Path, number: str) -> None:
    gold = annotation(shared, number)
    clauses = [one for row in rows_of(gold) for one in row]
    read = [read_deadlines(one["text"], year=gold["document"]["year"]).value for one in clauses]
    alike = [len(ours) == 1 and key(ours[0].to_json()) == key(one) for ours, one in zip(read, clauses, strict=True)]

    assert sum(alike) / len(alike) >= LEAST_F1


@pytest.mark.parametrize("number", PLANS)
def test_labels_texts_and_events_are_those_of_the_annotation(shared: Path, number: str) -> None:
    gold = annotation(shared, number)
    column = gold["annexes"][0]["columns"].index("deadline")
    names = ("label", "text", "event")
    same = [
        [one.to_json().get(name) for name in names] == [theirs.get(name) for name in names]
        for cell, row in zip(cells_of(shared, number, column), rows_of(gold), strict=True)
        for one, theirs in zip(read_deadlines(cell, year=gold["document"]["year"]).value, row, strict=False)
    ]

    assert sum(same) / len(same) >= LEAST_F1
