"""The pages that say what points mean: what can still be won, where they were lost, what moved, who judged how."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.constants import DutyOrigin
from caicach.obligations.models import Assignment, Obligation
from caicach.people.models import Post
from caicach.plans.models import OwnPlan
from caicach.scoring.models import Improvement, Score
from caicach.web import clock
from cast import Cast, Person
from scoring_cast import ScoringCast, locked
from vanban.plans import read_plan
from vanban.reading import read_document

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
IDEAS, ON_TIME, DONE = "procedures.ideas", "procedures.dossiers.on_time", "steering.plan.done"


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
        assert "UBND xã Suối Nhạn còn có thể thêm 9,00 điểm trước 14/12/2026" in shown
        assert "xếp loại Yếu, chưa tính điểm khảo sát" in shown
        assert "Hoàn thành nhiệm vụ còn lại của kế hoạch" in shown  # its fifteen days end before the explanation does
        assert "Ban hành kế hoạch" not in shown.split("<h1")[1].split("</main>")[0]  # it had to be issued long ago
        assert "đạt 99,5 %" in shown

    def test_the_leaf_page_shows_the_easy_ones_and_one_click_gives_work(
        self, officer: Client, scoring: ScoringCast
    ) -> None:
        leaf = reverse("scoring:leaf", args=[scoring.commune.uid, IDEAS])
        shown = text_of(officer.get(leaf))
        assert "Điểm còn có thể đạt" in shown and "dễ trước, tính đến hết kỳ giải trình 14/12/2026" in shown
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
            ({"chon": IDEAS, "due_on": "15/12/2026"}, "minh chứng chỉ được tính đến 14/12/2026"),
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


@pytest.fixture
def lost(scoring: ScoringCast) -> ScoringCast:
    """Everybody locked: half of the plan's three points, all of its one, nothing elsewhere."""
    locked(scoring, {DONE: "1.5", "steering.plan.issued": "1"})
    return scoring


class TestResult:
    def _url(self, scoring: ScoringCast) -> str:
        return reverse("scoring:result", args=[scoring.commune.uid])

    def test_it_says_what_was_reached_and_what_was_lost(self, officer: Client, lost: ScoringCast) -> None:
        shown = text_of(officer.get(self._url(lost)))
        assert "UBND xã Suối Nhạn: 12,50, loại Yếu" in shown
        assert "Mất điểm nhiều nhất" in shown and "−4,00" in shown
        assert "xem được khi kết quả đã công bố" in shown
        assert "Trung bình 3 cơ quan cùng loại" not in shown

    def test_whoever_holds_the_owner_sees_the_mean_and_the_best(self, lost: ScoringCast) -> None:
        shown = text_of(signed_in(lost.cast.standing_officer).get(self._url(lost)))
        assert "Trung bình 3 cơ quan cùng loại" in shown and "Cao nhất" in shown
        assert "Giao việc khắc phục" not in shown  # that is for the agency's own people

    def test_the_drawing_has_its_numbers_in_a_table(self, officer: Client, lost: ScoringCast) -> None:
        shown = text_of(officer.get(self._url(lost)))
        assert 'role="img"' in shown and ">Thủ tục hành chính</th>" in shown

    def test_points_can_be_tried_and_nothing_changes(self, officer: Client, lost: ScoringCast) -> None:
        before = list(Score.objects.order_by("pk").values_list("standing", flat=True))
        shown = text_of(officer.get(self._url(lost), {f"thu_{ON_TIME}": "4", f"thu_{IDEAS}": "0,5"}))
        assert "Nếu 2 tiêu chí được số điểm đã gõ" in shown
        assert "35,00" in shown  # seven points of twenty
        assert 'value="0,5"' in shown
        assert list(Score.objects.order_by("pk").values_list("standing", flat=True)) == before

    def test_the_place_among_others_is_tried_only_where_they_are_seen(self, officer: Client, lost: ScoringCast) -> None:
        Score.objects.filter(assessment=lost.neighbour, leaf_key=IDEAS).update(standing=1)
        tried = {f"thu_{ON_TIME}": "4"}
        standing = text_of(signed_in(lost.cast.standing_officer).get(self._url(lost), tried))
        assert "hiện nay 2<" in standing
        assert "hiện nay 2<" not in text_of(officer.get(self._url(lost), tried))

    @pytest.mark.parametrize(
        ("text", "words"), [("5", "tối đa"), ("bốn", "không đọc được điểm “bốn”"), ("0,555", "chữ số")]
    )
    def test_points_that_cannot_be_given_are_refused(
        self, officer: Client, lost: ScoringCast, text: str, words: str
    ) -> None:
        answer = officer.get(self._url(lost), {f"thu_{ON_TIME}": text})
        assert answer.status_code == 422
        assert words in text_of(answer) and f'value="{text}"' in text_of(answer)

    def test_it_is_nobody_elses(self, lost: ScoringCast) -> None:
        for person in (lost.cast.neighbour_officer, lost.cast.stranger):
            assert signed_in(person).get(self._url(lost)).status_code == 404

    def test_it_asks_the_same_whatever_was_lost(
        self, officer: Client, lost: ScoringCast, django_assert_num_queries: Any
    ) -> None:
        officer.get(self._url(lost))
        with django_assert_num_queries(18):
            officer.get(self._url(lost))


class TestRemedies:
    def _url(self, scoring: ScoringCast, name: str = "remedies") -> str:
        return reverse(f"scoring:{name}", args=[scoring.commune.uid])

    def test_what_was_lost_is_chosen_and_given(self, officer: Client, lost: ScoringCast) -> None:
        shown = text_of(officer.get(self._url(lost)))
        assert "Khắc phục 9,50 điểm đã mất ở 5 tiêu chí" in shown
        assert "Cơ quan chưa soạn kế hoạch năm 2027" in shown and 'value="30/09/2027"' in shown
        answer = officer.post(self._url(lost), {"chon": [DONE, IDEAS], "due_on": "30/06/2027"})
        assert answer.status_code == 302
        assert Improvement.objects.filter(kind="remedy", duty__isnull=False).count() == 2

    def test_it_goes_into_the_plan_that_is_written(self, officer: Client, lost: ScoringCast) -> None:
        own = OwnPlan.objects.create(
            agency=lost.cast.commune, year=2027, title="Cải cách hành chính năm 2027", days_before=3, made_at=NOW
        )
        assert "Đưa vào kế hoạch năm 2027" in text_of(officer.get(self._url(lost)))
        answer = officer.post(self._url(lost), {"chon": DONE, "due_on": "30/06/2027"})
        assert answer.status_code == 302 and answer.url == reverse("plans:own", args=[own.uid])
        shown = text_of(officer.get(answer.url))
        assert "Hoàn thành nhiệm vụ còn lại của kế hoạch" in shown
        assert "Trong kế hoạch năm 2027" in text_of(officer.get(self._url(lost)))

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"chon": DONE}, "due_on"),
            ({"due_on": "30/06/2027"}, "Chưa chọn tiêu chí nào."),
            ({"chon": "steering.plan.issued", "due_on": "30/06/2027"}, "không mất điểm nào"),
            ({"chon": DONE, "due_on": "01/06/2026"}, "Ngày 01/06/2026 đã qua."),
        ],
    )
    def test_what_is_refused_is_shown_again(
        self, officer: Client, lost: ScoringCast, sent: dict[str, str], words: str
    ) -> None:
        answer = officer.post(self._url(lost), sent)
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert not Improvement.objects.exists()

    def test_the_annex_is_handed_out(self, officer: Client, lost: ScoringCast) -> None:
        answer = officer.get(self._url(lost, "remedies-annex"))
        assert "Phu-luc-khac-phuc-UBND-xa-Suoi-Nhan-2027.docx" in answer.headers["Content-Disposition"]
        assert answer.content.startswith(b"PK")

    def test_who_does_not_give_work_only_reads(self, lost: ScoringCast) -> None:
        clerk = signed_in(lost.cast.clerk)
        assert 'name="chon"' not in text_of(clerk.get(self._url(lost)))
        assert clerk.post(self._url(lost), {"chon": DONE, "due_on": "30/06/2027"}).status_code == 403


class TestAnalysis:
    def _url(self, scoring: ScoringCast, name: str = "analysis") -> str:
        return reverse(f"scoring:{name}", args=[scoring.round.uid])

    @pytest.fixture
    def standing(self, scoring: ScoringCast) -> Client:
        """A browser of the standing officer."""
        return signed_in(scoring.cast.standing_officer)

    def test_shades_losses_and_differences_stand_on_one_page(self, standing: Client, lost: ScoringCast) -> None:
        Score.objects.filter(leaf_key=DONE).update(appraised=1)
        shown = text_of(standing.get(self._url(lost)))
        assert "3 xã, phường" in shown and 'class="hc v' in shown
        assert "Tiêu chí mất nhiều điểm nhất" in shown and "−12,00" in shown and "3/3" in shown
        assert "Chênh lệch theo cơ quan thẩm định" in shown
        assert "0,0 %" in shown  # none of the six claims was kept

    def test_of_many_agencies_the_weakest_are_shown_until_all_are_asked_for(
        self, standing: Client, lost: ScoringCast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("caicach.scoring.pages.analysis.overall._SHOWN", 2)
        address = reverse("scoring:analysis", args=[lost.round.uid])
        (part, whole) = (standing.get(f"{address}{query}").context["page"].maps for query in ("", "?tat-ca=1"))
        shown = {one.title: [line.name for line in one.lines] for one in part}
        for one in whole:
            names = [line.name for line in one.lines]
            assert len(names) == 3 and shown[one.title] == names[-2:]
            assert one.all_label == ""
        assert {one.all_label for one in part} == {"Xem cả 3 cơ quan"}

    def test_a_part_of_the_round_is_not_analysed(self, officer: Client, lost: ScoringCast) -> None:
        answer = officer.get(self._url(lost))
        assert answer.status_code == 403
        assert "Chỉ người theo dõi cả đợt chấm xem phân tích này" in text_of(answer)
        assert signed_in(lost.cast.stranger).get(self._url(lost)).status_code == 404

    def test_a_leader_reads_and_gives_nothing(self, lost: ScoringCast) -> None:
        leader = signed_in(lost.cast.province_leader)
        assert "Giao việc khắc phục" not in text_of(leader.get(self._url(lost)))
        assert leader.get(self._url(lost, "round-work")).status_code == 403

    def test_an_empty_round_says_so(self, standing: Client, scoring: ScoringCast) -> None:
        assert "Chưa có điểm nào mất" in text_of(standing.get(self._url(scoring)))

    def test_it_asks_the_same_whatever_the_agencies(
        self, standing: Client, lost: ScoringCast, django_assert_num_queries: Any
    ) -> None:
        standing.get(self._url(lost))
        with django_assert_num_queries(21):
            standing.get(self._url(lost))

    def test_many_agencies_get_one_duty(self, standing: Client, lost: ScoringCast) -> None:
        address = f"{self._url(lost, 'round-work')}?loai=remedy&tieu-chi={DONE}"
        shown = text_of(standing.get(address))
        assert "1.1.2 Mức hoàn thành nhiệm vụ kế hoạch" in shown and "UBND xã Đồi Chè" in shown
        sent = {"chon": [str(lost.commune.pk), str(lost.neighbour.pk)], "due_on": "30/06/2027"}
        assert standing.post(address, sent).status_code == 302
        owed = Obligation.objects.filter(duty__origin=DutyOrigin.IMPROVEMENT)
        assert {one.agency_id for one in owed} == {lost.commune.agency_id, lost.neighbour.agency_id}
        assert len({one.duty_id for one in owed}) == 1
        assert "Mở nhiệm vụ (đang mở)" in text_of(standing.get(address))

    def test_what_can_be_won_is_given_while_claims_are_open(self, standing: Client, scoring: ScoringCast) -> None:
        address = f"{self._url(scoring, 'round-work')}?loai=win&tieu-chi={IDEAS}"
        assert "Điểm còn có thể đạt: cả đợt chấm" in text_of(standing.get(address))
        assert standing.post(address, {"chon": str(scoring.third.pk)}).status_code == 302
        assert Improvement.objects.get().score.assessment == scoring.third

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"due_on": "30/06/2027"}, "Chưa chọn tiêu chí nào."),
            ({"chon": "x", "due_on": "30/06/2027"}, "Chưa chọn tiêu chí nào."),
            ({"chon": "1", "due_on": "32/06/2027"}, "due_on"),
        ],
    )
    def test_what_is_refused_is_shown_again(
        self, standing: Client, lost: ScoringCast, sent: dict[str, str], words: str
    ) -> None:
        answer = standing.post(f"{self._url(lost, 'round-work')}?loai=remedy&tieu-chi={DONE}", sent)
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert not Improvement.objects.exists()

    def test_the_annex_names_all_communes_as_one_and_is_read_back(self, standing: Client, lost: ScoringCast) -> None:
        answer = standing.get(self._url(lost, "round-annex"))
        read = read_plan(read_document(answer.content, name="phu-luc.docx"), year=2027)
        leads = {"; ".join(phrase.text for phrase in row.lead) for _, task in read.tasks() for row in task.rows}
        assert "UBND các xã, phường" in leads
        assert any("Sở Tài chính" in one for one in leads)
