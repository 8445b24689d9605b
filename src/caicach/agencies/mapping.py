"""Between rows of the database and values of the pure register."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caicach.agencies.models import AgencyVersion
from caicach.web.fields import FOREVER
from reform.groups.register import Register, RegisterEntry
from reform.groups.resolution import FormerName
from vanban.text.forms import compare_key, sort_key, squeeze

__all__ = ["ENTRY_FIELDS", "NewAgency", "VersionRow", "former_names", "new_version"]

# What a register entry is made of, in the order of its fields.
ENTRY_FIELDS = ("agency_id", "name", "name_key", "short_name", "level", "kind", "parent_id", "code")


@dataclass(frozen=True, slots=True)
class NewAgency:
    """What a body is when it begins."""

    name: str
    level: str
    kind: str
    parent_id: int | None = None
    short_name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of one agency with one of its heirs (None where it has none), as the resolver's query gives it."""

    entry: RegisterEntry
    valid_from: date
    valid_to: date
    heir_id: int | None


def new_version(
    agency_id: int, new: NewAgency, *, valid_from: date, valid_to: date = FOREVER, legal_basis: str = ""
) -> AgencyVersion:
    """Return an unsaved version with its keys computed."""
    name = squeeze(new.name)
    return AgencyVersion(
        agency_id=agency_id,
        name=name,
        short_name=squeeze(new.short_name),
        name_key=compare_key(name)[:300],
        sort_key=sort_key(name)[:900],
        level=new.level,
        kind=new.kind,
        code=new.code,
        parent_id=new.parent_id,
        valid_from=valid_from,
        valid_to=valid_to,
        legal_basis=legal_basis,
    )


def former_names(rows: Iterable[VersionRow], register: Register) -> tuple[FormerName, ...]:
    """Return the names in ``rows`` that the register of one date does not bear, with the bodies that took over.

    Heirs that ended in their turn are followed to the bodies that the register knows; order: main heirs first.
    """
    rows = tuple(rows)
    heirs: dict[int, list[int]] = defaultdict(list)
    forebears: dict[int, list[int]] = defaultdict(list)
    names: dict[tuple[int, str], tuple[date, date]] = {}
    for row in rows:
        if row.heir_id is not None and row.heir_id not in heirs[row.entry.id]:
            heirs[row.entry.id].append(row.heir_id)
            forebears[row.heir_id].append(row.entry.id)
        current = register.by_id.get(row.entry.id)
        if current is None or current.name != row.entry.name:
            start, end = names.get((row.entry.id, row.entry.name), (row.valid_from, row.valid_to))
            names[row.entry.id, row.entry.name] = (min(start, row.valid_from), max(end, row.valid_to))
    return tuple(
        FormerName(
            agency_id, name, start, end, _known(agency_id, heirs, register), _known(agency_id, forebears, register)
        )
        for (agency_id, name), (start, end) in names.items()
    )


def _known(agency_id: int, links: dict[int, list[int]], register: Register) -> tuple[int, ...]:
    """Follow ``links`` until bodies that the register knows."""
    found: list[int] = []
    queue, seen = list(links.get(agency_id, ())), {agency_id}
    for current in queue:  # grows while it is read
        if current in seen:
            continue
        seen.add(current)
        if current in register:
            found.append(current)
        else:
            queue.extend(links.get(current, ()))
    return tuple(found)
