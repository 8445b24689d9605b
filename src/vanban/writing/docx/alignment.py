"""A reading and the Word file that it was read from, laid side by side line by line.

Owns: which letters of which paragraph a place in a line is. Does not: write.

A line of the reading is a paragraph of the file, perhaps behind a printed number that the file keeps elsewhere; or a
part of a paragraph between two line breaks; or several paragraphs in a row: the cells of a table within a cell, a
paragraph whose end was deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from vanban.writing.docx.letters import key_of, paragraphs_of, text_of
from vanban.writing.docx.names import W
from vanban.writing.docx.word_file import WordFile

__all__ = ["Alignment", "Spot"]

_AHEAD = 60  # lines of the reading that may have no paragraph of their own before the next that has
_NEAR = 4  # lines on which a printed number's own words stand at the latest
_NUMBER = 12  # letters of a printed number
_BULLET = "-"
_BULLETS = {ord(sign): _BULLET for sign in "–—•●▪■◦○·*\uf0b7\uf02d\uf0a7"}
_SURE = 12  # a paragraph of as many letters may be looked for further on without a second look


@dataclass(frozen=True, slots=True)
class Spot:
    """Letters of one paragraph."""

    paragraph: etree._Element
    first: int  # among its letters; negative: in a number that the file keeps elsewhere
    behind: int  # half open


@dataclass(frozen=True, slots=True)
class _Piece:
    """One paragraph in its line."""

    paragraph: etree._Element
    at: int  # letters of the line before it
    skipped: int  # letters of the paragraph before this line
    length: int  # letters of the paragraph in this line


class Alignment:
    """The lines of a reading and the paragraphs of its file."""

    def __init__(self, file: WordFile, lines: Sequence[str]) -> None:
        self._lines = lines
        self._keys = [_folded(line) for line in lines]
        roots = (file.body, *file.notes)
        self.paragraphs = [one for root in roots for one in paragraphs_of(root) if key_of(text_of(one))]
        self._pieces: dict[int, list[_Piece]] = {}
        self._align([_folded(text_of(one)) for one in self.paragraphs])

    def spot(self, line: int, start: int | None, end: int | None) -> Spot | None:
        """Return where ``[start, end)`` of a line stands; None where the file has no letters of it."""
        text = self._lines[line]
        first = len(key_of(text[: start or 0]))
        behind = len(key_of(text[: len(text) if end is None else end]))
        for piece in self._pieces.get(line, ()):
            if first < piece.at + piece.length and (behind > piece.at or piece.at == 0):
                until = max(min(behind - piece.at, piece.length), 0)
                begin = first - piece.at
                return Spot(piece.paragraph, begin + piece.skipped if begin >= 0 else begin, until + piece.skipped)
        return None

    def beside(self, line: int) -> Spot | None:
        """Return the next paragraph that has letters, for a line that the file has no letters of: a printed number."""
        for at in range(line, min(line + _NEAR, len(self._lines))):
            for piece in self._pieces.get(at, ()):
                return Spot(piece.paragraph, piece.skipped, piece.skipped + piece.length)
        return None

    def _align(self, owns: Sequence[str]) -> None:
        line = offset = 0
        for nth, given in enumerate(owns):
            after = owns[nth + 1].lstrip(_BULLET) if nth + 1 < len(owns) else ""
            own = given.lstrip(_BULLET) or given  # a reading writes bullets in its own way
            found = self._found(nth, own, after, line, offset)
            if found is not None:
                line, offset = self._take(nth, len(given), len(given) - len(own), *found)

    def _take(self, nth: int, count: int, skipped: int, line: int, at: int) -> tuple[int, int]:
        """Note where a paragraph stands, on several lines if need be; return the line and the letter behind it."""
        while skipped < count:
            length = min(len(self._keys[line]) - at, count - skipped)
            if length:
                self._pieces.setdefault(line, []).append(_Piece(self.paragraphs[nth], at, skipped, length))
            skipped, at = skipped + length, at + length
            if at >= len(self._keys[line]):
                line, at = line + 1, 0
        return line, at

    def _found(self, nth: int, own: str, after: str, line: int, offset: int) -> tuple[int, int] | None:
        """Return (line, letters before it) of a paragraph, from where the last one ended."""
        if offset:
            rest = self._keys[line][offset:]
            skipped = len(rest) - len(rest.lstrip("|"))
            if rest[skipped:].startswith(own):
                return line, offset + skipped
            line += 1
        while line < len(self._keys) and not self._keys[line]:
            line += 1  # an empty cell
        is_broken = _has_breaks(self.paragraphs[nth])
        for at in range(line, min(line + _AHEAD, len(self._keys))):
            key = self._joined(at, len(own)) if is_broken else self._keys[at]
            before = len(key) - len(own)
            if _is_same(key, own) and before < max(len(self._keys[at]), 1):
                if at == line or len(own) >= _SURE or self._goes_on(after, at + 1):
                    return at, before
            elif key.startswith(own) and key[len(own) :].lstrip("|").startswith(after or "\n"):
                return at, 0
        return None

    def _joined(self, line: int, length: int) -> str:
        """Return as many lines from ``line`` on as it takes to have ``length`` letters."""
        joined = self._keys[line]
        while len(joined) < length and line + 1 < len(self._keys):
            line += 1
            joined += self._keys[line]
        return joined

    def _goes_on(self, own: str, line: int) -> bool:
        """Whether the next paragraph is found at once: a short one that is met far on may be met by chance."""
        return not own or any(_is_same(key, own) for key in islice(filter(None, self._keys[line:]), 2))


def _is_same(line: str, own: str) -> bool:
    """Whether a line of the reading is a paragraph, behind at most a printed number."""
    return line.endswith(own) and len(line) - len(own) <= _NUMBER


def _folded(text: str) -> str:
    return key_of(text).translate(_BULLETS)


def _has_breaks(paragraph: etree._Element) -> bool:
    return any(next(paragraph.iter(W + name), None) is not None for name in ("br", "cr"))
