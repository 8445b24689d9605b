"""Who of an agency has what in hand: a person's own work, everybody's, what nobody has; inner papers of the agency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState, TrackingMode
from caicach.obligations.models import Assignment, Obligation, Step
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.obligations.selectors.tasks import has_fallen_due
from caicach.people.registry import Holding
from caicach.people.selectors import held_on, posts_at
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

if TYPE_CHECKING:
    from caicach.people.models import Post

__all__ = [
    "NOBODY",
    "OWN",
    "Hands",
    "Mine",
    "PersonLoad",
    "colleagues",
    "givers",
    "hands_of",
    "held_by_post",
    "holders_of",
    "in_hands_of",
    "loads_of",
    "mine_of",
    "people_of",
    "step_for",
    "steps_of",
    "unassigned",
    "unassigned_count",
    "work_of",
    "work_within",
]

OWN, NOBODY = "me", "none"  # words of the filter by person, beside the id of a post
_LIMIT = 20
_SOON_DAYS = 7
# What somebody has to do something about; what sleeps can be handed out before it wakes.
_WORKED_ON = (ObligationState.DORMANT, *AWAITS_HAND_IN, ObligationState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Hands:
    """Through whose hands an obligation went, and the steps to it; for people inside the agency."""

    chain: tuple[Assignment, ...]  # newest first
    steps: tuple[Step, ...]  # in order
    may_direct: bool

    @property
    def current(self) -> Assignment | None:
        """The assignment that stands; its post may have ended meanwhile."""
        return next((one for one in self.chain if one.ended_at is None), None)

    @property
    def done_steps(self) -> int:
        """How many steps are marked as done."""
        return sum(one.done_at is not None for one in self.steps)


@dataclass(frozen=True, slots=True)
class Mine:
    """What one person has in hand: at most 20 rows of each kind, the nearest day first."""

    rows: tuple[ObligationRow, ...]
    count: int
    wanted_on: Mapping[int, date]  # by obligation: the day inside the agency, where one was named
    steps: tuple[Step, ...]  # open steps with this person's name, with their obligation and its duty


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """How much one person has in hand; what was handed in waits for others and is not counted as theirs to do."""

    post_id: int
    name: str
    title: str
    agency_id: int
    open: int
    late: int
    due_soon: int  # today to seven days on
    submitted: int


def in_hands_of(person: str, actor: Actor, *, on: date) -> Q:
    """Return the condition of the filter by person, of obligations whose inner papers the actor sees.

    Args:
        person: ``OWN``, ``NOBODY``, or the id of a post; what is none of them finds nothing.
        actor: Who asks.
        on: A post that has ended by this day has nothing in hand any more.
    """
    mine = access.inside("agency", actor)
    standing = Assignment.objects.filter(held_on(on, prefix="post__"), obligation=OuterRef("pk"), ended_at=None)
    if person == NOBODY:
        return mine & ~Exists(standing) & _worked_on()
    if person == OWN and actor.user_id is not None:
        standing = standing.filter(post__user_id=actor.user_id)
    elif person.isdecimal() and len(person) < 12:
        standing = standing.filter(post_id=int(person))
    else:
        return Q(pk__in=())
    return mine & Q(Exists(standing))


def _worked_on() -> Q:
    return Q(state__in=_WORKED_ON, is_history=False, carrier=None) & ~Q(duty__mode=TrackingMode.NOT_TRACKED)


def hands_of(obligation: Obligation, *, actor: Actor) -> Hands | None:
    """Return who has ``obligation``, had it, and the steps; None for whoever is not of the agency. Four queries."""
    if not Obligation.objects.filter(access.inside("agency", actor), pk=obligation.pk).exists():
        return None
    chain = obligation.assignments.select_related("post__user", "given_by", "ended_by")
    return Hands(
        chain=tuple(chain.order_by("-given_at", "-pk")),
        steps=tuple(obligation.steps.select_related("post__user", "done_by").order_by("position")),
        may_direct=access.can(actor, "direct", obligation).allowed,
    )


def mine_of(actor: Actor, today: date) -> Mine:
    """Return what the person has in hand, handed in or done left out: four queries at most."""
    if actor.user_id is None:
        return Mine((), 0, {}, ())
    standing = Assignment.objects.filter(
        held_on(today, prefix="post__"),
        post__user_id=actor.user_id,
        ended_at=None,
        obligation__state__in=AWAITS_HAND_IN,
        obligation__is_history=False,
    )
    wanted = dict(standing.values_list("obligation_id", "wanted_on"))
    mine = Obligation.objects.filter(pk__in=wanted).order_by("due_on", "pk")[:_LIMIT]
    steps = Step.objects.filter(
        post__user_id=actor.user_id, done_at=None, obligation__state__in=AWAITS_HAND_IN
    ).select_related("obligation__duty", "obligation__agency")
    return Mine(
        rows=rows_of(mine) if wanted else (),
        count=len(wanted),
        wanted_on={pk: day for pk, day in wanted.items() if day is not None},
        steps=tuple(steps.order_by("due_on", "obligation_id", "position")[:_LIMIT]),
    )


def colleagues(actor: Actor, *, today: date) -> tuple["Post", ...]:
    """Return the posts of the agencies whose inner papers are the actor's own to hand out: one query, or none."""
    directed = access.directed_agencies(actor)
    return posts_at(directed, on=today) if directed else ()


def givers(actor: Actor, *, today: date) -> tuple["Post", ...]:
    """Return the colleagues, and those who left but still have something in hand: two queries, or none."""
    now = colleagues(actor, today=today)
    if not now:
        return ()
    return (*now, *posts_with_work(access.directed_agencies(actor), {post.pk for post in now}))


def posts_with_work(agency_ids: Iterable[int], known: Iterable[int]) -> tuple["Post", ...]:
    """Return the posts at agencies, ``known`` left out, that have an open assignment: one query."""
    rows = Assignment.objects.filter(post__agency__in=tuple(agency_ids), ended_at=None).exclude(post__in=tuple(known))
    found = {one.post_id: one.post for one in rows.select_related("post__user", "post__agency").order_by("post_id")}
    return tuple(found.values())


def work_within(actor: Actor, ids: Iterable[int]) -> list[Obligation]:
    """Return those of ``ids`` that the actor sees from inside, with duty and agency: one query."""
    mine = Obligation.objects.filter(access.inside("agency", actor), pk__in=list(ids))
    return list(mine.select_related("duty", "agency").order_by("pk"))


def steps_of(obligation: Obligation) -> tuple[Step, ...]:
    """Return the steps in their order: one query. Whether the reader may see them is for the caller."""
    return tuple(obligation.steps.order_by("position"))


def people_of(obligation: Obligation, *, today: date) -> tuple["Post", ...]:
    """Return the people of the owing agency today: one query. Whether the reader may see them is for the caller."""
    return posts_at((obligation.agency_id,), on=today)


def unassigned(actor: Actor, *, today: date) -> "QuerySet[Obligation]":
    """Return what nobody has in hand inside the agencies where the actor hands work out; the most urgent first."""
    directed = access.directed_agencies(actor)
    return (
        Obligation.objects.filter(agency_id__in=directed)
        .filter(in_hands_of(NOBODY, actor, on=today))
        .order_by("due_on", "pk")
    )


def unassigned_count(actor: Actor, *, today: date) -> int:
    """Return how much waits to be handed out by this leader: one query, none for others."""
    return unassigned(actor, today=today).count() if access.led_agencies(actor) else 0


def loads_of(posts: Iterable["Post"], *, today: date) -> tuple[PersonLoad, ...]:
    """Return how much each of ``posts`` has in hand, in their order: one query."""
    known = {post.pk: post for post in posts}
    soon = today + timedelta(days=_SOON_DAYS)
    waits = Q(obligation__state__in=AWAITS_HAND_IN)
    counted = (
        Assignment.objects.filter(post__in=known, ended_at=None, obligation__is_history=False)
        .values("post_id")
        .annotate(
            open=Count("pk", filter=waits | Q(obligation__state=ObligationState.DORMANT)),
            late=Count("pk", filter=waits & has_fallen_due(today, "obligation__")),
            soon=Count("pk", filter=waits & Q(obligation__due_on__range=(today, soon))),
            submitted=Count("pk", filter=Q(obligation__state=ObligationState.SUBMITTED)),
        )
        .order_by()
    )
    rows = {pk: counts for pk, *counts in counted.values_list("post_id", "open", "late", "soon", "submitted")}
    return tuple(
        PersonLoad(pk, post.user.full_name, post.title, post.agency_id, *rows.get(pk, (0, 0, 0, 0)))
        for pk, post in known.items()
    )


def work_of(post: "Post", *, actor: Actor) -> tuple[ObligationRow, ...]:
    """Return what a post has in hand, of whatever the actor sees: one query, and one where there are reports."""
    standing = Assignment.objects.filter(post=post, ended_at=None, obligation__state__in=_WORKED_ON)
    mine = Obligation.objects.filter(access.inside("agency", actor), pk__in=standing.values("obligation"))
    return rows_of(mine.order_by("due_on", "pk"))


def holders_of(obligation_ids: Iterable[int], *, actor: Actor, on: date) -> Mapping[int, str]:
    """Return the name of whoever has each obligation in hand, where the actor sees that: one query."""
    rows = Assignment.objects.filter(
        access.inside("obligation__agency", actor),
        held_on(on, prefix="post__"),
        obligation__in=list(obligation_ids),
        ended_at=None,
    )
    return dict(rows.values_list("obligation_id", "post__user__full_name"))


def step_for(actor: Actor, pk: int) -> Step:
    """Return a step of an agency whose inner papers the actor sees.

    Raises:
        Beyond: there is none.
    """
    steps = Step.objects.filter(access.inside("obligation__agency", actor))
    step = steps.select_related("obligation__duty", "obligation__agency").filter(pk=pk).first()
    if step is None:
        raise Beyond(_("Không có bước này; các bước có thể vừa được sửa. Mở lại nhiệm vụ để xem."))
    return step


def held_by_post(post: "Post") -> Holding | None:
    """Return what hangs on a post, for the page on which it ends (``people.registry``): two queries."""
    work = Assignment.objects.filter(post=post, ended_at=None, obligation__state__in=_WORKED_ON).count()
    steps = Step.objects.filter(post=post, done_at=None, obligation__state__in=_WORKED_ON).count()
    if not work and not steps:
        return None
    words = {"work": work, "steps": steps}
    if not steps:
        return Holding(work, _("%(work)s nhiệm vụ đang được phân công") % words)
    return Holding(work + steps, _("%(work)s nhiệm vụ đang được phân công, %(steps)s bước công việc") % words)
