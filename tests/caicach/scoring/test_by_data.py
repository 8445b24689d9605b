"""What data says of an agency: that a criterion does not apply to it; proposals that are taken at once."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.scoring.constants import LeftOut
from caicach.scoring.models import Assessment, Score
from caicach.scoring.services.by_data import left_out_by_data, proposals_take
from caicach.scoring.services.claims import ClaimDraft, claim_save
from caicach.scoring.services.proposals import proposals_refresh
from caicach.web.errors import NotAllowed, WrongState
from cast import Person
from reform.index import fingerprint
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db
PLAN, ISSUED, INSPECTION = "steering.plan.done", "steering.plan.issued", "steering.inspection"
ON_TIME, APOLOGIES, SURVEY = "procedures.dossiers.on_time", "procedures.dossiers.apologies", "impact.survey"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def shown(by: Person, url: str) -> str:
    answer = signed_in(by).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def leaf(sheet: Assessment, key: str) -> str:
    return reverse("scoring:leaf", args=[sheet.uid, key])


def set_changed(scoring: ScoringCast, old: str, new: str) -> None:
    version = scoring.commune.round_set.set_version
    version.definition = version.definition.replace(old, new)
    version.fingerprint = fingerprint(version.definition)
    version.save()
    scoring.commune.round_set.set_version = version


@pytest.fixture
def conditional(scoring: ScoringCast) -> ScoringCast:
    """Apologies count only for those who had conclusions of meetings to carry out; Suối Nhạn had none."""
    set_changed(
        scoring,
        "            score: {kind: deduction, unit: hồ sơ, each: 0.5}\n",
        "            score: {kind: deduction, unit: hồ sơ, each: 0.5}\n            applies: conclusions.due > 0\n",
    )
    scoring.cast.obligation(due_on=scoring.cast.today.replace(month=1, day=20))
    proposals_refresh(scoring.round, now=scoring.cast.now)
    return scoring


WHY = "Không áp dụng vì nhiệm vụ theo kết luận cuộc họp đến hạn là 0"


def test_data_says_that_a_criterion_does_not_apply_and_one_click_asks_so(conditional: ScoringCast) -> None:
    score = conditional.score(conditional.commune, APOLOGIES)
    assert score.proposed is None and score.proposed_lines.startswith(WHY)
    url = leaf(conditional.commune, APOLOGIES)
    page = shown(conditional.cast.commune_officer, url)
    assert WHY in page and "Đề nghị không áp dụng theo số liệu" in page and "Điểm đề xuất từ số liệu" not in page
    there = reverse("scoring:left-out", args=[conditional.commune.uid, APOLOGIES])
    signed_in(conditional.cast.commune_officer).post(there, {"reason": score.proposed_lines})
    assert conditional.score(conditional.commune, APOLOGIES).left_out == LeftOut.ASKED
    assert "Đề nghị không áp dụng theo số liệu" not in shown(conditional.cast.commune_officer, url)


def test_an_appraiser_reads_what_data_says_beside_a_claim(conditional: ScoringCast) -> None:
    locked(conditional, {APOLOGIES: "2"})
    grid = reverse("scoring:grid", args=[conditional.round.uid, APOLOGIES])
    assert WHY in shown(conditional.cast.area_lead, grid)
    assert WHY in shown(conditional.cast.area_lead, leaf(conditional.commune, APOLOGIES))


def test_all_that_does_not_apply_is_asked_for_at_once(conditional: ScoringCast) -> None:
    actor = conditional.cast.commune_officer.actor
    asked = left_out_by_data(conditional.commune, actor=actor, now=conditional.cast.now)
    assert [(one.leaf_key, one.left_out) for one in asked] == [(APOLOGIES, LeftOut.ASKED)]
    assert asked[0].left_out_reason.startswith(WHY)
    assert left_out_by_data(conditional.commune, actor=actor, now=conditional.cast.now) == ()


def test_every_proposal_is_taken_where_nothing_is_claimed(scoring: ScoringCast) -> None:
    actor, now = scoring.cast.commune_officer.actor, scoring.cast.now
    mine = Score.objects.filter(assessment=scoring.commune)
    mine.filter(leaf_key=PLAN).update(proposed=Decimal("2.9"), proposed_value="99", proposed_lines="x")
    mine.filter(leaf_key=ON_TIME).update(proposed=Decimal("3.58"), proposed_value="99.03", proposed_lines="x")
    mine.filter(leaf_key=ISSUED).update(proposed=Decimal("0.5"), proposed_value="late", proposed_lines="x")
    mine.filter(leaf_key=INSPECTION).update(proposed=1, proposed_value="yes", proposed_lines="x")
    claim_save(scoring.commune, ClaimDraft(ON_TIME, "96", "Số của xã."), actor=actor, now=now)
    taken = proposals_take(scoring.commune, actor=actor, now=now)
    assert {one.leaf_key: str(one.claimed) for one in taken} == {ISSUED: "0.50", PLAN: "2.90", INSPECTION: "1.00"}
    assert scoring.score(scoring.commune, ON_TIME).claimed_value == "96"
    assert proposals_take(scoring.commune, actor=actor, now=now) == ()


def test_the_summary_offers_what_data_gives_with_one_button(conditional: ScoringCast) -> None:
    Score.objects.filter(assessment=conditional.commune, leaf_key=PLAN).update(proposed=3, proposed_value="100")
    url = reverse("scoring:summary", args=[conditional.commune.uid])
    client = signed_in(conditional.cast.commune_officer)
    page = client.get(url).content.decode()
    assert "Lấy 1 điểm đề xuất" in page and "Đề nghị không áp dụng 1 tiêu chí" in page
    there = reverse("scoring:by-data", args=[conditional.commune.uid])
    client.post(there, {"lay": "1"})
    client.post(there, {"bo": "1"})
    assert conditional.score(conditional.commune, PLAN).claimed == 3
    assert conditional.score(conditional.commune, APOLOGIES).left_out == LeftOut.ASKED
    assert "điểm đề xuất</button>" not in client.get(url).content.decode()


def test_others_and_after_the_lock_nobody_takes_proposals(scoring: ScoringCast) -> None:
    for take in (proposals_take, left_out_by_data):
        with pytest.raises(NotAllowed):
            take(scoring.commune, actor=scoring.cast.neighbour_officer.actor, now=scoring.cast.now)
    locked(scoring, {})
    for take in (proposals_take, left_out_by_data):
        with pytest.raises(WrongState):
            take(scoring.commune, actor=scoring.cast.commune_officer.actor, now=scoring.cast.now)


def test_every_proposal_costs_as_many_queries_as_one(scoring: ScoringCast, django_assert_num_queries: Any) -> None:
    Score.objects.filter(assessment=scoring.commune).exclude(leaf_key__in=[SURVEY, ISSUED]).update(
        proposed=1, proposed_value="yes"
    )
    Score.objects.exclude(leaf_key=INSPECTION).update(proposed_value="1")
    with django_assert_num_queries(12):
        taken = proposals_take(scoring.commune, actor=scoring.cast.commune_officer.actor, now=scoring.cast.now)
    assert len(taken) == 5
