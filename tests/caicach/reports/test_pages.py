"""The way of a unit from figures to an issued report, page by page; who reads, who writes; fixed numbers of queries."""

import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.reports.models import Report, ReportFile, ReportTemplate
from cast import Cast, Person
from figures_cast import FiguresCast

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    """The officer of the commune, signed in."""
    client.force_login(cast.commune_officer.user)
    return client


def html(client: Client, name: str, *arguments: Any, status: int = 200) -> str:
    """Return a page."""
    answer = client.get(reverse(f"reports:{name}", args=arguments))
    assert answer.status_code == status
    return answer.content.decode()


def as_person(client: Client, person: Person) -> Client:
    """Sign another person in."""
    client.force_login(person.user)
    return client


def form_of(answer: Any) -> dict[str, str]:
    """Return what the form of a section's page holds."""
    form = answer.context["page"].form
    return {name: form.initial.get(name, "") for name in form.fields}


def test_from_opening_to_the_register(cast: Cast, figures: FiguresCast, officer: Client) -> None:
    page = html(officer, "list")
    assert "UBND xã Suối Nhạn: quý I năm 2026" in page
    officer.post(reverse("reports:new"), {"sheet": figures.commune.pk, "template": "mau"})
    report = Report.objects.get()
    assert "0 trong 3 phần đã xong" in html(officer, "report", report.uid)

    section = reverse("reports:section", args=[report.uid, "II.1"])
    answer = officer.get(section)
    assert '<a class="mk mk--tip"' in answer.content.decode()
    sent = form_of(answer) | {"ghi-II.1": "Mở thêm 2 quầy."}
    sent["text"] = sent["text"].replace("Tiếp nhận", "Toàn xã tiếp nhận")
    assert officer.post(section, sent).status_code == 302
    page = officer.get(section).content.decode()
    assert "Toàn xã tiếp nhận" in page
    assert "Số gõ tay" in page  # "2 quầy" is no figure of the ledger

    officer.post(reverse("reports:section-done", args=[report.uid, "II.1"]), {"is_done": "1"})
    assert "1 trong 3 phần đã xong" in html(officer, "report", report.uid)

    officer.post(
        reverse("reports:head", args=[report.uid]),
        {"place": "Suối Nhạn", "signer": "Trần Văn Lực", "sign_offices": "CHỦ TỊCH"},
    )
    page = html(officer, "check", report.uid)
    assert "2: Không có trong sổ" in page
    officer.post(reverse("reports:check", args=[report.uid]), {"lets_gaps_stand": "on"})
    assert "đã chốt, chờ ký" in html(officer, "report", report.uid)

    clerk = as_person(officer, cast.clerk)
    refused = clerk.post(reverse("reports:issue", args=[report.uid]), {"symbol": "", "issued_on": ""})
    assert refused.status_code == 422
    clerk.post(reverse("reports:issue", args=[report.uid]), {"symbol": "45/BC-UBND", "issued_on": "16/03/2026"})
    report.refresh_from_db()
    assert report.document is not None
    assert report.document.file is not None
    assert "45/BC-UBND" in html(clerk, "list")


def test_a_clash_shows_both_texts_and_the_second_save_goes_through(cast: Cast, report: Report, officer: Client) -> None:
    section = reverse("reports:section", args=[report.uid, "II.1"])
    sent = form_of(officer.get(section))
    officer.post(section, sent | {"text": "Của người thứ nhất."})
    as_person(officer, cast.commune_leader)
    answer = officer.post(section, sent | {"text": "Của người thứ hai."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của người thứ nhất." in page
    assert "Của người thứ hai." in page
    again = {name: answer.context["page"].form.data.get(name, "") for name in sent}
    assert officer.post(section, again).status_code == 302
    assert "Của người thứ hai." in officer.get(section).content.decode()


def test_figures_that_moved_while_somebody_wrote_stay_alive(
    figures: FiguresCast, report: Report, officer: Client
) -> None:
    section = reverse("reports:section", args=[report.uid, "II.1"])
    sent = form_of(officer.get(section))
    figures.save(figures.commune, {"dossier.received[channel_in=online,tier=commune]": 71})
    officer.post(section, sent | {"text": sent["text"].replace("Tiếp nhận", "Đã tiếp nhận")})
    shown = form_of(officer.get(section))["text"]
    assert shown.startswith("Đã tiếp nhận 101 hồ sơ, trong đó trực tiếp 30, trực tuyến 71;")


def test_an_earlier_version_is_taken_back_by_a_button(report: Report, officer: Client) -> None:
    section = reverse("reports:section", args=[report.uid, "II.1"])
    for text in ("Bản một.", "Bản hai."):
        officer.post(section, form_of(officer.get(section)) | {"text": text})
    assert "Bản một." in html(officer, "history", report.uid, "II.1")
    officer.post(reverse("reports:restore", args=[report.uid, "II.1", 1]))
    assert form_of(officer.get(section))["text"] == "Bản một."


def test_a_section_is_taken_to_be_written_and_given_up(report: Report, officer: Client) -> None:
    take = reverse("reports:take", args=[report.uid, "II.1"])
    officer.post(take, {"is_mine": "1"})
    assert "Người viết: Lê Thị Mai Hương" in html(officer, "section", report.uid, "II.1")
    assert "Lê Thị Mai Hương" in html(officer, "report", report.uid).split("<main")[1]
    officer.post(take)
    assert "Người viết:" not in html(officer, "section", report.uid, "II.1")


def test_a_correction_slip_is_written_by_what_came_back(
    cast: Cast, figures: FiguresCast, report: Report, officer: Client
) -> None:
    type(figures.commune).objects.filter(pk=figures.commune.pk).update(state="accepted", submitted_at=cast.now)
    officer.post(reverse("reports:check", args=[report.uid]), {"lets_gaps_stand": "on"})
    correct = reverse("reports:correct", args=[report.uid])
    assert "không có gì để đính chính" in officer.post(correct, follow=True).content.decode()
    made = officer.get(reverse("reports:download", args=[report.uid, "docx"])).content
    clerk = as_person(officer, cast.clerk)
    by_hand = SimpleUploadedFile("ban-sua.docx", docx_with(made, "trực tiếp 30, ", "trực tiếp 31, "))
    clerk.post(reverse("reports:bring", args=[report.uid]), {"file": by_hand, "kind": "corrected"})
    clerk.post(correct)
    (slip,) = figures.commune.corrections.all()
    assert slip.state == "asked"
    assert (
        '"line": "dossier.received", "members": "channel_in=direct,tier=commune", "old": "30", "new": "31"'
        in slip.cells
    )


def test_a_typed_number_becomes_a_line_in_one_click(report: Report, officer: Client) -> None:
    officer.post(
        reverse("reports:own-line", args=[report.uid, "II.1"]),
        {"label": "Doanh nghiệp thành lập mới", "value": "23", "unit": "doanh nghiệp"},
    )
    assert "Doanh nghiệp thành lập mới" in html(officer, "section", report.uid, "II.1")
    answer = officer.post(
        reverse("reports:own-line", args=[report.uid, "II.1"]), {"label": "A", "value": "nhiều"}, follow=True
    )
    assert "Đây không phải là số" in answer.content.decode()


def test_the_duties_of_the_period_are_answered_in_the_report(cast: Cast, report: Report, officer: Client) -> None:
    owed = cast.obligation(duty={"mode": "declared", "title": "Niêm yết thủ tục"}, due_on=cast.today.replace(day=10))
    page = html(officer, "duties", report.uid)
    assert "Niêm yết thủ tục" in page
    refused = officer.post(reverse("reports:duties", args=[report.uid]), {"obligation": owed.pk})
    assert refused.status_code == 422
    officer.post(
        reverse("reports:duties", args=[report.uid]), {"obligation": owed.pk, "result": "Đã niêm yết đủ 120 thủ tục."}
    )
    owed.refresh_from_db()
    assert owed.state == "submitted"
    assert "Đã niêm yết đủ 120 thủ tục" in html(officer, "section", report.uid, "III.1")


def test_what_units_wrote_stands_beside_the_editor_of_the_body_above(
    cast: Cast, report: Report, whole_report: Report, officer: Client
) -> None:
    section = reverse("reports:section", args=[report.uid, "II.1"])
    officer.post(section, form_of(officer.get(section)) | {"ghi-II.1": "Thí điểm trả kết quả tại nhà."})
    leader = as_person(officer, cast.province_leader)
    page = html(leader, "section", whole_report.uid, "II.1")
    assert "Thí điểm trả kết quả tại nhà." in page
    leader.post(
        reverse("reports:insert", args=[whole_report.uid, "II.1"]), {"slot": "II.1", "text": "Suối Nhạn: thí điểm."}
    )
    assert "Suối Nhạn: thí điểm." in html(leader, "section", whole_report.uid, "II.1")


def test_files_are_the_same_bytes_each_time_and_bear_no_number_before_issue(report: Report, officer: Client) -> None:
    officer.post(reverse("reports:check", args=[report.uid]), {"lets_gaps_stand": "on"})
    for ending in ("docx", "xlsx"):
        one, other = (officer.get(reverse("reports:download", args=[report.uid, ending])).content for _ in "ab")
        assert one == other
    text = (
        ZipFile(io.BytesIO(officer.get(reverse("reports:download", args=[report.uid, "docx"])).content))
        .read("word/document.xml")
        .decode()
    )
    assert "/BC-" in text
    assert "ngày       tháng       năm" in text
    assert officer.get(reverse("reports:download", args=[report.uid, "odt"])).status_code == 404


def test_a_paper_corrected_by_hand_comes_back_with_its_differences(
    cast: Cast, figures: FiguresCast, report: Report, officer: Client
) -> None:
    officer.post(reverse("reports:check", args=[report.uid]), {"lets_gaps_stand": "on"})
    made = officer.get(reverse("reports:download", args=[report.uid, "docx"])).content
    by_hand = docx_with(made, "97,83", "98,83")
    clerk = as_person(officer, cast.clerk)
    sent = {"file": SimpleUploadedFile("ban-sua.docx", by_hand), "kind": "corrected"}
    assert clerk.post(reverse("reports:bring", args=[report.uid]), sent).status_code == 302
    page = html(clerk, "report", report.uid)
    assert "98,83" in page
    assert figures.save(figures.commune, {}).filled  # nothing was written to the ledger
    (row,) = ReportFile.objects.all()
    assert '"was": "97,83%", "now": "98,83%"' in row.differences
    again = {"file": SimpleUploadedFile("ban-sua.docx", by_hand), "kind": "corrected"}
    assert clerk.post(reverse("reports:bring", args=[report.uid]), again).status_code == 422


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_our_own_papers_come_back_without_a_difference(
    ending: str, cast: Cast, figures: FiguresCast, report: Report, officer: Client
) -> None:
    cast.obligation(duty={"mode": "declared", "title": "Niêm yết 12 thủ tục"}, due_on=cast.today.replace(day=10))
    officer.post(reverse("reports:check", args=[report.uid]), {"lets_gaps_stand": "on"})
    answer = officer.get(reverse("reports:download", args=[report.uid, ending]))
    assert answer.status_code == 200
    clerk = as_person(officer, cast.clerk)
    sent = {"file": SimpleUploadedFile(f"ban-ky.{ending}", answer.content), "kind": "signed"}
    clerk.post(reverse("reports:bring", args=[report.uid]), sent)
    (row,) = ReportFile.objects.all()
    assert (row.is_readable, row.differences) == (True, "[]")


def docx_with(data: bytes, old: str, new: str) -> bytes:
    """Return a Word file in which ``old`` reads ``new``."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as given, ZipFile(written, "w") as made:
        for part in given.infolist():
            content = given.read(part)
            if part.filename == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new).encode()
            made.writestr(part, content)
    return written.getvalue()


def test_figures_that_moved_after_the_close_are_told(figures: FiguresCast, report: Report, officer: Client) -> None:
    officer.post(reverse("reports:check", args=[report.uid]), {"lets_gaps_stand": "on"})
    assert "Số đã đổi sau khi chốt" not in html(officer, "report", report.uid)
    figures.save(figures.commune, {"steer.docs": 9})
    page = html(officer, "report", report.uid)
    assert "Văn bản chỉ đạo đã ban hành: báo cáo ghi 4, sổ nay là 9." in page
    officer.post(reverse("reports:reopen", args=[report.uid]))
    assert "Số đã đổi sau khi chốt" not in html(officer, "report", report.uid)


def test_a_target_is_set_compared_and_taken_away(report: Report, officer: Client) -> None:
    targets = reverse("reports:targets", args=[report.uid])
    refused = officer.post(targets, {"line": "dossier.rate", "relation": "least", "value": "nhiều"})
    assert refused.status_code == 422
    officer.post(targets, {"line": "dossier.rate", "relation": "least", "value": "98", "citation": "Kế hoạch 41"})
    page = officer.get(targets).content.decode()
    assert "≥ 98,00%" in page
    row = officer.get(targets).context["page"].rows[0]
    assert row.is_typed
    officer.post(row.remove_url)
    assert officer.get(targets).context["page"].rows == ()


def test_a_template_is_copied_changed_and_published(cast: Cast, report: Report, client: Client) -> None:
    leader = as_person(client, cast.commune_leader)
    assert "Báo cáo tỉnh Sông Mây" in html(leader, "templates")
    leader.post(reverse("reports:template-copy"), {"agency": cast.commune.pk, "template": "mau"})
    row = ReportTemplate.objects.get(owner=cast.commune)
    address = reverse("reports:template", args=[row.uid])
    bad = row.definition.replace("so('steer.docs')", "so('steer.gone')")
    leader.post(address, {"definition": bad, "revision": 1})
    assert "steer.gone" in leader.get(address).content.decode()
    stale = leader.post(address, {"definition": row.definition, "revision": 1})
    assert stale.status_code == 409
    leader.post(address, {"definition": row.definition.replace("I. CHỈ ĐẠO", "I. LÃNH ĐẠO"), "revision": 2})
    leader.post(reverse("reports:template-publish", args=[row.uid]))
    row.refresh_from_db()
    assert row.state == "published"


@pytest.mark.parametrize("name", ["report", "duties", "targets"])
def test_whoever_only_reads_sees_no_forms(name: str, cast: Cast, report: Report, client: Client) -> None:
    page = html(as_person(client, cast.commune_viewer), name, report.uid)
    assert '<form method="post"' not in page.split("<main")[1]


def test_nobody_beyond_reach_sees_a_report(cast: Cast, report: Report, client: Client) -> None:
    stranger = as_person(client, cast.stranger)
    assert report.period.name not in html(stranger, "list")
    for name in ("report", "check", "duties", "targets", "head"):
        html(stranger, name, report.uid, status=404)


@pytest.mark.parametrize(
    ("name", "most"), [("list", 12), ("report", 32), ("section", 32), ("duties", 16), ("check", 50)]
)
def test_pages_ask_a_bounded_number_of_queries(
    name: str, most: int, report: Report, officer: Client, django_assert_max_num_queries: Any
) -> None:
    arguments = {"list": [], "section": [report.uid, "II.1"]}.get(name, [report.uid])
    with django_assert_max_num_queries(most):
        officer.get(reverse(f"reports:{name}", args=arguments))
