"""Cutting the tokens of a text into segments, with the bracketed notes taken out.

A segment is what stands between two breaks: a line end, a bullet, ``;`` or the end of a sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lark import Token

from vanban.language.deadlines.layout import is_bullet
from vanban.language.deadlines.parsing import Island

__all__ = ["Element", "Note", "Segment", "ends_of", "segments_in"]

Element = Token | Island


@dataclass(frozen=True, slots=True)
class Note:
    """Words in brackets, ``[at, until)`` with the brackets."""

    elements: tuple[Element, ...]
    at: int
    until: int


@dataclass(slots=True)
class Segment:
    """The words and phrases between two breaks, in order."""

    elements: list[Element] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    opens_item: bool = True  # a line, a bullet or the text begins here
    after_semicolon: bool = False

    @property
    def islands(self) -> list[Island]:
        """The phrases of the segment."""
        return [element for element in self.elements if isinstance(element, Island)]


def ends_of(element: Element) -> tuple[int, int]:
    """Return where an element stands."""
    if isinstance(element, Island):
        return element.at, element.until
    return element.start_pos or 0, element.end_pos or 0


def segments_in(text: str, tokens: Sequence[Token], islands: Sequence[Island]) -> list[Segment]:
    """Return the segments of a text; those without a word are left out."""
    segments = [Segment()]
    elements = _elements(tokens, islands)
    index = 0
    while index < len(elements):
        element = elements[index]
        closing = _closing(elements, index) if _is(element, "LPAR") else None
        if closing is not None:
            inner = tuple(elements[index + 1 : closing])
            segments[-1].notes.append(Note(inner, ends_of(element)[0], ends_of(elements[closing])[1]))
            index = closing + 1
            continue
        _take(text, segments, element)
        index += 1
    return [segment for segment in segments if segment.elements or segment.notes]


def _take(text: str, segments: list[Segment], element: Element) -> None:
    """Add an element to the last segment, or begin a new one if it is a break."""
    if isinstance(element, Island):
        segments[-1].elements.append(element)
    elif element.type in ("NEWLINE", "SEMI"):
        segments.append(Segment(opens_item=element.type == "NEWLINE", after_semicolon=element.type == "SEMI"))
    elif is_bullet(text, element.start_pos or 0):
        segments.append(Segment())
    elif element.type == "DOT" and text[element.end_pos : (element.end_pos or 0) + 1].strip() in ("", "-", "–"):
        segments.append(Segment(opens_item=False))
    else:
        segments[-1].elements.append(element)


def _elements(tokens: Sequence[Token], islands: Sequence[Island]) -> list[Element]:
    """Return tokens and islands in order, each island in the place of its tokens."""
    elements: list[Element] = []
    index = 0
    starts = {island.first: island for island in islands}
    while index < len(tokens):
        island = starts.get(index)
        elements.append(island or tokens[index])
        index = island.after if island else index + 1
    return elements


def _closing(elements: Sequence[Element], opening: int) -> int | None:
    """Return the index of the bracket that closes the one at ``opening``; None if a line ends first."""
    depth = 0
    for index in range(opening, len(elements)):
        if _is(elements[index], "NEWLINE"):
            return None
        depth += _is(elements[index], "LPAR") - _is(elements[index], "RPAR")
        if depth == 0:
            return index
    return None


def _is(element: Element, kind: str) -> bool:
    return isinstance(element, Token) and element.type == kind
