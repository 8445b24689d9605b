"""Edges of the closure agree with climbing the tree day by day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.groups.closure import ClosureEdge, CycleError, ParentSpan, closure_edges

DAY = date(2025, 1, 1)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def climb(spans: list[ParentSpan], child: int, on: date) -> dict[int, int]:
    """The ancestors of a child on one day with their depth, by climbing."""
    found: dict[int, int] = {}
    current: int | None = child
    depth = 0
    while current is not None:
        span = next((span for span in spans if span.child == current and span.start <= on < span.end), None)
        if span is None:
            break
        found[current] = depth
        current, depth = span.parent, depth + 1
    return found


@st.composite
def registers(draw: st.DrawFn) -> list[ParentSpan]:
    """Agencies 1..6; each lives through a few periods under an agency of a lower number, so that no circle arises."""
    spans = []
    for child in range(1, draw(st.integers(2, 7))):
        cuts = sorted(draw(st.sets(st.integers(0, 9), min_size=2, max_size=4)))
        for start, end in pairwise(cuts):
            parent = draw(st.one_of(st.none(), st.integers(1, child - 1))) if child > 1 else None
            spans.append(ParentSpan(child, parent, day(start), day(end)))
    return spans


@given(registers())
def test_edges_say_each_day_what_climbing_says(spans: list[ParentSpan]) -> None:
    edges = closure_edges(spans)
    for child in {span.child for span in spans}:
        for on in map(day, range(-1, 11)):
            valid = [edge for edge in edges if edge.descendant == child and edge.start <= on < edge.end]
            assert len({edge.ancestor for edge in valid}) == len(valid)
            assert {edge.ancestor: edge.depth for edge in valid} == climb(spans, child, on)


@given(registers())
def test_periods_of_one_pair_and_depth_do_not_touch(spans: list[ParentSpan]) -> None:
    edges = closure_edges(spans)
    for first, second in pairwise(edges):
        if (first.ancestor, first.descendant, first.depth) == (second.ancestor, second.descendant, second.depth):
            assert first.end < second.start


@given(registers())
def test_some_descendants_alone_get_the_edges_they_have_among_all(spans: list[ParentSpan]) -> None:
    wanted = {2, 3}
    of_all = [edge for edge in closure_edges(spans) if edge.descendant in wanted]
    assert list(closure_edges(spans, of=wanted)) == of_all


def test_a_commune_that_moved_stands_under_both_in_turn() -> None:
    spans = [
        ParentSpan(1, None, day(0), day(9)),
        ParentSpan(2, 1, day(0), day(5)),
        ParentSpan(3, 2, day(0), day(5)),
        ParentSpan(3, 1, day(5), day(9)),
    ]
    assert closure_edges(spans, of=[3]) == (
        ClosureEdge(1, 3, 1, day(5), day(9)),
        ClosureEdge(1, 3, 2, day(0), day(5)),
        ClosureEdge(2, 3, 1, day(0), day(5)),
        ClosureEdge(3, 3, 0, day(0), day(9)),
    )


def test_a_circle_on_one_day_is_refused() -> None:
    with pytest.raises(CycleError):
        closure_edges([ParentSpan(1, 2, day(0), day(5)), ParentSpan(2, 1, day(4), day(9))])


def test_changing_places_over_time_is_no_circle() -> None:
    spans = [
        ParentSpan(1, 2, day(0), day(5)),
        ParentSpan(1, None, day(5), day(9)),
        ParentSpan(2, None, day(0), day(5)),
        ParentSpan(2, 1, day(5), day(9)),
    ]
    pairs = {(edge.ancestor, edge.descendant) for edge in closure_edges(spans) if edge.depth}
    assert pairs == {(2, 1), (1, 2)}
