"""Whatever a definition says: any YAML is a form, or is told what is wrong with it."""

from contextlib import suppress
from copy import deepcopy

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_sample import changed
from reform.forms import FormError, Need, computed_order, fingerprint, read_form, sheet_of, write_form
from returns_sample import RETURN_FORM

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), st.dates(), st.datetimes(),
    st.text(max_size=12), st.sampled_from(["dossier.received", "tier", "1.1.1", "a / b", "yes", "R", "percent", "sum"]),
)  # fmt: skip
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.text(max_size=6), st.integers(), st.none()), inner, max_size=4),
    ),
    max_leaves=12,
)


def codes(text: str) -> list[tuple[str, str]]:
    """Return what is told of a definition that is refused."""
    with pytest.raises(FormError) as refused:
        read_form(text)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def places_of(value: object, before: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Return the way to every part of a table."""
    found = [before] if before else []
    if isinstance(value, dict):
        found += [place for key, inner in value.items() for place in places_of(inner, (*before, key))]
    if isinstance(value, list):
        found += [place for at, inner in enumerate(value) for place in places_of(inner, (*before, at))]
    return found


FULL = (
    f"{RETURN_FORM}"
    + """
crosswalk:
- {at: 1, code: "1", label: Giải quyết hồ sơ}
- {at: 2, code: "1.1", path: Trong đó / Cấp xã, to: "dossier.late[tier=commune]", quality: approx}
- {at: 3, code: "1.2", to: survey.mode, answers: {"0": none, "1": online}}
earlier:
- {from: bieu-tong-hop/2025.1, links: [{cell: dossier.old, to: dossier.late, quality: approx, note: khác}]}
owners: {dossier: {commune: Bộ phận Một cửa}}
sources: {manual: Nhập tay}
extensions:
- owner: suoinhan
  level: commune
  label: Nội dung của xã
  dimensions: {step: {label: Mức, partition: true, members: {l1: Mức 1, l2: Mức 2}}}
  lines:
  - {num: "X.1", key: x.suoinhan.cards, label: Thẻ đã cấp, by: [step]}
"""
)
TABLE = yaml.safe_load(FULL)
PLACES = places_of(TABLE)


def told_or_read(text: str) -> None:
    """Read ``text``; whatever is refused is refused with a place and a whole sentence."""
    try:
        form = read_form(text)
    except FormError as refused:
        assert refused.problems
        assert all("%(" not in str(problem) for problem in refused.problems)
    else:
        assert read_form(write_form(form)) == form
    with suppress(FormError):
        assert len(fingerprint(text)) == 64


def test_the_whole_form_is_read() -> None:
    form = read_form(FULL)

    assert [row.order for row in form.annex] == [1, 2, 3]
    assert form.annex[1].path == ("Trong đó", "Cấp xã")
    assert form.annex[2].answers == {"0": "none", "1": "online"}
    assert next(iter(form.sections)).owners == {"commune": "Bộ phận Một cửa"}
    assert form.unknown_reasons == {"not_collected"}


def test_what_a_body_adds_is_a_section_of_its_own_that_is_off() -> None:
    form = read_form(FULL)
    line = form.by_key()["x.suoinhan.cards"]

    assert [section.key for section in form.sections][-1] == "x_suoinhan"
    assert (line.is_optional, line.need_of("commune"), line.need_of("province")) == (True, Need.REQUIRED, Need.ABSENT)
    assert len(sheet_of(form, "commune", extra=[line.key]).cells) == len(sheet_of(form, "commune").cells) + 3


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PLACES), ANYTHING)
def test_no_part_of_whatever_kind_does_anything_but_be_told(place: tuple[object, ...], value: object) -> None:
    table = deepcopy(TABLE)
    part = table
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value

    told_or_read(yaml.safe_dump(table, allow_unicode=True))


@settings(deadline=None)
@given(st.one_of(ANYTHING, ANYTHING.map(lambda value: {"form": value})))
def test_whatever_yaml_says_is_told(value: object) -> None:
    told_or_read(yaml.safe_dump(value, allow_unicode=True))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_whatever_text_there_is_is_told(text: str) -> None:
    told_or_read(text)


@pytest.mark.parametrize(
    "text",
    [
        "form: {effective: 2024-13-45}", "form: !!int ''", "form: !!bool maybe", "form: !!timestamp x", "? [a, b]\n: c",
        "form: &a {inner: *a}", "a: &a [*a]", "[" * 90 + "]" * 90,
        "form: !!python/object:os.system {}",
        "\0",
        "form: " + "9" * 5000, "form: 1e999", "!!binary x", "form: {a: !!set {x, y}}", "---\na\n---\nb",
        "form:\n  id: x\n  defaults: 3", "form: {}\nrules: 3", "form: {}\nunits: [a]",
        "form: {}\nsections: [{key: [a]}]",
        "form: {effective: 3, null_reasons: 3}\nowners: {a: 3}\ntolerances: []\nearlier: [3]\ncrosswalk: {a: 1}",
    ],
)  # fmt: skip
def test_what_yaml_itself_stumbles_over_is_told(text: str) -> None:
    assert codes(text)
    with suppress(FormError):
        fingerprint(text)


@pytest.mark.parametrize("text", ["[" * 4000, "- " * 4000, "{a: " * 4000, "? " * 4000, "a" * 600_000])
def test_what_is_too_deep_or_too_long_is_not_even_read(text: str) -> None:
    assert codes(text) == [("FM017", "YAML")]


def test_a_part_named_again_and_again_is_not_taken_a_million_times() -> None:
    text = "a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n" + "".join(
        f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 9)
    )

    assert codes(f"{text}form: {{id: *a8}}\n") == [("FM017", "YAML")]


def test_long_chains_of_computed_lines_are_ordered() -> None:
    many = 1500
    lines = "".join(
        f'    - {{num: "1.2.{at}", key: chain.l{at}, label: Dòng, agg: ratio, calc: "chain.l{at + 1} + 1"}}\n'
        for at in range(1, many)
    )
    last = f'    - {{num: "1.2.{many}", key: chain.l{many}, label: Dòng}}\n'
    text = changed("- key: org", f'  - num: "1.2"\n    label: Dãy\n    lines:\n{lines}{last}- key: org')

    order = [line.key for line in computed_order(read_form(text))]

    assert order[0] == "dossier.on_time_rate"
    assert order[1:] == [f"chain.l{at}" for at in range(many - 1, 0, -1)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('calc: "dossier.late + dossier.overdue"', 'calc: "dossier.late > 0"', "FM015"),
        ('calc: "dialog.citizens + dialog.business > 0"', 'calc: "dialog.citizens + 1"', "FM015"),
        ('calc: "dossier.late + dossier.overdue"', 'calc: "survey.mode"', "FM015"),
        ("survey.mode == 'none' or survey.sent > 0", "survey.mode == 0 or survey.sent > 0", "FM016"),
        ("survey.mode == 'none' or survey.sent > 0", "survey.mode == 'never' or survey.sent > 0", "FM016"),
        ("survey.mode == 'none' or survey.sent > 0", "survey.sent == 'none'", "FM016"),
        ("survey.mode == 'none' or survey.sent > 0", "survey.sent + survey.mode > 0", "FM016"),
        ("survey.mode == 'none' or survey.sent > 0", "survey.mode > eonestop.linked", "FM016"),
        ("change(dossier.received, yoy) >= -50", "change(survey.mode, yoy) >= -50", "FM016"),
        ("levels: {commune: [commune], department: [province]}", "levels: {commune: [district]}", "FM004"),
        ("rolled: {province: [commune]}", "rolled: {province: [district]}", "FM004"),
        ("  null_reasons:", "  unknown_reasons: [lost]\n  null_reasons:", "FM004"),
        ("part_of: dossier.resolved, good", "part_off: dossier.resolved, good", "FM018"),
        ("good: down}", "good: sideways}", "FM004"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told(old: str, new: str, code: str) -> None:
    assert RETURN_FORM.count(old) == 1, old

    assert code in {found for found, _place in codes(RETURN_FORM.replace(old, new))}
