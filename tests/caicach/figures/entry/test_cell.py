"""The page of one cell: history, note, another figure than was counted; and what is said about a return."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.figures.constants import Origin, ReturnState
from caicach.figures.models import Explanation, FigureCell, Remark, Return, SectionDone, SectionOwner
from caicach.figures.services import CellDraft, cells_save
from caicach.web.actor import SYSTEM
from figures_cast import GOOD, FiguresCast, drafts_of
from reform.forms.figures import Figure, cell_of

LATE = "dossier.late[tier=commune]"


@pytest.fixture
def officer(client: Client, figures: FiguresCast) -> Client:
    """A browser of the commune's officer."""
    client.force_login(figures.cast.commune_officer.user)
    return client


def address(sheet: Return, line: str, members: str = "") -> str:
    return f"{reverse('figures:cell', args=[sheet.uid])}?dong={line}&o={members}"


def counted(figures: FiguresCast, value: int) -> None:
    """Let the program have counted the documents of the commune."""
    draft = CellDraft(cell_of("steer.docs", ""), Figure(Decimal(value)), source_note="Đếm văn bản trong sổ")
    cells_save(figures.commune, [draft], actor=SYSTEM, now=figures.cast.now, origin=Origin.LEDGER)


def test_the_history_says_what_stood_who_changed_it_and_from_where(officer: Client, figures: FiguresCast) -> None:
    actor = figures.cast.commune_officer.actor
    figures.save(figures.commune, {LATE: 2}, actor=actor)
    figures.save(figures.commune, {LATE: "@none_yet"}, actor=actor)
    page = officer.get(address(figures.commune, "dossier.late", "tier=commune")).content.decode()
    assert "2 → chưa phát sinh" in page and "trống → 2" in page
    assert figures.cast.commune_officer.user.full_name in page and "nhập tay" in page


def test_a_note_stays_beside_the_figure(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, {LATE: 2})
    answer = officer.post(
        address(figures.commune, "dossier.late", "tier=commune"), {"act": "note", "note": "Sổ một cửa, trang 12"}
    )
    assert answer.status_code == 302 and "#o" in answer.url
    assert FigureCell.objects.get().note == "Sổ một cửa, trang 12"
    assert "Sổ một cửa, trang 12" in officer.get(answer.url).content.decode()


def test_a_blank_cell_takes_no_note(officer: Client, figures: FiguresCast) -> None:
    answer = officer.post(address(figures.commune, "dossier.late", "tier=commune"), {"act": "note", "note": "x"})
    assert answer.status_code == 422 and not FigureCell.objects.exists()


def test_a_counted_figure_is_not_typed_over_in_its_place(officer: Client, figures: FiguresCast) -> None:
    counted(figures, 412)
    page = officer.get(reverse("figures:section", args=[figures.commune.uid, "steer"])).content.decode()
    assert 'name="o:steer.docs"' not in page
    assert "Đếm văn bản trong sổ" in page and "cell--auto" in page


def test_another_figure_than_counted_asks_why_and_both_stay(officer: Client, figures: FiguresCast) -> None:
    counted(figures, 412)
    place = address(figures.commune, "steer.docs")
    refused = officer.post(place, {"act": "override", "figure": "410", "reason": ""})
    assert refused.status_code == 422 and 'value="410"' in refused.content.decode()
    officer.post(place, {"act": "override", "figure": "410", "reason": "Hai văn bản ghi trùng"})
    cell = FigureCell.objects.get()
    assert (cell.value, cell.source_value, cell.override_reason) == (410, 412, "Hai văn bản ghi trùng")
    page = officer.get(reverse("figures:section", args=[figures.commune.uid, "steer"])).content.decode()
    assert "tự lấy 412; sửa vì: Hai văn bản ghi trùng" in page


def test_a_total_shows_its_parts_and_a_rate_its_formula(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, GOOD)
    total = officer.get(address(figures.commune, "dossier.received", "tier=commune")).content.decode()
    assert "a Trực tiếp" in total and "b Trực tuyến" in total
    rate = officer.get(address(figures.commune, "dossier.rate", "tier=commune")).content.decode()
    assert "[2.1.4] / [2.1.3]" in rate


def test_the_script_gets_the_cell_as_a_dialog(officer: Client, figures: FiguresCast) -> None:
    page = officer.get(address(figures.commune, "dossier.late", "tier=commune"), HTTP_HX_REQUEST="true")
    assert "data-close" in page.content.decode() and "<html" not in page.content.decode()


def test_a_cell_that_the_sheet_has_not_is_not_there(officer: Client, figures: FiguresCast) -> None:
    for place in ("no.such", "dossier.late&o=tier", "link.communes"):
        assert officer.get(f"{reverse('figures:cell', args=[figures.commune.uid])}?dong={place}").status_code == 404


def test_an_explanation_given_once_stands_under_its_line(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, GOOD | {"staff.present": 25})
    sent = {"rule": "V02", "cell": "staff.present", "section": "staff", "text": "Ba người biệt phái đến từ tỉnh."}
    answer = officer.post(reverse("figures:explain", args=[figures.commune.uid]), sent)
    if not Explanation.objects.exists():  # shown at the line that the rule says first
        pytest.fail(officer.get(answer.url).content.decode()[:200])
    page = officer.get(answer.url).content.decode()
    assert "Ba người biệt phái đến từ tỉnh." in page and "fnote--ok" in page
    officer.post(reverse("figures:explain", args=[figures.commune.uid]), sent | {"text": ""})
    assert not Explanation.objects.exists()


def test_people_talk_about_a_cell_until_it_is_settled(officer: Client, figures: FiguresCast) -> None:
    sent = {"section": "dossier", "cell": LATE, "text": "Số này lấy ở đâu?"}
    answer = officer.post(reverse("figures:remark", args=[figures.commune.uid]), sent)
    remark = Remark.objects.get()
    assert (remark.line_key, remark.members) == ("dossier.late", "tier=commune")
    assert "Số này lấy ở đâu?" in officer.get(answer.url).content.decode()
    officer.post(reverse("figures:remark-done", args=[figures.commune.uid]), {"remark": remark.pk})
    remark.refresh_from_db()
    assert remark.resolved_at == figures.cast.now
    assert "đã xử lý" in officer.get(answer.url).content.decode()


def test_a_section_is_done_and_opened_again(officer: Client, figures: FiguresCast) -> None:
    place = reverse("figures:section-done", args=[figures.commune.uid, "steer"])
    page = officer.post(place, {"done": "1"}, follow=True).content.decode()
    assert "đã xong" in page and SectionDone.objects.count() == 1
    officer.post(place, {"done": ""})
    assert not SectionDone.objects.exists()


def test_sections_are_given_to_people_of_the_agency(officer: Client, figures: FiguresCast) -> None:
    user, place = figures.cast.commune_officer.user, reverse("figures:owners", args=[figures.commune.uid])
    officer.post(place, {"steer": user.pk, "dossier": ""})
    assert [(one.section_key, one.user_id) for one in SectionOwner.objects.all()] == [("steer", user.pk)]
    assert officer.post(place, {"dossier": figures.cast.stranger.user.pk}).status_code == 422
    assert officer.post(place, {"steer": ""}).status_code == 302
    assert not SectionOwner.objects.exists()


def test_a_return_leaves_with_what_does_not_fit(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, {key: said for key, said in GOOD.items() if key != "staff.quota"} | {LATE: 9})
    place = reverse("figures:hand-in", args=[figures.commune.uid])
    page = officer.get(place).content.decode()
    assert "Gửi được, và ghi kèm" in page and "1 ô chưa nhập" in page
    bad = officer.post(place, {"signed_on": "45/13/2026"})
    assert bad.status_code == 422 and 'value="45/13/2026"' in bad.content.decode()
    page = officer.post(place, {"signed_on": "15/03/2026"}, follow=True).content.decode()
    assert "lỗi chưa giải trình" in page and "đang chờ nhận" in page
    row = Return.objects.get(pk=figures.commune.pk)
    assert (row.state, row.signed_on) == (ReturnState.SUBMITTED, date(2026, 3, 15))
    assert officer.get(place).status_code == 409


def test_a_units_paper_is_handed_in_for_it_by_its_number_and_day(client: Client, figures: FiguresCast) -> None:
    client.force_login(figures.cast.standing_officer.user)
    cells_save(
        figures.commune,
        drafts_of(GOOD),
        actor=figures.cast.standing_officer.actor,
        now=figures.cast.now,
        origin=Origin.PAPER,
    )
    place = reverse("figures:hand-in", args=[figures.commune.uid])
    refused: Any = client.post(place, {"symbol": "", "issued_on": ""})
    assert refused.status_code == 422 and "Ghi ngày ký của bản giấy." in refused.content.decode()
    client.post(
        place, {"symbol": "45/BC-UBND", "issued_on": "14/03/2026", "kept_at": "Tủ 3, phòng Cải cách hành chính"}
    )
    row = Return.objects.get(pk=figures.commune.pk)
    assert (row.state, row.signed_on) == (ReturnState.SUBMITTED, date(2026, 3, 14))
    assert row.paper is not None and row.paper.symbol == "45/BC-UBND"


def test_a_viewer_hands_nothing_in(client: Client, figures: FiguresCast) -> None:
    client.force_login(figures.cast.commune_viewer.user)
    for name in ("hand-in", "owners"):
        assert client.get(reverse(f"figures:{name}", args=[figures.commune.uid])).status_code == 403
