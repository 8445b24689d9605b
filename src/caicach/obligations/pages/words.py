"""Words of the ledger as pages write them."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.constants import TrackingMode
from caicach.ui.notation import NOTHING, date_text
from reform.areas import OTHER, area_of

__all__ = ["address_of", "area_name", "due_sentence", "mode_name", "place_words"]

# In the order a person looks for a place; blocks and spans are for programs.
_PLACES = (("page", 0), ("table", 1), ("row", 1))


def address_of(uid: UUID) -> str:
    """Return the address of an obligation's page."""
    return reverse("obligations:detail", args=[uid])


def area_name(code: str, on: date) -> str:
    """Return the name of an area; an area of the locality's own has no name of ours."""
    return _("lĩnh vực khác") if code == OTHER else area_of(code, on).short_name


def mode_name(mode: str) -> str:
    """Return how a duty is proved, in words."""
    return str(TrackingMode(mode).label)


def place_words(place: str) -> str:
    """Return where the words stand in their document: "trang 7, bảng 1, dòng 13"; empty where nothing is known."""
    known: dict[str, Any] = json.loads(place or "{}")
    names = {"page": _("trang %(number)s"), "table": _("bảng %(number)s"), "row": _("dòng %(number)s")}
    # The reader counts tables and rows from 0, people from 1.
    found = [names[name] % {"number": known[name] + first} for name, first in _PLACES if known.get(name) is not None]
    return ", ".join(found)


def due_sentence(due_on: date | None, met_on: date | None) -> str:
    """Return whether what was handed in came in time, with both days."""
    if due_on is None or met_on is None:
        return NOTHING
    if met_on > due_on:
        days = (met_on - due_on).days
        return _("%(day)s, muộn %(days)s ngày so với hạn") % {"day": date_text(met_on), "days": days}
    return _("%(day)s, đúng hạn") % {"day": date_text(met_on)}
