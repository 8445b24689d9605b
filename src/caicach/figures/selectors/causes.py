"""Which bodies are behind a change of the whole: those that came in or fell out, and those whose figures changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from caicach.figures.mapping import cell_of_columns, form_of
from caicach.figures.models import CellChange, Return
from caicach.figures.selectors.feeds import Feeds, asked_keys, feeds_of
from caicach.figures.selectors.tallies import tallies_of
from reform.forms import Form
from reform.forms.tree import Cell

__all__ = ["Causes", "causes_of"]


@dataclass(frozen=True)
class Causes:
    """What is behind the changes between two states of a whole."""

    came: tuple[str, ...]  # bodies that are counted now and were not
    went: tuple[str, ...]  # bodies that were counted and are not now
    form: Form
    own_id: int | None = None
    names: Mapping[int, str] = field(default_factory=dict)  # of returns
    touched: Mapping[int, frozenset[Cell]] = field(default_factory=dict)  # return -> cells that it told otherwise
    feeds: Feeds = field(default_factory=dict)

    def of(self, cell: Cell) -> tuple[str, ...]:
        """Return the bodies behind a change of ``cell``."""
        keys = asked_keys(self.form, frozenset({cell.key}))
        fed = frozenset().union(*self.feeds.get(cell, {}).values())
        return tuple(
            name
            for pk, name in self.names.items()
            if any(one in fed if pk != self.own_id else one.key in keys for one in self.touched.get(pk, ()))
        )


def causes_of(
    whole: Return,
    units: Sequence[Return],
    before: Mapping[int, int],
    after: Mapping[int, int],
    *,
    since: datetime | None,
    until: datetime | None = None,
    levels: tuple[str, ...],
) -> Causes:
    """Return the bodies behind the changes between two states: two queries.

    Args:
        whole: The whole.
        units: The bodies' returns of the period.
        before: Ids of the returns that were counted, with their revisions.
        after: Those that are counted afterwards.
        since: The moment of the first state; None: there was nothing.
        until: The moment of the second; None: now.
        levels: The levels at which returns are owed.
    """
    form = form_of(whole.period.form)
    names = {one.pk: one.agency.current_name for one in units}
    moved = [pk for pk in names if (pk in before) != (pk in after)]
    told: dict[int, set[Cell]] = {}
    for cell, tally in tallies_of(moved).items() if moved else ():
        for pk in tally.given:
            told.setdefault(pk, set()).add(cell)
    stayed = [pk for pk in names if pk in before and pk in after]
    changes = CellChange.objects.filter(sheet_id__in=stayed)
    changes = changes.filter(at__gt=since) if since is not None else changes.none()
    changes = changes.filter(at__lte=until) if until is not None else changes
    for pk, key, members in changes.values_list("sheet_id", "line_key", "members"):
        told.setdefault(pk, set()).add(cell_of_columns(key, members))
    own = next((one.pk for one in units if one.agency_id == whole.period.owner_id), None)
    extra = frozenset(line.key for line in form.lines if line.is_optional)
    return Causes(
        came=tuple(name for pk, name in names.items() if pk in after and pk not in before),
        went=tuple(name for pk, name in names.items() if pk in before and pk not in after),
        form=form,
        own_id=own,
        names=names,
        touched={pk: frozenset(cells) for pk, cells in told.items()},
        feeds=feeds_of(form, whole.level, levels, extra),
    )
