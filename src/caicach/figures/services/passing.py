"""What becomes of a return when the report that it stands for ends, goes on as another agency's, or comes back.

Nothing that was filled in is lost: a return that nobody expects any more is set aside with the reason, counts nowhere,
and stands again where it is asked for again. Told by the other ledger within the transaction of the change.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caicach.agencies.selectors import register_at
from caicach.audit import services as audit
from caicach.figures.constants import PeriodState, ReturnKind, ReturnState
from caicach.figures.mapping import level_of, sheet_for
from caicach.figures.models import Period, Return
from caicach.figures.selectors.standing import beside, occurrence_of, standing_reports
from caicach.figures.services.consolidate import whole_follow
from caicach.figures.services.follow import give_back
from caicach.figures.services.periods import period_owe
from caicach.obligations.access import visible_obligations
from caicach.obligations.constants import AcceptorReason, ObligationState
from caicach.obligations.registry import Moving
from caicach.obligations.services import ObligationDraft, reports_ride
from caicach.web import clock
from caicach.web.actor import SYSTEM, Actor

__all__ = ["period_join", "returns_pass"]

_REASON_LENGTH = 500
_ENDED = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
_UNDECIDED = (ReturnState.DRAFT, ReturnState.RETURNED, ReturnState.SUBMITTED)
_ASIDE = ("kind", "aside_reason", "passed_to", "obligation")


def returns_pass(obligation_ids: Sequence[int], moving: Moving) -> None:
    """Let returns follow reports that ended, were given on or stand again (``obligations.registry.moved``).

    * Given to another agency: the return passes to it; where it has one of its own, that one is handed in for both,
      and the other is set aside.
    * Cancelled: it is set aside. Where only the document that asked for the report was changed or taken back, the
      period still asks: the return is owed by another report of the agency, or by the period itself.
    * Standing again: it comes back.

    Periods that are locked stay as they are. A fixed number of statements, and a few for each return that passes on.

    Audit: ``figures.pass``, one row a return.
    """
    if moving.to not in (*_ENDED, ObligationState.OPEN):
        return
    held = Return.objects.filter(obligation_id__in=list(obligation_ids)).exclude(kind=ReturnKind.WHOLE)
    related = ("period__form", "obligation__duty", "obligation__continued_by__agency")
    found = held.exclude(period__state=PeriodState.LOCKED).select_related(*related).order_by("pk")
    sheets = list(found.defer("period__form__definition"))
    writer = _Passing(moving, _beside_them(sheets))
    for sheet in sheets:
        writer.pass_on(sheet)
    writer.save()
    if sheets or moving.to != ObligationState.CANCELLED:
        _join_all(obligation_ids, moving)


def period_join(period: Period, *, actor: Actor, now: datetime) -> int:
    """Let every report that plans ask for the occurrence of a period ride on what its agency hands in; return how many.

    For what came about at the same moment as the period, or while a return was handed in. Three statements at most.
    """
    rows = Return.objects.filter(period=period, kind=ReturnKind.OWN).exclude(obligation=None)
    key = occurrence_of(period)
    return _join(period.owner_id, {(pk, key) for pk in rows.values_list("agency_id", flat=True)}, actor, now)


def _join_all(obligation_ids: Sequence[int], moving: Moving) -> None:
    """Let reports ride that came about or were left alone by the change."""
    columns = ("duty__owner_id", "occurrence_key", "agency_id", "continued_by__agency_id")
    rows = visible_obligations(SYSTEM).filter(pk__in=list(obligation_ids)).values_list(*columns)
    keys: dict[int, set[tuple[int, str]]] = {}
    for owner_id, key, *agencies in rows:
        keys.setdefault(owner_id, set()).update((pk, key) for pk in agencies if pk is not None)
    for owner_id, some in keys.items():
        _join(owner_id, some, moving.actor, moving.now)


def _join(owner_id: int, keys: Collection[tuple[int, str]], actor: Actor, now: datetime) -> int:
    mains = standing_reports(owner_id, keys)
    if not mains:
        return 0
    riding = {pk: mains[key] for key, pks in beside(owner_id, mains).items() for pk in pks}
    return reports_ride(riding, actor=actor, now=now)


_Place = tuple[int, int]  # period, agency


def _beside_them(sheets: Sequence[Return]) -> dict[_Place, Return]:
    """Return the returns of the same periods by agency: whoever goes on may have one."""
    periods = {one.period_id for one in sheets}
    rows = Return.objects.filter(period__in=periods).exclude(kind=ReturnKind.WHOLE) if periods else ()
    return {(one.period_id, one.agency_id): one for one in rows}


@dataclass(slots=True)
class _Owing:
    """Returns of a period that are owed by the period itself from now on."""

    period: Period
    sheets: list[Return]


class _Passing:
    """Collects what becomes of each return, and writes it."""

    def __init__(self, moving: Moving, others: dict[_Place, Return]) -> None:
        self.moving, self.others = moving, others
        self.aside: list[Return] = []
        self.told: list[tuple[Any, dict[str, Any], dict[str, Any]]] = []
        self.touched: set[int] = set()
        self.owing: dict[int, _Owing] = {}

    def pass_on(self, sheet: Return) -> None:
        """Decide what becomes of a return."""
        if self.moving.to == ObligationState.OPEN:
            self._take_back(sheet)
        elif sheet.kind != ReturnKind.OWN:
            return
        elif self.moving.to == ObligationState.TRANSFERRED:
            self._give_on(sheet)
        elif self.moving.is_by_source:
            self._owe_otherwise(sheet)
        else:
            self._set_aside(sheet)

    def _set_aside(self, sheet: Return, to_id: int | None = None) -> None:
        self._tell(sheet, {"kind": ReturnKind.ASIDE, "agency": to_id})
        sheet.kind, sheet.passed_to_id = ReturnKind.ASIDE, to_id
        sheet.aside_reason = self.moving.reason[:_REASON_LENGTH]
        self.aside.append(sheet)

    def _take_back(self, sheet: Return, obligation_id: int | None = None) -> None:
        if sheet.kind != ReturnKind.ASIDE:
            return
        self._tell(sheet, {"kind": ReturnKind.OWN})
        sheet.kind, sheet.passed_to_id, sheet.aside_reason = ReturnKind.OWN, None, ""
        sheet.obligation_id = obligation_id or sheet.obligation_id
        self.aside.append(sheet)

    def _give_on(self, sheet: Return) -> None:
        heir = sheet.obligation.continued_by if sheet.obligation else None
        if heir is None:
            self._set_aside(sheet)
            return
        theirs = self.others.get((sheet.period_id, heir.agency_id))
        if theirs is None or theirs.pk == sheet.pk:
            self._move(sheet, heir.agency_id, heir.pk)
            return
        self._set_aside(sheet, heir.agency_id)
        self._take_back(theirs, heir.pk)

    def _move(self, sheet: Return, agency_id: int, obligation_id: int) -> None:
        """Let another agency go on with a return; one of another level begins its own."""
        level = sheet.level if agency_id == sheet.agency_id else self._level(agency_id) or sheet.level
        if level != sheet.level:
            self._begin(sheet, agency_id, level, obligation_id)
            return
        self._tell(sheet, {"agency": agency_id})
        sheet.agency_id, sheet.obligation_id = agency_id, obligation_id
        sheet.save(update_fields=["agency", "obligation"])

    def _begin(self, sheet: Return, agency_id: int, level: str, obligation_id: int) -> None:
        self._set_aside(sheet, agency_id)
        required = len(sheet_for(sheet.period.form, level).required)
        Return.objects.create(
            period=sheet.period,
            agency_id=agency_id,
            level=level,
            obligation_id=obligation_id,
            required_count=required,
        )

    def _level(self, agency_id: int) -> str | None:
        entry = register_at(clock.local_date(self.moving.now)).by_id.get(agency_id)
        return level_of(entry.level, entry.kind) if entry else None

    def _owe_otherwise(self, sheet: Return) -> None:
        """Let what is not decided be owed by something else; what was taken in stays taken in."""
        if sheet.state in _UNDECIDED:
            self.owing.setdefault(sheet.period_id, _Owing(sheet.period, [])).sheets.append(sheet)

    def _tell(self, sheet: Return, new: dict[str, Any]) -> None:
        self.touched.add(sheet.period_id)
        old = {"kind": sheet.kind, "agency": sheet.agency_id}
        self.told.append((sheet, old, new | {"reason": self.moving.reason[:_REASON_LENGTH]}))

    def save(self) -> None:
        """Write what was decided."""
        if self.aside:
            Return.objects.bulk_update(self.aside, list(_ASIDE))
        for one in self.owing.values():
            self._save_owing(one.period, one.sheets)
        if self.told:
            audit.record_many("figures.pass", self.told, actor=self.moving.actor, at=self.moving.now)
        whole_follow(self.touched, now=self.moving.now)

    def _save_owing(self, period: Period, sheets: Sequence[Return]) -> None:
        key = occurrence_of(period)
        free = beside(period.owner_id, {(one.agency_id, key) for one in sheets})
        lone = [one for one in sheets if (one.agency_id, key) not in free]
        drafts = [_draft(one, period) for one in lone]
        made = period_owe(period, drafts, actor=self.moving.actor, now=self.moving.now) if drafts else {}
        for one in sheets:
            one.obligation_id = free.get((one.agency_id, key), [made.get(one.agency_id)])[0]
        Return.objects.bulk_update(sheets, ["obligation"])
        rows = Return.objects.filter(pk__in=[one.pk for one in sheets if one.state == ReturnState.SUBMITTED])
        give_back(rows, actor=self.moving.actor, reason=self.moving.reason, now=self.moving.now)


def _draft(sheet: Return, period: Period) -> ObligationDraft:
    """Return what the agency owes instead: by the same day, to the same body."""
    before = sheet.obligation
    if before is None:
        raise ValueError("only a return that was owed is owed otherwise")
    return ObligationDraft(
        agency_id=sheet.agency_id,
        occurrence_key=occurrence_of(period),
        occurrence_label=period.name,
        acceptor_id=before.acceptor_id,
        acceptor_reason=AcceptorReason(before.acceptor_reason),
        due_on=before.due_on or period.due_on,
        due_reason=before.due_reason,
    )
