"""One period from its opening to the signed report's PDF, as its people work: by workbook, phone, paper and paste."""

import io
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from caicach.figures.constants import BOOK_COLUMNS, BOOK_SHEET, KEY_COLUMN, Origin, PeriodState, ReturnKind, ReturnState
from caicach.figures.models import Period, Return
from caicach.figures.selectors import return_for
from caicach.figures.services import cells_save
from caicach.web import clock
from caicach.web.actor import SYSTEM, Role
from cast import NOW, Cast, cast_make, person_make
from figures_cast import GOOD, drafts_of, form_make, third_commune_make
from no_pango import needs_pango
from office import Office
from reform.forms.figures import cell_of, cell_text
from reports_cast import template_make

PHONE = {"width": 390, "height": 844}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHY_BACK = "Số hồ sơ quá hạn chưa khớp với hệ thống một cửa, xem lại."
WHY_OUT = "Số liệu của Văn phòng nằm trong số liệu của tỉnh."
LATE, OPEN = "dossier.late[tier=commune]", "dossier.open[tier=commune]"
# The neighbour's own numbers: 50 + 5 dossiers came, 30 + 1 were done, 24 are left.
NEIGHBOUR: dict[str, Any] = GOOD | {
    "dossier.carried[tier=commune]": 5, "dossier.received[channel_in=direct,tier=commune]": 20,
    "dossier.received[channel_in=online,tier=commune]": 30, "dossier.on_time[tier=commune]": 30,
    LATE: 1, OPEN: 24, "dossier.land[tier=commune]": 10,
}  # fmt: skip
THIRD: dict[str, Any] = NEIGHBOUR | {"steer.docs": 7}
OFFICE: dict[str, Any] = {
    key.replace("tier=commune", "tier=province"): said for key, said in NEIGHBOUR.items() if key != "link.done"
}
DOCS = 4 + 4 + 7 + 4 + 4 + 9  # by the five units and the province itself
RECEIVED = 100 + 50 + 50 + 50 + 50  # by the five units


@pytest.fixture
def cast(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast on the day after the figures' last, with a form, a template and a third commune; no period yet."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = cast_make()
    third_commune_make(made)
    form_make()
    template_make()
    return made


def sheet_of(name: str) -> Return:
    """Return the return of an agency as it stands."""
    return return_for(SYSTEM, Return.objects.get(agency__current_name=name, kind=ReturnKind.OWN).uid)


def say(page: Page, words: str) -> None:
    """See the message that the page says at its top."""
    expect(page.locator("main .messages")).to_contain_text(words)


def open_the_period(page: Page) -> Period:
    """Open quarter I for all but one, which is left out with the reason."""
    page.goto("/so-lieu/ky/mo/")
    page.get_by_label("Năm").fill("2026")
    page.get_by_label("Kỳ", exact=True).select_option("Q1")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_label("Văn phòng UBND tỉnh không phải gửi", exact=True).check()
    page.get_by_label("Lý do Văn phòng UBND tỉnh không phải gửi").fill(WHY_OUT)
    page.get_by_role("button", name=re.compile("^Mở kỳ quý I")).click()
    say(page, "Đã mở kỳ quý I")
    period = Period.objects.get()
    below = Return.objects.filter(period=period, kind=ReturnKind.OWN).exclude(agency_id=period.owner_id)
    assert sorted(below.values_list("level", flat=True)) == ["commune"] * 3 + ["department"] * 2
    return period


def keep(sheet: Return, values: dict[str, Any]) -> None:
    """Keep figures without a browser: how they are typed was shown before."""
    cells_save(sheet, drafts_of(values), actor=SYSTEM, now=NOW, origin=Origin.TYPED)


def hand_in(page: Page, sheet: Return, *, state: str = ReturnState.SUBMITTED, **paper: str) -> None:
    """Look at the return once more and send it."""
    page.goto(f"/so-lieu/ban/{sheet.uid}/gui/")
    for name, said in paper.items():
        page.locator(f"[name='{name}']").fill(said)
    page.locator("main form").get_by_role("button", name=re.compile("^Gửi ")).click()
    say(page, "Đã gửi")
    assert Return.objects.get(pk=sheet.pk).state == state


def filled_workbook(path: Path, values: dict[str, Any]) -> bytes:
    """Return the workbook that was handed out, filled as an officer fills it in Excel: words as they are read."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    rows = book[BOOK_SHEET]
    head = next(row for row in rows.iter_rows() if row[0].value == BOOK_COLUMNS[0])
    at = {cell.value: cell.column for cell in head}
    words = {"yes": "Có", "no": "Không"}
    wanted = {
        _key(name): words.get(str(said), float(said) if "." in str(said) else said) for name, said in values.items()
    }
    for row in rows.iter_rows(min_row=head[0].row + 1):
        key = row[at[KEY_COLUMN] - 1].value
        if key in wanted:
            rows.cell(row[0].row, at["Số liệu"]).value = wanted.pop(key)
    assert wanted == {}
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _key(name: str) -> str:
    key, _sign, members = name.partition("[")
    return cell_text(cell_of(key, members.rstrip("]")))


def by_workbook(page: Page, sheet: Return, values: dict[str, Any]) -> None:
    """Take the workbook home, fill it, bring it back, look at what would change, and keep it."""
    page.goto(f"/so-lieu/ban/{sheet.uid}/nhan-xlsx/")
    with page.expect_download() as handed:
        page.get_by_role("link", name="Tải biểu XLSX về điền").click()
    data = filled_workbook(Path(handed.value.path()), values)
    page.locator("input[type=file]").set_input_files({"name": "suoi-nhan.xlsx", "mimeType": XLSX, "buffer": data})
    page.get_by_role("button", name="Đọc tệp và xem trước").click()
    changed = page.get_by_role("table", name="Các ô sẽ thay đổi")
    expect(changed.get_by_role("row")).to_have_count(len(values) + 1)
    expect(changed.get_by_role("row", name=re.compile("Giải quyết đúng hạn"))).to_contain_text("90")
    assert not sheet.cells.exists()  # nothing is kept before somebody says so
    page.locator("#luu").get_by_role("button").click()
    say(page, f"Đã lưu {len(values)} ô.")


def by_typing(page: Page, sheet: Return, values: dict[str, Any]) -> None:
    """Fill every section by keys, as the pages lead on."""
    for section in ("steer", "dossier", "staff"):
        page.goto(f"/so-lieu/ban/{sheet.uid}/{section}/")
        for name, said in _of_section(section, values).items():
            _type(page, name, said)
        expect(page.locator("[data-saved]")).to_contain_text("Đã lưu")
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def _of_section(section: str, values: dict[str, Any]) -> dict[str, Any]:
    prefixes = {"steer": ("steer.", "link."), "dossier": ("dossier.",), "staff": ("staff.", "money.")}[section]
    return {name: said for name, said in values.items() if name.startswith(prefixes)}


def _type(page: Page, name: str, said: Any) -> None:
    field = page.locator(f"[name='o:{name.replace(',', ', ')}']").first
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(str(said))
        return
    field.fill(str(said).replace(".", ","))
    page.keyboard.press("Enter")


def by_paste(page: Page, sheet: Return, values: dict[str, Any]) -> None:
    """Paste rows of code and number as they stand in the office's own table; what has no code of its own is typed."""
    page.goto(f"/so-lieu/ban/{sheet.uid}/dan/")
    page.locator("textarea[name='text']").fill("3.1.1\t22\n3.1.2\t21\n3.1.3\t85,5")
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_role("table", name="Các ô sẽ thay đổi").get_by_role("row")).to_have_count(4)
    page.locator("#luu").get_by_role("button").click()
    say(page, "Đã lưu 3 ô.")
    keep(sheet, {name: said for name, said in values.items() if not name.startswith(("staff.", "money."))})


def decide(page: Page, period: Period, names: list[str], *, reason: str = "") -> None:
    """Take in, or give back with the reason, the ticked units of a period."""
    page.goto(f"/so-lieu/ky/{period.uid}/")
    for name in names:
        page.get_by_label(f"Chọn {name}", exact=True).check()
    if not reason:
        page.get_by_role("button", name="Nhận số liệu").click()
        say(page, f"Đã nhận {len(names)} bản số liệu.")
        return
    page.locator("summary").filter(has_text="Trả lại để sửa").click()
    page.get_by_label("Cần sửa gì").fill(reason)
    page.get_by_role("button", name="Trả lại các đơn vị đã đánh dấu").click()
    say(page, f"Đã trả lại {len(names)} bản số liệu.")


def given_back_and_mended(page: Page, sheet: Return) -> None:
    """Read on the phone what is to be mended, mend it, and send it again."""
    page.goto("/so-lieu/")
    expect(page.locator("main")).to_contain_text(WHY_BACK)
    page.goto(f"/so-lieu/ban/{sheet.uid}/dossier/")
    expect(page.locator("main")).to_contain_text(WHY_BACK)
    _type(page, LATE, 2)
    _type(page, OPEN, 23)
    expect(page.locator("[data-saved]")).to_contain_text("Đã lưu")
    hand_in(page, sheet)


def add_up(page: Page, period: Period) -> None:
    """Have the figures added up."""
    page.goto(f"/so-lieu/tong-hop/{period.uid}/tong-hop-lai/")
    page.get_by_role("button", name="Tổng hợp số liệu").click()
    say(page, "Đã tổng hợp")


def counted(page: Page, period: Period, line: str) -> str:
    """Return the row of a line of the whole: its figure, and from how many units of how many."""
    page.goto(f"/so-lieu/tong-hop/{period.uid}/phan/dossier/")
    return page.get_by_role("row").filter(has_text=line).first.inner_text()


def merge_and_close(page: Page, period: Period) -> None:
    """Merge every section, then close the whole."""
    for number in range(3, 0, -1):
        page.goto(f"/so-lieu/tong-hop/{period.uid}/")
        buttons = page.get_by_role("button", name=re.compile("^Ghép phần này"))
        expect(buttons).to_have_count(number)
        buttons.first.click()
        say(page, "Đã ghép 1 phần.")
    page.get_by_role("button", name="Chốt số liệu tổng hợp").click()
    say(page, "Đã chốt số liệu tổng hợp.")


def write_the_report(page: Page) -> bytes:
    """Open the report of the whole and return its PDF."""
    page.goto("/bao-cao/")
    page.get_by_label("Kỳ báo cáo").select_option(label="UBND tỉnh Sông Mây: quý I năm 2026")
    page.get_by_role("button", name="Lập báo cáo").click()
    expect(page.locator("h1")).to_contain_text("uý I")
    with page.expect_download() as handed:
        page.get_by_role("link", name=re.compile("PDF")).first.click()
    return Path(handed.value.path()).read_bytes()


def pages_of(data: bytes) -> list[str]:
    """Return the text of each page, after looking that something is printed on each and nothing runs over its edge."""
    paper = pypdfium2.PdfDocument(data)
    texts = []
    for page in paper:
        picture = page.render(scale=1).to_pil().convert("L")
        dark = picture.point(lambda tone: 255 if tone < 128 else 0).getbbox()
        assert dark is not None, "a blank page"
        left, _top, right, _bottom = dark
        assert left > 20 and right < picture.width - 20, "printed into the margin"
        texts.append(" ".join(page.get_textpage().get_text_bounded().split()))
    return texts


def units_hand_in(office: Office, cast: Cast, standing: Page, phone: Page) -> None:
    """Let one unit hand in by workbook, one by typing on a phone, one on paper, one by paste."""
    commune = office.page_of(cast.commune_officer, viewport={"width": 1440, "height": 900})
    first = sheet_of("UBND xã Suối Nhạn")
    by_workbook(commune, first, GOOD)
    hand_in(commune, first)

    second = sheet_of("UBND xã Đồi Chè")
    by_typing(phone, second, NEIGHBOUR)
    hand_in(phone, second)

    third = sheet_of("UBND xã Nà Lúa")
    by_typing(standing, third, THIRD)
    hand_in(standing, third, symbol="45/BC-UBND", issued_on="15/03/2026", kept_at="Văn thư Sở Nội vụ, cặp 3")
    entered = sheet_of("UBND xã Nà Lúa")
    assert entered.paper is not None
    assert (entered.on_behalf_by, entered.paper.symbol) == (cast.standing, "45/BC-UBND")

    fourth = sheet_of("Sở Tài chính")
    department = office.page_of(cast.department_officer)
    by_paste(department, fourth, OFFICE)
    hand_in(department, fourth)


def the_rest_comes_in(office: Office, cast: Cast, period: Period) -> None:
    """Let the standing body's own return come, and the province take in what the standing body may not."""
    fifth = sheet_of("Sở Nội vụ")
    keep(fifth, OFFICE)
    hand_in(office.page_of(person_make("an", "Lò Thị An", cast.standing, Role.AGENCY_OFFICER)), fifth)
    decide(office.page_of(cast.province_leader), period, ["UBND xã Nà Lúa", "Sở Nội vụ"])


@needs_pango
def test_a_period_goes_from_its_opening_to_the_printed_report(office: Office, cast: Cast) -> None:
    standing = office.page_of(cast.standing_officer, viewport={"width": 1440, "height": 900})
    phone = office.page_of(cast.neighbour_officer, viewport=PHONE, has_touch=True)
    period = open_the_period(standing)
    units_hand_in(office, cast, standing, phone)

    decide(standing, period, ["UBND xã Đồi Chè"], reason=WHY_BACK)
    given_back_and_mended(phone, sheet_of("UBND xã Đồi Chè"))
    decide(standing, period, ["UBND xã Suối Nhạn", "UBND xã Đồi Chè", "Sở Tài chính"])

    add_up(standing, period)
    said = counted(standing, period, "Hồ sơ tiếp nhận mới")
    assert "200" in said and "3/5" in said and "còn thiếu" in said  # who is missing is no zero
    the_rest_comes_in(office, cast, period)
    said = counted(standing, period, "Hồ sơ tiếp nhận mới")
    assert str(RECEIVED) in said and "5/5" in said  # an open whole follows

    own = sheet_of("UBND tỉnh Sông Mây")
    keep(own, {"steer.docs": 9, "steer.plan": "yes"})
    hand_in(standing, own, state=ReturnState.ACCEPTED)
    add_up(standing, period)
    merge_and_close(standing, period)
    period.refresh_from_db()
    assert period.state == PeriodState.CONSOLIDATED

    printed = pages_of(write_the_report(standing))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in printed[0] and "Độc lập - Tự do - Hạnh phúc" in printed[0]
    assert "TỈNH SÔNG MÂY" in printed[0] and "BÁO CÁO" in printed[0]
    whole = " ".join(printed)
    assert f"đã ban hành {DOCS} văn bản" in whole
    assert f"Tiếp nhận {RECEIVED} hồ sơ, trong đó trực tiếp 110, trực tuyến 190; đúng hạn 96,77%" in whole
    assert "…" not in whole.replace("…/", "")  # every figure of this template is there
