"""After a plan was assigned: a cell is corrected, rows are added, a duty opens its place; with scripts off too."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from caicach.obligations.models import Obligation
from caicach.plans import services
from caicach.plans.models import Plan
from caicach.web import clock
from cast import NOW, Cast, cast_make
from plans_sample import ROWS, plan_text

PAGES = ("sua/2/", "them-dong/", "them-dong/?cach=tay", "thu-hoi/", "van-ban-goc/?cho=8.2.2")
WIDTHS = (1440, 390)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Controls without a name, doubled ids, tables without a name: what a screen reader stumbles over.
FAULTS = """() => {
  const name = (one) => one.getAttribute("aria-label") || one.textContent.trim() || one.title
    || (one.labels && one.labels.length && one.labels[0].textContent.trim());
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  return [
    ...[...document.querySelectorAll("main :is(a[href], button, input:not([type=hidden]), select, textarea, summary)")]
      .filter((one) => !name(one)).map((one) => "no name: " + one.outerHTML.slice(0, 80)),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => "twice: " + id),
    ...[...document.querySelectorAll("table")].filter((one) => !one.caption && !one.getAttribute("aria-label"))
      .map(() => "a table without a name"),
  ];
}"""


@pytest.fixture
def cast(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The province and its people."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return cast_make()


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The sample plan, assigned."""
    actor = cast.standing_officer.actor
    made = services.plan_upload(
        actor=actor,
        content=plan_text(*ROWS),
        file_name="ke-hoach.txt",
        issuer_id=cast.province.pk,
        year=None,
        is_run_as_current=False,
        now=cast.now,
    )
    services.plan_confirm(Plan.objects.get(pk=made.pk), actor=actor, now=cast.now, today=cast.today)
    return Plan.objects.get(pk=made.pk)


def signed_in(context: BrowserContext, live_server: Any, cast: Cast) -> BrowserContext:
    """Let the standing officer in."""
    client = Client()
    client.force_login(cast.standing_officer.user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context


@pytest.fixture
def bare(chromium: Browser, live_server: Any, cast: Cast) -> Iterator[Page]:
    """The standing officer's page with scripts off."""
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 1440, "height": 900}
    )
    yield signed_in(context, live_server, cast).new_page()
    context.close()


def test_a_cell_is_corrected_with_scripts_off(bare: Page, plan: Plan) -> None:
    bare.goto(f"/ke-hoach/{plan.uid}/")
    bare.get_by_role("link", name="Sửa dòng").nth(1).click()
    bare.get_by_label("Thời hạn theo văn bản").fill("Chậm nhất ngày 25/5/2026")
    bare.get_by_label("Lý do", exact=True).fill("Đọc sai ô thời hạn, sửa theo bản giấy.")
    bare.get_by_role("button", name="Xem trước thay đổi").click()
    expect(bare.get_by_role("table", name="Đổi", exact=True)).to_contain_text("25/05/2026")
    bare.get_by_role("button", name="Sửa và áp dụng").click()
    expect(bare.get_by_text("Đã sửa dòng I.1")).to_be_visible()
    moved = Obligation.objects.filter(duty__deliverable__position=2)
    assert {(f"{one.first_due_on:%d/%m}", f"{one.due_on:%d/%m}") for one in moved} == {("15/05", "25/05")}


def test_a_duty_opens_its_place_with_scripts_off(bare: Page, plan: Plan) -> None:
    one = Obligation.objects.filter(duty__deliverable__position=2)[0]
    bare.goto(f"/nhiem-vu/{one.uid}/")
    bare.get_by_role("link", name="Mở đúng chỗ trong văn bản").click()
    place = bare.locator("#cho")
    expect(place).to_have_text("Báo cáo rà soát của xã")
    expect(place).to_be_in_viewport()


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_fit_and_name_everything(
    context: BrowserContext, live_server: Any, cast: Cast, plan: Plan, path: str
) -> None:
    page = signed_in(context, live_server, cast).new_page()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"/ke-hoach/{plan.uid}/{path}")
        assert page.evaluate(OVERFLOW) == 0
        assert page.evaluate(FAULTS) == []


def test_pasted_rows_are_assigned(context: BrowserContext, live_server: Any, cast: Cast, plan: Plan) -> None:
    page = signed_in(context, live_server, cast).new_page()
    page.goto(f"/ke-hoach/{plan.uid}/them-dong/")
    row = "TT\tNhiệm vụ\tSản phẩm\tChủ trì\tThời hạn\n1\tRà soát nội bộ\tBáo cáo nội bộ\tSở Tài chính\tQuý IV/2026"
    page.get_by_label("Các dòng", exact=True).fill(row)
    page.get_by_label("Căn cứ bổ sung").fill("Bổ sung theo Công văn số 120/UBND-KSTT.")
    page.get_by_role("button", name="Đọc và xem trước").click()
    assert page.evaluate(FAULTS) == []
    page.get_by_role("button", name="Bổ sung và giao việc").click()
    expect(page.get_by_text("Đã bổ sung 1 dòng")).to_be_visible()
    assert Obligation.objects.get(duty__title="Báo cáo nội bộ").agency == cast.department
