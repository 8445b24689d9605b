"""One page read: cleaned, its tables and blocks found, recognised.

Owns: the order of the steps, which way up the page is. Does not: open files, or join pages.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from vanban.reading.lines import tidy_lines
from vanban.reading.scan.blocks import Block, find_blocks
from vanban.reading.scan.cells import read_table
from vanban.reading.scan.cleaning import WORK_DPI, CleanPage, clean_page
from vanban.reading.scan.flow import begins_paragraph, ends_paragraph, split_paragraphs
from vanban.reading.scan.lattice import find_grids, rules_of
from vanban.reading.scan.model import Box, PageCell, PageItem, PageParagraph, PageReading, Picture, Pixels
from vanban.reading.scan.recognition import Line, Recogniser
from vanban.reading.scan.unread import around, share_unread, unread_runs
from vanban.reading.scan.writing import Sheet, confidence_of, joined
from vanban.text.findings import Finding, Place, Severity

__all__ = ["read_page"]

_PAGE_NUMBER = re.compile(r"\W*(?:(?:trang|tr\.?)\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_MARGIN = 90  # thousandths of the height: there stand page numbers
_HARD_TO_READ = 0.55  # mean confidence below which a person should look at the paper
_MOST_UNREAD = 0.01  # of the ink of a page's letters that no word covers
_MOST_FINDINGS = 5  # of writing not recognised on one page; more is said once
_LEAST_GAIN = 0.15  # by which another way up must be surer


def read_page(picture: Picture, recogniser: Recogniser) -> PageReading:
    """Return what stands on a page.

    A page that is hardly legible is tried the other ways up: papers are scanned upside down, and landscape annexes
    lying. Boxes then still lie on the picture as it was given.
    """
    recogniser.begin_page()
    reading = _read(clean_page(picture), recogniser, picture.page)
    if recogniser.gave_up:
        return _given_up(reading)
    sure = _sureness(reading)
    if sure is None and not reading.findings:
        return replace(
            reading,
            findings=(Finding("RD130", Severity.NOTE, Place(page=picture.page), params={"page": picture.page}),),
        )
    sure = sure or 0.0  # writing of which nothing was recognised
    if sure < _HARD_TO_READ:
        reading, sure = _other_way_up(picture, recogniser, reading, sure)
    if recogniser.gave_up:
        return _given_up(reading)
    if sure < _HARD_TO_READ:
        found = Finding(
            "RD131",
            Severity.WARNING,
            Place(page=picture.page),
            params={"page": picture.page, "percent": round(sure * 100)},
        )
        reading = replace(reading, findings=(*reading.findings, found))
    return reading


def _given_up(reading: PageReading) -> PageReading:
    """Return a page that took too long with what was read of it, and that said."""
    number = reading.page
    found = Finding("RD137", Severity.ERROR, Place(page=number), params={"page": number})
    return replace(reading, findings=(*reading.findings, found))


def _other_way_up(
    picture: Picture, recogniser: Recogniser, reading: PageReading, sure: float
) -> tuple[PageReading, float]:
    best, best_sure = reading, sure
    for quarters in (2, 1, 3):
        turned = replace(picture, pixels=np.ascontiguousarray(np.rot90(picture.pixels, quarters)))
        other = _read(_turned_back(clean_page(turned), picture, quarters), recogniser, picture.page)
        other_sure = _sureness(other) or 0.0
        if other_sure > best_sure + _LEAST_GAIN:
            found = Finding(
                "RD132",
                Severity.NOTE,
                Place(page=picture.page),
                params={"page": picture.page, "degrees": 360 - 90 * quarters},
            )
            best, best_sure = replace(other, findings=(*other.findings, found)), other_sure
            if best_sure > _HARD_TO_READ + _LEAST_GAIN:
                break
        if recogniser.gave_up:
            break
    return best, best_sure


def _turned_back(page: CleanPage, picture: Picture, quarters: int) -> CleanPage:
    """Return the page so that its boxes lie on the picture before it was turned by ``quarters`` of a circle."""
    height, width = picture.pixels.shape[:2]
    # From a point of the turned picture to the point of the given one.
    back = {1: [[0, -1, width], [1, 0, 0]], 2: [[-1, 0, width], [0, -1, height]], 3: [[0, 1, 0], [-1, 0, height]]}
    turn = np.array([*back[quarters], [0, 0, 1]], dtype=np.float64)
    return replace(page, back=turn @ page.back, size=(width, height))


def _sureness(reading: PageReading) -> float | None:
    """Return the mean confidence of all that was recognised, weighed by length; None for a page without words."""
    parts: list[PageParagraph | PageCell] = []
    for item in reading.items:
        parts += [item] if isinstance(item, PageParagraph) else [cell for row in item.rows for cell in row.cells]
    weighed = [(len(part.text), part.confidence or 0.0) for part in parts if part.confidence is not None]
    letters = sum(weight for weight, _ in weighed)
    if not letters and not weighed:
        return None
    return sum(weight * sure for weight, sure in weighed) / letters if letters else 0.0


def _read(page: CleanPage, recogniser: Recogniser, number: int) -> PageReading:
    rules = rules_of(page.ink, page.grey, WORK_DPI)
    grids = find_grids(rules, WORK_DPI)
    erased = rules.both() > 0
    grey = np.where(erased, 255, page.grey).astype(np.uint8)
    ink = np.where(erased, 0, page.ink).astype(np.uint8)
    sheet = Sheet(grey, ink, recogniser)
    items: list[PageItem] = []
    margins: list[str] = []
    top = 0
    for grid in (*grids, None):
        bottom = grid.down[0] if grid else ink.shape[0]
        for paragraph in _paragraphs(sheet, page, top, bottom):
            _keep(paragraph, items, margins)
        if grid is not None:
            items.append(read_table(grid, sheet, page))
            top = max(top, grid.down[-1])
    findings = _passed_over(sheet, page, number, items)
    return PageReading(number, tuple(items), tuple(margins), tuple(findings))


def _passed_over(sheet: Sheet, page: CleanPage, number: int, items: list[PageItem]) -> list[Finding]:
    """Look once more at writing that stands in no cell and no block, or was not recognised there; tell what is left.

    What is recognised now comes among ``items`` by its height on the page.
    """
    left: list[Box] = []
    for run in unread_runs(sheet.ink, sheet.read):
        line = sheet.second_look(run)
        if line is None:
            left.append(run)
            continue
        paragraph = _paragraph((line,), page, Block(*run))
        before = next((at for at, item in enumerate(items) if item.box[1] > paragraph.box[1]), len(items))
        items.insert(before, paragraph)
    if not left:
        share, frame = share_unread(_without_dust(sheet.ink), sheet.read)
        left = [frame] if frame and share > _MOST_UNREAD else []
    if len(left) > _MOST_FINDINGS:
        left = [around(left)]
    return [_unread(page.box(*run), number) for run in left]


def _unread(box: Box, page: int) -> Finding:
    where = Place(page=page, box=box)
    return Finding("RD136", Severity.WARNING, where, params={"page": page, "percent": round(box[1] / 10)})


def _keep(paragraph: PageParagraph, items: list[PageItem], margins: list[str]) -> None:
    """Add a paragraph to the text, or a page number to the margins."""
    at_edge = paragraph.box[3] < _MARGIN or paragraph.box[1] > 1000 - _MARGIN
    if at_edge and _PAGE_NUMBER.fullmatch(paragraph.text):
        margins.append(paragraph.text)
    else:
        items.append(paragraph)


def _paragraphs(sheet: Sheet, page: CleanPage, top: int, bottom: int) -> list[PageParagraph]:
    """Return the paragraphs between two heights of the page."""
    blocks = find_blocks(_without_dust(sheet.ink[top:bottom]), WORK_DPI)
    found: list[PageParagraph] = []
    for block in blocks:
        found += _block_paragraphs(sheet, page, replace(block, top=block.top + top, bottom=block.bottom + top))
    return found


def _without_dust(ink: Pixels) -> Pixels:
    if not ink.size:
        return ink
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), dtype=np.uint8)


def _block_paragraphs(sheet: Sheet, page: CleanPage, block: Block) -> list[PageParagraph]:
    lines = sheet.lines(block.left - 6, block.top - 6, block.right + 6, block.bottom + 6)
    if not lines:  # a word that stands alone is found only where the engine is told that it is one line
        lines = sheet.one_line(block.left - 6, block.top - 6, block.right + 6, block.bottom + 6)
    lines = tuple(line for line in lines if _is_writing(line))
    return [_paragraph(part, page, block) for part in split_paragraphs(lines, block.left, block.right)]


def _is_writing(line: Line) -> bool:
    """Say whether a line holds letters or digits: the rest are ornaments, rules and dirt."""
    return any(letter.isalnum() for letter in line.text)


def _paragraph(lines: Sequence[Line], page: CleanPage, block: Block) -> PageParagraph:
    box = page.box(min(line.left for line in lines), lines[0].top, max(line.right for line in lines), lines[-1].bottom)
    return PageParagraph(
        tidy_lines(joined(lines)),
        box,
        confidence_of(lines),
        begins=begins_paragraph(lines, block.left),
        ends=ends_paragraph(lines, block.left, block.right),
    )
