"""What the obligations ledger tells a report: done with documents, overdue with reasons, due next; duties to answer.

Of a unit's report these are its own obligations; of a body that assigns, those of its plans, one line a duty however
many agencies owe it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import translation

from caicach.documents.access import visible_documents
from caicach.documents.constants import Direction
from caicach.obligations import access as ledger
from caicach.obligations.constants import AWAITS_HAND_IN, ObligationState, SubmissionState, TrackingMode
from caicach.obligations.selectors import carried_by, is_late, reason_label
from caicach.reports.constants import ReportState
from caicach.reports.mapping import next_window
from caicach.reports.models import DutyAnswer, Report
from caicach.web.actor import SYSTEM
from reform.narratives import Doc, Item

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["DutyLine", "documents_of_period", "duties_of", "lists_of"]

_MOST = 400  # obligations of one list: a report that names more is read by nobody
_MOST_DOCUMENTS = 60
_NAMED = 3  # agencies that one line names
_DOCUMENT = ("type", "symbol", "issued_on", "issuer_name", "subject")
_SUBJECTS = ("cải cách", "chuyển đổi số", "thủ tục hành chính")  # of documents that steer reform
_ORDER = ("due_on", "duty__number", "agency__current_sort_key", "pk")


@dataclass(slots=True)
class _Grouped:
    """One duty with the agencies that a list names."""

    title: str
    area: str
    agencies: list[str] = field(default_factory=list)
    due_on: date | None = None
    reasons: list[str] = field(default_factory=list)
    docs: list[Doc] = field(default_factory=list)
    results: list[str] = field(default_factory=list)


def lists_of(report: Report, *, today: date) -> dict[str, tuple[Item, ...]]:
    """Return the lists of the ledger for a report: six queries, whatever stands in the ledger."""
    period = report.period
    owed = _owed(report)
    as_of = min(today, period.data_to + timedelta(days=1))
    answers = _answers(report)
    window = next_window(period.code, period.data_to)
    tracked = owed.filter(state__in=AWAITS_HAND_IN).exclude(duty__mode=TrackingMode.NOT_TRACKED)
    waiting = tracked.filter(carrier=None, due_on__range=window)
    late = owed.filter(is_late(as_of))
    unfinished = [pk for pk, one in answers.items() if one.reason and not one.result]
    told = tracked.filter(pk__in=unfinished).exclude(pk__in=late.values("pk")).exclude(pk__in=waiting.values("pk"))
    return {
        "da_xong": _done(report, owed, answers),
        "qua_han": _unfinished(late, answers),
        "chua_xong": _unfinished(told, answers),
        "sap_den_han": _unfinished(waiting, answers),
    }


def _answers(report: Report) -> dict[int, DutyAnswer]:
    """Return what is said of obligations: in the report itself, else in what the units issued for the same period."""
    said = Q(report=report)
    if _is_whole(report):
        said |= Q(report__period=report.period_id, report__state=ReportState.ISSUED)
    rows = sorted(DutyAnswer.objects.filter(said), key=lambda one: (one.report_id == report.pk, one.at))
    return {one.obligation_id: one for one in rows}


def _owed(report: Report) -> "QuerySet[Obligation]":
    """Return what the report tells of: the unit's own, or what the body assigned."""
    rows = ledger.visible_obligations(SYSTEM).filter(is_history=False, duty__is_report=False)
    if _is_whole(report):
        return rows.filter(Q(duty__owner=report.agency_id) | Q(duty__standing_body=report.agency_id))
    return rows.filter(agency=report.agency_id)


def _is_whole(report: Report) -> bool:
    return report.agency_id == report.period.owner_id


def _done(report: Report, owed: "QuerySet[Obligation]", answers: dict[int, DutyAnswer]) -> tuple[Item, ...]:
    window = (report.period.data_from, report.period.data_to)
    accepted = Q(state=ObligationState.ACCEPTED, met_on__range=window, carrier=None)
    # What a unit says of itself is a word for the body above only once it took it in.
    answered = [pk for pk, one in answers.items() if one.result and one.report_id == report.pk]
    rows = owed.filter(accepted | Q(pk__in=answered)).order_by(*_ORDER)[:_MOST]
    values = list(rows.values_list("pk", "duty_id", "duty__title", "duty__area_code", "agency__current_name"))
    docs = _documents([pk for pk, *_rest in values])
    grouped: dict[int, _Grouped] = {}
    for pk, duty_id, title, area, agency in values:
        one = grouped.setdefault(duty_id, _Grouped(title, area))
        one.agencies.append(agency)
        one.docs += docs.get(pk, [])
        if pk in answers and answers[pk].result:
            one.results.append(answers[pk].result)
    return tuple(_item(duty_id, one) for duty_id, one in grouped.items())


def _documents(obligation_ids: Iterable[int]) -> dict[int, list[Doc]]:
    """Return the documents that proved obligations: one query."""
    names = [f"submissions__document__{name}" for name in _DOCUMENT]
    rows = ledger.visible_obligations(SYSTEM).filter(
        pk__in=list(obligation_ids), submissions__state=SubmissionState.ACCEPTED, submissions__document__isnull=False
    )
    found: dict[int, list[Doc]] = {}
    for pk, *facts in rows.order_by("pk").values_list("pk", *names):
        found.setdefault(pk, []).append(Doc(*facts))
    return found


def _unfinished(open_ones: "QuerySet[Obligation]", answers: dict[int, DutyAnswer]) -> tuple[Item, ...]:
    """Return what is not done, one line a duty, with the reasons that were given."""
    fields = (
        "pk", "duty_id", "duty__title", "duty__area_code", "agency__current_name", "due_on", "late_reason__code",
        "late_reason__words",
    )  # fmt: skip
    grouped: dict[int, _Grouped] = {}
    for pk, duty_id, title, area, agency, due_on, code, words in open_ones.order_by(*_ORDER)[:_MOST].values_list(
        *fields
    ):
        one = grouped.setdefault(duty_id, _Grouped(title, area, due_on=due_on))
        one.agencies.append(agency)
        answered = answers[pk].reason if pk in answers else ""
        one.reasons.append(answered or words or _reason(code))
    return tuple(_item(duty_id, one) for duty_id, one in grouped.items())


def _reason(code: str | None) -> str:
    with translation.override("vi"):
        return reason_label(code) if code else ""


def _item(duty_id: int, one: _Grouped) -> Item:
    reasons = list(dict.fromkeys(filter(None, one.reasons)))
    results = list(dict.fromkeys(one.results))
    values = {
        "nhiệm vụ": one.title,
        "chủ trì": _names(one.agencies),
        "hạn": f"{one.due_on:%d/%m/%Y}" if one.due_on else "",
        "lý do": "; ".join(reasons[:_NAMED]),
        "kết quả": "; ".join(results[:_NAMED]),
    }
    docs = tuple(dict.fromkeys(one.docs))
    return Item({name: words for name, words in values.items() if words}, one.area, docs, key=str(duty_id))


def _names(agencies: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(agencies))
    named = ", ".join(distinct[:_NAMED])
    rest = len(distinct) - _NAMED
    return f"{named} và {rest} cơ quan khác" if rest > 0 else named


def documents_of_period(report: Report) -> tuple[Doc, ...]:
    """Return what the body issued within the period to steer reform, oldest first: one query."""
    window = (report.period.data_from, report.period.data_to)
    mine = Q(entries__agency=report.agency_id, entries__direction=Direction.OUT) | Q(issuer=report.agency_id)
    about = reduce(or_, (Q(subject__icontains=words) for words in _SUBJECTS))
    rows = visible_documents(SYSTEM).filter(mine, about, issued_on__range=window, is_placeholder=False)
    found = rows.exclude(type="Báo cáo").order_by("issued_on", "pk").distinct()[:_MOST_DOCUMENTS]
    return tuple(Doc(*facts) for facts in found.values_list(*_DOCUMENT))


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty of the report's own agency in its period, with what was answered."""

    pk: int
    uid: UUID
    number: str
    title: str
    area: str
    due_on: date | None
    state: str
    mode: str
    is_carried: bool  # closed by the report itself
    answer: DutyAnswer | None

    @property
    def is_open(self) -> bool:
        """Whether the agency still has to act."""
        return self.state in AWAITS_HAND_IN


def duties_of(report: Report) -> tuple[DutyLine, ...]:
    """Return the duties that the report's agency answers in it: what the report carries, and what fell due in its time.

    Two queries.
    """
    window = (report.period.data_from, report.period.data_to + timedelta(days=31))
    # What the report itself is owed by is no line of it.
    mine = ledger.visible_obligations(SYSTEM).filter(agency=report.agency_id, is_history=False, duty__is_report=False)
    carried = carried_by([report.obligation_id] if report.obligation_id else [])
    due = Q(due_on__range=window, carrier=None) & ~Q(duty__mode=TrackingMode.NOT_TRACKED)
    open_states = Q(state__in=(*AWAITS_HAND_IN, ObligationState.SUBMITTED, ObligationState.ACCEPTED))
    answers = {one.obligation_id: one for one in DutyAnswer.objects.filter(report=report).select_related("by")}
    rows = mine.filter(carried | due, open_states).order_by(F("due_on").asc(nulls_last=True), "duty__number", "pk")
    fields: tuple[Any, ...] = (
        "pk", "uid", "duty__number", "duty__title", "duty__area_code", "due_on", "state", "duty__mode", "carrier_id",
    )  # fmt: skip
    return tuple(_duty(row, answers) for row in rows[:_MOST].values_list(*fields))


def _duty(row: tuple[Any, ...], answers: Mapping[int, DutyAnswer]) -> DutyLine:
    pk, uid, number, title, area, due_on, state, mode, carrier_id = row
    return DutyLine(pk, uid, number, title, area, due_on, state, mode, carrier_id is not None, answers.get(pk))
