"""The layout of a cell: which line ends and dashes separate deadlines, and which only wrap a line."""

import re

__all__ = ["is_bullet", "laid_out"]

_MARKER = re.compile(r"(?m)^[ ]*(?:(?:[-+*•·▪◦●○✓➢]+|\d{1,2}[.)](?!\d)|[a-zđ][.)](?=[ ]))[ ]*)+")
# "a) …" within a line.
_INLINE_MARKER = re.compile(r"(?<=[ .;,])(?:[a-zđ]|\d{1,2})\)[ ]+")
# A line that ends so goes on in the next one.
_HANGING = re.compile(
    r"(?:(?:^|[^\w])(?:trước|ngày|tháng|quý|quí|năm|nhất|trong|vào|đến|từ|là|hết|và|hoặc|của|hằng|hàng|mỗi|định kỳ|khi"
    r"|sau)"
    r"|[,/:(\-])[ ]*$"
)
_BULLETS = "-+*•·▪◦●○✓➢"


def laid_out(text: str, folded: str) -> str:
    """Return ``folded`` with list markers and the ends of wrapped lines as spaces; only real breaks stay.

    ``text`` is the same text unfolded: a line that opens with a capital is a new one.
    """
    marked = {marker.start() for marker in _MARKER.finditer(folded)}
    folded = _MARKER.sub(lambda marker: " " * len(marker[0]), folded)
    chars = list(_INLINE_MARKER.sub(lambda marker: _line_end(text, marker), folded))
    for newline in (index for index, char in enumerate(folded) if char == "\n"):
        if newline + 1 not in marked and not _breaks(text, folded, newline):
            chars[newline] = " "
    return "".join(chars)


def _line_end(text: str, marker: re.Match[str]) -> str:
    """Return a line end in the place of a list marker within a line, if a capital follows it."""
    return "\n".ljust(len(marker[0])) if text[marker.end() : marker.end() + 1].isupper() else marker[0]


def _breaks(text: str, folded: str, newline: int) -> bool:
    """Whether a line end without a list marker after it separates two deadlines."""
    before = folded[:newline].rsplit("\n", 1)[-1]
    if not before.strip() or _HANGING.search(before):
        return False
    opening = text[newline + 1 :].lstrip()[:1]
    return not opening.islower()


def is_bullet(text: str, at: int) -> bool:
    """Whether the character at ``at`` is a list marker within a line: ``… Quý I. - Báo cáo …``."""
    if text[at] not in _BULLETS and text[at] not in "–—":
        return False
    before, after = text[:at], text[at + 1 :]
    apart = not before or before[-1].isspace() or before[-1] in ".;:,)"
    opening = after.lstrip()[:1]
    return apart and opening.isupper() and (after[:1].isspace() or before.rstrip()[-1:] in (".", ";", ""))
