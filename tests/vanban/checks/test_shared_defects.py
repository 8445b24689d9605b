"""The doctor finds what careful clerks found in the annotated documents, in time."""

import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType

import pytest

from vanban.checks import check_document
from vanban.reading import read_document
from vanban.text.findings import Finding, Severity
from vanban.text.messages import message_of

DOCUMENTS = ("000", "001", "003", "004")
LEAST_RECALL = 0.8  # pooled over the hard kinds
LONGEST_SECONDS = 1.0  # over the reading


def tool_of(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_findings", shared / "tools" / "score_findings.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def findings_of(shared: Path, number: str) -> tuple[Finding, ...]:
    path = next((shared / "seeds").glob(f"{number}_*.txt"))
    return check_document(read_document(path.read_bytes(), name=path.name))


@pytest.mark.shared
def test_most_defects_of_the_hard_kinds_are_found(shared: Path) -> None:
    tool = tool_of(shared)
    hits = total = 0
    for number in DOCUMENTS:
        evidence = [finding.evidence for finding in findings_of(shared, number)]
        annotation = json.loads((shared / "gold" / f"{number}.json").read_text(encoding="utf-8"))
        hard = [one for one in annotation["defects"] if one["kind"] in tool.HARD.split(",")]
        total += len(hard)
        hits += sum(any(tool.touches(one.get("evidence") or "", other) for other in evidence) for one in hard)
    assert hits >= LEAST_RECALL * total, (hits, total)


@pytest.mark.shared
@pytest.mark.parametrize("number", DOCUMENTS)
def test_every_error_touches_an_annotated_defect(shared: Path, number: str) -> None:
    tool = tool_of(shared)
    annotation = json.loads((shared / "gold" / f"{number}.json").read_text(encoding="utf-8"))
    defects = [one.get("evidence") or "" for one in annotation["defects"]]
    errors = [one for one in findings_of(shared, number) if one.severity is Severity.ERROR]
    assert [one for one in errors if not any(tool.touches(defect, one.evidence) for defect in defects)] == []


@pytest.mark.shared
@pytest.mark.parametrize("number", DOCUMENTS)
def test_every_finding_has_its_sentence(shared: Path, number: str) -> None:
    assert all(message_of(finding) for finding in findings_of(shared, number))


@pytest.mark.shared
def test_a_plan_is_examined_within_a_second(shared: Path) -> None:
    path = next((shared / "seeds").glob("003_*.txt"))
    document = read_document(path.read_bytes(), name=path.name)
    begin = time.process_time()
    check_document(document)
    assert time.process_time() - begin < LONGEST_SECONDS
