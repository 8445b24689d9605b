"""Words as mark-up: escaped, with their look and their footnotes.

Owns: escaping. Does not: know where the words stand.
"""

import re
from html import escape

from vanban.writing.model import Footnote, Run, Text
from vanban.writing.names import printable

__all__ = ["escaped", "words"]

_ROOM = re.compile(" {2,}")  # left for a number or a day; mark-up would close it
_LOOKS = (("is_bold", "bold"), ("is_italic", "italic"), ("is_missing", "missing"))


def escaped(text: str) -> str:
    """Return ``text`` as it may stand in mark-up and between quotation marks of an attribute."""
    return escape(printable(text))


def words(text: Text) -> str:
    """Return ``text`` as mark-up; line feeds are line breaks."""
    return _lines(text) if isinstance(text, str) else "".join(map(_piece, text))


def _piece(piece: Run | Footnote) -> str:
    if isinstance(piece, Footnote):
        return f'<span class="footnote">{_lines(piece.text)}</span>'
    look = " ".join(name for field, name in _LOOKS if getattr(piece, field))
    return f'<span class="{look}">{_lines(piece.text)}</span>' if look else _lines(piece.text)


def _lines(text: str) -> str:
    return _ROOM.sub(lambda room: "\u00a0" * len(room[0]), escaped(text)).replace("\n", "<br>")
