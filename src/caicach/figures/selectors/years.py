"""What many bodies gave for the same period of the year before, in today's form and today's borders.

The rules are those of the page of one return (``earlier``): across versions by their crosswalks, across mergers by
adding up what can be added, flows only where they count from the same day on. Here for all bodies of a period at once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from caicach.agencies.selectors import heirs_of
from caicach.figures.constants import ReturnKind
from caicach.figures.mapping import form_of
from caicach.figures.models import Period, Return
from caicach.figures.selectors.earlier import STANDING, added_together, in_form, with_kept
from caicach.figures.selectors.feeds import asked_keys
from caicach.figures.selectors.tallies import figures_below
from reform.forms import Cell, Form
from reform.forms.crosswalks import crosswalk_from
from reform.forms.figures import Figure, Filled
from reform.forms.model import LineTime

__all__ = ["YearBefore", "years_before"]


@dataclass(frozen=True, slots=True)
class YearBefore:
    """What one body is compared with."""

    filled: Mapping[Cell, Figure] = field(default_factory=dict)
    approximate: frozenset[Cell] = frozenset()  # nearly the same meaning: shown with a mark
    agencies: tuple[str, ...] = ()  # the units before a merger, where it was not this body alone


def years_before(whole: Return, units: Sequence[Return], keys: Collection[str]) -> dict[int, YearBefore]:
    """Return what ``units`` of the period of ``whole`` are compared with for the lines ``keys``, by return.

    A unit without anything to compare with is left out. Four queries, one more where bodies added lines to the form.
    """
    period = whole.period
    found = _returns_then(period, units)
    if not found:
        return {}
    version = period.form
    then = form_of(found[0].period.form)  # one body has one period of a form, year and code
    stored = figures_below([one.pk for one in found], _keys_then(then, form_of(version), keys))
    known = with_kept(whole, {one.pk: one for one in found}, stored)
    made: dict[int, YearBefore] = {}
    for unit, sources in _by_unit(period, units, found):
        parts = [in_form(version, one, known[one.pk]) for one in sources]
        filled = added_together([part for part, _near in parts], form_of(version), unit.level)
        kept = _comparable(filled, form_of(version), is_same_start=_same_start(period, found[0].period))
        near = frozenset(cell for _part, cells in parts for cell in cells if cell in kept)
        made[unit.pk] = YearBefore(kept, near, _names(unit, sources))
    return made


def _returns_then(period: Period, units: Iterable[Return]) -> list[Return]:
    """Return the returns of the year before of these bodies and of those that others took over."""
    whose = Q(agency_id__in={one.agency_id for one in units}) | Q(agency__heirs__isnull=False)
    rows = Return.objects.filter(
        whose, kind=ReturnKind.OWN, state__in=STANDING, period__owner_id=period.owner_id,
        period__form_key=period.form_key, period__code=period.code, period__year=period.year - 1,
    ).select_related("period__form", "agency")  # fmt: skip
    return list(rows.defer("period__form__definition").order_by("pk").distinct())


def _by_unit(
    period: Period, units: Iterable[Return], found: Sequence[Return]
) -> Iterable[tuple[Return, tuple[Return, ...]]]:
    """Yield each unit with the returns that speak for it: its own, and those of bodies whose main heir it is."""
    heirs = heirs_of({one.agency_id for one in found}, on=period.data_to)
    for unit in units:
        mine = {agency_id for agency_id, after in heirs.items() if after[:1] == (unit.agency_id,)} | {unit.agency_id}
        sources = tuple(one for one in found if one.agency_id in mine)
        if sources:
            yield unit, sources


def _keys_then(then: Form, now: Form, keys: Collection[str]) -> frozenset[str]:
    """Return the lines of the form of then that figures of ``keys`` come from."""
    crosswalk = crosswalk_from(now, then)
    linked = {
        link.cell.key
        for link in (crosswalk.links if crosswalk is not None else ())
        if link.target is not None and link.target.key in keys
    }
    return asked_keys(then, frozenset((set(keys) | linked) & set(then.by_key())))


def _same_start(now: Period, then: Period) -> bool:
    return now.is_cumulative == then.is_cumulative


def _comparable(filled: Filled, form: Form, *, is_same_start: bool) -> dict[Cell, Figure]:
    """Return the figures of lines of the form; flows alone where they count from the same day on."""
    lines = form.by_key()
    return {
        cell: figure
        for cell, figure in filled.items()
        if cell.key in lines and (is_same_start or lines[cell.key].time is not LineTime.FLOW)
    }


def _names(unit: Return, sources: Sequence[Return]) -> tuple[str, ...]:
    is_itself = len(sources) == 1 and sources[0].agency_id == unit.agency_id
    return () if is_itself else tuple(one.agency.current_name for one in sources)
