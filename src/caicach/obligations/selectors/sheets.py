"""Obligations as the rows of a sheet that is filled in elsewhere and taken back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from django.db.models import F, Max

from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, DraftState, TrackingMode
from caicach.obligations.mapping import asks_for
from caicach.obligations.models import HandInDraft, LateReason, Obligation, Submission
from caicach.obligations.selectors.late_reasons import is_or_was_late
from caicach.obligations.selectors.lists import Filters, matching
from caicach.web.actor import Actor

__all__ = [
    "HAND_IN",
    "MOST_ROWS",
    "OF_MODE",
    "REASON",
    "Cells",
    "SheetCell",
    "SheetRow",
    "digest_of",
    "sheet_rows",
    "sheet_rows_of",
]

MOST_ROWS = 2_000
_CHUNK = 500  # values of one statement
_FOLLOWED = (DraftState.WAITING, DraftState.SENT_BACK)


class SheetCell(StrEnum):
    """The cells of a row that are filled in, in the order of the sheet; the values are permanent."""

    SENTENCE = "sentence"
    VALUE = "value"
    UNIT = "unit"
    SYMBOL = "symbol"
    ISSUED_ON = "issued_on"
    CAUSE = "cause"
    WORDS = "words"


# A cell as text: a number as ``8803.5``, a day as ``2026-03-16``, a reason by its code; empty where nothing stands.
Cells = Mapping[SheetCell, str]

HAND_IN = (SheetCell.SENTENCE, SheetCell.VALUE, SheetCell.UNIT, SheetCell.SYMBOL, SheetCell.ISSUED_ON)
REASON = (SheetCell.CAUSE, SheetCell.WORDS)
_PAPER = (SheetCell.SYMBOL, SheetCell.ISSUED_ON)
OF_MODE: Mapping[TrackingMode, tuple[SheetCell, ...]] = {
    TrackingMode.DOCUMENT: _PAPER,
    TrackingMode.FIGURE: (SheetCell.VALUE, SheetCell.UNIT, *_PAPER),
    TrackingMode.DECLARED: (SheetCell.SENTENCE,),
    TrackingMode.NOT_TRACKED: (),
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An obligation with what its fillable cells hold now."""

    obligation: Obligation  # with duty, agency, acceptor
    number: int  # of the last hand-in; 0 before the first
    draft: HandInDraft | None  # that waits or was sent back, where the actor sees it
    draft_version: int  # of the newest wording, whatever became of it
    reason: LateReason | None

    @property
    def cells(self) -> Cells:
        """What stands in the cells now: of the draft, and the reason of lateness."""
        draft, reason = self.draft, self.reason
        found = dict.fromkeys(SheetCell, "")
        if draft is not None:
            found[SheetCell.SENTENCE], found[SheetCell.UNIT] = draft.sentence, draft.unit
            found[SheetCell.VALUE] = f"{draft.value.normalize():f}" if draft.value is not None else ""
            paper = draft.document or draft
            found[SheetCell.SYMBOL] = paper.symbol
            found[SheetCell.ISSUED_ON] = paper.issued_on.isoformat() if paper.issued_on else ""
        if reason is not None:
            found[SheetCell.CAUSE], found[SheetCell.WORDS] = reason.code, reason.words
        return found

    @property
    def stamp(self) -> str:
        """By which a row is known again: as it stood, and what its cells held; both change with every act on it."""
        one, reason = self.obligation, self.reason
        said_at = reason.given_at.isoformat() if reason else ""
        facts = (one.uid.hex, one.state, str(one.due_on), str(one.paused_on), self.number, self.draft_version, said_at)
        return f"{_digest(facts)}-{digest_of(self.cells)}"

    def takes(self, today: date) -> tuple[SheetCell, ...]:
        """Return the cells that can be filled in now, whoever does it."""
        one = self.obligation
        hand_in: tuple[SheetCell, ...] = ()
        if one.state in AWAITS_HAND_IN and one.carrier_id is None:
            hand_in = OF_MODE.get(asks_for(one.duty), ())
        return (*hand_in, *(REASON if is_or_was_late(one, today) else ()))


def digest_of(cells: Cells) -> str:
    """Return a short sign of what cells hold."""
    return _digest([cells.get(cell, "") for cell in SheetCell])


def sheet_rows(actor: Actor, filters: Filters, *, today: date) -> tuple[SheetRow, ...] | None:
    """Return what fits ``filters``, by agency and due day; None where it is more than 2,000.

    One query for the rows; three more for each 500 of them.
    """
    found = matching(actor, filters, today=today).select_related("duty", "agency", "acceptor")
    order = ("agency__current_sort_key", F("due_on").asc(nulls_last=True), "pk")
    rows = list(found.order_by(*order)[: MOST_ROWS + 1])
    return None if len(rows) > MOST_ROWS else _with_words(actor, rows)


def sheet_rows_of(actor: Actor, uids: Iterable[UUID]) -> dict[UUID, SheetRow]:
    """Return the rows of ``uids`` that are within reach: four queries for each 500."""
    wanted = list(dict.fromkeys(uids))
    found: list[Obligation] = []
    for start in range(0, len(wanted), _CHUNK):
        rows = access.visible_obligations(actor).filter(uid__in=wanted[start : start + _CHUNK])
        found += rows.select_related("duty", "agency", "acceptor").order_by("pk")
    return {row.obligation.uid: row for row in _with_words(actor, found)}


def _with_words(actor: Actor, rows: Sequence[Obligation]) -> tuple[SheetRow, ...]:
    numbers: dict[int, int] = {}
    drafts: dict[int, HandInDraft] = {}
    reasons: dict[int, LateReason] = {}
    ids = [row.pk for row in rows]
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        sent = Submission.objects.filter(obligation_id__in=part).order_by().values_list("obligation_id")
        numbers |= dict(sent.annotate(last=Max("number")))
        worded = (
            access.visible_drafts(actor).filter(obligation_id__in=part).select_related("document").order_by("version")
        )
        drafts |= {draft.obligation_id: draft for draft in worded}  # the newest comes last
        reasons |= {given.obligation_id: given for given in LateReason.objects.filter(obligation_id__in=part)}
    return tuple(_row(one, numbers.get(one.pk, 0), drafts.get(one.pk), reasons.get(one.pk)) for one in rows)


def _row(one: Obligation, number: int, newest: HandInDraft | None, reason: LateReason | None) -> SheetRow:
    # Of a secret nothing leaves in a sheet, not even its number.
    followed = newest if newest is not None and newest.state in _FOLLOWED and not newest.secret_place else None
    return SheetRow(one, number, followed, newest.version if newest else 0, reason)


def _digest(values: Sequence[object]) -> str:
    return sha256(json.dumps(values, ensure_ascii=False, default=str).encode()).hexdigest()[:16]
