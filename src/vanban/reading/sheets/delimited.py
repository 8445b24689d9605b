"""Delimited text (CSV) as a sheet, and telling it from a text that only has commas.

Owns: which sign divides the cells. Does not: decode (``decoding``). A text whose columns are divided by tabs is read by
the reader of texts, unless its cells stand in quotation marks as only a spreadsheet writes them.
"""

import csv
import io
import re
from collections import Counter

from vanban.reading.bounds import MAX_CHARACTERS, Bounds
from vanban.reading.errors import ReadError
from vanban.reading.sheets.model import Sheet, SheetCell, SheetRow
from vanban.text.forms import normalise, squeeze

__all__ = ["delimiter_of", "read_delimited"]

_DELIMITERS = (";", ",", "\t")
_SAMPLE_LETTERS = 200_000
_LEAST_ROWS = 2
_LEAST_COLUMNS = 3  # with two, a list of "Hà Nội, ngày" lines would be a table
_SAME_WIDTH = 0.9  # of the rows; above the header may stand a title
_MOST_SPACED = 0.2  # of the delimiters: behind a comma of a sentence stands a blank, in a file hardly ever
_LONGEST_HEADER = 120
_QUOTED = {sign: re.compile(rf'(?:^|{re.escape(sign)})"', re.MULTILINE) for sign in _DELIMITERS}
_SEPARATOR_LINE = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)  # what Excel takes as its own first line
_NUMBER = re.compile(r"[\s\d.,/%()+-]+")


def delimiter_of(text: str) -> str | None:
    """Return the sign that divides the cells of ``text``; None where it is no such file."""
    said = _SEPARATOR_LINE.match(text)
    if said:
        return said[1]
    sample = text[:_SAMPLE_LETTERS]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1]
    return next((sign for sign in _DELIMITERS if sign in sample and _divides(sample, sign)), None)


def _divides(sample: str, sign: str) -> bool:
    if sign == "\t" and not _QUOTED[sign].search(sample):
        return False
    rows = [row for row in _rows(sample, sign) if any(field.strip() for field in row)]
    widths = Counter(len(row) for row in rows)
    if len(rows) < _LEAST_ROWS:
        return False
    width, count = widths.most_common(1)[0]
    if width < _LEAST_COLUMNS or count < _SAME_WIDTH * (len(rows) - 1):
        return False
    spaced = sum(field.startswith(" ") and field.strip() != "" for row in rows for field in row[1:])
    fields = sum(len(row) - 1 for row in rows)
    return spaced <= _MOST_SPACED * fields and any(_is_header(row, width) for row in rows[:20])


def _is_header(row: list[str], width: int) -> bool:
    words = [squeeze(field) for field in row if squeeze(field)]
    return (
        len(row) == width
        and len(words) >= 2
        and not any(len(word) > _LONGEST_HEADER or _NUMBER.fullmatch(word) for word in words)
    )


def _rows(text: str, sign: str) -> list[list[str]]:
    """Return the records; quotation marks that are never closed end a record at the end of the text."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:
        return []


def read_delimited(text: str, delimiter: str, *, name: str) -> Sheet:
    """Return the sheet of a delimited text; rows are numbered as a spreadsheet numbers them.

    Raises:
        ReadError: It holds more than can be read.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReadError("RD020", name=name)
    bounds = Bounds(name=name)
    rows = []
    for number, record in enumerate(_rows(_SEPARATOR_LINE.sub("", text), delimiter), start=1):
        fields = [normalise(bounds.text(field)).strip() for field in record]
        while fields and not fields[-1]:
            fields.pop()
        bounds.table(1, len(fields))
        if fields:
            cells = (SheetCell(field, is_number=bool(field) and bool(_NUMBER.fullmatch(field))) for field in fields)
            rows.append(SheetRow(number, tuple(cells)))
    return Sheet("", tuple(rows))
