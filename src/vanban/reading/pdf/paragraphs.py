"""Lines become paragraphs, by where they stand and how they begin and end.

Owns: whether a line goes on with the one above, on the same page or over a page's end. Does not: read columns.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from vanban.reading.pdf.lines import Line

__all__ = ["Placed", "is_full", "joined_text", "paragraphs_of", "runs_on", "starts_fresh"]

_FRESH = re.compile(
    r"\A\s*(?:[-–—•+*▪●■○◦·]\s*(?=\S)|\(?\d{1,3}(?:\.\d{1,3})*[.)](?:\s|\Z)|\d{1,2}(?:\.\d{1,2})+\s|[IVXLC]{1,6}[.)]\s|"
    r"[a-zđ]\)|[A-ZĐ][.)]\s|(?:Điều|Chương|Mục)\s+[\dIVX]+\s*[.:]|(?:PHỤ LỤC|Phụ lục|PHẦN)\b)"
)
_BULLET_ALONE = re.compile(r"(?:\A|\s)[-–—•+*▪●■○◦·]\Z")  # at a line's end: the first word behind it had no room
# A time that begins with a capital is not the end of the time above: "Tháng 3", "Tháng 9".
_TIME_ANEW, _TIME_ENDS = re.compile(r"(?:Tháng|Quý|Ngày|Năm|Tuần)\s+[\dIVX]"), re.compile(r"[\dIVX]\Z")
_DASH_IN_SPAN = re.compile(r"\A[-–]\s*\d")
_TAIL = re.compile(r"\A[-–](?:[A-ZĐ]{2,}|TTg)")  # of a symbol that is broken before its dash
# A symbol that no column is wide enough for is cut between any two letters: "106/2020/N", "Đ-CP".
_CUT_SYMBOL, _REST_OF_SYMBOL = re.compile(r"\d/[A-ZĐ]{1,4}\Z"), re.compile(r"[A-ZĐ]{1,4}-[A-ZĐ]")
# So are abbreviations: "UBN", "D cấp xã". Only those that everyone writes, for a cut says nothing by itself.
_CUT_SHORT, _REST_OF_SHORT = re.compile(r"(?:\A|\s)([A-ZĐ]{2,7})\Z"), re.compile(r"([A-ZĐ]{1,4})(?![\w-])")
_SHORT = frozenset(
    [
        "UBND",
        "HĐND",
        "TTHC",
        "CCHC",
        "QPPL",
        "VBQPPL",
        "MTTQ",
        "UBMTTQ",
        "CBCC",
        "CBCCVC",
        "CCVC",
        "CNTT",
        "DVC",
        "DVCTT",
        "TTPVHCC",
        "BHXH",
        "TNMT",
        "GDĐT",
        "KHCN",
        "ĐVHC",
    ]
)
_REST_OF_SYLLABLE = re.compile(r"(?:ng|nh|ch|[gcmnpt])(?![\w./])")  # no word begins a line without a vowel
_SOFT_HYPHEN = "\u00ad"
_RUNS_TO_NUMBER = re.compile(r"(?:\bngày|\btháng|\bnăm|\bsố|\bĐiều|\bkhoản|\bmục|\bquý|\btừ|\bđến)\Z", re.IGNORECASE)
_CLOSED = (".", ";", ":", "!", "?", "./.", "”", "…")
_BROKEN_WORD = re.compile(r"(?<=\w)[-/]\Z")
_BLANK = 0.25  # of the font's size
_NEARLY_FULL = 1.0  # points: the right edge is no better known
_INDENT = 6.0  # points
_HANGING = 80.0
_LOOSE = 0.3  # of the font's size: so much more than between lines of one paragraph lies before the next
_OTHER_SIZE = 0.12
_LEAST_SPACED = 2  # wider gaps: it is by gaps that the paragraphs are told apart


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the edges between which it is set."""

    line: Line
    left: float
    right: float


def paragraphs_of(lines: Sequence[Placed]) -> list[list[Placed]]:
    """Return the lines of each paragraph."""
    gap, spaced = _usual_gap(lines)
    found: list[list[Placed]] = []
    for placed in lines:
        if found and _goes_on(found[-1], placed, gap, spaced=spaced):
            found[-1].append(placed)
        else:
            found.append([placed])
    return found


def joined_text(lines: Sequence[Line]) -> str:
    """Return the text of lines of one paragraph; words broken at a hyphen or a slash are one."""
    text = lines[0].text.strip()
    for line in lines[1:]:
        own = line.text.strip()
        whole = _BROKEN_WORD.search(text) is not None and own[:1].isalnum()
        whole = whole or (_CUT_SYMBOL.search(text) is not None and _REST_OF_SYMBOL.match(own) is not None)
        whole = whole or _is_cut_short(text, own) or text.endswith(_SOFT_HYPHEN)
        whole = whole or (_REST_OF_SYLLABLE.match(own) is not None and text[-1:].isalpha())
        whole = whole or (_TAIL.match(own) is not None and text[-1:].isalnum())
        text += own if whole else f" {own}"
    return text.replace(_SOFT_HYPHEN, "")


def _is_cut_short(text: str, below: str) -> bool:
    """Say whether an abbreviation is cut between two lines."""
    head, rest = _CUT_SHORT.search(text), _REST_OF_SHORT.match(below)
    return head is not None and rest is not None and head[1] not in _SHORT and head[1] + rest[1] in _SHORT


def is_full(placed: Placed, below: Line) -> bool:
    """Say whether the first word of the line below would not have found room on this one."""
    line = placed.line
    return line.box.x1 + _BLANK * line.size + below.first_word > placed.right - _NEARLY_FULL


def starts_fresh(above: str, text: str) -> bool:
    """Say whether a line begins like a new paragraph: with a bullet or a number that is no part of the words above."""
    above = above.rstrip()
    if _BULLET_ALONE.search(above):
        return False
    if _TIME_ANEW.match(text) and _TIME_ENDS.search(above):
        return True
    if not _FRESH.match(text) and not _BULLET_ALONE.match(text.strip()):
        return False
    if _TAIL.match(text) and above[-1:].isalnum():
        return False
    return not (_DASH_IN_SPAN.match(text) and above[-1:].isdigit()) and not (
        text[:1].isdigit() and _RUNS_TO_NUMBER.search(above)
    )


def runs_on(above: Placed, below: Placed) -> bool:
    """Say whether a line at the head of a page goes on with the last one of the page before."""
    upper, lower = above.line, below.line
    if starts_fresh(upper.text, lower.text) or _differ(upper, lower):
        return False
    if lower.text[:1].islower():
        return not upper.text.rstrip().endswith((".", ";", "./."))
    closed = upper.text.rstrip().endswith(_CLOSED)
    return not closed and is_full(above, lower) and lower.box.x0 <= below.left + _INDENT


def _goes_on(paragraph: list[Placed], below: Placed, gap: float, *, spaced: bool) -> bool:
    above = paragraph[-1]
    upper, lower = above.line, below.line
    if upper.page != lower.page:
        return runs_on(above, below)
    if starts_fresh(upper.text, lower.text) or _differ(upper, lower):
        return False
    if lower.box.top - upper.box.bottom > gap + _LOOSE * lower.size:
        return False
    if _BULLET_ALONE.search(upper.text.strip()):
        return True
    if _BROKEN_WORD.search(upper.text.rstrip()) and lower.text[:1].isalnum():
        return True
    small = lower.text[:1].islower()
    if upper.bold != lower.bold and not small:
        return False
    closed = upper.text.rstrip().endswith(_CLOSED)
    if not is_full(above, lower):
        return small and not closed
    if upper.text.rstrip().endswith((";", ":")) and not small and not spaced:
        return False
    return _is_centred(above, below) or _is_aligned(paragraph, below, small=small, closed=closed)


def _differ(upper: Line, lower: Line) -> bool:
    return abs(upper.size - lower.size) > _OTHER_SIZE * max(upper.size, lower.size)


def _is_centred(above: Placed, below: Placed) -> bool:
    """Say whether two lines stand under one middle, the second narrower or both away from the left edge."""
    upper, lower = above.line.box, below.line.box
    if abs((upper.x0 + upper.x1) - (lower.x0 + lower.x1)) > _INDENT:
        return False
    return lower.x0 > upper.x0 + _INDENT or min(upper.x0, lower.x0) > above.left + _INDENT


def _is_aligned(paragraph: list[Placed], below: Placed, *, small: bool, closed: bool) -> bool:
    """Say whether a line begins where the next line of the paragraph above it would."""
    first, last, own = paragraph[0].line, paragraph[-1].line, below.line
    step = own.box.x0 - last.box.x0
    if len(paragraph) > 1:
        return abs(step) <= _INDENT or (small and not closed)
    if step > _INDENT:
        return small or (_FRESH.match(first.text) is not None and step < _HANGING)
    if abs(step) <= _INDENT and own.box.x0 > below.left + _INDENT:
        return small or not closed  # both are indented: the second may be the first line of the next paragraph
    return True


def _usual_gap(lines: Sequence[Placed]) -> tuple[float, bool]:
    """Return how far the lines of one paragraph stand apart, and whether paragraphs stand further apart than that."""
    pairs = [(above, below.line) for above, below in itertools.pairwise(lines) if above.line.page == below.line.page]
    gaps = [below.box.top - above.line.box.bottom for above, below in pairs]
    sure = [
        gap
        for gap, (above, below) in zip(gaps, pairs, strict=True)
        if below.text[:1].islower() and is_full(above, below)
    ]
    usual = median(sure) if sure else sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    wider = sum(gap > usual + _LOOSE * below.size for gap, (_, below) in zip(gaps, pairs, strict=True))
    return usual, wider >= _LEAST_SPACED
