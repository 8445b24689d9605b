"""Whole plans held against the plan above: whom a row binds, goals set lower, plans of two years."""

from dataclasses import replace

import pytest

from vanban.plans import Plan, read_plan
from vanban.plans.binding import binding
from vanban.plans.comparison import ComparedLine, compare_plans, compared_lines
from vanban.reading import read_document
from vanban.text.messages import message_of

TABLE = "TT\tNhiệm vụ\tSản phẩm\tThời gian hoàn thành\tChủ trì\n"
ABOVE = (
    "ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY\n\nKẾ HOẠCH\n\nCải cách hành chính năm 2027\n\nI. MỤC TIÊU\n\n"
    "1. Mức độ hài lòng của người dân về giải quyết thủ tục hành chính đạt tối thiểu 95%.\n\n"
    "2. Tỷ lệ hồ sơ thanh toán trực tuyến đạt tối thiểu 60%.\n\nPhụ lục\n\n" + TABLE
)
BELOW = ABOVE.replace("TỈNH SÔNG MÂY", "XÃ SUỐI NHẠN")
ROW = "1\tNiêm yết thủ tục hành chính\tBiên bản niêm yết\tTháng 6/2027\t{}\n"


def plan(text: str) -> Plan:
    return read_plan(read_document(text.encode(), name="ke-hoach.txt"))


def line(lead: str) -> ComparedLine:
    (only,) = compared_lines(plan(ABOVE + ROW.format(lead)))
    return only


@pytest.mark.parametrize(
    ("issuer", "lead", "bound"),
    [
        ("UBND xã Suối Nhạn", "UBND các xã, phường", True),
        ("UBND xã Suối Nhạn", "UBND cấp xã", True),
        ("UBND xã Suối Nhạn", "Các cơ quan, đơn vị, địa phương", True),
        ("UBND xã Suối Nhạn", "Sở Tư pháp", False),
        ("UBND xã Suối Nhạn", "Các sở, ban, ngành", False),
        ("Sở Tư pháp", "Các sở, ban, ngành", True),
        ("Sở Tư pháp", "Sở Tư pháp", True),
        ("Sở Tư pháp", "UBND các xã, phường", False),
        (None, "Sở Tư pháp", True),
    ],
)
def test_a_row_binds_whom_its_lead_takes_in(issuer: str | None, lead: str, bound: bool) -> None:
    assert binding(issuer)(line(lead)) is bound


def test_a_row_without_a_lead_binds_everybody() -> None:
    assert binding("UBND xã Suối Nhạn")(replace(line("Sở Tư pháp"), leads=()))


def test_what_others_owe_is_not_missing() -> None:
    above, below = plan(ABOVE + ROW.format("Sở Tư pháp")), plan(BELOW + "1\tHọp thôn\tBiên bản\tQuý I/2027\tThôn\n")
    assert [one.code for one in compare_plans(above, below).findings] == ["PC001"]
    assert compare_plans(above, below, concerns=binding("UBND xã Suối Nhạn")).findings == ()


def test_a_goal_set_lower_is_said_once_with_both_values() -> None:
    row = ROW.format("UBND cấp xã")
    above, below = plan(ABOVE + row), plan(BELOW.replace("95%", "90%") + row)
    (found,) = compare_plans(above, below).findings
    assert (found.code, "95%" in found.evidence, "90%" in message_of(found)) == ("PC010", True, True)


@pytest.mark.parametrize("value", ["95%", "98%"])
def test_a_goal_as_high_or_higher_is_the_plans_own(value: str) -> None:
    row = ROW.format("UBND cấp xã")
    assert compare_plans(plan(ABOVE + row), plan(BELOW.replace("95%", value) + row)).findings == ()


def test_days_of_plans_for_two_years_are_not_compared() -> None:
    row = ROW.format("UBND cấp xã")
    later = (BELOW + row).replace("2027", "2028")
    assert [one.code for one in compare_plans(plan(ABOVE + row), plan(later)).findings] == ["PC009"]


def test_a_missing_row_is_named_by_its_task_and_product() -> None:
    above, below = plan(ABOVE + ROW.format("UBND cấp xã")), plan(BELOW + "1\tHọp thôn\tBiên bản\tQuý I/2027\tThôn\n")
    (found,) = compare_plans(above, below).findings
    assert found.evidence == "Niêm yết thủ tục hành chính: Biên bản niêm yết"
