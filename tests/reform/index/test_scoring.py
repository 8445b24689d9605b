"""Points by every kind of scoring, and the calculation written out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_sample import leaf
from reform.forms import Asked, Value, When, cell_of, parse_formula
from reform.index.conditions import Naming
from reform.index.model import ScoringKind, SubCriterion
from reform.index.scoring import points_of, points_problem, proposed, rounded_points
from reform.messages import explain

KIND = ScoringKind
NUMBERS = st.decimals(-1000, 1000, places=4)
NUMERIC = [kind for kind in KIND if kind not in {KIND.YES_NO, KIND.CHOICE}]
LABELS = {"dossier.on_time": "giải quyết đúng hạn", "dossier.done": "đã giải quyết", "inspect.done": "số cuộc kiểm tra"}

NAMING = Naming(lambda cell: LABELS[cell.key])


def figures(**values: int) -> dict[Asked | str, Value]:
    return {Asked(When.NOW, cell_of(key.replace("__", "."), "")): Decimal(value) for key, value in values.items()}


@pytest.mark.parametrize(
    ("one", "value", "points"),
    [
        (leaf(KIND.YES_NO), True, "1.00"),
        (leaf(KIND.YES_NO), False, "0.00"),
        (leaf(KIND.CHOICE), "late", "0.50"),
        (leaf(KIND.STEPS), Decimal(95), "1.00"),
        (leaf(KIND.STEPS), Decimal("94.99"), "0.50"),
        (leaf(KIND.STEPS), Decimal("94.996"), "1.00"),  # shown as 95,00
        (leaf(KIND.STEPS), Decimal(79), "0.00"),
        (leaf(KIND.SPAN, "3"), Decimal("99.03"), "2.69"),
        (leaf(KIND.SPAN, "3"), Decimal(100), "3.00"),
        (leaf(KIND.SPAN, "3"), Decimal(95), "0.00"),
        (leaf(KIND.SPAN, "2", low=Decimal(10), high=Decimal(0)), Decimal(4), "1.20"),  # less is better
        (leaf(KIND.COUNT), Decimal(3), "0.75"),
        (leaf(KIND.COUNT), Decimal(9), "1.00"),
        (leaf(KIND.DEDUCTION), Decimal(1), "1.00"),  # the first is free
        (leaf(KIND.DEDUCTION), Decimal(3), "0.50"),
        (leaf(KIND.DEDUCTION), Decimal(30), "0.00"),
        (leaf(KIND.FORMULA, "2"), Decimal("1.234"), "1.23"),
        (leaf(KIND.SURVEY, "20"), Decimal(80), "16.00"),
        (leaf(KIND.EXTERNAL, "2", low=Decimal(50), high=Decimal(90)), Decimal(80), "1.50"),
    ],
)
def test_each_kind_gives_its_points(one: SubCriterion, value: Value, points: str) -> None:
    assert str(points_of(one, value)) == points


def test_steps_where_less_is_better_are_reached_from_above() -> None:
    from reform.index.model import Step

    one = leaf(KIND.STEPS, steps=(Step(Decimal(2), Decimal(1)),), is_less_better=True)
    assert [points_of(one, Decimal(value)) for value in (0, 2, 3)] == [1, 1, 0]


@given(kind=st.sampled_from(NUMERIC), value=NUMBERS, most=st.decimals("0.25", 20, places=2))
def test_no_value_gives_less_than_nothing_or_more_than_the_maximum(
    kind: ScoringKind, value: Decimal, most: Decimal
) -> None:
    points = points_of(leaf(kind, str(most)), value)
    assert 0 <= points <= most
    assert points == rounded_points(points)


@given(kind=st.sampled_from([KIND.STEPS, KIND.SPAN, KIND.COUNT, KIND.SURVEY]), pair=st.tuples(NUMBERS, NUMBERS))
def test_more_never_gives_less(kind: ScoringKind, pair: tuple[Decimal, Decimal]) -> None:
    less, more = sorted(pair)
    assert points_of(leaf(kind), less) <= points_of(leaf(kind), more)


@pytest.mark.parametrize(
    ("one", "value"),
    [(leaf(KIND.YES_NO), Decimal(1)), (leaf(KIND.CHOICE), "gone"), (leaf(KIND.SPAN), "95"), (leaf(KIND.COUNT), None)],
)
def test_a_value_of_another_kind_is_refused(one: SubCriterion, value: Value) -> None:
    with pytest.raises(ValueError, match=r"asked|option"):
        points_of(one, value)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("-0.5", "Tiêu chí 1.1.1: điểm không thể âm. Nhập từ 0 đến 1."),
        ("1.25", "Tiêu chí 1.1.1: 1,25 vượt điểm tối đa 1. Nhập từ 0 đến 1."),
        ("0.333", "Tiêu chí 1.1.1: điểm 0,333 có quá 2 chữ số sau dấu phẩy. Làm tròn rồi nhập lại."),
    ],
)
def test_points_that_cannot_be_are_told(points: str, said: str) -> None:
    problem = points_problem(leaf(), Decimal(points))
    assert problem is not None
    assert explain([problem]) == said


def test_points_within_the_maximum_are_fine() -> None:
    assert points_problem(leaf(), Decimal("0.75")) is None


def test_a_proposal_writes_the_calculation_out() -> None:
    rate = parse_formula("dossier.on_time / dossier.done * 100")
    one = leaf(KIND.SPAN, "3", value=rate)
    found = proposed(one, figures(dossier__on_time=8691, dossier__done=8776), NAMING)
    assert found is not None
    assert (found.points, found.value) == (Decimal("2.69"), Decimal("99.03"))
    assert found.lines == (
        "Giải quyết đúng hạn 8.691 : đã giải quyết 8.776 × 100 = 99,03 %",
        "Điểm = (99,03 − 95) : (99,5 − 95) × 3 = 2,69",
    )


def test_a_figure_that_is_not_known_proposes_nothing() -> None:
    one = leaf(KIND.SPAN, value=parse_formula("dossier.on_time / dossier.done * 100"))
    assert proposed(one, figures(dossier__on_time=5), NAMING) is None
    assert proposed(one, figures(dossier__on_time=5, dossier__done=0), NAMING) is None
    assert proposed(leaf(KIND.SPAN), figures(), NAMING) is None


def test_a_condition_proposes_yes_or_no() -> None:
    one = leaf(KIND.YES_NO, value=parse_formula("inspect.done > 0"))
    found = proposed(one, figures(inspect__done=0), NAMING)
    assert found is not None
    assert (found.points, found.value) == (0, False)
    assert found.lines == (
        "Điều kiện: số cuộc kiểm tra lớn hơn 0.", "Số liệu: số cuộc kiểm tra là 0.", "Không đúng: 0 điểm.",
    )  # fmt: skip


@given(kind=st.sampled_from(NUMERIC), value=st.integers(0, 200))
def test_what_is_proposed_is_what_its_value_earns(kind: ScoringKind, value: int) -> None:
    one = leaf(kind, "2", value=parse_formula("inspect.done"))
    found = proposed(one, figures(inspect__done=value), NAMING)
    assert found is not None
    assert found.points == points_of(one, found.value)
    assert all(found.lines)
