"""Moving the day of a phase: with what is owed by it, with the phases after it, and what cannot be."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import DueChangeKind
from caicach.obligations.models import DueChange, Obligation
from caicach.scoring.constants import AssessmentState, Phase, RoundState
from caicach.scoring.models import Assessment, Round, RoundPhase
from caicach.scoring.services.locking import LockDraft, assessment_lock
from caicach.scoring.services.phase_days import MoveDraft, phase_move
from caicach.scoring.services.phases import ClosingDraft, phase_close
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Person
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
WHY = "Theo Công văn số 812/SNV-CCHC."


def move(scoring: ScoringCast, phase: Phase, day: date, *, by: Person | None = None, **values: Any) -> None:
    actor = (by or scoring.cast.standing_officer).actor
    draft = MoveDraft(**{"due_on": day, "reason": WHY, **values})
    phase_move(scoring.round, phase, draft, actor=actor, now=NOW)


def days(scoring: ScoringCast) -> dict[str, date]:
    return dict(RoundPhase.objects.filter(round=scoring.round).values_list("phase", "due_on"))


def owed_on(scoring: ScoringCast, sheet: Assessment) -> date | None:
    obligation = scoring.again(sheet).obligation
    assert obligation is not None
    return obligation.due_on


def test_what_is_open_moves_along_and_what_was_handed_in_stays(scoring: ScoringCast) -> None:
    lock = LockDraft(blanks_are_zero=True)
    assessment_lock(scoring.commune, lock, actor=scoring.cast.commune_officer.actor, now=NOW)
    move(scoring, Phase.SELF_SCORING, date(2026, 12, 4))
    assert days(scoring)[Phase.SELF_SCORING] == date(2026, 12, 4)
    assert owed_on(scoring, scoring.third) == date(2026, 12, 4)
    assert owed_on(scoring, scoring.commune) == date(2026, 11, 30)
    change = DueChange.objects.filter(obligation=scoring.third.obligation_id).get()
    assert (change.kind, change.words) == (DueChangeKind.AMENDMENT, WHY)
    first = Obligation.objects.get(pk=scoring.third.obligation_id).first_due_on
    assert first == date(2026, 11, 30)
    assert Entry.objects.filter(action="scoring.phase-move").count() == 1


def test_a_later_day_of_ones_own_stays(scoring: ScoringCast) -> None:
    Obligation.objects.filter(pk=scoring.third.obligation_id).update(due_on=date(2026, 12, 7))
    Obligation.objects.filter(pk=scoring.neighbour.obligation_id).update(due_on=date(2026, 12, 2))
    move(scoring, Phase.SELF_SCORING, date(2026, 12, 4))
    assert owed_on(scoring, scoring.third) == date(2026, 12, 7)
    assert owed_on(scoring, scoring.neighbour) == date(2026, 12, 4)


def test_the_phases_after_it_may_move_by_as_many_days(scoring: ScoringCast) -> None:
    with pytest.raises(BadInput, match=r"Bước tự chấm sẽ hết hạn 10/12/2026, sau bước thẩm định \(08/12/2026\)"):
        move(scoring, Phase.SELF_SCORING, date(2026, 12, 10))
    move(scoring, Phase.SELF_SCORING, date(2026, 12, 10), moves_later=True)
    found = days(scoring)
    assert found[Phase.APPRAISAL] == date(2026, 12, 18) and found[Phase.PUBLICATION] == date(2027, 1, 25)
    assert RoundPhase.objects.get(phase=Phase.APPRAISAL).starts_on == date(2026, 12, 11)
    bodies = RoundPhase.objects.get(phase=Phase.APPRAISAL).duty_id
    assert set(Obligation.objects.filter(duty=bodies).values_list("due_on", flat=True)) == {date(2026, 12, 18)}
    assert Entry.objects.filter(action="scoring.phase-move").count() == 6


@pytest.mark.parametrize(
    ("phase", "day", "sentence"),
    [
        (Phase.SELF_SCORING, date(2026, 11, 30), r"đang là 30/11/2026\. Chọn ngày khác"),
        (Phase.SELF_SCORING, date(2026, 11, 27), "27/11/2026 đã qua"),
        (Phase.APPRAISAL, date(2026, 11, 30), "trước ngày bắt đầu bước thẩm định"),
        (Phase.SETTLEMENT, date(2027, 1, 20), "sau bước công bố"),
    ],
)
def test_a_day_that_cannot_be_is_refused(scoring: ScoringCast, phase: Phase, day: date, sentence: str) -> None:
    before = days(scoring)
    with pytest.raises(BadInput, match=sentence):
        move(scoring, phase, day)
    assert days(scoring) == before and not DueChange.objects.exists()


def test_a_reason_is_needed(scoring: ScoringCast) -> None:
    for reason in ("", " . ", "a" * 1001):
        with pytest.raises(BadInput, match="lý do dời hạn"):
            move(scoring, Phase.SELF_SCORING, date(2026, 12, 4), reason=reason)


def test_what_is_closed_or_settled_moves_no_more(scoring: ScoringCast) -> None:
    Assessment.objects.update(state=AssessmentState.LOCKED, locked_at=NOW)
    phase_close(scoring.round, Phase.SELF_SCORING, ClosingDraft(), actor=scoring.cast.standing_officer.actor, now=NOW)
    with pytest.raises(WrongState, match="Bước tự chấm đã kết thúc"):
        move(scoring, Phase.SELF_SCORING, date(2026, 12, 4))
    Round.objects.update(state=RoundState.SETTLED)
    with pytest.raises(WrongState, match="đã kết thúc"):
        move(scoring, Phase.APPRAISAL, date(2026, 12, 10))


def test_only_whoever_runs_the_round_moves_a_day(scoring: ScoringCast) -> None:
    with pytest.raises(NotAllowed):
        move(scoring, Phase.SELF_SCORING, date(2026, 12, 4), by=scoring.cast.area_lead)


def test_a_move_costs_as_many_statements_however_many_owe(
    scoring: ScoringCast, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30):
        move(scoring, Phase.SELF_SCORING, date(2026, 12, 4))
