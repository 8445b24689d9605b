"""Lines that bodies added for themselves, and the figures that they kept of them, before and after a form has them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caicach.agencies.access import within_reach
from caicach.figures import access as figures
from caicach.figures.selectors import LinePlace, places_of_lines
from caicach.reports import access
from caicach.reports.models import OwnLine, OwnValue, Report
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import Beyond
from reform.forms import Cell
from reform.forms.figures import Figure

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["KeptLine", "histories_of", "kept_figures", "kept_line_for", "kept_lines", "own_lines_of"]

_SHOWN = 500
_LAST = 4  # periods whose values are shown


def own_lines_of(report: Report) -> tuple[OwnLine, ...]:
    """Return the lines that the report's body added to its form: one query."""
    return tuple(OwnLine.objects.filter(agency=report.agency_id, form_key=report.period.form_key, is_active=True))


def kept_figures(lines: Collection[OwnLine]) -> dict[int, dict[Cell, Figure]]:
    """Return the figures that were kept of lines, by period: one query, none without lines."""
    values: dict[int, dict[Cell, Figure]] = {}
    if lines:
        rows = OwnValue.objects.filter(line__in=lines).values_list("period_id", "line__key", "value")
        for period_id, key, value in rows:
            values.setdefault(period_id, {})[Cell(key)] = Figure(Decimal(value))
    return values


def histories_of(period_ids: Collection[int], keys: Collection[str]) -> dict[tuple[int, int], dict[Cell, Figure]]:
    """Return what was kept of lines before a form had them (an entry of ``figures.registry.histories``): one query."""
    rows = OwnValue.objects.filter(period__in=list(period_ids), line__key__in=list(keys))
    found: dict[tuple[int, int], dict[Cell, Figure]] = {}
    for period_id, agency_id, key, value in rows.values_list("period_id", "line__agency_id", "line__key", "value"):
        found.setdefault((period_id, agency_id), {})[Cell(key)] = Figure(Decimal(value))
    return found


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line that a body added, with its last values and where it stands by now."""

    row: OwnLine
    values: tuple[tuple[str, Decimal], ...]  # (period, value), the newest first
    owner_id: int  # who keeps the form
    level: str  # of the sheet that the body fills in
    place: LinePlace | None  # None: no form has it
    may_take: bool
    may_switch: bool


def kept_lines(actor: Actor) -> tuple[KeptLine, ...]:
    """Return the lines of the bodies in the actor's subtrees, by body: four queries."""
    rows = tuple(_visible(actor).select_related("agency").order_by("agency__current_sort_key", "label", "pk")[:_SHOWN])
    return _kept(actor, rows)


def kept_line_for(actor: Actor, line_id: int) -> KeptLine:
    """Return one line within reach.

    Raises:
        Beyond: there is none.
    """
    found = _kept(actor, tuple(_visible(actor).filter(pk=line_id).select_related("agency")))
    if not found:
        raise Beyond(_("Không có chỉ tiêu bổ sung này trong phạm vi của bạn."))
    return found[0]


def _visible(actor: Actor) -> "QuerySet[OwnLine]":
    return OwnLine.objects.filter(within_reach("agency", actor))


def _kept(actor: Actor, rows: Collection[OwnLine]) -> tuple[KeptLine, ...]:
    values = _values(rows)
    owners = {line_id: some[0].period.owner_id for line_id, some in values.items()}
    places = places_of_lines({row.form_key for row in rows}, set(owners.values())) if rows else {}
    levels = _levels(rows)
    return tuple(
        KeptLine(
            row=row,
            values=tuple((one.period.name, one.value) for one in values.get(row.pk, [])[:_LAST]),
            owner_id=owners.get(row.pk, 0),
            level=levels.get((row.agency_id, row.form_key), ""),
            place=places.get((owners.get(row.pk), row.key)) or places.get((None, row.key)),
            may_take=row.pk in owners and (actor.is_system or figures.can(actor, "open", owners[row.pk]).allowed),
            may_switch=actor.is_system or row.agency_id in access.writable_agency_ids(actor),
        )
        for row in rows
    )


def _values(rows: Iterable[OwnLine]) -> dict[int, list[OwnValue]]:
    found: dict[int, list[OwnValue]] = {}
    kept = OwnValue.objects.filter(line__in=[row.pk for row in rows]).select_related("period")
    for one in kept.defer("period__legal_basis").order_by("-period__data_to", "-pk"):
        found.setdefault(one.line_id, []).append(one)
    return found


def _levels(rows: Iterable[OwnLine]) -> dict[tuple[int, str], str]:
    """Return which sheet each body fills in of each form, by its last return."""
    agencies = {row.agency_id for row in rows}
    if not agencies:
        return {}
    returns = figures.visible_returns(SYSTEM).filter(agency__in=agencies).order_by("period__data_to", "pk")
    rows_found = returns.values_list("agency_id", "period__form_key", "level")
    return {(agency, key): level for agency, key, level in rows_found}
