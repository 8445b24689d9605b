"""Handing in a return: on time whatever does not fit in it, said how many findings are left.

What a return is owed by stands in the other ledger: there it is handed in, and the return follows (``follow``). A
return that nobody owes (the owner's own figures, a period of history) is moved here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.models import Return
from caicach.figures.selectors.cells import explanations_of, filled_for
from caicach.figures.selectors.earlier import earlier_for
from caicach.figures.selectors.returns import Judged, judged
from caicach.figures.services.cells import closed_words, project, unlocked, unpresented
from caicach.figures.services.follow import take_in
from caicach.obligations.services import Evidence, Proof, obligation_hand_in_for, obligation_submit
from caicach.obligations.services.prepare import draft_prepare
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["HandedIn", "return_submit", "return_submit_for"]

_OPEN = (ReturnState.DRAFT, ReturnState.RETURNED)
_MOVED = ["state", "submitted_by", "submitted_at", "first_submitted_at", "on_behalf_by", "decided_by", "decided_at"]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """How a return was handed in."""

    waits_for_leader: bool  # the agency hands in in two steps: nothing has left yet
    hard_count: int  # findings that cannot be true and were not explained
    soft_count: int  # findings that want an explanation and have none
    missing_count: int  # required cells that are blank


@transaction.atomic
def return_submit(
    sheet: Return,
    *,
    actor: Actor,
    now: datetime,
    today: date,
    document: "Document | None" = None,
    signed_on: date | None = None,
) -> HandedIn:
    """Hand in a return as it stands, or lay it before the leader where the agency hands in in two steps.

    Nothing that does not fit holds it up: it leaves in time, and says how many findings are neither mended nor
    explained. While it waits for the leader nothing of it changes. The owner's own figures are taken in at once.

    Transition: draft, returned → submitted.  Audit: ``figures.submit``.

    Args:
        sheet: As the actor saw it.
        actor: Who hands in.
        now: The moment.
        today: The civil day of ``now``.
        document: The signed paper, where it is in the register already.
        signed_on: The day of the signature, for rules that ask for it.

    Raises:
        NotAllowed: the actor does not hand in for the agency.
        BadInput: the paper cannot be right.
        WrongState: it was handed in, waits for the leader, or the period is locked.
    """
    presents = not access.can(actor, "submit", sheet).allowed and access.can(actor, "prepare", sheet).allowed
    if not presents:
        access.require(actor, "submit", sheet)
    state = _held(sheet, now=now, today=today, signed_on=signed_on, document=document)
    if sheet.obligation is None:
        _leave(sheet, actor=actor, now=now)
    elif presents:
        proof = Proof(document=document, sentence=_words(sheet, state), is_return=True)
        draft_prepare(sheet.obligation, actor=actor, proof=proof, now=now, today=today)
    else:
        evidence = Evidence(document=document, sentence=_words(sheet, state), is_return=True)
        obligation_submit(sheet.obligation, actor=actor, evidence=evidence, now=now, today=today)
    return _told(sheet, state, actor=actor, now=now, action="figures.submit", waits=presents)


@transaction.atomic
def return_submit_for(
    sheet: Return, *, actor: Actor, paper: "Document", now: datetime, today: date, kept_at: str = ""
) -> HandedIn:
    """Hand in for a unit the figures that it gave on paper; in time by the paper's day, marked as entered for it.

    Whoever enters for a unit does not take it in: the next body above does (the rule of the other ledger).

    Transition: draft, returned → submitted.  Audit: ``figures.on_behalf``.

    Args:
        sheet: As the actor saw it.
        actor: A standing officer above the unit.
        paper: The unit's paper, in the register.
        now: The moment.
        today: The civil day of ``now``.
        kept_at: Where the paper can be looked at, while the register has no file of it.

    Raises:
        NotAllowed: the actor is no standing officer above the unit, or it is their own agency's return.
        BadInput: the paper cannot be right, or nobody stands above to take it in.
        WrongState: it was handed in, waits for the unit's own leader, or the period is locked.
    """
    access.require(actor, "fill_for", sheet)
    state = _held(sheet, now=now, today=today, signed_on=paper.dated_on, document=paper)
    if sheet.obligation is None:
        _leave(sheet, actor=actor, now=now, on_behalf_by_id=actor.agency_id)
    else:
        proof = Proof(document=paper, kept_at=kept_at, sentence=_words(sheet, state), is_return=True)
        obligation_hand_in_for(sheet.obligation, actor=actor, proof=proof, now=now, today=today)
    return _told(sheet, state, actor=actor, now=now, action="figures.on_behalf", waits=False)


def _held(sheet: Return, *, now: datetime, today: date, signed_on: date | None, document: "Document | None") -> Judged:
    """Hold the return's row while it may be handed in, and say how it stands; what was saved before is in it."""
    values = {"signed_on": signed_on or F("signed_on"), "paper": document or F("paper")}
    mine = Return.objects.filter(unlocked(), unpresented(), pk=sheet.pk, kind=ReturnKind.OWN, state__in=_OPEN)
    if not mine.update(**values):
        raise WrongState(closed_words(sheet))
    sheet.signed_on = signed_on or sheet.signed_on
    state = judged(sheet, filled_for(sheet), earlier=earlier_for(sheet), explained=explanations_of(sheet))
    project(sheet, state, now=sheet.saved_at, changed=False)
    return state


def _leave(sheet: Return, *, actor: Actor, now: datetime, on_behalf_by_id: int | None = None) -> None:
    """Move a return that nobody owes; the owner's own figures have no receiver but the owner."""
    mine = Return.objects.filter(pk=sheet.pk)
    mine.update(
        state=ReturnState.SUBMITTED,
        submitted_by_id=actor.user_id,
        submitted_at=now,
        first_submitted_at=Coalesce(F("first_submitted_at"), Value(now)),
        on_behalf_by_id=on_behalf_by_id,
    )
    if sheet.agency_id == sheet.period.owner_id:
        take_in(mine, actor=actor, now=now)


def _words(sheet: Return, state: Judged) -> str:
    """Return what the other ledger keeps as the hand-in: how the return stands at this moment."""
    said = f"Bản số liệu {sheet.period.name}: đã nhập {state.filled_count}/{state.required_count} ô bắt buộc"
    left = state.hard_count + state.soft_count
    return f"{said}; {left} chỗ chưa khớp, chưa giải trình." if left else f"{said}; không có chỗ chưa khớp."


def _told(sheet: Return, state: Judged, *, actor: Actor, now: datetime, action: str, waits: bool) -> HandedIn:
    new = {
        "filled": state.filled_count,
        "required": state.required_count,
        "hard": state.hard_count,
        "soft": state.soft_count,
        "waits_for_leader": waits,
    }
    audit.record(action, sheet, actor=actor, old={"state": sheet.state}, new=new, at=now)
    sheet.refresh_from_db(
        fields=["state", "submitted_by", "submitted_at", "first_submitted_at", "on_behalf_by", "decided_at"]
    )
    return HandedIn(waits, state.hard_count, state.soft_count, state.required_count - state.filled_count)
