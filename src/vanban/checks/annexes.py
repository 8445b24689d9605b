"""The headings of a document's annexes and their numbers, in whatever digits.

Owns: telling a heading from a sentence that names an annex. Does not: judge.
"""

import re

from vanban.reading.model import Document, Paragraph
from vanban.text.forms import squeeze

__all__ = ["annex_numbers", "annex_value", "is_annex_heading", "roman_value"]

_ANNEX = re.compile(
    r"\A\W*phụ lục(?:\s+số)?\s*:?\s*(?P<number>[IVX]+|\d{1,2}|[A-H])?(?P<rest>(?!\w).*)\Z", re.IGNORECASE
)
_LONGEST = 30  # words of an annex's heading
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})\Z")


def roman_value(text: str) -> int | None:
    """Return the value of a Roman number up to 39; None where ``text`` is none."""
    if not text or not _ROMAN.match(text):
        return None
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def annex_value(number: str) -> int | None:
    """Return the number of an annex in whatever digits: "03", "III", "C" → 3."""
    if number.isdigit():
        return int(number)
    return roman_value(number.upper()) or ("ABCDEFGH".find(number.upper()) + 1 or None)


def is_annex_heading(text: str) -> re.Match[str] | None:
    """Return the match where a line is the heading of an annex, not a sentence that names one."""
    line = squeeze(text)
    match = _ANNEX.match(line)
    if match is None or len(line.split()) > _LONGEST:
        return None
    rest = match["rest"].strip(" .:-–*")
    return match if not rest or rest[0].isupper() or rest[0] == "(" else None


def annex_numbers(document: Document) -> tuple[frozenset[int], bool]:
    """Return the numbers of the annexes that a document has, and whether it has any annex at all."""
    headings = [
        match
        for block in document.blocks
        if isinstance(block, Paragraph) and not block.note and (match := is_annex_heading(block.text))
    ]
    numbers = frozenset(value for match in headings if match["number"] and (value := annex_value(match["number"])))
    return numbers, bool(headings)
