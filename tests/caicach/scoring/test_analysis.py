"""What results mean: an agency beside its kind and its year before, a round over all agencies and appraisers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caicach.scoring.constants import AppealState, AssessmentState, ImprovementKind, LeftOut, RoundState
from caicach.scoring.models import Appeal, Assessment, Improvement, Round, RoundSet, Score
from caicach.scoring.selectors.analysis import leaf_losses, losing_agencies, own_result, ranking_for
from caicach.scoring.selectors.assessments import sheet_of
from caicach.scoring.selectors.differences import BodyDifference, bodies_of
from caicach.scoring.selectors.openings import agencies_of, openings_of
from caicach.scoring.services.improvements import ImprovementDraft, improvements_assign
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db

DONE, IDEAS, ON_TIME = "steering.plan.done", "procedures.ideas", "procedures.dossiers.on_time"


@pytest.fixture
def lost(scoring: ScoringCast) -> ScoringCast:
    """Everybody locked: half of the plan's three points, all of its one, nothing elsewhere."""
    locked(scoring, {DONE: "1.5", "steering.plan.issued": "1"})
    return scoring


def last_year(scoring: ScoringCast) -> Assessment:
    """Make the commune's assessment of 2025, by the same set, with all points at the plan and none elsewhere."""
    round_ = Round.objects.create(
        owner=scoring.cast.province,
        standing_body=scoring.cast.standing,
        purpose="par_index",
        year=2025,
        title="Chỉ số năm 2025",
        state=RoundState.PUBLISHED,
        opened_at=scoring.cast.now,
        is_history=True,
    )
    version = scoring.commune.round_set.set_version
    of_kind = RoundSet.objects.create(round=round_, set_version=version, kind="commune", position=1)
    made = Assessment.objects.create(
        round=round_,
        round_set=of_kind,
        agency=scoring.cast.commune,
        state=AssessmentState.SETTLED,
        locked_at=scoring.cast.now,
    )
    Score.objects.bulk_create(
        Score(
            assessment=made,
            leaf_key=score.leaf_key,
            area_key=score.area_key,
            position=score.position,
            maximum=score.maximum,
            standing=score.maximum if score.leaf_key == DONE else Decimal(0),
            updated_at=scoring.cast.now,
        )
        for score in Score.objects.filter(assessment=scoring.commune)
    )
    return made


class TestOwnResult:
    def test_before_publication_an_agency_stands_alone(self, lost: ScoringCast) -> None:
        found = own_result(lost.cast.commune_officer.actor, lost.again(lost.commune))
        assert found is not None
        assert found.sees_peers is False
        assert found.standing.points == Decimal("2.50")
        assert found.lost[0].loss.leaf.key == ON_TIME

    @pytest.mark.parametrize("who", ["standing_officer", "province_leader"])
    def test_whoever_holds_the_owner_sees_the_peers(self, lost: ScoringCast, who: str) -> None:
        found = own_result(getattr(lost.cast, who).actor, lost.again(lost.commune))
        assert found is not None
        assert found.sees_peers is True

    def test_without_a_year_before_nothing_moved(self, lost: ScoringCast) -> None:
        found = own_result(lost.cast.commune_officer.actor, lost.again(lost.commune))
        assert found is not None
        assert (found.before, found.moved) == (None, None)

    def test_what_moved_is_told_of_what_both_years_measure_alike(self, lost: ScoringCast) -> None:
        before = last_year(lost)
        found = own_result(lost.cast.commune_officer.actor, lost.again(lost.commune))
        assert found is not None
        assert found.before is not None
        assert found.before.assessment == before
        assert found.moved is not None
        assert [(one.leaf.key, one.points) for one in found.moved.leaves] == [
            (DONE, Decimal("-1.50")),
            ("steering.plan.issued", Decimal("1.00")),
        ]
        assert (found.moved.before, found.moved.now) == (Decimal("25.00"), Decimal("20.83"))  # of the 12 scored twice

    def test_it_costs_the_same_whatever_was_lost(self, lost: ScoringCast, django_assert_max_num_queries: Any) -> None:
        last_year(lost)
        assessment = lost.again(lost.commune)
        own_result(lost.cast.commune_officer.actor, assessment)
        with django_assert_max_num_queries(24):
            own_result(lost.cast.commune_officer.actor, assessment)


class TestLeafLosses:
    def test_what_all_lost_is_summed_by_kind(self, lost: ScoringCast) -> None:
        found = {(one.kind, one.leaf.key): one for one in leaf_losses(lost.round)}
        one = found["commune", DONE]
        assert (one.scored, one.losing, one.nothing, one.points, one.most) == (3, 3, 0, Decimal("4.5"), Decimal(9))
        assert found["department", DONE].points == Decimal("4.5")

    def test_the_most_comes_first_and_what_nobody_lost_last(self, lost: ScoringCast) -> None:
        points = [one.points for one in leaf_losses(lost.round)]
        assert points == sorted(points, reverse=True)
        assert points[0] == Decimal(12)  # four points of three communes
        assert points[-1] == 0

    def test_what_does_not_apply_or_has_no_points_lost_nothing(self, lost: ScoringCast) -> None:
        Score.objects.filter(assessment=lost.commune, leaf_key=ON_TIME).update(left_out=LeftOut.APPROVED)
        found = {(one.kind, one.leaf.key): one for one in leaf_losses(lost.round)}
        assert (found["commune", ON_TIME].scored, found["commune", ON_TIME].points) == (2, Decimal(8))
        assert found["commune", "impact.survey"].scored == 0

    def test_claims_whose_proof_is_not_met_are_counted(self, lost: ScoringCast) -> None:
        Score.objects.filter(leaf_key=DONE).update(is_proof_met=True)
        Score.objects.filter(leaf_key=DONE, assessment=lost.third).update(is_proof_met=False)
        found = {(one.kind, one.leaf.key): one for one in leaf_losses(lost.round)}
        assert (found["commune", DONE].unmet, found["commune", DONE].claims) == (1, 3)
        assert found["commune", IDEAS].claims == 0  # no points are claimed there

    def test_the_sum_is_what_the_agencies_lost_each(self, lost: ScoringCast) -> None:
        Score.objects.filter(assessment=lost.third, leaf_key=IDEAS).update(standing=Decimal("0.5"))
        every = Decimal(0)
        for assessment in Assessment.objects.filter(round=lost.round):
            total = sheet_of(lost.again(assessment)).result().total
            every += total.scored_maximum - total.points
        assert sum(one.points for one in leaf_losses(lost.round)) == every

    def test_who_lost_is_named(self, lost: ScoringCast) -> None:
        Score.objects.filter(leaf_key=DONE).exclude(assessment=lost.third).update(standing=Decimal(3))
        found = losing_agencies(lost.round)
        assert found["commune", DONE] == (lost.third.agency.current_name,)
        assert ("department", DONE) not in found

    def test_two_queries_whatever_the_agencies(self, lost: ScoringCast, django_assert_num_queries: Any) -> None:
        leaf_losses(lost.round)
        with django_assert_num_queries(2):
            leaf_losses(lost.round)


class TestBodies:
    def _of(self, lost: ScoringCast, agency_id: int) -> BodyDifference:
        return next(one for one in bodies_of(lost.round) if one.agency_id == agency_id)

    def test_points_are_told_beside_the_claims(self, lost: ScoringCast) -> None:
        """The standing body keeps one, lowers two, raises one of the communes' plan points."""
        for who, points in ((lost.commune, "1.5"), (lost.neighbour, "1"), (lost.third, "0.5"), (lost.department, "2")):
            Score.objects.filter(assessment=who, leaf_key=DONE).update(appraised=Decimal(points))
        one = self._of(lost, lost.cast.standing.pk)
        assert (one.looked, one.kept, one.lower, one.higher) == (4, 1, 2, 1)
        assert (one.taken, one.added) == (Decimal("1.5"), Decimal("0.5"))
        assert one.keys == ("steering",)

    def test_a_bodys_own_agency_is_told_of_who_acted_for_it(self, lost: ScoringCast) -> None:
        Score.objects.filter(assessment=lost.office, leaf_key=IDEAS).update(appraised=Decimal(0))
        Score.objects.filter(assessment=lost.standing, leaf_key=DONE).update(appraised=Decimal(0))
        assert self._of(lost, lost.cast.office.pk).looked == 0
        assert self._of(lost, lost.cast.standing.pk).looked == 1  # what it gave the office
        assert self._of(lost, lost.cast.province.pk).lower == 1  # what the owner gave the standing body

    def test_objections_that_were_answered_stand_beside_it(self, lost: ScoringCast) -> None:
        for who, state in ((lost.commune, AppealState.ACCEPTED), (lost.neighbour, AppealState.REFUSED)):
            Appeal.objects.create(
                score=lost.score(who, DONE),
                asked=Decimal(2),
                words="Đủ minh chứng.",
                state=state,
                at=lost.cast.now,
                answered_at=lost.cast.now,
            )
        one = self._of(lost, lost.cast.standing.pk)
        assert (one.appeals, one.won) == (2, 1)

    def test_the_strictest_stands_first(self, lost: ScoringCast) -> None:
        Score.objects.filter(leaf_key=IDEAS, assessment=lost.commune).update(
            claimed=Decimal(1), standing=Decimal(1), appraised=Decimal(0)
        )
        Score.objects.filter(leaf_key=DONE, assessment=lost.commune).update(appraised=Decimal("1.5"))
        names = [one.agency_id for one in bodies_of(lost.round) if one.looked]
        assert names == [lost.cast.office.pk, lost.cast.standing.pk]

    def test_four_queries_whatever_was_appraised(self, lost: ScoringCast, django_assert_num_queries: Any) -> None:
        Score.objects.filter(leaf_key=DONE).update(appraised=Decimal(1))
        round_ = Round.objects.select_related("owner", "standing_body").get(pk=lost.round.pk)
        with django_assert_num_queries(4):
            bodies_of(round_)


# Their work takes days, and the explanation ends after them.
ISSUED_LATER = ("steering.plan.done", "steering.inspection")


class TestOpenings:
    def test_while_claims_are_open_there_are_points_to_win(self, scoring: ScoringCast) -> None:
        found = {
            (one.kind, one.leaf.key): one
            for one in openings_of(scoring.round, ImprovementKind.WIN, today=date(2026, 11, 16))
        }
        assert set(found) == {
            (kind, key) for kind in ("commune", "department") for key in (ON_TIME, IDEAS, *ISSUED_LATER)
        }
        assert (found["commune", ON_TIME].agencies, found["commune", ON_TIME].points) == (3, Decimal(12))
        assert found["commune", ON_TIME].due_on == date(2026, 12, 14)
        assert openings_of(scoring.round, ImprovementKind.REMEDY, today=date(2026, 11, 16)) == ()

    def test_once_they_are_closed_there_are_points_to_mend(self, lost: ScoringCast) -> None:
        found = {
            (one.kind, one.leaf.key): one
            for one in openings_of(lost.round, ImprovementKind.REMEDY, today=lost.cast.today)
        }
        assert found["commune", DONE].points == Decimal("4.5")
        assert "steering.plan.issued" not in {key for _kind, key in found}
        assert openings_of(lost.round, ImprovementKind.WIN, today=lost.cast.today) == ()

    def test_what_was_given_is_counted_and_shown_beside_the_agency(self, lost: ScoringCast) -> None:
        draft = ImprovementDraft(ImprovementKind.REMEDY, date(2027, 6, 30))
        actor = lost.cast.commune_officer.actor
        improvements_assign(lost.again(lost.commune), [DONE], draft, actor=actor, now=lost.cast.now)
        found = {
            (one.kind, one.leaf.key): one
            for one in openings_of(lost.round, ImprovementKind.REMEDY, today=lost.cast.today)
        }
        assert found["commune", DONE].given == 1
        agencies = agencies_of(lost.round, ImprovementKind.REMEDY, DONE, today=lost.cast.today)
        assert len(agencies) == 6
        (mine,) = [one for one in agencies if one.work is not None]
        assert mine.score.assessment == lost.commune
        assert Improvement.objects.count() == 1

    def test_a_fixed_number_of_queries(self, lost: ScoringCast, django_assert_num_queries: Any) -> None:
        openings_of(lost.round, ImprovementKind.REMEDY, today=lost.cast.today)
        with django_assert_num_queries(3):
            openings_of(lost.round, ImprovementKind.REMEDY, today=lost.cast.today)


def test_who_holds_a_part_sees_no_others_before_publication(lost: ScoringCast) -> None:
    _ranking, sees = ranking_for(lost.cast.commune_officer.actor, lost.round)
    assert sees is False
    _ranking, sees = ranking_for(lost.cast.standing_officer.actor, lost.round)
    assert sees is True
