"""Consolidation: every operator, how much is there, and that nothing missing ever counts as zero."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform.forms import Cell, Contribution, Figure, Merged, cell_of, completed, merged
from returns_sample import cell, figure, filled_with, return_form

FORM = return_form()
RATE = cell_of("dossier.on_time_rate", "tier=commune")


def commune(agency: int, **values: object) -> Contribution:
    filled = {cell(name.replace("__", "."), "commune"): figure(value) for name, value in values.items()}
    return Contribution(agency, filled, "commune")


def department(agency: int, **values: object) -> Contribution:
    filled = {cell(name.replace("__", "."), "province"): figure(value) for name, value in values.items()}
    return Contribution(agency, filled, "department")


def made(below: Sequence[Contribution], text: str, expected: int | dict[str, int] = 3, **own: object) -> Merged:
    typed = {cell_of(*name.replace("__", ".").partition("|")[::2]): figure(value) for name, value in own.items()}
    key, _bar, members = text.partition("|")
    return merged(FORM, "province", typed, below, expected)[cell_of(key, members)]


def number(found: Merged) -> object:
    return None if found.figure is None else found.figure.value


def test_sums_are_of_those_who_said_something() -> None:
    found = made([commune(1, psu__total=4), commune(2, psu__total=0), commune(3)], "psu.total", psu__total=2)

    assert (number(found), found.received, found.expected, found.is_complete) == (6, 2, 3, False)
    assert dict(found.parts) == {1: figure(4), 2: figure(0)}
    assert found.own == figure(2)


def test_nobody_said_anything_is_no_figure_at_all() -> None:
    found = made([commune(1), commune(2)], "psu.total")

    assert (found.figure, found.received) == (None, 0)


def test_who_says_that_there_is_none_has_answered_and_adds_nothing() -> None:
    found = made([commune(1, psu__total=4), commune(2, psu__total=(None, "not_applicable"))], "psu.total", 2)
    nobody = made([commune(1, psu__total=(None, "none_yet"))], "psu.total", 1)

    assert (number(found), found.is_complete) == (4, True)
    assert (nobody.figure, nobody.received) == (figure((None, "none_yet")), 1)


def test_who_could_not_find_out_has_not_answered() -> None:
    found = made([commune(1, psu__total=4), commune(2, psu__total=(None, "not_collected"))], "psu.total", 2)

    assert (number(found), found.received) == (4, 1)


def test_what_communes_handle_is_kept_apart_and_expected_of_communes_alone() -> None:
    below = [commune(1, dossier__resolved=10), commune(2, dossier__resolved=20), department(9, dossier__resolved=5)]
    expected = {"commune": 3, "department": 2}

    of_communes = made(below, "dossier.resolved|tier=commune", expected)
    of_province = made(below, "dossier.resolved|tier=province", expected)
    whole = made(below, "dossier.resolved", expected)

    assert (number(of_communes), of_communes.received, of_communes.expected) == (30, 2, 3)
    assert (number(of_province), of_province.received, of_province.expected) == (5, 1, 2)
    assert (number(whole), whole.received, whole.expected) == (35, 3, 5)


def test_own_lines_are_the_bodys_own() -> None:
    found = made([commune(1, survey__mode="paper")], "survey.mode", survey__mode="online")

    assert (number(found), found.expected) == ("online", 0)
    assert dict(found.parts) == {1: figure("paper")}


def test_the_same_procedures_are_counted_once() -> None:
    below = [commune(1, proc__active=242), commune(2, proc__active=240), department(9, proc__active=300)]

    assert number(made(below, "proc.active|tier=commune")) == 242
    assert number(made(below, "proc.active")) == 542


def test_procedures_are_counted_by_their_codes_where_they_came_along() -> None:
    active = cell("proc.active", "commune")
    below = [
        Contribution(1, {active: figure(2)}, "commune", {active: frozenset({"a", "b"})}),
        Contribution(2, {active: figure(2)}, "commune", {active: frozenset({"b", "c"})}),
    ]

    assert number(made(below, "proc.active|tier=commune")) == 3
    assert number(made([*below, commune(3, proc__active=5)], "proc.active|tier=commune")) == 5


def test_communes_that_answered_yes_are_counted_departments_are_not() -> None:
    below = [
        commune(1, eonestop__linked="yes"), commune(2, eonestop__linked="no"), commune(3),
        department(9, eonestop__linked="yes"),
    ]  # fmt: skip

    found = made(below, "eonestop.communes", {"commune": 4, "department": 1})

    assert (number(found), found.received, found.expected) == (1, 2, 4)
    rate = merged(FORM, "province", {Cell("org.communes"): figure(4)}, below, {"commune": 4, "department": 1})
    assert rate[Cell("eonestop.rate")].figure == figure(25)


def test_yes_of_anybody_is_yes() -> None:
    below = [commune(1, dialog__citizens=0, dialog__business=0), commune(2, dialog__citizens=3, dialog__business=0)]

    assert number(made(below, "dialog.held")) == "yes"
    assert number(made(below[:1], "dialog.held")) == "no"


def test_the_newest_value_stands_unless_the_body_has_its_own() -> None:
    below = [
        Contribution(1, {Cell("plan.score"): figure(70)}, "commune", as_of=date(2026, 3, 1)),
        Contribution(2, {Cell("plan.score"): figure(80)}, "commune", as_of=date(2026, 2, 1)),
    ]

    assert number(made(below, "plan.score")) == 70
    assert number(made(below, "plan.score", plan__score=75)) == 75


def test_a_rate_is_computed_of_parts_that_were_added_up() -> None:
    first = commune(1, dossier__resolved=100, dossier__on_time=100)
    below = [first, commune(2, dossier__resolved=900, dossier__on_time=450)]

    found = made(below, "dossier.on_time_rate|tier=commune", 2)

    assert (number(found), found.received, found.is_weighted) == (55, 2, False)  # the plain mean would be 75


def test_a_body_that_gave_one_part_only_has_no_part_in_the_rate() -> None:
    below = [commune(1, dossier__resolved=100, dossier__on_time=90), commune(2, dossier__resolved=900)]

    found = made(below, "dossier.on_time_rate|tier=commune", 2)

    assert (number(found), found.received) == (90, 1)


def test_rates_without_parts_are_weighted() -> None:
    bare = Contribution(2, {RATE: figure(50), cell("dossier.resolved", "commune"): figure(300)}, "commune")
    below = [commune(1, dossier__resolved=100, dossier__on_time=90), bare]

    found = made(below, "dossier.on_time_rate|tier=commune", 2)

    assert (number(found), found.received, found.is_weighted) == (60, 2, True)


def test_rates_without_parts_and_weights_have_no_mean() -> None:
    below = [Contribution(at, {RATE: figure(rate)}, "commune") for at, rate in ((1, 50), (2, 70))]

    found = made(below, "dossier.on_time_rate|tier=commune", 2)

    assert (found.figure, found.received) == (None, 0)


def test_a_weighted_line_is_weighted_by_its_line() -> None:
    below = [commune(1, signed__rate=100, docs__sent=10), commune(2, signed__rate=40, docs__sent=90), commune(3)]

    found = made(below, "signed.rate")

    assert (number(found), found.received) == (46, 2)


def test_members_without_their_total_are_added_up_for_the_total() -> None:
    some = Contribution(1, {cell("dossier.received[channel=post]", "commune"): figure(7)}, "commune")

    found = made([some], "dossier.received", 1)

    assert (number(found), found.received) == (7, 0)  # there are 7 at least; nobody said all


VALUES = st.one_of(st.integers(0, 10**6).map(figure), st.sampled_from([figure((None, "none_yet")), None]))
LEAVES = [cell for cell in filled_with() if not isinstance(filled_with()[cell].value, str)]


@st.composite
def contributions(draw: st.DrawFn) -> list[Contribution]:
    found = []
    for agency in range(draw(st.integers(0, 4))):
        values = draw(st.lists(VALUES, min_size=len(LEAVES), max_size=len(LEAVES)))
        filled = {cell: value for cell, value in zip(LEAVES, values, strict=True) if value is not None}
        found.append(Contribution(agency, filled, "commune", as_of=date(2026, 1, draw(st.integers(1, 9)))))
    return found


@settings(max_examples=15)
@given(contributions(), st.randoms(use_true_random=False))
def test_the_order_in_which_returns_come_does_not_matter(below: list[Contribution], chance: object) -> None:
    shuffled = list(below)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random

    assert merged(FORM, "province", {}, below, 4) == merged(FORM, "province", {}, shuffled, 4)


@settings(max_examples=15)
@given(contributions())
def test_a_body_that_said_nothing_changes_no_figure(below: list[Contribution]) -> None:
    without = merged(FORM, "province", {}, below, 5)
    with_it = merged(FORM, "province", {}, [*below, Contribution(99, {}, "commune")], 5)

    assert {cell: one.figure for cell, one in without.items()} == {cell: one.figure for cell, one in with_it.items()}
    assert {cell: one.received for cell, one in without.items()} == {
        cell: one.received for cell, one in with_it.items()
    }


@settings(max_examples=15)
@given(contributions())
def test_sums_are_what_the_returns_add_up_to(below: list[Contribution]) -> None:
    found = merged(FORM, "province", {}, below, 4)

    for place in (Cell("psu.total"), cell("dossier.resolved", "commune"), cell_of("dossier.received", "tier=commune")):
        given_now = [completed(FORM, "commune", one.filled) for one in below]
        known = [one[place].number for one in given_now if place in one and one[place].number is not None]
        if found[place].is_complete and len(known) == 4:
            assert found[place].figure == Figure(sum(known, Decimal(0)))
        assert found[place].received <= len(below)


@pytest.mark.parametrize("expected", [0, 3, {"commune": 3}, {}])
def test_completeness_never_exceeds_what_is_expected(expected: int | dict[str, int]) -> None:
    found = merged(FORM, "province", {}, [commune(1, psu__total=1)], expected)

    assert all(one.received <= 1 for one in found.values())
    assert all(one.expected >= 0 for one in found.values())
