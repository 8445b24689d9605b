"""Accounts by the list: read, looked over, made; slips shown once."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client

from caicach.accounts.models import SignInCode, User
from caicach.audit.models import Entry
from caicach.people.mapping.lines import AccountLine
from caicach.people.models import Grant, Post
from caicach.people.selectors import LineFate, lines_checked
from caicach.people.services import people_import
from caicach.web.errors import NotAllowed, WrongState
from cast import Cast, Person
from people_sheets import HEADING, sheet, upload
from soundness import assert_clean

ADDRESS = "/nguoi-dung/nhap/"
CONFIRM = "/nguoi-dung/nhap/lap/"
COMMUNE = "UBND xã Suối Nhạn"
Browser = Callable[[Person], Client]


def preview(client: Client, data: bytes) -> Any:
    return client.post(ADDRESS, {"file": upload(data)})


def carried(page: str) -> str:
    found = re.search(r'name="lines" value="([^"]+)"', page)
    assert found
    return found.group(1)


def lines(*rows: Iterable[str]) -> tuple[AccountLine, ...]:
    return tuple(AccountLine(at, *row) for at, row in enumerate(rows, start=2))


def test_a_list_becomes_accounts_that_can_sign_in(cast: Cast, browser: Browser) -> None:
    client, before = browser(cast.administrator), User.objects.count()
    data = sheet((1, COMMUNE, "Vàng Thị Mỷ", "Công chức", 912000001.0), (2, "Sở Tài chính", "Lò Văn Đức", "", ""))
    page = preview(client, data).content.decode()
    assert_clean(page)
    assert "2 tài khoản sẽ được lập" in page
    assert (User.objects.count(), SignInCode.objects.count()) == (before, 0)

    slips = client.post(CONFIRM, {"lines": carried(page)})
    shown = slips.content.decode()
    assert_clean(shown)
    assert "no-store" in slips.headers["Cache-Control"]
    made = User.objects.get(username="myvt.suoinhan")
    assert (made.full_name, made.phone, made.must_change_password) == ("Vàng Thị Mỷ", "0912000001", True)
    post = Post.objects.get(user=made)
    assert (post.agency_id, post.title, post.valid_from) == (cast.commune.pk, "Công chức", cast.today)
    assert [(one.role, one.scope_id) for one in post.grants.all()] == [("agency_officer", cast.commune.pk)]
    codes = re.findall(r'slip__code">([^<]+)<', shown)
    assert len(codes) == 2
    entering = Client().post("/tai-khoan/dang-nhap/", {"username": "myvt.suoinhan", "password": codes[0]})
    assert entering.status_code == 302


def test_sending_the_decision_twice_makes_nobody_twice(cast: Cast, browser: Browser) -> None:
    client = browser(cast.administrator)
    page = preview(client, sheet((1, COMMUNE, "Vàng Thị Mỷ", "", ""))).content.decode()
    client.post(CONFIRM, {"lines": carried(page)})
    count = User.objects.count()
    again = client.post(CONFIRM, {"lines": carried(page)})

    assert again.status_code == 409
    assert "Không còn tài khoản nào để lập" in again.content.decode()
    assert User.objects.count() == count


def test_a_list_that_was_completed_makes_only_who_is_missing(cast: Cast) -> None:
    actor, now = cast.administrator.actor, {"now": cast.now, "today": cast.today}
    first = lines((COMMUNE, "Vàng Thị Mỷ"), ("Sở Lạ", "Lò Văn Đức"))
    slips, left_out = people_import(first, actor=actor, **now)  # type: ignore[arg-type]
    assert (len(slips), [one.fate for one in left_out]) == (1, [LineFate.BAD])

    mended = lines((COMMUNE, "Vàng Thị Mỷ"), ("Sở Tài chính", "Lò Văn Đức"))
    slips, left_out = people_import(mended, actor=actor, **now)  # type: ignore[arg-type]
    assert [slip.full_name for slip in slips] == ["Lò Văn Đức"]
    assert [one.fate for one in left_out] == [LineFate.THERE]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "Lò Văn Đức"), "Thiếu tên cơ quan."),
        ((COMMUNE, ""), "Thiếu họ và tên."),
        (("Sở Du hành vũ trụ", "Lò Văn Đức"), "Danh bạ không có “Sở Du hành vũ trụ”."),
        (("UBND cấp xã", "Lò Văn Đức"), "là một nhóm; ghi tên một cơ quan."),
        ((COMMUNE, "Lò Văn Đức", "", "12"), "Không đọc được số điện thoại “12”."),
        ((COMMUNE, "Lò Văn Đức", "", "", "huong"), "Tên đăng nhập “huong” đã có người dùng."),
        ((COMMUNE, "Lò Văn Đức", "", "", "Đức Lò"), "chỉ được có chữ không dấu"),
        ((COMMUNE, "Lò Văn Đức", "", "", "", "giám sát"), "Không có vai trò “giám sát”"),
        ((COMMUNE, "Lò Văn Đức", "", "", "", "quản trị"), "cần chọn phạm vi"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(cast: Cast, row: tuple[str, ...], said: str) -> None:
    (checked,) = lines_checked(lines(row), actor=cast.administrator.actor, on=cast.today)

    assert checked.fate is LineFate.BAD
    assert said in " ".join(checked.problems)


def test_a_name_that_is_nearly_one_of_the_register_is_offered(cast: Cast) -> None:
    (checked,) = lines_checked(lines(("Sở Tài", "Lò Văn Đức")), actor=cast.administrator.actor, on=cast.today)

    assert "Sở Tài chính" in checked.candidates


def test_one_person_twice_is_refused_but_two_of_one_name_are_two(cast: Cast) -> None:
    rows = (
        (COMMUNE, "Vàng Thị Mỷ", "", "0912000001"),
        (COMMUNE, "vàng thị mỷ", "", ""),
        (COMMUNE, "Vàng Thị Mỷ", "", "0912000002"),
        ("UBND xã Đồi Chè", "Vàng Thị Mỷ", "", ""),
    )
    checked = lines_checked(lines(*rows), actor=cast.administrator.actor, on=cast.today)

    assert [one.fate for one in checked] == [LineFate.NEW, LineFate.BAD, LineFate.NEW, LineFate.NEW]
    assert checked[1].problems[0].startswith("Trùng với dòng 2.")
    assert [one.username for one in checked if one.username] == [
        "myvt.suoinhan",
        "myvt.suoinhan2",
        "myvt.doiche",
    ]


def test_a_leader_brings_in_people_of_their_own_agency_alone(cast: Cast) -> None:
    rows = lines(
        (COMMUNE, "Vàng Thị Mỷ"), ("Sở Tài chính", "Lò Văn Đức"), (COMMUNE, "Mùa A Páo", "", "", "", "lãnh đạo")
    )
    checked = lines_checked(rows, actor=cast.commune_leader.actor, on=cast.today)

    assert [one.fate for one in checked] == [LineFate.NEW, LineFate.BAD, LineFate.BAD]
    assert "không được cấp vai trò" in checked[2].problems[0]


def test_whoever_manages_nobody_is_refused_and_nothing_changes(cast: Cast, browser: Browser) -> None:
    before = User.objects.count()
    with pytest.raises(NotAllowed, match="quản lý người dùng"):
        people_import(lines((COMMUNE, "Vàng Thị Mỷ")), actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
    client = browser(cast.commune_officer)
    for response in (client.get(ADDRESS), preview(client, sheet()), client.post(CONFIRM, {"lines": "x"})):
        assert response.status_code == 403
        assert "được quản lý người dùng" in response.content.decode()
    assert User.objects.count() == before


@pytest.mark.parametrize("text", ["", "x", "eyJi:1:2"])
def test_lines_that_were_tampered_with_are_refused(cast: Cast, browser: Browser, text: str) -> None:
    response = browser(cast.administrator).post(CONFIRM, {"lines": text})

    assert response.status_code == 409
    assert "Bản xem trước đã cũ" in response.content.decode()


def test_the_lines_of_one_person_are_not_another_s(cast: Cast, browser: Browser) -> None:
    page = preview(browser(cast.administrator), sheet((1, COMMUNE, "Vàng Thị Mỷ", "", ""))).content.decode()

    assert browser(cast.standing_officer).post(CONFIRM, {"lines": carried(page)}).status_code == 409


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Tệp không có nội dung"),
        (b"a,b\n", "Đây không phải tệp XLSX"),
        (b"PK\x03\x04 broken", "Không mở được tệp"),
        (b"\xd0\xcf\x11\xe0 old", "XLS cũ hoặc đặt mật khẩu"),
        (sheet(heading=("A", "B")), "Không thấy cột cơ quan, họ và tên"),
        (sheet(heading=HEADING), "không có người nào"),
    ],
    ids=["empty", "text", "broken", "old", "no-heading", "no-rows"],
)
def test_a_file_that_cannot_be_read_says_why(cast: Cast, browser: Browser, data: bytes, said: str) -> None:
    response = preview(browser(cast.administrator), data)

    assert response.status_code == 422
    assert said in response.content.decode()


def test_three_hundred_people_take_a_constant_number_of_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    names = (COMMUNE, "UBND xã Đồi Chè", "Sở Tài chính")
    many = lines(*((names[at % 3], f"Lò Văn {'abcdefghij'[at % 10]}{at}", "Công chức", "", "") for at in range(300)))
    with django_assert_max_num_queries(25):
        slips, left_out = people_import(many, actor=cast.administrator.actor, now=cast.now, today=cast.today)

    assert (len(slips), left_out) == (300, ())
    assert len({slip.username for slip in slips}) == len({slip.code for slip in slips}) == 300
    assert Grant.objects.filter(valid_from=cast.today).count() == 300
    assert Entry.objects.filter(action="people.post_open").count() == 300


def test_slips_stand_eight_to_a_sheet(cast: Cast, browser: Browser) -> None:
    client = browser(cast.administrator)
    data = sheet(*((at, COMMUNE, f"Lò Văn Số {at}", "", "") for at in range(1, 20)))
    shown = client.post(CONFIRM, {"lines": carried(preview(client, data).content.decode())}).content.decode()

    assert (shown.count('class="slips"'), shown.count('class="slip"')) == (3, 19)


def test_the_sample_is_a_list_that_can_be_read(cast: Cast, browser: Browser) -> None:
    client = browser(cast.administrator)
    response = client.get("/nguoi-dung/nhap/mau.xlsx")
    page = preview(client, response.content).content.decode()

    assert "1 tài khoản sẽ được lập" not in page  # the leader of the example is in the cast already, as is the officer
    assert "Mọi người trong danh sách đã có tài khoản" in page


def test_nothing_is_kept_where_a_name_was_taken_in_between(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caicach.accounts.selectors.usernames", frozenset)
    User.objects.create_user("myvt.suoinhan", full_name="Vàng Thị Mỷ")
    before = (User.objects.count(), Post.objects.count())
    with pytest.raises(WrongState, match="trùng tên đăng nhập"):
        people_import(lines((COMMUNE, "Vàng Thị Mỷ")), actor=cast.administrator.actor, now=cast.now, today=cast.today)
    assert (User.objects.count(), Post.objects.count()) == before
