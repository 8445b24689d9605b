"""The facts of the document itself, what the reader found in it, its targets, and the duties of its prose."""

import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from caicach.doctor.selectors import checks_for, where_words
from caicach.obligations.constants import TrackingMode
from caicach.plans.forms import HeaderForm
from caicach.plans.mapping.prose import prose_rows
from caicach.plans.mapping.rows import TaskRow
from caicach.plans.models import Plan
from caicach.plans.pages.words import kicker_of, steps_of
from caicach.plans.services import prose_taken
from caicach.ui.sentences import in_language
from caicach.ui.values import Step
from caicach.web.actor import Actor

__all__ = ["HeaderPage", "ProseDuty", "Target", "header_page"]

WARNED = ("error", "warning")


@dataclass(frozen=True, slots=True)
class ProseDuty:
    """A duty that stands in the prose."""

    index: int  # in the reading, from 0
    section: str
    who: str
    what: str
    when: str
    to: str
    mode: str
    url: str  # of its row, once it was taken over


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the plan, in the document's words."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class HeaderPage:
    """What was read of the document outside its tables."""

    plan: Plan
    kicker: str
    steps: list[Step]
    form: HeaderForm
    findings: list[tuple[str, str]]  # (tone, sentence)
    duties: list[ProseDuty]
    waiting: int  # duties not taken over
    targets: list[Target]
    checks: list[tuple[str, str, str]]  # what the doctor found: (tone, where it stands, sentence)
    check_url: str  # examines the file on the doctor's own page


def header_page(plan: Plan, form: HeaderForm, *, actor: Actor) -> HeaderPage:
    """Return the page of ``plan`` as ``actor`` sees it: what the register says of its citations is within reach."""
    reading = json.loads(plan.reading)
    taken = prose_taken(plan)
    duties = [
        _duty(plan, index, given, row, taken.get(index))
        for index, (given, row) in enumerate(
            zip(reading.get("periodic_duties", ()), prose_rows(reading, year=plan.year), strict=True)
        )
    ]
    return HeaderPage(
        plan=plan,
        kicker=kicker_of(plan),
        steps=steps_of(plan, at=3),
        form=form,
        findings=_findings(reading),
        duties=duties,
        waiting=sum(not duty.url for duty in duties),
        targets=[Target(one.get("section") or "", one["text"]) for one in reading.get("targets", ())],
        checks=[
            (
                "bad" if one["severity"] == "error" else "warn" if one["severity"] == "warning" else "",
                where_words(one["where"]),
                in_language(one["message"]),
            )
            for one in checks_for(actor, reading)
        ],
        check_url=reverse("doctor:of_file", args=[plan.file.uid, plan.file_name]),
    )


def _duty(plan: Plan, index: int, given: dict[str, Any], row: TaskRow, position: int | None) -> ProseDuty:
    return ProseDuty(
        index=index,
        section=given.get("section") or "",
        who=given.get("who") or "",
        what=row.text,
        when=given.get("when") or "",
        to=given.get("to") or "",
        mode=str(TrackingMode(row.deliverables[0].mode).label),
        url=reverse("plans:row", args=[plan.uid, position]) if position else "",
    )


def _findings(reading: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the reader's sentences about the document outside the rows of its tables, each once."""
    found = {
        in_language(one["message"]): "warn" if one.get("severity") in WARNED else ""
        for one in reading.get("findings", ())
        if (one.get("where") or {}).get("row") is None
    }
    return [(tone, sentence) for sentence, tone in found.items()]
