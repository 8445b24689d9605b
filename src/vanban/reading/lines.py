"""The clean form of a line that every reader gives.

Places count code points of text in this form, so that all formats agree on them.
"""

import re

from vanban.text.forms import normalise

__all__ = ["tidy_lines"]

_BLANKS = re.compile(r"[^\S\n]+")
# Bullets that office programs and converters write; one form is enough to read them.
# Some lists have both the mark of the list and a typed dash.
_BULLET = re.compile(r"\A(?:(?:[-–—•●▪■◦○·*]|\uf0b7|\uf02d|\uf0a7)\s+)+(?=\S)")


def tidy_lines(text: str) -> str:
    """Return ``text`` in NFC with single spaces, without blank lines, every bullet as ``- `` (``+ `` stays)."""
    lines = (_BLANKS.sub(" ", line).strip() for line in normalise(text).split("\n"))
    return "\n".join(_BULLET.sub("- ", line) for line in lines if line)
