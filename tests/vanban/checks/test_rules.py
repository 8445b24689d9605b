"""Every rule fires in its bad examples, keeps silent in its good ones, and can be looked up."""

import pytest

from vanban.checks import RULES, Paper, Rule
from vanban.reading import read_document
from vanban.text.messages import MESSAGES

_BAD = [pytest.param(rule, text, id=f"{rule.code}-{at}") for rule in RULES for at, text in enumerate(rule.bad)]
_GOOD = [pytest.param(rule, text, id=f"{rule.code}-{at}") for rule in RULES for at, text in enumerate(rule.good)]


def _codes(rule: Rule, text: str) -> list[str]:
    return [finding.code for finding in rule.run(Paper(read_document(text.encode(), name="vi-du.txt")))]


@pytest.mark.parametrize(("rule", "text"), _BAD)
def test_a_rule_fires_in_its_bad_example(rule: Rule, text: str) -> None:
    assert _codes(rule, text)


@pytest.mark.parametrize(("rule", "text"), _GOOD)
def test_a_rule_keeps_silent_in_its_good_example(rule: Rule, text: str) -> None:
    assert _codes(rule, text) == []


def test_codes_are_unique_in_order_and_have_a_sentence() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert set(codes) <= set(MESSAGES)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in RULES])
def test_a_rule_says_what_it_rests_on_and_shows_both_sides(rule: Rule) -> None:
    assert rule.title and rule.basis and rule.bad and rule.good
