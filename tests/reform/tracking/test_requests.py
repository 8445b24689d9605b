"""Who is asked and who is obliged."""

import pytest

from reform.tracking import REQUEST_RULES, is_request, request_rule
from reform.tracking.requests import ASKED_BY_WORD

GOOD = [(rule.rule_id, name) for rule in REQUEST_RULES for name in rule.good]
BAD = [name for rule in REQUEST_RULES for name in rule.bad]


@pytest.mark.parametrize(("rule_id", "name"), GOOD)
def test_a_rule_takes_its_good_examples(rule_id: str, name: str) -> None:
    assert request_rule(name) == rule_id


@pytest.mark.parametrize("name", BAD)
def test_no_rule_takes_the_bad_examples(name: str) -> None:
    assert not is_request(name)


@pytest.mark.parametrize(
    "name",
    [
        "Sở Nội vụ",
        "Văn phòng UBND tỉnh",
        "Các cơ quan, đơn vị, địa phương",
        "UBND các xã, phường",
        "Công an tỉnh",
        "Bảo hiểm xã hội tỉnh",
        "Trung tâm Phục vụ hành chính công",
        "Hội đồng nghĩa vụ quân sự",
        "Thành phố Sông Mây",
        "Ban Dân tộc",
        "Đơn vị sự nghiệp công lập",
        "",
    ],
)
def test_bodies_under_command_are_obliged(name: str) -> None:
    assert not is_request(name)


def test_whoever_is_addressed_with_de_nghi_is_asked() -> None:
    assert request_rule("Đề nghị Cục Thuế tỉnh") == ASKED_BY_WORD
    assert request_rule("Cục Thuế tỉnh", "Đề nghị Cục Thuế tỉnh cung cấp số liệu") == ASKED_BY_WORD
    assert not is_request("Sở Nội vụ", "Tổng hợp đề nghị của các xã")
    assert not is_request("Sở Nội vụ", "Đề nghị Cục Thuế tỉnh phối hợp với Sở Nội vụ")


def test_spellings_of_tone_do_not_matter() -> None:
    assert is_request("TỈNH UỶ") and is_request("Tỉnh ủy") and is_request("Uỷ ban Mặt trận Tổ quốc")
    assert is_request("Toà án nhân dân") and is_request("Tòa án nhân dân")


def test_ids_are_unique() -> None:
    ids = [rule.rule_id for rule in REQUEST_RULES] + [ASKED_BY_WORD]
    assert len(ids) == len(set(ids))
