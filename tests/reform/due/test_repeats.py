"""Whether an event may repeat: every rule takes its good words and leaves its bad ones."""

import re

import pytest

from reform.due import REPEAT_RULES, RepeatRule, event_repeats
from vanban.language.deadlines import Deadline, DeadlineKind, read_deadlines

GOOD = [(rule, words) for rule in REPEAT_RULES for words in rule.good]
BAD = [(rule, words) for rule in REPEAT_RULES for words in rule.bad]


def waiting(words: str) -> Deadline:
    return Deadline(DeadlineKind.RELATIVE, words, event=words)


def rule_of(words: str) -> str:
    proposal = event_repeats([waiting(words)])
    assert proposal is not None
    return proposal.rule_id


@pytest.mark.parametrize(("rule", "words"), GOOD, ids=lambda value: getattr(value, "rule_id", ""))
def test_a_rule_takes_its_good_words_and_is_the_first_to(rule: RepeatRule, words: str) -> None:
    assert rule_of(words) == rule.rule_id


@pytest.mark.parametrize(("rule", "words"), BAD, ids=lambda value: getattr(value, "rule_id", ""))
def test_a_rule_leaves_its_bad_words(rule: RepeatRule, words: str) -> None:
    assert rule_of(words) != rule.rule_id


def test_ids_are_unique_patterns_compile_and_the_last_takes_whatever_is_left() -> None:
    assert len({rule.rule_id for rule in REPEAT_RULES}) == len(REPEAT_RULES)
    assert all(re.compile(rule.pattern) and rule.good for rule in REPEAT_RULES)
    assert rule_of("bất kỳ") == REPEAT_RULES[-1].rule_id


def test_what_has_days_of_its_own_waits_for_nothing() -> None:
    assert event_repeats([Deadline(DeadlineKind.CONTINUOUS, "Thường xuyên")]) is None
    assert event_repeats([]) is None


def test_one_event_that_repeats_is_enough() -> None:
    proposal = event_repeats([waiting("05 ngày kể từ ngày ký"), waiting("ngay khi có yêu cầu")])
    assert proposal is not None
    assert proposal.repeats


@pytest.mark.parametrize(
    ("cell", "repeats"),
    [
        ("07 ngày làm việc kể từ ngày nhận đủ hồ sơ", True),
        ("Khi có yêu cầu của cấp có thẩm quyền", True),
        ("Sau 03 tháng kể từ khi có văn bản hướng dẫn của Trung ương", False),
        ("Ngay sau khi các Bộ, ngành ban hành văn bản hướng dẫn", False),
        ("Báo cáo trong vòng 30 ngày sau khi thực hiện xong phương án", False),
    ],
)
def test_a_cell_is_read_and_judged(cell: str, *, repeats: bool) -> None:
    proposal = event_repeats(read_deadlines(cell, year=2026).value)
    assert proposal is not None
    assert proposal.repeats is repeats
