"""A blank annex: the statistics table as a body sends it out, before anybody has filled it in.

Owns: finding its tables, its title, and what each line asks for. Does not: make a form of it (``reform.drafting``).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from vanban.reading.model import Document, Paragraph, Table
from vanban.reports.indicators import indicators_of
from vanban.reports.layouts import Layout
from vanban.reports.lines import Lines
from vanban.reports.model import ColumnKind, Indicator, IndicatorType
from vanban.reports.tables import read_statistics
from vanban.text.findings import Finding, Place
from vanban.text.forms import compare_key, squeeze

__all__ = ["AskedFor", "BlankAnnex", "BlankLine", "read_blank"]

_COUNTING = re.compile(r"(?:tong )?so (?!lieu\b)|so luong\b|(?:ty|ti) le\b|tong ")
_RATE = re.compile(r"(?:ty|ti) le\b")
# "Có/Không": answers without numbers. One of them denies.
_ANSWERS = re.compile(r"[^/;|0-9%]{1,30}(?:\s*[/;|]\s*[^/;|0-9%]{1,30}){1,4}")
_DENIES = re.compile(r"(?:khong|chua)\b")
_TITLE_WITHIN = 4  # paragraphs above the table
_LEAST_TITLE = 3  # words


class AskedFor(StrEnum):
    """What a line asks for."""

    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    CHOICE = "choice"
    TEXT = "text"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class BlankLine:
    """One line of the annex."""

    code: str | None  # as printed, without its full stop; None where the line has none of its own
    label: str
    asked: AskedFor
    unit: str | None  # as printed; None for answers and where the cell is blank
    measure: str | None  # the unit that holds: its own, or that of the line it is a part of
    choices: tuple[tuple[str, str], ...]  # (number as printed or "", answer)
    depth: int  # from 1
    parent: int | None  # index of the line above it in the hierarchy
    columns: tuple[tuple[str, ColumnKind], ...]  # every column of values, where there are several
    note: str
    place: Place
    has_children: bool = False  # lines with numbers of their own stand below it

    @property
    def is_part(self) -> bool:
        """Whether it stands under "Trong đó" of another line."""
        return self.code is None and self.parent is not None


@dataclass(frozen=True, slots=True)
class BlankAnnex:
    """The annex: its lines in printed order."""

    title: str  # empty where none stands above the table
    lines: tuple[BlankLine, ...]
    findings: tuple[Finding, ...]


def read_blank(document: Document) -> BlankAnnex:
    """Return the statistics tables of ``document`` as an annex to be filled in; one that is filled in is read as well.

    Never raises: a document without such a table gives an annex without lines.
    """
    lines, title = Lines(), ""
    layout: Layout | None = None
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            layout = layout if block.text.strip().isdigit() else None
            continue
        table = read_statistics(block, layout, is_blank=True)
        layout = None if table is None else table.layout
        if table is not None:
            title = title or _title(document, at, block)
            lines.add(table)
    indicators, findings = indicators_of(lines)
    return BlankAnnex(title, tuple(_line(one) for one in indicators), (*document.findings, *findings))


def _title(document: Document, at: int, table: Table) -> str:
    """Return the title of the annex: in the table's first row, or the nearest heading among the paragraphs above."""
    first = [squeeze(cell.text) for cell in table.rows[0].cells if squeeze(cell.text)]
    if len(first) == 1 and len(first[0].split()) >= _LEAST_TITLE:
        return first[0]
    above = [block for block in document.blocks[:at] if isinstance(block, Paragraph)][-_TITLE_WITHIN:]
    for paragraph in reversed(above):
        text = squeeze(paragraph.text)
        if not text.startswith("(") and len(text.split()) >= _LEAST_TITLE and (text.isupper() or paragraph.bold):
            return text
    return ""


def _line(one: Indicator) -> BlankLine:
    choices = one.choices or _answers(one.unit or "")
    unit = None if choices else one.unit
    return BlankLine(
        code=one.code if one.coded else None,
        label=one.label,
        asked=AskedFor.CHOICE if choices else _asked(one),
        unit=unit,
        measure=None if choices else one.measure,
        choices=choices,
        depth=one.level,
        parent=one.parent,
        columns=tuple((column.title, column.kind) for column in one.columns),
        note=one.note,
        place=one.place,
        has_children=bool(one.children),
    )


def _asked(one: Indicator) -> AskedFor:
    key = compare_key(one.label)
    if one.type is IndicatorType.PERCENT or (_RATE.match(key) and not one.children):
        return AskedFor.PERCENT
    if one.type is not IndicatorType.GROUP:
        return AskedFor(one.type.value)
    # Numbered lines below it do not make it a heading, where it counts something itself.
    return AskedFor.COUNT if one.unit and _COUNTING.match(key) else AskedFor.HEADING


def _answers(unit: str) -> tuple[tuple[str, str], ...]:
    """Return the answers of "Có/Không", which have no numbers; none where it is a unit ("Cơ quan/đơn vị")."""
    text = squeeze(unit)
    if not _ANSWERS.fullmatch(text):
        return ()
    words = tuple(part for part in (piece.strip(" .,") for piece in re.split(r"[/;|]", text)) if part)
    return tuple(("", word) for word in words) if any(_DENIES.match(compare_key(word)) for word in words) else ()
