"""The year of the whole province, made small: every kind of story is there, and the present is worth looking at."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Min

from caicach.accounts.models import User
from caicach.demo.province import is_small, province_build
from caicach.demo.whole.agenda import Agenda
from caicach.demo.whole.play import Scale, year_build, year_of
from caicach.demo.whole.stage import working_day
from caicach.figures.models import Return
from caicach.figures.selectors.earlier import earlier_of
from caicach.meetings.models import Instruction, Meeting
from caicach.obligations import selectors
from caicach.obligations.models import (
    DueChange,
    Extension,
    HandInDraft,
    LateReason,
    Obligation,
    Pause,
    Receipt,
    Submission,
    Transition,
    Trigger,
)
from caicach.people.selectors import actor_of
from caicach.plans.models import RowVersion
from caicach.reports.models import Report
from caicach.scoring.models import Appeal, Round, Score
from caicach.web.clock import local_date
from reform.forms import Cell, When

NOW = datetime(2026, 7, 21, 1, 0, tzinfo=UTC)
SMALL = Scale(is_whole=False, communes=7)
STORIES = {
    "accepted", "amended", "asked to coordinate", "chain", "conclusion", "contest cancel", "contest new_date",
    "contest reject", "contest transfer", "contest waiting", "dormant answered", "event of a case", "extension asked",
    "correction approved", "extension granted", "figures added up", "figures closed", "figures counted",
    "figures explained", "figures handed in", "figures history", "figures locked", "figures mended", "figures period",
    "figures returned", "handed in", "handed in late", "handed to a person", "index appeal",
    "index appraised otherwise", "index asked for more", "index being scored", "index corrected", "index given longer",
    "index locked", "index locked late", "index published", "index round", "index settled", "index survey results",
    "laid before the leader", "late reason",
    "meeting", "pause", "pause ended", "presented", "received", "report begun", "report came back", "report issued",
    "returned", "silent", "steps", "task from above", "to be mended", "unit reports", "woken",
}  # fmt: skip


def test_acts_are_done_in_the_order_of_their_moments_and_none_after_the_present() -> None:
    agenda, done = Agenda(), []
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3, 4)]
    agenda.put(days[1], lambda now: done.append(("second", now)))
    agenda.put(days[0], lambda now: agenda.put(days[2], lambda now: done.append(("put down by the first", now))))
    agenda.put(days[3], lambda now: done.append(("never", now)))
    assert agenda.run(days[2], lambda now: None) == 3
    assert [word for word, _now in done] == ["second", "put down by the first"]


def test_nobody_works_at_the_week_end() -> None:
    assert [working_day(date(2026, 5, day)).day for day in (22, 23, 24, 25)] == [22, 22, 22, 25]


def test_a_year_that_has_hardly_begun_is_told_by_the_one_before() -> None:
    assert [year_of(date(2027, month, 1)) for month in (1, 3, 4, 12)] == [2026, 2026, 2027, 2027]


@pytest.mark.django_db
def test_the_whole_province_has_about_240_bodies() -> None:
    province = province_build(date(2026, 11, 16), is_whole=True)
    assert len(province.communes) == 166
    bodies = [key for key in province.ids if "/" not in key and not key.startswith(("huyen-", "thi-xa-", "thanh-pho-"))]
    assert 280 < len(bodies) < 320, "with those that merged"
    assert not is_small()


@pytest.mark.django_db
def test_a_year_goes_through_everything_that_can_happen(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path
    settings.JOBS_INLINE = False
    told: list[datetime] = []
    stories = year_build(NOW, scale=SMALL, tell=told.append)
    assert stories is not None
    assert set(stories) >= STORIES
    assert told == sorted(told)
    assert max(told) <= NOW
    _the_ledger_holds(stories)
    _the_present_is_worth_looking_at()
    _half_a_year_is_held_against_the_one_before()
    _last_years_index_is_published()
    _this_years_index_is_being_scored()

    count = Obligation.objects.count()
    assert year_build(NOW, scale=SMALL) is None, "a second run changes nothing"
    assert Obligation.objects.count() == count


def _the_ledger_holds(stories: "Counter[str]") -> None:
    states = Counter(Obligation.objects.values_list("state", flat=True))
    assert {"accepted", "submitted", "returned", "open", "dormant", "transferred", "cancelled"} <= set(states)
    assert {"confirmed", "contested", "upheld", "rejected"} == set(Receipt.objects.values_list("state", flat=True))
    assert {"extension", "pause", "contest", "amendment"} <= set(DueChange.objects.values_list("kind", flat=True))
    assert {"waiting", "granted"} <= set(Extension.objects.values_list("state", flat=True))
    assert {"presented", "waiting"} == set(Pause.objects.values_list("kind", flat=True))
    assert Submission.objects.filter(number=3).exists(), "something came back twice"
    assert Submission.objects.exclude(missing="[]").exists()
    assert {"objective", "subjective"} == set(LateReason.objects.values_list("cause", flat=True))
    assert RowVersion.objects.exists()
    follower = Trigger.objects.get().duty
    assert follower.obligations.exclude(event=None).exists(), "an acceptance opened what follows it"
    assert stories["handed in"] > 4 * stories["handed in late"]
    assert not Transition.objects.filter(at__gt=NOW).exists()
    # Two plain readings: PostgreSQL, without statistics of its tables, looks through one for each row of the other.
    begun = Transition.objects.filter(from_state="").values_list("obligation__duty", "obligation__agency")
    arose = {(duty, agency): at for duty, agency, at in begun.annotate(Min("at")).order_by()}
    answers = Receipt.objects.filter(answered_at__isnull=False).values_list("duty", "agency", "answered_at")
    early = [(duty, agency) for duty, agency, at in answers if (duty, agency) in arose and arose[duty, agency] > at]
    assert early == [], "nobody answers to what has not reached them"
    assert Meeting.objects.count() == 2
    assert Instruction.objects.filter(duty=None).count() == 1


def _the_present_is_worth_looking_at() -> None:
    today = local_date(NOW)
    commune = selectors.desk_of(actor_of(User.objects.get(username="suoinhan"), on=today), today)
    assert min(commune.overdue_count, commune.returned_count, commune.waiting_count) > 0
    standing = actor_of(User.objects.get(username="thuongtruc"), on=today)
    assert selectors.to_extend_count(standing) > 0
    assert selectors.contests_count(standing) > 0
    assert selectors.late_check_count(standing, today=today) > 0
    assert HandInDraft.objects.filter(state="waiting").exists()


def _half_a_year_is_held_against_the_one_before() -> None:
    """The units of before the mergers returned by the form of three levels; today's whole is held against theirs."""
    wholes = {
        (one.period.year, one.period.code): one
        for one in Return.objects.filter(kind="whole", saved_at__isnull=False).select_related("period__form", "agency")
    }
    assert sorted(wholes) == [(2025, "H1"), (2025, "Q1"), (2025, "Q3"), (2025, "Y"), (2026, "H1"), (2026, "Q1")]
    half = wholes[2026, "H1"]
    assert [wholes[key].period.form.version for key in ((2025, "H1"), (2025, "Q3"))] == ["2024.1", "2025.1"]
    told = earlier_of(half)
    assert told.returns[When.YEAR_BEFORE].is_other_version
    assert Cell("dossier.received") in told.filled[When.YEAR_BEFORE]
    report = Report.objects.get(period=half.period_id, template_key="cchc-cap-tren")
    assert report.state == "issued"
    printed = json.loads(report.frozen)["sections"]
    runs = [run for section in printed for paragraph in section["paragraphs"] for run in paragraph["runs"]]
    gaps = [gap[0] for run in runs for gap in run.get("gaps", ())]
    assert all(gap.startswith("lý do") for gap in gaps), "nothing is missing but what nobody gave a reason for"


def _last_years_index_is_published() -> None:
    round_ = Round.objects.get(year=2025)
    first, corrected = round_.issues.prefetch_related("rows__assessment__agency").order_by("number")
    assert round_.state == "published"
    assert (first.decision_number, corrected.decision_number) == ("86/QĐ-UBND", "412/QĐ-UBND")
    changed = {row.assessment_id: row.points for row in corrected.rows.all()}
    assert [row for row in first.rows.all() if changed[row.assessment_id] > row.points], "somebody got points back"
    best = {row.assessment.agency.current_name: row.index for row in first.rows.all() if row.rank == 1}
    assert {"UBND phường Bến Mây", "Sở Nội vụ"} == set(best)
    assert all(90 < index < 98 for index in best.values())
    appeals = Counter(Appeal.objects.filter(score__assessment__round=round_).values_list("state", flat=True))
    assert {"accepted", "partly", "refused", "agreed"} == set(appeals)
    scores = Score.objects.filter(assessment__round=round_)
    assert scores.filter(left_out="approved").exists()
    assert {"figures_differ", "no_proof", "not_reached", "higher"} <= set(
        scores.values_list("appraised_reason", flat=True)
    )
    surveys = [(one.sample_size, one.leaf_key) for one in scores.filter(sample_size__isnull=False)]
    assert any(size < 30 for size, key in surveys if key.startswith("impact.citizens")), "one has too few answers"


def _this_years_index_is_being_scored() -> None:
    round_ = Round.objects.get(year=2026)
    assert round_.state == "open"
    assert {"scoring", "locked"} == set(round_.assessments.values_list("state", flat=True))
    shown = round_.assessments.get(agency__current_name="UBND xã Suối Nhạn")
    own = shown.scores.exclude(leaf_key__startswith="impact.citizens").exclude(leaf_key__startswith="impact.peers")
    assert shown.obligation.due_on > local_date(NOW) > shown.round.phases.get(phase="self_scoring").due_on
    assert 50 < own.filter(claimed__isnull=False).count() < own.count(), "it is in the middle of its work"
    assert own.filter(proof_count__gt=0).count() > 5
    assert own.filter(proposed__isnull=False).count() > 5, "figures and duties propose points"
    appraised = Score.objects.filter(assessment__round=round_, appraised__isnull=False)
    assert appraised.exclude(appraised=F("claimed")).exists()
    assert Score.objects.filter(assessment__round=round_).exclude(more_asked="").exists()


@pytest.mark.django_db
def test_a_small_demonstration_is_not_made_a_large_one(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path
    province_build(date(2026, 11, 16))
    with pytest.raises(CommandError, match="CAICACH_STATE"):
        call_command("demo", "--year", stdout=StringIO())
