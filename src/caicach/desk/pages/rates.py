"""Shares on time as the dashboard writes and colours them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from caicach.obligations.selectors import Tally
from caicach.ui.notation import decimal_text, number_text, percent_text

__all__ = ["FEWEST", "legend", "of_words", "rounded", "short_text", "spoken", "tone_of"]

FEWEST = 3  # tasks that make a share worth comparing
# The risk scale: from this share on (percent), this tone; below all of them ``k1``.
_TONES = ((98, "k5"), (95, "k4"), (85, "k3"), (70, "k2"))


def rounded(tally: Tally, places: int = 1) -> Decimal:
    """Return the share on time of those due in percent; 100 and 0 are kept for all and none.

    Raises:
        ZeroDivisionError: nothing fell due.
    """
    step = Decimal(1).scaleb(-places)
    share = (Decimal(100) * tally.on_time / Decimal(tally.due)).quantize(step, rounding=ROUND_HALF_UP)
    if share == 100 and tally.on_time < tally.due:
        return 100 - step
    return step if share == 0 and tally.on_time else share


def tone_of(tally: Tally) -> str:
    """Return the tone of a cell: ``k1`` … ``k5``, ``kx`` where nothing fell due, none below the fewest."""
    if not tally.due:
        return "kx"
    if tally.due < FEWEST:
        return ""
    share = rounded(tally)
    return next((tone for bound, tone in _TONES if share >= bound), "k1")


def short_text(tally: Tally) -> str:
    """Return what a cell shows: ``100``, ``85,7``; ``1/2`` below the fewest; a dash where nothing fell due."""
    if not tally.due:
        return "–"
    if tally.due < FEWEST:
        return f"{number_text(tally.on_time)}/{number_text(tally.due)}"
    share = rounded(tally)
    return "100" if share == 100 else decimal_text(share, 1)


def spoken(tally: Tally) -> str:
    """Return what a cell says."""
    if not tally.due:
        return _("không có nhiệm vụ đến hạn")
    words = {"share": percent_text(rounded(tally), 1), "on_time": of_words(tally)}
    if tally.due < FEWEST:
        return _("%(on_time)s đúng hạn; quá ít để tính tỷ lệ") % words
    return _("%(share)s: %(on_time)s đúng hạn") % words


def of_words(tally: Tally) -> str:
    """Return "1.389 trong 1.531 nhiệm vụ"."""
    return _("%(part)s trong %(whole)s nhiệm vụ") % {
        "part": number_text(tally.on_time),
        "whole": number_text(tally.due),
    }


def legend() -> tuple[tuple[str, str], ...]:
    """Return tone and words of each step of the scale."""
    return (
        ("k1", _("dưới 70")),
        ("k2", _("70 đến dưới 85")),
        ("k3", _("85 đến dưới 95")),
        ("k4", _("95 đến dưới 98")),
        ("k5", _("từ 98")),
        ("kx", _("không có nhiệm vụ đến hạn")),
    )
