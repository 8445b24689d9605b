"""A body says that it is done with an appraisal: what it owes is handed in once nothing waits for it any more."""

from datetime import UTC, datetime

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.obligations.services import practice_set
from caicach.scoring.constants import AssessmentState, Phase
from caicach.scoring.models import Assessment, Score
from caicach.scoring.selectors.phase_fill import appraisal_fill_of
from caicach.scoring.services.appeals import AppealDraft, appeal_make
from caicach.scoring.services.appraisal_finish import appraisal_finish
from caicach.scoring.services.phases import ClosingDraft, phase_close
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Person
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 3, 3, tzinfo=UTC)
ON_TIME = "procedures.dossiers.on_time"


def finish(scoring: ScoringCast, person: Person, now: datetime = NOW) -> Phase:
    return appraisal_finish(scoring.round, actor=person.actor, now=now)


def close(scoring: ScoringCast, phase: Phase, now: datetime) -> None:
    phase_close(scoring.round, phase, ClosingDraft(), actor=scoring.cast.standing_officer.actor, now=now)


def owed(scoring: ScoringCast, phase: Phase, person: Person) -> Obligation:
    duty_id = scoring.round.phases.get(phase=phase).duty_id
    return Obligation.objects.select_related("duty").get(duty=duty_id, agency=person.actor.agency_id)


@pytest.fixture
def appraised(scoring: ScoringCast) -> ScoringCast:
    """All is claimed and looked at; the office gave the commune less than it claimed."""
    locked(scoring, {ON_TIME: "3"})
    Score.objects.exclude(leaf_key="impact.survey").update(appraised=1, claimed=1, standing=1)
    Score.objects.filter(assessment=scoring.commune, leaf_key=ON_TIME).update(claimed=3)
    return scoring


def test_what_waits_is_said_with_its_numbers(appraised: ScoringCast) -> None:
    Score.objects.filter(area_key="procedures").update(appraised=None)
    with pytest.raises(BadInput, match=r"còn 15 điểm phải xét, ở các tiêu chí 2\.1\.1, 2\.1\.2, 2\.2"):
        finish(appraised, appraised.cast.area_lead)
    assert owed(appraised, Phase.APPRAISAL, appraised.cast.area_lead).state == ObligationState.OPEN


def test_nobody_is_done_before_all_have_locked(appraised: ScoringCast) -> None:
    Assessment.objects.filter(pk=appraised.third.pk).update(state=AssessmentState.SCORING)
    with pytest.raises(WrongState, match="1 cơ quan chưa khóa"):
        finish(appraised, appraised.cast.area_lead)


def test_what_is_done_is_handed_in_and_taken_in_with_the_closing(appraised: ScoringCast) -> None:
    lead = appraised.cast.area_lead
    assert finish(appraised, lead) == Phase.APPRAISAL
    found = owed(appraised, Phase.APPRAISAL, lead)
    submission = found.submissions.get()
    assert found.state == ObligationState.SUBMITTED and submission.handed_in_by_id == lead.actor.user_id
    assert "thẩm định xong" in submission.sentence
    assert Entry.objects.filter(action="scoring.appraisal-finish").count() == 1
    with pytest.raises(WrongState, match="đã báo"):
        finish(appraised, lead)
    close(appraised, Phase.SELF_SCORING, NOW)
    close(appraised, Phase.APPRAISAL, NOW)
    assert owed(appraised, Phase.APPRAISAL, lead).state == ObligationState.ACCEPTED


def test_after_the_explanations_the_second_appraisal_is_said_to_be_done(appraised: ScoringCast) -> None:
    lead = appraised.cast.area_lead
    close(appraised, Phase.SELF_SCORING, NOW)
    close(appraised, Phase.APPRAISAL, NOW)
    with pytest.raises(WrongState, match="1 cơ quan chưa giải trình xong"):
        finish(appraised, lead)
    score = appraised.score(appraised.commune, ON_TIME)
    actor = appraised.cast.commune_officer.actor
    appeal_make(score, AppealDraft("2", "Số liệu của hệ thống một cửa."), actor=actor, now=NOW)
    later = datetime(2026, 12, 15, 3, tzinfo=UTC)
    close(appraised, Phase.EXPLANATION, later)
    with pytest.raises(BadInput, match=r"còn 1 điểm phải xét, ở các tiêu chí 2\.1\.1"):
        finish(appraised, lead, later)
    assert finish(appraised, appraised.cast.standing_officer, later) == Phase.SECOND_APPRAISAL
    assert owed(appraised, Phase.SECOND_APPRAISAL, appraised.cast.standing_officer).state == ObligationState.SUBMITTED


def test_who_appraises_nothing_has_nothing_to_say(appraised: ScoringCast) -> None:
    cast = appraised.cast
    for person in (cast.commune_officer, cast.department_officer, cast.administrator):
        with pytest.raises(NotAllowed):
            finish(appraised, person)


def test_where_a_leader_approves_what_leaves_the_leader_says_it(appraised: ScoringCast) -> None:
    office, leader = appraised.cast.office, appraised.cast.province_leader
    practice_set(office.pk, actor=leader.actor, needs_approval=True, now=appraised.cast.now, today=appraised.cast.today)
    with pytest.raises(NotAllowed):
        finish(appraised, appraised.cast.area_lead)


def test_nothing_can_be_said_once_both_appraisals_are_closed(appraised: ScoringCast) -> None:
    appraised.round.phases.filter(phase__in=[Phase.APPRAISAL, Phase.SECOND_APPRAISAL]).update(closed_at=NOW)
    with pytest.raises(WrongState, match="đã kết thúc"):
        finish(appraised, appraised.cast.area_lead)


def test_the_duty_leads_to_the_page_where_it_is_done(appraised: ScoringCast) -> None:
    lead, chief = appraised.cast.area_lead, appraised.cast.province_leader
    obligation = owed(appraised, Phase.APPRAISAL, lead)
    fill = appraisal_fill_of(lead.actor, obligation)
    assert fill is not None and fill.takes_over and fill.url.endswith(f"/tham-dinh/{appraised.round.uid}/")
    looking = appraisal_fill_of(chief.actor, obligation)
    assert looking is not None and "/dot/" in looking.url
    appraised.round.phases.filter(phase=Phase.APPRAISAL).update(closed_at=NOW)
    over = appraisal_fill_of(lead.actor, obligation)
    assert over is not None and not over.takes_over
    of_unit = appraised.commune.obligation
    assert of_unit is not None and appraisal_fill_of(lead.actor, of_unit) is None
    assert appraisal_fill_of(lead.actor, appraised.cast.obligation()) is None
