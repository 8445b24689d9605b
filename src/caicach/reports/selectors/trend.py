"""The rates that leaders look at, period by period: what the chart of the trend is drawn from."""

from typing import TYPE_CHECKING

from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.selectors import filled_of_all, form_of
from caicach.figures.selectors.series import returns_through_time
from caicach.web.actor import SYSTEM
from reform.forms import Cell
from reform.forms.completing import completed
from reform.forms.figures import Figure
from reform.narratives import Item

if TYPE_CHECKING:
    from caicach.figures.models import Return

__all__ = ["TREND_LINES", "trend_of"]

TREND_LINES = ("dossier.on_time_rate", "dossier.online_rate", "plan.done_rate")
_PERIODS = 6  # this one and those before: a year and a half of quarters
_WORD = (ReturnState.DRAFT, ReturnState.RETURNED)  # nobody's word yet


def trend_of(sheet: "Return") -> tuple[Item, ...]:
    """Return the rates of the agency's periods up to that of ``sheet``, the oldest first; two queries.

    Each has ``kỳ`` and the rates that it knows, by the key of their line, as plain numbers. One period is no trend.
    """
    rows = [one for one in returns_through_time(SYSTEM, sheet) if one.period.data_to <= sheet.period.data_to]
    stands = [one for one in rows if one.pk == sheet.pk or one.kind == ReturnKind.WHOLE or one.state not in _WORD]
    chosen = stands[:_PERIODS][::-1]
    stored = filled_of_all(one.pk for one in chosen)
    items = tuple(_item(one, stored[one.pk]) for one in chosen)
    return items if len(items) > 1 else ()


def _item(sheet: "Return", stored: dict[Cell, Figure]) -> Item:
    is_whole = sheet.kind == ReturnKind.WHOLE
    filled = stored if is_whole else completed(form_of(sheet.period.form), sheet.level, stored)
    numbers = ((key, filled[Cell(key)].number) for key in TREND_LINES if Cell(key) in filled)
    return Item({"kỳ": sheet.period.name} | {key: f"{number:.2f}" for key, number in numbers if number is not None})
