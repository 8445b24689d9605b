"""Opening a round: what is made, what is owed by whom, and what is refused."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caicach.agencies.constants import MandateKind
from caicach.agencies.models import Mandate
from caicach.audit.models import Entry
from caicach.obligations.models import Obligation
from caicach.scoring.constants import ROUND_SOURCE, Phase, SetState
from caicach.scoring.models import AppraiserBody, Assessment, Round, RoundPhase, Score
from caicach.scoring.selectors.opening import PhaseDays
from caicach.scoring.services.rounds import round_open
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import START, Cast
from reform.index import read_set
from scoring_cast import COMMUNE_SET, DEPARTMENT_SET, PHASES, ScoringCast, round_draft, set_make

pytestmark = pytest.mark.django_db


def opened(cast: Cast, **values: Any) -> Round:
    draft = round_draft(cast, set_make(DEPARTMENT_SET), set_make(), **values)
    return round_open(draft, actor=cast.standing_officer.actor, now=cast.now)


def test_every_agency_has_a_score_for_each_sub_criterion_of_its_kind(scoring: ScoringCast) -> None:
    set_ = read_set(COMMUNE_SET)
    leaves = [(area.key, leaf.key, leaf.points) for area in set_.areas for leaf in area.leaves]
    for assessment in Assessment.objects.all():
        scores = Score.objects.filter(assessment=assessment).order_by("position")
        assert [(one.area_key, one.leaf_key, one.maximum) for one in scores] == leaves
        assert [one.position for one in scores] == list(range(1, len(leaves) + 1))
        assert {(one.standing, one.claimed, one.left_out, one.revision) for one in scores} == {(None, None, "", 1)}
    assert Assessment.objects.filter(round_set__kind="commune").count() == 3
    assert scoring.commune.round_set.set_version.set_key == "song-may-xa"


def test_who_leads_an_area_of_another_body_appraises_nothing(cast: Cast) -> None:
    Mandate.objects.create(
        owner=cast.commune, agency=cast.neighbour, kind=MandateKind.AREA_LEAD, area_code="procedures", valid_from=START
    )
    bodies = dict(AppraiserBody.objects.filter(round=opened(cast)).values_list("area_key", "agency"))
    assert bodies["procedures"] == cast.office.pk


def test_each_phase_is_owed_by_those_who_do_it(scoring: ScoringCast) -> None:
    owed = Obligation.objects.filter(duty__source_kind=ROUND_SOURCE)
    names = {
        phase.phase: set(owed.filter(duty=phase.duty_id).values_list("agency__current_name", flat=True))
        for phase in RoundPhase.objects.filter(round=scoring.round)
    }
    appraisers = {one.agency.current_name for one in AppraiserBody.objects.select_related("agency")}
    assert len(names[Phase.SELF_SCORING]) == 6
    assert names[Phase.APPRAISAL] == names[Phase.SECOND_APPRAISAL] == appraisers
    assert names[Phase.EXPLANATION] == set()  # nobody knows yet whose points will differ
    assert names[Phase.SETTLEMENT] == {scoring.cast.standing.current_name}


def test_an_area_is_appraised_by_the_body_that_leads_it_and_the_impact_by_the_council(scoring: ScoringCast) -> None:
    bodies = dict(AppraiserBody.objects.values_list("area_key", "agency_id"))
    cast = scoring.cast
    assert bodies == {"steering": cast.standing.pk, "procedures": cast.office.pk, "impact": cast.province.pk}


def test_who_opens_may_name_other_appraisers(cast: Cast) -> None:
    opened(cast, appraisers={"procedures": cast.department.pk})
    assert AppraiserBody.objects.get(area_key="procedures").agency_id == cast.department.pk


def test_opening_writes_one_row_of_audit(cast: Cast) -> None:
    opened(cast)
    (entry,) = Entry.objects.filter(action="scoring.open")
    assert json.loads(entry.data)["new"]["title"] == "Chỉ số cải cách hành chính năm 2026"


def test_a_round_of_history_is_owed_by_nobody(cast: Cast) -> None:
    opened(cast, is_history=True)
    assert not Obligation.objects.filter(duty__source_kind=ROUND_SOURCE).exists()


def test_a_year_is_opened_once(scoring: ScoringCast) -> None:
    with pytest.raises(WrongState, match="đã có người mở"):
        again = replace(round_draft(scoring.cast), set_uids=(scoring.commune.round_set.set_version.uid,))
        round_open(again, actor=scoring.cast.standing_officer.actor, now=scoring.cast.now)


def test_who_is_left_out_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(BadInput, match=cast.commune.current_name):
        opened(cast, excluded={cast.commune.pk: " "})
    assert not Round.objects.exists()


def test_who_is_left_out_is_not_scored(cast: Cast) -> None:
    opened(cast, excluded={cast.commune.pk: "Mới thành lập tháng 10"})
    assert not Assessment.objects.filter(agency=cast.commune).exists()
    assert Assessment.objects.filter(agency=cast.neighbour).exists()


def test_two_sets_for_one_kind_are_refused(cast: Cast) -> None:
    twice = COMMUNE_SET.replace("key: song-may-xa", "key: song-may-xa-khac")
    with pytest.raises(BadInput, match="cùng chấm một loại cơ quan"):
        round_open(round_draft(cast, set_make(), set_make(twice)), actor=cast.standing_officer.actor, now=cast.now)


@pytest.mark.parametrize("values", [{"state": SetState.DRAFT}, {"year": 2025}, {"purpose": "digital_commune"}])
def test_a_set_that_is_not_published_or_of_another_year_is_refused(cast: Cast, values: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="chưa ban hành, hoặc của năm khác"):
        round_open(round_draft(cast, set_make(**values)), actor=cast.standing_officer.actor, now=cast.now)


def test_phases_end_one_after_the_other(cast: Cast) -> None:
    wrong = {**PHASES, Phase.APPRAISAL: PhaseDays(date(2026, 11, 1), date(2026, 11, 2))}
    with pytest.raises(BadInput, match="thẩm định"):
        opened(cast, phases=wrong)


def test_no_phase_is_without_its_days(cast: Cast) -> None:
    with pytest.raises(BadInput, match="công bố"):
        opened(cast, phases={phase: days for phase, days in PHASES.items() if phase != Phase.PUBLICATION})


def test_only_a_standing_officer_opens(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        round_open(round_draft(cast, set_make()), actor=cast.commune_officer.actor, now=cast.now)
    assert not Round.objects.exists()


def test_opening_takes_the_same_number_of_statements_whatever_the_agencies(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    draft = round_draft(cast, set_make(DEPARTMENT_SET), set_make())
    with django_assert_num_queries(35):
        round_open(draft, actor=cast.standing_officer.actor, now=cast.now + timedelta(minutes=1))
