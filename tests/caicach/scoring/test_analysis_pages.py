"""The pages that say what points mean: what can still be won, where they were lost, what moved, who judged how."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.constants import DutyOrigin
from caicach.obligations.models import Assignment, Obligation
from caicach.people.models import Post
from caicach.scoring.models import Improvement
from caicach.web import clock
from cast import Cast, Person
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
IDEAS, ON_TIME = "procedures.ideas", "procedures.dossiers.on_time"


@pytest.fixture(autouse=True)
def _in_november(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def officer(scoring: ScoringCast) -> Client:
    """A browser of the commune's officer."""
    return signed_in(scoring.cast.commune_officer)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


class TestWinnable:
    def _url(self, scoring: ScoringCast) -> str:
        return reverse("scoring:winnable", args=[scoring.commune.uid])

    def test_it_says_how_much_by_when_and_what_that_would_come_to(self, officer: Client, scoring: ScoringCast) -> None:
        shown = text_of(officer.get(self._url(scoring)))
        assert "UBND xã Suối Nhạn còn có thể thêm 5,00 điểm trước 30/11/2026" in shown
        assert "xếp loại Yếu, chưa tính điểm khảo sát" in shown
        assert "Hoàn thành nhiệm vụ còn lại của kế hoạch" not in shown  # there is no time for its fifteen days
        assert "đạt 99,5 %" in shown

    def test_the_leaf_page_shows_the_easy_ones_and_one_click_gives_work(
        self, officer: Client, scoring: ScoringCast
    ) -> None:
        leaf = reverse("scoring:leaf", args=[scoring.commune.uid, IDEAS])
        shown = text_of(officer.get(leaf))
        assert "Điểm còn có thể đạt" in shown and "dễ trước, tính đến hết kỳ tự chấm 30/11/2026" in shown
        answer = officer.post(self._url(scoring), {"chon": IDEAS, "ve": IDEAS})
        assert answer.status_code == 302 and answer.url == leaf
        owed = Obligation.objects.get(duty__origin=DutyOrigin.IMPROVEMENT)
        shown = text_of(officer.get(leaf))
        assert reverse("obligations:detail", args=[owed.uid]) in shown
        assert "Đã giao việc cho 1 tiêu chí." in shown

    def test_the_duty_is_on_its_page_and_leads_back(self, officer: Client, scoring: ScoringCast) -> None:
        officer.post(self._url(scoring), {"chon": IDEAS})
        owed = Obligation.objects.get(duty__origin=DutyOrigin.IMPROVEMENT)
        shown = text_of(officer.get(reverse("obligations:detail", args=[owed.uid])))
        assert reverse("scoring:leaf", args=[scoring.commune.uid, IDEAS]) in shown

    def test_work_goes_to_a_person_with_words(self, officer: Client, scoring: ScoringCast) -> None:
        post = Post.objects.get(user=scoring.cast.commune_leader.user)
        sent = {"chon": [IDEAS, ON_TIME], "to": f"p-{post.pk}", "due_on": "25/11/2026", "note": "Làm ngay."}
        assert officer.post(self._url(scoring), sent).status_code == 302
        held = Assignment.objects.select_related("obligation").order_by("pk")
        assert {(one.post_id, one.note, f"{one.obligation.due_on}") for one in held} == {
            (post.pk, "Làm ngay.", "2026-11-25")
        }
        assert len(held) == 2

    def test_what_cannot_be_given_is_told_and_the_rest_is_given(self, officer: Client, scoring: ScoringCast) -> None:
        answer = officer.post(self._url(scoring), {"chon": [IDEAS, "impact.survey"]})
        shown = text_of(answer)
        assert answer.status_code == 422
        assert "Tiêu chí 3.1 của UBND xã Suối Nhạn không còn giành thêm được điểm" in shown
        assert Improvement.objects.get().score.leaf_key == IDEAS

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({}, "Chưa chọn tiêu chí nào."),
            ({"chon": IDEAS, "due_on": "01/11/2026"}, "Ngày 01/11/2026 đã qua."),
            ({"chon": IDEAS, "due_on": "01/12/2026"}, "minh chứng chỉ được tính đến 30/11/2026"),
            ({"chon": IDEAS, "to": "p-999999"}, "999999"),
        ],
    )
    def test_what_is_refused_is_shown_again(
        self, officer: Client, scoring: ScoringCast, sent: dict[str, str], words: str
    ) -> None:
        answer = officer.post(self._url(scoring), sent)
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert not Improvement.objects.exists()

    def test_a_clerk_looks_and_gives_nothing(self, scoring: ScoringCast) -> None:
        clerk = signed_in(scoring.cast.clerk)
        assert "Giao việc cho các tiêu chí đã chọn" not in text_of(clerk.get(self._url(scoring)))
        assert clerk.post(self._url(scoring), {"chon": IDEAS}).status_code == 403
        assert not Improvement.objects.exists()

    def test_it_is_nobody_elses(self, scoring: ScoringCast) -> None:
        for person in (scoring.cast.neighbour_officer, scoring.cast.stranger):
            assert signed_in(person).get(self._url(scoring)).status_code == 404

    def test_after_the_lock_nothing_is_offered(self, officer: Client, scoring: ScoringCast) -> None:
        type(scoring.commune).objects.update(state="locked", locked_at=NOW)
        assert "Không còn điểm nào có thể thêm" in text_of(officer.get(self._url(scoring)))
        assert "Điểm còn có thể đạt" not in text_of(
            officer.get(reverse("scoring:leaf", args=[scoring.commune.uid, IDEAS]))
        )

    def test_it_asks_the_same_whatever_there_is(
        self, officer: Client, scoring: ScoringCast, django_assert_num_queries: Any
    ) -> None:
        officer.get(self._url(scoring))
        with django_assert_num_queries(12):
            officer.get(self._url(scoring))
        officer.post(self._url(scoring), {"chon": [IDEAS, ON_TIME]})
        officer.get(self._url(scoring))
        with django_assert_num_queries(13):  # the duties of the work that was given
            officer.get(self._url(scoring))
