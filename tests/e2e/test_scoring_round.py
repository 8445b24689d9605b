"""A whole round as its people work: four agencies, two bodies that appraise, a dispute, the published ranking."""

import re
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from caicach.scoring.constants import AppealState, AssessmentState, LeftOut, RoundState
from caicach.scoring.models import Appeal, Assessment, Round, Score
from caicach.scoring.services.appraise import AppraisalDraft, scores_appraise
from caicach.scoring.services.claims import ClaimDraft, claims_save, left_out_ask
from caicach.web import clock
from caicach.web.actor import SYSTEM
from cast import NOW, PDF, Cast, cast_make
from figures_cast import third_commune_make
from office import Office
from scoring_cast import DEPARTMENT_SET, set_make

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SUOI_NHAN, DOI_CHE, NA_LUA, TAI_CHINH = "UBND xã Suối Nhạn", "UBND xã Đồi Chè", "UBND xã Nà Lúa", "Sở Tài chính"
ISSUED, DONE, INSPECTED = "steering.plan.issued", "steering.plan.done", "steering.inspection"
ON_TIME, SORRY, IDEAS = "procedures.dossiers.on_time", "procedures.dossiers.apologies", "procedures.ideas"
SURVEY = "impact.survey"
BY_PAPER = "Tài liệu bản giấy lưu tại Văn phòng, gửi kèm phiếu chấm."
WHY_LOWER = "Sổ nhiệm vụ chỉ ghi bốn trên năm nhiệm vụ đã hoàn thành."
OBJECTION = "Nhiệm vụ thứ năm đã nộp, chờ nghiệm thu; đề nghị tính là hoàn thành."
ANSWER = "Chấp nhận một phần: nhiệm vụ thứ năm nộp sau hạn."
# What agencies claim that are not shown typing it, by sub-criterion.
FINANCE = {ISSUED: "in_time", INSPECTED: "yes", ON_TIME: "98", SORRY: "0", IDEAS: "2"}
THIRD = {ISSUED: "in_time", INSPECTED: "yes", SORRY: "0", IDEAS: "2"}
# Per cent and number of answers of the survey; of one there are too few.
SURVEYED = {SUOI_NHAN: ("85", "120"), DOI_CHE: ("70", "20"), NA_LUA: ("90", "64"), TAI_CHINH: ("80", "310")}


@pytest.fixture
def cast(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast with a set for each kind, a third commune, and what Suối Nhạn did in the year; no round yet."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = cast_make()
    third_commune_make(made)
    set_make()
    set_make(DEPARTMENT_SET)
    for place in range(5):
        state = "accepted" if place < 4 else "open"
        made.obligation(state=state, due_on=date(2026, 3, 10), occurrence_key=f"2026-{place}")
    mine = {"actor": made.commune_officer.actor}
    made.document(
        **mine, type="Kế hoạch", symbol="9/KH-UBND", subject="Kế hoạch năm 2026", issued_on=date(2025, 12, 22)
    )
    made.document(**mine, symbol="41/BC-UBND", subject="Báo cáo giải quyết hồ sơ", issued_on=date(2026, 3, 12))
    return made


def sheet_of(name: str) -> Assessment:
    """Return the assessment of an agency as it stands."""
    related = ("round", "round_set__set_version", "agency", "obligation")
    return Assessment.objects.select_related(*related).get(agency__current_name=name)


def score_of(name: str, leaf_key: str) -> Score:
    """Return a score as it stands."""
    return Score.objects.get(assessment__agency__current_name=name, leaf_key=leaf_key)


def say(page: Page, words: str) -> None:
    """See the message that the page says at its top."""
    expect(page.locator("main .messages")).to_contain_text(words)


def fits(page: Page) -> None:
    """See that nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def open_the_round(page: Page) -> Round:
    """Open the round of the year for all but the two bodies that appraise, each left out with the reason."""
    page.goto("/cham-diem/mo/")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Căn cứ").fill("Quyết định số 731/QĐ-UBND")
    page.get_by_role("button", name="Xem trước").click()
    for name in ("Sở Nội vụ", "Văn phòng UBND tỉnh"):
        page.get_by_label(f"Không chấm {name}", exact=True).check()
        page.get_by_label(f"Lý do không chấm {name}").fill("Cơ quan thẩm định của đợt này.")
    page.get_by_role("button", name="Mở đợt chấm điểm").click()
    say(page, "Đã mở Chỉ số cải cách hành chính năm 2026.")
    round_ = Round.objects.get()
    scored = Assessment.objects.filter(round=round_).values_list("agency__current_name", flat=True)
    assert set(scored) == {SUOI_NHAN, DOI_CHE, NA_LUA, TAI_CHINH}
    return round_


def claim(page: Page, sheet: Assessment, leaf_key: str, said: str, note: str = "") -> None:
    """Claim at one sub-criterion: choose, or type."""
    page.goto(f"/cham-diem/phieu/{sheet.uid}/{leaf_key}/")
    form = page.locator("#cham")
    radio = form.locator(f"input[type=radio][value='{said}']")
    if radio.count():
        radio.check()
    else:
        form.locator("input[name=value]").fill(said)
    form.get_by_label("Giải trình, thuyết minh").fill(note)
    form.get_by_role("button", name="Lưu điểm").click()
    say(page, "Đã lưu")


def prove(page: Page, words: str, name: str) -> None:
    """Pick a document of the register as proof of the sub-criterion that is shown."""
    drawer = page.locator("aside.drawer")
    drawer.locator("input[name=find]").fill(words)
    drawer.get_by_role("button", name="Tìm trong sổ").click()
    drawer.get_by_role("button", name=name).click()
    say(page, "minh chứng")


def lock(page: Page, sheet: Assessment, **paper: str) -> None:
    """Look at the summary, agree that blanks count as nothing, and lock."""
    page.goto(f"/cham-diem/phieu/{sheet.uid}/tong-ket/")
    form = page.locator("form[action$='/khoa/']")
    blanks = form.get_by_label("Đồng ý tính 0 điểm cho các tiêu chí chưa chấm.")
    if blanks.count():
        blanks.check()
    for name, said in paper.items():
        form.locator(f"[name='{name}']").fill(said)
    if paper:
        upload = {"name": "phieu-cham.pdf", "mimeType": "application/pdf", "buffer": PDF}
        form.locator("input[type=file]").set_input_files(upload)
    form.get_by_role("button", name="Khóa và gửi").click()
    say(page, "Đã khóa điểm tự chấm và gửi.")
    assert sheet_of(sheet.agency.current_name).state == AssessmentState.LOCKED


def with_proof_and_proposals(page: Page) -> None:
    """Let Suối Nhạn score itself: what data proposes, more than that, and proof picked from its register."""
    sheet = sheet_of(SUOI_NHAN)
    claim(page, sheet, ISSUED, "in_time")
    prove(page, "ke hoach nam", "9/KH-UBND")
    page.goto(f"/cham-diem/phieu/{sheet.uid}/{DONE}/")
    expect(page.locator("main")).to_contain_text("Điểm đề xuất từ số liệu: 1,00")
    claim(page, sheet, DONE, "90")
    prove(page, "41/BC", "41/BC-UBND")
    for leaf_key, said in ((INSPECTED, "yes"), (ON_TIME, "99,03"), (SORRY, "0"), (IDEAS, "2")):
        claim(page, sheet, leaf_key, said)
    page.goto(f"/cham-diem/phieu/{sheet.uid}/tong-ket/")
    expect(page.locator("#h-con-thieu").locator("xpath=ancestor::section")).to_contain_text("2.1.1")
    page.goto(f"/cham-diem/phieu/{sheet.uid}/{ON_TIME}/")
    prove(page, "41/BC", "41/BC-UBND")
    lock(page, sheet)
    assert score_of(SUOI_NHAN, ON_TIME).claimed == Decimal("3.58")


def on_the_phone(page: Page) -> None:
    """Let Đồi Chè score itself on a phone, with words instead of documents, and leave something blank."""
    sheet = sheet_of(DOI_CHE)
    claim(page, sheet, ISSUED, "late", BY_PAPER)
    fits(page)
    for leaf_key, said in ((INSPECTED, "no"), (ON_TIME, "97"), (SORRY, "1"), (IDEAS, "1")):
        claim(page, sheet, leaf_key, said, BY_PAPER)
    lock(page, sheet)
    fits(page)


def without_a_browser(cast: Cast) -> None:
    """Keep claims of the other two: how they are typed was shown before."""
    for name, actor, values in (
        (TAI_CHINH, cast.department_officer.actor, FINANCE),
        (NA_LUA, cast.standing_officer.actor, THIRD),
    ):
        drafts = [ClaimDraft(key, said, BY_PAPER) for key, said in values.items()]
        claims_save(sheet_of(name), drafts, actor=actor, now=NOW)
    why = "Xã không tiếp nhận hồ sơ nào có hạn giải quyết."
    left_out_ask(sheet_of(NA_LUA), ON_TIME, reason=why, actor=cast.standing_officer.actor, now=NOW)


def self_scored(office: Office, cast: Cast, standing: Page) -> None:
    """Let two score themselves by the pages, one by its workbook's way, and the standing body for the fourth."""
    with_proof_and_proposals(office.page_of(cast.commune_officer, viewport=DESK))
    on_the_phone(office.page_of(cast.neighbour_officer, viewport=PHONE, has_touch=True))
    without_a_browser(cast)
    lock(office.page_of(cast.department_officer), sheet_of(TAI_CHINH))
    lock(standing, sheet_of(NA_LUA), symbol="12/BC-UBND", issued_on="15/03/2026")


def close_phase(page: Page, round_: Round, phase: str) -> None:
    """Look who is missing, and close the phase that runs."""
    page.goto(f"/cham-diem/dot/{round_.uid}/cac-buoc/")
    page.get_by_role("button", name=re.compile(f"^Kết thúc bước {phase}")).click()
    say(page, f"Đã kết thúc bước {phase}.")


def in_the_grid(office: Office, page: Page, round_: Round) -> None:
    """Appraise one sub-criterion over all four agencies, one of them lower; then what the survey found."""
    page.goto(f"/cham-diem/tham-dinh/{round_.uid}/{DONE}/")
    expect(page.locator("tbody tr[role=row]").filter(has=page.locator("input[name^=sua_]"))).to_have_count(4)
    page.get_by_label(f"Điểm thẩm định của {SUOI_NHAN}").fill("1")
    page.get_by_label(f"Ý kiến với {SUOI_NHAN}").fill(WHY_LOWER)
    for name in (DOI_CHE, NA_LUA, TAI_CHINH):
        page.get_by_label(f"Xử lý với {name}").select_option("giu")
    page.get_by_role("button", name="Lưu các dòng đã sửa").click()
    expect(page.locator("main")).to_contain_text("chọn một lý do trong danh mục")
    assert score_of(SUOI_NHAN, DONE).appraised is None and score_of(DOI_CHE, DONE).appraised == 0
    page.get_by_label(f"Lý do điểm khác tự chấm của {SUOI_NHAN}").select_option("figures_differ")
    page.get_by_role("button", name="Lưu các dòng đã sửa").click()
    expect(page.get_by_label(f"Điểm thẩm định của {SUOI_NHAN}")).to_have_value("1,00")
    assert score_of(SUOI_NHAN, DONE).appraised == 1
    office.forgive("422")  # the row without a reason

    page.goto(f"/cham-diem/tham-dinh/{round_.uid}/{SURVEY}/")
    for name, (result, answers) in SURVEYED.items():
        page.get_by_label(f"Kết quả của {name}", exact=True).fill(result)
        page.get_by_label(f"Số phiếu hợp lệ của {name}").fill(answers)
        page.get_by_label(f"Nguồn kết quả của {name}").fill("Khảo sát của Sở Nội vụ, quý I/2026")
    page.get_by_role("button", name="Lưu các dòng đã sửa").click()
    expect(page.get_by_role("row", name=re.compile(DOI_CHE))).to_contain_text("20")
    assert score_of(DOI_CHE, SURVEY).appraised == score_of(DOI_CHE, SURVEY).maximum * 70 / 100


def by_unit(page: Page) -> None:
    """Let the lead of an area go through agencies one by one: keep, give less, let something be left out."""
    page.goto(f"/cham-diem/tham-dinh-don-vi/{sheet_of(DOI_CHE).uid}/")
    on_time, sorry, ideas = (score_of(DOI_CHE, key).pk for key in (ON_TIME, SORRY, IDEAS))
    page.locator(f"[name=diem_{on_time}]").fill("1")
    page.locator(f"[name=ly_do_{on_time}]").select_option("no_proof")
    page.locator(f"[name=y_kien_{on_time}]").fill("Không có báo cáo kèm theo để kiểm tra tỷ lệ.")
    for pk in (sorry, ideas):
        page.locator(f"[name=viec_{pk}]").select_option("giu")
    page.get_by_role("button", name="Lưu các dòng đã sửa").click()
    expect(page.locator(f"[name=diem_{ideas}]")).to_have_value("0,50")
    assert score_of(DOI_CHE, ON_TIME).appraised == 1

    page.goto(f"/cham-diem/tham-dinh-don-vi/{sheet_of(NA_LUA).uid}/")
    left_out = score_of(NA_LUA, ON_TIME).pk
    page.locator(f"[name=viec_{left_out}]").select_option("khong-ap-dung")
    page.get_by_role("button", name="Lưu các dòng đã sửa").click()
    say(page, "Đã lưu")
    assert score_of(NA_LUA, ON_TIME).left_out == LeftOut.APPROVED


def keep_the_rest(round_: Round) -> None:
    """Keep what was claimed of all else: how that is chosen was shown before."""
    rows = Score.objects.filter(assessment__round=round_, appraised=None).exclude(left_out=LeftOut.APPROVED)
    drafts = [AppraisalDraft(row.pk, row.revision, keeps=True) for row in rows]
    assert not scores_appraise(round_, drafts, actor=SYSTEM, now=NOW).refused


def say_done(page: Page, round_: Round) -> None:
    """Say that one's body is done with the appraisal."""
    page.goto(f"/cham-diem/tham-dinh/{round_.uid}/")
    page.get_by_role("button", name=re.compile("^Báo ")).click()
    say(page, "Đã báo xong bước")


def appraised(office: Office, cast: Cast, standing: Page, round_: Round) -> Page:
    """Let both bodies appraise and say that they are done; return the page of the second."""
    lead = office.page_of(cast.area_lead, viewport=DESK)
    in_the_grid(office, standing, round_)
    by_unit(lead)
    assert lead.request.get(f"/cham-diem/tham-dinh/{round_.uid}/{DONE}/").status == 403  # another body's
    keep_the_rest(round_)
    say_done(lead, round_)
    say_done(standing, round_)
    close_phase(standing, round_, "thẩm định")
    return lead


def explained(office: Office, cast: Cast) -> None:
    """Let one object at the sub-criterion, one agree to all that differs; whose points were kept owe nothing."""
    assert sheet_of(TAI_CHINH).state == AssessmentState.EXPLAINED
    page = office.page_of(cast.commune_officer, viewport=DESK)
    sheet = sheet_of(SUOI_NHAN)
    page.goto(f"/cham-diem/phieu/{sheet.uid}/{DONE}/")
    expect(page.locator("main")).to_contain_text(WHY_LOWER)
    page.locator("#giai-trinh summary").click()
    page.get_by_label("Điểm đề nghị").fill("2")
    page.get_by_label("Nội dung giải trình").fill(OBJECTION)
    page.get_by_role("button", name="Gửi giải trình").click()
    page.goto(f"/cham-diem/phieu/{sheet.uid}/chenh-lech/")
    page.get_by_role("button", name="Lưu và kết thúc giải trình").click()
    expect(page.locator("main")).to_contain_text("giải trình")
    assert sheet_of(SUOI_NHAN).state == AssessmentState.EXPLAINED

    phone = office.page_of(cast.neighbour_officer, viewport=PHONE, has_touch=True)
    phone.goto(f"/cham-diem/phieu/{sheet_of(DOI_CHE).uid}/chenh-lech/")
    fits(phone)
    phone.locator("[name='dong-y-con-lai']").check()
    phone.get_by_role("button", name="Lưu và kết thúc giải trình").click()
    expect(phone.locator("main")).to_contain_text("đồng ý")
    assert sheet_of(DOI_CHE).state == AssessmentState.EXPLAINED


def answered(standing: Page, lead: Page, round_: Round) -> None:
    """Accept the objection partly; both bodies are done."""
    appeal = Appeal.objects.get(state=AppealState.ASKED)
    standing.goto(f"/cham-diem/kien-nghi/{round_.uid}/")
    expect(standing.locator("main")).to_contain_text(OBJECTION)
    standing.locator(f"[name=tra_loi_{appeal.pk}]").select_option(AppealState.PARTLY)
    standing.locator(f"[name=diem_{appeal.pk}]").fill("1,5")
    standing.locator(f"[name=y_kien_{appeal.pk}]").fill(ANSWER)
    standing.get_by_role("button", name="Lưu trả lời").click()
    expect(standing.locator("main")).to_contain_text(ANSWER)
    assert score_of(SUOI_NHAN, DONE).reviewed == Decimal("1.5")
    for page in (standing, lead):
        say_done(page, round_)


def settled(page: Page, round_: Round) -> None:
    """Look at the scores side by side, and settle."""
    page.goto(f"/cham-diem/cong-nhan/{round_.uid}/")
    row = page.get_by_role("row", name=re.compile("Suối Nhạn"))
    expect(row).to_contain_text("10,58")
    expect(row).to_contain_text("16,88")
    page.get_by_label("Căn cứ công nhận").fill("Biên bản họp Hội đồng ngày 16/3/2026")
    page.get_by_role("button", name="Công nhận và chốt kết quả").click()
    expect(page.locator("main")).to_contain_text("Các lần chốt kết quả")
    round_.refresh_from_db()
    assert round_.state == RoundState.SETTLED


def published(page: Page, round_: Round) -> None:
    """Enter the decision's number and day."""
    page.goto(f"/cham-diem/xep-hang/{round_.uid}/")
    page.get_by_label("Số, ký hiệu quyết định").fill("86/QĐ-UBND")
    page.get_by_label("Ngày ký").fill("16/03/2026")
    page.get_by_label("Người hoặc cơ quan ban hành").fill("Chủ tịch UBND tỉnh Sông Mây")
    page.get_by_role("button", name="Công bố kết quả").click()
    say(page, "công bố")
    round_.refresh_from_db()
    assert round_.state == RoundState.PUBLISHED


def read_by_everybody(page: Page) -> None:
    """Look at the ranking, and at the sheet of one agency, without signing in."""
    page.goto("/chi-so/")
    page.get_by_role("link", name=re.compile("năm 2026")).first.click()
    expect(page.locator("main")).to_contain_text("86/QĐ-UBND")
    for name, index, grade in (
        ("Xã Suối Nhạn", "84,40", "Tốt"),
        ("Xã Nà Lúa", "76,25", "Khá"),
        ("Xã Đồi Chè", "45,50", "Yếu"),
        (TAI_CHINH, "70,35", "Khá"),
    ):
        row = page.get_by_role("row", name=re.compile(name))
        expect(row).to_contain_text(index)
        expect(row).to_contain_text(grade)
    fits(page)
    page.get_by_role("link", name="Xã Suối Nhạn").first.click()
    expect(page.get_by_role("row", name=re.compile("1.1.2"))).to_contain_text("1,50")


def test_a_round_goes_from_its_opening_to_the_public_ranking(office: Office, cast: Cast) -> None:
    standing = office.page_of(cast.standing_officer, viewport=DESK)
    round_ = open_the_round(standing)
    self_scored(office, cast, standing)
    close_phase(standing, round_, "tự chấm")
    lead = appraised(office, cast, standing, round_)
    explained(office, cast)
    close_phase(standing, round_, "giải trình")
    answered(standing, lead, round_)
    close_phase(standing, round_, "thẩm định lại")
    settled(standing, round_)
    published(standing, round_)
    read_by_everybody(office.page_of_nobody(viewport=PHONE))
