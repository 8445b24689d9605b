"""What moved since last year, and what of it can be compared."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from index_sample import leaf, set_of
from reform.index.model import Link, ScoringKind
from reform.index.movement import mean_of, movement
from reform.index.results import Mark, Marks

SPAN, JUDGED = leaf(ScoringKind.SPAN, "4", key="a.a.a"), leaf(points="2", key="a.a.b", number="1.2")
DROPPED, FRESH = leaf(points="1", key="a.a.c", number="1.3"), leaf(points="3", key="a.a.d", number="1.4")
OTHERWISE = replace(leaf(ScoringKind.COUNT, "1", key="a.a.e"), number="1.5")
LAST = set_of((SPAN, JUDGED, DROPPED, replace(OTHERWISE, rule=JUDGED.rule)))
THIS = set_of((replace(SPAN, points=Decimal(2)), JUDGED, FRESH, OTHERWISE))


def marks(**points: str) -> Marks:
    return {f"a.a.{key}": Mark(Decimal(given)) for key, given in points.items()}


def test_what_measures_the_same_is_put_beside_each_other_as_shares() -> None:
    found = movement(LAST, marks(a="3", b="1", c="1", e="1"), THIS, marks(a="2", b="1", d="0", e="0"))
    assert (found.before, found.now) == (Decimal("66.67"), Decimal("75.00"))  # 4 of 6, then 3 of 4
    assert found.change == Decimal("8.33")
    assert [(move.leaf.key, move.before, move.now, move.points) for move in found.leaves] == [
        ("a.a.a", Decimal("75.00"), Decimal("100.00"), Decimal("0.50"))
    ]


def test_how_much_of_both_sets_that_is_stands_beside_it() -> None:
    share = movement(LAST, {}, THIS, {}).share
    assert (share.points_before, share.points_now) == (Decimal(6), Decimal(4))


def test_links_say_what_is_the_same_where_there_are_any() -> None:
    linked = replace(THIS, links=(Link("a.a.c", "a.a.d"), Link("a.a.a", "a.a.a", is_same=False), Link("a.a.b", None)))
    found = movement(LAST, marks(a="3", b="1", c="1"), linked, marks(a="2", b="1", d="1.5"))
    assert (found.before, found.now) == (Decimal("100.00"), Decimal("50.00"))
    assert [(move.leaf.key, move.points) for move in found.leaves] == [("a.a.d", Decimal("-1.50"))]


def test_what_did_not_apply_or_has_no_points_in_one_year_is_left_out_of_both() -> None:
    then = {**marks(b="1"), "a.a.a": Mark(Decimal(4), is_left_out=True)}
    found = movement(LAST, then, THIS, {**marks(a="2"), "a.a.b": Mark()})
    assert (found.before, found.now, found.change, found.leaves) == (None, None, None, ())


@given(points=st.lists(st.decimals(0, 2, places=2), min_size=2, max_size=2))
def test_the_same_points_move_nothing(points: list[Decimal]) -> None:
    same = {"a.a.a": Mark(points[0]), "a.a.b": Mark(points[1])}
    found = movement(LAST, same, LAST, same)
    assert found.change == 0
    assert found.leaves == ()


def test_a_mean_is_of_what_is_there() -> None:
    assert mean_of([Decimal(80), None, Decimal("85.01")]) == Decimal("82.51")
    assert mean_of([None]) is None
