"""The first steps: who one is here, and for each role what to do first; what was done is ticked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.desk.constants import STEPS, Mark, Step
from caicach.obligations import access as obligations
from caicach.obligations.constants import SubmissionState
from caicach.people import access as people
from caicach.people.constants import GrantRole
from caicach.plans import access as plans
from caicach.plans.constants import PlanState
from caicach.ui.values import Fact, Words
from caicach.web.actor import Actor, Role
from reform.areas import area_of

__all__ = ["FirstStepsPage", "RoleSteps", "StepLine"]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step on the page."""

    title: str  # with its number
    text: Words
    url: str
    is_done: bool | None  # None: nothing shows it


@dataclass(frozen=True, slots=True)
class RoleSteps:
    """The steps of one role, without those that stand under a role above it."""

    name: str
    anchor: str
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class FirstStepsPage:
    """Everything on the page."""

    username: str
    facts: tuple[Fact, ...]  # none for a person without a grant
    roles: tuple[RoleSteps, ...]
    done: int
    known: int  # steps of which it shows whether they were done

    @classmethod
    def of(cls, actor: Actor, *, username: str, has_password: bool, today: date) -> "FirstStepsPage":
        """Return the page of ``actor``: at most four queries, and only what a role of the actor asks for."""
        wanted = {step.mark for role in actor.roles for step in STEPS[role] if step.mark}
        done = set(_done(actor, wanted, has_password=has_password, today=today))
        roles = tuple(_roles(actor, done))
        known = [line.is_done for role in roles for line in role.steps if line.is_done is not None]
        return cls(username, _facts(actor, today), roles, sum(known), len(known))


def _roles(actor: Actor, done: set[Mark]) -> Iterator[RoleSteps]:
    shown: set[Step] = set()
    for role in (one for one in Role if one in actor.roles):
        steps = [step for step in STEPS[role] if step not in shown]
        shown.update(steps)
        lines = tuple(_line(number, step, done) for number, step in enumerate(steps, start=1))
        yield RoleSteps(capfirst(_name(role)), "buoc-" + role.value.replace("_", "-"), lines)


def _line(number: int, step: Step, done: set[Mark]) -> StepLine:
    is_done = step.mark in done if step.mark else None
    return StepLine(f"{number}. {step.title}", step.text, reverse(step.url_name), is_done)


def _facts(actor: Actor, today: date) -> tuple[Fact, ...]:
    if not actor.grants:
        return ()
    held = dict.fromkeys(_held(actor.grants, today))
    return (Fact(_("Cơ quan"), actor.agency_name), Fact(_("Vai trò"), ", ".join(held)))


def _held(grants: Iterable[tuple[Role, int | None, str]], today: date) -> Iterator[str]:
    for role, _scope, area in grants:
        yield f"{_name(role)} ({area_of(area, today).short_name})" if area else _name(role)


def _name(role: Role) -> str:
    return str(GrantRole(role.value).label)


def _done(actor: Actor, wanted: set[Mark], *, has_password: bool, today: date) -> Iterator[Mark]:
    """Yield those of ``wanted`` that hold."""
    if has_password:
        yield Mark.PASSWORD
    if wanted & {Mark.PLAN_BROUGHT, Mark.PLAN_ASSIGNED}:
        yield from _of_plans(actor)
    if Mark.HANDED_IN in wanted and _has_handed_in(actor):
        yield Mark.HANDED_IN
    if Mark.ACCEPTED in wanted and _has_accepted(actor):
        yield Mark.ACCEPTED
    if Mark.PEOPLE in wanted and _has_people(actor, today):
        yield Mark.PEOPLE


def _of_plans(actor: Actor) -> Iterator[Mark]:
    own = plans.visible_plans(actor).filter(issuer__in=plans.issuer_ids(actor))
    states = set(own.order_by().values_list("state", flat=True).distinct())
    if states:
        yield Mark.PLAN_BROUGHT
    if PlanState.CONFIRMED in states:
        yield Mark.PLAN_ASSIGNED


def _has_people(actor: Actor, today: date) -> bool:
    return people.managed_posts(actor, on=today).exclude(user=actor.user_id).exists()


def _has_handed_in(actor: Actor) -> bool:
    own = obligations.visible_obligations(actor).filter(obligations.owed_by(actor))
    return own.filter(submissions__isnull=False).exists()


def _has_accepted(actor: Actor) -> bool:
    mine = obligations.visible_obligations(actor).filter(obligations.decided_by(actor))
    return mine.filter(submissions__state=SubmissionState.ACCEPTED).exists()
