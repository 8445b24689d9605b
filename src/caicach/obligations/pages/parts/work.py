"""The part about the agency's own people: who has it in hand, through whose hands it went, the steps to it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState
from caicach.obligations.forms import GiveForm, ReasonForm
from caicach.obligations.models import Assignment, Obligation, Step
from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.selectors import (
    Hands,
    ObligationFacts,
    hands_of,
    occurrences_progress,
    people_of,
    progress_definition,
    steps_definition,
)
from caicach.ui.notation import date_text, number_text
from caicach.web.actor import Actor

__all__ = ["HandLine", "ProgressPart", "StepLine", "WorkPart", "progress_part", "work_part", "work_part_of"]

_TEMPLATE = "obligations/parts/work.html"
_WORKED_ON = (ObligationState.DORMANT, *AWAITS_HAND_IN, ObligationState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class HandLine:
    """One person through whose hands it went."""

    name: str
    title: str
    span: str  # "từ 16/03/2026", "16/03/2026 đến 20/03/2026"
    note: str
    reason: str  # why it went on

    @classmethod
    def of(cls, one: Assignment) -> "HandLine":
        """Return the line of an assignment."""
        days = {"first": date_text(one.given_at), "last": date_text(one.ended_at) if one.ended_at else ""}
        span = _("%(first)s đến %(last)s") % days if one.ended_at else _("từ %(first)s") % days
        return cls(str(one.post.user), one.post.title, span, one.note, one.end_reason)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step."""

    text: str
    who: str
    when: str  # "từ 02/03/2026 đến 16/03/2026"
    done: str  # "xong 10/03/2026, Lê Thị Mai Hương"; empty: it is not
    is_late: bool
    is_after_due: bool
    mark_url: str  # empty: not this actor's to mark

    @classmethod
    def of(cls, step: Step, due_on: date | None, today: date, *, may_mark: bool) -> "StepLine":
        """Return the line of a step."""
        done = (
            ", ".join(part for part in (date_text(step.done_at), str(step.done_by or "")) if part)
            if step.done_at
            else ""
        )
        return cls(
            text=step.text,
            who=str(step.post.user) if step.post else "",
            when=_days(step),
            done=_("xong %(when)s") % {"when": done} if done else "",
            is_late=step.done_at is None and step.due_on is not None and step.due_on < today,
            is_after_due=step.due_on is not None and due_on is not None and step.due_on > due_on,
            mark_url=reverse("obligations:step", args=[step.pk]) if may_mark else "",
        )


@dataclass(frozen=True, slots=True)
class WorkPart(Part):
    """Who does it, and how."""

    holder: str  # "Lê Thị Mai Hương, Công chức Văn phòng"; empty: nobody
    holder_left: bool  # the post of whoever had it has ended: it waits to be handed out again
    wanted: str  # "xong trong cơ quan trước hết ngày 20/03/2026"
    note: str
    before: tuple[HandLine, ...]  # through whose hands it went before, newest first
    steps: tuple[StepLine, ...]
    progress: str  # "2 trong 5 bước đã xong"
    definition: str
    give: GiveForm | None
    give_url: str
    take_back: ReasonForm | None
    take_back_url: str
    hand_over_url: str  # empty: nobody has it, or it is not this actor's to hand over
    steps_url: str


@dataclass(frozen=True, slots=True)
class ProgressPart(Part):
    """How many of the occurrences of this duty at this agency are done."""

    of_due: str
    of_all: str
    definition: str


def work_part(facts: ObligationFacts, actor: Actor, today: date) -> WorkPart | None:
    """Return the part; None for whoever is not of the agency, and for what is history."""
    return work_part_of(facts.obligation, actor, today)


def work_part_of(
    one: Obligation, actor: Actor, today: date, *, give: GiveForm | None = None, take_back: ReasonForm | None = None
) -> WorkPart | None:
    """Return the part, with a form that was sent and refused."""
    hands = hands_of(one, actor=actor)
    if hands is None or one.is_history:
        return None
    may = hands.may_direct and one.state in _WORKED_ON
    current = hands.current
    has_left = current is not None and not _holds(current, today)
    is_held = current is not None and not has_left
    if not (may or hands.chain or hands.steps):
        return None
    return WorkPart(
        template=_TEMPLATE,
        column=Column.MAIN,
        holder=", ".join(part for part in (str(current.post.user), current.post.title) if part) if current else "",
        holder_left=has_left,
        wanted=_wanted(current),
        note=current.note if current else "",
        before=tuple(HandLine.of(row) for row in hands.chain if row is not current),
        steps=tuple(StepLine.of(step, one.due_on, today, may_mark=may) for step in hands.steps),
        progress=_progress(hands),
        definition=steps_definition(),
        give=give or (GiveForm(posts=people_of(one, today=today)) if may and not is_held else None),
        give_url=reverse("obligations:give", args=[one.uid]),
        take_back=take_back or (ReasonForm(auto_id="thu-hoi-%s") if may and is_held else None),
        take_back_url=reverse("obligations:take-back", args=[one.uid]),
        hand_over_url=_hand_over_url(current) if may and current else "",
        steps_url=reverse("obligations:steps", args=[one.uid]) if may else "",
    )


def progress_part(facts: ObligationFacts, actor: Actor, today: date) -> ProgressPart | None:
    """Return the part; None where the duty is owed once."""
    found = occurrences_progress(facts.obligation, actor=actor, today=today)
    if found.total < 2:
        return None
    due = {"done": number_text(found.due_accepted), "due": number_text(found.due)}
    every = {"done": number_text(found.accepted), "total": number_text(found.total)}
    return ProgressPart(
        template="obligations/parts/progress.html",
        column=Column.ASIDE,
        of_due=_("%(done)s trong %(due)s kỳ đã đến hạn") % due if found.due else _("chưa kỳ nào đến hạn"),
        of_all=_("%(done)s trong %(total)s kỳ") % every,
        definition=progress_definition(),
    )


def _holds(one: Assignment, today: date) -> bool:
    return one.post.valid_from <= today < one.post.valid_to and one.post.user.is_active


def _wanted(current: Assignment | None) -> str:
    if current is None or current.wanted_on is None:
        return ""
    return _("xong trong cơ quan trước hết ngày %(day)s") % {"day": date_text(current.wanted_on)}


def _progress(hands: Hands) -> str:
    if not hands.steps:
        return ""
    return _("%(done)s trong %(total)s bước đã xong") % {
        "done": number_text(hands.done_steps),
        "total": number_text(len(hands.steps)),
    }


def _hand_over_url(current: Assignment) -> str:
    return f"{reverse('obligations:hand-over')}?tu={current.post_id}&viec={current.obligation_id}"


def _days(step: Step) -> str:
    if step.starts_on and step.due_on:
        return _("%(first)s đến %(last)s") % {"first": date_text(step.starts_on), "last": date_text(step.due_on)}
    if step.due_on:
        return _("trước hết ngày %(day)s") % {"day": date_text(step.due_on)}
    return _("từ %(first)s") % {"first": date_text(step.starts_on)} if step.starts_on else ""
