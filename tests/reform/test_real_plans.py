"""Over whole real plans: every deliverable gets a mode, an owner and a schedule, and the sums are sensible."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reform.calendars import term_rules, vietnam_calendar
from reform.due import Fate, Frame, Schedule
from reform.messages import MESSAGES, explain, message_of
from reform.regimes import regime_for
from reform.tracking import (
    Mode,
    ModeProposal,
    OwnershipProposal,
    propose_mode,
    propose_ownership,
    schedule_by_mode,
)
from vanban.language.deadlines import Deadline, deadline_from_json
from vanban.text.forms import compare_key

pytestmark = pytest.mark.shared

# document, deliverables at least, the most hand-ins of a commune per quarter that we accept to propose
PLANS = (("000", 70, 8), ("001", 55, 6), ("003", 70, 20))


@dataclass(frozen=True)
class Lead:
    text: str
    kind: str
    role: str | None


@dataclass(frozen=True)
class Judged:
    text: str
    mode: ModeProposal
    owner: OwnershipProposal
    schedule: Schedule
    of_communes: bool


def judged(shared: Path, number: str) -> list[Judged]:
    plan = json.loads((shared / "gold" / f"{number}.json").read_text(encoding="utf-8"))
    year, issued = plan["document"]["year"], plan["document"]["issued"]
    at = date(year, 1, 1)
    calendar = vietnam_calendar(range(year - 1, year + 3))
    signed_on = date.fromisoformat(issued) if issued else None
    frame = Frame(year, signed_on, calendar, regime_for("commune", "province", at), term_rules(at))
    rows = [(task, row) for annex in plan["annexes"] for task in annex["tasks"] for row in task["rows"]]
    return [one for task, row in rows for one in _row(task["task"], row, frame)]


def _row(task: str, row: dict[str, Any], frame: Frame) -> Iterator[Judged]:
    leads = [Lead(lead["text"], lead["kind"], lead.get("role")) for lead in row["lead"]]
    deadlines = [deadline_from_json(one) for one in row["deadlines"]]
    deliverables = row["deliverables"] or [""]
    for text in deliverables:
        tied = [one for one in deadlines if _belongs(one, text, deliverables)]
        mode = propose_mode(task, text, tied)
        owner = propose_ownership(text, leads)
        communes = any(_has_communes(leads[at].text) for at in owner.leads)
        yield Judged(text, mode, owner, schedule_by_mode(mode.mode, tied, frame), communes)


def _belongs(deadline: Deadline, text: str, deliverables: list[str]) -> bool:
    """Tie a deadline by the words of its label, as a person would; the reader does it better."""
    if deadline.label is None or len(deliverables) == 1:
        return True
    label = set(compare_key(deadline.label).split())
    return max(deliverables, key=lambda one: len(label & set(compare_key(one).split()))) == text


def _has_communes(words: str) -> bool:
    return any(part in compare_key(words) for part in ("cap xa", "dia phuong"))


def of_a_commune(found: list[Judged], year: int) -> float:
    """Return the hand-ins of a commune per quarter; what one report carries is handed in once."""
    days = [
        (at if one.mode.mode is not Mode.IN_REPORT else -1, occurrence.due_on)
        for at, one in enumerate(found)
        for occurrence in one.schedule.occurrences
        if one.of_communes and occurrence.due_on is not None and occurrence.due_on.year == year
    ]
    reports = {day for at, day in days if at == -1}
    return (len(reports) + sum(at != -1 for at, _day in days)) / 4


@pytest.mark.parametrize(("number", "least", "most"), PLANS)
def test_every_deliverable_has_a_mode_an_owner_and_a_schedule(shared: Path, number: str, least: int, most: int) -> None:
    found = judged(shared, number)
    assert len(found) >= least
    for one in found:
        assert {one.mode.rule_id, one.owner.rule_id} <= set(MESSAGES)
        assert one.schedule.occurrences or one.mode.mode is Mode.NOT_TRACKED, one.text
        assert all(explain(occurrence.reasons) for occurrence in one.schedule.occurrences)
        assert all(message_of(finding) for finding in one.schedule.findings)


@pytest.mark.parametrize(("number", "least", "most"), PLANS)
def test_few_need_a_person(shared: Path, number: str, least: int, most: int) -> None:
    found = judged(shared, number)
    assert sum(one.schedule.must_settle for one in found) <= 2
    assert sum(not one.mode.confident for one in found) <= len(found) * 0.35


@pytest.mark.parametrize(("number", "least", "most"), PLANS)
def test_a_commune_is_not_drowned(shared: Path, number: str, least: int, most: int) -> None:
    found = judged(shared, number)
    year = {"000": 2024, "001": 2023, "003": 2024}[number]
    assert 1 <= of_a_commune(found, year) <= most


def test_routine_reports_go_into_the_periodic_report(shared: Path) -> None:
    found = [one for number, _, _ in PLANS for one in judged(shared, number)]
    routine = [one for one in found if compare_key(one.text) == "bao cao ket qua thuc hien"]
    modes = Counter(one.mode.mode for one in routine)
    assert set(modes) == {Mode.IN_REPORT, Mode.DOCUMENT}
    assert modes[Mode.IN_REPORT] >= 20
    dated = [one for one in routine if one.mode.mode is Mode.DOCUMENT]
    assert all(len(one.schedule.occurrences) <= 2 for one in dated)


def test_nothing_without_a_day_is_due_on_the_last_day_of_a_quarter(shared: Path) -> None:
    found = [one for number, _, _ in PLANS for one in judged(shared, number)]
    by_report = [
        occurrence
        for one in found
        for occurrence in one.schedule.occurrences
        if occurrence.fate is Fate.DUE and {"DU004", "DU006", "DU007"} & {reason.code for reason in occurrence.reasons}
    ]
    assert len(by_report) > 150
    assert all(occurrence.due_on and occurrence.due_on.day < 25 for occurrence in by_report)
