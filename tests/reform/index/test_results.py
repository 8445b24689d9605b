"""Totals, the index, grades and ranks."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from index_sample import GRADES, leaf, set_of
from reform.index.model import CriteriaSet, ScoringKind
from reform.index.results import AreaSum, Mark, Marks, adjusted, area_sums, grade_of, index_ranks, percent_of, result_of

KEYS = ("a.a.a", "a.a.b", "b.a.a", "b.a.b", "b.a.c")
SET = set_of(
    (leaf(points="3", key="a.a.a"), leaf(points="1.5", key="a.a.b", number="1.1.2")),
    (
        leaf(points="2", key="b.a.a"), leaf(points="0.5", key="b.a.b"),
        leaf(ScoringKind.SURVEY, "3", key="b.a.c"),
    ),
)  # fmt: skip
MOST = {one.key: one.points for one in SET.leaves}


@st.composite
def marks(draw: st.DrawFn) -> dict[str, Mark]:
    found = {}
    for key in KEYS:
        points = draw(st.none() | st.decimals(0, MOST[key], places=2))
        found[key] = Mark(points, is_left_out=draw(st.booleans()))
    return found


GIVEN = st.dictionaries(
    st.sampled_from(["bonus.idea", "bonus.award", "penalty.breach", "of.another.set"]), st.decimals(0, 9, places=2)
)


def all_of(criteria_set: CriteriaSet) -> dict[str, Mark]:
    return {one.key: Mark(one.points) for one in criteria_set.leaves}


def test_what_does_not_apply_leaves_the_denominator_alone() -> None:
    one = set_of((leaf(points="84", key="x.x.x"),), (leaf(points="16", key="y.y.y"),))
    result = result_of(one, {"x.x.x": Mark(Decimal("68.32")), "y.y.y": Mark(is_left_out=True)})
    assert (result.points, result.total.maximum, result.index) == (Decimal("68.32"), 84, Decimal("81.33"))
    assert result.grade == GRADES[1]


def test_what_is_not_scored_stays_in_the_denominator_and_out_of_what_there_is_so_far() -> None:
    result = result_of(SET, {"a.a.a": Mark(Decimal("1.5"))})
    assert (result.index, result.so_far) == (Decimal("15.00"), Decimal("50.00"))
    assert (result.total.scored, result.total.applicable, result.is_complete) == (1, 5, False)


def test_nothing_that_applies_gives_no_index_and_no_grade() -> None:
    result = result_of(SET, {key: Mark(is_left_out=True) for key in KEYS})
    assert (result.index, result.so_far, result.grade) == (None, None, None)


@given(marks=marks(), given_points=GIVEN)
def test_no_result_lies_outside_nothing_and_all(marks: Marks, given_points: dict[str, Decimal]) -> None:
    result = result_of(SET, marks, given_points)
    assert result.points >= 0
    assert result.index is None or 0 <= result.index <= 100
    assert all(one is None or 0 <= one <= 100 for one in result.area_percents.values())
    assert result.total.points <= result.total.scored_maximum <= result.total.maximum


@given(marks=marks())
def test_the_areas_are_the_whole(marks: Marks) -> None:
    result = result_of(SET, marks)
    assert sum(result.areas.values(), AreaSum()) == result.total
    assert area_sums(SET, marks) == dict(result.areas)


@given(marks=marks(), key=st.sampled_from(KEYS))
def test_leaving_out_what_has_no_points_changes_the_denominator_only(marks: Marks, key: str) -> None:
    with_it = result_of(SET, {**marks, key: Mark()})
    without = result_of(SET, {**marks, key: Mark(is_left_out=True)})
    assert without.points == with_it.points
    assert with_it.total.maximum - without.total.maximum == MOST[key]


@given(marks=marks(), key=st.sampled_from(KEYS))
def test_a_point_more_is_never_worse(marks: Marks, key: str) -> None:
    less, more = {**marks, key: Mark(Decimal(0))}, {**marks, key: Mark(MOST[key])}
    assert (result_of(SET, less).index or 0) <= (result_of(SET, more).index or 0)


def test_bonus_and_penalty_stop_at_their_caps_one_by_one_and_together() -> None:
    assert adjusted(SET, {"bonus.idea": Decimal(9), "bonus.award": Decimal(9)}) == (Decimal("1.5"), 0)
    assert adjusted(SET, {"bonus.idea": Decimal("0.5"), "penalty.breach": Decimal(5)}) == (Decimal("0.5"), 3)


def test_a_bonus_does_not_lift_the_index_above_a_hundred_nor_a_penalty_push_it_below_nothing() -> None:
    assert result_of(SET, all_of(SET), {"bonus.award": Decimal(1)}).index == 100
    assert result_of(SET, {}, {"penalty.breach": Decimal(3)}).index == 0


def test_the_best_grade_asks_of_every_area_what_the_decision_says() -> None:
    assert grade_of(GRADES, Decimal(95), [Decimal(95), Decimal(69)]) == GRADES[1]
    assert grade_of(GRADES, Decimal(95), [Decimal(95), None]) == GRADES[0]
    assert grade_of(GRADES, Decimal("89.99")) == GRADES[1]
    assert grade_of(GRADES, Decimal(0)) == GRADES[2]


def test_ties_are_those_that_show_the_same_number() -> None:
    indexes = [percent_of(Decimal(points), Decimal(300)) for points in ("265.001", "264.999", "270", "100")]
    assert index_ranks(indexes) == (2, 2, 1, 4)
