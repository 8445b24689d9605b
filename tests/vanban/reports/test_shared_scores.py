"""A real report that lies beside the repository is read as well as its annotation asks, in every format."""

import json
from pathlib import Path

import pytest

from vanban.reading import read_document
from vanban.reports import Report, read_report

LEAST_VALUES = 0.98


def report_of(shared: Path, form: str) -> Report:
    path = next((shared / "seeds").glob("004_*.txt")) if form == "text" else shared / "rendered" / f"004.{form}"
    return read_report(read_document(path.read_bytes(), name=path.name))


@pytest.mark.shared
@pytest.mark.parametrize("form", ["text", "docx", "pdf"])
def test_scores(shared: Path, form: str) -> None:
    annotation = json.loads((shared / "gold" / "004.json").read_text(encoding="utf-8"))
    printed = report_of(shared, form).to_json(source="004")
    lines = printed["indicators"]
    assert [(line["label"], line["of_which"]) for line in lines] == [
        (line["label"], line["of_which"]) for line in annotation["indicators"]
    ]
    for key in ("code", "level", "unit", "type", "choices"):
        assert [line[key] for line in lines] == [line[key] for line in annotation["indicators"]], key
    pairs = zip(lines, annotation["indicators"], strict=True)
    assert sum(line["value"] == own["value"] for line, own in pairs) >= LEAST_VALUES * len(lines)


@pytest.mark.shared
@pytest.mark.parametrize("form", ["text", "docx", "pdf"])
def test_every_annotated_figure_of_the_prose(shared: Path, form: str) -> None:
    annotation = json.loads((shared / "gold" / "004.json").read_text(encoding="utf-8"))
    read = [
        (said["section"], figure["value"])
        for said in report_of(shared, form).to_json(source="004")["narrative_figures"]
        for figure in said["figures"]
    ]
    stated = [
        (said["section"], figure["value"])
        for said in annotation["narrative_figures"]
        for figure in said["figures"]
        if figure["stated"]
    ]
    assert sorted(read) == sorted(stated)
