"""A section of a return: what it shows, saved at once without script, and who may fill it."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.figures.constants import ReturnState
from caicach.figures.models import CellChange, FigureCell, Remark, Return, SectionOwner
from cast import Person
from figures_cast import GOOD, FiguresCast

DOCS, RATE = "steer.docs", "dossier.rate[tier=commune]"
LATE = "dossier.late[tier=commune]"


@pytest.fixture
def officer(client: Client, figures: FiguresCast) -> Client:
    """A browser of the commune's officer."""
    return signed_in(client, figures.cast.commune_officer)


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person.user)
    return client


def address(sheet: Return, section: str, name: str = "section") -> str:
    return reverse(f"figures:{name}", args=[sheet.uid, section])


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).strip()


def value(sheet: Return, line: str, members: str = "") -> FigureCell | None:
    return FigureCell.objects.filter(sheet=sheet, line_key=line, members=members).first()


def test_the_return_opens_at_the_first_section_that_is_not_finished(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, {key: said for key, said in GOOD.items() if key.startswith(("steer", "link"))})
    answer = officer.get(reverse("figures:entry", args=[figures.commune.uid]))
    assert answer.url == address(figures.commune, "dossier")


def test_a_value_a_zero_a_reason_and_a_blank_are_four_things(officer: Client, figures: FiguresCast) -> None:
    figures.save(
        figures.commune, {"dossier.carried[tier=commune]": 12, LATE: 0, "dossier.land[tier=commune]": "@none_yet"}
    )
    page = officer.get(address(figures.commune, "dossier")).content.decode()
    state = dict(re.findall(r'data-cell="([^"]+)" data-state="(\w+)"', page))
    assert state == {
        "dossier.carried[tier=commune]": "value",
        "dossier.received[channel_in=direct, tier=commune]": "blank",
        "dossier.received[channel_in=online, tier=commune]": "blank",
        "dossier.on_time[tier=commune]": "blank",
        LATE: "value",
        "dossier.open[tier=commune]": "blank",
        "dossier.land[tier=commune]": "none",
    }
    assert re.search(rf'name="o:{re.escape(LATE)}"[^>]* value="0"', page)
    assert re.search(r'<button[^>]* data-reason="none_yet"[^>]*>.*?Chưa phát sinh', page, re.DOTALL)


def test_without_script_the_section_is_saved_at_once(officer: Client, figures: FiguresCast) -> None:
    sent = {f"o:{DOCS}": "1.204", f"s:{DOCS}": "", "o:steer.plan": "yes", "s:steer.plan": "", "o:link.done": "",
            "s:link.done": "", "r:link.done": "not_applicable"}  # fmt: skip
    answer = officer.post(address(figures.commune, "steer"), sent, follow=True)
    assert "Đã lưu 3 ô." in text_of(answer)
    docs, plan, link = (value(figures.commune, key) for key in (DOCS, "steer.plan", "link.done"))
    assert docs is not None and docs.value == Decimal(1204)
    assert plan is not None and plan.word == "yes"
    assert link is not None and link.reason == "not_applicable"


def test_half_a_section_is_never_saved_and_what_was_typed_stays(officer: Client, figures: FiguresCast) -> None:
    sent = {f"o:{DOCS}": "8,803", f"s:{DOCS}": "", "o:steer.plan": "yes", "s:steer.plan": ""}
    answer = officer.post(address(figures.commune, "steer"), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert re.search(rf'name="o:{DOCS}"[^>]* value="8,803"[^>]* aria-invalid="true"', page)
    assert re.search(r'<option value="yes" selected>', page)
    assert "ghi 8.803 nếu là" in text_of(answer)
    assert not FigureCell.objects.exists()


def test_cells_that_stand_as_they_were_seen_are_left_alone(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, {DOCS: 4})
    before = CellChange.objects.count()
    sent = {f"o:{DOCS}": "4", f"s:{DOCS}": "4", "o:steer.plan": "", "s:steer.plan": ""}
    answer = officer.post(address(figures.commune, "steer"), sent, follow=True)
    assert "Không có ô nào thay đổi." in text_of(answer)
    assert CellChange.objects.count() == before


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, {DOCS: 7, "steer.plan": "no"})
    stale = {f"o:{DOCS}": "5", f"s:{DOCS}": "", "o:steer.plan": "", "s:steer.plan": ""}  # a page from before both
    answer = officer.post(address(figures.commune, "steer"), stale)
    assert answer.status_code == 422
    assert "Dòng 1.1.1 vừa được đổi ở nơi khác, nay là: 7." in text_of(answer)
    stored = value(figures.commune, DOCS), value(figures.commune, "steer.plan")
    assert [one and (one.value or one.word) for one in stored] == [Decimal(7), "no"]


def test_a_number_wins_over_the_reason_that_stood_there(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, {DOCS: "@none_yet"})
    sent = {f"o:{DOCS}": "3", f"r:{DOCS}": "none_yet", f"s:{DOCS}": "@none_yet"}
    officer.post(address(figures.commune, "steer"), sent)
    stored = value(figures.commune, DOCS)
    assert stored is not None and (stored.value, stored.reason) == (Decimal(3), "")


def test_a_reason_chosen_over_a_number_wins(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, {DOCS: 3})
    officer.post(address(figures.commune, "steer"), {f"o:{DOCS}": "3", f"r:{DOCS}": "not_collected", f"s:{DOCS}": "3"})
    stored = value(figures.commune, DOCS)
    assert stored is not None and (stored.value, stored.reason) == (None, "not_collected")


def test_a_number_and_a_reason_both_new_are_refused(officer: Client, figures: FiguresCast) -> None:
    sent = {f"o:{DOCS}": "3", f"r:{DOCS}": "none_yet", f"s:{DOCS}": ""}
    answer = officer.post(address(figures.commune, "steer"), sent)
    assert answer.status_code == 422
    assert "vừa có số vừa có lý do" in text_of(answer)


def test_a_suggested_value_is_filled_by_its_button(officer: Client, figures: FiguresCast) -> None:
    left = "dossier.open[tier=commune]"
    figures.save(figures.commune, {key: said for key, said in GOOD.items() if key != left})
    page = officer.get(address(figures.commune, "dossier")).content.decode()
    assert f'data-fill="{left}" data-text="20"' in page
    officer.post(address(figures.commune, "dossier"), {f"o:{left}": "", f"s:{left}": "", "dien": f"{left}=20"})
    stored = value(figures.commune, "dossier.open", "tier=commune")
    assert stored is not None and stored.value == Decimal(20)
    assert "fnote" not in officer.get(address(figures.commune, "dossier")).content.decode()


@pytest.mark.parametrize("who", ["stranger", "neighbour_officer"])
def test_what_is_beyond_reach_is_not_there(client: Client, figures: FiguresCast, who: str) -> None:
    browser = signed_in(client, getattr(figures.cast, who))
    for name in ("section", "cells", "undo", "reasons"):
        method = browser.get if name == "section" else browser.post
        assert method(address(figures.commune, "steer", name)).status_code == 404


def test_a_viewer_reads_and_changes_nothing(client: Client, figures: FiguresCast) -> None:
    browser = signed_in(client, figures.cast.commune_viewer)
    page = browser.get(address(figures.commune, "steer"))
    assert "Bạn chỉ xem bản số liệu này" in text_of(page)
    assert '<input class="input input--num"' not in page.content.decode()
    for name in ("section", "cells", "reasons"):
        answer = browser.post(address(figures.commune, "steer", name), {f"o:{DOCS}": "3", "reason": "none_yet"})
        assert answer.status_code == 403
    assert not FigureCell.objects.exists()


def test_after_it_was_handed_in_it_is_read_only_and_says_whom_to_ask(officer: Client, figures: FiguresCast) -> None:
    Return.objects.filter(pk=figures.commune.pk).update(state=ReturnState.SUBMITTED, submitted_at=figures.cast.now)
    page = officer.get(address(figures.commune, "steer"))
    assert "đang chờ nhận" in text_of(page) and "trả lại" in text_of(page)
    assert 'id="nhap"' not in page.content.decode()
    assert officer.post(address(figures.commune, "steer"), {f"o:{DOCS}": "3"}).status_code == 403


def test_one_click_gives_every_blank_cell_a_reason_and_one_takes_it_back(officer: Client, figures: FiguresCast) -> None:
    figures.save(figures.commune, {DOCS: 4})
    page = officer.post(address(figures.commune, "steer", "reasons"), {"reason": "not_applicable"}, follow=True)
    assert "Đã điền lý do cho 2 ô còn trống." in text_of(page)
    reasons = FigureCell.objects.filter(sheet=figures.commune).order_by("line_key").values_list("line_key", "reason")
    assert list(reasons) == [("link.done", "not_applicable"), ("steer.docs", ""), ("steer.plan", "not_applicable")]
    at = re.search(r'name="at" value="([^"]+)"', page.content.decode())
    assert at is not None
    officer.post(address(figures.commune, "steer", "undo"), {"at": at[1].replace("&#x2B;", "+")})
    assert [one.line_key for one in FigureCell.objects.filter(sheet=figures.commune)] == [DOCS]


def test_no_undo_over_what_was_changed_since(officer: Client, figures: FiguresCast) -> None:
    saved = figures.save(figures.commune, {DOCS: 4}, actor=figures.cast.commune_officer.actor)
    other = figures.cast.commune_leader.actor
    later = replace(figures.cast, now=figures.cast.now + timedelta(minutes=1))
    replace(figures, cast=later).save(figures.commune, {DOCS: 9}, actor=other)
    answer = officer.post(address(figures.commune, "steer", "undo"), {"at": saved.saved_at.isoformat()})
    assert answer.status_code == 409
    stored = value(figures.commune, DOCS)
    assert stored is not None and stored.value == Decimal(9)


def test_every_field_says_its_line_member_and_unit(officer: Client, figures: FiguresCast) -> None:
    page = officer.get(address(figures.commune, "dossier")).content.decode()
    names = re.findall(r'<input class="input input--num"[^>]* aria-label="([^"]+)"', page)
    assert "b Hồ sơ tiếp nhận mới, Trực tuyến (Hồ sơ)" in names
    assert len(names) == len(set(names)) == 7


def test_who_fills_the_section_and_what_was_said_stand_on_it(officer: Client, figures: FiguresCast) -> None:
    user = figures.cast.commune_officer.user
    SectionOwner.objects.create(
        agency=figures.cast.commune, form_key=figures.form.form_key, section_key="steer", user=user
    )
    Remark.objects.create(
        sheet=figures.commune,
        section_key="steer",
        line_key=DOCS,
        text="Số này gồm cả công điện?",
        by=user,
        at=figures.cast.now,
    )
    said = text_of(officer.get(address(figures.commune, "steer")))
    assert f"người nhập: {user.full_name}" in said
    assert "1 trao đổi" in said and "Số này gồm cả công điện?" in said


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_lines(
    officer: Client, figures: FiguresCast, django_assert_num_queries: Any
) -> None:
    officer.get(address(figures.commune, "dossier"))  # what is asked once in a process: the form, the session
    with django_assert_num_queries(QUERIES):
        officer.get(address(figures.commune, "steer"))
    figures.save(figures.commune, GOOD)
    with django_assert_num_queries(QUERIES):
        officer.get(address(figures.commune, "dossier"))


QUERIES = 14
