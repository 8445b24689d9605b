"""What a rule would put instead fits its place, and puts it right."""

from collections.abc import Iterator

import pytest

from vanban.checks import RULES, Paper, Rule
from vanban.checks.texts import texts_of
from vanban.reading import Document, read_document
from vanban.text.findings import Edit, Finding, Place


def read(text: str) -> Document:
    return read_document(text.encode(), name="vi-du.txt")


def findings(rule: Rule, text: str) -> list[Finding]:
    return list(rule.run(Paper(read(text))))


def spot(place: Place) -> tuple[int | None, ...]:
    return place.block, place.row, place.column


def edited() -> Iterator[object]:
    for rule in RULES:
        for at, text in enumerate(rule.bad):
            if any(finding.edits for finding in findings(rule, text)):
                yield pytest.param(rule, text, id=f"{rule.code}-{at}")


EDITED = list(edited())


def test_some_rules_know_the_words() -> None:
    codes = {param.values[0].code for param in EDITED}  # type: ignore[attr-defined]
    assert {"A505", "D101", "F607", "F610", "N204", "N208", "R308"} <= codes


@pytest.mark.parametrize(("rule", "text"), EDITED)
def test_the_old_words_stand_exactly_there(rule: Rule, text: str) -> None:
    texts = {spot(place): found for found, place in texts_of(read(text))}
    for finding in findings(rule, text):
        for edit in finding.edits:
            assert texts[spot(edit.place)][edit.place.start : edit.place.end] == edit.old
            assert edit.old != edit.new


@pytest.mark.parametrize(("rule", "text"), EDITED)
def test_put_in_the_rule_is_silent(rule: Rule, text: str) -> None:
    """The old words of an edit stand once in an example, so that they can be replaced in its text."""
    before = findings(rule, text)
    edits: list[Edit] = [edit for finding in before for edit in finding.edits]
    for edit in edits:
        assert text.count(edit.old) == 1
        text = text.replace(edit.old, edit.new)

    assert len(findings(rule, text)) == len(before) - sum(bool(finding.edits) for finding in before)


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("ngày 31/11/2027", "30/11/2027"),
        ("ngày 30/02/2028", "29/02/2028"),
        ("ngày 31 tháng 4 năm 2027", "ngày 30 tháng 4 năm 2027"),
        ("ngày 31-6-2027", "30-6-2027"),
    ],
)
def test_a_day_too_many_becomes_the_last_of_the_month(words: str, new: str) -> None:
    rule = next(rule for rule in RULES if rule.code == "D101")
    (finding,) = findings(rule, f"Xong {words}.")
    assert [edit.new for edit in finding.edits] == [new]


@pytest.mark.parametrize(
    "words", ["ngày 32/11/2027", "ngày 15/13/2027", "ngày 30/02 hằng năm", "tháng 13/2027", "quý V năm 2027"]
)
def test_what_may_mean_anything_is_left_to_a_person(words: str) -> None:
    rule = next(rule for rule in RULES if rule.code == "D101")
    (finding,) = findings(rule, f"Xong {words}.")
    assert finding.edits == ()
