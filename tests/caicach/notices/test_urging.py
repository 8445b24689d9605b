"""The system lists what could be urged; a person sends; the number of the letter comes back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from caicach.notices.exports.letter import chat_texts, letter_docx
from caicach.notices.forms import RemindingForm
from caicach.notices.models import Notice, Reminder
from caicach.notices.selectors.urging import reminder_for, times_urged, urged_rows
from caicach.notices.services import digests_make
from caicach.notices.services.urging import Issued, Urging, reminder_issue, reminder_send
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation, Request
from caicach.obligations.selectors import urge_list
from caicach.obligations.services import obligation_return
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from vanban.reading import Paragraph, Table, read_document

Counting = Callable[[int], AbstractContextManager[Any]]
UID = UUID("01a1fc56-0d08-7580-8c35-17fbbebd3467")
SENT = Urging(UID, "đôn đốc thực hiện nhiệm vụ", "", date(2026, 3, 25), is_letter=True, is_notice=True, late_days=5)


def listed(cast: Cast, late_days: int = 5) -> list[tuple[str, str]]:
    found = urge_list(cast.standing_officer.actor, scope_ids=(cast.province.pk,), today=cast.today, late_days=late_days)
    return [(row.agency_name, row.reason) for row in found.rows]


def late(cast: Cast, **values: Any) -> Obligation:
    return cast.obligation(**{"due_on": cast.today - timedelta(days=14), **values})


def send(cast: Cast, *rows: Obligation, **values: Any) -> Reminder:
    urging = replace(SENT, **values)
    return reminder_send(urging, [row.uid for row in rows], actor=cast.standing_officer.actor, now=cast.now)


class TestFromTheListOfDuties:
    """Chosen with any filter of the list, shown first, then sent; what is not late may be reminded ahead."""

    def _ask(self, client: Client, **query: Any) -> Any:
        return client.get(reverse("obligations:many"), {"viec": "don-doc", **query})

    def _send(self, client: Client, cast: Cast, **values: Any) -> Any:
        client.force_login(cast.standing_officer.user)
        form = self._ask(client).context["page"].form
        given = {
            "picked": form.initial["picked"],
            "once": form.initial["once"],
            "subject": "đôn đốc",
            "is_notice": "on",
        }
        return client.post(f"{reverse('obligations:many')}?viec=don-doc", {**given, **values})

    def test_the_preview_leaves_out_what_is_done_and_what_is_ones_own(self, client: Client, cast: Cast) -> None:
        one = late(cast)
        ahead = cast.obligation(due_on=cast.today + timedelta(days=30))
        late(cast, state=ObligationState.SUBMITTED)
        late(cast, agency_id=cast.standing.pk, acceptor_id=cast.province.pk)
        client.force_login(cast.standing_officer.user)
        page = self._ask(client).context["page"]
        assert {line.uid for line in page.lines} == {one.uid, ahead.uid}
        assert "Bỏ qua 2 dòng" in page.skipped

    def test_what_was_shown_is_reminded_and_the_texts_to_copy_are_there(self, client: Client, cast: Cast) -> None:
        late(cast)
        cast.obligation(due_on=cast.today + timedelta(days=30))
        answer = self._send(client, cast)
        made = Reminder.objects.get()
        assert answer.status_code == 302 and answer.headers["Location"] == reverse("notices:reminder", args=[made.uid])
        assert sorted(made.rows.values_list("reason", flat=True)) == ["ahead", "late"]
        assert "UBND xã Suối Nhạn" in client.get(answer.headers["Location"]).content.decode()

    def test_the_list_asks_what_the_page_of_reminding_asks(self, client: Client, cast: Cast) -> None:
        late(cast)
        client.force_login(cast.standing_officer.user)
        asked = self._ask(client).context["page"].form
        page_form = client.get(reverse("notices:urge")).context["page"].form
        shared = RemindingForm.base_fields.keys()
        assert [name for name in asked.fields if name in shared] == list(shared)
        for name in shared:
            assert asked[name].label == page_form[name].label
            assert asked[name].value() == page_form[name].value()
        assert asked["is_notice"].value() and "Đôn đốc" in str(asked["subject"].value())

    def test_sent_twice_it_is_one_reminder(self, client: Client, cast: Cast) -> None:
        late(cast)
        client.force_login(cast.standing_officer.user)
        form = self._ask(client).context["page"].form
        given = {
            "picked": form.initial["picked"],
            "once": form.initial["once"],
            "subject": "đôn đốc",
            "is_notice": "on",
        }
        for _ in range(2):
            client.post(f"{reverse('obligations:many')}?viec=don-doc", given)
        assert Reminder.objects.count() == 1

    def test_without_a_way_to_send_it_the_form_says_so(self, client: Client, cast: Cast) -> None:
        late(cast)
        answer = self._send(client, cast, is_notice="")
        assert answer.status_code == 422 and "Chọn gửi bằng công văn" in answer.content.decode()
        assert not Reminder.objects.exists()

    def test_whoever_does_not_urge_has_no_such_act(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.commune_officer.user)
        assert self._ask(client).status_code == 403


class TestOnTheObligation:
    def test_the_owing_agency_sees_when_and_by_whom_it_was_urged(self, client: Client, cast: Cast) -> None:
        one = late(cast)
        send(cast, one)
        client.force_login(cast.commune_officer.user)
        page = client.get(reverse("obligations:detail", args=[one.uid])).content.decode()
        assert "Đã đôn đốc" in page and cast.standing.current_name in page
        assert reverse("notices:reminder", args=[Reminder.objects.get().uid]) not in page

    def test_the_body_that_urged_can_open_it(self, cast: Cast) -> None:
        one = late(cast)
        send(cast, one)
        (urged,) = times_urged(cast.standing_officer.actor, one)
        assert urged.url == reverse("notices:reminder", args=[Reminder.objects.get().uid])

    def test_what_was_never_urged_has_no_such_part(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.commune_officer.user)
        page = client.get(reverse("obligations:detail", args=[late(cast).uid])).content.decode()
        assert "Đã đôn đốc" not in page


class TestListing:
    def test_what_is_late_for_longer_than_asked_stands_there(self, cast: Cast) -> None:
        late(cast)
        cast.obligation(agency_id=cast.neighbour.pk, due_on=cast.today - timedelta(days=4))
        assert listed(cast) == [("UBND xã Suối Nhạn", "late")]
        assert len(listed(cast, late_days=1)) == 2

    @pytest.mark.parametrize("late_days", [0, 1, 5, 9])
    def test_the_days_are_those_that_the_page_says(self, cast: Cast, late_days: int) -> None:
        for days in range(1, 20):
            cast.obligation(due_on=cast.today - timedelta(days=days))
        found = urge_list(
            cast.standing_officer.actor, scope_ids=(cast.province.pk,), today=cast.today, late_days=late_days
        )
        told = {row.due_on for row in found.rows if row.reason == "late"}
        every = urge_list(cast.standing_officer.actor, scope_ids=(cast.province.pk,), today=cast.today, late_days=0)
        assert told == {row.due_on for row in every.rows if row.days_late > late_days}

    def test_what_was_given_back_twice_stands_there(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.RETURNED)
        assert listed(cast) == []
        cast.submit(one)
        obligation_return(one, actor=SYSTEM, reason="Vẫn thiếu chữ ký của lãnh đạo.", now=cast.now)
        assert listed(cast) == [("UBND xã Suối Nhạn", "returned_twice")]

    def test_requests_never_stand_there(self, cast: Cast) -> None:
        one = cast.obligation(state=ObligationState.ACCEPTED, due_on=cast.today - timedelta(days=30))
        Request.objects.create(duty=one.duty, agency=cast.stranger_agency, addressee="Chi cục", created_at=cast.now)
        assert listed(cast) == []

    def test_as_many_queries_whatever_there_is(self, cast: Cast, django_assert_max_num_queries: Counting) -> None:
        for _ in range(12):
            late(cast)
        with django_assert_max_num_queries(8):
            listed(cast)


class TestSending:
    def test_each_stands_once_and_people_of_the_agency_are_told(self, cast: Cast) -> None:
        first, second = late(cast), late(cast)
        made = send(cast, first, second, first)
        assert made.rows.count() == 2
        told = set(Notice.objects.filter(kind="urge").values_list("user__username", flat=True))
        assert told == {"huong", "luc"}

    def test_the_same_form_twice_is_one_reminder(self, cast: Cast) -> None:
        one = late(cast)
        assert send(cast, one) == send(cast, one)
        assert (Reminder.objects.count(), Notice.objects.count()) == (1, 2)

    def test_nothing_is_ever_sent_by_itself(self, cast: Cast) -> None:
        late(cast, due_on=cast.today - timedelta(days=200))
        digests_make(cast.today, 7, now=cast.now)
        assert not Reminder.objects.exists()
        assert not Notice.objects.filter(kind="urge").exists()

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"subject": " "}, "trích yếu"),
            ({"is_letter": False, "is_notice": False}, "Chọn gửi"),
            ({"answer_by_on": date(2026, 3, 1)}, "đã qua"),
        ],
    )
    def test_what_is_missing_is_said(self, cast: Cast, values: dict[str, Any], words: str) -> None:
        with pytest.raises(BadInput, match=words):
            send(cast, late(cast), **values)

    def test_what_is_done_meanwhile_is_left_out(self, cast: Cast) -> None:
        one = late(cast)
        cast.submit(one)
        with pytest.raises(BadInput, match="không còn phải đôn đốc"):
            send(cast, one)

    def test_others_may_not(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            reminder_send(SENT, [late(cast).uid], actor=cast.commune_officer.actor, now=cast.now)


class TestLetter:
    def test_it_leaves_number_and_day_blank_and_holds_every_row(self, cast: Cast) -> None:
        one = late(cast)
        made = reminder_for(cast.standing_officer.actor, send(cast, one).uid)
        read = read_document(letter_docx(made, urged_rows(made)), name="cong-van.docx")
        words = "\n".join(block.text for block in read.blocks if isinstance(block, Paragraph))
        cells = [
            cell.text for block in read.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells
        ]
        assert any(one.duty.title in text for text in cells)
        assert "trước ngày 25/03/2026" in words
        assert "V/v đôn đốc thực hiện nhiệm vụ" in "\n".join([words, *cells])

    def test_twice_it_has_equal_bytes(self, cast: Cast) -> None:
        made = reminder_for(cast.standing_officer.actor, send(cast, late(cast)).uid)
        assert letter_docx(made, urged_rows(made)) == letter_docx(made, urged_rows(made))

    def test_the_text_for_a_chat_group_names_the_agency_and_its_work(self, cast: Cast) -> None:
        one = late(cast)
        made = send(cast, one)
        ((name, text),) = chat_texts(made, urged_rows(made))
        assert name == "UBND xã Suối Nhạn"
        assert one.duty.title in text

    def test_its_number_is_entered_once(self, cast: Cast) -> None:
        made = send(cast, late(cast))
        actor = cast.standing_officer.actor
        document = reminder_issue(made, Issued("45/SNV-CCHC", cast.today), actor=actor, now=cast.now)
        made.refresh_from_db()
        assert made.document == document
        with pytest.raises(WrongState):
            reminder_issue(made, Issued("46/SNV-CCHC", cast.today), actor=actor, now=cast.now)


class TestPages:
    def test_from_the_list_to_the_number(self, cast: Cast, client: Client) -> None:
        one = late(cast)
        client.force_login(cast.standing_officer.user)
        assert one.duty.title in client.get(reverse("notices:urge")).content.decode()
        sent = {"uid": str(UID), "late_days": "5", "subject": "đôn đốc", "is_letter": "on", "chon": str(one.uid)}
        client.post(reverse("notices:urge"), sent)
        made = Reminder.objects.get()
        assert client.get(reverse("notices:letter", args=[made.uid])).content[:2] == b"PK"
        issued = {"symbol": "45/SNV-CCHC", "issued_on": "16/03/2026"}
        client.post(reverse("notices:issue", args=[made.uid]), issued)
        assert "45/SNV-CCHC" in client.get(reverse("notices:reminder", args=[made.uid])).content.decode()

    def test_a_leader_reads_and_does_not_send(self, cast: Cast, client: Client) -> None:
        late(cast)
        client.force_login(cast.province_leader.user)
        page = client.get(reverse("notices:urge"))
        assert "Gửi đôn đốc" not in page.content.decode()
        assert client.post(reverse("notices:urge"), {}).status_code == 403
