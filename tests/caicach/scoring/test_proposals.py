"""What data proposes: from the figures that an agency stands by and from the ledgers, never a claim by itself."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.models import FigureCell, FormVersion, Period, Return
from caicach.jobs.models import JobRun, JobState
from caicach.jobs.registry import addresses, handlers
from caicach.obligations.constants import DutyOrigin, ObligationState
from caicach.scoring.constants import PROPOSE_DAILY_KIND, PROPOSE_KIND, AssessmentState
from caicach.scoring.models import Assessment, Round, Score
from caicach.scoring.selectors.sources import STATISTICS_FORM, AgencyFigures, figures_for
from caicach.scoring.services.proposals import proposals_look, proposals_refresh, rounds_propose, sheet_propose
from caicach.web import clock
from caicach.web.errors import NotAllowed
from figures_cast import form_make
from reform.forms import Asked, Value
from reform.forms.tree import Cell, When
from scoring_cast import ScoringCast

pytestmark = pytest.mark.django_db
DONE = "steering.plan.done"


def known(scoring: ScoringCast, **values: Any) -> AgencyFigures:
    ids = [scoring.cast.commune.pk, scoring.cast.neighbour.pk]
    return figures_for(scoring.round, ids, **{"today": date(2026, 6, 1), **values})[scoring.cast.commune.pk]


def ledger(figures: AgencyFigures, key: str, area: str = "") -> Value:
    return figures.values.get(Asked(When.NOW, Cell(key, (("area", area),) if area else ())))


def owe(scoring: ScoringCast, state: ObligationState = ObligationState.OPEN, **duty: Any) -> None:
    scoring.cast.obligation(state=state, due_on=date(2026, 3, 30), duty=duty)


def test_duties_are_counted_by_area_with_noughts_for_the_others(scoring: ScoringCast) -> None:
    owe(scoring)
    owe(scoring, ObligationState.ACCEPTED)
    owe(scoring, ObligationState.RETURNED, origin=DutyOrigin.CONCLUSION, area_code="digital")
    figures = known(scoring)
    names = ("due", "done", "overdue", "returned")
    assert [ledger(figures, f"duties.{name}") for name in names] == [3, 1, 2, 1]
    assert [ledger(figures, f"duties.{name}", "institutions") for name in names] == [2, 1, 1, 0]
    assert (ledger(figures, "duties.due", "procedures"), ledger(figures, "duties.due", "digital")) == (0, 1)
    assert (ledger(figures, "conclusions.due"), ledger(figures, "conclusions.on_time")) == (1, 0)


def test_what_is_not_due_yet_or_of_another_year_does_not_count(scoring: ScoringCast) -> None:
    owe(scoring)
    scoring.cast.obligation(due_on=date(2026, 8, 1))
    scoring.cast.obligation(due_on=date(2025, 12, 30))
    assert ledger(known(scoring), "duties.due") == 1
    assert ledger(known(scoring, today=date(2027, 6, 1)), "duties.due") == 2


def test_of_an_agency_that_no_ledger_knows_nothing_is_known(scoring: ScoringCast) -> None:
    assert known(scoring).values == {}


def returned(scoring: ScoringCast, state: ReturnState = ReturnState.SUBMITTED, **values: Any) -> Return:
    form = FormVersion.objects.filter(form_key=STATISTICS_FORM).first() or form_make(form_key=STATISTICS_FORM)
    standard: dict[str, Any] = {
        "owner": scoring.cast.province, "receiver": scoring.cast.standing, "form": form, "form_key": STATISTICS_FORM,
        "year": 2026, "code": "Q1", "name": "quý I năm 2026", "data_from": date(2026, 1, 1),
        "data_to": date(2026, 3, 31), "due_on": date(2026, 4, 5), "opened_at": scoring.cast.now,
    }  # fmt: skip
    period = Period.objects.create(**{**standard, **values})
    return Return.objects.create(
        period=period, agency=scoring.cast.commune, kind=ReturnKind.OWN, level="commune", state=state,
        submitted_at=scoring.cast.now, first_submitted_at=scoring.cast.now,
    )  # fmt: skip


def put(sheet: Return, line: str, value: int, scoring: ScoringCast) -> None:
    FigureCell.objects.create(sheet=sheet, line_key=line, value=Decimal(value), updated_at=scoring.cast.now)


def test_figures_are_those_of_the_latest_return_that_the_agency_stands_by(scoring: ScoringCast) -> None:
    put(returned(scoring), "steer.docs", 4, scoring)
    later = {"code": "H1", "name": "6 tháng năm 2026", "data_to": date(2026, 6, 30), "due_on": date(2026, 7, 5)}
    draft = returned(scoring, ReturnState.DRAFT, **later)
    put(draft, "steer.docs", 9, scoring)
    figures = known(scoring)
    assert ledger(figures, "steer.docs") == 4
    assert figures.origin is not None and figures.origin.period == "quý I năm 2026"
    Return.objects.filter(pk=draft.pk).update(state=ReturnState.ACCEPTED)
    assert ledger(known(scoring), "steer.docs") == 9


def test_returns_count_by_the_day_of_the_first_hand_in(scoring: ScoringCast) -> None:
    returned(scoring)
    figures = known(scoring)
    in_time = scoring.cast.now.date() <= date(2026, 4, 5)
    assert (ledger(figures, "returns.due"), ledger(figures, "returns.on_time")) == (1, int(in_time))


def test_a_proposal_is_kept_with_its_calculation_and_changes_no_claim(scoring: ScoringCast) -> None:
    for state in (ObligationState.ACCEPTED,) * 4 + (ObligationState.OPEN,):
        owe(scoring, state)
    later = scoring.cast.now.replace(year=2026, month=6)
    assert proposals_refresh(scoring.round, now=later) == 1
    score = scoring.score(scoring.commune, DONE)
    assert (score.proposed, score.proposed_value, score.claimed) == (Decimal("1.00"), "80", None)
    first, second = score.proposed_lines.split("\n")
    assert "nhiệm vụ đến hạn đã hoàn thành 4" in first.lower() and first.endswith("80 %")
    assert "1" in second
    assert proposals_refresh(scoring.round, now=later) == 0


def test_what_is_not_known_any_more_is_proposed_no_more(scoring: ScoringCast) -> None:
    Score.objects.filter(leaf_key=DONE).update(proposed=1, proposed_value="80", proposed_lines="x")
    assert proposals_refresh(scoring.round, now=scoring.cast.now) == 6
    assert scoring.score(scoring.commune, DONE).proposed is None


def test_what_is_settled_keeps_its_proposal(scoring: ScoringCast) -> None:
    Score.objects.filter(leaf_key=DONE).update(proposed=1, proposed_value="80", proposed_lines="x")
    Assessment.objects.update(state=AssessmentState.SETTLED, locked_at=scoring.cast.now)
    assert rounds_propose(now=scoring.cast.now) == {scoring.round.pk: 0}


def test_on_demand_for_one_agency_by_those_who_score_it(scoring: ScoringCast) -> None:
    owe(scoring, ObligationState.ACCEPTED)
    later = scoring.cast.now.replace(year=2026, month=6)
    assert sheet_propose(scoring.commune, actor=scoring.cast.commune_officer.actor, now=later) == 1
    with pytest.raises(NotAllowed):
        sheet_propose(scoring.commune, actor=scoring.cast.neighbour_officer.actor, now=later)


def test_all_agencies_cost_as_many_queries_as_one(scoring: ScoringCast, django_assert_num_queries: Any) -> None:
    owe(scoring, ObligationState.ACCEPTED)
    put(returned(scoring), "steer.docs", 4, scoring)
    known(scoring)
    with django_assert_num_queries(6):
        known(scoring)
    everyone = list(Assessment.objects.values_list("agency_id", flat=True))
    with django_assert_num_queries(6):
        figures_for(scoring.round, everyone, today=date(2026, 6, 1))


def looked(now: datetime) -> int:
    """Look once; what was started is done; return how many runs of the day there were."""
    proposals_look(now)
    JobRun.objects.update(state=JobState.DONE)
    return JobRun.objects.filter(kind=PROPOSE_DAILY_KIND).count()


def test_a_round_that_opens_and_every_day_start_the_computing_once(scoring: ScoringCast) -> None:
    assert JobRun.objects.filter(kind=PROPOSE_KIND).count() == 1
    JobRun.objects.all().delete()
    begin = datetime.combine(scoring.cast.today, time(3, 59), tzinfo=clock.LOCAL)
    later = (begin, begin + timedelta(minutes=2), begin + timedelta(hours=8), begin + timedelta(days=1))
    assert [looked(now) for now in later] == [0, 1, 1, 1]
    assert looked(begin + timedelta(days=1, hours=1)) == 2


def test_nothing_is_computed_where_no_round_is_open(scoring: ScoringCast) -> None:
    JobRun.objects.all().delete()
    Round.objects.update(is_history=True)
    assert looked(scoring.cast.now) == 0
    Round.objects.update(is_history=False, state="settled")
    assert looked(scoring.cast.now) == 0


def test_the_jobs_compute_and_lead_to_the_round(scoring: ScoringCast, monkeypatch: pytest.MonkeyPatch) -> None:
    Score.objects.filter(leaf_key=DONE).update(proposed=1, proposed_value="80", proposed_lines="x")
    monkeypatch.setattr(clock, "now", lambda: scoring.cast.now)
    handlers.find(PROPOSE_KIND)(Quiet(), round_id=scoring.round.pk)  # type: ignore[arg-type]  # a run that nobody watches
    assert scoring.score(scoring.commune, DONE).proposed is None
    handlers.find(PROPOSE_DAILY_KIND)(Quiet())  # type: ignore[arg-type]  # as above
    assert str(scoring.round.uid) in addresses.find(PROPOSE_KIND)(round_id=scoring.round.pk)


class Quiet:
    """A run that nobody watches."""

    def progress(self, _step: str, done: int = 0, total: int = 0) -> None:
        """Take what is said."""
