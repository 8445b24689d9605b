"""Which versions of forms have lines that bodies added for themselves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from caicach.figures.constants import FormState
from caicach.figures.mapping import extra_keys, form_of
from caicach.figures.models import FormVersion
from reform.forms.additions import added_lines

__all__ = ["LinePlace", "places_of_lines"]


@dataclass(frozen=True, slots=True)
class LinePlace:
    """The version in which a line stands: the published one that had it first, else the draft."""

    uid: UUID
    version: str
    is_draft: bool
    is_on: bool  # switched on there
    by: str  # who began the draft


def places_of_lines(
    form_keys: Collection[str], owner_ids: Collection[int]
) -> Mapping[tuple[int | None, str], LinePlace]:
    """Return where added lines stand, by the owner of the form (None: packaged) and the key of the line. One query."""
    mine = Q(owner__in=list(owner_ids)) | Q(owner=None)
    rows = FormVersion.objects.filter(
        mine, form_key__in=list(form_keys), state__in=(FormState.DRAFT, FormState.PUBLISHED)
    )
    found: dict[tuple[int | None, str], LinePlace] = {}
    for row in rows.select_related("created_by").order_by("state", "-valid_from", "-pk"):
        by = row.created_by.full_name if row.created_by else ""
        for line in added_lines(form_of(row)):
            is_draft = row.state == FormState.DRAFT
            place = LinePlace(row.uid, row.version, is_draft, line.key in extra_keys(row), by)
            known = found.get((row.owner_id, line.key))
            if known is None or not is_draft:  # published ones come last, the first of them at the end
                found[(row.owner_id, line.key)] = place
    return found
