"""The rules that propose a tracking mode, by their own examples and by a table."""

from datetime import date

import pytest

from reform.tracking import MODE_RULES, Mode, ModeRule, propose_mode
from reform.tracking.cases import Case, example
from vanban.language.deadlines import Deadline, DeadlineKind

Kind = DeadlineKind
DATE = Deadline(Kind.BY, "trước ngày 15/6/2026", date=date(2026, 6, 15), inclusive=False)
ALL_YEAR = Deadline(Kind.CONTINUOUS, "Thường xuyên trong năm")
QUARTERLY = Deadline(Kind.RECURRING, "Định kỳ hằng quý", freq="quarterly", times=1)
EMPTY = Deadline(Kind.NONE, "")

GOOD = [(rule, case) for rule in MODE_RULES for case in rule.good]
BAD = [(rule, case) for rule in MODE_RULES for case in rule.bad]


def rule_of(case: Case) -> str:
    return next(rule.rule_id for rule in MODE_RULES if rule.applies(case))


@pytest.mark.parametrize(("rule", "case"), GOOD, ids=lambda value: getattr(value, "rule_id", ""))
def test_a_rule_takes_its_good_examples_and_is_the_first_to(rule: ModeRule, case: Case) -> None:
    assert rule_of(case) == rule.rule_id


@pytest.mark.parametrize(("rule", "case"), BAD, ids=lambda value: getattr(value, "rule_id", ""))
def test_a_rule_leaves_its_bad_examples(rule: ModeRule, case: Case) -> None:
    assert not rule.applies(case)


def test_ids_are_unique_and_every_rule_has_examples() -> None:
    ids = [rule.rule_id for rule in MODE_RULES]
    assert len(ids) == len(set(ids))
    assert all(rule.good for rule in MODE_RULES)
    assert all(rule.bad for rule in MODE_RULES[:-1])


def test_the_last_rule_takes_whatever_is_left() -> None:
    assert MODE_RULES[-1].applies(example("bất kỳ", "unread"))


@pytest.mark.parametrize(
    ("deliverable", "deadlines", "mode"),
    [
        ("Kế hoạch cải cách hành chính năm 2026 của xã", (DATE,), Mode.DOCUMENT),
        ("Báo cáo kết quả thực hiện", (DATE,), Mode.DOCUMENT),
        ("Báo cáo kết quả thực hiện", (QUARTERLY,), Mode.IN_REPORT),
        ("Báo cáo kết quả thực hiện", (ALL_YEAR,), Mode.IN_REPORT),
        ("Báo cáo kết quả thực hiện", (ALL_YEAR, QUARTERLY), Mode.IN_REPORT),
        ("Kết quả tự kiểm tra", (ALL_YEAR,), Mode.DECLARED),
        ("Tỷ lệ giải ngân vốn", (DATE,), Mode.FIGURE),
        ("Tỉ lệ giải ngân vốn", (DATE,), Mode.FIGURE),
        ("100% hồ sơ được số hóa", (ALL_YEAR,), Mode.FIGURE),
        ("Theo lộ trình", (EMPTY,), Mode.DECLARED),
        ("Theo lộ trình", (), Mode.DECLARED),
        ("KẾ HOẠCH  KIỂM TRA", (DATE,), Mode.DOCUMENT),
        ("Báo cáo quản lý tài sản", (Deadline(Kind.AS_DIRECTED, "Định kỳ theo quy định"),), Mode.IN_REPORT),
        ("Báo cáo phân cấp", (QUARTERLY, Deadline(Kind.AD_HOC, "đột xuất")), Mode.IN_REPORT),
    ],
)
def test_a_proposal_follows_the_words_and_the_deadlines(
    deliverable: str, deadlines: tuple[Deadline, ...], mode: Mode
) -> None:
    assert propose_mode("", deliverable, deadlines).mode is mode


def test_an_empty_deliverable_is_judged_by_its_task() -> None:
    assert propose_mode("Ban hành Quyết định phân cấp", "", (DATE,)).mode is Mode.DOCUMENT
    assert propose_mode("Ban hành Quyết định phân cấp", "Tỷ lệ", (DATE,)).mode is Mode.FIGURE


def test_an_unsure_rule_says_so() -> None:
    assert propose_mode("", "Kế hoạch", (DATE,)).confident
    assert not propose_mode("", "Kho dữ liệu được kết nối", (DATE,)).confident
