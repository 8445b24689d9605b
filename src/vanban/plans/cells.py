"""The items of a cell: what stands as a list there, by bullets, lines or semicolons.

Owns: where one item ends and the next begins, with spans. Does not: know what an item is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.language.letters import CAPITALS
from vanban.text.forms import squeeze

__all__ = ["Item", "clean_item", "deliverable_items"]

_BULLET = re.compile(r"\A\s*(?:[-+–•*]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|\(?[a-zđ][.)])\s+|\A\s*[-+–•](?=[^\W\d])")
_TAIL = " \t\n.;,:"
# A dash behind a full stop or semicolon begins an item even without a blank before or behind it: "QPPL.- Báo cáo".
_INLINE_BULLET = re.compile(r"(?<=[.;,:])\s*[-+–]\s*(?=[^\W\d])")
# In a list, a dash between blanks before a capital begins an item, unless years or names stand around it.
_LOOSE_BULLET = re.compile(rf"(?<=[^\s.;,:])\s[-–]\s(?=[{CAPITALS}])")
_SEMICOLON = re.compile(r";")
_SENTENCE = re.compile(rf"(?<=[\w)”\"%]{{3}})\.\s+(?=[{CAPITALS}0-9])")
_OPENERS, _CLOSERS = '(“"«', ')”"»'


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a cell."""

    text: str  # cleaned: one line, without its bullet and its closing full stop
    start: int  # span [start, end) of the cleaned words in the cell's text
    end: int


def clean_item(text: str, start: int, end: int) -> Item | None:
    """Return ``text[start:end]`` without bullet and closing marks, or None where nothing is left."""
    bullet = _BULLET.match(text[start:end])
    start += bullet.end() if bullet else 0
    while start < end and text[start] in _TAIL:
        start += 1
    while end > start and text[end - 1] in _TAIL and not text[start:end].endswith("..."):
        end -= 1
    return Item(squeeze(text[start:end]), start, end) if end > start else None


def deliverable_items(text: str) -> tuple[Item, ...]:
    """Return the deliverables in a cell: one each line, bullet, semicolon or sentence."""
    spans = [
        sentence
        for line in _lines(text)
        for bullet in _split(text, line, _INLINE_BULLET)
        for loose in (_split(text, bullet, _LOOSE_BULLET) if _is_list(text) else (bullet,))
        for part in _split(text, loose, _SEMICOLON)
        for sentence in _split(text, part, _SENTENCE)
    ]
    return tuple(item for start, end in spans if (item := clean_item(text, start, end)) is not None)


def _is_list(text: str) -> bool:
    return bool(re.match(r"\s*[-+–•]", text))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the cell's lines; a line that goes on with the one above is part of it."""
    start = 0
    position = 0
    lines = text.split("\n")
    for index, line in enumerate(lines):
        end = position + len(line)
        below = lines[index + 1] if index + 1 < len(lines) else None
        if below is None or not _runs_on(line, below):
            yield start, end
            start = end + 1
        position = end + 1


def _runs_on(line: str, below: str) -> bool:
    """Say whether a line break only wraps: no closing mark above, a small letter and no bullet below."""
    return not line.rstrip().endswith((".", ";", ":")) and not _BULLET.match(below) and below.lstrip()[:1].islower()


def _split(text: str, span: tuple[int, int], mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span between marks that stand outside brackets and quotation marks."""
    start, end = span
    begin = start
    for found in mark.finditer(text, start, end):
        if _inside_brackets(text[begin : found.start()]):
            continue
        yield begin, found.start()
        begin = found.end() if mark is not _SENTENCE else found.start() + 1
    yield begin, end


def _inside_brackets(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("“") > text.count("”")
