"""The reader of targets alone: paragraphs, and the cells of tasks and deliverables, of real plans."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vanban.language.targets import Target, is_target_section, read_targets, unique_targets

PLANS = ("000", "001", "003")


def targets_of(source: Path) -> Iterator[Target]:
    """The targets of a plan, each row of a table as one section."""
    columns: list[int] = []
    goal = False
    for number, line in enumerate(source.read_text(encoding="utf-8").split("\n")):
        cells = [re.sub(r"<[^>]+>", " ", raw).strip() for raw in line.split("\t")]
        if len(cells) == 1:
            text = re.sub(r"[#*]", "", line).strip()
            goal = is_target_section(text) if re.match(r"(?:[IVX]+|\d+)\.\s", text) else goal
            yield from read_targets(text, goal=goal)
        elif cells[0] == "TT":
            columns = [i for i, head in enumerate(cells) if re.match("nội dung|nhiệm vụ|sản phẩm", head.lower())]
        else:
            texts = [cells[column] for column in columns if column < len(cells)]
            yield from unique_targets(found for text in texts for found in read_targets(text, section=str(number)))


def quickest(run: Callable[[], object]) -> float:
    """The processor time of the quickest of three runs, in seconds."""
    times = []
    for _ in range(3):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.shared
@pytest.mark.parametrize("plan", PLANS)
def test_targets_of_real_plans_are_read(shared: Path, plan: str) -> None:
    gold = json.loads((shared / "gold" / f"{plan}.json").read_text(encoding="utf-8"))["targets"]
    want = Counter((item["comparator"], item["value"], item["unit"]) for item in gold if item["value"] is not None)
    found = targets_of(next((shared / "seeds").glob(f"{plan}_*")))
    read = Counter((target.comparator, target.value, target.unit) for target in found if target.value is not None)
    hits = sum((want & read).values())
    assert 2 * hits / (want.total() + read.total()) >= 0.95


@pytest.mark.shared
def test_a_whole_document_is_read_at_once(shared: Path) -> None:
    source = max((shared / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
    assert quickest(lambda: list(targets_of(source))) < 0.07
