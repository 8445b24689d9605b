"""What formulas of a set take: the figures that agencies stand by, and what the ledgers say of their year.

For all agencies of a round at once, in a fixed number of queries. A figure that is not known stays not known: an agency
that no ledger knows is not an agency without delay.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Q

from caicach.figures.access import visible_returns
from caicach.figures.constants import PERIOD_SOURCE, ReturnKind
from caicach.figures.selectors import form_of
from caicach.figures.selectors.cells import filled_of_all
from caicach.figures.selectors.earlier import STANDING
from caicach.obligations.access import visible_obligations
from caicach.obligations.constants import AWAITS_HAND_IN, DutyOrigin, ObligationState, SubmissionState, TrackingMode
from caicach.obligations.selectors.tasks import has_fallen_due, is_met_late, is_on_time, stands_alone
from caicach.scoring.constants import ROUND_SOURCE
from caicach.scoring.models import Round
from caicach.web.actor import SYSTEM
from reform.areas import areas
from reform.forms import Asked, Value
from reform.forms.completing import completed
from reform.forms.model import Form
from reform.forms.steps import known_values
from reform.forms.tree import Cell, When
from reform.index.conditions import Naming
from reform.index.ledger_keys import LEDGER_DIMENSION, LEDGER_KEYS

__all__ = ["AgencyFigures", "Origin", "figures_for", "naming_of"]

STATISTICS_FORM = "cchc-thong-ke"
_DUTIES = (DutyOrigin.PLAN, DutyOrigin.FROM_ABOVE, DutyOrigin.CONCLUSION)
_MEASURES = ("due", "done", "on_time", "late", "overdue")


@dataclass(frozen=True, slots=True)
class Origin:
    """The return that figures come from."""

    uid: UUID
    period: str  # "quý III năm 2026"
    form: Form


@dataclass(slots=True)
class AgencyFigures:
    """What is known of one agency, as formulas take it."""

    values: dict[Asked | str, Value] = field(default_factory=dict)
    origin: Origin | None = None  # None: it returned no figures this year

    def put(self, key: str, number: int, area: str = "") -> None:
        """Let a ledger key have a value: in all, or of one area."""
        members = ((LEDGER_DIMENSION, area),) if area else ()
        self.values[Asked(When.NOW, Cell(key, members))] = Decimal(number)


def figures_for(round_: Round, agency_ids: Iterable[int], *, today: date) -> dict[int, AgencyFigures]:
    """Return what is known of each agency for the year of ``round_`` as of ``today``: six queries, however many.

    One more for a form that was not read lately.
    """
    found = {agency_id: AgencyFigures() for agency_id in agency_ids}
    _put_statistics(round_, found)
    last = min(date(round_.year, 12, 31), today - timedelta(days=1))
    _put_duties(round_, found, last)
    _put_reports(round_, found, last)
    _put_returns(round_, found, last)
    return found


def naming_of(origin: Origin | None, on: date) -> Naming:
    """Return what names a figure in a calculation: the line of the form with its number, or a key of the ledgers."""
    lines = origin.form.by_key() if origin is not None else {}
    names = {area.code: area.short_name for area in areas(on)}

    def label(cell: Cell) -> str:
        line = lines.get(cell.key)
        if line is None or origin is None:
            members = [names.get(member, member) for _dimension, member in cell.members]
            return _with(LEDGER_KEYS.get(cell.key, cell.key), members)
        dimensions = origin.form.dimensions
        said = [dimensions[dimension].members[member] for dimension, member in cell.members]
        return _with(f"{line.label} [{line.number}]", said)

    def word(cell: Cell, text: str) -> str:
        line = lines.get(cell.key)
        return line.choice.words.get(text, text) if line is not None and line.choice is not None else text

    return Naming(label, word)


def _with(label: str, members: list[str]) -> str:
    shown = label[:1].lower() + label[1:]
    return f"{shown} ({', '.join(members)})" if members else shown


def _put_statistics(round_: Round, found: Mapping[int, AgencyFigures]) -> None:
    """Take the latest return of statistics that each agency stands by: two queries."""
    rows = visible_returns(SYSTEM).filter(
        agency__in=list(found),
        kind=ReturnKind.OWN,
        state__in=STANDING,
        period__owner=round_.owner_id,
        period__year=round_.year,
        period__form_key=STATISTICS_FORM,
    )
    related = rows.select_related("period__form").defer("period__form__definition")
    latest = {row.agency_id: row for row in related.order_by("period__data_to", "pk")}
    filled = filled_of_all(row.pk for row in latest.values()) if latest else {}
    for agency_id, row in latest.items():
        form = form_of(row.period.form)
        whole = completed(form, row.level, filled[row.pk])
        found[agency_id].values.update(known_values(whole, form.by_key()))
        found[agency_id].origin = Origin(row.uid, row.period.name, form)


def _owed(round_: Round, found: Mapping[int, AgencyFigures], last: date) -> Q:
    begin = date(round_.year, 1, 1)
    fallen = has_fallen_due(last + timedelta(days=1)) & Q(due_on__gte=begin)
    return stands_alone() & fallen & Q(agency__in=list(found)) & ~Q(duty__mode=TrackingMode.NOT_TRACKED)


def _put_duties(round_: Round, found: Mapping[int, AgencyFigures], last: date) -> None:
    """Count what fell due, by agency and area; what came of conclusions of meetings also by itself: two queries."""
    counts = {
        "due": Count("*"),
        "done": Count("due_on", filter=Q(state=ObligationState.ACCEPTED)),
        "on_time": Count("due_on", filter=is_on_time()),
        "late": Count("due_on", filter=is_met_late()),
        "overdue": Count("due_on", filter=Q(state__in=AWAITS_HAND_IN)),
    }
    by = ("agency_id", "duty__area_code", "duty__origin")
    rows = visible_obligations(SYSTEM).filter(_owed(round_, found, last), duty__origin__in=_DUTIES).values(*by)
    tallies: dict[int, Counter[tuple[str, str]]] = {}
    for agency_id, area, origin, *numbers in rows.annotate(**counts).order_by().values_list(*by, *counts):
        tally = tallies.setdefault(agency_id, Counter())
        for name, number in zip(counts, numbers, strict=True):
            tally[f"duties.{name}", area] += number
            if origin == DutyOrigin.CONCLUSION and name in ("due", "on_time"):
                tally[f"conclusions.{name}", ""] += number
    for (agency_id, area), number in _returned(round_, found, last).items():
        if agency_id in tallies:
            tallies[agency_id]["duties.returned", area] += number
    for agency_id, tally in tallies.items():
        _put_tally(found[agency_id], tally, last)


def _returned(round_: Round, found: Mapping[int, AgencyFigures], last: date) -> dict[tuple[int, str], int]:
    by = ("agency_id", "duty__area_code")
    rows = visible_obligations(SYSTEM).filter(_owed(round_, found, last), duty__origin__in=_DUTIES).values(*by)
    returned = Count("submissions", filter=Q(submissions__state=SubmissionState.RETURNED))
    counted = rows.annotate(number=returned).order_by().values_list(*by, "number")
    return {(agency_id, area): number for agency_id, area, number in counted}


def _put_tally(figures: AgencyFigures, tally: Counter[tuple[str, str]], on: date) -> None:
    """Put what was counted, with a nought for every area in which nothing fell due."""
    codes = {area.code for area in areas(on)} | {area for _key, area in tally if area}
    for name in (*_MEASURES, "returned"):
        key = f"duties.{name}"
        figures.put(key, sum(number for (one, _area), number in tally.items() if one == key))
        for code in codes:
            figures.put(key, tally[key, code], code)
    for key in ("conclusions.due", "conclusions.on_time"):
        figures.put(key, tally[key, ""])


def _put_reports(round_: Round, found: Mapping[int, AgencyFigures], last: date) -> None:
    """Count periodic reports, and what the duties of the reporting regime ask for: one query."""
    regime = Q(duty__origin=DutyOrigin.REPORTING) & ~Q(duty__source_kind__in=[ROUND_SOURCE, PERIOD_SOURCE])
    rows = (
        visible_obligations(SYSTEM)
        .filter(_owed(round_, found, last), Q(duty__is_report=True) | regime)
        .values("agency_id")
    )
    counted = rows.annotate(due=Count("*"), on_time=Count("due_on", filter=is_on_time())).order_by()
    for agency_id, due, on_time in counted.values_list("agency_id", "due", "on_time"):
        found[agency_id].put("reports.due", due)
        found[agency_id].put("reports.on_time", on_time)


def _put_returns(round_: Round, found: Mapping[int, AgencyFigures], last: date) -> None:
    """Count the returns of figures that fell due; the day that counts is that of the first hand-in: one query."""
    rows = (
        visible_returns(SYSTEM)
        .filter(
            agency__in=list(found),
            kind=ReturnKind.OWN,
            period__is_history=False,
            period__due_on__gte=date(round_.year, 1, 1),
            period__due_on__lte=last,
        )
        .values("agency_id")
    )
    in_time = Q(first_submitted_at__date__lte=F("period__due_on"))
    counted = rows.annotate(due=Count("*"), on_time=Count("first_submitted_at", filter=in_time)).order_by()
    for agency_id, due, on_time in counted.values_list("agency_id", "due", "on_time"):
        found[agency_id].put("returns.due", due)
        found[agency_id].put("returns.on_time", on_time)
