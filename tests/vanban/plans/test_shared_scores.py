"""Real documents that lie beside the repository are read as well as the annotations ask."""

import json
from pathlib import Path

import pytest

from corpora.scoring import Scores, assert_good, pooled, score
from vanban.plans import read_plan
from vanban.reading import read_document

PLANS = ("000", "001", "003")


def file_of(shared: Path, form: str, number: str) -> Path:
    if form == "text":
        return next((shared / "seeds").glob(f"{number}_*.txt"))
    if form == "pdf":
        return shared / "rendered" / f"{number}.pdf"
    return shared / "rendered" / f"{number}{'-office' if form == 'office' else ''}.docx"


def score_of(shared: Path, form: str, number: str) -> Scores:
    annotation = json.loads((shared / "gold" / f"{number}.json").read_text(encoding="utf-8"))
    path = file_of(shared, form, number)
    plan = read_plan(read_document(path.read_bytes(), name=path.name))
    scores = score(annotation, plan.to_json(source=path.name))
    del scores["target bounds"]  # the annotations have no such fields
    return scores


LEAST_RECALL, LEAST_PRECISION = 0.9, 0.85  # of duties in prose, which the annotation words in its own way


@pytest.mark.shared
@pytest.mark.parametrize("form", ["text", "docx", "office", "pdf"])
def test_scores(shared: Path, form: str) -> None:
    scores = pooled(score_of(shared, form, number) for number in PLANS)
    duties = scores.pop("duties")
    assert_good(scores)
    assert duties.hits >= LEAST_RECALL * duties.annotated, duties
    assert duties.hits >= LEAST_PRECISION * duties.read, duties
