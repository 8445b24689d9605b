"""The coded list of causes: two kinds apart, in two languages, with a way out for what it lacks."""

from datetime import date

from reform.clocks import Cause, late_reason, late_reasons

TODAY = date(2026, 3, 16)


def test_both_kinds_are_there_each_with_a_way_out() -> None:
    codes = {cause: [row.code for row in late_reasons(TODAY) if row.cause is cause] for cause in Cause}
    assert codes[Cause.OBJECTIVE][-1] == "other_objective"
    assert codes[Cause.SUBJECTIVE][-1] == "other_subjective"
    assert all(len(found) > 3 for found in codes.values())


def test_objective_ones_come_first() -> None:
    causes = [row.cause for row in late_reasons(TODAY)]
    assert causes == sorted(causes)


def test_every_code_is_one_word_with_words_in_two_languages() -> None:
    for row in late_reasons(TODAY):
        assert row.code.isidentifier() and len(row.code) <= 32
        assert row.label and row.label_en and row.label != row.label_en


def test_a_code_that_was_given_is_understood_whatever_the_day() -> None:
    row = late_reason("guidance")
    assert row is not None and row.cause is Cause.OBJECTIVE
    assert late_reason("the weather") is None


def test_a_day_before_the_table_gets_its_first_rows() -> None:
    assert late_reasons(date(1990, 1, 1)) == late_reasons(date(2021, 1, 1))
