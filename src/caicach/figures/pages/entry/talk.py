"""What people say about a return, as it stands on its pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caicach.figures.mapping import cell_of_columns
from caicach.figures.models import Remark
from caicach.figures.pages.entry.rows import cell_url
from caicach.figures.selectors.entry import Entry
from caicach.ui.notation import moment_text

__all__ = ["RemarkLine", "remarks_of"]


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """One message."""

    who: str
    when: str
    text: str
    about: str = ""  # "dòng 3.2.5", where it is about one cell
    url: str = ""  # of the cell
    id: int = 0
    settled: str = ""  # when it was settled


def remarks_of(entry: Entry, remarks: Iterable[Remark]) -> tuple[RemarkLine, ...]:
    """Return messages as they are shown, the oldest first."""
    return tuple(_line(entry, one) for one in remarks)


def _line(entry: Entry, remark: Remark) -> RemarkLine:
    who, when = remark.by.full_name if remark.by else "", moment_text(remark.at)
    cell = cell_of_columns(remark.line_key, remark.members) if remark.line_key else None
    state: dict[str, Any] = {"id": remark.pk, "settled": moment_text(remark.resolved_at) if remark.resolved_at else ""}
    if cell is None or cell not in entry.rows:
        return RemarkLine(who, when, remark.text, **state)
    row = entry.rows[cell]
    about = _("dòng %(number)s %(label)s") % {"number": row.number, "label": row.label}
    return RemarkLine(who, when, remark.text, about, cell_url(entry, cell), **state)
