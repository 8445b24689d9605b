"""Loading a whole register at once: demonstration data, a province's list of agencies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies import access
from caicach.agencies.constants import MandateKind, ReorganisationKind
from caicach.agencies.mapping import NewAgency, new_version
from caicach.agencies.models import Agency, AgencyVersion, Mandate, Reorganisation, Succession
from caicach.agencies.services.projection import closure_refresh, projection_refresh
from caicach.audit import services as audit
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from caicach.web.fields import FOREVER
from vanban.text.forms import sort_key, squeeze

__all__ = ["EventRow", "Loaded", "MandateRow", "RegisterRow", "register_load"]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What an agency is during a period; rows of one ``key`` are one agency through time."""

    key: str  # unique within the load; means nothing outside it
    name: str
    level: str
    kind: str
    valid_from: date
    valid_to: date = FOREVER
    parent: str | None = None  # a key of the load
    short_name: str = ""
    code: str = ""
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """A reorganisation and who took over from whom: (predecessor key, successor key, is the main heir)."""

    kind: ReorganisationKind
    effective_on: date
    legal_basis: str
    heirs: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class MandateRow:
    """Who is charged with what, by keys of the load."""

    owner: str
    agency: str
    kind: MandateKind
    area_code: str = ""
    valid_from: date = date.min
    valid_to: date = FOREVER


@dataclass(frozen=True, slots=True)
class Loaded:
    """The ids given to the keys of a load."""

    ids: Mapping[str, int]


@transaction.atomic
def register_load(
    rows: Sequence[RegisterRow],
    *,
    events: Iterable[EventRow] = (),
    mandates: Iterable[MandateRow] = (),
    actor: Actor,
    today: date,
) -> Loaded:
    """Add many agencies with their past in a constant number of statements (at most 20).

    Audit: agencies.load, one row on each agency at the top.

    Raises:
        NotAllowed: the actor is not the program itself.
        BadInput: a key is unknown, periods of one key leave a gap or overlap, or an agency stands under itself.
    """
    access.require(actor, "change", None)
    by_key = _by_key(rows)
    ids = _write_agencies(by_key)
    AgencyVersion.objects.bulk_create(
        new_version(
            ids[row.key],
            NewAgency(
                row.name, row.level, row.kind, _id(row.parent, ids) if row.parent else None, row.short_name, row.code
            ),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            legal_basis=row.legal_basis,
        )
        for row in rows
    )
    closure_refresh(list(ids.values()))
    projection_refresh(today=today, agency_ids=ids.values())
    _write_events(tuple(events), ids)
    _write_mandates(mandates, ids, by_key)
    tops = Agency.objects.filter(pk__in=[ids[row.key] for row in rows if row.parent is None])
    audit.record_many("agencies.load", [(top, {}, {"agencies": len(ids)}) for top in tops], actor=actor)
    return Loaded(ids)


def _by_key(rows: Iterable[RegisterRow]) -> dict[str, list[RegisterRow]]:
    found: dict[str, list[RegisterRow]] = defaultdict(list)
    for row in rows:
        found[row.key].append(row)
    for key, versions in found.items():
        versions.sort(key=lambda row: row.valid_from)
        if any(first.valid_to != second.valid_from for first, second in pairwise(versions)):
            raise BadInput(_("Các giai đoạn của «%(key)s» không nối tiếp nhau.") % {"key": key})
    return found


def _write_agencies(by_key: Mapping[str, Sequence[RegisterRow]]) -> dict[str, int]:
    """Write the identities; their parents come with the projection."""
    agencies = Agency.objects.bulk_create(
        Agency(
            current_name=squeeze(versions[-1].name),
            current_sort_key=sort_key(versions[-1].name)[:900],
            current_level=versions[-1].level,
            current_kind=versions[-1].kind,
            started_on=versions[0].valid_from,
            ended_on=versions[-1].valid_to,
        )
        for versions in by_key.values()
    )
    return {key: agency.pk for key, agency in zip(by_key, agencies, strict=True)}


def _write_events(events: Sequence[EventRow], ids: Mapping[str, int]) -> None:
    written = Reorganisation.objects.bulk_create(
        Reorganisation(kind=event.kind, effective_on=event.effective_on, legal_basis=event.legal_basis)
        for event in events
    )
    Succession.objects.bulk_create(
        Succession(reorganisation=row, predecessor_id=_id(old, ids), successor_id=_id(new, ids), is_main=is_main)
        for row, event in zip(written, events, strict=True)
        for old, new, is_main in event.heirs
    )


def _write_mandates(
    mandates: Iterable[MandateRow], ids: Mapping[str, int], by_key: Mapping[str, Sequence[RegisterRow]]
) -> None:
    """Write the mandates, each within the life of the body that holds it."""
    Mandate.objects.bulk_create(
        Mandate(
            owner_id=_id(row.owner, ids),
            agency_id=_id(row.agency, ids),
            kind=row.kind,
            area_code=row.area_code,
            valid_from=max(row.valid_from, by_key[row.agency][0].valid_from),
            valid_to=min(row.valid_to, by_key[row.agency][-1].valid_to),
        )
        for row in mandates
    )


def _id(key: str, ids: Mapping[str, int]) -> int:
    if key not in ids:
        raise BadInput(_("Không có cơ quan «%(key)s» trong danh sách.") % {"key": key})
    return ids[key]
