"""The figures that a return is held against: the period before, the same period of last year, the end of last year.

Across versions of a form by their crosswalks, and across mergers: what the units before had is added up where a line
is a sum. A flow is compared only with one that counts from the same day on, and a nine-months figure never with a
quarter's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from caicach.agencies.selectors import heirs_of
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.mapping import form_of
from caicach.figures.models import FormVersion, Return
from caicach.figures.registry import histories
from caicach.figures.selectors.cells import filled_of_all
from reform.forms import Cell, When
from reform.forms.additions import added_lines
from reform.forms.completing import completed
from reform.forms.crosswalks import carried, quality_of
from reform.forms.figures import Figure, Filled
from reform.forms.model import Aggregation, Form, LineTime, Quality
from reform.regimes import PeriodCode

__all__ = [
    "STANDING",
    "Earlier",
    "EarlierReturn",
    "added_together",
    "earlier_for",
    "earlier_of",
    "earlier_of_all",
    "in_form",
    "with_kept",
]

# What the agency stands by; a draft or what was sent back is nobody's word.
STANDING = (ReturnState.SUBMITTED, ReturnState.ACCEPTED, ReturnState.CONSOLIDATED, ReturnState.LOCKED)


@dataclass(frozen=True, slots=True)
class EarlierReturn:
    """Where the earlier figures come from."""

    uid: UUID  # of the return; of the first, where several units became this one
    period: str  # "quý I năm 2026"
    agencies: tuple[str, ...]  # more than one, or another: the units before a merger
    is_other_version: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier figures in the words of today's form, and what is to be said about them."""

    filled: dict[When, dict[Cell, Figure]] = field(default_factory=dict)
    returns: dict[When, EarlierReturn] = field(default_factory=dict)
    approximate: frozenset[tuple[When, Cell]] = frozenset()  # nearly the same meaning: shown with a mark


@dataclass(frozen=True, slots=True)
class _Source:
    """The returns of one earlier period that speak for the agency of today, and which of their lines may be held up."""

    sheets: tuple[Return, ...]
    flows: bool  # flows count from the same day on
    others: bool = True


def earlier_for(sheet: Return) -> dict[When, dict[Cell, Figure]]:
    """Return the earlier figures of a return by which return they are; as ``earlier_of``."""
    return earlier_of(sheet).filled


def earlier_of(sheet: Return) -> Earlier:
    """Return the earlier figures of a return with where they come from.

    Two queries; two more where units of then are no more, one where bodies added lines to the form.
    """
    return earlier_of_all([sheet])[sheet.pk]


def earlier_of_all(sheets: Sequence[Return]) -> dict[int, Earlier]:
    """Return the earlier figures of returns of one period and one kind, by their ids; as few queries as for one."""
    if not sheets:
        return {}
    near = _near(sheets)
    sources = {sheet.pk: _sources(sheet, near[sheet.pk]) for sheet in sheets}
    every = (source for some in sources.values() for one in some.values() for source in one)
    before = {one.pk: one for source in every for one in source.sheets}
    filled = with_kept(sheets[0], before, filled_of_all(set(before))) if before else {}
    return {sheet.pk: _earlier(sheet, sources[sheet.pk], filled) for sheet in sheets}


def _earlier(sheet: Return, sources: Mapping[When, list[_Source]], filled: Mapping[int, dict[Cell, Figure]]) -> Earlier:
    found: dict[When, dict[Cell, Figure]] = {}
    told: dict[When, EarlierReturn] = {}
    marked: set[tuple[When, Cell]] = set()
    for when, some in sources.items():
        for source in some:
            figures, approximate = _together(sheet, source, filled)
            for cell, figure in figures.items():
                found.setdefault(when, {}).setdefault(cell, figure)
            marked.update((when, cell) for cell in approximate)
            told.setdefault(when, _told(sheet, source))
    return Earlier(found, told, frozenset(marked))


def with_kept(
    sheet: Return, sheets: Mapping[int, Return], filled: Mapping[int, dict[Cell, Figure]]
) -> Mapping[int, dict[Cell, Figure]]:
    """Return the figures with those that were kept of today's added lines before the form had them."""
    keys = [line.key for line in added_lines(form_of(sheet.period.form))]
    if not keys:
        return filled
    periods = {one.period_id for one in sheets.values()}
    found = [kept(periods, keys) for kept in histories]
    return {
        pk: {cell: figure for kept in found for cell, figure in kept.get((one.period_id, one.agency_id), {}).items()}
        | filled[pk]
        for pk, one in sheets.items()
    }


def _near(sheets: Sequence[Return]) -> dict[int, list[Return]]:
    """Return by return those of this year's earlier periods and of last year that may speak for its agency."""
    sheet = sheets[0]
    period = sheet.period
    codes = [*_codes_before(period.code)]
    wanted = Q(period__year=period.year, period__code__in=codes) | Q(
        period__year=period.year - 1, period__code__in=[period.code, PeriodCode.YEAR]
    )
    whose = Q(agency_id__in={one.agency_id for one in sheets})
    if sheet.kind == ReturnKind.OWN:
        whose |= Q(agency__heirs__isnull=False)
    stands = Q(state__in=STANDING) | Q(kind=ReturnKind.WHOLE, saved_at__isnull=False)
    rows = Return.objects.filter(
        wanted, whose, stands, period__owner=period.owner_id, period__form_key=period.form_key, kind=sheet.kind
    ).select_related("period__form", "agency")
    found = list(rows.defer("period__form__definition").order_by("-period__data_to", "pk").distinct())
    return _by_agency(sheets, found)


def _codes_before(code: str) -> Sequence[PeriodCode]:
    """Return the codes of the periods of the same rhythm before ``code``."""
    months = [one for one in PeriodCode if one.startswith("M")]
    quarters = [one for one in PeriodCode if not one.startswith("M")]
    series = months if code.startswith("M") else quarters
    return series[: series.index(PeriodCode(code))]


def _by_agency(sheets: Sequence[Return], found: Sequence[Return]) -> dict[int, list[Return]]:
    """Give every return of then to whom it speaks for: the agency itself, or who took over from it."""
    asked = {one.agency_id for one in sheets}
    others = {one.agency_id for one in found} - asked
    heirs = heirs_of(others, on=sheets[0].period.data_to) if others else {}
    now = {agency_id: after[0] for agency_id, after in heirs.items() if after} | {pk: pk for pk in asked}
    mine: dict[int, list[Return]] = {agency_id: [] for agency_id in asked}
    for one in found:
        if now.get(one.agency_id) in mine:
            mine[now[one.agency_id]].append(one)
    # What a district had does not speak for the commune that took over its seat: that is another level.
    return {one.pk: [then for then in mine[one.agency_id] if then.level == one.level] for one in sheets}


def _sources(sheet: Return, near: Iterable[Return]) -> dict[When, list[_Source]]:
    by_period: dict[tuple[int, str], list[Return]] = {}
    for one in near:
        by_period.setdefault((one.period.year, one.period.code), []).append(one)
    this, period = sheet.period.year, sheet.period
    before = [tuple(some) for (year, _code), some in by_period.items() if year == this]  # the latest first
    same_start = next((some for some in before if some[0].period.data_from == period.data_from), ())
    return {
        When.PREVIOUS: _previous(before[:1], same_start),
        When.YEAR_BEFORE: [
            _Source(tuple(some), flows=some[0].period.is_cumulative == period.is_cumulative)
            for some in (by_period.get((this - 1, period.code), ()),)
            if some
        ],
        When.YEAR_END: [
            _Source(tuple(some), flows=True) for some in (by_period.get((this - 1, PeriodCode.YEAR.value), ()),) if some
        ],
    }


def _previous(latest: Sequence[tuple[Return, ...]], same_start: tuple[Return, ...]) -> list[_Source]:
    """Stocks are those of the latest period; flows those of the latest that counts from the same day on."""
    if not latest:
        return []
    if latest[0] == same_start:
        return [_Source(same_start, flows=True)]
    flows = [_Source(same_start, flows=True, others=False)] if same_start else []
    return [_Source(latest[0], flows=False), *flows]


def _together(
    sheet: Return, source: _Source, filled: Mapping[int, dict[Cell, Figure]]
) -> tuple[dict[Cell, Figure], set[Cell]]:
    """Return the figures of a source in today's form, added up where several units became one."""
    form = form_of(sheet.period.form)
    parts = [in_form(sheet.period.form, one, filled[one.pk]) for one in source.sheets]
    lines = {line.key: line for line in form.lines}
    kept = {
        cell: figure
        for cell, figure in added_together([part for part, _approximate in parts], form, sheet.level).items()
        if cell.key in lines and (source.flows if lines[cell.key].time is LineTime.FLOW else source.others)
    }
    return kept, {cell for _part, approximate in parts for cell in approximate if cell in kept}


def in_form(version: FormVersion, one: Return, filled: Filled) -> tuple[dict[Cell, Figure], set[Cell]]:
    """Return the figures of an earlier return in the cells of ``version``, and those that mean only nearly the same."""
    before, now = form_of(one.period.form), form_of(version)
    whole = completed(before, one.level, filled)
    if one.period.form.fingerprint == version.fingerprint:
        return whole, set()
    source = f"{before.key}/{before.version}"
    crosswalk = next((one for one in now.crosswalks if one.source == source), None)
    if crosswalk is None:
        return whole, set()  # a key means for ever what it means: what has none today is left out
    approximate = {cell for cell, quality in quality_of(crosswalk).items() if quality is Quality.APPROX}
    return carried(whole, crosswalk, form=now), approximate


def added_together(parts: Sequence[Mapping[Cell, Figure]], form: Form, level: str) -> dict[Cell, Figure]:
    """Return the one part, or of several what can be added up: sums that every part has a number for."""
    if len(parts) == 1:
        return dict(parts[0])
    sums = {line.key for line in form.lines if line.aggregation is Aggregation.SUM}
    found: dict[Cell, Figure] = {}
    for cell in {cell for part in parts for cell in part if cell.key in sums}:
        numbers = [part[cell].number for part in parts if cell in part]
        if len(numbers) == len(parts) and all(number is not None for number in numbers):
            found[cell] = Figure(sum((number for number in numbers if number is not None), Decimal(0)))
    return completed(form, level, found)  # rates are those of the sums


def _told(sheet: Return, source: _Source) -> EarlierReturn:
    first = source.sheets[0]
    names = tuple(one.agency.current_name for one in source.sheets)
    return EarlierReturn(
        uid=first.uid,
        period=first.period.name,
        agencies=() if len(names) == 1 and first.agency_id == sheet.agency_id else names,
        is_other_version=first.period.form.fingerprint != sheet.period.form.fingerprint,
    )
