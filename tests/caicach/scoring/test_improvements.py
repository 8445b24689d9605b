"""Work from points: duties for what can still be won and for what was lost, rows of the next plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.audit.models import Entry
from caicach.obligations.constants import AcceptorReason, DutyOrigin, ObligationState, TrackingMode
from caicach.obligations.models import Assignment, Obligation
from caicach.people.models import Post
from caicach.plans.models import OwnPlan, OwnRow
from caicach.plans.services.own_plan import own_plan_cancel
from caicach.scoring.constants import AssessmentState, ImprovementKind, LeftOut, RoundState
from caicach.scoring.models import Assessment, Improvement, Round, Score
from caicach.scoring.selectors.assessments import sheet_of
from caicach.scoring.selectors.fillings import address_of_improvement
from caicach.scoring.selectors.winnable import chances_of, lost_of
from caicach.scoring.services.improvements import (
    ImprovementDraft,
    Improvements,
    improvements_assign,
    improvements_assign_all,
    remedies_plan,
)
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed
from cast import Person, agency_make
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
WIN = ImprovementDraft(ImprovementKind.WIN)
REMEDY = ImprovementDraft(ImprovementKind.REMEDY, date(2027, 6, 30))
IDEAS, DONE = "procedures.ideas", "steering.plan.done"


def _give(
    scoring: ScoringCast, *keys: str, draft: ImprovementDraft = WIN, by: Person | None = None, now: datetime = NOW
) -> Improvements:
    actor = (by or scoring.cast.commune_officer).actor
    return improvements_assign(scoring.again(scoring.commune), keys, draft, actor=actor, now=now)


def _owed(improvement: Improvement) -> Obligation:
    return Obligation.objects.select_related("duty").get(duty=improvement.duty_id)


def _sentences(given: Improvements) -> Sequence[str]:
    return [one.sentence for one in given.refused]


@pytest.fixture
def lost(scoring: ScoringCast) -> ScoringCast:
    """Everybody locked; at the plan one point and a half of three is missing, elsewhere everything."""
    locked(scoring, {DONE: "1.5", "steering.plan.issued": "1"})
    return scoring


class TestWinning:
    def test_one_click_makes_a_duty_of_the_agency_that_its_head_accepts(self, scoring: ScoringCast) -> None:
        (made,) = _give(scoring, IDEAS).made
        owed = _owed(made)
        assert (owed.agency_id, owed.acceptor_id) == (scoring.commune.agency_id, scoring.commune.agency_id)
        assert (owed.state, owed.due_on) == (ObligationState.OPEN, date(2026, 12, 14))
        assert owed.acceptor_reason == AcceptorReason.CHOSEN
        assert (owed.duty.title, owed.duty.task) == (
            "Nâng điểm tiêu chí: Sáng kiến cải tiến thủ tục",
            "Giành điểm tiêu chí 2.2. Sáng kiến cải tiến thủ tục",
        )
        assert (owed.duty.area_code, owed.duty.mode) == ("procedures", TrackingMode.DECLARED)
        assert made.points == Decimal(1)

    def test_the_duty_speaks_the_sets_words_and_asks_for_its_proof(self, scoring: ScoringCast) -> None:
        (made,) = _give(scoring, DONE, now=datetime(2026, 11, 14, 2, 0, tzinfo=UTC)).made
        duty = _owed(made).duty
        assert (duty.title, duty.mode) == ("Hoàn thành nhiệm vụ còn lại của kế hoạch", TrackingMode.DOCUMENT)

    def test_it_is_counted_apart_from_the_plan(self, scoring: ScoringCast) -> None:
        (made,) = _give(scoring, IDEAS).made
        assert _owed(made).duty.origin == DutyOrigin.IMPROVEMENT

    def test_it_leads_back_to_its_sub_criterion(self, scoring: ScoringCast) -> None:
        (made,) = _give(scoring, IDEAS).made
        assert address_of_improvement(_owed(made).duty) == f"/cham-diem/phieu/{scoring.commune.uid}/{IDEAS}/"

    def test_it_is_given_once(self, scoring: ScoringCast) -> None:
        _give(scoring, IDEAS)
        again = _give(scoring, IDEAS)
        assert again.made == ()
        assert _sentences(again) == ["Tiêu chí 2.2 của UBND xã Suối Nhạn đã giao việc rồi."]
        assert Improvement.objects.count() == 1

    def test_what_was_cancelled_may_be_given_again(self, scoring: ScoringCast) -> None:
        (first,) = _give(scoring, IDEAS).made
        Obligation.objects.filter(duty=first.duty_id).update(state=ObligationState.CANCELLED)
        (second,) = _give(scoring, IDEAS).made
        assert second.duty_id != first.duty_id
        assert Improvement.objects.get().duty_id == second.duty_id

    def test_what_stands_is_shown_beside_the_chance(self, scoring: ScoringCast) -> None:
        (made,) = _give(scoring, IDEAS).made
        chances = {one.win.leaf.key: one for one in chances_of(sheet_of(scoring.commune), today=date(2026, 11, 16))}
        work = chances[IDEAS].work
        assert work is not None
        assert work.obligation == _owed(made)
        assert {key for key, one in chances.items() if one.work is None} == {
            "procedures.dossiers.on_time",
            "steering.inspection",
            DONE,
        }

    def test_a_unit_below_owes_it_to_the_agency(self, scoring: ScoringCast) -> None:
        unit = agency_make("Phòng Kinh tế", AgencyKind.DIVISION, parent=scoring.cast.commune, level=AgencyLevel.COMMUNE)
        (made,) = _give(scoring, IDEAS, draft=replace(WIN, doer_id=unit.pk)).made
        owed = _owed(made)
        assert (owed.agency_id, owed.acceptor_id) == (unit.pk, scoring.commune.agency_id)
        sheet = sheet_of(scoring.commune)
        (chance,) = [one for one in chances_of(sheet, today=date(2026, 11, 16)) if one.win.leaf.key == IDEAS]
        assert chance.work is not None

    def test_a_body_that_does_not_stand_below_is_refused(self, scoring: ScoringCast) -> None:
        with pytest.raises(BadInput, match="không thuộc cơ quan này"):
            _give(scoring, IDEAS, draft=replace(WIN, doer_id=scoring.cast.neighbour.pk))

    def test_a_person_has_it_in_hand(self, scoring: ScoringCast) -> None:
        post = Post.objects.get(user=scoring.cast.commune_leader.user)
        (made,) = _give(scoring, IDEAS, draft=replace(WIN, post=post, note="Xong trong tháng.")).made
        held = Assignment.objects.get(obligation__duty=made.duty_id)
        assert (held.post, held.note) == (post, "Xong trong tháng.")

    def test_a_person_of_another_agency_is_refused_and_nothing_is_made(self, scoring: ScoringCast) -> None:
        post = Post.objects.get(user=scoring.cast.neighbour_officer.user)
        with pytest.raises(BadInput, match="Vàng A Bản không công tác ở đơn vị được giao"):
            _give(scoring, IDEAS, draft=replace(WIN, post=post))
        assert not Improvement.objects.exists()

    def test_a_day_after_the_last_on_which_proof_counts_is_refused(self, scoring: ScoringCast) -> None:
        given = _give(scoring, IDEAS, draft=replace(WIN, due_on=date(2026, 12, 15)))
        assert _sentences(given) == ["Tiêu chí 2.2: minh chứng chỉ được tính đến 14/12/2026, chọn hạn không muộn hơn."]

    def test_a_day_that_is_past_is_refused(self, scoring: ScoringCast) -> None:
        with pytest.raises(BadInput, match="Ngày 15/11/2026 đã qua"):
            _give(scoring, IDEAS, draft=replace(WIN, due_on=date(2026, 11, 15)))

    def test_nothing_chosen_is_refused(self, scoring: ScoringCast) -> None:
        with pytest.raises(BadInput, match="Chưa chọn tiêu chí nào"):
            _give(scoring)

    @pytest.mark.parametrize("key", ["steering.plan.issued", "impact.survey"])
    def test_what_is_out_of_reach_is_told(self, scoring: ScoringCast, key: str) -> None:
        (sentence,) = _sentences(_give(scoring, key))
        assert "không còn giành thêm được điểm" in sentence

    def test_after_the_lock_nothing_can_be_won(self, scoring: ScoringCast) -> None:
        Assessment.objects.update(state=AssessmentState.LOCKED, locked_at=NOW)
        (sentence,) = _sentences(_give(scoring, IDEAS))
        assert sentence == "UBND xã Suối Nhạn đã khóa điểm tự chấm nên không giành thêm được điểm ở tiêu chí 2.2."
        assert chances_of(sheet_of(scoring.again(scoring.commune)), today=date(2026, 11, 16)) == ()

    def test_one_refusal_keeps_the_others(self, scoring: ScoringCast) -> None:
        given = _give(scoring, IDEAS, "impact.survey")
        assert [one.score.leaf_key for one in given.made] == [IDEAS]
        assert [one.leaf_key for one in given.refused] == ["impact.survey"]

    @pytest.mark.parametrize("who", ["neighbour_officer", "clerk", "commune_viewer", "stranger"])
    def test_only_officers_and_leaders_of_the_agency_give_it(self, scoring: ScoringCast, who: str) -> None:
        with pytest.raises(NotAllowed, match="công chức, lãnh đạo của cơ quan được chấm"):
            _give(scoring, IDEAS, by=getattr(scoring.cast, who))
        assert not Improvement.objects.exists()

    def test_it_is_written_down(self, scoring: ScoringCast) -> None:
        _give(scoring, IDEAS)
        entry = Entry.objects.get(action="scoring.improve")
        assert (entry.object_id, entry.actor_id) == (scoring.commune.pk, scoring.cast.commune_officer.user.pk)

    def test_ten_cost_no_more_statements_than_one(self, scoring: ScoringCast, django_assert_num_queries: Any) -> None:
        _give(scoring, IDEAS)
        Improvement.objects.all().delete()
        keys = [leaf.key for leaf in sheet_of(scoring.commune).leaves]
        with django_assert_num_queries(13):
            assert len(_give(scoring, *keys).made) == 4


class TestMending:
    def test_what_was_lost_becomes_a_duty_of_the_next_year(self, lost: ScoringCast) -> None:
        (made,) = _give(lost, DONE, draft=REMEDY).made
        owed = _owed(made)
        assert (owed.due_on, owed.duty.year, made.points) == (date(2027, 6, 30), 2027, Decimal("1.5"))
        assert owed.duty.task == "Khắc phục điểm mất ở tiêu chí 1.1.2. Mức hoàn thành nhiệm vụ kế hoạch"
        (shown,) = [one for one in lost_of(sheet_of(lost.again(lost.commune))) if one.loss.leaf.key == DONE]
        assert shown.work is not None
        assert shown.work.obligation == owed

    def test_a_day_is_asked_for(self, lost: ScoringCast) -> None:
        with pytest.raises(BadInput, match="Thiếu hạn làm xong"):
            _give(lost, DONE, draft=replace(REMEDY, due_on=None))

    def test_where_nothing_was_lost_there_is_nothing_to_mend(self, lost: ScoringCast) -> None:
        assert _sentences(_give(lost, "steering.plan.issued", draft=REMEDY)) == [
            "Tiêu chí 1.1.1 của UBND xã Suối Nhạn không mất điểm nào."
        ]

    def test_what_does_not_apply_lost_nothing(self, lost: ScoringCast) -> None:
        Score.objects.filter(leaf_key="procedures.dossiers.on_time").update(left_out=LeftOut.APPROVED)
        assert len(_sentences(_give(lost, "procedures.dossiers.on_time", draft=REMEDY))) == 1

    def test_while_it_scores_itself_an_agency_wins_and_does_not_mend(self, scoring: ScoringCast) -> None:
        (sentence,) = _sentences(_give(scoring, DONE, draft=REMEDY))
        assert "còn đang tự chấm" in sentence

    def test_it_may_be_given_after_publication(self, lost: ScoringCast) -> None:
        Round.objects.update(state=RoundState.PUBLISHED, settled_at=NOW, published_at=NOW)
        assert len(_give(lost, DONE, draft=REMEDY).made) == 1


class TestNextPlan:
    @pytest.fixture
    def own(self, lost: ScoringCast) -> OwnPlan:
        return OwnPlan.objects.create(
            agency=lost.cast.commune, year=2027, title="Cải cách hành chính năm 2027", days_before=3, made_at=NOW
        )

    def _mend(self, lost: ScoringCast, *keys: str, due_on: date | None = date(2027, 6, 30)) -> Improvements:
        actor = lost.cast.commune_officer.actor
        return remedies_plan(lost.again(lost.commune), keys, due_on, actor=actor, now=NOW)

    def test_losses_become_rows_of_the_plan_that_is_written(self, lost: ScoringCast, own: OwnPlan) -> None:
        given = self._mend(lost, DONE, IDEAS)
        assert given.own_plan == own
        assert [(row.area_code, row.task, row.text, row.due_on) for row in own.rows.all()] == [
            ("steering", "Hoàn thành nhiệm vụ còn lại của kế hoạch", "Báo cáo năm", date(2027, 6, 30)),
            (
                "procedures",
                "Nâng điểm tiêu chí: Sáng kiến cải tiến thủ tục",
                "Kết quả thực hiện",
                date(2027, 6, 30),
            ),
        ]
        assert not Obligation.objects.filter(duty__origin=DutyOrigin.IMPROVEMENT).exists()
        (shown,) = [one for one in lost_of(sheet_of(lost.again(lost.commune))) if one.loss.leaf.key == DONE]
        assert shown.work is not None
        assert shown.work.own_row == own.rows.get(text="Báo cáo năm")

    def test_what_came_from_no_area_stands_under_steering(self, lost: ScoringCast, own: OwnPlan) -> None:
        Score.objects.filter(leaf_key="impact.survey").update(claimed=Decimal(6), standing=Decimal(6))
        self._mend(lost, "impact.survey")
        assert own.rows.get().area_code == "steering"

    def test_a_row_is_added_once(self, lost: ScoringCast, own: OwnPlan) -> None:
        self._mend(lost, DONE)
        assert len(_sentences(self._mend(lost, DONE))) == 1
        assert own.rows.count() == 1

    def test_a_plan_that_is_thrown_away_opens_the_points_again(self, lost: ScoringCast, own: OwnPlan) -> None:
        self._mend(lost, DONE)
        own_plan_cancel(own, actor=lost.cast.commune_officer.actor, now=NOW)
        assert not OwnRow.objects.exists()
        assert all(one.work is None for one in lost_of(sheet_of(lost.again(lost.commune))))
        assert len(self._mend(lost, DONE).made) == 1

    def test_a_day_of_another_year_is_refused(self, lost: ScoringCast, own: OwnPlan) -> None:
        with pytest.raises(BadInput, match="Kế hoạch là của năm 2027"):
            self._mend(lost, DONE, due_on=date(2028, 1, 5))

    def test_without_a_plan_being_written_duties_are_made_at_once(self, lost: ScoringCast) -> None:
        (made,) = self._mend(lost, DONE).made
        assert made.duty is not None

    def test_only_the_agency_writes_into_its_plan(self, lost: ScoringCast, own: OwnPlan) -> None:
        with pytest.raises(NotAllowed):
            remedies_plan(
                lost.again(lost.commune), [DONE], date(2027, 6, 30), actor=lost.cast.standing_officer.actor, now=NOW
            )
        assert not own.rows.exists()


class TestForManyAgencies:
    def _all(self, scoring: ScoringCast, actor: Actor | None = None) -> Improvements:
        picks = [(one.pk, IDEAS) for one in (scoring.commune, scoring.neighbour, scoring.standing)]
        return improvements_assign_all(
            Round.objects.get(pk=scoring.round.pk),
            picks,
            WIN,
            actor=actor or scoring.cast.standing_officer.actor,
            now=NOW,
        )

    def test_one_duty_for_each_set_is_owed_by_all_and_accepted_by_the_standing_body(self, scoring: ScoringCast) -> None:
        made = self._all(scoring).made
        assert len(made) == 3
        assert len({one.duty_id for one in made}) == 2  # communes and departments have a set of their own
        owed = Obligation.objects.filter(duty__in=[one.duty_id for one in made])
        assert {one.agency_id: one.acceptor_id for one in owed} == {
            scoring.commune.agency_id: scoring.cast.standing.pk,
            scoring.neighbour.agency_id: scoring.cast.standing.pk,
            scoring.standing.agency_id: scoring.cast.province.pk,
        }

    def test_the_agency_sees_it_beside_its_own_chance(self, scoring: ScoringCast) -> None:
        self._all(scoring)
        chances = chances_of(sheet_of(scoring.commune), today=date(2026, 11, 16))
        (work,) = [one.work for one in chances if one.win.leaf.key == IDEAS]
        assert work is not None
        assert work.obligation is not None
        assert work.obligation.agency_id == scoring.commune.agency_id

    def test_scores_of_another_round_are_passed_over(self, scoring: ScoringCast) -> None:
        other = Round.objects.create(
            owner=scoring.cast.province,
            standing_body=scoring.cast.standing,
            purpose="par_index",
            year=2025,
            title="Chỉ số năm 2025",
            opened_at=NOW,
        )
        with pytest.raises(BadInput, match="Chưa chọn tiêu chí nào"):
            improvements_assign_all(
                other, [(scoring.commune.pk, IDEAS)], WIN, actor=scoring.cast.standing_officer.actor, now=NOW
            )

    def test_only_who_runs_the_round_gives_work_to_others(self, scoring: ScoringCast) -> None:
        with pytest.raises(NotAllowed):
            self._all(scoring, scoring.cast.commune_officer.actor)

    def test_the_statements_do_not_grow_with_the_agencies(
        self, scoring: ScoringCast, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(13):
            self._all(scoring)
