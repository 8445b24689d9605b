"""Automatic numbers and bullets of a DOCX as the reader of the paper sees them.

Word keeps the numbers out of the text: a paragraph names a list and a level, the list says how a number looks.
Owns: counting and writing the numbers. Does not: decide what a number means.
Source: ECMA-376 part 1, 17.9 (numbering), 17.18.59 (number formats).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from vanban.reading.docx.names import W, attribute

__all__ = ["Numbering", "read_numbering"]

_LEVELS = 9
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_PLUS = frozenset("+")  # the second level of a list in office papers; every other bullet is written "-"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and looks."""

    start: int = 1
    format: str = "decimal"
    text: str = ""  # "%1.%2" where the numbers stand; the bullet itself for bullets
    legal: bool = False  # every number of the text as decimal
    restart: int | None = None  # restart after this level (from 1); 0 never; None after any higher level


@dataclass(frozen=True, slots=True)
class _List:
    """One list (w:num): its abstract list, its levels and where counting starts anew."""

    abstract: str
    levels: Mapping[int, _Level]
    overrides: Mapping[int, int]  # level -> start, applied when this list is first used


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document in reading order.

    The one mutable value of the reader: every call of ``label`` counts on.
    """

    lists: Mapping[str, _List]
    _counters: dict[str, list[int | None]] = field(default_factory=dict)  # abstract list -> number of each level
    _used: set[str] = field(default_factory=set)

    def label(self, number_id: str, level: int) -> str:
        """Return the printed number or bullet of the next paragraph of a list; "" where the list has none."""
        numbered = self.lists.get(number_id)
        if numbered is None or level not in numbered.levels:
            return ""
        counters = self._counters.setdefault(numbered.abstract, [None] * _LEVELS)
        if number_id not in self._used:
            self._used.add(number_id)
            for overridden in numbered.overrides:
                counters[overridden] = None
        self._count(counters, numbered, level)
        return _written(numbered.levels, counters, level)

    @staticmethod
    def _count(counters: list[int | None], numbered: _List, level: int) -> None:
        for higher in range(level):
            if counters[higher] is None:
                counters[higher] = _start(numbered, higher)
        current = counters[level]
        counters[level] = _start(numbered, level) if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            restart = numbered.levels.get(deeper, _Level()).restart
            if restart is None or restart > level:
                counters[deeper] = None


def _start(numbered: _List, level: int) -> int:
    return numbered.overrides.get(level, numbered.levels.get(level, _Level()).start)


def _written(levels: Mapping[int, _Level], counters: list[int | None], level: int) -> str:
    own = levels[level]
    if own.format == "bullet":
        return "+" if own.text.strip() in _PLUS else "-"
    if own.format == "none":
        return ""
    text = own.text
    for position in range(level + 1):
        if f"%{position + 1}" in text:
            style = "decimal" if own.legal else levels.get(position, _Level()).format
            text = text.replace(f"%{position + 1}", _number(counters[position] or 0, style))
    return text.strip()


@cache
def _number(value: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter"):
        letters = _letters(value)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(value)
        return roman.lower() if style == "lowerRoman" else roman
    return f"{value:02d}" if style == "decimalZero" else str(value)


def _letters(value: int) -> str:
    """Return a, b … z, aa, bb … as Word counts: the letter repeats."""
    if not 0 < value <= 26 * 9:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        written += sign * times
    return written


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the lists of the part ``numbering.xml``; none where the document has no such part."""
    if root is None:
        return Numbering({})
    abstracts = {attribute(item, "abstractNumId") or "": _levels(item) for item in root.findall(W + "abstractNum")}
    lists = {}
    for item in root.findall(W + "num"):
        abstract = attribute(item.find(W + "abstractNumId")) or ""
        levels = dict(abstracts.get(abstract, {}))
        overrides = {}
        for override in item.findall(W + "lvlOverride"):
            position = _whole(attribute(override, "ilvl"), 0)
            levels.update(_levels(override))
            start = attribute(override.find(W + "startOverride"))
            if start is not None and position < _LEVELS:
                overrides[position] = _whole(start, 1)
        lists[attribute(item, "numId") or ""] = _List(abstract, levels, overrides)
    return Numbering(lists)


def _levels(item: etree._Element) -> dict[int, _Level]:
    found = {_whole(attribute(level, "ilvl"), 0): _level(level) for level in item.findall(W + "lvl")}
    return {position: level for position, level in found.items() if position < _LEVELS}


def _level(element: etree._Element) -> _Level:
    restart = attribute(element.find(W + "lvlRestart"))
    return _Level(
        start=_whole(attribute(element.find(W + "start")), 1),
        format=attribute(element.find(W + "numFmt")) or "decimal",
        text=attribute(element.find(W + "lvlText")) or "",
        legal=element.find(W + "isLgl") is not None,
        restart=None if restart is None else _whole(restart, 0),
    )


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else default
