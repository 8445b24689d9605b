"""Conditions over figures in words, and whether a sub-criterion applies to an agency as its figures say."""

from dataclasses import replace
from decimal import Decimal

import pytest

from index_sample import leaf
from reform.forms import Asked, Value, When, cell_of, parse_formula
from reform.index.conditions import Naming, applicability, said_condition, said_figures
from reform.index.model import ScoringKind
from reform.index.scoring import proposed

LABELS = {
    "proc.active": "số thủ tục đang áp dụng [9]", "proc.new": "số thủ tục mới [10]",
    "conduct.plan": "kế hoạch kiểm tra [4]",
}  # fmt: skip
WORDS = {"yes": "Đã ban hành", "no": "Chưa ban hành"}
NAMING = Naming(lambda cell: LABELS[cell.key], lambda _cell, text: WORDS[text])


def known(**values: int | str) -> dict[Asked | str, Value]:
    return {
        Asked(When.NOW, cell_of(key.replace("__", "."), "")): Decimal(value) if isinstance(value, int) else value
        for key, value in values.items()
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("proc.active > 0", "số thủ tục đang áp dụng [9] lớn hơn 0"),
        ("proc.active >= 5", "số thủ tục đang áp dụng [9] từ 5 trở lên"),
        ("proc.active < 5", "số thủ tục đang áp dụng [9] nhỏ hơn 5"),
        ("proc.active <= 1200", "số thủ tục đang áp dụng [9] không quá 1.200"),
        ("proc.active == proc.new", "số thủ tục đang áp dụng [9] bằng số thủ tục mới [10]"),
        ("proc.active != 0", "số thủ tục đang áp dụng [9] khác 0"),
        ("proc.active - proc.new > 0", "số thủ tục đang áp dụng [9] − số thủ tục mới [10] lớn hơn 0"),
        ("conduct.plan == 'yes'", "kế hoạch kiểm tra [4] là “Đã ban hành”"),
        ("'yes' == conduct.plan", "kế hoạch kiểm tra [4] là “Đã ban hành”"),
        ("conduct.plan != 'no'", "kế hoạch kiểm tra [4] không phải là “Chưa ban hành”"),
        (
            "proc.active > 0 and (proc.new > 0 or conduct.plan == 'yes')",
            "số thủ tục đang áp dụng [9] lớn hơn 0 và (số thủ tục mới [10] lớn hơn 0 hoặc "
            "kế hoạch kiểm tra [4] là “Đã ban hành”)",
        ),
        ("not proc.active > 0", "không đúng là số thủ tục đang áp dụng [9] lớn hơn 0"),
    ],
)
def test_a_condition_is_said_in_words(text: str, said: str) -> None:
    node = parse_formula(text)
    assert said_condition(node, NAMING) == said
    assert "'" not in said and "==" not in said


def test_figures_are_named_once_with_what_stands_there() -> None:
    node = parse_formula("proc.active > 0 and conduct.plan == 'yes' and proc.active < 9000")
    figures = known(proc__active=8803, conduct__plan="no")
    assert said_figures(node, figures, NAMING) == (
        "số thủ tục đang áp dụng [9] là 8.803; kế hoạch kiểm tra [4] là “Chưa ban hành”"
    )


def test_what_does_not_apply_says_why() -> None:
    one = replace(leaf(), applies=parse_formula("proc.active > 0"))
    found = applicability(one, known(proc__active=0), NAMING)
    assert found is not None and not found.applies
    assert found.line == (
        "Không áp dụng vì số thủ tục đang áp dụng [9] là 0; chỉ áp dụng khi số thủ tục đang áp dụng [9] lớn hơn 0."
    )


def test_what_applies_says_so_too() -> None:
    found = applicability(replace(leaf(), applies=parse_formula("proc.active > 0")), known(proc__active=7), NAMING)
    assert found is not None and found.applies and found.line.startswith("Áp dụng vì số thủ tục đang áp dụng [9] là 7")


def test_where_a_figure_is_not_known_nobody_says_that_it_does_not_apply() -> None:
    assert applicability(replace(leaf(), applies=parse_formula("proc.active > 0")), {}, NAMING) is None
    assert applicability(leaf(), known(proc__active=0), NAMING) is None


def test_a_proposal_of_a_choice_says_its_word() -> None:
    one = leaf(ScoringKind.YES_NO, value=parse_formula("conduct.plan == 'yes'"))
    found = proposed(one, known(conduct__plan="no"), NAMING)
    assert found is not None and found.lines == (
        "Điều kiện: kế hoạch kiểm tra [4] là “Đã ban hành”.",
        "Số liệu: kế hoạch kiểm tra [4] là “Chưa ban hành”.",
        "Không đúng: 0 điểm.",
    )
