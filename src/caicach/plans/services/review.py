"""What the reviewer changes before anything is owed. Every write claims that the plan is still under review."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.agencies import services as register
from caicach.audit import services as audit
from caicach.files import services as files
from caicach.obligations.constants import TrackingMode
from caicach.plans import access
from caicach.plans.constants import MeaningState, Ownership, PartyRole, PlanKind, PlanState
from caicach.plans.mapping.meaning import Meaning, meaning_of
from caicach.plans.mapping.rows import PartyRow
from caicach.plans.models import Deliverable, Party, Plan
from caicach.plans.services.claim import claim, require_version
from caicach.plans.services.parties import Meant, parties_of
from caicach.plans.services.periods import period_follow
from caicach.web.actor import Actor
from caicach.web.errors import WrongState
from vanban.language.agencies import read_agencies
from vanban.language.deadlines import read_deadlines
from vanban.text.forms import compare_key

__all__ = [
    "Choice",
    "DeliverableEdit",
    "deliverable_edit",
    "phrase_settle",
    "plan_cancel",
    "plan_drop",
    "plan_header_edit",
    "row_rewrite",
    "words_of",
    "written_values",
]

ROLES = {
    PartyRole.LEAD: "lead",
    PartyRole.COORDINATING: "coordinating",
    PartyRole.MONITORING: "monitoring",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reviewer says a phrase means: one body, a group, or nobody at all (both empty)."""

    agency_id: int | None = None
    expression: str = ""

    @property
    def state(self) -> MeaningState:
        """The meaning that the choice gives a party."""
        if self.agency_id:
            return MeaningState.AGENCY
        return MeaningState.GROUP if self.expression else MeaningState.DROPPED


@dataclass(frozen=True, slots=True)
class DeliverableEdit:
    """All that a reviewer may change of one deliverable; bodies and deadline in the document's manner of writing."""

    text: str
    task_text: str
    area_code: str
    number: str
    mode: TrackingMode
    ownership: Ownership
    deadline_text: str
    due_override_on: date | None
    lead: str
    coordinating: str
    monitoring: str
    acceptor_id: int | None
    budget: str
    note: str
    picked: Mapping[str, Choice] = field(default_factory=dict)  # words of a body -> whom the reviewer meant by them


@transaction.atomic
def plan_header_edit(plan: Plan, *, actor: Actor, now: datetime, **values: Any) -> Plan:
    """Correct what was read of the document itself: symbol, date, title, signer, year, standing body.

    Audit: plans.edit (old/new).

    Raises:
        NotAllowed, WrongState: as every change under review.
    """
    claim(plan, actor)
    old = {name: getattr(plan, name) for name in values}
    if plan.kind in (PlanKind.YEAR, PlanKind.PERIOD) and "period_from" in values:
        values["kind"] = PlanKind.PERIOD if values["period_from"] else PlanKind.YEAR
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=[name.removesuffix("_id") for name in values])
    if "period_from" in values or "period_plan_id" in values:
        period_follow(plan)
    audit.record("plans.edit", plan, actor=actor, old=old, new=values, at=now)
    return plan


@transaction.atomic
def deliverable_edit(
    deliverable: Deliverable,
    *,
    actor: Actor,
    edit: DeliverableEdit,
    now: datetime,
    version: str = "",
    is_seen: bool = True,
) -> Deliverable:
    """Correct one deliverable. A deadline or a body that was rewritten is read again, by the same rules.

    ``version``: the mark of the row that the actor saw (``version_of``); empty asks nothing.
    ``is_seen``: the row was looked through; a single word put right leaves it to be looked through.
    Audit: plans.edit_row (old/new of what changed).

    Raises:
        NotAllowed, WrongState: as every change under review.
        StaleRow: somebody else changed the row meanwhile; nothing is saved.
    """
    claim(deliverable.plan, actor)
    require_version(deliverable, version)
    seen_at = now if is_seen else deliverable.reviewed_at
    old, new = row_rewrite(deliverable, edit, now=seen_at)
    audit.record("plans.edit_row", deliverable, actor=actor, old=old, new=new, at=now)
    return deliverable


def row_rewrite(
    deliverable: Deliverable, edit: DeliverableEdit, *, now: datetime | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Save what ``edit`` says of a row, inside the caller's transaction; return the old and new values that differ.

    ``now``: since when the row counts as looked through; None: it does not.
    """
    old = _facts(deliverable)
    _edit_task(deliverable, edit)
    if edit.deadline_text != deliverable.deadline_text:
        deliverable.deadline_text = edit.deadline_text
        read = read_deadlines(edit.deadline_text, year=deliverable.plan.year)
        deliverable.deadlines = json.dumps([one.to_json() for one in read.value], ensure_ascii=False)
    for name, rule in (("mode", "mode_rule"), ("ownership", "ownership_rule")):
        if getattr(edit, name) != getattr(deliverable, name):
            setattr(deliverable, name, getattr(edit, name))
            setattr(deliverable, rule, "")
    for name in ("text", "due_override_on", "acceptor_id", "budget", "note"):
        setattr(deliverable, name, getattr(edit, name))
    deliverable.reviewed_at = now
    deliverable.save()
    _edit_parties(deliverable, edit)
    changed = _changes(old, _facts(deliverable))
    return changed["old"], changed["new"]


def _facts(deliverable: Deliverable) -> dict[str, Any]:
    names = ("text", "deadline_text", "due_override_on", "mode", "ownership", "acceptor_id", "budget", "note")
    return {name: getattr(deliverable, name) for name in names}


def _changes(old: dict[str, Any], new: dict[str, Any]) -> dict[str, dict[str, Any]]:
    changed = [name for name in new if new[name] != old[name]]
    return {"old": {name: old[name] for name in changed}, "new": {name: new[name] for name in changed}}


def _edit_task(deliverable: Deliverable, edit: DeliverableEdit) -> None:
    task = deliverable.task
    values = (edit.task_text, edit.area_code, edit.number)
    if values != (task.text, task.area_code, task.number):
        task.text, task.area_code, task.number = values
        task.save(update_fields=["text", "area_code", "number"])


def _edit_parties(deliverable: Deliverable, edit: DeliverableEdit) -> None:
    """Read again the roles whose words were changed; what was settled for words that stay, stays."""
    kept = list(deliverable.parties.all())
    known = {compare_key(party.text): _meaning_of(party) for party in kept if party.meaning != MeaningState.OPEN}
    known |= {compare_key(text): _chosen(choice) for text, choice in edit.picked.items()}
    mean = _meant(deliverable.plan)
    for role, name in ROLES.items():
        written = getattr(edit, name)
        if compare_key(written) == compare_key(words_of(kept, role)):
            continue
        deliverable.parties.filter(role=role).delete()
        phrases = [row for line in written.splitlines() for row in _phrases(role, line, known)]
        Party.objects.bulk_create(
            parties_of(
                deliverable,
                deliverable.task.text,
                phrases,
                lambda text, kind: known.get(compare_key(text)) or mean(text, kind),
            )
        )


def _phrases(role: PartyRole, line: str, known: Collection[str]) -> Iterator[PartyRow]:
    """Yield the bodies of one line; a line that is known as a whole is not cut."""
    if compare_key(line) in known:
        yield PartyRow(role, line.strip(), "agency")
    else:
        yield from (PartyRow(role, one.text, one.kind, one.role or "") for one in read_agencies(line))


def _meaning_of(party: Party) -> Meaning:
    return Meaning(MeaningState(party.meaning), party.agency_id, party.expression, party.is_request)


def _chosen(choice: Choice) -> Meaning:
    return Meaning(choice.state, choice.agency_id, choice.expression)


def words_of(parties: Collection[Party], role: PartyRole) -> str:
    """Return the bodies of one role as an editor shows them: one a line, a task of its own after a colon."""
    own = sorted((party for party in parties if party.role == role), key=lambda party: party.position)
    return "\n".join(f"{party.text}: {party.note}" if party.note else party.text for party in own)


def written_values(row: Deliverable) -> dict[str, Any]:
    """Return a row as the form of a row shows it: what ``DeliverableEdit`` takes, bodies in words."""
    names = ("text", "deadline_text", "due_override_on", "mode", "ownership", "budget", "note")
    values: dict[str, Any] = {name: getattr(row, name) for name in names}
    values |= {str(role): words_of(row.parties.all(), role) for role in PartyRole}
    values |= {"number": row.task.number, "area_code": row.task.area_code, "task_text": row.task.text}
    return values | {"acceptor": row.acceptor_id}


def _meant(plan: Plan) -> Meant:
    resolver = agencies.resolver_for(plan.issuer_id, on=plan.issued_on or date(plan.year, 1, 1))
    return cache(lambda text, kind: meaning_of(resolver.resolve(text, kind)))


@transaction.atomic
def phrase_settle(plan: Plan, *, actor: Actor, phrase: str, choice: Choice, is_remembered: bool, now: datetime) -> int:
    """Say whom a phrase means in every row of the plan; return how many places it settled.

    Remembered, it holds for the next documents of the same issuer.
    Audit: plans.settle.

    Raises:
        NotAllowed, WrongState: as every change under review.
    """
    claim(plan, actor)
    key = compare_key(phrase)
    same = [
        party.pk
        for party in Party.objects.filter(deliverable__plan=plan).only("pk", "text")
        if compare_key(party.text) == key
    ]
    count = Party.objects.filter(pk__in=same).update(
        meaning=choice.state, agency_id=choice.agency_id, expression=choice.expression
    )
    if is_remembered and choice.state is not MeaningState.DROPPED:
        register.alias_remember(
            issuer_id=plan.issuer_id,
            phrase=phrase,
            agency_id=choice.agency_id,
            expression=choice.expression,
            actor=actor,
            now=now,
        )
    new = {"phrase": phrase, "agency": choice.agency_id, "expression": choice.expression, "places": count}
    audit.record("plans.settle", plan, actor=actor, new=new, at=now)
    return count


@transaction.atomic
def plan_cancel(plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Withdraw a plan that nobody owes anything for: its rows go, and its file where nothing else uses it.

    Audit: plans.cancel (the file's hash and the issuer; the row itself is gone).

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan was confirmed meanwhile.
    """
    access.require(actor, plan.issuer_id)
    # The uid is what an open page of somebody else still knows of the plan: they are told who cancelled it.
    old = {"file": plan.file.sha256, "issuer": plan.issuer_id, "uid": str(plan.uid)}
    audit.record("plans.cancel", plan, actor=actor, old=old, at=now)
    plan_drop(plan)


@transaction.atomic
def plan_drop(plan: Plan) -> None:
    """Remove a plan that was never confirmed, without a trace.

    Raises:
        WrongState: it was confirmed meanwhile; nothing is removed.
    """
    stored = plan.file
    unowed = Plan.objects.filter(pk=plan.pk, state__in=(PlanState.READING, PlanState.REVIEW))
    # The row is held first: Django deletes what it found before, whatever somebody confirms meanwhile.
    if not unowed.update(state=F("state")):
        raise WrongState(_("Kế hoạch này đã giao việc, không hủy được nữa. Tải lại trang để xem."))
    unowed.delete()
    files.file_forget(stored)
