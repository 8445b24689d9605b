"""Values that come into the ledger, and the words of what stands in it.

Owns: drafts of duties, evidence, reasons as JSON. Does not: read or write rows.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from caicach.obligations.constants import AcceptorReason, DutyOrigin, ParticipantRole, TrackingMode
from caicach.ui.sentences import in_language
from reform.due import wakes_by_itself
from reform.messages import Reason, explain
from vanban.language.deadlines import Deadline, DeadlineKind, deadline_from_json
from vanban.text.forms import compare_key

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.files.services import Source
    from caicach.obligations.models import Duty, HandInDraft

__all__ = [
    "Assigned",
    "DutyDraft",
    "Evidence",
    "ObligationDraft",
    "Paper",
    "ParticipantDraft",
    "Proof",
    "RequestDraft",
    "asked_due",
    "asks_for",
    "awaited_of",
    "carried_on",
    "duty_search_key",
    "entered_due",
    "moved_due",
    "reason_sentences",
    "reasons_to_json",
    "term_of",
    "waits_of",
]

# Reasons of this ledger itself, beside those of ``reform.messages``. Codes are permanent.
_OWN_REASONS = {
    "OB001": gettext_noop("Việc được giao ngày %(occurred)s; hạn do người ghi nhận nhập: %(due)s."),
    "OB002": gettext_noop("Trước đó ghi hạn %(old)s; đã sửa: %(why)s."),
    "OB003": gettext_noop("Chuyển tiếp từ %(source)s, hạn gốc %(first)s."),
    "OB004": gettext_noop("Chuyển tiếp từ %(source)s, khi đó còn chờ sự kiện."),
    "OB010": gettext_noop("%(agency)s đề nghị phối hợp và ấn định hạn %(due)s."),
}
_WAITS_WITH_TERM = frozenset({"DU011", "DU023"})  # of ``reform.messages``: the term is in the parameters
_WAITS_WITHOUT_TERM = frozenset({"DU012", "DU013", "DU022"})
_WAKES = frozenset({"DU019", "DU024", "OB001"})  # from here on the reasons tell of the event that happened
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class ParticipantDraft:
    """An agency that takes part without owing."""

    agency_id: int
    role: ParticipantRole
    note: str = ""  # at most 300 characters
    levels: tuple[str, ...] = ()  # of a monitor: the levels of the agencies it watches; empty: all
    is_below: bool = False  # of a monitor: it watches only those that stand under it


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """What is asked of a body outside command."""

    agency_id: int | None  # None: not in the register
    addressee: str  # the document's words, at most 300 characters


@dataclass(frozen=True, slots=True)
class ObligationDraft:
    """What one agency will owe at one occurrence."""

    agency_id: int
    occurrence_key: str  # never empty, at most 64 characters, unique per agency within its duty
    acceptor_id: int
    acceptor_reason: AcceptorReason
    occurrence_label: str = ""  # "quý I/2026"
    due_on: date | None = None  # last day; None: it sleeps until its event is entered
    due_reason: str = "[]"  # JSON of ``reasons_to_json``
    is_history: bool = False
    # (agency_id, occurrence_key) of the obligation of a report in the same call whose acceptance closes this one.
    carrier: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class DutyDraft:
    """What will be owed, with all who owe it."""

    title: str
    area_code: str
    source_kind: str  # "plans.Deliverable"
    source_id: int
    source_label: str
    mode: TrackingMode
    year: int
    owner_id: int  # the body that assigns
    standing_body_id: int
    source_uid: UUID | None = None  # of the plan, where lists and figures are asked for one plan
    task: str = ""
    number: str = ""
    place: str = "{}"  # JSON of a vanban Place
    deadline: str = "[]"  # JSON list of deadlines as read
    deadline_text: str = ""
    origin: DutyOrigin = DutyOrigin.PLAN  # each origin is counted apart
    is_report: bool = False  # the periodic report that carries others
    event_repeats: bool = False  # its event may happen again: each recording opens a new occurrence
    is_history: bool = False
    participants: tuple[ParticipantDraft, ...] = ()
    requests: tuple[RequestDraft, ...] = ()
    obligations: tuple[ObligationDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Assigned:
    """What ``duties_assign`` made."""

    duty_count: int
    obligation_count: int
    request_count: int = 0
    # (source kind, source id, position of the draft in the call) -> id of the duty
    duty_ids: Mapping[tuple[str, int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """The document behind a hand-in, as far as the rules ask: its day, and whether it can be looked at."""

    issued_on: date
    has_file: bool
    secret_place: str = ""  # where a state secret is kept; it has no file here
    kept_at: str = ""  # where a registered document can be looked at whose file is not here


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves an obligation; which of these must be there is for the duty's mode to say."""

    document: "Document | None" = None
    value: Decimal | None = None
    unit: str = ""  # of the value: "%", "hồ sơ"
    sentence: str = ""
    # Instead of a document: a state secret, named by its place of keeping and its day, perhaps by its symbol.
    secret_place: str = ""
    secret_symbol: str = ""
    secret_on: date | None = None
    kept_at: str = ""  # where the document can be looked at, while the register has no file of it
    is_return: bool = False  # the figures ledger holds what is handed in; the sentence says how it stands

    @property
    def paper(self) -> Paper | None:
        """The document or the secret behind it; None where there is neither."""
        if self.secret_place and self.secret_on:
            return Paper(self.secret_on, has_file=False, secret_place=self.secret_place)
        if self.document is None:
            return None
        return Paper(self.document.dated_on, has_file=self.document.file_id is not None, kept_at=self.kept_at)


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence as it comes from a form: a document picked from the register, or one that is registered with it.

    Of a picked document nothing is said again; a file is given where the register has none.
    """

    document: "Document | None" = None  # picked from the register
    kept_at: str = ""  # where the picked document can be looked at, where the register has no file of it
    type: str = ""
    symbol: str = ""
    issued_on: date | None = None
    issuer_name: str = ""  # empty: the owing agency
    subject: str = ""
    signer: str = ""
    file: "Source | bytes | None" = None
    file_name: str = ""
    value: Decimal | None = None
    unit: str = ""
    sentence: str = ""
    secret_place: str = ""  # where a state secret is kept: then no file, and the symbol may be left out
    is_return: bool = False  # the figures ledger holds what is handed in; the sentence says how it stands

    @property
    def is_secret(self) -> bool:
        """Whether the document is a state secret, of which nothing is kept here but its place."""
        return bool(self.secret_place.strip())

    @property
    def has_document(self) -> bool:
        """Whether anything of a document was given."""
        return not self.is_secret and bool(self.document or self.symbol.strip() or self.issued_on or self.file)


def proof_of(draft: "HandInDraft") -> Proof:
    """Return what a draft says, without its file: that was kept when it was prepared."""
    return Proof(
        document=draft.document,
        kept_at=draft.kept_at,
        type=draft.type,
        symbol=draft.symbol,
        issued_on=draft.issued_on,
        issuer_name=draft.issuer_name,
        subject=draft.subject,
        file_name=draft.file_name,
        value=draft.value,
        unit=draft.unit,
        sentence=draft.sentence,
        secret_place=draft.secret_place,
        is_return=draft.is_return,
    )


def asks_for(duty: "Duty") -> TrackingMode:
    """Return what a hand-in of ``duty`` consists of: a document, a figure or a sentence.

    A report is a document whatever its mode; so is what should be in a report where there is none to carry it.
    """
    if duty.is_report or duty.mode == TrackingMode.IN_REPORT:
        return TrackingMode.DOCUMENT
    return TrackingMode(duty.mode)


def duty_search_key(number: str, title: str, task: str) -> str:
    """Return the text that a search without tone marks looks in: number, title and task, folded."""
    return " ".join(key for key in map(compare_key, (number, title, task)) if key)


def reasons_to_json(reasons: Iterable[Reason]) -> str:
    """Return the reasons of a due date as they are stored: a JSON list of ``{"code", "params"}``, days in ISO."""
    rows = [{"code": reason.code, "params": dict(reason.params)} for reason in reasons]
    return json.dumps(rows, ensure_ascii=False, default=str, sort_keys=True)


def reason_sentences(stored: str) -> str:
    """Return the sentences of stored reasons; empty where there are none or their code is not known."""
    try:
        return " ".join(_sentence(reason) for reason in _reasons(stored))
    except (KeyError, TypeError, ValueError):
        # A row of an older version keeps its date; only the explanation is missing.
        return ""


def entered_due(occurred_on: date, due_on: date) -> Reason:
    """Return the reason of a due day that a person entered together with the event."""
    return Reason("OB001", {"occurred": occurred_on, "due": due_on})


def asked_due(agency: str, due_on: date) -> Reason:
    """Return the reason of a due day that the lead set when it asked another body."""
    return Reason("OB010", {"agency": agency, "due": due_on})


def carried_on(source: str, first_due_on: date | None) -> Reason:
    """Return the reason of a due day of what continues an obligation of an earlier plan."""
    if first_due_on is None:
        return Reason("OB004", {"source": source})
    return Reason("OB003", {"source": source, "first": first_due_on})


def moved_due(old_due_on: date, why: str) -> Reason:
    """Return the reason that stands beside those of a due day that was corrected."""
    return Reason("OB002", {"old": old_due_on, "why": why.rstrip(". ")})


def term_of(due_reason: str, deadlines: str) -> Deadline | None:
    """Return the term that counts from the event of a dormant obligation; None where a day must be entered.

    Args:
        due_reason: Its stored reasons: they name the event and the term it waits for.
        deadlines: JSON of its duty's deadlines, asked where the reasons do not tell.
    """
    for reason in _reasons(due_reason):
        if reason.code in _WAITS_WITHOUT_TERM:
            return None
        if reason.code in _WAITS_WITH_TERM:
            return _relative(reason)
    stored = (deadline_from_json(row) for row in _rows(json.loads(deadlines or "[]")))
    return next((deadline for deadline in stored if wakes_by_itself(deadline)), None)


def waits_of(due_reason: str) -> str:
    """Return the stored reasons of an obligation as they stood while it slept: what it waits for, and no more."""
    rows = _rows(json.loads(due_reason or "[]"))
    at = next((at for at, row in enumerate(rows) if row.get("code") in _WAKES), len(rows))
    return due_reason if at == len(rows) else json.dumps(rows[:at], ensure_ascii=False, sort_keys=True)


def awaited_of(due_reason: str, deadline_text: str) -> str:
    """Return the words of what an obligation waits for; those of its whole deadline where the reasons do not tell."""
    for reason in _reasons(due_reason):
        if reason.code in _WAITS_WITH_TERM | _WAITS_WITHOUT_TERM:
            return str(reason.params.get("event") or reason.params.get("text") or deadline_text)
    return deadline_text


def _relative(reason: Reason) -> Deadline:
    """Return the term of a stored reason: "immediately" has no amount."""
    return Deadline(
        kind=DeadlineKind.RELATIVE,
        text=str(reason.params.get("event", "")),
        event=str(reason.params.get("event", "")),
        amount=reason.params.get("amount"),
        unit=reason.params.get("unit", "immediately"),
    )


def _sentence(reason: Reason) -> str:
    if reason.code not in _OWN_REASONS:
        return in_language(explain((reason,)))
    words = {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in reason.params.items()}
    return _(_OWN_REASONS[reason.code]) % words


def _reasons(stored: str) -> tuple[Reason, ...]:
    return tuple(_reason(row) for row in _rows(json.loads(stored or "[]")))


def _rows(data: Any) -> list[Mapping[str, Any]]:
    rows = data if isinstance(data, list) else [data]
    return [row for row in rows if row]


def _reason(row: Mapping[str, Any]) -> Reason:
    return Reason(row["code"], {name: _value(value) for name, value in row.get("params", {}).items()})


def _value(value: object) -> object:
    """Return a stored parameter as the sentence wants it: days were ISO texts."""
    return date.fromisoformat(value) if isinstance(value, str) and _ISO_DAY.fullmatch(value) else value
