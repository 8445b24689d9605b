"""What is owed is corrected, extended or withdrawn after it was assigned.

History stays honest: nothing is deleted, what ends is cancelled with its reason, the first due day is kept, and what
somebody has handed in keeps its proof.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.constants import AWAITS_HAND_IN, DueChangeKind, ObligationState, SubmissionState
from caicach.obligations.mapping import Assigned, DutyDraft, duty_search_key, moved_due, reasons_to_json
from caicach.obligations.models import Duty, Obligation, Participant, Request, Submission, Transition
from caicach.obligations.registry import Moving, tell_moved
from caicach.obligations.selectors.revision import Line, LineKind, Part, Revision, revision_of
from caicach.obligations.services.asks_ending import asks_close
from caicach.obligations.services.assign import (
    duties_assign,
    first_transitions,
    obligation_of,
    participants_of,
    requests_of,
)
from caicach.obligations.services.due_dates import DueCause, due_chain
from caicach.obligations.services.loose_ends import loose_ends_end
from caicach.obligations.services.riding import reports_free, reports_give_back, ride_along
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["duties_add", "duties_change", "duties_withdraw"]

Key = tuple[int, str]
_ENDED = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
_FIELDS = (
    "state",
    "occurrence_key",
    "occurrence_label",
    "first_due_on",
    "due_on",
    "due_reason",
    "acceptor",
    "acceptor_reason",
    "carrier",
    "continued_by",
    "met_on",
    "accepted_at",
    "paused_on",
)
_DUTY_FIELDS = ("title", "task", "number", "search_key", "area_code", "mode", "deadline", "deadline_text")


@transaction.atomic
def duties_change(  # noqa: PLR0913 - what was shown, why, and how far it goes
    pairs: Sequence[tuple[int, DutyDraft]],
    report: DutyDraft | None,
    *,
    actor: Actor,
    reason: str,
    now: datetime,
    is_for_proved: bool = False,
    is_amendment: bool = False,
    version: str = "",
) -> Revision:
    """Make standing duties what their new drafts say; return what was done.

    A fixed number of statements, and three more for each 500 rows. Whether the actor may change them is for the
    caller to ask. What is proved stays as it is, unless ``is_for_proved``; even then its hand-ins stay in history.

    Args:
        pairs: Ids of duties with their new drafts, all of one source (``source_uid``).
        report: The periodic report of the source, with the obligations that carry those of ``pairs``.
        actor: Who corrects.
        reason: Why, in words for the agencies.
        now: The moment.
        is_for_proved: Whether what is proved changes or ends too.
        is_amendment: Whether the plan says another thing now, instead of having been misread: the chain of dates says
            so, and what one other agency owes instead is transferred to it.
        version: Of the ``Revision`` that was shown; empty where nothing was shown.

    Transition: open, returned, dormant (submitted, accepted) → cancelled or, by an amendment, transferred; cancelled,
    transferred → open; open ↔ dormant; "" → open.
    Audit: ``obligations.change``, one row a duty.

    Raises:
        WrongState: the ledger has changed since ``version`` was shown.
    """
    made = revision_of(pairs, report, is_for_proved=is_for_proved, is_amendment=is_amendment, is_locked=True)
    if version and version != made.version:
        raise WrongState(_("Có người vừa thay đổi các nhiệm vụ này. Xem lại danh sách bên dưới rồi xác nhận lại."))
    kind = DueChangeKind.AMENDMENT if is_amendment else DueChangeKind.CORRECTION
    writer = _Writer(actor, reason, now, kind)
    writer.report_ids = {made.report_id} if made.report_id else set()
    carriers = writer.carriers(made)
    changed = list(Duty.objects.filter(pk__in=[part.duty_id for part in made.parts]))
    duties = {duty.pk: duty for duty in changed}
    for part in made.parts:
        writer.lines(part.lines, carriers=carriers, duty=duties[part.duty_id or 0])
    writer.lines([line for line in made.report_lines if line.kind is LineKind.ENDS], carriers={}, duty=None)
    writer.save()
    old = [_facts(duty) for duty in changed]
    _rewrite([(duties[part.duty_id or 0], part) for part in made.parts], now)
    rows = [
        (duty, before, _facts(duty) | {"reason": reason, "obligations": _counts(made)})
        for duty, before in zip(changed, old, strict=True)
    ]
    audit.record_many("obligations.change", rows, actor=actor, at=now)
    return made


@transaction.atomic
def duties_add(drafts: Sequence[DutyDraft], *, actor: Actor, reason: str, now: datetime) -> Assigned:
    """Assign further duties of a source that has duties already; its periodic report carries what it can.

    Whether the actor may assign is for the caller to ask.
    Transition and audit: as ``duties_assign``; a report that was cancelled is open again with ``reason``.
    """
    report = next((draft for draft in drafts if draft.is_report), None)
    others = [draft for draft in drafts if not draft.is_report]
    made = revision_of([(None, draft) for draft in others], report, is_locked=True)
    writer = _Writer(actor, reason, now)
    carriers = writer.carriers(made)
    writer.save()
    return duties_assign(others, actor=actor, now=now, carriers=carriers)


@transaction.atomic
def duties_withdraw(source_uid: UUID, *, actor: Actor, reason: str, now: datetime) -> int:
    """Cancel everything that is owed for a source; return how many obligations.

    Whether nobody has acted yet, and whether the actor may withdraw, is for the caller to ask, holding the rows.

    Transition: any → cancelled.  Audit: ``obligations.change``, one row a duty.
    """
    duties = list(Duty.objects.filter(source_uid=source_uid))
    rows = Obligation.objects.filter(duty__in=[duty.pk for duty in duties]).exclude(state__in=_ENDED).order_by("pk")
    standing = list(rows.select_for_update())
    writer = _Writer(actor, reason, now)
    writer.report_ids = {duty.pk for duty in duties if duty.is_report}
    for row in standing:
        writer.end(row)
    writer.save()
    audit.record_many("obligations.change", [(duty, {}, {"reason": reason}) for duty in duties], actor=actor, at=now)
    return len(standing)


class _Writer:
    """Collects changed and new obligations with their transitions, and saves them in a fixed number of statements."""

    def __init__(
        self, actor: Actor, reason: str, now: datetime, kind: DueChangeKind = DueChangeKind.CORRECTION
    ) -> None:
        self.actor, self.reason, self.now, self.kind = actor, reason, now, kind
        self.changed: list[Obligation] = []
        self.fresh: list[Obligation] = []
        self.transitions: list[Transition] = []
        self.moved: list[tuple[Obligation, date]] = []  # with the due day before
        self.ended: list[int] = []  # what an officer prepared for these leads nowhere any more
        self.given_on: list[tuple[Obligation, Key]] = []  # with who owes it instead
        self.closed: list[int] = []  # obligations whose waiting hand-in goes back
        self.report_ids: set[int] = set()  # duties that are periodic reports
        self.again: list[int] = []  # reports that stand again

    def carriers(self, made: Revision) -> Mapping[Key, Obligation | None]:
        """Return the reports that carry what the drafts ask to be carried; those that lack arise, saved."""
        arising = [line for line in made.report_lines if line.kind is LineKind.ARISES]
        if not arising or made.report is None:
            return made.carriers
        duty = self._report_duty(made.report_id, made.report)
        wanted = [line.wanted for line in arising if _is_new(line) and line.wanted]
        fresh = [obligation_of(duty, one, now=self.now, carriers={}) for one in wanted]
        again = [self._reopen(line, {}) for line in arising if not _is_new(line)]
        ride_along([*fresh, *again], duty=duty)
        self._create(fresh)
        self.again = [row.pk for row in again]
        return {**made.carriers, **{(one.agency_id, one.occurrence_key): one for one in (*fresh, *again)}}

    def _report_duty(self, duty_id: int | None, report: DutyDraft) -> Duty:
        if duty_id is not None:
            return Duty.objects.get(pk=duty_id)
        assigned = duties_assign([replace(report, obligations=())], actor=self.actor, now=self.now)
        return Duty.objects.get(pk__in=assigned.duty_ids.values())

    def lines(self, lines: Sequence[Line], *, carriers: Mapping[Key, Obligation | None], duty: Duty | None) -> None:
        """Collect what ``lines`` ask for."""
        heirs = self._heirs(lines)
        for line in lines:
            if line.kind is LineKind.ENDS and line.standing:
                self.end(line.standing, ObligationState.TRANSFERRED if line.occurrence_key in heirs else None)
            elif line.kind is LineKind.CHANGES:
                self._change(line, carriers)
            elif line.kind is LineKind.ARISES and not _is_new(line):
                self._reopen(line, carriers)
            elif line.kind is LineKind.ARISES and duty and line.wanted:
                self.fresh.append(obligation_of(duty, line.wanted, now=self.now, carriers=carriers))
        self.given_on += [
            (line.standing, heirs[line.occurrence_key])
            for line in lines
            if line.kind is LineKind.ENDS and line.standing and line.occurrence_key in heirs
        ]

    def _heirs(self, lines: Iterable[Line]) -> dict[str, Key]:
        """Return which one agency owes an occurrence instead, by an amendment, of those that do not owe it any more."""
        if self.kind is not DueChangeKind.AMENDMENT:
            return {}
        arising: dict[str, list[Key]] = {}
        for line in lines:
            if line.kind is LineKind.ARISES:
                arising.setdefault(line.occurrence_key, []).append(line.key)
        return {key: found[0] for key, found in arising.items() if len(found) == 1}

    def end(self, row: Obligation, to: ObligationState | None = None) -> None:
        """Cancel or transfer a row; its hand-ins stay, one that waits goes back with the reason."""
        if row.state == ObligationState.SUBMITTED:
            self.closed.append(row.pk)
        self._move(row, to or ObligationState.CANCELLED)
        row.met_on = row.accepted_at = row.carrier = None
        self.changed.append(row)

    def _change(self, line: Line, carriers: Mapping[Key, Obligation | None]) -> None:
        row, asked = line.standing, line.wanted
        if row is None or asked is None or line.state is None:
            raise ValueError("a change has a row, a draft and a state")
        old = row.due_on
        self._move(row, line.state)
        self._fill(row, line, carriers)
        if old and row.due_on and old != row.due_on:
            stated = json.loads(line.due_reason or "[]")
            row.due_reason = json.dumps([*stated, *json.loads(reasons_to_json([moved_due(old, self.reason)]))])
            self.moved.append((row, old))
        self.changed.append(row)

    def _reopen(self, line: Line, carriers: Mapping[Key, Obligation | None]) -> Obligation:
        row = line.standing
        if row is None or line.state is None:
            raise ValueError("only what stood can stand again")
        self._move(row, line.state)
        self._fill(row, line, carriers)
        row.continued_by = None
        self.changed.append(row)
        return row

    def _fill(self, row: Obligation, line: Line, carriers: Mapping[Key, Obligation | None]) -> None:
        """Give a row what its line says; the first due day stays, a proved row keeps its report."""
        row.due_on, row.due_reason = line.due_on, line.due_reason
        row.first_due_on = row.first_due_on or line.due_on
        row.occurrence_key, row.occurrence_label = line.occurrence_key, line.occurrence_label
        if line.wanted is None:
            return
        row.acceptor_id, row.acceptor_reason = line.wanted.acceptor_id, line.wanted.acceptor_reason
        if not line.is_proved:
            row.carrier = carriers[line.wanted.carrier] if line.wanted.carrier else None

    def _move(self, row: Obligation, to: str) -> None:
        if row.state != to:
            self.transitions.append(self._transition(row, to))
            row.state = to
            if to not in AWAITS_HAND_IN:
                row.paused_on = None
                self.ended.append(row.pk)

    def _transition(self, row: Obligation, to: str) -> Transition:
        return Transition(
            obligation=row,
            from_state=row.state,
            to_state=to,
            at=self.now,
            actor_id=self.actor.user_id,
            agency_id=self.actor.agency_id,
            reason=self.reason,
        )

    def _create(self, rows: Sequence[Obligation]) -> None:
        Obligation.objects.bulk_create(rows)
        Transition.objects.bulk_create(first_transitions(rows, actor=self.actor, now=self.now))

    def save(self) -> None:
        """Write everything that was collected: what arises first, for what ends may name it."""
        self._create(self.fresh)
        standing = {(one.duty_id, one.agency_id, one.occurrence_key): one for one in (*self.changed, *self.fresh)}
        for row, (agency_id, key) in self.given_on:
            row.continued_by = standing[row.duty_id, agency_id, key]
        Obligation.objects.bulk_update(self.changed, _FIELDS, batch_size=500)
        Transition.objects.bulk_create(self.transitions)
        cause = DueCause(self.kind, self.actor, self.now, self.reason)
        due_chain(self.moved, {row.pk: row.due_on for row, _old in self.moved if row.due_on}, cause)
        decided = {"decided_at": self.now, "decided_by_id": self.actor.user_id}
        if self.ended:
            loose_ends_end(self.ended, actor=self.actor, reason=self.reason, now=self.now)
            asks_close(self.ended, actor=self.actor, reason=self.reason, now=self.now)
        if self.closed:
            Submission.objects.filter(obligation_id__in=self.closed, state=SubmissionState.PENDING).update(
                state=SubmissionState.RETURNED, return_reason=self.reason, **decided
            )
        self._tell_reports()

    def _tell_reports(self) -> None:
        """Let reports go by themselves that rode on one that ended, and tell who holds something for them."""
        over = [row.pk for row in self.changed if row.duty_id in self.report_ids and row.state in _ENDED]
        if handed_in := set(over) & set(self.closed):
            reports_give_back(handed_in, actor=self.actor, reason=self.reason, now=self.now)
        reports_free(over)
        said = Moving(ObligationState.CANCELLED, self.actor, self.now, self.reason, is_by_source=True)
        tell_moved(over, said)
        tell_moved(self.again, replace(said, to=ObligationState.OPEN))


def _is_new(line: Line) -> bool:
    return line.standing is None


def _rewrite(pairs: Sequence[tuple[Duty, Part]], now: datetime) -> None:
    """Give duties the words of their drafts, and name again who takes part and who is asked."""
    for duty, part in pairs:
        draft = part.draft
        if duty.deadline != draft.deadline:
            # Other words, other event; else what a person said of it stands.
            duty.event_repeats = draft.event_repeats
        for name in _DUTY_FIELDS:
            if name != "search_key":
                setattr(duty, name, getattr(draft, name))
        duty.search_key = duty_search_key(draft.number, draft.title, draft.task)
    duties = [duty for duty, _part in pairs]
    Duty.objects.bulk_update(duties, [*_DUTY_FIELDS, "event_repeats"])
    drafted = [(duty, part.draft) for duty, part in pairs]
    Participant.objects.filter(duty__in=duties).delete()
    Participant.objects.bulk_create(participants_of(drafted))
    # What was answered is history; the rest is asked as the corrected row asks.
    Request.objects.filter(duty__in=duties, answer="").delete()
    answered = set(Request.objects.filter(duty__in=duties).values_list("duty_id", "agency_id", "addressee"))
    asked = requests_of(drafted, now)
    Request.objects.bulk_create([one for one in asked if (one.duty_id, one.agency_id, one.addressee) not in answered])


def _facts(duty: Duty) -> dict[str, Any]:
    return {name: getattr(duty, name) for name in _DUTY_FIELDS if name != "search_key"}


def _counts(made: Revision) -> dict[str, int]:
    return {str(kind): len(made.of_kind(kind)) for kind in LineKind}
