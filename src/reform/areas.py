"""The areas of administrative reform: one code list for plans, report chapters and the index.

Owns: the codes, their Vietnamese names and order, by date. Does not: recognise an area in a title
(see ``vanban.language.area_titles``).
Source: the packaged table ``data/areas.yaml``, after the master programmes of 2011 and 2021.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from reform.tables import Source, in_force, read_table

__all__ = ["OTHER", "Area", "area_of", "areas"]

# The code of an area that a locality added; it keeps the title of its document.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Area:
    """One area of reform, as the programme in force names it."""

    code: str  # permanent, English: ``institutions``
    name: str  # as a chapter is headed
    short_name: str  # where there is little room
    order: int  # of the chapters, from 1; ``other`` comes last
    source: Source


def areas(at: date) -> tuple[Area, ...]:
    """Return the areas in force on ``at`` in the order of the chapters, ``other`` last.

    A day before the first programme known gets that programme's areas.
    """
    rows = _all()
    day = max(at, min(area.source.valid_from for area in rows))
    return tuple(sorted(in_force(rows, day), key=lambda area: area.order))


def area_of(code: str, at: date) -> Area:
    """Return the area of ``code`` as named on ``at``; an unknown code is an area of the locality's own (``other``)."""
    by_code = {area.code: area for area in areas(at)}
    return by_code.get(code, by_code[OTHER])


@cache
def _all() -> tuple[Area, ...]:
    return tuple(
        Area(row.values["code"], row.values["name"], row.values["short_name"], row.values["order"], row.source)
        for row in read_table("reform", "areas")
    )
