"""The sample plans are read as they are annotated, as text, as a converter's and as an office's Word file."""

import io
import re
import zipfile
from typing import Any

import pytest

from corpora.docx_parts import archive
from corpora.old_fonts import vni_of
from corpora.papers import NAMES, annotation_of, plain_word_of, text_of, word_of
from corpora.scoring import assert_good, pooled, score
from vanban.plans import read_plan
from vanban.reading import read_document

# These are read to the letter; the others are scored, as those that are not ours.
EXACT = ("dac-khu-hon-may-2027", "phuong-ben-lau-2026", "tinh-song-may-2026")


def reading_of(data: bytes, name: str) -> dict[str, Any]:
    """Return a reading without places, its findings as codes."""
    reading = read_plan(read_document(data, name=name)).to_json(source=name)
    codes = [finding["code"] for finding in reading["findings"]]
    for duty in reading["periodic_duties"]:
        duty.pop("area", None)
        del duty["leads"], duty["deadlines"]  # what the readers make of who and when; their own tests hold it
    return without_sources(reading) | {"source": name, "findings": codes}


def without_sources(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_sources(item) for key, item in value.items() if key not in {"source"}}
    return [without_sources(item) for item in value] if isinstance(value, list) else value


def without_pages(reading: dict[str, Any]) -> dict[str, Any]:
    """Return a reading without what only a text divided into pages knows."""
    for annex in reading["annexes"]:
        for task in annex["tasks"]:
            task["page_continuation"] = False
    return reading


def test_there_are_samples() -> None:
    assert len(NAMES) >= 10


@pytest.mark.parametrize("form", [text_of, plain_word_of, word_of])
def test_scores(form: Any) -> None:
    assert_good(pooled(score(annotation_of(name), reading_of(form(name), name)) for name in NAMES))


@pytest.mark.parametrize("name", EXACT)
def test_text(name: str) -> None:
    assert reading_of(text_of(name), f"{name}.txt") == annotation_of(name)


@pytest.mark.parametrize("name", EXACT)
def test_word(name: str) -> None:
    expected = without_pages(annotation_of(name)) | {"source": f"{name}.docx"}
    assert without_pages(reading_of(word_of(name), f"{name}.docx")) == expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", [text_of, word_of])
def test_places_lead_back_to_the_words(name: str, form: Any) -> None:
    document = read_document(form(name), name=name)
    plan = read_plan(document)
    texts = [*((task.text, task.place) for _, task in plan.tasks())]
    rows = [row for _, task in plan.tasks() for row in task.rows]
    texts += [(item.text, item.place) for row in rows for item in row.deliverables]
    for row in rows:
        pairs = zip(row.deadlines, row.deadline_places, strict=True)
        texts += [(deadline.text, place) for deadline, place in pairs if deadline.text]
    texts += [(citation.symbol or "", place) for citation, place in plan.citations]
    assert texts
    for text, place in texts:
        assert place.block is not None
        block = document.blocks[place.block]
        words = block.text if place.row is None else block.rows[place.row].cells[place.column].text
        found = words[place.start : place.end].replace(" ", "").replace("\n", "")
        # A place lies in the cell where the words begin; a page break may have divided them.
        assert found
        assert text.replace(" ", "").startswith(found) or text.replace(" ", "") in found


def parts_of(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def in_vni(file: bytes) -> bytes:
    """Return a Word file with its words in the letters of VNI, under a font of that name."""
    parts = parts_of(file)
    document = parts["word/document.xml"].decode()
    written = re.sub(r"(?<=>)[^<>]+(?=<)", lambda text: "".join(map(vni_of, text[0])), document)
    fonted = written.replace("<w:r>", '<w:r><w:rPr><w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/></w:rPr>')
    return archive({**parts, "word/document.xml": fonted.encode()})


@pytest.mark.parametrize("name", ["tinh-song-may-2022", "phuong-cau-ngang-2025"])
def test_a_whole_plan_in_an_old_font(name: str) -> None:
    reading = reading_of(in_vni(plain_word_of(name)), f"{name}.docx")
    assert_good(score(annotation_of(name), reading))
    assert "RD103" in reading["findings"]
