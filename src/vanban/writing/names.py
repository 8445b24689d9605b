"""Names of files that open everywhere, names of bodies as papers write them, and text that XML can hold.

Owns: what may stand in a file's name and in a file's text, and a body's name without abbreviation.
Does not: know what the file holds.
"""

import re
import unicodedata

from vanban.text.forms import normalise

__all__ = ["file_name", "in_full", "in_two_lines", "printable"]

_REFUSED = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OTHER = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 120  # characters before the ending


def file_name(*parts: str, ending: str) -> str:
    """Return a name of letters, digits and hyphens made of ``parts``: ``Phu-luc-512-KH-UBND-2026-11-21.docx``."""
    plain = unicodedata.normalize("NFD", " ".join(parts).replace("đ", "d").replace("Đ", "D"))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return _OTHER.sub("-", kept).strip("-")[:_LONGEST].rstrip("-") + f".{ending}"


def in_full(name: str) -> str:
    """Return a body's name without the usual abbreviation: official papers write it out."""
    return re.sub(r"\bUBND\b", "Ủy ban nhân dân", name)


def in_two_lines(name: str) -> str:
    """Return a people's committee as a header block writes it: its kind above, its place below."""
    return re.sub(r"\A(Ủy ban nhân dân)\s+", "\\1\n", in_full(name))


def printable(text: str) -> str:
    """Return ``text`` in NFC without the control characters that XML refuses."""
    return _REFUSED.sub("", normalise(text))
