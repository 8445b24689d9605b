"""The reader of bodies alone, on the cells of real plans: each role column of each row against its annotation."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vanban.language.agencies import read_agencies
from vanban.text.forms import compare_key

PLANS = ("000", "001", "003")
ROLES = {"lead": "chủ trì|cơ quan thực hiện", "coordinating": "phối hợp", "monitoring": "theo dõi"}
Item = tuple[str, str, bool]


def cell_text(raw: str) -> str:
    """The cell as a reader of documents gives it: lines for list items, no mark-up."""
    lines = re.sub(r"<[^>]+>", "", re.sub(r"</li>|</p>|<br/?>", "\n", raw)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def rows_of(source: Path) -> list[dict[str, str]]:
    """The cells of the role columns of every row, headers and area rows left out."""
    columns: dict[str, int] = {}
    rows = []
    for line in source.read_text(encoding="utf-8").split("\n"):
        cells = [cell_text(raw) for raw in line.split("\t")]
        if len(cells) > 2 and cells[0] == "TT":
            columns = {
                role: index
                for index, head in enumerate(cells)
                for role, words in ROLES.items()
                if re.search(words, head.lower())
            }
        elif len(cells) > 2:
            rows.append({role: cells[index] for role, index in columns.items() if index < len(cells)})
    return [row for row in rows if any(row.values())]


def quickest(run: Callable[[], object]) -> float:
    """The processor time of the quickest of three runs, in seconds."""
    times = []
    for _ in range(3):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def items(annotated: list[dict[str, str]]) -> list[Item]:
    return sorted((compare_key(item["text"]), item["kind"], bool(item.get("role"))) for item in annotated)


@pytest.mark.shared
@pytest.mark.parametrize("plan", PLANS)
def test_bodies_of_real_plans_are_read(shared: Path, plan: str) -> None:
    gold = json.loads((shared / "gold" / f"{plan}.json").read_text(encoding="utf-8"))
    annotated = [row for annex in gold["annexes"] for task in annex["tasks"] for row in task["rows"]]
    rows = rows_of(next((shared / "seeds").glob(f"{plan}_*")))
    assert len(rows) == len(annotated)
    hits = total = read = 0
    for row, expected in zip(rows, annotated, strict=True):
        for role in ROLES:
            want = items(expected.get(role) or [])
            got = items([phrase.to_json() for phrase in read_agencies(row.get(role, ""))])
            total, read = total + len(want), read + len(got)
            hits += sum(min(want.count(item), got.count(item)) for item in set(want))
    assert 2 * hits / (total + read) >= 0.95


@pytest.mark.shared
def test_six_hundred_cells_are_read_at_once(shared: Path) -> None:
    cells = [
        cell for plan in PLANS for row in rows_of(next((shared / "seeds").glob(f"{plan}_*"))) for cell in row.values()
    ]
    assert quickest(lambda: [read_agencies(cell) for cell in (cells * 3)[:600]]) < 0.15
