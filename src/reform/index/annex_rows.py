"""The tables of a decision's annex as rows of criteria: number, words, maximum, how points are given, proof, appraiser.

Owns: which table holds criteria, what its columns are by the words above them, in any order. Does not: nest rows
(annex_tree.py) or understand how points are given (methods.py).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reform.index.sentences import points_said
from vanban.reading.model import Document, Table
from vanban.reports.layouts import INDEX
from vanban.text.findings import Place
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["AnnexRow", "annex_rows"]

_HEADER_WITHIN = 6  # rows; above a header stand at most a title and a caption
_HEADER_ROWS = (1, 2)  # how many rows a header may take


class Part(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    MOST = "most"
    PROOF = "proof"
    HOW = "how"
    APPRAISER = "appraiser"
    LABEL = "label"


# On ``compare_key`` of the title; the first that fits decides. Points that somebody gave are none of ours.
_GIVEN = re.compile(
    r"\b(?:tu cham|tu danh gia|diem (?:tham dinh|danh gia|cham|dat)|dat duoc|cong nhan|nam truoc|ghi chu)\b"
)
_WORDS = {
    Part.NUMBER: r"(?:s?tt|so tt|so thu tu|thu tu|ma tieu chi|ma)\Z",
    Part.MOST: r"(?:(?:so |thang )?diem(?: (?:toi da|chuan|quy dinh|cao nhat))?\Z|.*\bdiem toi da\b)",
    Part.HOW: r".*\b(?:cach (?:tinh|cham|danh gia)|phuong phap|cham diem|tinh diem|yeu cau|tieu chuan)\b",
    Part.PROOF: r".*\b(?:kiem chung|minh chung|tai lieu chung minh)\b",
    Part.APPRAISER: r"(?:.*\b(?:co quan|don vi|bo phan)\b.*\b(?:tham dinh|danh gia|cham|theo doi)\b|tham dinh\Z)",
    Part.LABEL: r".*\b(?:tieu chi|noi dung|linh vuc|chi so)\b",
}
_TITLES = tuple((part, re.compile(words)) for part, words in _WORDS.items())
_POINTS = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:điểm|đ)?", re.I)
_POINTS_IN_LABEL = re.compile(r"\s*[(:–-]\s*(?:tối\s+đa\s+)?(\d{1,4}(?:[.,]\d{1,4})?)\s*điểm\s*\)?\s*\Z", re.I)
_CODE = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,4}|[A-ZĐ]{1,2}\d{1,3}(?:\.\d{1,3}){0,4}|[A-ZĐa-zđ])")
_IN_FRONT = re.compile(
    r"(?:(?:lĩnh\s+vực|tiêu\s+chí(?:\s+thành\s+phần)?)\s+)?([IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,4})"
    r"(?:[.):]\s*|(?<=\.\d)\s+)(.+)",
    re.I | re.S,
)  # fmt: skip
_PROOF_BELOW = re.compile(r"\A(.*?)\s*\b(?:tài\s+liệu\s+kiểm\s+chứng|minh\s+chứng)\s*:\s*(.*)\Z", re.I | re.S)


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row as it is printed."""

    code: str  # without the stop behind it; empty where the row has none
    label: str
    points: Decimal | None
    how: str
    proof: str
    appraiser: str
    place: Place


def annex_rows(document: Document) -> tuple[AnnexRow, ...]:
    """Return the rows of the tables of criteria in ``document``; a table without a header goes on with the last one."""
    found: list[AnnexRow] = []
    columns: Mapping[Part, int] | None = None
    width = 0
    for table in document.tables():
        header = _header(table)
        if header is not None:
            columns, start = header
            width = table.width
        elif columns is None or table.width != width:
            columns = None
            continue
        else:
            start = 0
        found.extend(_rows(table, start, columns))
    return tuple(found)


def _header(table: Table) -> tuple[Mapping[Part, int], int] | None:
    """Return the columns of a table of criteria and the first row below its header."""
    for at in range(min(_HEADER_WITHIN, len(table.rows))):
        # A title over several columns: the row below it, whose other cells it covers, says which is which.
        is_split = any(cell.merged_from is not None for row in table.rows[at + 1 : at + 2] for cell in row.cells)
        for many in reversed(_HEADER_ROWS) if is_split else _HEADER_ROWS:
            columns = _columns(table, range(at, min(at + many, len(table.rows))))
            if {Part.LABEL, Part.MOST} <= set(columns):
                return columns, at + many
    return None


def _columns(table: Table, rows: range) -> dict[Part, int]:
    """Return which column holds what; a title over two rows is read as one."""
    found: dict[Part, int] = {}
    for column in range(table.width):
        title = compare_key(" ".join(_title(table, row, column) for row in rows))
        part = None if _GIVEN.search(title) else next((part for part, words in _TITLES if words.match(title)), None)
        if part is not None:
            found.setdefault(part, column)
    return found


def _title(table: Table, row: int, column: int) -> str:
    """Return what stands over a column in one row; a title over several columns stands over each of them."""
    cell = table.rows[row].cells[column]
    if cell.merged_from is None or cell.merged_from[1] == column:
        return cell.text
    over = table.rows[cell.merged_from[0]].cells[cell.merged_from[1]]
    return over.text if cell.merged_from[0] == row else ""


def _rows(table: Table, start: int, columns: Mapping[Part, int]) -> Iterator[AnnexRow]:
    for row in table.rows[start:]:
        texts = {part: normalise(row.cells[column].text).strip() for part, column in columns.items()}
        filled = [text for text in texts.values() if text]
        if filled and not all(INDEX.match(squeeze(text)) for text in filled):
            yield _row(texts, row.cells[columns[Part.LABEL]].place)


def _row(texts: Mapping[Part, str], place: Place) -> AnnexRow:
    code, label = _code(texts.get(Part.NUMBER, ""), texts[Part.LABEL])
    points, how, proof = _points(texts[Part.MOST]), texts.get(Part.HOW, ""), texts.get(Part.PROOF, "")
    if found := _POINTS_IN_LABEL.search(label):
        points = points if points is not None else points_said(found[1])
        label = label[: found.start()]
    if not proof and (found := _PROOF_BELOW.match(how)):
        how, proof = found[1], found[2]
    return AnnexRow(code, squeeze(label), points, how, proof, squeeze(texts.get(Part.APPRAISER, "")), place)


def _code(number: str, label: str) -> tuple[str, str]:
    """Return the number of a row and its words; where there is no column of numbers they stand before the words."""
    said = squeeze(number).rstrip(".):")
    said = re.sub(r"\A(?:lĩnh vực|tiêu chí(?: thành phần)?)\s+", "", said, flags=re.I)
    if _CODE.fullmatch(said):
        return said, label
    found = _IN_FRONT.fullmatch(label) if not said else None
    return (found[1].rstrip("."), found[2]) if found else ("", label)


def _points(text: str) -> Decimal | None:
    found = _POINTS.fullmatch(squeeze(text))
    return points_said(found[1]) if found else None
