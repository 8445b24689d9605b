"""The review: rows, the document in place, the fields that were read, the running count."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from caicach.plans.forms import DeliverableForm
from caicach.plans.mapping.expansion import Expansion
from caicach.plans.mapping.versions import version_of
from caicach.plans.models import Deliverable, Plan
from caicach.plans.pages.count import Sum, sum_of
from caicach.plans.pages.origin import Origin, origin_of
from caicach.plans.pages.people import Offer, Question, RoleField, questions_of, role_fields
from caicach.plans.pages.rows import CONFIDENT, Group, Line, Rank, Rows
from caicach.plans.pages.sheet import Mark, Sheet, mark_of, sheet_of
from caicach.plans.pages.words import kicker_of, steps_of
from caicach.plans.services import written_values
from caicach.ui.sentences import in_language
from caicach.ui.values import Step
from reform.areas import area_of
from reform.groups.resolver import Resolver
from reform.messages import MESSAGES, explain

__all__ = ["OptionsPage", "ReviewPage", "review_page"]

UNCLEAR = {"impossible", "unread"}


@dataclass(frozen=True, slots=True)
class OptionsPage:
    """Answers that fit what a person has typed."""

    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One row of a plan under review."""

    plan: Plan
    kicker: str
    steps: list[Step]
    groups: tuple[Group, ...]
    open_count: int
    seen: int
    total: int
    line: Line
    at: int  # position of the row, from 1
    version: str  # of the row as it is shown
    problems: list[str]  # what must be settled and is not asked as a question
    questions: list[Question]
    roles: list[RoleField]
    deadline_level: int
    mode_level: int
    mode_why: str
    ownership_why: str
    schedule: list[str]
    mark: Mark
    origin: Origin
    sheet: Sheet | None  # None where only the parts that change are asked for
    form: DeliverableForm
    stale: str  # who changed the row after the page was opened
    sum: Sum
    before: str
    after: str
    next_open: str
    sure_count: int  # rows of the same area that one key accepts
    area: str
    document_count: int  # what the reader said of the document itself, and duties of its prose
    search: str
    is_history: bool
    is_part: bool  # only the parts that change are asked for


def review_page(  # noqa: PLR0913 - everything one page shows, each asked once by the view
    plan: Plan,
    deliverables: Sequence[Deliverable],
    rows: Rows,
    *,
    position: int,
    expansion: Expansion,
    resolver: Resolver,
    blocks: Sequence[dict[str, Any]],
    form: DeliverableForm,
    found: Sequence[Offer],
    search: str,
    stale: str,
    is_history: bool,
    is_part: bool,
) -> ReviewPage:
    """Return the page of the row at ``position`` (from 1)."""
    line = rows.at(position)
    current = line.deliverable
    reading = json.loads(plan.reading)
    questions = questions_of(current, deliverables, resolver, found)
    level = _deadline_level(current)
    first = questions[0].field if questions else "deadline_text" if level == 1 else "text"
    mark = mark_of(blocks, reading, current, first=first)
    before, after = rows.around(position)
    return ReviewPage(
        plan=plan,
        kicker=kicker_of(plan),
        steps=steps_of(plan, at=3),
        groups=rows.groups(position),
        open_count=len(rows.of(Rank.OPEN)),
        seen=rows.seen,
        total=len(rows.lines),
        line=line,
        at=position,
        version=version_of(current),
        problems=[said for said in line.problems if not any(f"“{one.phrase}”" in said for one in questions)],
        questions=questions,
        roles=role_fields(form, current, resolver),
        deadline_level=level,
        mode_level=3 if CONFIDENT.get(current.mode_rule, True) else 2,
        mode_why=in_language(MESSAGES.get(current.mode_rule, "")),
        ownership_why=in_language(MESSAGES.get(current.ownership_rule, "")),
        schedule=_schedule(expansion, current),
        mark=mark,
        origin=origin_of(plan, blocks, mark, written_values(current)),
        sheet=None if is_part else sheet_of(blocks, mark),
        form=form,
        stale=stale,
        sum=sum_of(expansion, resolver),
        before=before,
        after=after,
        next_open=rows.next_open(position),
        sure_count=len(rows.sure_of_area(position)),
        area=area_of(current.task.area_code, resolver.on).short_name,
        document_count=len(rows.document_findings) + len(reading.get("periodic_duties", ())),
        search=search,
        is_history=is_history,
        is_part=is_part,
    )


def _deadline_level(row: Deliverable) -> int:
    """Return how sure the deadline is: words that no rule reads are not, a year taken from the plan is fairly so."""
    if row.due_override_on:
        return 3
    deadlines = json.loads(row.deadlines)
    if any(one.get("kind") in UNCLEAR for one in deadlines):
        return 1
    return 2 if any(one.get("year_inferred") for one in deadlines) else 3


def _schedule(expansion: Expansion, deliverable: Deliverable) -> list[str]:
    """Return how each date of the deliverable came about, in words."""
    schedule = expansion.schedules.get(deliverable.pk)
    return [in_language(explain(one.reasons)) for one in schedule.occurrences if one.reasons] if schedule else []
