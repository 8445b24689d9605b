"""Publishing: once, by its decision, with the duty that it was; corrections replace what holds and keep what was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation
from caicach.scoring.constants import Phase, RoundState
from caicach.scoring.models import ResultIssue, Round, RoundPhase, Score
from caicach.scoring.selectors.publications import corrections_of, issues_of, leaf_points
from caicach.scoring.services.publication import PublicationDraft, results_publish
from caicach.web.errors import BadInput, NotAllowed, WrongState
from ranking_sample import DRAFT, corrected, settled
from scoring_cast import ScoringCast
from two_writers import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(scoring: ScoringCast) -> ResultIssue:
    """The settled results of the round, not published yet."""
    agencies = scoring.round.assessments.values_list("agency_id", flat=True)
    return settled(scoring.round, dict.fromkeys(agencies, "0.7"), now=scoring.cast.now)


def publish(scoring: ScoringCast, issue: ResultIssue, draft: PublicationDraft = DRAFT, **values: Any) -> ResultIssue:
    """Publish as the standing officer, unless ``values`` say otherwise."""
    given = {"actor": scoring.cast.standing_officer.actor, "now": scoring.cast.now, **values}
    return results_publish(issue, draft, **given)


def test_publishing_enters_the_decision_and_hands_in_what_was_owed(scoring: ScoringCast, issue: ResultIssue) -> None:
    made = publish(scoring, issue)
    round_ = Round.objects.get(pk=scoring.round.pk)
    assert (round_.state, round_.published_at) == (RoundState.PUBLISHED, scoring.cast.now)
    assert (made.decision_number, made.decided_on, made.published_at) == (
        "86/QĐ-UBND",
        date(2026, 3, 16),
        scoring.cast.now,
    )
    assert made.document is not None and made.document.issuer_name == "Chủ tịch UBND tỉnh Sông Mây"
    phase = RoundPhase.objects.get(round=round_, phase=Phase.PUBLICATION)
    assert phase.closed_at == scoring.cast.now
    owed = Obligation.objects.filter(duty=phase.duty)
    assert owed.count() == 1 and set(owed.values_list("state", flat=True)) == {ObligationState.ACCEPTED}
    assert Entry.objects.filter(action="scoring.publish").count() == 1


def test_a_round_of_history_is_published_without_a_duty(scoring: ScoringCast, issue: ResultIssue) -> None:
    RoundPhase.objects.filter(round=scoring.round).update(duty=None)
    Round.objects.filter(pk=scoring.round.pk).update(is_history=True)
    publish(scoring, issue, replace(DRAFT, decided_on=date(2025, 1, 15)))
    assert Round.objects.get(pk=scoring.round.pk).state == RoundState.PUBLISHED


def test_only_who_runs_the_round_publishes(scoring: ScoringCast, issue: ResultIssue) -> None:
    for person in (scoring.cast.commune_leader, scoring.cast.area_lead, scoring.cast.administrator):
        with pytest.raises(NotAllowed):
            publish(scoring, issue, actor=person.actor)
    assert Round.objects.get(pk=scoring.round.pk).state == RoundState.SETTLED


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (replace(DRAFT, decision_number=" "), "số, ký hiệu"),
        (replace(DRAFT, decision_number="8" * 61), "số, ký hiệu"),
        (replace(DRAFT, decided_on=None), "ngày của quyết định"),
        (replace(DRAFT, decided_on=date(2026, 3, 17)), "sau hôm nay"),
    ],
)
def test_a_decision_without_number_or_of_another_day_is_refused(
    scoring: ScoringCast, issue: ResultIssue, draft: PublicationDraft, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        publish(scoring, issue, draft)
    assert ResultIssue.objects.get(pk=issue.pk).published_at is None
    assert Round.objects.get(pk=scoring.round.pk).state == RoundState.SETTLED


def test_what_is_published_is_not_published_again(scoring: ScoringCast, issue: ResultIssue) -> None:
    publish(scoring, issue)
    with pytest.raises(WrongState, match="đã được công bố"):
        publish(scoring, issue, replace(DRAFT, decision_number="99/QĐ-UBND"))
    assert ResultIssue.objects.get(pk=issue.pk).decision_number == "86/QĐ-UBND"


def test_a_correction_is_seen_after_its_own_decision_and_the_old_result_stays(
    scoring: ScoringCast, issue: ResultIssue
) -> None:
    publish(scoring, issue)
    later = corrected(scoring, "0")
    every = issues_of(scoring.round)
    assert corrections_of(every) == ()
    assert len(corrections_of(every, until=later)) == 1
    publish(scoring, later, replace(DRAFT, decision_number="101/QĐ-UBND"))
    (found,) = corrections_of(issues_of(scoring.round))
    assert (found.before.decision_number, found.issue.decision_number) == ("86/QĐ-UBND", "101/QĐ-UBND")
    first = found.changed[0]
    assert first.is_own and first.new.assessment_id == scoring.commune.pk
    assert first.old.points - first.new.points == scoring.score(scoring.commune, "steering.inspection").maximum * 7 / 10
    assert all(not one.is_own for one in found.changed[1:])
    assert RoundPhase.objects.filter(round=scoring.round, phase=Phase.PUBLICATION).count() == 1


def test_points_as_a_decision_had_them_do_not_follow_a_later_correction(
    scoring: ScoringCast, issue: ResultIssue
) -> None:
    publish(scoring, issue)
    before = {one.score.leaf_key: one.points for one in leaf_points(issue, scoring.commune)}
    later = corrected(scoring, "0")
    assert {one.score.leaf_key: one.points for one in leaf_points(issue, scoring.commune)} == before
    after = {one.score.leaf_key: one.points for one in leaf_points(later, scoring.commune)}
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"steering.inspection"} and after["steering.inspection"] == 0


def test_what_was_corrected_before_it_was_ever_published_is_passed_over(
    scoring: ScoringCast, issue: ResultIssue
) -> None:
    later = corrected(scoring, "0")
    with pytest.raises(WrongState, match="bản sửa mới hơn"):
        publish(scoring, issue)
    publish(scoring, later)
    assert Round.objects.get(pk=scoring.round.pk).state == RoundState.PUBLISHED
    assert corrections_of(issues_of(scoring.round)) == ()


def test_reasons_of_corrections_that_nobody_published_are_told_with_the_next(
    scoring: ScoringCast, issue: ResultIssue
) -> None:
    publish(scoring, issue)
    corrected(scoring, "0")
    last = corrected(scoring, "0,5", hours=2)
    publish(scoring, last, replace(DRAFT, decision_number="101/QĐ-UBND"))
    (found,) = corrections_of(issues_of(scoring.round))
    assert found.reasons == ("Sửa còn 0 điểm vì đếm trùng.", "Sửa còn 0,5 điểm vì đếm trùng.")


def test_a_correcting_decision_does_not_stand_before_the_one_that_it_corrects(
    scoring: ScoringCast, issue: ResultIssue
) -> None:
    publish(scoring, issue)
    later = corrected(scoring, "0")
    with pytest.raises(BadInput, match="86/QĐ-UBND"):
        publish(scoring, later, replace(DRAFT, decision_number="80/QĐ-UBND", decided_on=date(2026, 3, 15)))


def test_the_form_publishes_and_shows_what_was_refused_again(scoring: ScoringCast, issue: ResultIssue) -> None:
    client = Client()
    client.force_login(scoring.cast.standing_officer.user)
    address = reverse("scoring:publish", args=[scoring.round.uid])
    wrong = client.post(address, {"decision_number": "86/QĐ-UBND", "decided_on": "20/03/2026", "issuer_name": "UBND"})
    assert wrong.status_code == 422 and "sau hôm nay" in wrong.content.decode()
    assert client.post(address, {}).status_code == 422
    right = client.post(address, {"decision_number": "86/QĐ-UBND", "decided_on": "16/03/2026", "issuer_name": "UBND"})
    assert right.status_code == 302
    assert ResultIssue.objects.get(pk=issue.pk).decision_number == "86/QĐ-UBND"


def test_scores_are_as_they_were_after_publication(scoring: ScoringCast, issue: ResultIssue) -> None:
    before = list(Score.objects.order_by("pk").values_list("settled", "revision"))
    publish(scoring, issue)
    assert list(Score.objects.order_by("pk").values_list("settled", "revision")) == before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_is_told(scoring: ScoringCast, issue: ResultIssue) -> None:
    def act(number: str) -> Callable[[], ResultIssue]:
        return lambda: publish(scoring, issue, replace(DRAFT, decision_number=number))

    assert at_once(act("86/QĐ-UBND"), act("87/QĐ-UBND")) == ["", "WrongState"]
    assert Entry.objects.filter(action="scoring.publish").count() == 1
