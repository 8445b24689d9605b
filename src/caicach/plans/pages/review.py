"""The review: rows, the document in place, the fields that were read, the running count."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans.constants import MeaningState, PartyRole
from caicach.plans.forms import DeliverableForm
from caicach.plans.mapping.expansion import Expansion
from caicach.plans.models import Deliverable, Party, Plan
from caicach.plans.pages.count import Sum, sum_of
from caicach.plans.pages.sheet import Sheet, sheet_of
from caicach.plans.pages.words import kicker_of, problem_sentence, steps_of
from caicach.ui.values import Row, Step
from reform.groups.resolver import Resolver
from reform.messages import explain
from reform.tracking import MODE_RULES

__all__ = ["Field", "Offer", "Question", "ReviewPage", "WhoIsWho", "review_page"]

CONFIDENT = {rule.rule_id: rule.confident for rule in MODE_RULES}
SEVERE = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer to a question: its value in the form, its words, how near it is."""

    value: str
    label: str
    hint: str
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase that the register does not know, with the answers offered."""

    phrase: str
    role: str
    reason: str
    offers: tuple[Offer, ...]
    places: int  # in how many rows of the plan it stands


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """One phrase of the row and whom it means."""

    role: str
    text: str
    meaning: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the row as it stands in the form, with how sure its reading is."""

    bound: Any
    level: int


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One row of a plan under review."""

    plan: Plan
    kicker: str
    steps: list[Step]
    asking: list[Row]
    sure: list[Row]
    deliverable: Deliverable
    title: str
    at: int  # position of the row, from 1
    total: int
    problems: list[str]
    findings: list[str]
    questions: list[Question]
    people: list[WhoIsWho]
    schedule: list[str]
    sheet: Sheet | None
    form: DeliverableForm
    sum: Sum
    before: str
    after: str
    next_open: str
    search: str
    is_history: bool


def review_page(  # noqa: PLR0913 - everything one page shows, each asked once by the view
    plan: Plan,
    rows: Sequence[Deliverable],
    *,
    position: int,
    expansion: Expansion,
    resolver: Resolver,
    blocks: Sequence[dict[str, Any]],
    form: DeliverableForm,
    found: Sequence[Offer],
    search: str,
    is_history: bool,
) -> ReviewPage:
    """Return the page of the row at ``position`` (from 1)."""
    current = rows[position - 1]
    problems = _problems(expansion)
    findings = _findings(plan)
    listed = [_row(plan, one, current, problems, findings) for one in rows]
    asking = [row for row in listed if row.level == 1]
    place = json.loads(current.place)
    return ReviewPage(
        plan=plan,
        kicker=kicker_of(plan),
        steps=steps_of(plan, at=3),
        asking=asking,
        sure=[row for row in listed if row.level > 1],
        deliverable=current,
        title=number_of(current),
        at=position,
        total=len(rows),
        problems=problems[current.pk],
        findings=findings[_key(place)],
        questions=_questions(current, rows, resolver, found),
        people=[_who(party, resolver) for party in current.parties.all()],
        schedule=_schedule(expansion, current),
        sheet=sheet_of(blocks, place),
        form=form,
        sum=sum_of(expansion, resolver),
        before=_address(plan, position - 1) if position > 1 else "",
        after=_address(plan, position + 1) if position < len(rows) else "",
        next_open=_next_open(asking, plan, rows, position),
        search=search,
        is_history=is_history,
    )


def number_of(deliverable: Deliverable) -> str:
    """Return how people name the row: "II.3", with a letter where a task has several deliverables."""
    task = deliverable.task
    return f"{task.annex_number}.{task.number}".strip(".") or str(deliverable.position)


def _address(plan: Plan, position: int) -> str:
    return reverse("plans:row", args=[plan.uid, position])


def _problems(expansion: Expansion) -> dict[int | None, list[str]]:
    problems: dict[int | None, list[str]] = defaultdict(list)
    for problem in expansion.problems:
        sentence = problem_sentence(problem)
        if sentence not in problems[problem.deliverable_id]:
            problems[problem.deliverable_id].append(sentence)
    return problems


def _key(place: dict[str, Any]) -> tuple[int | None, int | None]:
    return place.get("block"), place.get("row")


def _findings(plan: Plan) -> dict[tuple[int | None, int | None], list[str]]:
    """Return the reader's sentences by the row of the document that they speak of."""
    findings: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for finding in json.loads(plan.reading).get("findings", ()):
        where = finding.get("where")
        if finding.get("severity") in SEVERE and isinstance(where, dict):
            findings[_key(where)].append(finding["message"])
    return findings


def _row(
    plan: Plan,
    one: Deliverable,
    current: Deliverable,
    problems: dict[int | None, list[str]],
    findings: dict[tuple[int | None, int | None], list[str]],
) -> Row:
    wrong, doubtful = problems[one.pk], findings[_key(json.loads(one.place))]
    is_unsure = bool(doubtful) or not CONFIDENT.get(one.mode_rule, True)
    said = (wrong or doubtful)[:1]
    return Row(
        number=number_of(one),
        title=one.text,
        url=_address(plan, one.position),
        level=1 if wrong else 2 if is_unsure and one.reviewed_at is None else 3,
        say=said[0] if said and (wrong or one.reviewed_at is None) else "",
        tone="bad" if wrong else "warn",
        current=one.pk == current.pk,
    )


def _questions(
    current: Deliverable, rows: Sequence[Deliverable], resolver: Resolver, found: Sequence[Offer]
) -> list[Question]:
    """Return the open phrases of the row, each once."""
    everywhere = [party.text for one in rows for party in one.parties.all() if party.meaning == MeaningState.OPEN]
    asked: dict[str, Question] = {}
    for party in current.parties.all():
        if party.meaning == MeaningState.OPEN and party.text not in asked:
            resolution = resolver.resolve(party.text, party.kind)
            offers = [
                Offer(
                    value=f"a:{one.agency_id}" if one.agency_id else f"g:{one.expression}",
                    label=one.label,
                    hint=one.hint,
                    score=one.score,
                )
                for one in resolution.candidates
            ]
            asked[party.text] = Question(
                phrase=party.text,
                role=str(PartyRole(party.role).label),
                reason=resolution.reason,
                offers=(*found, *offers),
                places=everywhere.count(party.text),
            )
    return list(asked.values())


def _who(party: Party, resolver: Resolver) -> WhoIsWho:
    return WhoIsWho(
        role=str(PartyRole(party.role).label),
        text=party.text,
        meaning=_meaning(party, resolver),
        is_open=party.meaning == MeaningState.OPEN,
    )


def _meaning(party: Party, resolver: Resolver) -> str:
    if party.meaning == MeaningState.AGENCY and party.agency:
        meant = resolver.name(party.agency.pk) or party.agency.current_name
        return _("%(agency)s (đề nghị, không tính hạn)") % {"agency": meant} if party.is_request else meant
    if party.meaning == MeaningState.GROUP:
        return _("nhóm %(count)s cơ quan") % {"count": len(resolver.expand(party.expression))}
    return str(MeaningState(party.meaning).label)


def _schedule(expansion: Expansion, deliverable: Deliverable) -> list[str]:
    """Return how each date of the deliverable came about, in words."""
    schedule = expansion.schedules.get(deliverable.pk)
    return [explain(one.reasons) for one in schedule.occurrences if one.reasons] if schedule else []


def _next_open(asking: Sequence[Row], plan: Plan, rows: Sequence[Deliverable], position: int) -> str:
    """Return the address of the next row with something open, after this one first, then from the start."""
    urls = {row.url for row in asking}
    order = [*range(position + 1, len(rows) + 1), *range(1, position)]
    return next((url for at in order if (url := _address(plan, at)) in urls), "")
