"""Columns are known by their headings, in any order; names to sign in by are short and plain."""

import pytest

from caicach.people.imports import read_sheet
from caicach.people.mapping.columns import find_heading, lines_below
from caicach.people.mapping.lines import AccountLine, from_plain, phone_of, to_plain
from caicach.people.mapping.usernames import USERNAME, agency_word, propose_username
from people_sheets import sheet


@pytest.mark.parametrize(
    "heading",
    [
        ("TT", "Cơ quan", "Họ và tên", "Chức vụ", "Điện thoại"),
        ("STT", "Tên đơn vị", "Họ tên", "Chức danh", "Số ĐT di động"),
        ("No", "ĐƠN VỊ CÔNG TÁC", "HỌ VÀ TÊN CÁN BỘ", "VỊ TRÍ VIỆC LÀM", "SĐT"),
        ("", "Agency", "Full name", "Position", "Phone"),
    ],
)
def test_headings_are_known_by_what_they_mean(heading: tuple[str, ...]) -> None:
    assert find_heading((heading,)).columns == {"agency": 1, "full_name": 2, "title": 3, "phone": 4}


def test_columns_may_stand_in_any_order_below_a_title() -> None:
    rows = (
        ("DANH SÁCH ĐĂNG KÝ TÀI KHOẢN CỦA CÁC CƠ QUAN, ĐƠN VỊ TRONG TỈNH SÔNG MÂY NĂM 2026",),
        (),
        ("Số điện thoại", "Tên đăng nhập", "Vai trò", "Họ và tên", "Cơ quan", "Ghi chú"),
        ("0912 000 001", "huong.sn", "lãnh đạo", "Lê Thị  Mai Hương", "UBND xã Suối Nhạn", "x"),
    )
    heading = find_heading(rows)

    assert heading.row == 2
    assert lines_below(rows, heading) == (
        AccountLine(
            4,
            "UBND xã Suối Nhạn",
            "Lê Thị Mai Hương",
            phone="0912 000 001",
            username="huong.sn",
            role="lãnh đạo",
        ),
    )


def test_an_empty_cell_of_the_agency_means_the_one_above() -> None:
    rows = (
        ("Cơ quan", "Họ và tên"),
        ("Sở Tài chính", "Lò Văn Đức"),
        ("", "Mùa A Páo"),
        ("", ""),
        ("UBND xã Đồi Chè", ""),  # a line that only names who follows
        ("", "Vàng Thị Mỷ"),
    )
    found = lines_below(rows, find_heading(rows))

    assert [(line.row, line.agency, line.full_name, line.is_agency_carried) for line in found] == [
        (2, "Sở Tài chính", "Lò Văn Đức", False),
        (3, "Sở Tài chính", "Mùa A Páo", True),
        (6, "UBND xã Đồi Chè", "Vàng Thị Mỷ", True),
    ]


def test_a_sheet_without_the_two_needed_columns_says_which() -> None:
    assert find_heading((("Họ và tên", "Điện thoại"),)).missing == ("agency",)
    assert find_heading(()).missing == ("agency", "full_name")


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("", ""),
        ("0912 000 001", "0912000001"),
        ("912000001", "0912000001"),
        ("+84 912.000.001", "0912000001"),
        ("84912000001", "0912000001"),
        ("(0203) 382 6127", "02033826127"),
        ("0912000001; 0203000000", "0912000001"),
        ("12", None),
        ("không có", None),
    ],
)
def test_telephone_numbers(typed: str, phone: str | None) -> None:
    assert phone_of(typed) == phone


@pytest.mark.parametrize(
    ("agency", "word"),
    [
        ("UBND xã Suối Nhạn", "suoinhan"),
        ("Ủy ban nhân dân phường Đồi Vông", "doivong"),
        ("Sở Nội vụ", "noivu"),
        ("Xã", "xa"),
        ("Trung tâm Quan trắc môi trường và Kỹ thuật tài nguyên nước", "ttqtmtvkttnn"),
    ],
)
def test_an_agency_has_a_short_word(agency: str, word: str) -> None:
    assert agency_word(agency) == word


def test_a_name_to_sign_in_by_is_new_and_can_be_typed() -> None:
    first = propose_username("Lê Thị Mai Hương", "UBND xã Suối Nhạn", ())
    second = propose_username("Lê Thị Mỹ Hường", "UBND xã Suối Nhạn", {first})

    assert (first, second) == ("huongltm.suoinhan", "huongltm.suoinhan2")
    assert USERNAME.fullmatch(first)


def test_lines_travel_as_plain_values() -> None:
    lines = (AccountLine(2, "Sở Tài chính", "Lò Văn Đức", phone="0912000001", is_agency_carried=True),)

    assert from_plain(to_plain(lines)) == lines


def test_cells_become_text() -> None:
    rows = read_sheet(sheet((1.0, "Ho\u0301a", True, None, 0.5), heading=("a",)))

    assert rows == (("a",), ("1", "Hóa", "True", "", "0.5"))
