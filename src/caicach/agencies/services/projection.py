"""What is computed from the versions: the closure of who stands under whom, and the current projection."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies.models import Agency, AgencyEdge, AgencyVersion
from caicach.web.errors import BadInput
from reform.groups.closure import ClosureEdge, CycleError, ParentSpan, closure_edges

__all__ = ["closure_rebuild", "closure_refresh", "projection_refresh", "write_edges"]

_PROJECTED = ("current_name", "current_sort_key", "current_level", "current_kind", "current_parent")


@transaction.atomic
def closure_rebuild() -> int:
    """Compute all edges anew from the versions; return how many there are.

    Raises:
        BadInput: on some day an agency stands under itself.
    """
    AgencyEdge.objects.all().delete()
    return write_edges(None)


def closure_refresh(agency_ids: Collection[int]) -> None:
    """Compute the edges of these agencies and of all that ever stood under them; inside the caller's transaction.

    Raises:
        BadInput: on some day an agency stands under itself.
    """
    below = AgencyEdge.objects.filter(ancestor__in=agency_ids).values_list("descendant_id", flat=True)
    affected = {*agency_ids, *below}
    AgencyEdge.objects.filter(descendant__in=affected).delete()
    write_edges(affected)


def write_edges(of: Collection[int] | None) -> int:
    """Write the edges of the descendants ``of`` (None: of all), which have none now."""
    versions = AgencyVersion.objects.values_list("agency_id", "parent_id", "valid_from", "valid_to")
    try:
        edges = closure_edges((ParentSpan(*row) for row in versions), of=of)
    except CycleError as error:
        raise BadInput(_("Một cơ quan không thể trực thuộc chính nó hoặc cấp dưới của nó.")) from error
    return len(AgencyEdge.objects.bulk_create(_row(edge) for edge in edges))


def _row(edge: ClosureEdge) -> AgencyEdge:
    return AgencyEdge(
        ancestor_id=edge.ancestor,
        descendant_id=edge.descendant,
        depth=edge.depth,
        valid_from=edge.start,
        valid_to=edge.end,
    )


@transaction.atomic
def projection_refresh(*, today: date, agency_ids: Iterable[int] | None = None) -> int:
    """Write the version valid today (of an ended body its last, of a coming one its first) into the agencies.

    Run each day after midnight, and by every service that changes versions. Three statements.

    Returns:
        How many agencies changed.
    """
    versions = AgencyVersion.objects.order_by("agency_id", "valid_from")
    agencies = Agency.objects.all()
    if agency_ids is not None:
        wanted = tuple(agency_ids)
        versions, agencies = versions.filter(agency__in=wanted), agencies.filter(pk__in=wanted)
    current: dict[int, AgencyVersion] = {}
    for version in versions:
        if version.agency_id not in current or version.valid_from <= today:
            current[version.agency_id] = version
    changed = [agency for agency in agencies if agency.pk in current and _project(agency, current[agency.pk])]
    if changed:
        Agency.objects.bulk_update(changed, _PROJECTED)
    return len(changed)


def _project(agency: Agency, version: AgencyVersion) -> bool:
    """Copy the version's values into the agency; return whether any differs."""
    values = (version.name, version.sort_key, version.level, version.kind, version.parent_id)
    names = ("current_name", "current_sort_key", "current_level", "current_kind", "current_parent_id")
    differs = any(getattr(agency, name) != value for name, value in zip(names, values, strict=True))
    for name, value in zip(names, values, strict=True):
        setattr(agency, name, value)
    return differs
