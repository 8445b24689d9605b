"""Inside the agency: a person has an obligation in hand, until it is taken back or handed over.

One open assignment for each obligation; each hand-over names the one it continues, so that the chain of hands can be
read back. An assignment whose post has ended counts as none: its obligation waits to be handed out again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Assignment, Obligation, Step
from caicach.people.registry import Leaving
from caicach.web.actor import Actor, Decision
from caicach.web.errors import BadInput, NotAllowed
from vanban.text.forms import normalise

if TYPE_CHECKING:
    from caicach.people.models import Post

__all__ = [
    "Handed",
    "RefusedWork",
    "assignment_take_back",
    "assignments_give",
    "assignments_pass_on",
    "assignments_take_back",
    "hand_over",
]

_DONE = (ObligationState.ACCEPTED, ObligationState.CANCELLED, ObligationState.TRANSFERRED)
_NOTE_LENGTH, _REASON_LENGTH = 1000, 500
_LEFT = "Người được phân công thôi vị trí công tác."  # stored, as all reasons are, in Vietnamese


@dataclass(frozen=True, slots=True)
class RefusedWork:
    """An obligation that was left as it was, and why."""

    obligation_id: int
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed, and what was not."""

    done: tuple[Assignment, ...]
    refused: tuple[RefusedWork, ...]
    after_due: tuple[str, ...] = ()  # titles of those whose wanted day lies behind their due day: said, not refused


@transaction.atomic
def assignments_give(
    obligations: Sequence[Obligation],
    post: "Post",
    *,
    actor: Actor,
    now: datetime,
    today: date,
    wanted_on: date | None = None,
    note: str = "",
) -> Handed:
    """Hand obligations of one agency to a person of it: a fixed number of statements.

    What cannot be handed is left out with the reason; the rest is handed.

    Audit: ``obligations.give``, one row an obligation.

    Args:
        obligations: What is handed out.
        post: Of the person.
        actor: Who hands out.
        now: The moment.
        today: The civil day of ``now``.
        wanted_on: By when inside the agency; it moves no due day.
        note: What the person should mind.

    Raises:
        NotAllowed: the actor is no officer or leader of the agency.
        BadInput: the post has ended, the wanted day is past, or the note is too long.
    """
    _require_direct(actor, post)
    _refuse_ended(post, today)
    if wanted_on is not None and wanted_on < today:
        raise BadInput(_("Ngày cần xong %(day)s đã qua. Chọn từ hôm nay trở đi.") % {"day": f"{wanted_on:%d/%m/%Y}"})
    words = _short(note, _NOTE_LENGTH)
    held = _hold(one.pk for one in obligations)
    standing = _open_of(held)
    stale = {pk: one for pk, one in standing.items() if not _is_held(one.post, today)}
    busy = {pk: one for pk, one in standing.items() if pk not in stale}
    refused = {pk: reason for pk, one in held.items() if (reason := _why_not(one, post, busy.get(pk)))}
    given = [one for pk, one in held.items() if pk not in refused]
    _end([stale[one.pk] for one in given if one.pk in stale], actor=actor, reason=_LEFT, now=now)
    made = Assignment.objects.bulk_create(
        Assignment(
            obligation=one,
            post=post,
            note=words,
            wanted_on=wanted_on,
            given_by_id=actor.user_id,
            given_at=now,
            previous=stale.get(one.pk),
        )
        for one in given
    )
    new = {"person": post.user.full_name, "wanted_on": wanted_on, "note": words}
    audit.record_many("obligations.give", [(one, {}, new) for one in given], actor=actor, at=now)
    return Handed(
        tuple(made),
        tuple(_left_out(held[pk], reason) for pk, reason in refused.items()),
        tuple(one.duty.title for one in given if wanted_on and one.due_on and wanted_on > one.due_on),
    )


@transaction.atomic
def assignments_take_back(
    obligations: Sequence[Obligation], *, actor: Actor, now: datetime, reason: str = ""
) -> Handed:
    """Take obligations back from whoever has them; they wait to be handed out again. A fixed number of statements.

    Audit: ``obligations.take_back``, one row an obligation.

    Raises:
        NotAllowed: the actor is no officer or leader of one of the agencies.
        BadInput: the reason is too long.
    """
    words = _short(reason, _REASON_LENGTH)
    held = _hold(one.pk for one in obligations)
    for agency in {one.agency_id: one.agency for one in held.values()}.values():
        _require(access.can_direct(actor, agency.pk, agency.current_name))
    standing = _open_of(held)
    _end(standing.values(), actor=actor, reason=words, now=now)
    rows = [(held[pk], {"person": one.post.user.full_name}, {"reason": words}) for pk, one in standing.items()]
    audit.record_many("obligations.take_back", rows, actor=actor, at=now)
    idle = (one for pk, one in held.items() if pk not in standing)
    return Handed(
        tuple(standing.values()),
        tuple(_left_out(one, _("Chưa phân công cho ai nên không có gì để thu hồi.")) for one in idle),
    )


def assignment_take_back(obligation: Obligation, *, actor: Actor, now: datetime, reason: str = "") -> Handed:
    """Take one obligation back; see ``assignments_take_back``."""
    return assignments_take_back((obligation,), actor=actor, now=now, reason=reason)


@transaction.atomic
def hand_over(
    giver: "Post",
    taker: "Post",
    *,
    actor: Actor,
    reason: str,
    now: datetime,
    today: date,
    obligations: Sequence[Obligation] | None = None,
) -> Handed:
    """Pass what one person has in hand to another of the same agency, with the open steps of that person.

    What went through the taker's hands already since it was handed out is left out: it would go round in a circle.

    Audit: ``obligations.hand_over``, one row an obligation.

    Args:
        giver: Who has it; the post may have ended.
        taker: Who gets it.
        actor: An officer or leader of the agency.
        reason: Why, for the chain.
        now: The moment.
        today: The civil day of ``now``.
        obligations: Which; None: all that the giver has in hand.

    Raises:
        NotAllowed: the actor is no officer or leader of the agency.
        BadInput: to oneself, to a person of another agency or whose post ended; no reason; there is nothing.
    """
    _require_direct(actor, giver)
    words = _short(reason, _REASON_LENGTH)
    if not words:
        raise BadInput(_("Thiếu lý do bàn giao: viết một câu, ví dụ “nghỉ thai sản từ 01/12”."))
    _refuse_taker(giver, taker, today)
    if not _has_work(giver, obligations):
        raise BadInput(_("%(name)s không có việc nào để bàn giao.") % {"name": giver.user.full_name})
    return _pass(giver, taker, actor=actor, reason=words, now=now, only=obligations)


def assignments_pass_on(leaving: Leaving, *, actor: Actor) -> None:
    """Pass on what hangs on a post that ends (``people.registry``); nothing is lost where nobody takes over.

    With a successor everything goes to them at once. Without one it returns to whoever hands work out: now, or from
    the day on which the post is no longer held.

    Raises:
        BadInput: the successor is the same person, of another agency, or without a post today.
    """
    if leaving.successor is not None:
        _refuse_taker(leaving.post, leaving.successor, leaving.today)
        made = _pass(leaving.post, leaving.successor, actor=actor, reason=_LEFT, now=leaving.now, only=None)
        _give_back(leaving.post, [one.obligation_id for one in made.refused], actor=actor, now=leaving.now)
    elif leaving.until <= leaving.today:
        _give_back(leaving.post, None, actor=actor, now=leaving.now)


def _has_work(post: "Post", only: Sequence[Obligation] | None) -> bool:
    which = {} if only is None else {"obligation__in": [one.pk for one in only]}
    return (
        Assignment.objects.filter(post=post, ended_at=None, **which).exists()
        or Step.objects.filter(post=post, done_at=None, **which).exists()
    )


def _give_back(post: "Post", only: Collection[int] | None, *, actor: Actor, now: datetime) -> None:
    """End what a post has in hand, and leave its steps to nobody."""
    standing = Assignment.objects.select_for_update(of=("self",)).filter(post=post, ended_at=None)
    steps = Step.objects.filter(post=post, done_at=None)
    if only is not None:
        standing, steps = standing.filter(obligation__in=only), steps.filter(obligation__in=only)
    rows = list(standing.select_related("obligation"))
    _end(rows, actor=actor, reason=_LEFT, now=now)
    steps.update(post=None)
    old, new = {"person": post.user.full_name}, {"reason": _LEFT}
    audit.record_many("obligations.take_back", [(one.obligation, old, new) for one in rows], actor=actor, at=now)


def _pass(
    giver: "Post", taker: "Post", *, actor: Actor, reason: str, now: datetime, only: Sequence[Obligation] | None
) -> Handed:
    found = Assignment.objects.filter(post=giver, ended_at=None)
    if only is not None:
        found = found.filter(obligation__in=[one.pk for one in only])
    held = _hold(found.values_list("obligation_id", flat=True))
    standing = {pk: one for pk, one in _open_of(held).items() if one.post_id == giver.pk}
    hands = _hands(standing)
    round_again = {pk for pk in standing if taker.user_id in hands[pk]}
    given = [one for pk, one in standing.items() if pk not in round_again]
    _end(given, actor=actor, reason=reason, now=now)
    made = Assignment.objects.bulk_create(
        Assignment(
            obligation_id=one.obligation_id,
            post=taker,
            note=one.note,
            wanted_on=one.wanted_on,
            given_by_id=actor.user_id,
            given_at=now,
            previous=one,
        )
        for one in given
    )
    steps = Step.objects.filter(post=giver, done_at=None)
    if only is not None:
        steps = steps.filter(obligation__in=[one.pk for one in only])
    steps.exclude(obligation__in=round_again).update(post=taker)
    old, new = {"person": giver.user.full_name}, {"person": taker.user.full_name, "reason": reason}
    audit.record_many(
        "obligations.hand_over", [(held[one.obligation_id], old, new) for one in given], actor=actor, at=now
    )
    circle = _("Việc này đã qua tay %(name)s. Thu hồi rồi phân công lại cho người đó.") % {"name": taker.user.full_name}
    return Handed(tuple(made), tuple(_left_out(held[pk], circle) for pk in sorted(round_again)))


def _hands(standing: Mapping[int, Assignment]) -> dict[int, set[int]]:
    """Return for each obligation the people whose hands it went through since it was handed out: one query."""
    rows = Assignment.objects.filter(obligation__in=standing).values_list("pk", "previous_id", "post__user_id")
    known = {pk: (previous, user) for pk, previous, user in rows}

    def back(pk: int | None) -> Iterator[int]:
        while pk is not None:
            pk, user = known[pk]
            yield user

    return {obligation: set(back(one.previous_id)) for obligation, one in standing.items()}


def _hold(ids: Iterable[int]) -> dict[int, Obligation]:
    """Hold obligations until the end of the transaction: of two who hand out at once the second sees the first."""
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("duty", "agency").filter(pk__in=list(ids))
    return {one.pk: one for one in rows.order_by("pk")}


def _open_of(held: Mapping[int, Obligation]) -> dict[int, Assignment]:
    rows = Assignment.objects.filter(obligation__in=held, ended_at=None).select_related("post__user")
    return {one.obligation_id: one for one in rows.order_by("obligation_id")}


def _end(rows: Iterable[Assignment], *, actor: Actor, reason: str, now: datetime) -> None:
    ids = [one.pk for one in rows]
    if ids:
        Assignment.objects.filter(pk__in=ids, ended_at=None).update(
            ended_at=now, ended_by_id=actor.user_id, end_reason=reason
        )


def _why_not(one: Obligation, post: "Post", standing: Assignment | None) -> str:
    """Return why ``one`` cannot be handed to ``post``; empty where it can."""
    if one.agency_id != post.agency_id:
        names = {"name": post.user.full_name, "agency": one.agency.current_name}
        return _("%(name)s không công tác ở %(agency)s. Chọn người của cơ quan đang có nhiệm vụ.") % names
    if one.is_history or one.state in _DONE:
        return _("Nhiệm vụ đã xong hoặc không còn phải làm nên không phân công nữa.")
    if standing is not None:
        return _("%(name)s đang làm việc này. Bàn giao hoặc thu hồi trước.") % {"name": standing.post.user.full_name}
    return ""


def _left_out(one: Obligation, reason: str) -> RefusedWork:
    return RefusedWork(one.pk, one.duty.title, reason)


def _require_direct(actor: Actor, post: "Post") -> None:
    _require(access.can_direct(actor, post.agency_id, post.agency.current_name))


def _require(decision: Decision) -> None:
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def _refuse_taker(giver: "Post", taker: "Post", today: date) -> None:
    if giver.user_id == taker.user_id:
        raise BadInput(_("Không bàn giao cho chính mình. Chọn người khác trong cơ quan."))
    if giver.agency_id != taker.agency_id:
        names = {"name": taker.user.full_name, "agency": giver.agency.current_name}
        raise BadInput(_("%(name)s không công tác ở %(agency)s. Chọn người trong cùng cơ quan.") % names)
    _refuse_ended(taker, today)


def _refuse_ended(post: "Post", today: date) -> None:
    if _is_held(post, today):
        return
    names = {"name": post.user.full_name, "agency": post.agency.current_name}
    raise BadInput(_("%(name)s không còn công tác ở %(agency)s. Chọn người đang công tác.") % names)


def _is_held(post: "Post", today: date) -> bool:
    """Whether somebody who can sign in holds the post; the same rule as ``people.selectors.held_on``."""
    return post.valid_from <= today < post.valid_to and post.user.is_active


def _short(words: str, limit: int) -> str:
    given = normalise(words).strip()
    if len(given) > limit:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": limit})
    return given
