"""The texts of a kept document by their places, and as lines in reading order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Blocks", "Excerpt", "Lines", "excerpt_of", "text_at"]

_AROUND = 45  # letters shown on each side of the words that a finding is about
_LONGEST = 200  # letters of the words themselves

Blocks = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words in their sentence."""

    before: str
    words: str
    after: str
    new: str | None = None  # what stands in the words' place once they are fixed


def text_at(blocks: Blocks, place: Mapping[str, Any]) -> str | None:
    """Return the text of the block or cell at ``place``; None where there is none, or it is a whole table."""
    at = place.get("block")
    if at is None or not 0 <= at < len(blocks):
        return None
    block = blocks[at]
    if "p" in block:
        return str(block["p"])
    row, column = place.get("row"), place.get("column")
    if row is None or column is None or row >= len(block["t"]) or column >= len(block["t"][row]):
        return None
    return str(block["t"][row][column]["x"])


def excerpt_of(blocks: Blocks, place: Mapping[str, Any], *, new: str | None = None) -> Excerpt | None:
    """Return the words at ``place`` with what stands around them; None where the place has no words of its own.

    ``new`` is what an accepted fix puts there.
    """
    text = text_at(blocks, place)
    if not text:
        return None
    start = min(place.get("start") or 0, len(text))
    end = min(place.get("end") or len(text), len(text))
    words = text[start:end]
    if len(words) > _LONGEST:
        return Excerpt("", words[:_LONGEST].rstrip() + "…", "")
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Excerpt(
        ("…" if start > _AROUND else "") + before.lstrip("\n"),
        words,
        after.rstrip("\n") + ("…" if end + _AROUND < len(text) else ""),
        new,
    )


class Lines:
    """The document as lines: each paragraph, and each line of each cell, in reading order."""

    def __init__(self, blocks: Blocks) -> None:
        self.texts: list[str] = []
        self._first: dict[tuple[int | None, ...], int] = {}
        for key, text in _texts(blocks):
            self._first[key] = len(self.texts)
            self.texts.extend(text.split("\n"))

    def at(self, blocks: Blocks, place: Mapping[str, Any]) -> tuple[int, int | None, int | None] | None:
        """Return (line, start, end) of a place; None where it has no text."""
        text = text_at(blocks, place)
        first = self._first.get(_key(place))
        if text is None or first is None:
            return None
        start, end = place.get("start"), place.get("end")
        if start is None or end is None:
            return first, None, None
        line = text.count("\n", 0, start)
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", start)
        return first + line, start - begin, min(end, len(text) if stop < 0 else stop) - begin


def _texts(blocks: Blocks) -> Iterator[tuple[tuple[int | None, ...], str]]:
    for at, block in enumerate(blocks):
        if "p" in block:
            yield (at, None, None), block["p"]
            continue
        for row, cells in enumerate(block["t"]):
            for column, cell in enumerate(cells):
                if not cell.get("m"):
                    yield (at, row, column), cell["x"]


def _key(place: Mapping[str, Any]) -> tuple[int | None, ...]:
    return place.get("block"), place.get("row"), place.get("column")
