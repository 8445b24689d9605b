"""How a figure stands on the page: its text, what it changed by, why it is not there."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.ui import notation
from reform.forms import Form, Line
from reform.forms.figures import NOT_APPLICABLE, Figure, rounded
from reform.forms.model import LineType

__all__ = ["Shown", "change_text", "reason_icon", "shown_of", "typed_text"]

_MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as it is read: the text, and what a screen reader or a pointer gets besides."""

    text: str
    title: str = ""
    is_near: bool = False  # compared with a figure that means nearly the same


def number_shown(value: Decimal, line: Line, form: Form) -> str:
    """Return a number as the form prints it: a rate that was worked out with the form's digits."""
    if line.type is LineType.PERCENT:
        return notation.decimal_text(value, form.percent_digits)
    return notation.number_text(rounded(value))


def shown_of(figure: Figure | None, line: Line, form: Form, *, blank: str = "", is_near: bool = False) -> Shown:
    """Return a figure that is read: a dash where there is none, with the reason in words."""
    if figure is None:
        return Shown(notation.NOTHING, blank)
    if figure.value is None:
        return Shown(notation.NOTHING, form.null_reasons.get(figure.reason, ""))
    if isinstance(figure.value, str):
        words = line.choice.words if line.choice else {}
        return Shown(words.get(figure.value, figure.value), "", is_near)
    return Shown(number_shown(figure.value, line, form), "", is_near)


def typed_text(figure: Figure | None) -> str:
    """Return what stands in the field of a figure: as ``mapping.typed_figure`` reads it; nothing for a reason."""
    if figure is None or figure.value is None:
        return ""
    if isinstance(figure.value, str):
        return figure.value
    return notation.number_text(rounded(figure.value)).replace(_MINUS, "-")


def change_text(now: Figure | None, before: Figure | None, line: Line) -> str:
    """Return by how much a figure changed: per cent of a number, points of a rate; a dash where nothing can be said."""
    new, old = (figure.number if figure else None for figure in (now, before))
    if new is None or old is None:
        return notation.NOTHING
    if line.type is LineType.PERCENT:
        points = notation.decimal_text(abs(new - old), 2)
        return _("%(change)s điểm") % {"change": _signed(new - old, points)}
    if old == 0:
        return notation.NOTHING
    share = (new - old) / abs(old) * 100
    return _signed(share, notation.percent_text(abs(share), 1))


def _signed(value: Decimal, text: str) -> str:
    return text if value == 0 else ("+" if value > 0 else _MINUS) + text


def reason_icon(reason: str) -> str:
    """Return the symbol of a reason: what is not the body's business looks otherwise than what did not happen."""
    return "ban" if reason == NOT_APPLICABLE else "circle-dashed"
