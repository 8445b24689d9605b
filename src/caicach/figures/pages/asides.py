"""Returns that nobody expects any more, on the page of their period and on their own."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.models import Return
from caicach.ui.values import Fact

__all__ = ["aside_facts", "aside_words"]


def aside_words(sheet: Return) -> str:
    """Return who returns figures instead, or that nobody does, with the reason."""
    if sheet.passed_to is None:
        words = _("Thôi giao")
    else:
        words = _("Chuyển cho %(agency)s") % {"agency": sheet.passed_to.current_name}
    return f"{words}: {sheet.aside_reason}" if sheet.aside_reason else words


def aside_facts(sheets: Iterable[Return]) -> tuple[Fact, ...]:
    """Return a line for each, which leads to what was filled in."""
    return tuple(
        Fact(one.agency.current_name, aside_words(one), url=reverse("figures:entry", args=[one.uid])) for one in sheets
    )
