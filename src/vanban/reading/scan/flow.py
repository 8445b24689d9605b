"""Lines become paragraphs, in a cell as on the open page.

Owns: which line goes on with the one above. Does not: recognise, or know pages.
"""

import itertools
import re
from collections.abc import Sequence
from statistics import median

from vanban.reading.scan.recognition import Line

__all__ = ["begins_paragraph", "ends_paragraph", "line_height", "split_paragraphs"]

_BULLET = re.compile(r"(?:[-–—+•●*]\s+(?!\d)|[-–](?=[^\W\d_]))")
_NUMBERED = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s+[^\W\d_]|[a-zđ][.)]\s+[^\W_]|\(\d{1,2}\)\s|[IVXLC]{1,5}[.)]\s+\S|"
    r"Số\s*:|(?:Điều|Chương|Mục|Phần|Phụ lục|PHỤ LỤC)\s+[\dIVX]+)"
)
_CLOSED = re.compile(r"[.;:!?…][”\"'’)]*\s*\Z|\./\.?\Z")
_STARTS = re.compile(r"[\"“‘'(\[]*[^\W_]")
_WIDER_GAP = 1.35  # of the usual distance between lines: more space stands between paragraphs
_FAR_EMS = 2.6  # heights of a line: farther apart than lines with one and a half spacing
_INDENT_EMS, _CENTRE_EMS = 0.8, 2.0


def split_paragraphs(lines: Sequence[Line], left: int, right: int) -> list[list[Line]]:
    """Return the lines of one column as paragraphs.

    Args:
        lines: From top to bottom.
        left: Where the column's words may begin, in the pixels of the lines.
        right: Where they must end.
    """
    usual = _usual_pitch(lines)
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _starts_anew(paragraphs[-1], line, left, right, usual):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def line_height(lines: Sequence[Line]) -> float:
    """Return the usual height of the lines' letters with their marks, in pixels; 0 without lines."""
    return median(line.bottom - line.top for line in lines) if lines else 0.0


def _usual_pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance from line to line within paragraphs."""
    pitches = sorted(below.base - above.base for above, below in itertools.pairwise(lines))
    # Most lines go on with the one above; where few do, the nearer lines tell.
    return pitches[len(pitches) // 3] if pitches else 0.0


def _starts_anew(above: Sequence[Line], line: Line, left: int, right: int, usual: float) -> bool:
    last = above[-1]
    text = line.text
    if _BULLET.match(text) or _far(last, line, usual) or _changes_letters(last.text, text):
        return True
    em = max(last.bottom - last.top, 1)
    short = _room_behind(last, left, right, em) > line.words[0].right - line.words[0].left + em
    if _NUMBERED.match(text) and (short or _CLOSED.search(last.text)):
        return True
    capital = not text[:1].islower()
    indented = line.left - left > _INDENT_EMS * em and line.left - last.left > _INDENT_EMS * em
    if capital and indented and not _is_centred(last, left, right, em):
        return True
    return capital and short


def _far(last: Line, line: Line, usual: float) -> bool:
    """Say whether more white stands above the line than between lines of a paragraph."""
    pitch = line.base - last.base
    return pitch > _WIDER_GAP * usual > 0 or pitch > _FAR_EMS * max(line.bottom - line.top, last.bottom - last.top)


def _changes_letters(above: str, text: str) -> bool:
    """Say whether capitals end or begin here: a title, an office, then a name."""
    capitals = above if above.isupper() else text
    whole = len(capitals.split()) > 1 and not text[:1].islower()  # one word in capitals is an abbreviation
    return whole and above.isupper() != text.isupper()


def _room_behind(line: Line, left: int, right: int, em: float) -> float:
    """Return how much of the line is free: behind it, or on both sides where it stands in the middle."""
    room = right - line.right
    return room + (line.left - left) if _is_centred(line, left, right, em) else room


def _is_centred(line: Line, left: int, right: int, em: float) -> bool:
    before, behind = line.left - left, right - line.right
    return before > _CENTRE_EMS * em and abs(before - behind) < 1.5 * em


def begins_paragraph(lines: Sequence[Line], left: int) -> bool:
    """Say whether the first line looks like the first of a paragraph, not like the rest of one on the page before."""
    first = lines[0]
    em = max(first.bottom - first.top, 1)
    if first.text[:1].islower():
        return False
    marked = bool(_BULLET.match(first.text) or _NUMBERED.match(first.text))
    return marked or first.left - left > _INDENT_EMS * em or first.text.isupper()


def ends_paragraph(lines: Sequence[Line], left: int, right: int) -> bool:
    """Say whether the last line looks like the last of a paragraph: closed, or short."""
    last = lines[-1]
    em = max(last.bottom - last.top, 1)
    return bool(_CLOSED.search(last.text)) or _room_behind(last, left, right, em) > 4 * em
