"""The whole of a period: found within reach, added up anew without writing, and how it differs from what stands."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import ReturnKind
from caicach.figures.mapping import cell_of_columns, figure_of_row, form_of
from caicach.figures.models import CellChange, FigureCell, Period, Return, WholeRun
from caicach.figures.selectors.earlier import earlier_for
from caicach.figures.selectors.returns import with_everything
from caicach.figures.selectors.sums import Below, Sum, below_of, sums_of
from caicach.figures.selectors.tallies import figures_below
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.forms import Cell, Form, When
from reform.forms.figures import Figure, Filled
from reform.forms.tree import asked_by

__all__ = [
    "Added",
    "Difference",
    "Standing",
    "added_up",
    "changed_between",
    "counted_units_of",
    "difference_of",
    "last_run",
    "may_merge",
    "runs_of",
    "sources_of",
    "sources_of_last",
    "standing_cells",
    "standing_of",
    "units_of",
    "whole_for",
]


def whole_for(actor: Actor, period_uid: UUID) -> Return:
    """Return the whole of a period within the actor's reach, with its period.

    Raises:
        Beyond: no such period, none that adds up, or not for this actor: a body below sees its own return alone.
    """
    wholes = access.visible_returns(actor).filter(kind=ReturnKind.WHOLE, period__uid=period_uid)
    found = with_everything(wholes).first()
    if found is None:
        raise Beyond(_("Không có bản tổng hợp này, hoặc bản tổng hợp nằm ngoài phạm vi của bạn."))
    return found


def units_of(period: Period) -> tuple[Return, ...]:
    """Return the bodies' own returns of a period, by the name of the agency: one query."""
    rows = Return.objects.filter(period=period, kind=ReturnKind.OWN).select_related("agency", "obligation")
    return tuple(rows.order_by("agency__current_sort_key", "pk"))


def counted_units_of(period: Period) -> tuple[Return, ...]:
    """Return the bodies' own returns with what adding up asks of them, and no more: one query."""
    rows = Return.objects.filter(period=period, kind=ReturnKind.OWN)
    return tuple(rows.only("period_id", "agency_id", "level", "state", "revision", "as_of").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Added:
    """A whole as it comes out now."""

    below: Below
    sums: dict[Cell, Sum]
    earlier: Mapping[When, Filled]


def added_up(
    whole: Return, units: Iterable[Return], *, with_submitted: bool, cells: Collection[Cell] | None = None
) -> Added:
    """Add the whole up without writing: a fixed number of statements.

    Args:
        whole: The return that holds the sum.
        units: What ``units_of`` gave, or ``counted_units_of``.
        with_submitted: Count what was handed in and not yet taken in.
        cells: Cells below that changed: only what depends on them is added up. None: everything.
    """
    below = below_of(units, whole.period.owner_id, with_submitted=with_submitted)
    own = figures_below([below.own.pk])[below.own.pk] if below.own is not None else {}
    needs_earlier = cells is None or _asks_earlier(form_of(whole.period.form))
    earlier = earlier_for(whole) if needs_earlier else {}
    return Added(below, sums_of(whole.period, below, own, earlier, cells=cells), earlier)


def _asks_earlier(form: Form) -> bool:
    calcs = (line.calc for line in form.lines if line.calc is not None)
    return any(asked.when is not When.NOW for calc in calcs for asked in asked_by(calc))


@dataclass(frozen=True, slots=True)
class Standing:
    """A stored cell of the whole."""

    figure: Figure
    received: int | None
    expected: int | None


def standing_cells(whole: Return, line_keys: Collection[str] | None = None) -> dict[Cell, Standing]:
    """Return what stands in the whole, of ``line_keys`` alone if any: one query."""
    rows = FigureCell.objects.filter(sheet=whole)
    if line_keys is not None:
        rows = rows.filter(line_key__in=line_keys)
    return standing_of({cell_of_columns(row.line_key, row.members): row for row in rows})


def standing_of(stored: Mapping[Cell, FigureCell]) -> dict[Cell, Standing]:
    """Return what stands in the whole, of rows that were read already."""
    return {cell: Standing(figure_of_row(row), row.received, row.expected) for cell, row in stored.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """What adding up would write."""

    figures: dict[Cell, tuple[Figure | None, Figure | None]] = field(default_factory=dict)  # other figures: old, new
    marks: frozenset[Cell] = frozenset()  # the same figure from more or fewer returns

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that is to be written."""
        return (*self.figures, *self.marks)


def difference_of(stands: Mapping[Cell, Standing], sums: Mapping[Cell, Sum]) -> Difference:
    """Return how ``sums`` differ from what stands; a cell that is in no sum any more becomes blank."""
    figures: dict[Cell, tuple[Figure | None, Figure | None]] = {}
    marks: set[Cell] = set()
    for cell in dict.fromkeys((*sums, *stands)):
        old, new = stands.get(cell), sums.get(cell) or Sum(None)
        before = old.figure if old is not None else None
        if before != new.figure:
            figures[cell] = (before, new.figure)
        elif old is not None and (old.received, old.expected) != (new.received, new.expected):
            marks.add(cell)
    return Difference(figures, frozenset(marks))


def last_run(whole: Return) -> WholeRun | None:
    """Return the latest run of a whole; None where nobody had it added up yet."""
    return WholeRun.objects.filter(whole=whole).select_related("by").order_by("-number").first()


def runs_of(whole: Return) -> tuple[WholeRun, ...]:
    """Return the runs of a whole, the latest first: one query."""
    return tuple(WholeRun.objects.filter(whole=whole).select_related("by").order_by("-number"))


def sources_of_last(whole: Return) -> dict[int, int]:
    """Return what the latest run was made of, as ``sources_of``: one query."""
    return sources_of(last_run(whole))


def may_merge(actor: Actor, whole: Return) -> frozenset[str]:
    """Return the keys of the sections that the actor may merge: all for the standing body, else those of areas led."""
    sections = form_of(whole.period.form).sections
    if actor.is_system or access.can(actor, "consolidate", whole.period).allowed:
        return frozenset(one.key for one in sections)
    led = access.led_areas(actor, whole.period.owner_id)
    return frozenset(one.key for one in sections if one.area and one.area in led)


def sources_of(run: WholeRun | None) -> dict[int, int]:
    """Return from which revision of which return a run was made: id -> revision."""
    return dict(json.loads(run.sources)) if run is not None else {}


def changed_between(whole: Return, after: WholeRun | None, until: WholeRun | None) -> dict[Cell, tuple[str, str]]:
    """Return the figures that changed after one run (None: from the start) until another (None: now): old, new.

    What changed and changed back is left out. One query.
    """
    rows = CellChange.objects.filter(sheet=whole)
    rows = rows.filter(at__gt=after.at) if after is not None else rows
    rows = rows.filter(at__lte=until.at) if until is not None else rows
    found: dict[Cell, tuple[str, str]] = {}
    for key, members, old, new in rows.order_by("pk").values_list("line_key", "members", "old", "new"):
        cell = cell_of_columns(key, members)
        found[cell] = (found[cell][0] if cell in found else old, new)
    return {cell: pair for cell, pair in found.items() if pair[0] != pair[1]}
