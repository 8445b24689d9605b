"""Numbers that a person typed into a report, held against the figures that are known.

Owns: which numbers of typed words are figures, and which figure each is, or nearly is. Does not: change anything.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reform.forms.model import Line, LineType
from reform.forms.tree import Cell
from reform.narratives.facts import Facts
from reform.narratives.notation import as_printed
from reform.narratives.runs import Paragraph, Printed
from vanban.text.forms import compare_key

__all__ = ["Match", "MatchKind", "TypedNumber", "matched", "typed_numbers"]

_NUMBER = re.compile(
    r"(?<![\w./,\-–])(?P<said>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<rate>\s?%)?(?![\w/]|[.,\-–]\d)"
)
_FRACTION = re.compile(
    r"(?<![\w./,\-–])(?P<first>\d{1,3}(?:\.\d{3})+|\d+)\s?/\s?(?P<second>\d{1,3}(?:\.\d{3})+|\d+)(?![\w/]|[.,\-–]\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words before a number that is a name, not a figure: days, articles, numbers of documents and of places in a list.
_NAMED = re.compile(
    r"(?:ngày|tháng|năm|quý|kỳ|điều|khoản|điểm|mục|số|thứ|lần|mức độ|cấp độ|phụ lục|chương|phần|nghị quyết|khóa|biểu"
    r"|giai đoạn|nhiệm kỳ|vòng|bước|loại|nhóm|đến|tuần|bậc)\s*$",
    re.IGNORECASE,
)
_TERM = re.compile(r"^\s*(?:tháng đầu năm|tháng cuối năm|ngày làm việc|giờ|/)")
_LIST_NUMBER = re.compile(r"^\s*(?:\d+|[IVX]+|[a-zđ])[.)]\s*$")
_AROUND = 70  # characters on each side that say what a number counts
_MEMORABLE = Decimal(1000)  # a number of this size is not the same by chance
_NEAR = Decimal("0.05")
_ENOUGH = 0.5  # of the words of a line's label


class MatchKind(StrEnum):
    """What a typed number is."""

    MATCHED = "matched"  # a known figure
    NEAR = "near"  # said of a known figure, but not its value
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number that a person typed."""

    text: str  # as typed: "8.803", "99,03%"
    value: Decimal
    is_rate: bool
    paragraph: int  # of the section, from 0
    start: int  # in the paragraph's text
    end: int
    around: str  # the words that it stands among


@dataclass(frozen=True, slots=True)
class Match:
    """A typed number and the figure that it is, or may be."""

    number: TypedNumber
    kind: MatchKind
    cell: Cell | None = None
    label: str = ""
    known: Decimal | None = None  # the figure's value, where it is another one


def typed_numbers(paragraphs: Sequence[Paragraph]) -> Iterator[TypedNumber]:
    """Yield the numbers of typed words and of free slots, in order; not those that a figure printed."""
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        printed = tuple(_printed_spans(paragraph))
        for match in _NUMBER.finditer(text):
            if not _is_within(match.span(), printed) and _is_figure(text, match):
                yield _typed(text, match.group(), match.span(), index)
        for match in _FRACTION.finditer(text):
            if not _is_within(match.span(), printed) and _is_fraction(text, match):
                yield from (_typed(text, match[name], match.span(name), index) for name in ("first", "second"))


def _is_within(span: tuple[int, int], printed: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in printed)


def _is_fraction(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers with a stroke are a share, not a day and month or a month and its year."""
    return not _YEAR.fullmatch(match["second"]) and not _NAMED.search(text[: match.start()])


def _printed_spans(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    at = 0
    for run in paragraph.runs:
        if isinstance(run, Printed) and not run.slot:
            yield at, at + len(run.text)
        at += len(run.text)


def _is_figure(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if _NAMED.search(before) or _TERM.match(after):
        return False
    return not (_LIST_NUMBER.match(text[: match.end() + 1]) and not before.strip())


def _typed(text: str, said: str, span: tuple[int, int], index: int) -> TypedNumber:
    value = Decimal(said.rstrip("% \t").replace(".", "").replace(",", "."))
    around = text[max(0, span[0] - _AROUND) : span[1] + _AROUND]
    return TypedNumber(said, value, said.endswith("%"), index, *span, around)


def matched(number: TypedNumber, facts: Facts) -> Match:
    """Return which figure ``number`` is: the one of its value whose label stands around it, else one that is near."""
    words = set(compare_key(number.around).split())
    lines = facts.lines()
    best: tuple[float, Match] | None = None
    for cell, figure in facts.filled.items():
        line = lines.get(cell.key)
        if line is None or figure.number is None or (line.type is LineType.PERCENT) != number.is_rate:
            continue
        known = as_printed(figure.number, line, facts.form)
        found = _judged(number, words, cell, line, known, facts)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else Match(number, MatchKind.UNMATCHED)


def _judged(
    number: TypedNumber, words: set[str], cell: Cell, line: Line, known: Decimal, facts: Facts
) -> tuple[float, Match] | None:
    label = _label(cell, line, facts)
    named = set(compare_key(label).split())
    share = len(named & words) / len(named) if named else 0.0
    if known == number.value:
        if share > 0.25 or known >= _MEMORABLE:
            return 1 + share, Match(number, MatchKind.MATCHED, cell, label)
        return None
    if share >= _ENOUGH and _is_near(number.value, known):
        return share, Match(number, MatchKind.NEAR, cell, label, known)
    return None


def _is_near(said: Decimal, known: Decimal) -> bool:
    """Whether one may stand for the other: a few per cent away, or the same digits in another order."""
    if abs(said - known) <= max(abs(known) * _NEAR, Decimal(2)):
        return True
    return sorted(str(said)) == sorted(str(known))


def _label(cell: Cell, line: Line, facts: Facts) -> str:
    members = [
        facts.form.dimensions[key].members[member] for key, member in cell.members if key in facts.form.dimensions
    ]
    return " ".join((line.label, *members))
