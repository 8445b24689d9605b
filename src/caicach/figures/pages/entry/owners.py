"""The page that says who of an agency fills which section."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.pages.entry import frame
from caicach.figures.selectors.entry import Entry
from caicach.ui.values import Link

__all__ = ["OwnerLine", "OwnersPage", "owners_page"]


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """One section and who fills it."""

    key: str
    label: str
    chosen: int | None
    hint: str  # who the form says fills it


@dataclass(frozen=True, slots=True)
class OwnersPage:
    """Every section of the sheet."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    lines: tuple[OwnerLine, ...]
    people: tuple[tuple[int, str], ...]
    url: str
    back_url: str


def owners_page(entry: Entry, people: Mapping[int, str], *, today: date) -> OwnersPage:
    """Return the page."""
    sheet = entry.sheet
    owners = {key: user.pk for key, user in entry.talks.owners.items()}
    names = {**{user.pk: user.full_name for user in entry.talks.owners.values()}, **people}
    hints = {one.key: one.owners.get(sheet.level, "") for one in entry.printed.form.sections}
    return OwnersPage(
        title=_("Ai nhập phần nào"),
        lead=frame.lead_of(sheet, today=today),
        crumbs=frame.crumbs_of(sheet, Link(_("Phân công"))),
        lines=tuple(
            OwnerLine(one.key, f"{one.number}. {one.label}", owners.get(one.key), hints.get(one.key, ""))
            for one in entry.printed.sections
        ),
        people=tuple(names.items()),
        url=reverse("figures:owners", args=[sheet.uid]),
        back_url=reverse("figures:entry", args=[sheet.uid]),
    )
