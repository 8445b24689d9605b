"""From reviewed rows to duties: who owes what, to whom, by when.

The same function makes the preview of the review and the duties of the confirmation, so that what was shown is what
is assigned. It changes nothing and asks the database nothing: the resolver and the frame are arguments.

Owns: owners, schedules, acceptors, the periodic report that carries what is proved in it. Does not: propose modes or
meanings (the rows hold them), or save.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from uuid import UUID

from caicach.obligations.constants import AcceptorReason, ParticipantRole, TrackingMode
from caicach.obligations.services import (
    DutyDraft,
    ObligationDraft,
    ParticipantDraft,
    RequestDraft,
    reasons_to_json,
)
from caicach.plans.constants import DELIVERABLE, PLAN, MeaningState, Ownership, PartyRole
from reform.due import Fate, Frame, Occurrence, Schedule, event_repeats
from reform.groups.resolver import Resolver
from reform.messages import Reason
from reform.tracking import Mode, Monitor, monitors_for, propose_acceptor, schedule_by_mode, watched_levels
from vanban.language.deadlines import Deadline, DeadlineKind, deadline_from_json

__all__ = ["DeliverableFacts", "Expansion", "PartyFacts", "PlanFacts", "Problem", "expand_plan"]

# Rules of ``reform.tracking.acceptors`` -> what the ledger says.
REASONS = {
    "AC010": AcceptorReason.MONITOR,
    "AC020": AcceptorReason.AREA_LEAD,
    "AC030": AcceptorReason.STANDING_BODY,
    "AC040": AcceptorReason.NEXT_ABOVE,
}


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the expansion needs to know of the plan itself."""

    plan_id: int
    plan_uid: UUID
    label: str  # "Kế hoạch số 512/KH-UBND"
    title: str
    year: int
    issuer_id: int
    standing_id: int
    signed_on: date | None
    is_history: bool  # of a past year, and not run as if current
    is_period: bool = False  # of several years: each duty is of the year in which it falls due
    ended_ids: frozenset[int] = frozenset()  # bodies that are no more: what they owe is history
    is_own: bool = False  # written by a subordinate body for itself: what it owes itself stays inside


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """One phrase with its meaning."""

    role: PartyRole
    text: str
    note: str
    meaning: MeaningState
    agency_id: int | None
    expression: str
    is_request: bool


@dataclass(frozen=True, slots=True)
class DeliverableFacts:
    """One reviewed deliverable."""

    deliverable_id: int
    number: str
    task: str
    text: str
    area_code: str
    place: str
    mode: TrackingMode
    ownership: Ownership
    deadlines: tuple[Deadline, ...]
    deadline_text: str
    due_override_on: date | None
    acceptor_id: int | None
    parties: tuple[PartyFacts, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be settled before the plan can be confirmed."""

    code: str  # key of plans.panels' sentences
    deliverable_id: int | None
    evidence: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Expansion:
    """The duties a plan would make, and what stands in the way."""

    drafts: tuple[DutyDraft, ...]
    problems: tuple[Problem, ...]
    schedules: dict[int, Schedule] = field(default_factory=dict)  # by deliverable
    owners: dict[int, tuple[int, ...]] = field(default_factory=dict)  # by deliverable
    # By deliverable, those too that nobody owes anything for: what a standing duty is compared with.
    by_row: dict[int, DutyDraft] = field(default_factory=dict)

    @property
    def obligation_count(self) -> int:
        """Duties of single agencies at single occurrences: the figure people are shown."""
        return sum(len(draft.obligations) for draft in self.drafts)

    @property
    def agency_ids(self) -> frozenset[int]:
        """The agencies that owe something."""
        return frozenset(one.agency_id for draft in self.drafts for one in draft.obligations)


def expand_plan(
    plan: PlanFacts, deliverables: Sequence[DeliverableFacts], *, resolver: Resolver, frame: Frame
) -> Expansion:
    """Return what ``plan`` makes its agencies owe.

    Every tracked deliverable becomes one duty with an obligation for each owner and occurrence. What is proved in the
    periodic report hangs on the obligation of that report (one duty of the plan, the first draft).
    """
    tracked = [one for one in deliverables if one.mode is not TrackingMode.NOT_TRACKED]
    people = _People(plan, resolver)
    schedules = {one.deliverable_id: _schedule(one, frame) for one in tracked}
    owners = {one.deliverable_id: people.owners(one) for one in tracked}
    drafts = [_draft(plan, one, people, owners[one.deliverable_id], schedules[one.deliverable_id]) for one in tracked]
    report = _report(plan, drafts, people)
    problems = [
        problem
        for one in tracked
        for problem in _problems(one, owners[one.deliverable_id], schedules[one.deliverable_id])
    ]
    return Expansion(
        drafts=(*report, *(draft for draft in drafts if draft.obligations or draft.requests)),
        problems=tuple(problems),
        schedules=schedules,
        owners=owners,
        by_row={one.deliverable_id: _bare(plan, one) for one in deliverables}
        | {draft.source_id: draft for draft in drafts},
    )


def _schedule(one: DeliverableFacts, frame: Frame) -> Schedule:
    """Return when a deliverable is due; a date set by the reviewer stands instead of whatever was read."""
    if one.due_override_on is None:
        return schedule_by_mode(Mode(one.mode.value), one.deadlines, frame)
    chosen = Deadline(kind=DeadlineKind.BY, text="", date=one.due_override_on, inclusive=True)
    return schedule_by_mode(Mode(one.mode.value), (chosen,), frame.signed(None))


class _People:
    """Who owes and who accepts, each question asked of the resolver once."""

    def __init__(self, plan: PlanFacts, resolver: Resolver) -> None:
        self.plan = plan
        self.resolver = resolver
        self.members = cache(lambda expression: tuple(one.agency_id for one in resolver.expand(expression)))
        self.area_lead = cache(resolver.area_lead)
        self.ancestors = cache(lambda agency_id: frozenset(resolver.register.ancestors(agency_id)))

    def meant(self, party: PartyFacts) -> tuple[int, ...]:
        """Return the agencies that a party means."""
        if party.meaning is MeaningState.AGENCY and party.agency_id is not None:
            return (party.agency_id,)
        return self.members(party.expression) if party.meaning is MeaningState.GROUP else ()

    def of_role(self, one: DeliverableFacts, role: PartyRole) -> Iterator[tuple[PartyFacts, int]]:
        """Yield each (party, agency) of a role, requests left out."""
        for party in one.parties:
            if party.role is role and not party.is_request:
                yield from ((party, agency_id) for agency_id in self.meant(party))

    def owners(self, one: DeliverableFacts) -> tuple[int, ...]:
        """Return who leads, in the document's order, each once."""
        return tuple(dict.fromkeys(agency_id for _party, agency_id in self.of_role(one, PartyRole.LEAD)))

    def monitors(self, one: DeliverableFacts, lead_id: int) -> tuple[int, ...]:
        """Return who watches ``lead_id`` in this row; of a group of monitors, the one that stands above the lead."""
        above = self.ancestors(lead_id)
        near = (
            Monitor(agency_id, party.note or None)
            for party, agency_id in self.of_role(one, PartyRole.MONITORING)
            if party.meaning is MeaningState.AGENCY or agency_id in above
        )
        return monitors_for(near, self.resolver.level(lead_id))

    def acceptor(self, one: DeliverableFacts, lead_id: int) -> tuple[int, AcceptorReason]:
        """Return who accepts the lead's work, and why this body."""
        if self.plan.is_own and lead_id == self.plan.issuer_id:
            return lead_id, AcceptorReason.CHOSEN  # its head accepts what its people did; nobody above is asked
        if one.acceptor_id is not None and one.acceptor_id != lead_id:
            return one.acceptor_id, AcceptorReason.CHOSEN
        return self.accepting(self.monitors(one, lead_id), self.area_lead(one.area_code), lead_id)

    def accepting(self, monitors: Sequence[int], area_lead: int | None, lead_id: int) -> tuple[int, AcceptorReason]:
        """Return the first of monitors, area lead, standing body and issuer that is not the lead itself."""
        plan = self.plan
        proposal = propose_acceptor(monitors, area_lead, plan.standing_id, lead_id, above=plan.issuer_id)
        if proposal.agency is None or proposal.stepped_up:
            # Nobody stands above the issuer: what it owes itself, it accepts through its own head.
            return proposal.agency or plan.issuer_id, AcceptorReason.NEXT_ABOVE
        return proposal.agency, REASONS[proposal.rule_id]


def _draft(
    plan: PlanFacts, one: DeliverableFacts, people: _People, owners: tuple[int, ...], schedule: Schedule
) -> DutyDraft:
    """Return the duty of one deliverable."""
    owing = owners[:1] if one.ownership is Ownership.ONE else owners
    awake = [occurrence for occurrence in schedule.occurrences if occurrence.fate in (Fate.DUE, Fate.DORMANT)]
    reasons = {occurrence.key: reasons_to_json(occurrence.reasons) for occurrence in awake}
    waits = any(occurrence.fate is Fate.DORMANT for occurrence in awake)
    proposal = event_repeats(one.deadlines) if waits else None
    return replace(
        _bare(plan, one),
        year=_year(plan, schedule),
        event_repeats=proposal is not None and proposal.repeats,
        participants=tuple(_participants(one, people, owners)),
        requests=tuple(_requests(one, people)),
        obligations=tuple(
            _obligation(plan, one, people, lead_id, accepts, occurrence, reasons)
            for lead_id in (owing if awake else ())
            for accepts in (people.acceptor(one, lead_id),)
            for occurrence in awake
        ),
    )


def _year(plan: PlanFacts, schedule: Schedule) -> int:
    """Return the year that a duty counts in: of a period plan, that of its first day."""
    days = [occurrence.due_on for occurrence in schedule.occurrences if occurrence.due_on]
    return min(days).year if plan.is_period and days else plan.year


def _bare(plan: PlanFacts, one: DeliverableFacts) -> DutyDraft:
    """Return the duty of one deliverable without anybody in it."""
    return DutyDraft(
        title=one.text,
        task=one.task,
        number=one.number,
        area_code=one.area_code,
        source_kind=DELIVERABLE,
        source_id=one.deliverable_id,
        source_uid=plan.plan_uid,
        source_label=plan.label,
        place=one.place,
        mode=one.mode,
        deadline=json.dumps([deadline.to_json() for deadline in one.deadlines], ensure_ascii=False),
        deadline_text=one.deadline_text,
        year=plan.year,
        owner_id=plan.issuer_id,
        standing_body_id=plan.standing_id,
        is_history=plan.is_history,
    )


def _obligation(
    plan: PlanFacts,
    one: DeliverableFacts,
    people: _People,
    lead_id: int,
    accepts: tuple[int, AcceptorReason],
    occurrence: Occurrence,
    reasons: dict[str, str],
) -> ObligationDraft:
    is_carried = one.mode is TrackingMode.IN_REPORT and occurrence.period is not None
    return ObligationDraft(
        agency_id=lead_id,
        occurrence_key=occurrence.key,
        occurrence_label=occurrence.period.name() if occurrence.period else "",
        due_on=occurrence.due_on,
        due_reason=reasons[occurrence.key],
        acceptor_id=accepts[0],
        acceptor_reason=accepts[1],
        is_history=plan.is_history or lead_id in plan.ended_ids,
        carrier=(lead_id, occurrence.key) if is_carried else None,
    )


def _participants(one: DeliverableFacts, people: _People, owners: tuple[int, ...]) -> Iterator[ParticipantDraft]:
    """Yield who takes part without owing: each (agency, role) once."""
    joint = (ParticipantDraft(agency_id, ParticipantRole.JOINT) for agency_id in owners[1:])
    if one.ownership is Ownership.ONE:
        yield from joint
    coordinating: dict[int, ParticipantDraft] = {}
    for party, agency_id in people.of_role(one, PartyRole.COORDINATING):
        coordinating.setdefault(agency_id, ParticipantDraft(agency_id, ParticipantRole.COORDINATE, party.note))
    yield from coordinating.values()
    yield from _monitors(one, people, owners)


def _monitors(one: DeliverableFacts, people: _People, owners: tuple[int, ...]) -> Iterator[ParticipantDraft]:
    """Yield who watches: of which levels, and whether only those under it; a body named twice watches both."""
    above = frozenset().union(*(people.ancestors(owner) for owner in owners))
    drafts: dict[int, ParticipantDraft] = {}
    for party, agency_id in people.of_role(one, PartyRole.MONITORING):
        # A group of which some stand above the leads is one by territory: each watches its own.
        is_below = party.meaning is MeaningState.GROUP and not above.isdisjoint(people.meant(party))
        levels = watched_levels(party.note)
        draft = ParticipantDraft(agency_id, ParticipantRole.MONITOR, party.note, levels, is_below=is_below)
        drafts[agency_id] = _both(drafts[agency_id], draft) if agency_id in drafts else draft
    yield from drafts.values()


def _both(first: ParticipantDraft, second: ParticipantDraft) -> ParticipantDraft:
    """Return what a monitor watches that a row names twice."""
    levels = (*first.levels, *second.levels) if first.levels and second.levels else ()
    return replace(
        first,
        note="; ".join(dict.fromkeys(note for note in (first.note, second.note) if note))[:300],
        levels=tuple(dict.fromkeys(levels)),
        is_below=first.is_below and second.is_below,
    )


def _requests(one: DeliverableFacts, people: _People) -> Iterator[RequestDraft]:
    """Yield what is asked of bodies outside command."""
    for party in one.parties:
        if party.is_request and party.role is PartyRole.LEAD and party.meaning is not MeaningState.DROPPED:
            meant = people.meant(party) or (None,)
            yield from (RequestDraft(agency_id=agency_id, addressee=party.text) for agency_id in meant)


def _report(plan: PlanFacts, drafts: Iterable[DutyDraft], people: _People) -> tuple[DutyDraft, ...]:
    """Return the duty of the periodic report that carries others; nothing where nothing is carried."""
    carried = {one.carrier: one for draft in drafts for one in draft.obligations if one.carrier is not None}
    if not carried:
        return ()
    accepts = cache(lambda agency_id: people.accepting((), None, agency_id))
    return (
        DutyDraft(
            title=f"Báo cáo định kỳ kết quả thực hiện {plan.label}",
            task=plan.title,
            number="",
            area_code="steering",
            source_kind=PLAN,
            source_id=plan.plan_id,
            source_uid=plan.plan_uid,
            source_label=plan.label,
            place="{}",
            mode=TrackingMode.DOCUMENT,
            deadline="[]",
            deadline_text="",
            year=plan.year,
            owner_id=plan.issuer_id,
            standing_body_id=plan.standing_id,
            is_report=True,
            is_history=plan.is_history,
            participants=(),
            requests=(),
            obligations=tuple(
                ObligationDraft(
                    agency_id=agency_id,
                    occurrence_key=key,
                    occurrence_label=one.occurrence_label,
                    due_on=one.due_on,
                    due_reason=one.due_reason,
                    acceptor_id=accepts(agency_id)[0],
                    acceptor_reason=accepts(agency_id)[1],
                    is_history=one.is_history,
                    carrier=None,
                )
                for (agency_id, key), one in sorted(carried.items())
            ),
        ),
    )


def _problems(one: DeliverableFacts, owners: tuple[int, ...], schedule: Schedule) -> Iterator[Problem]:
    """Yield what must be settled in one deliverable."""
    for party in one.parties:
        # Whom a request goes to may stay the document's words: nothing hangs on it.
        if party.meaning is MeaningState.OPEN and party.role is not PartyRole.COORDINATING and not party.is_request:
            yield Problem("open_phrase", one.deliverable_id, party.text)
    if not any(party.role is PartyRole.LEAD for party in one.parties):
        yield Problem("no_lead", one.deliverable_id)
    elif not owners and not any(party.meaning is MeaningState.OPEN or party.is_request for party in one.parties):
        yield Problem("nobody", one.deliverable_id)
    for occurrence in schedule.occurrences:
        if occurrence.fate is Fate.SETTLE:
            yield Problem("no_date", one.deliverable_id, one.deadline_text, occurrence.reasons)


def deadlines_of(stored: str) -> tuple[Deadline, ...]:
    """Return the deadlines that a row keeps as JSON."""
    return tuple(deadline_from_json(one) for one in json.loads(stored))
