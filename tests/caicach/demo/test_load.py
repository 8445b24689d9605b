"""The demonstration as a whole: one build, everything looked at."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from caicach.accounts.models import User
from caicach.demo.load import demo_load, sample_plan
from caicach.demo.people import CAST, PASSWORD
from caicach.demo.whole.terms import two_terms
from caicach.figures.models import Correction, Explanation, Period, Publication, Return
from caicach.figures.selectors import findings_for
from caicach.obligations.models import Obligation, Receipt, Submission, Transition
from caicach.obligations.selectors import desk_of, to_confirm_of
from caicach.people.selectors import actor_of
from caicach.plans.models import Plan
from caicach.reports.models import Report, ReportFile
from caicach.web.clock import local_date
from vanban.plans import read_plan
from vanban.reading import read_document

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


def test_the_sample_plan_is_read_without_a_doubt() -> None:
    plan = read_plan(read_document(sample_plan(2031), name="ke-hoach.txt"))
    assert (plan.header.symbol, plan.header.year) == ("512/KH-UBND", 2031)
    assert [finding for finding in plan.findings if finding.severity == "error"] == []


@pytest.mark.django_db
def test_a_running_year_shows_everything_once(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path
    settings.JOBS_INLINE = False
    assert demo_load(NOW)

    today = local_date(NOW)
    plans = Plan.objects.select_related("issuer").order_by("pk")
    assert [(plan.issuer.current_name, plan.state, plan.year) for plan in plans] == [
        ("UBND tỉnh Sông Mây", "confirmed", 2026),
        ("UBND xã Suối Nhạn", "confirmed", 2026),
        ("UBND phường Bến Mây", "confirmed", 2026),
    ]
    states = Counter(Obligation.objects.values_list("state", flat=True))
    assert {"accepted", "submitted", "returned", "open", "dormant"} <= set(states)
    assert states["accepted"] > 0.6 * states.total()
    assert not Submission.objects.filter(handed_in_on__gt=today).exists()
    assert Transition.objects.filter(at__gt=NOW).count() <= states.total() // 20

    commune = actor_of(User.objects.get(username="suoinhan"), on=today)
    desk = desk_of(commune, today)
    assert min(desk.overdue_count, desk.returned_count, desk.waiting_count) > 0
    receipts = Counter(Receipt.objects.values_list("state", flat=True))
    assert receipts["confirmed"] > 1000 and (receipts["contested"], receipts["rejected"]) == (1, 1)
    assert not to_confirm_of(commune)
    assert all(User.objects.get(username=person.username).check_password(PASSWORD) for person in CAST)

    _one_period_went_its_whole_way()
    _another_is_collected(today)

    count = Obligation.objects.count()
    assert not demo_load(NOW), "a second run changes nothing"
    assert Obligation.objects.count() == count


def _one_period_went_its_whole_way() -> None:
    """Handed in, given back and mended, explained, corrected, closed, reported, brought back signed, locked, public."""
    period = Period.objects.get(year=2026, code="Q3")
    assert (period.state, period.published_at is not None) == ("locked", True)
    returns = Return.objects.filter(period=period, kind="own")
    states = Counter(returns.values_list("state", flat=True))
    assert states["locked"] > 0.9 * states.total()
    assert states["draft"] > 0, "somebody never handed in"
    assert not returns.filter(state="locked").exclude(hard_count=0, soft_count=0).exists(), "all of it is explained"
    assert Explanation.objects.filter(sheet__period=period, sheet__kind="own").exists()
    mended = Submission.objects.filter(obligation__figure_returns__period=period, number=2)
    assert mended.exists()
    assert Correction.objects.get(sheet__period=period).state == "approved"
    assert Publication.objects.filter(period=period).exists()
    report = Report.objects.get(period=period, template_key="cchc-cap-tren")
    assert (report.state, report.gap_count) == ("issued", 0)
    assert report.symbol.endswith("/BC-UBND")
    (paper,) = ReportFile.objects.filter(report=report)
    assert len(json.loads(paper.differences)) == 1


def _another_is_collected(today: date) -> None:
    period = Period.objects.get(year=2026, code="Y")
    states = set(Return.objects.filter(period=period, kind="own").values_list("state", flat=True))
    assert {"draft", "returned", "accepted"} <= states
    assert Report.objects.get(period=period, template_key="cchc-cap-tren").state == "drafting"
    shown = Return.objects.get(period=period, kind="own", agency__current_name="UBND xã Suối Nhạn")
    planted = {one.cell.key for one in findings_for(shown) if one.rule != "G6"}
    assert planted == {"publish.any"}, "nothing but what was planted"
    assert Period.objects.filter(year=2025, is_history=True, state="locked").count() == 2
    assert two_terms(today)[1].key == "2026"


@pytest.mark.parametrize(
    ("day", "closed", "collected"),
    [
        (date(2026, 3, 1), "2025", "2026-Q1"),
        (date(2026, 4, 27), "2025", "2026-Q1"),
        (date(2026, 4, 28), "2026-Q1", "2026-H1"),
        (date(2026, 11, 22), "2026-Q3", "2026"),
        (date(2026, 12, 31), "2026", "2027-Q1"),
    ],
)
def test_a_period_is_collected_until_the_day_on_which_it_is_locked(day: date, closed: str, collected: str) -> None:
    assert [one.key for one in two_terms(day)] == [closed, collected]
