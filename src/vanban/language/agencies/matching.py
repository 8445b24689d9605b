"""The form in which words of a cell are compared with the lexicon: one code point for one code point.

Owns: single blanks, lower case, one placing of the tone, patterns over word lists. Does not: know what a body is.
"""

import re
from collections.abc import Iterable, Sequence

__all__ = ["fold_blanks", "match_form", "words_pattern"]

_TONED = {
    old: new
    for vowels, tones in (("oa", "àòáóảỏãõạọ"), ("oe", "èòéóẻỏẽõẹọ"), ("uy", "ỳùýúỷủỹũỵụ"))
    for old, new in ((vowels[0] + tones[i], tones[i + 1] + vowels[1]) for i in range(0, 10, 2))
}
_PLACED = re.compile("|".join(_TONED))
_RUN = re.compile(r"\s{2,}|[^\S\n ]")
_DASHES = str.maketrans("–—−‐\u2011\u00a0", "----- ")


def match_form(text: str) -> str:
    """Return ``text`` in lower case with ``uỷ`` as ``ủy`` and every dash as ``-``; lengths and places stay the same."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return _PLACED.sub(lambda match: _TONED[match.group()], lowered).translate(_DASHES)


def fold_blanks(text: str) -> tuple[str, Sequence[int]]:
    """Return ``text`` with each run of blanks as one (a line feed, if one is in the run), and where each stood before.

    Patterns over text with single blanks stay simple, and fast on cells that are laid out with hundreds of them.
    """
    if not _RUN.search(text):
        return text, range(len(text))
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for run in _RUN.finditer(text):
        pieces += (text[last : run.start()], "\n" if "\n" in run.group() else " ")
        places += range(last, run.start() + 1)
        last = run.end()
    return "".join((*pieces, text[last:])), [*places, *range(last, len(text))]


def words_pattern(phrases: Iterable[str]) -> str:
    """Return a pattern that matches any of ``phrases`` as whole words, the longest first."""
    ordered = sorted({match_form(phrase) for phrase in phrases}, key=len, reverse=True)
    return r"(?<!\w)(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered) + r")(?!\w)"
