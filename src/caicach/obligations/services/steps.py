"""Steps on the way inside the agency: text, person, days, order; progress is counted from them, never typed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState
from caicach.obligations.models import Obligation, Step
from caicach.obligations.services.changes import refuse_unless
from caicach.people.selectors import posts_at
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["MOST_STEPS", "StepDraft", "StepsSet", "step_done", "steps_mark", "steps_set"]

MOST_STEPS = 30
_TEXT_LENGTH = 500
_WORKED_ON = (ObligationState.DORMANT, *AWAITS_HAND_IN, ObligationState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step as it comes from a form."""

    text: str
    post_id: int | None = None  # who does it; None: whoever has the obligation
    starts_on: date | None = None
    due_on: date | None = None  # last day
    step_id: int | None = None  # of the step it words anew; its mark stays


@dataclass(frozen=True, slots=True)
class StepsSet:
    """The steps that stand, in order, and which of them end after the obligation's due day: said, not refused."""

    steps: tuple[Step, ...]
    after_due: tuple[Step, ...]


def steps_mark(steps: Iterable[Step]) -> str:
    """Return a mark of the steps as they stand, so that a page that others changed meanwhile is refused."""
    words = "|".join(
        f"{one.pk}:{one.position}:{one.text}:{one.post_id}:{one.starts_on}:{one.due_on}:{one.done_at}" for one in steps
    )
    return hashlib.sha256(words.encode()).hexdigest()[:16]


@transaction.atomic
def steps_set(
    obligation: Obligation, drafts: Sequence[StepDraft], *, actor: Actor, now: datetime, today: date, mark: str = ""
) -> StepsSet:
    """Make the steps of ``obligation`` what ``drafts`` say, in their order; what is not among them goes.

    A step that words an old one anew keeps its mark. A step after the obligation's due day is kept and said.

    Audit: ``obligations.steps`` with the steps before and after.

    Args:
        obligation: What the steps lead to.
        drafts: All of them.
        actor: An officer or leader of the agency.
        now: The moment.
        today: The civil day of ``now``.
        mark: ``steps_mark`` of the steps that were shown; empty where nothing was shown.

    Raises:
        NotAllowed: the actor is no officer or leader of the agency.
        BadInput: a step without words, one that ends before it starts, a person of another agency, or too many.
        WrongState: the obligation is done or owed no more, or somebody changed the steps meanwhile.
    """
    access.require(actor, "direct", obligation)
    refuse_unless(Obligation.objects.select_for_update().get(pk=obligation.pk), _WORKED_ON)
    standing = list(obligation.steps.order_by("position"))
    if mark and mark != steps_mark(standing):
        raise WrongState(_("Có người vừa sửa các bước này. Tải lại trang để xem; chưa có gì thay đổi."))
    known = {one.pk: one for one in standing}
    colleagues = {post.pk for post in posts_at((obligation.agency_id,), on=today)}
    # A step keeps a person who has left, until somebody changes it.
    colleagues |= {one.post_id for one in standing if one.post_id is not None}
    _check(drafts, colleagues)
    old = [_facts(one) for one in standing]
    obligation.steps.all().delete()
    steps = Step.objects.bulk_create(
        _step(obligation, at, draft, known.get(draft.step_id or 0)) for at, draft in enumerate(drafts, start=1)
    )
    new = {"steps": [_facts(one) for one in steps]}
    audit.record("obligations.steps", obligation, actor=actor, old={"steps": old}, new=new, at=now)
    due_on = obligation.due_on
    return StepsSet(tuple(steps), tuple(one for one in steps if due_on and one.due_on and one.due_on > due_on))


@transaction.atomic
def step_done(step: Step, *, actor: Actor, now: datetime, is_done: bool = True) -> Step:
    """Mark a step as done, or take the mark away. Audit: ``obligations.step_done``.

    Raises:
        NotAllowed: the actor is no officer or leader of the agency.
        WrongState: somebody marked it first, or the obligation is done or owed no more.
    """
    access.require(actor, "direct", step.obligation)
    refuse_unless(step.obligation, _WORKED_ON)
    values: dict[str, Any] = (
        {"done_at": now, "done_by_id": actor.user_id} if is_done else {"done_at": None, "done_by": None}
    )
    if not Step.objects.filter(pk=step.pk, done_at__isnull=is_done).update(**values):
        raise WrongState(_("Bước này vừa được đánh dấu hoặc sửa. Tải lại trang để xem."))
    audit.record(
        "obligations.step_done", step.obligation, actor=actor, new={"step": step.text, "is_done": is_done}, at=now
    )
    step.done_at = now if is_done else None
    return step


def _check(drafts: Sequence[StepDraft], colleagues: set[int]) -> None:
    if len(drafts) > MOST_STEPS:
        raise BadInput(_("Nhiều nhất %(limit)s bước. Gộp các bước nhỏ lại.") % {"limit": MOST_STEPS})
    for at, draft in enumerate(drafts, start=1):
        _check_one(at, draft, colleagues)


def _check_one(at: int, draft: StepDraft, colleagues: set[int]) -> None:
    if not compare_key(draft.text):
        raise BadInput(_("Bước %(number)s chưa ghi việc cần làm.") % {"number": at})
    if len(squeeze(draft.text)) > _TEXT_LENGTH:
        raise BadInput(_("Bước %(number)s dài quá %(limit)s ký tự.") % {"number": at, "limit": _TEXT_LENGTH})
    if draft.starts_on and draft.due_on and draft.due_on < draft.starts_on:
        days = {"number": at, "start": f"{draft.starts_on:%d/%m/%Y}", "end": f"{draft.due_on:%d/%m/%Y}"}
        raise BadInput(_("Bước %(number)s xong ngày %(end)s, trước ngày bắt đầu %(start)s. Sửa lại ngày.") % days)
    if draft.post_id is not None and draft.post_id not in colleagues:
        raise BadInput(_("Bước %(number)s giao cho người không công tác ở cơ quan này.") % {"number": at})


def _step(obligation: Obligation, position: int, draft: StepDraft, before: Step | None) -> Step:
    return Step(
        obligation=obligation,
        position=position,
        text=squeeze(normalise(draft.text)),
        post_id=draft.post_id,
        starts_on=draft.starts_on,
        due_on=draft.due_on,
        done_at=before.done_at if before else None,
        done_by_id=before.done_by_id if before else None,
    )


def _facts(step: Step) -> dict[str, Any]:
    return {"text": step.text, "post": step.post_id, "from": step.starts_on, "due": step.due_on, "done": step.done_at}
