"""Whatever a set's definition says: any YAML is a set, or is told what is wrong with it; what is written comes back."""

from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from index_yaml_sample import SET, name_of
from reform.index.differences import differences
from reform.index.from_rows import set_from_rows
from reform.index.loading import SetError, fingerprint
from reform.index.model import CriteriaSet
from reform.index.packaged import packaged_sets
from reform.index.reading import read_set
from reform.index.rows import set_rows
from reform.index.writing import write_set
from vanban.text.forms import squeeze

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), st.dates(), st.datetimes(),
    st.text(max_size=12),
    st.sampled_from(["a.b", "1.1.1", "yes_no", "choice", "steps", "span", "count", "formula", "survey", "area", "%"]),
    st.sampled_from(["-1-12-01", "0-02-29", "9-12-31", "duties.due", "duties.due > 0", "1 / 0", "-0.5"]),
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.text(max_size=6), st.integers(), st.none(), st.booleans()), inner, max_size=4),
    ),
    max_leaves=12,
)
TABLE = yaml.safe_load(SET)


def places_of(value: object, before: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Return the way to every part of a table."""
    found = [before] if before else []
    if isinstance(value, dict):
        found += [place for key, inner in value.items() for place in places_of(inner, (*before, key))]
    if isinstance(value, list):
        found += [place for at, inner in enumerate(value) for place in places_of(inner, (*before, at))]
    return found


PLACES = places_of(TABLE)


def told_or_read(text: str) -> None:
    """Read ``text``; whatever is refused is refused with a place and a whole sentence."""
    try:
        one = read_set(text)
    except SetError as refused:
        assert refused.problems
        assert all(problem.place and "%(" not in str(problem) for problem in refused.problems)
    else:
        assert read_set(write_set(one)) == one
        assert set_from_rows(set_rows(one), one) == one
        assert differences(one, one).is_empty
    with suppress(SetError):
        assert len(fingerprint(text)) == 64


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLACES), ANYTHING)
def test_no_part_of_whatever_kind_does_anything_but_be_told(place: tuple[object, ...], value: object) -> None:
    table = deepcopy(TABLE)
    part = table
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value

    told_or_read(yaml.safe_dump(table, allow_unicode=True))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PLACES))
def test_no_part_that_is_left_out_does_anything_but_be_told(place: tuple[object, ...]) -> None:
    table = deepcopy(TABLE)
    part = table
    for step in place[:-1]:
        part = part[step]
    del part[place[-1]]

    told_or_read(yaml.safe_dump(table, allow_unicode=True))


@settings(deadline=None)
@given(
    st.one_of(
        ANYTHING, ANYTHING.map(lambda value: {"set": value}), ANYTHING.map(lambda value: {"set": {}, "areas": value})
    )
)
def test_whatever_yaml_says_is_told(value: object) -> None:
    told_or_read(yaml.safe_dump(value, allow_unicode=True))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_whatever_text_there_is_is_told(text: str) -> None:
    told_or_read(text)


@pytest.mark.parametrize("text", ["[" * 4000, "- " * 4000, "{a: " * 4000, "a" * 600_000])
def test_what_is_too_deep_or_too_long_is_not_even_read(text: str) -> None:
    with pytest.raises(SetError) as refused:
        read_set(text)

    assert [(problem.code, problem.place) for problem in refused.value.problems] == [("IX002", "YAML")]


@pytest.mark.parametrize("text", [SET, *packaged_sets()], ids=name_of)
def test_a_set_comes_back_from_what_is_written(text: str) -> None:
    one = read_set(text)

    written = write_set(one)

    assert read_set(written) == one
    assert write_set(read_set(written)) == written
    assert fingerprint(written) == fingerprint(write_set(read_set(written)))


LABELS = st.text(min_size=1).map(squeeze).filter(bool)
POINTS = st.decimals(min_value=Decimal("0.01"), max_value=90, places=2)


@settings(max_examples=30, deadline=None)
@given(LABELS, LABELS, POINTS)
def test_any_words_and_any_points_come_back(title: str, label: str, points: Decimal) -> None:
    one = relabelled(replace(read_set(SET), title=title), label, points)

    assert read_set(write_set(one)) == one
    assert set_from_rows(set_rows(one), one) == one


def relabelled(one: CriteriaSet, label: str, points: Decimal) -> CriteriaSet:
    """Return ``one`` with a label at every rank and other points for the survey."""
    steering, procedures, impact = one.areas
    (plan, *others), (survey, *rest) = steering.criteria, impact.criteria
    leaves = tuple(replace(leaf, label=label, method=label, remedy=label) for leaf in plan.leaves)
    steering = replace(steering, label=label, criteria=(replace(plan, label=label, leaves=leaves), *others))
    asked = replace(survey.leaves[0], points=points)
    impact = replace(impact, criteria=(replace(survey, leaves=(asked,)), *rest))
    maximum = sum((area.points for area in (steering, procedures, impact)), Decimal(0))
    return replace(one, areas=(steering, procedures, impact), maximum=maximum)
