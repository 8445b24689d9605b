"""Once a working day everybody is told what the day asks of them; never twice, never at night, never nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.accounts.models import User
from caicach.jobs.models import JobRun
from caicach.mail.models import Message
from caicach.notices.constants import NoticeKind
from caicach.notices.mapping import DigestContent
from caicach.notices.models import Digest, DigestRun, Notice
from caicach.notices.selectors.inbox import inbox_of, unread_count
from caicach.notices.selectors.settings import Wish
from caicach.notices.services import digests_due, digests_make, look_round, notices_read, wish_set
from caicach.obligations.access import decided_by, owed_by
from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState
from caicach.obligations.models import Obligation, Request, Submission
from caicach.obligations.selectors.mornings import MorningKind, morning_of
from caicach.web.errors import BadInput
from cast import Cast, Person, cast_make
from two_writers import at_once

Counting = Callable[[int], AbstractContextManager[Any]]
MONDAY = date(2026, 3, 16)


def at(hour: int, day: date = MONDAY) -> datetime:
    """Return the moment of an hour in Viet Nam."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 7)


def told(person: Person) -> dict[str, int]:
    rows = inbox_of(person.actor)
    return {one.kind: one.count for row in rows for one in row.content.sections}


def make(cast: Cast, day: date = MONDAY) -> int:
    return digests_make(day, 7, now=at(7, day))


class TestContent:
    def test_each_person_is_told_what_is_theirs(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        cast.obligation(due_on=MONDAY)
        cast.obligation(state=ObligationState.RETURNED)
        cast.obligation(agency_id=cast.neighbour.pk, state=ObligationState.SUBMITTED)
        make(cast)
        commune = told(cast.commune_officer)
        assert (commune["overdue"], commune["today"], commune["returned"]) == (1, 1, 1)
        assert told(cast.standing_officer)["to_accept"] == 1
        assert told(cast.stranger) == {}

    def test_whoever_has_nothing_gets_nothing(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 9, 30), state=ObligationState.ACCEPTED)
        assert make(cast) == 0
        assert not Notice.objects.exists()

    def test_what_sleeps_is_never_told_alone(self, cast: Cast) -> None:
        Obligation.objects.all().delete()
        cast.obligation(state=ObligationState.DORMANT)
        make(cast)
        assert all("dormant" not in told(person) or len(told(person)) > 1 for person in (cast.commune_officer,))

    def test_requests_are_never_told(self, cast: Cast) -> None:
        one = cast.obligation(due_on=date(2026, 3, 2))
        Request.objects.create(duty=one.duty, agency=cast.stranger_agency, addressee="Chi cục", created_at=cast.now)
        make(cast)
        assert told(cast.stranger) == {}

    def test_people_who_are_told_the_same_share_what_is_said(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        make(cast)
        told_to = set(Notice.objects.values_list("user__username", flat=True))
        assert {"huong", "luc"} <= told_to
        assert Digest.objects.count() <= len(told_to)

    def test_what_is_said_is_read_back_as_it_was_written(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        make(cast)
        for digest in Digest.objects.all():
            assert DigestContent.from_json(digest.content).to_json() == digest.content


class TestTheSameRulesAsThePages:
    """What a morning tells each person is what the pages would show them: the whole cast, every state."""

    def _ledger(self, cast: Cast) -> None:
        homes = (cast.commune, cast.neighbour, cast.department, cast.office, cast.standing)
        for agency in homes:
            for acceptor in (cast.standing, cast.office, cast.province, agency):
                for state in (ObligationState.OPEN, ObligationState.SUBMITTED, ObligationState.RETURNED):
                    cast.obligation(agency_id=agency.pk, acceptor_id=acceptor.pk, state=state, due_on=MONDAY)

    def _people(self, cast: Cast) -> list[Person]:
        return [value for name in cast.__slots__ if isinstance(value := getattr(cast, name), Person)]

    def test_what_is_to_be_accepted(self, cast: Cast) -> None:
        self._ledger(cast)
        morning = morning_of(today=MONDAY, since_on=MONDAY, soon_days=7)
        for person in self._people(cast):
            rows = morning.rows_of(person.actor).get(MorningKind.TO_ACCEPT, ())
            waiting = Obligation.objects.filter(decided_by(person.actor), state=ObligationState.SUBMITTED)
            assert {row.pk for row in rows} == set(waiting.values_list("pk", flat=True)), person.user

    def test_what_is_owed(self, cast: Cast) -> None:
        self._ledger(cast)
        morning = morning_of(today=MONDAY, since_on=MONDAY, soon_days=7)
        for person in self._people(cast):
            told_rows = morning.rows_of(person.actor)
            kinds = (MorningKind.RETURNED, MorningKind.OVERDUE, MorningKind.TODAY, MorningKind.NEW, MorningKind.SOON)
            told_pks = [row.pk for kind in kinds for row in told_rows.get(kind, ())]
            owed = Obligation.objects.filter(owed_by(person.actor), state__in=AWAITS_HAND_IN)
            assert sorted(told_pks) == sorted(owed.values_list("pk", flat=True)), person.user

    def test_nobody_is_told_to_accept_their_own_work(self, cast: Cast) -> None:
        one = cast.obligation(acceptor_id=cast.commune.pk, due_on=MONDAY)
        cast.submit(one)
        Submission.objects.filter(obligation=one).update(handed_in_by=cast.commune_leader.user)
        morning = morning_of(today=MONDAY, since_on=MONDAY, soon_days=7)
        assert MorningKind.TO_ACCEPT not in morning.rows_of(cast.commune_leader.actor)
        assert morning.profile_of(cast.commune_leader.actor)[-1] == cast.commune_leader.user.pk  # type: ignore[index]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_tell_everybody_once() -> None:
    cast = cast_make()
    cast.obligation(due_on=date(2026, 3, 2))
    User.objects.filter(pk=cast.commune_officer.user.pk).update(email="huong@suoinhan.example.vn")
    at_once(*([lambda: digests_make(MONDAY, 7, now=at(7))] * 4))
    rows = Notice.objects.filter(kind=NoticeKind.DIGEST)
    assert rows.count() == rows.values("user").distinct().count() > 0
    assert Message.objects.count() <= 1
    assert DigestRun.objects.get().finished_at is not None


class TestOnce:
    def test_a_second_run_writes_nothing(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        made = make(cast)
        assert (make(cast), Notice.objects.count()) == (0, made)

    def test_a_broken_run_goes_on_and_tells_nobody_twice(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        make(cast)
        DigestRun.objects.update(finished_at=None)
        gone = Notice.objects.get(user=cast.commune_leader.user)
        gone.delete()
        assert make(cast) == 1
        assert Notice.objects.filter(user=cast.commune_leader.user).count() == 1

    def test_the_number_of_queries_does_not_grow(self, cast: Cast, django_assert_max_num_queries: Counting) -> None:
        for days in range(20):
            cast.obligation(due_on=MONDAY - timedelta(days=days))
        with django_assert_max_num_queries(26):
            make(cast)


class TestWhen:
    @pytest.mark.parametrize(
        ("moment", "due"),
        [
            (at(6), None),
            (at(7), (MONDAY, 7)),
            (at(11), (MONDAY, 7)),
            (at(17), None),
            (at(23), None),
            (at(9, date(2026, 3, 15)), None),
            (at(9, date(2026, 4, 30)), None),
        ],
        ids=["before office hours", "at seven", "late in the morning", "evening", "night", "Sunday", "holiday"],
    )
    def test_only_on_working_days_in_office_hours(
        self, db: None, moment: datetime, due: tuple[date, int] | None
    ) -> None:
        assert digests_due(moment) == due

    def test_a_finished_hour_is_not_due_again(self, cast: Cast) -> None:
        make(cast)
        assert digests_due(at(9)) is None

    def test_everybody_at_their_hour(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        wish_set(cast.commune_officer.actor, Wish(hour=14), now=cast.now)
        make(cast)
        assert not Notice.objects.filter(user=cast.commune_officer.user).exists()
        assert digests_due(at(14)) == (MONDAY, 14)
        digests_make(MONDAY, 14, now=at(14))
        assert Notice.objects.filter(user=cast.commune_officer.user).count() == 1

    def test_the_round_starts_one_job(self, cast: Cast, settings: Any) -> None:
        settings.JOBS_INLINE = False
        look_round(at(8))
        look_round(at(8))
        assert JobRun.objects.filter(kind="notices.digest").count() == 1


class TestMail:
    @pytest.fixture(autouse=True)
    def server(self, settings: Any) -> None:
        settings.EMAIL_HOST = "smtp.song-may.test"

    def test_only_to_an_address_and_only_who_wants_it(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        User.objects.filter(pk=cast.commune_officer.user.pk).update(email="huong@song-may.test")
        User.objects.filter(pk=cast.commune_leader.user.pk).update(email="luc@song-may.test")
        wish_set(cast.commune_leader.actor, Wish(wants_mail=False), now=cast.now)
        make(cast)
        assert list(Message.objects.values_list("to", flat=True)) == ["huong@song-may.test"]
        message = Message.objects.get()
        assert "Quá hạn: 1" in message.text
        assert told(cast.commune_leader)["overdue"] == 1

    def test_a_broken_run_sends_nothing_twice(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        User.objects.filter(pk=cast.commune_officer.user.pk).update(email="huong@song-may.test")
        make(cast)
        DigestRun.objects.update(finished_at=None)
        Notice.objects.all().delete()
        make(cast)
        assert Message.objects.count() == 1


class TestInbox:
    def test_a_notice_is_read_where_its_reader_says_so(self, cast: Cast, client: Client) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        make(cast)
        client.force_login(cast.commune_officer.user)
        assert "chưa đọc" in client.get(reverse("notices:inbox")).content.decode()
        uid = Notice.objects.get(user=cast.commune_officer.user).uid
        page = client.get(reverse("notices:notice", args=[uid])).content.decode()
        assert "Nội dung để chép vào nhóm" in page
        assert unread_count(cast.commune_officer.actor) == 1, "looking changes nothing"
        client.post(reverse("notices:read"), {"uid": str(uid)})
        assert unread_count(cast.commune_officer.actor) == 0

    def test_another_person_s_notice_is_not_found(self, cast: Cast, client: Client) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        make(cast)
        client.force_login(cast.stranger.user)
        uid = Notice.objects.get(user=cast.commune_officer.user).uid
        assert client.get(reverse("notices:notice", args=[uid])).status_code == 404

    def test_all_are_read_in_one_statement(self, cast: Cast, django_assert_num_queries: Counting) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        make(cast)
        with django_assert_num_queries(1):
            assert notices_read(cast.commune_officer.actor, now=cast.now) == 1

    def test_sections_that_are_not_wanted_are_left_out(self, cast: Cast) -> None:
        cast.obligation(due_on=date(2026, 3, 2))
        cast.obligation(state=ObligationState.RETURNED)
        wish_set(cast.commune_officer.actor, Wish(left_out=frozenset({"overdue"})), now=cast.now)
        make(cast)
        assert "overdue" not in told(cast.commune_officer)
        assert told(cast.commune_officer)["returned"] == 1

    @pytest.mark.parametrize("hour", [3, 22])
    def test_nobody_can_ask_for_the_night(self, cast: Cast, hour: int) -> None:
        with pytest.raises(BadInput, match="ngoài giờ"):
            wish_set(cast.commune_officer.actor, Wish(hour=hour), now=cast.now)

    def test_the_form_keeps_what_was_wished(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.commune_officer.user)
        client.post(reverse("notices:wish"), {"hour": "9", "sections": ["overdue", "returned"]})
        page = client.get(reverse("notices:wish")).content.decode()
        assert 'value="9" selected' in page


def test_urgings_and_digests_are_two_kinds() -> None:
    assert set(NoticeKind.values) == {"digest", "urge"}
