"""The register as pages: on a day, by name, one agency through time."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.accounts.models import User
from caicach.agencies import services
from caicach.agencies.constants import MandateKind, ReorganisationKind
from caicach.agencies.pages import FOLDED_FROM, Line, Section
from caicach.agencies.services import ReorganisationPlan
from caicach.web.actor import SYSTEM

TODAY = date(2026, 11, 16)
MERGED_ON = date(2025, 3, 1)


@pytest.fixture
def browser(client: Client, ids: dict[str, int]) -> Client:
    """Somebody without any role: every signed-in person may see the register."""
    client.force_login(User.objects.create_user("can.bo", full_name="Nguyễn Thị Mây"))
    return client


def text_of(response: Any) -> str:
    """The words of the page itself, without mark-up."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def list_of(browser: Client, **query: str) -> Any:
    return browser.get(reverse("agencies:list"), query)


def test_the_list_shows_the_register_by_level(browser: Client, ids: dict[str, int]) -> None:
    text = text_of(list_of(browser))
    assert "11 cơ quan, trong đó 2 đơn vị cấp huyện và 3 đơn vị cấp xã" in text
    order = ["Sở Nội vụ", "UBND huyện Nậm Trám", "UBND xã Suối Nhạn"]
    assert sorted(order, key=text.index) == order
    assert "Phòng Nội vụ" not in text  # it stands on the page of its district


def test_the_list_is_that_of_the_day(browser: Client, ids: dict[str, int]) -> None:
    plan = ReorganisationPlan(ReorganisationKind.MERGE, MERGED_ON, (ids["ke-hoach"],), (ids["tai-chinh"],))
    services.agencies_reorganise(plan, actor=SYSTEM, today=TODAY)
    assert "Sở Kế hoạch và Đầu tư" not in text_of(list_of(browser))
    before = list_of(browser, ngay="28/02/2025")
    assert "Sở Kế hoạch và Đầu tư" in text_of(before)
    assert f"/co-quan/{ids['ke-hoach']}/?ngay=2025-02-28" in before.content.decode()
    assert "chưa có cơ quan nào" in text_of(list_of(browser, ngay="1/1/2001"))


def test_long_sections_fold_and_what_was_searched_for_does_not() -> None:
    lines = tuple(Line("/", f"UBND xã {number}", "", 0) for number in range(FOLDED_FROM + 1))
    assert Section("Ủy ban nhân dân cấp xã", lines).is_folded
    assert not Section("Ủy ban nhân dân cấp xã", lines[1:]).is_folded
    assert not Section("Kết quả tìm", lines, folds=False).is_folded


def test_a_search_finds_without_tone_marks(browser: Client, ids: dict[str, int]) -> None:
    text = text_of(list_of(browser, tim="phong noi vu"))
    assert "Phòng Nội vụ huyện Nậm Trám" in text and "Sở Nội vụ" not in text
    assert "Không có cơ quan nào khớp" in text_of(list_of(browser, tim="khong co"))


def test_a_day_that_does_not_exist_is_said_and_today_is_shown(browser: Client, ids: dict[str, int]) -> None:
    response = list_of(browser, ngay="31/02/2025")
    assert response.status_code == 422
    assert "tháng 2/2025 có 28 ngày" in text_of(response)
    assert "Sở Nội vụ" in text_of(response)


def test_an_agency_shows_its_time(browser: Client, ids: dict[str, int]) -> None:
    basis = "Nghị quyết số 12/NQ-HĐND"
    merger = ReorganisationPlan(ReorganisationKind.MERGE, MERGED_ON, (ids["ke-hoach"],), (ids["tai-chinh"],), basis)
    services.agencies_reorganise(merger, actor=SYSTEM, today=TODAY)
    services.agency_rename(ids["tai-chinh"], name="Sở Kinh tế", on=date(2026, 1, 1), actor=SYSTEM, today=TODAY)
    services.mandate_give(
        ids["tinh"],
        ids["tai-chinh"],
        kind=MandateKind.AREA_LEAD,
        area_code="public_finance",
        valid_from=MERGED_ON,
        actor=SYSTEM,
    )
    text = text_of(browser.get(reverse("agencies:detail", args=[ids["tai-chinh"]])))
    assert "Đổi tên thành “Sở Kinh tế”" in text
    assert "Tiếp nhận từ Sở Kế hoạch và Đầu tư (sáp nhập)" in text and basis in text
    assert text.index("Đổi tên") < text.index("Tiếp nhận") < text.index("Có trong danh bạ")
    assert "UBND tỉnh Sông Mây từ 01/03/2025" in text


def test_an_ended_agency_leads_to_its_heirs(browser: Client, ids: dict[str, int]) -> None:
    plan = ReorganisationPlan(ReorganisationKind.MERGE, MERGED_ON, (ids["ke-hoach"],), (ids["tai-chinh"],))
    services.agencies_reorganise(plan, actor=SYSTEM, today=TODAY)
    address = reverse("agencies:detail", args=[ids["ke-hoach"]])
    response = browser.get(address)
    assert "đã kết thúc hoạt động" in text_of(response)
    assert f'href="/co-quan/{ids["tai-chinh"]}/"' in response.content.decode()
    assert "đã kết thúc hoạt động" not in text_of(browser.get(address, {"ngay": "2025-02-28"}))


def test_an_agency_shows_who_stands_under_it_on_the_day(browser: Client, ids: dict[str, int]) -> None:
    services.agency_move(ids["suoi-nhan"], parent_id=ids["tinh"], on=date(2025, 7, 1), actor=SYSTEM, today=TODAY)
    address = reverse("agencies:detail", args=[ids["nam-tram"]])
    assert "UBND xã Suối Nhạn" not in text_of(browser.get(address))
    assert "UBND xã Suối Nhạn" in text_of(browser.get(address, {"ngay": "30/06/2025"}))


def test_an_unknown_agency_is_not_found(browser: Client, ids: dict[str, int]) -> None:
    assert browser.get(reverse("agencies:detail", args=[max(ids.values()) + 1])).status_code == 404


def test_pages_only_answer_reading(browser: Client, ids: dict[str, int]) -> None:
    assert browser.post(reverse("agencies:list")).status_code == 405
    assert browser.post(reverse("agencies:detail", args=[ids["tinh"]])).status_code == 405


def test_the_queries_are_few(browser: Client, ids: dict[str, int], django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):  # session, user, grants; register, search
        list_of(browser, tim="ubnd")
    with django_assert_max_num_queries(10):
        browser.get(reverse("agencies:detail", args=[ids["tinh"]]))
