"""Kept filters as chips of the list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from caicach.obligations.forms.saved import SaveForm
from caicach.obligations.selectors.saved import SavedRow

__all__ = ["SavedChip", "SavedPart"]


@dataclass(frozen=True, slots=True)
class SavedChip:
    """One kept filter."""

    name: str
    url: str
    forget_url: str  # empty where somebody else keeps it
    is_shared: bool
    owner: str  # empty where it is one's own


@dataclass(frozen=True, slots=True)
class SavedPart:
    """The kept filters, and the form for keeping the one in force."""

    chips: tuple[SavedChip, ...]
    form: SaveForm | None  # None where nothing is filtered
    save_url: str

    @classmethod
    def of(cls, rows: Iterable[SavedRow], *, query: str) -> "SavedPart":
        """Return the part; ``query`` is the filters in force, as an address carries them."""
        return cls(
            chips=tuple(_chip(row) for row in rows),
            form=SaveForm(initial={"query": query}, auto_id="luu-%s") if query else None,
            save_url=reverse("obligations:view-save"),
        )


def _chip(row: SavedRow) -> SavedChip:
    return SavedChip(
        name=row.name,
        url=f"{reverse('obligations:list')}?{row.query}",
        forget_url=reverse("obligations:view-forget", args=[row.uid]) if row.is_own else "",
        is_shared=row.is_shared,
        owner="" if row.is_own else row.owner,
    )
