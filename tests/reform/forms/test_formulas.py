"""The language of formulas: what it reads, what it refuses and where, what it gives."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reform.forms
from reform.forms import (
    Asked,
    Cell,
    FormulaError,
    Kind,
    Value,
    When,
    asked_by,
    formula_of,
    kind_of,
    narrowed,
    parse_formula,
)

GRAMMAR = (Path(reform.forms.__file__).parent / "grammar.lark").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"// e\.g\. (.+)", GRAMMAR)


def given_by(text: str, **figures: object) -> Value:
    """Compute ``text`` for cells named ``a``, ``b`` (now), ``prev_a``, ``yoy_a``, ``yearend_a``, and for days."""
    known: dict[object, object] = {}
    for name, value in figures.items():
        found = re.fullmatch(r"(prev|yoy|yearend)_(\w+)", name)
        when, key = (When(found[1]), found[2]) if found else (When.NOW, name)
        known[name if isinstance(value, date) else Asked(when, Cell(key))] = (
            Decimal(value) if isinstance(value, int) else value
        )
    return formula_of(parse_formula(text))(known)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_of_the_grammar_is_read_and_written_back(text: str) -> None:
    node = parse_formula(text)

    assert parse_formula(str(node)) == node


def test_every_production_has_an_example() -> None:
    productions = [line for line in GRAMMAR.splitlines() if re.match(r"  \| |\?\w+: \S|\w+: KEY \[", line)]

    assert len(EXAMPLES) >= len(productions) - 8  # those that only lead to the next rank have none


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("7 - 2 - 1", 4), ("8 / 4 / 2", 1), ("-a + 1", -4), ("a - -b", 8),
        ("a / b * 100", Decimal(500) / 3), ("2 * a == 10 and not b > 3", True), ("a == 5 or b == 9 and a == 0", True),
    ],
)  # fmt: skip
def test_signs_bind_as_they_do_on_paper(text: str, value: object) -> None:
    assert given_by(text, a=5, b=3) == value


def test_one_tenth_three_times_is_three_tenths() -> None:
    assert given_by("0.1 + 0.1 + 0.1 == 0.3") is True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("b > 0", None), ("a + b", None), ("not b == 1", None), ("a == 1 and b == 1", None),
        ("a == 2 and b == 1", False),
        ("a == 1 or b == 1", True), ("a == 2 or b == 1", None), ("a / (a - 1)", None), ("b / a", None),
    ],
)  # fmt: skip
def test_what_is_not_known_stays_unknown_unless_the_rest_decides(text: str, value: object) -> None:
    assert given_by(text, a=1) is value


def test_a_zero_is_not_a_gap() -> None:
    assert given_by("a == 0", a=0) is True
    assert given_by("a == 0") is None


def test_earlier_returns_are_asked_for_their_own_figures() -> None:
    assert given_by("a - prev(a)", a=9, prev_a=4) == 5
    assert given_by("a == yearend(b + a)", a=9, yearend_a=4, yearend_b=5) is True
    assert given_by("change(a, yoy)", a=150, yoy_a=100) == 50
    assert given_by("change(a, prev)", a=-50, prev_a=-100) == 50
    assert given_by("change(a, yoy)", a=150, yoy_a=0) is None


def test_choices_and_days_are_compared() -> None:
    assert given_by("a == 'none' or b > 0", a="paper", b=3) is True
    days = {"data_to": date(2026, 3, 15), "as_of": date(2026, 3, 20)}
    assert given_by("data_to <= as_of", **days) is True
    assert given_by("as_of <= signed_on", **days) is None


def test_cells_of_members_are_figures_of_their_own() -> None:
    node = parse_formula("dossier.received[tier=commune, channel_in=full] == 0")
    cell = Cell("dossier.received", (("channel_in", "full"), ("tier", "commune")))

    assert asked_by(node) == {Asked(When.NOW, cell)}
    assert formula_of(node)({Asked(When.NOW, cell): Decimal(0)}) is True


def test_a_rule_is_narrowed_to_a_member_where_lines_have_it() -> None:
    node = parse_formula("a + prev(b) <= c[tier=province] and not change(a, yoy) > 50")

    made = narrowed(node, "tier", "commune", keys=frozenset({"a", "c"}))

    said = "((a[tier=commune] + prev(b)) <= c[tier=province]) and (not (change(a[tier=commune], yoy) > 50))"
    assert str(made) == said


def test_what_is_asked_of_which_return() -> None:
    found = asked_by(parse_formula("a + yearend(b) >= change(c, prev)"))

    now, before = Asked(When.NOW, Cell("c")), Asked(When.PREVIOUS, Cell("c"))
    assert found == {Asked(When.NOW, Cell("a")), Asked(When.YEAR_END, Cell("b")), now, before}


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("a + ", "FX002", 4), ("a ++ b", "FX001", 4), ("a = b", "FX001", 3), ("(a + b", "FX002", 7), ("", "FX002", 1),
        ("a[tier=]", "FX001", 8), ("a[tier=x, tier=y]", "FX006", 1), ("a + (b > 1)", "FX004", 1),
        ("a and b", "FX004", 1),
        ("prev(prev(a))", "FX005", 1), ("change(prev(a), yoy)", "FX005", 1), ("a > 'none'", "FX007", 1),
        ("data_to > 3", "FX004", 1), ("'x' + 1", "FX004", 1), ("not a", "FX004", 1), ("A > 1", "FX001", 1),
        ("__import__", "FX001", 1), ("a > 1; b", "FX001", 6), ("1 2", "FX001", 3), ("a.b.", "FX001", 4),
        ("(" * 61 + "a" + ")" * 61, "FX003", 1), ("-" * 500 + "a", "FX003", 1), ("a + " * 600 + "a", "FX003", 1),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(text: str, code: str, column: int) -> None:
    with pytest.raises(FormulaError) as refused:
        parse_formula(text)

    assert (refused.value.code, refused.value.at + 1) == (code, column)
    assert "%" not in str(refused.value)


@given(st.text(alphabet="ab.[]=()+-*/<>!' 0123456789andortyprevch,_", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        node = parse_formula(text)
    except FormulaError as refused:
        assert 0 <= refused.at <= len(text)
    else:
        assert isinstance(kind_of(node), Kind)
        formula_of(node)({})


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_sums_are_exact(first: int, second: int, third: int) -> None:
    known = {"a": first, "b": second, "c": third}

    assert given_by("a + b - c", **known) == first + second - third
    assert given_by("(a + b) * c == a * c + b * c", **known) is True
    assert given_by("a / c * c - a <= 0.0001", **known) is True
