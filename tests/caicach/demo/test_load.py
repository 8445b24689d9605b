"""The demonstration as a whole: one build, everything looked at."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from caicach.accounts.models import User
from caicach.demo.load import demo_load, sample_plan
from caicach.demo.people import CAST, PASSWORD
from caicach.obligations.models import Obligation, Receipt, Submission, Transition
from caicach.obligations.selectors import desk_of, to_confirm_of
from caicach.people.selectors import actor_of
from caicach.plans.models import Plan
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

    count = Obligation.objects.count()
    assert not demo_load(NOW), "a second run changes nothing"
    assert Obligation.objects.count() == count
