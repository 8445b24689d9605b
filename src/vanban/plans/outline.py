"""The prose of a document as passages with the numbers of their sections.

Owns: joining lines that a page break divides, the numbering of headings. Does not: read what a passage says.
Source of the numbering: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục I.6 (Phần, Chương, Mục, Điều, khoản, điểm).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.reading.model import Paragraph
from vanban.text.findings import Place

__all__ = ["Passage", "passages"]

_DOTTED = re.compile(r"\A(\d{1,2}(?:\.\d{1,2})+)\.?\s")
_LEVELS = (
    re.compile(r"\A(?:PHẦN|Phần)\s+(?:THỨ\s+|thứ\s+)?([IVX]+|\d+|[A-Z])\b"),
    re.compile(r"\A([A-H])[.)]\s"),
    re.compile(r"\A([IVX]{1,6})(?:[.)/]|\s?[-–:])\s|\A(Điều \d+)\."),
    re.compile(r"\A(\d{1,2})(?:\s?[.)]\s?(?=\D)|[/\-]\s(?=\D))"),
    re.compile(r"\A([a-zđ])\)\s?"),
)
_CLAUSE = 3  # the level of "1."; dotted numbers take its place and need no higher number before them
_ENDS = (".", ";", ":", "!", "?", "/", ",", "”", ")")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, or the parts of one that a page break divides."""

    text: str
    section: str | None  # "IV.9.b"
    pieces: tuple[tuple[int, Place], ...]  # where each paragraph begins in ``text``, and its place
    numbered: bool = False  # it begins with the number of a section, clause or point

    def place(self, start: int, end: int) -> Place:
        """Return the place of the span ``[start, end)``: in the paragraph where it begins."""
        begin, place = max((piece for piece in self.pieces if piece[0] <= start), key=lambda piece: piece[0])
        return place.within(start - begin, end - begin)


def passages(paragraphs: Sequence[Paragraph]) -> tuple[Passage, ...]:
    """Return the passages of ``paragraphs`` in order."""
    outline = _Outline()
    found = []
    for group in _groups(paragraphs):
        pieces, text = [], ""
        for paragraph in group:
            text += " " if text else ""
            pieces.append((len(text), paragraph.place))
            text += paragraph.text.replace("\n", " ")
        found.append(Passage(text, outline.section(text), tuple(pieces), numbered=_is_numbered(text)))
    return tuple(found)


def _groups(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    group: list[Paragraph] = []
    for paragraph in paragraphs:
        if group and not _runs_on(group[-1].text, paragraph.text):
            yield group
            group = []
        group.append(paragraph)
    if group:
        yield group


def _runs_on(above: str, below: str) -> bool:
    """Say whether ``below`` goes on with the sentence of ``above``."""
    return below[:1].islower() and not _is_numbered(below) and not above.rstrip().endswith(_ENDS)


def _is_numbered(text: str) -> bool:
    return _DOTTED.match(text) is not None or any(level.match(text) for level in _LEVELS)


class _Outline:
    """The numbers in force while the passages go by."""

    def __init__(self) -> None:
        self._numbers: list[str | None] = [None] * len(_LEVELS)

    def section(self, text: str) -> str | None:
        """Take note of the number before ``text`` and return the section it stands in."""
        dotted = _DOTTED.match(text)
        if dotted:
            self._set(_CLAUSE, dotted[1])
        else:
            for level, pattern in enumerate(_LEVELS):
                match = pattern.match(text)
                if match:
                    self._set(level, next(group for group in match.groups() if group))
                    break
        return self._path()

    def _set(self, level: int, number: str) -> None:
        self._numbers[level] = number
        self._numbers[level + 1 :] = [None] * (len(_LEVELS) - level - 1)

    def _path(self) -> str | None:
        clause = self._numbers[_CLAUSE]
        start = _CLAUSE if clause is not None and "." in clause else 0
        return ".".join(number for number in self._numbers[start:] if number) or None
