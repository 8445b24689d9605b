"""What everybody may read: the periods whose figures were published, and one of them as it was published.

Nothing here asks who reads, and nothing reads the cells of a return: only the copy that was made to be public.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from caicach.figures.constants import ReturnKind
from caicach.figures.mapping import cell_of_columns, figure_of_text, form_of, sheet_for
from caicach.figures.models import CellChange, Period, Publication, Return
from caicach.web.errors import Beyond
from reform.forms import Cell
from reform.forms.figures import Figure
from reform.forms.sheets import Sheet

__all__ = ["Published", "published_all", "published_for"]


@dataclass(frozen=True)
class Published:
    """Figures of a period as they are public."""

    publication: Publication
    is_outdated: bool  # the whole changed, or became stale, after it was published

    @property
    def period(self) -> Period:
        """The period, with its owner, receiver and form."""
        return self.publication.period

    @cached_property
    def printed(self) -> Sheet:
        """The sheet of the whole."""
        return sheet_for(self.period.form, self.period.whole_level)

    @cached_property
    def filled(self) -> dict[Cell, Figure]:
        """The figures."""
        lines = {line.key: line for line in form_of(self.period.form).lines}
        made: dict[Cell, Figure] = {}
        for key, members, said, _received, _expected in self._cells:
            figure = figure_of_text(said, lines[key]) if key in lines else None
            if figure is not None:
                made[cell_of_columns(key, members)] = figure
        return made

    @cached_property
    def counts(self) -> dict[Cell, tuple[int, int]]:
        """From how many units of how many a figure comes; the body's own figures are not here."""
        return {
            cell_of_columns(key, members): (received or 0, expected)
            for key, members, _said, received, expected in self._cells
            if expected
        }

    @cached_property
    def _cells(self) -> list[tuple[str, str, str, int | None, int | None]]:
        return [tuple(one) for one in json.loads(self.publication.cells)]


def published_all() -> tuple[Published, ...]:
    """Return what is public, the latest period first: one query; the figures themselves are not read."""
    rows = _standing().defer("cells", "period__form__definition").order_by("-period__data_to", "-period_id")
    return tuple(map(_published, rows))


def published_for(period_uid: UUID) -> Published:
    """Return what is public of a period: one query.

    Raises:
        Beyond: nothing is, or not any more.
    """
    found = _standing().filter(period__uid=period_uid).first()
    if found is None:
        raise Beyond(_("Số liệu này chưa công bố, hoặc cơ quan công bố đã rút."))
    return _published(found)


def _standing() -> QuerySet[Publication]:
    """Return the publications that stand, each with whether its whole is another by now."""
    whole = Return.objects.filter(period=OuterRef("period"), kind=ReturnKind.WHOLE)
    changes = CellChange.objects.filter(
        sheet__period=OuterRef("period"), sheet__kind=ReturnKind.WHOLE, at__gt=OuterRef("at")
    )
    rows = Publication.objects.filter(ended_at=None).annotate(
        is_stale=Exists(whole.filter(stale_since__isnull=False)), has_changed=Exists(changes)
    )
    return rows.select_related("period__owner", "period__receiver", "period__form")


def _published(row: Publication) -> Published:
    return Published(row, is_outdated=row.is_stale or row.has_changed)  # type: ignore[attr-defined]  # annotated
