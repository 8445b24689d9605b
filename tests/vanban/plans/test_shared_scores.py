"""Real documents that lie beside the repository are read as well as the annotations ask."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vanban.plans import read_plan
from vanban.reading import read_document

PLANS = ("000", "001", "003")
LEAST_F1 = 0.93


def file_of(shared: Path, form: str, number: str) -> Path:
    if form == "text":
        return next((shared / "seeds").glob(f"{number}_*.txt"))
    return shared / "rendered" / f"{number}{'-office' if form == 'office' else ''}.docx"


@pytest.mark.shared
@pytest.mark.parametrize("form", ["text", "docx", "office"])
def test_mean_f1(shared: Path, tmp_path: Path, form: str) -> None:
    files = []
    for number in PLANS:
        path = file_of(shared, form, number)
        plan = read_plan(read_document(path.read_bytes(), name=path.name))
        reading = tmp_path / f"{number}.json"
        reading.write_text(json.dumps(plan.to_json(source=path.name), ensure_ascii=False), encoding="utf-8")
        files += [shared / "gold" / f"{number}.json", reading]
    scored = subprocess.run(
        [sys.executable, shared / "tools" / "score_reading.py", *files], capture_output=True, text=True, check=True
    )
    assert float(re.search(r"mean F1 ([\d.]+)", scored.stdout)[1]) >= LEAST_F1, scored.stdout
