"""Bodies that stand under an agency, from the register of agencies, at the end of the window."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.agencies.selectors import kinds_below
from caicach.figures.registry import Asked, Counted
from caicach.figures.selectors.counting.words import BODIES
from caicach.ui.notation import date_text
from reform.forms.figures import Figure

__all__ = ["count_bodies"]

_OFFICES = (AgencyKind.OFFICE, AgencyKind.DEPARTMENT, AgencyKind.DIVISION)
_ATTACHED = (AgencyKind.BOARD, AgencyKind.CENTRE)


def count_bodies(asked: Asked) -> Mapping[int, Mapping[str, Counted]]:
    """Count what stands directly under each agency on the window's last day, by kind; one query.

    An agency under which the register holds nothing gets nothing: its offices may not have been entered.
    """
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    for parent_id, kind, level in kinds_below(asked.agency_ids, on=asked.data_to):
        is_commune = level == AgencyLevel.COMMUNE and kind == AgencyKind.COMMITTEE
        kinds[parent_id]["commune" if is_commune else kind] += 1
    return {agency_id: _figures(asked, found) for agency_id, found in kinds.items()}


def _figures(asked: Asked, found: Counter[str]) -> dict[str, Counted]:
    note = BODIES % {"day": date_text(asked.data_to)}
    figures = {
        "org.offices": sum(found[kind] for kind in _OFFICES),
        "org.attached": sum(found[kind] for kind in _ATTACHED),
        "org.psu": found[AgencyKind.PUBLIC_UNIT],
        "org.communes": found["commune"],
    }
    # What the register knows nothing of is left out: schools are rarely entered there.
    return {key: Counted(Figure(Decimal(number)), note) for key, number in figures.items() if number}
