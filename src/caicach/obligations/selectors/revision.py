"""What new drafts of standing duties would change in the ledger: who stays, who gets another day, who comes, who ends.

A duty is compared with its draft by (agency, occurrence key); as many rows of an agency as drafts that are left over by
this are the same things with misread days, in their order. What somebody has proved is never changed silently: it
is kept as it stands, unless the caller says that the change is for it too. Owns: the comparison, of the duties and of
the periodic report that carries their obligations. Does not: write.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from caicach.obligations.constants import AWAITS_HAND_IN, DueChangeKind, ObligationState
from caicach.obligations.mapping import DutyDraft, ObligationDraft, term_of
from caicach.obligations.models import DueChange, Duty, Event, Obligation, Submission
from caicach.obligations.selectors.revised import Key, Line, LineKind, Part, Revision
from caicach.obligations.selectors.wakings import due_of_event

__all__ = ["Line", "LineKind", "Part", "Revision", "proved_ids", "revision_of"]

_SURE = 30  # letters of a key that stay in the key of what an event opened beside it
_GONE = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
# What the plan itself says of a date; every other change was decided for one agency.
_OF_THE_PLAN = (DueChangeKind.CORRECTION, DueChangeKind.AMENDMENT)
_UNPROVED = (ObligationState.DORMANT, ObligationState.OPEN, *_GONE)
_IN_HAND = (ObligationState.SUBMITTED, ObligationState.ACCEPTED)


def revision_of(
    pairs: Sequence[tuple[int | None, DutyDraft]],
    report: DutyDraft | None,
    *,
    is_for_proved: bool = False,
    is_amendment: bool = False,
    is_locked: bool = False,
) -> Revision:
    """Return what the drafts would change of the duties: seven queries at most, whatever their size.

    Args:
        pairs: Duties with their new drafts; all of one source (``source_uid``).
        report: The periodic report that the drafts need, with the obligations that carry theirs.
        is_for_proved: Whether what somebody has proved changes or ends too; else it is kept as it stands.
        is_amendment: Whether the plan says another thing now: what was returned is owed anew and follows it, only what
            is handed in or accepted is history.
        is_locked: Holds the rows until the transaction ends: the report first, as a hand-in does.
    """
    report_id = _report_id(pairs)
    reports = _standing([report_id] if report_id else [], is_locked=is_locked)
    rows = _standing([duty_id for duty_id, _draft in pairs if duty_id], is_locked=is_locked)
    proved = proved_ids([*reports, *rows]) if not is_amendment else _in_hand_ids([*reports, *rows])
    carriers = {_key(one): one if one.state in AWAITS_HAND_IN else None for one in reports if one.state not in _GONE}
    judge = _Judge(proved, carriers, _woken_on(rows), _planned(rows), is_for_proved=is_for_proved)
    parts = tuple(
        Part(duty_id, draft, tuple(judge.lines([one for one in rows if one.duty_id == duty_id], draft)))
        for duty_id, draft in pairs
    )
    return Revision(parts, report_id, report, tuple(_report_lines(parts, reports, report, proved)), carriers)


def proved_ids(rows: Iterable[Obligation]) -> frozenset[int]:
    """Return which of ``rows`` somebody has handed in, by itself or in its report: one query."""
    found = list(rows)
    handed_in = Submission.objects.filter(obligation_id__in=[one.pk for one in found]).values_list(
        "obligation_id", flat=True
    )
    return frozenset(handed_in) | {one.pk for one in found if one.state not in _UNPROVED}


def _in_hand_ids(rows: Iterable[Obligation]) -> frozenset[int]:
    return frozenset(one.pk for one in rows if one.state in _IN_HAND)


def _key(one: Obligation) -> Key:
    return one.agency_id, one.occurrence_key


def _report_id(pairs: Sequence[tuple[int | None, DutyDraft]]) -> int | None:
    uids = {draft.source_uid for _duty_id, draft in pairs if draft.source_uid}
    duty = Duty.objects.filter(source_uid__in=uids, is_report=True).only("pk").first() if uids else None
    return duty.pk if duty else None


def _standing(duty_ids: Sequence[int], *, is_locked: bool) -> list[Obligation]:
    if not duty_ids:
        return []
    rows = Obligation.objects.filter(duty_id__in=duty_ids).order_by("pk")
    return list(rows.select_for_update() if is_locked else rows)


def _woken_on(rows: Sequence[Obligation]) -> dict[int, date]:
    """Return the day of the event that each row is awake by: of its own, or of the last one that its duty had."""
    events = Event.objects.filter(duty_id__in={one.duty_id for one in rows}, undone_at=None)
    told = list(events.order_by("occurred_on", "pk").values_list("pk", "duty_id", "occurred_on"))
    own = {pk: occurred_on for pk, _duty_id, occurred_on in told}
    last = {duty_id: occurred_on for _pk, duty_id, occurred_on in told}
    days = {one.pk: own.get(one.event_id or 0, last.get(one.duty_id)) for one in rows}
    return {pk: occurred_on for pk, occurred_on in days.items() if occurred_on}


def _planned(rows: Iterable[Obligation]) -> dict[int, date]:
    """Return the day that the plan gave each row whose day was then moved for its agency alone: one query."""
    planned: dict[int, date] = {}
    moved: dict[int, date] = {}
    changes = DueChange.objects.filter(obligation_id__in=[one.pk for one in rows]).order_by("obligation_id", "number")
    for pk, kind, old, new in changes.values_list("obligation_id", "kind", "from_due_on", "to_due_on"):
        if kind in _OF_THE_PLAN:
            planned[pk] = new
        else:
            moved[pk] = planned.setdefault(pk, old)
    return {pk: planned[pk] for pk in moved}


class _Judge:
    """Compares the rows of a duty with a draft."""

    def __init__(
        self,
        proved: frozenset[int],
        carriers: Mapping[Key, Obligation | None],
        woken_on: Mapping[int, date],
        planned: Mapping[int, date],
        *,
        is_for_proved: bool,
    ) -> None:
        self.proved = proved
        self.carriers = carriers
        self.woken_on = woken_on
        self.planned = planned
        self.is_for_proved = is_for_proved

    def lines(self, rows: Sequence[Obligation], draft: DutyDraft) -> Iterator[Line]:
        """Yield a line for every row that stands and for every obligation that the draft asks for."""
        yield from self._opened(rows, draft)
        found = [row for row in rows if not self._is_opened(row)]
        wanted = {(one.agency_id, one.occurrence_key): one for one in draft.obligations}
        matched = {row.pk: wanted.pop(_key(row)) for row in found if _key(row) in wanted}
        for row, one in _left_over([row for row in found if row.pk not in matched], list(wanted.values())):
            matched[row.pk] = wanted.pop((one.agency_id, one.occurrence_key))
        given_back = {one.pk for one in found if one.pk not in matched}
        for row in found:
            asked = matched.get(row.pk)
            comes_back = row.state == ObligationState.TRANSFERRED and row.continued_by_id in given_back
            if row.state != ObligationState.CANCELLED and not (asked and comes_back):
                yield self._standing(row, asked, draft)
            elif asked:
                yield _arising(asked, row)
        yield from (_arising(one, None) for one in wanted.values())

    def _opened(self, rows: Iterable[Obligation], draft: DutyDraft) -> Iterator[Line]:
        """Yield the lines of what events opened: it follows what is asked of the row that sleeps beside it."""
        for row in rows:
            if self._is_opened(row) and row.state != ObligationState.CANCELLED:
                yield self._standing(row, _asked_beside(row, draft), draft)

    def _is_opened(self, row: Obligation) -> bool:
        """Whether an event that may repeat opened the row beside what sleeps."""
        day = self.woken_on.get(row.pk) if row.event_id else None
        return day is not None and day.isoformat() in row.occurrence_key

    def _standing(self, row: Obligation, asked: ObligationDraft | None, draft: DutyDraft) -> Line:
        is_proved = row.pk in self.proved
        is_held = is_proved and not self.is_for_proved
        if row.state == ObligationState.TRANSFERRED:
            return _line(LineKind.STAYS, row, asked, is_proved=is_proved)
        if asked is None:
            return _line(LineKind.KEPT if is_held else LineKind.ENDS, row, None, is_proved=is_proved)
        due_on, due_reason, state = self._fate(row, asked, draft, is_proved=is_proved)
        due_on = self._kept(row, due_on)
        key = row.occurrence_key, row.acceptor_id
        is_same = (due_on, state, asked.occurrence_key, asked.acceptor_id) == (row.due_on, row.state, *key)
        if is_same and (is_proved or self._carrier_id(asked) == row.carrier_id):
            return _line(LineKind.STAYS, row, asked, is_proved=is_proved)
        if is_held:
            return _line(LineKind.KEPT, row, asked, is_proved=True)
        return Line(
            LineKind.CHANGES,
            row.agency_id,
            asked.occurrence_key,
            asked.occurrence_label,
            row,
            asked,
            ObligationState(state),
            due_on,
            due_reason,
            is_proved,
        )

    def _fate(
        self, row: Obligation, asked: ObligationDraft, draft: DutyDraft, *, is_proved: bool
    ) -> tuple[date | None, str, str]:
        """Return the due day, its reasons and the state that the draft gives a standing row."""
        if asked.due_on is not None:
            awake = ObligationState.OPEN if row.state == ObligationState.DORMANT else row.state
            return asked.due_on, asked.due_reason, awake
        if row.state == ObligationState.DORMANT:
            return None, asked.due_reason, row.state
        occurred_on = self.woken_on.get(row.pk)
        if occurred_on is not None:
            return *self._from_event(row, asked, draft, occurred_on), row.state
        # Awake by a date that was misread; what is proved cannot fall asleep again.
        return (row.due_on, row.due_reason, row.state) if is_proved else (None, asked.due_reason, "dormant")

    def _kept(self, row: Obligation, due_on: date | None) -> date | None:
        """Return the day after the draft: what was moved for this agency alone is not taken back by its plan's row.

        Where the plan's day stays, the agency's day stays; where it changes, the later of the two holds.
        """
        planned = self.planned.get(row.pk)
        if planned is None or row.due_on is None or due_on is None:
            return due_on
        return row.due_on if due_on == planned else max(due_on, row.due_on)

    def _from_event(
        self, row: Obligation, asked: ObligationDraft, draft: DutyDraft, occurred_on: date
    ) -> tuple[date | None, str]:
        """Return the day counted anew from the event; the entered one where no term counts from it."""
        if term_of(asked.due_reason, draft.deadline) is None:
            return row.due_on, row.due_reason
        return due_of_event(asked.due_reason, draft.deadline, occurred_on)

    def _carrier_id(self, asked: ObligationDraft) -> int | None:
        """Return the report that would carry a row; 0 where it would be a new one."""
        if asked.carrier is None:
            return None
        if asked.carrier not in self.carriers:
            return 0
        carrier = self.carriers[asked.carrier]
        return carrier.pk if carrier else None


def _asked_beside(row: Obligation, draft: DutyDraft) -> ObligationDraft | None:
    """Return what is asked of a row that an event opened: as of what sleeps beside it, under the row's own key."""
    asleep = [one for one in draft.obligations if one.agency_id == row.agency_id and one.due_on is None]
    fitting = [one for one in asleep if row.occurrence_key.startswith(one.occurrence_key[:_SURE])] or asleep
    if not fitting:
        return None
    return replace(fitting[0], occurrence_key=row.occurrence_key, occurrence_label=row.occurrence_label)


def _left_over(
    rows: Iterable[Obligation], wanted: Iterable[ObligationDraft]
) -> Iterator[tuple[Obligation, ObligationDraft]]:
    """Yield what is left of one agency on both sides, where it is as many of each, in the order of the days."""
    standing: dict[int, list[Obligation]] = {}
    for row in rows:
        if row.state not in _GONE:
            standing.setdefault(row.agency_id, []).append(row)
    asked: dict[int, list[ObligationDraft]] = {}
    for one in wanted:
        asked.setdefault(one.agency_id, []).append(one)
    for agency_id, drafts in asked.items():
        left = standing.get(agency_id, [])
        if len(left) == len(drafts):
            by_day = sorted(left, key=lambda row: (row.due_on or date.max, row.occurrence_key))
            in_order = sorted(drafts, key=lambda one: (one.due_on or date.max, one.occurrence_key))
            yield from zip(by_day, in_order, strict=True)


def _line(kind: LineKind, row: Obligation, asked: ObligationDraft | None, *, is_proved: bool) -> Line:
    return Line(
        kind, *_key(row), row.occurrence_label, row, asked, None, row.due_on, row.due_reason, is_proved=is_proved
    )


def _arising(asked: ObligationDraft, row: Obligation | None) -> Line:
    state = ObligationState.OPEN if asked.due_on else ObligationState.DORMANT
    return Line(
        LineKind.ARISES,
        asked.agency_id,
        asked.occurrence_key,
        asked.occurrence_label,
        row,
        asked,
        state,
        asked.due_on,
        asked.due_reason,
    )


def _report_lines(
    parts: Sequence[Part], reports: Sequence[Obligation], report: DutyDraft | None, proved: frozenset[int]
) -> Iterator[Line]:
    """Yield the reports that arise for what they must carry, and the open ones that have nothing left to carry."""
    asked = {one.carrier for part in parts for line in part.lines if (one := _carried_after(line)) and one.carrier}
    standing = {_key(one): one for one in reports}
    drafts = {(one.agency_id, one.occurrence_key): one for one in (report.obligations if report else ())}
    for key in sorted(asked):
        row = standing.get(key)
        if row is None or row.state in _GONE:
            yield _arising(drafts[key], row)
    carrying = _carrying(parts, [one for one in reports if one.state not in _GONE])
    for row in reports:
        if row.state in _GONE or _key(row) in asked:
            continue
        is_idle = row.pk not in carrying and row.pk not in proved
        if is_idle:
            yield _line(LineKind.ENDS, row, None, is_proved=False)


def _carried_after(line: Line) -> ObligationDraft | None:
    """Return the draft of a line whose carrier is set by the change; what is proved keeps the one it has."""
    return line.wanted if line.is_owed and not line.is_proved else None


def _carrying(parts: Sequence[Part], reports: Sequence[Obligation]) -> frozenset[int]:
    """Return the reports that still carry something else, or something that is kept: one query."""
    ours = [part.duty_id for part in parts if part.duty_id]
    others = (
        Obligation.objects.filter(carrier_id__in=[one.pk for one in reports])
        .exclude(duty_id__in=ours)
        .exclude(state__in=_GONE)
    )
    kept = {
        line.standing.carrier_id
        for part in parts
        for line in part.lines
        if line.standing and line.is_proved and line.is_owed and line.standing.carrier_id
    }
    return frozenset(others.values_list("carrier_id", flat=True)) | kept
