"""Who stood under whom, and when: the closure of dated parent links.

Owns: turning links child → parent with dates into edges ancestor → descendant with dates and depth.
All periods are half open: [start, end).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

__all__ = ["ClosureEdge", "CycleError", "ParentSpan", "closure_edges"]

_DEEPEST = 30  # no register is as deep; a chain that is goes round in a circle


class CycleError(ValueError):
    """An agency would stand under itself. ``agency_id`` is one of the circle."""

    def __init__(self, agency_id: int) -> None:
        super().__init__(f"agency {agency_id} stands under itself")
        self.agency_id = agency_id


@dataclass(frozen=True, slots=True)
class ParentSpan:
    """``child`` existed during [start, end) with this parent; None = at the top."""

    child: int
    parent: int | None
    start: date
    end: date


@dataclass(frozen=True, slots=True, order=True)
class ClosureEdge:
    """``descendant`` stood ``depth`` levels under ``ancestor`` during [start, end); depth 0 is itself."""

    ancestor: int
    descendant: int
    depth: int
    start: date
    end: date


def closure_edges(spans: Iterable[ParentSpan], *, of: Iterable[int] | None = None) -> tuple[ClosureEdge, ...]:
    """Return the edges of every descendant (or only of those in ``of``).

    A span whose parent does not exist on some day has no edge upward for that day. Periods that touch are one edge.

    Args:
        spans: All links of the register; those of one child do not overlap.
        of: The descendants wanted; None for all.

    Returns:
        Edges, sorted; for one pair their periods do not overlap and do not touch at the same depth.

    Raises:
        CycleError: on some day an agency stands under itself.
    """
    by_child: dict[int, list[ParentSpan]] = defaultdict(list)
    for span in spans:
        by_child[span.child].append(span)
    wanted = by_child if of is None else dict.fromkeys(of)
    found: list[ClosureEdge] = []
    for child in wanted:
        for span in by_child.get(child, ()):
            found.extend(_upward(child, child, 0, (span.start, span.end), by_child))
    return _joined(found)


def _upward(
    child: int, at: int, depth: int, window: tuple[date, date], by_child: Mapping[int, list[ParentSpan]]
) -> Iterator[ClosureEdge]:
    """Give the edges of ``child`` to ``at`` and to all above it, within ``window``."""
    if depth > _DEEPEST or (depth and at == child):
        raise CycleError(child)
    for span in by_child.get(at, ()):
        start, end = max(span.start, window[0]), min(span.end, window[1])
        if start < end:
            yield ClosureEdge(at, child, depth, start, end)
            if span.parent is not None:
                yield from _upward(child, span.parent, depth + 1, (start, end), by_child)


def _joined(edges: list[ClosureEdge]) -> tuple[ClosureEdge, ...]:
    """Return the edges with periods that touch or overlap at one depth joined."""
    found: list[ClosureEdge] = []
    for edge in sorted(set(edges)):
        last = found[-1] if found else None
        same = last and (last.ancestor, last.descendant, last.depth) == (edge.ancestor, edge.descendant, edge.depth)
        if last and same and edge.start <= last.end:
            found[-1] = ClosureEdge(last.ancestor, last.descendant, last.depth, last.start, max(last.end, edge.end))
        else:
            found.append(edge)
    return tuple(found)
