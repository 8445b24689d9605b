"""Calendars: what they show, to whom, and that the bytes are what RFC 5545 asks for."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from caicach.audit.models import Entry
from caicach.notices.models import FeedToken
from caicach.notices.services import feed_create, feed_revoke
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import DueChange, Obligation
from caicach.people.models import Grant
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast, Person

PAGE = "/thong-bao/lich/"


def address(cast: Cast, who: Person, agency_id: int | None = None) -> str:
    _token, secret = feed_create(actor=who.actor, agency_id=agency_id, now=cast.now)
    return f"{PAGE}{secret}.ics"


def read(url: str) -> Any:
    answer = Client().get(url)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content)


def titles(url: str) -> list[str]:
    return [str(event["summary"]) for event in read(url).walk("VEVENT")]


@pytest.fixture(autouse=True)
def _on_the_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caicach.web.clock.now", lambda: cast.now)


class TestWhatItShows:
    """Open due days, by the reach of the moment."""

    def test_a_due_day_is_a_free_day_long_event_with_its_page(self, cast: Cast) -> None:
        made = cast.obligation(duty={"title": "Rà soát, đơn giản hóa; báo cáo\nUBND tỉnh"})
        (event,) = read(address(cast, cast.commune_officer)).walk("VEVENT")
        assert event["dtstart"].dt == date(2026, 3, 30)
        assert event["dtend"].dt == date(2026, 3, 31)
        assert event["transp"] == "TRANSPARENT"
        assert event["uid"] == f"{made.uid}@testserver"
        assert event["url"] == f"http://testserver/nhiem-vu/{made.uid}/"
        assert "Rà soát, đơn giản hóa; báo cáo" in str(event["summary"])
        assert not event.walk("VALARM")

    def test_what_was_handed_in_accepted_or_sleeps_is_gone(self, cast: Cast) -> None:
        for state in (ObligationState.SUBMITTED, ObligationState.ACCEPTED, ObligationState.DORMANT):
            cast.obligation(state=state)
        given_back = cast.obligation(state=ObligationState.RETURNED)
        (only,) = read(address(cast, cast.commune_officer)).walk("VEVENT")
        assert only["uid"].startswith(str(given_back.uid))

    def test_it_is_bounded(self, cast: Cast) -> None:
        cast.obligation(due_on=cast.today + timedelta(days=400), occurrence_key="far")
        cast.obligation(due_on=cast.today + timedelta(days=401), occurrence_key="beyond")
        assert len(titles(address(cast, cast.commune_officer))) == 1

    def test_the_own_work_is_not_what_one_oversees(self, cast: Cast) -> None:
        cast.obligation()
        assert titles(address(cast, cast.neighbour_officer)) == []
        assert titles(address(cast, cast.province_leader)) == []
        assert len(titles(address(cast, cast.province_leader, cast.commune.pk))) == 1

    def test_a_moved_day_is_the_same_event_later_in_its_sequence(self, cast: Cast) -> None:
        made, url = cast.obligation(), address(cast, cast.commune_officer)
        (before,) = read(url).walk("VEVENT")
        later = cast.now + timedelta(hours=1)
        DueChange.objects.create(
            obligation=made,
            number=1,
            kind="extension",
            from_due_on=made.due_on,
            to_due_on=date(2026, 4, 15),
            changed_at=later,
        )
        Obligation.objects.filter(pk=made.pk).update(due_on=date(2026, 4, 15))
        (after,) = read(url).walk("VEVENT")
        assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 1)
        assert after["dtstart"].dt == date(2026, 4, 15)
        assert after["last-modified"].dt == later
        assert after["dtstamp"].dt == later

    def test_a_person_who_left_reads_an_empty_calendar(self, cast: Cast) -> None:
        cast.obligation()
        urls = address(cast, cast.commune_officer), address(cast, cast.commune_officer, cast.commune.pk)
        Grant.objects.filter(post__user=cast.commune_officer.user).update(valid_to=cast.today)
        assert [titles(url) for url in urls] == [[], []]


class TestBytes:
    """RFC 5545 and the web."""

    def test_lines_end_with_crlf_and_are_folded(self, cast: Cast) -> None:
        cast.obligation(duty={"title": "Xây dựng, ban hành quy chế " * 8})
        content = Client().get(address(cast, cast.commune_officer)).content
        assert content.startswith(b"BEGIN:VCALENDAR\r\n")
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert b"\n" not in content.replace(b"\r\n", b"")
        lines = content.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert any(line.startswith(b" ") for line in lines)
        assert sum(line.startswith(b"PRODID:") for line in lines) == 1
        assert re.search(rb"\r\nDTSTAMP:\d{8}T\d{6}Z\r\n", content)
        assert b"\r\nDTSTART;VALUE=DATE:20260330\r\n" in content

    def test_a_name_cannot_bring_in_lines_of_its_own(self, cast: Cast) -> None:
        cast.obligation(duty={"title": "Tên\r\nEND:VEVENT\r\nBEGIN:VALARM"})
        content = Client().get(address(cast, cast.commune_officer)).content
        assert content.count(b"\r\nEND:VEVENT\r\n") == 1
        assert b"\r\nBEGIN:VALARM" not in content

    def test_what_did_not_change_is_not_sent_again(self, cast: Cast) -> None:
        cast.obligation()
        url = address(cast, cast.commune_officer)
        first = Client().get(url)
        again = Client().get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "private, no-cache"
        cast.obligation(occurrence_key="2026-Q2")
        assert Client().get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200

    def test_the_queries_do_not_grow_with_the_rows(self, cast: Cast) -> None:
        url = address(cast, cast.commune_officer)
        counts = []
        for _round in range(3):
            cast.obligation()
            with CaptureQueriesContext(connection) as asked:
                Client().get(url)
            counts.append(len(asked))
        assert counts[1] == counts[2] <= 5


class TestSecret:
    """Only a hash is kept; it ends when it is revoked."""

    def test_only_a_hash_is_kept(self, cast: Cast) -> None:
        _token, secret = feed_create(actor=cast.clerk.actor, agency_id=None, now=cast.now)
        assert secret not in str(FeedToken.objects.values().get())
        assert secret not in str(list(Entry.objects.values()))

    def test_an_unknown_and_a_revoked_secret_look_the_same(self, cast: Cast) -> None:
        token, secret = feed_create(actor=cast.clerk.actor, agency_id=None, now=cast.now)
        feed_revoke(token, actor=cast.clerk.actor, now=cast.now)
        answers, asked = [], []
        for one in (secret, "khong-co"):
            with CaptureQueriesContext(connection) as queries:
                answers.append(Client().get(f"{PAGE}{one}.ics").status_code)
            asked.append(len(queries))
        assert answers == [404, 404]
        assert asked[0] == asked[1] == 1

    def test_it_ends_with_the_account(self, cast: Cast) -> None:
        url = address(cast, cast.clerk)
        cast.clerk.user.is_active = False
        cast.clerk.user.save(update_fields=["is_active"])
        assert Client().get(url).status_code == 404

    def test_its_use_is_noted_once_a_day(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        url = address(cast, cast.clerk)
        for hours, noted in ((0, 0), (5, 0), (25, 25)):
            monkeypatch.setattr("caicach.web.clock.now", lambda hours=hours: cast.now + timedelta(hours=hours))
            Client().get(url)
            assert FeedToken.objects.get().last_used_at == cast.now + timedelta(hours=noted)

    def test_only_its_person_revokes_it_and_once(self, cast: Cast) -> None:
        token, _secret = feed_create(actor=cast.clerk.actor, agency_id=None, now=cast.now)
        with pytest.raises(NotAllowed):
            feed_revoke(token, actor=cast.stranger.actor, now=cast.now)
        feed_revoke(token, actor=cast.clerk.actor, now=cast.now)
        with pytest.raises(WrongState):
            feed_revoke(token, actor=cast.clerk.actor, now=cast.now)

    def test_an_agency_beyond_reach_has_no_calendar(self, cast: Cast) -> None:
        with pytest.raises(BadInput):
            feed_create(actor=cast.commune_officer.actor, agency_id=cast.neighbour.pk, now=cast.now)
        with pytest.raises(NotAllowed):
            feed_create(actor=SYSTEM, agency_id=None, now=cast.now)

    def test_a_person_has_so_many_at_most(self, cast: Cast) -> None:
        for _number in range(20):
            feed_create(actor=cast.clerk.actor, agency_id=None, now=cast.now)
        with pytest.raises(BadInput):
            feed_create(actor=cast.clerk.actor, agency_id=None, now=cast.now)


class TestPage:
    """Made, shown once, revoked."""

    def test_the_address_is_shown_once_and_opens_the_calendar(self, cast: Cast, client: Client) -> None:
        cast.obligation()
        client.force_login(cast.commune_officer.user)
        text = client.post(PAGE, {"agency": str(cast.commune.pk)}).content.decode()
        found = re.search(r"http://testserver(/thong-bao/lich/[\w-]+\.ics)", text)
        assert found is not None
        assert found[1] not in client.get(PAGE).content.decode()
        assert len(titles(found[1])) == 1
        client.post(f"{PAGE}{FeedToken.objects.get().pk}/thu-hoi/")
        assert Client().get(found[1]).status_code == 404

    def test_anothers_address_is_not_there(self, cast: Cast, client: Client) -> None:
        token, _secret = feed_create(actor=cast.clerk.actor, agency_id=None, now=cast.now)
        client.force_login(cast.stranger.user)
        assert client.post(f"{PAGE}{token.pk}/thu-hoi/").status_code == 404

    def test_an_agency_that_is_not_offered_is_refused(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.commune_officer.user)
        assert client.post(PAGE, {"agency": str(cast.neighbour.pk)}).status_code == 422
