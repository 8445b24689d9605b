"""The workbook of a self-scoring on its way back: whether it is this assessment's, and which claims it changes.

Owns: the stamp, the columns by their titles, what a cell says. Does not: write (``services.claims``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.scoring.constants import BOOK_COLUMNS
from caicach.scoring.imports.cells import Cell, cells_of, revision_of
from caicach.scoring.mapping import claimed_cell, typed_value, value_text
from caicach.scoring.models import Score
from caicach.scoring.selectors.assessments import Sheet
from caicach.web.errors import BadInput
from reform.index import SubCriterion, points_of

__all__ = ["BookDiff", "BookLine", "read_book"]

_KEY, _VALUE, _NOTE, _REVISION = BOOK_COLUMNS[0], BOOK_COLUMNS[5], BOOK_COLUMNS[6], BOOK_COLUMNS[8]
_STAMP = re.compile(r"Phiếu ([0-9a-f-]{36}); bộ ([0-9a-f]{64})")
_MOST_ROWS = 2_000
_HEAD_ROWS = 30  # among which the titles of the columns stand


@dataclass(frozen=True, slots=True)
class BookLine:
    """One claim that the workbook changes."""

    leaf: SubCriterion
    score: Score
    text: str  # as it would be typed
    note: str
    points: Decimal | None
    is_newer: bool  # somebody changed the score after the workbook was made


@dataclass(frozen=True, slots=True)
class BookDiff:
    """What the workbook changes, and what of it cannot be taken."""

    lines: tuple[BookLine, ...]
    refused: tuple[str, ...]


def read_book(data: bytes, sheet: Sheet) -> BookDiff:
    """Return what a filled workbook changes in the claims of ``sheet``; a blank cell changes nothing.

    Raises:
        BadInput: it is no workbook, or of another agency, round or criteria set; the sentence says which.
    """
    rows = cells_of(data, most_rows=_MOST_ROWS)
    _refuse_other(rows, sheet)
    head = next((at for at, row in enumerate(rows[:_HEAD_ROWS]) if _titles(row) >= {_KEY, _VALUE}), None)
    if head is None:
        raise BadInput(_("Tệp không có cột “Mã” và “Giá trị tự chấm”. Tải phiếu XLSX của phiếu chấm này về điền."))
    places = {str(cell.text): at for at, cell in enumerate(rows[head]) if cell.text}
    return _diff(rows[head + 1 :], places, sheet)


def _titles(row: Sequence[Cell]) -> set[str]:
    return {cell.text for cell in row}


def _refuse_other(rows: Sequence[Sequence[Cell]], sheet: Sheet) -> None:
    texts = (cell.text for row in rows[:_HEAD_ROWS] for cell in row)
    found = next(filter(None, map(_STAMP.search, texts)), None)
    if found is None:
        raise BadInput(_("Tệp này không phải phiếu tự chấm tải từ đây. Tải phiếu XLSX của phiếu chấm này về điền."))
    if found[2] != sheet.assessment.round_set.set_version.fingerprint:
        raise BadInput(_("Tệp này của bộ tiêu chí khác. Tải phiếu XLSX của phiếu chấm này về rồi chép số liệu sang."))
    if found[1] != str(sheet.assessment.uid):
        raise BadInput(_("Tệp này là phiếu của cơ quan khác hoặc đợt chấm khác. Mở đúng phiếu chấm rồi nạp lại."))


def _diff(rows: Sequence[Sequence[Cell]], places: Mapping[str, int], sheet: Sheet) -> BookDiff:
    leaves = {leaf.key: leaf for leaf in sheet.own_leaves}
    lines: list[BookLine] = []
    refused: list[str] = []
    seen: set[str] = set()
    for row in rows:
        cells = {title: row[at] for title, at in places.items() if at < len(row)}
        key = cells[_KEY].text if _KEY in cells else ""
        if not key or key.startswith("Chỉ điền"):
            continue
        try:
            if key in seen or key not in leaves:
                raise BadInput(_("Không nhận dòng “%(key)s”: mã lạ hoặc lặp lại.") % {"key": key[:80]})
            seen.add(key)
            lines.extend(_line(cells, leaves[key], sheet))
        except BadInput as error:
            refused.append(str(error))
    return BookDiff(tuple(lines), tuple(refused))


def _line(cells: Mapping[str, Cell], leaf: SubCriterion, sheet: Sheet) -> Iterator[BookLine]:
    score, digits = sheet.scores[leaf.key], sheet.criteria.digits
    cell, blank = cells.get(_VALUE, Cell("")), Cell("")
    if cell.is_unreckoned:
        words = {"number": leaf.number}
        raise BadInput(_("Tiêu chí %(number)s: ô là công thức chưa có kết quả. Ghi thẳng giá trị.") % words)
    value = typed_value(cell.text, leaf, digits)
    note = cells.get(_NOTE, blank).text or score.claim_note
    now = value_text(value) if value is not None else score.claimed_value
    if (now, note) == (score.claimed_value, score.claim_note):
        return
    stands = typed_value(_typed(claimed_cell(leaf, score)), leaf, digits) if value is None else value
    points = None if stands is None else points_of(leaf, stands, digits)
    text = cell.text if value is not None else _typed(claimed_cell(leaf, score))
    yield BookLine(leaf, score, text, note, points, revision_of(cells.get(_REVISION, blank)) < score.revision)


def _typed(value: str | Decimal | None) -> str:
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value or ""
