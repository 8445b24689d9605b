"""A draft changed line by line stays numbered, and stays a form that is read again."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from figures_cast import FORM
from reform.forms import Form, read_form, write_form
from reform.forms.editing import put_line, put_rule, shifted, without_line, without_rule

SAMPLE = read_form(FORM)
KEYS = [line.key for line in SAMPLE.lines]


def numbers(form: Form) -> list[str]:
    return [line.number for line in form.lines]


def group_of(form: Form, key: str) -> str:
    groups = (group for section in form.sections for group in section.groups)
    return next(group.number for group in groups if any(line.key == key for line in group.lines))


@settings(max_examples=15)
@given(st.sampled_from(KEYS), st.integers(-9, 9))
def test_a_moved_line_keeps_every_key_and_every_number(key: str, steps: int) -> None:
    moved = shifted(SAMPLE, key, steps)

    assert sorted(line.key for line in moved.lines) == sorted(KEYS)
    assert numbers(moved) == numbers(SAMPLE)
    assert read_form(write_form(moved)) == moved


@given(st.sampled_from(KEYS))
def test_a_line_put_back_where_it_was_changes_nothing(key: str) -> None:
    line = SAMPLE.by_key()[key]

    assert put_line(SAMPLE, line, group=group_of(SAMPLE, key)) == SAMPLE


def test_a_removed_line_leaves_no_gap() -> None:
    key = next(key for key in KEYS if group_of(SAMPLE, key) == "1.1")

    left = without_line(SAMPLE, key)

    assert key not in left.by_key()
    assert next(number for number in numbers(left) if number.startswith("1.1.")) == "1.1.1"


def test_a_new_line_goes_to_the_end_of_its_group_and_another_group_moves_it() -> None:
    line = replace(SAMPLE.by_key()[KEYS[0]], key="steer.letters", label="Công văn đôn đốc")
    longer = put_line(SAMPLE, line, group="1.1")
    assert longer.by_key()["steer.letters"].number == "1.1.3"

    other = next(group.number for section in SAMPLE.sections[1:] for group in section.groups)
    moved = put_line(longer, line, group=other)

    assert group_of(moved, "steer.letters") == other
    assert len(list(moved.lines)) == len(KEYS) + 1


def test_a_renamed_line_takes_the_place_of_the_old_one() -> None:
    line = replace(SAMPLE.by_key()["steer.docs"], key="steer.papers")

    renamed = put_line(SAMPLE, line, group="1.1", before_key="steer.docs")

    assert [one.key for one in renamed.lines][:1] == ["steer.papers"]


def test_rules_are_put_replaced_and_removed() -> None:
    first = SAMPLE.rules[0]
    reworded = replace(first, sentence="Kiểm tra lại.")

    assert put_rule(SAMPLE, reworded).rules[0].sentence == "Kiểm tra lại."
    assert len(put_rule(SAMPLE, replace(first, key="Z99")).rules) == len(SAMPLE.rules) + 1
    assert first.key not in [rule.key for rule in without_rule(SAMPLE, first.key).rules]
