"""Two milestones: the words that say that another body decides, and those that only look like it."""

import unicodedata

import pytest

from reform.messages import MESSAGES
from reform.tracking import MILESTONE_RULES, milestone_rule

GOOD = [(rule.rule_id, *case) for rule in MILESTONE_RULES for case in rule.good]
BAD = [(rule.rule_id, *case) for rule in MILESTONE_RULES for case in rule.bad]


@pytest.mark.parametrize(("rule_id", "task", "deliverable", "lead"), GOOD)
def test_a_rule_takes_its_good_examples(rule_id: str, task: str, deliverable: str, lead: str) -> None:
    assert milestone_rule(task, deliverable, lead) == rule_id


@pytest.mark.parametrize(("rule_id", "task", "deliverable", "lead"), BAD)
def test_no_rule_takes_what_it_must_leave(rule_id: str, task: str, deliverable: str, lead: str) -> None:
    assert milestone_rule(task, deliverable, lead) is None


@pytest.mark.parametrize(
    ("task", "deliverable"),
    [
        ("Xây dựng kế hoạch cải cách hành chính năm 2027 trình UBND tỉnh xem xét, ban hành", "Kế hoạch"),
        ("Tổng hợp, trình Ban Chỉ đạo cho ý kiến", "Văn bản"),
        ("Tham mưu cho Ủy ban nhân dân huyện phê duyệt đề án", "Đề án"),
        ("Hoàn thành hồ sơ, TRÌNH HĐND TỈNH THÔNG QUA", "Nghị quyết"),
        ("", "Tờ trình"),
        ("Trình cơ quan có thẩm quyền", "Phương án tinh giản biên chế"),
        ("Báo cáo Chủ tịch UBND tỉnh xem xét, phê duyệt danh mục", "Danh mục"),
        ("Trình ký ban hành quy chế", "Quy chế"),
    ],
)
def test_the_ways_plans_say_it(task: str, deliverable: str) -> None:
    assert milestone_rule(task, deliverable, "Sở Nội vụ")


@pytest.mark.parametrize(
    ("task", "deliverable"),
    [
        ("Rà soát quy trình nội bộ giải quyết thủ tục hành chính", "Quy trình được ban hành"),
        ("Công bố lộ trình thực hiện", "Thông báo"),
        ("Đầu tư công trình đã được phê duyệt", "Báo cáo"),
        ("Báo cáo tiến trình phê duyệt", "Báo cáo"),
        ("Ban hành kế hoạch kiểm tra công vụ", "Kế hoạch"),
        ("Khai trình và công bố số liệu", "Biểu số liệu"),
        ("Tập huấn, nâng cao trình độ theo đề án đã phê duyệt", "Lớp tập huấn"),
        ("", ""),
    ],
)
def test_words_that_only_look_like_it(task: str, deliverable: str) -> None:
    assert milestone_rule(task, deliverable, "UBND xã Suối Nhạn") is None


def test_letters_may_come_in_pieces() -> None:
    words = unicodedata.normalize("NFD", "Trình UBND tỉnh phê duyệt phương án")
    assert milestone_rule(words, "", "Sở Nội vụ") == "MS010"


def test_every_rule_has_a_sentence() -> None:
    assert {rule.rule_id for rule in MILESTONE_RULES} <= set(MESSAGES)
