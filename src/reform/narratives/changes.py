"""A report that came back, signed or corrected by hand, held against what had been issued from the ledger.

Owns: which figures are other ones, gone or new, and where. Does not: read files, or believe either side.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from reform.forms.tree import Cell
from reform.narratives.runs import Paragraph, Printed
from vanban.text.forms import compare_key, squeeze

__all__ = ["Difference", "DifferenceKind", "Row", "differences"]

_TOKEN = re.compile(r"[^\s,;:()“”\"]+(?:,\d+%?)?")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|\d+(?:,\d+)?%?")
_EDGES = ".!?"
_DAYS = frozenset({"ngay", "thang", "nam", "so", "quy", "dieu", "khoan", "phu", "luc"})
_FOOTNOTE = re.compile(r"\A(?:[¹²³⁰⁴-⁹]|\[\d+\])")
_SENTENCE = 160  # characters that are shown of a sentence


class DifferenceKind(StrEnum):
    """What became of a figure."""

    CHANGED = "changed"
    MISSING = "missing"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what was issued."""

    kind: DifferenceKind
    place: str  # key of the section, or the number of the annex's line
    sentence: str  # the words around it
    was: str  # as printed; empty where it is new
    now: str  # empty where it is missing
    cell: Cell | None = None  # whose figure it was, where its place is a cell's value


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the issued annex."""

    number: str
    label: str
    printed: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or number with where it stands."""

    text: str
    place: str
    sentence: str
    cell: Cell | None = None


def differences(
    issued: Sequence[tuple[str, Paragraph]],
    rows: Sequence[Row],
    texts: Sequence[str],
    table_rows: Sequence[Sequence[str]],
) -> tuple[Difference, ...]:
    """Return the figures of a paper that came back which are not those issued.

    Args:
        issued: The paragraphs as issued, each with the key of its section.
        rows: The annex as issued.
        texts: The paragraphs of the paper that came back, in order.
        table_rows: The rows of its tables, each the texts of its cells.
    """
    return (*_in_prose(issued, texts), *_in_annex(rows, table_rows))


def _in_prose(issued: Sequence[tuple[str, Paragraph]], texts: Sequence[str]) -> Iterator[Difference]:
    old = [token for key, paragraph in issued for token in _issued_tokens(key, paragraph)]
    new = [token for text in texts if not _FOOTNOTE.match(text) for token in _tokens(text, "")]
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return
    first, last = blocks[0].b, blocks[-1].b + blocks[-1].size  # around it stand head and foot of the paper
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        was = [one for at, one in enumerate(old[i1:i2], start=i1) if _is_figure(old, at)]
        now = [one for at, one in enumerate(new[j1:j2], start=j1) if first <= at < last and _is_figure(new, at)]
        place = old[min(i1, len(old) - 1)].place
        yield from _pairs(was, now, place)


def _pairs(was: Sequence[_Token], now: Sequence[_Token], place: str) -> Iterator[Difference]:
    for one, other in zip(was, now, strict=False):
        if one.text != other.text:
            yield Difference(DifferenceKind.CHANGED, one.place, one.sentence, one.text, other.text, one.cell)
    for one in was[len(now) :]:
        yield Difference(DifferenceKind.MISSING, one.place, one.sentence, one.text, "", one.cell)
    for other in now[len(was) :]:
        yield Difference(DifferenceKind.NEW, place, other.sentence, "", other.text)


def _is_figure(tokens: Sequence[_Token], at: int) -> bool:
    if not _NUMBER.fullmatch(tokens[at].text):
        return False
    return at == 0 or compare_key(tokens[at - 1].text) not in _DAYS


def _issued_tokens(key: str, paragraph: Paragraph) -> Iterator[_Token]:
    spans = list(_spans(paragraph))
    for match in _TOKEN.finditer(paragraph.text):
        cell = next((cell for start, end, cell in spans if start <= match.start() < end), None)
        yield _Token(match.group().strip(_EDGES), key, _around(paragraph.text, match.start()), cell)


def _spans(paragraph: Paragraph) -> Iterator[tuple[int, int, Cell]]:
    at = 0
    for run in paragraph.runs:
        if isinstance(run, Printed):
            yield from ((at + one.start, at + one.end, one.cell) for one in run.figures if one.basis == "now")
        at += len(run.text)


def _tokens(text: str, place: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        yield _Token(match.group().strip(_EDGES), place, _around(text, match.start()))


def _around(text: str, at: int) -> str:
    start = max(0, at - _SENTENCE // 2)
    return squeeze(text[start : at + _SENTENCE // 2])


def _in_annex(rows: Sequence[Row], table_rows: Sequence[Sequence[str]]) -> Iterator[Difference]:
    """Lines are known by their labels, equal ones by their order."""
    labels = {compare_key(row.label) for row in rows}
    said: dict[str, list[str]] = defaultdict(list)
    for cells in table_rows:
        at = next((at for at, text in enumerate(cells[:-1]) if compare_key(text) in labels), None)
        if at is not None:
            said[compare_key(cells[at])].append(_value(cells[at + 1 :]))
    for row in rows:
        found = said.get(compare_key(row.label))
        if not found:
            continue
        now = found.pop(0)
        if squeeze(now) != squeeze(row.printed):
            kind = (
                DifferenceKind.CHANGED
                if now and row.printed
                else (DifferenceKind.NEW if now else DifferenceKind.MISSING)
            )
            yield Difference(kind, row.number, row.label, row.printed, now, row.cell)


def _value(cells: Sequence[str]) -> str:
    """Return the first number behind a label: a unit stands before it."""
    return next((squeeze(text) for text in cells if _NUMBER.fullmatch(squeeze(text).lstrip("-"))), "")
