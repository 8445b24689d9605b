"""Reading the register: as it stood on a date, by name, by reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When

from caicach.agencies import access, mapping
from caicach.agencies.constants import AgencyKind, AgencyLevel, MandateKind
from caicach.agencies.models import Agency, AgencyAlias, AgencyEdge, AgencyGroup, AgencyVersion, Mandate, Succession
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.groups.expressions import Expression, ExpressionError, Member, parse_expression
from reform.groups.register import OUTSIDE_KINDS, Register, RegisterEntry
from reform.groups.resolution import Candidate, MandateEntry, NamedGroup, RememberedPhrase, Resolution, ResolutionStatus
from reform.groups.resolver import Resolver
from vanban.text.forms import compare_key

__all__ = [
    "OUTSIDE_KINDS",
    "AgencyFacts",
    "AgencyHistory",
    "AgencyRecord",
    "Candidate",
    "Expression",
    "ExpressionError",
    "Member",
    "Register",
    "RegisterEntry",
    "Resolution",
    "ResolutionStatus",
    "Resolver",
    "agencies_after",
    "agency_history",
    "agency_in_reach",
    "agency_named",
    "all_areas_led",
    "areas_led",
    "children_of",
    "ended_ids",
    "facts_of_agencies",
    "heirs_of",
    "ids_by_code",
    "ids_within",
    "is_agency",
    "is_group",
    "names_of",
    "parse_expression",
    "register_at",
    "reporting_bodies",
    "resolver_for",
    "search_agencies",
]


@dataclass(frozen=True, slots=True)
class AgencyHistory:
    """One agency through time."""

    agency: Agency
    versions: tuple[AgencyVersion, ...]  # oldest first
    heirs: tuple[Succession, ...]  # who took over from it
    forebears: tuple[Succession, ...]  # from whom it took over
    mandates: tuple[Mandate, ...]


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What lists and figures show of an agency today."""

    uid: UUID
    name: str
    sort_key: str
    level: str  # of ``AgencyLevel``
    kind: str  # of ``AgencyKind``


def register_at(on: date) -> Register:
    """Return the register as it stood on ``on``, ordered by name. One query."""
    rows = _valid(AgencyVersion.objects.all(), on).order_by("sort_key", "agency_id").values_list(*mapping.ENTRY_FIELDS)
    return Register.of(RegisterEntry(*row) for row in rows)


def resolver_for(issuer_id: int, *, on: date) -> Resolver:
    """Return what resolves the phrases of the issuer's documents on ``on``. Four queries, for any number of phrases."""
    rows = _rows_with_heirs()
    current = {row.entry.id: row.entry for row in rows if row.valid_from <= on < row.valid_to}
    register = Register.of(current.values())
    return Resolver.of(
        register,
        issuer_id,
        on=on,
        former=mapping.former_names(rows, register),
        remembered=_remembered(issuer_id),
        groups=_groups(issuer_id, on),
        mandates=_mandates(issuer_id, on),
    )


def agency_named(name: str, *, on: date) -> int | None:
    """Return the one agency that bears ``name`` on ``on``, in any spelling of marks and case; None for none or many."""
    versions = _valid(AgencyVersion.objects.filter(name_key=compare_key(name)), on)
    found = list(versions.values_list("agency_id", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def search_agencies(query: str, *, on: date, limit: int = 20) -> tuple[RegisterEntry, ...]:
    """Return agencies valid on ``on`` whose name holds every word of ``query``, typed with or without tone marks.

    Order: names that begin with the query, then by name. An empty query finds nothing.
    """
    key = compare_key(query).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    if not key:
        return ()
    versions = _valid(AgencyVersion.objects.all(), on)
    for word in key.split():
        versions = versions.filter(name_key__contains=word)
    begins = Case(When(name_key__startswith=key, then=0), default=1)
    ordered = versions.order_by(begins, "sort_key", "agency_id")
    return tuple(RegisterEntry(*row) for row in ordered.values_list(*mapping.ENTRY_FIELDS)[:limit])


def children_of(agency_id: int | None, *, on: date) -> tuple[RegisterEntry, ...]:
    """Return the agencies directly under one on ``on`` (None: those at the top), by name."""
    versions = _valid(AgencyVersion.objects.filter(parent_id=agency_id), on).order_by("sort_key", "agency_id")
    return tuple(RegisterEntry(*row) for row in versions.values_list(*mapping.ENTRY_FIELDS))


def kinds_below(parent_ids: Iterable[int], *, on: date) -> tuple[tuple[int, str, str], ...]:
    """Return (parent, kind, level) of each agency that stands directly under one of ``parent_ids`` on ``on``."""
    versions = _valid(AgencyVersion.objects.filter(parent__in=tuple(parent_ids)), on)
    return tuple(versions.order_by().values_list("parent_id", "kind", "level"))


def ids_by_code(prefix: str) -> dict[str, int]:
    """Return the agency of each code that begins with ``prefix``, whenever it was valid. One query."""
    versions = AgencyVersion.objects.filter(code__startswith=prefix)
    return dict(versions.order_by("valid_from").values_list("code", "agency_id"))


def ids_within(scope_ids: Iterable[int], *, on: date) -> frozenset[int]:
    """Return the agencies that stand on ``on`` in the subtrees of ``scope_ids``, these among them. One query."""
    edges = AgencyEdge.objects.filter(ancestor__in=tuple(scope_ids), valid_from__lte=on, valid_to__gt=on)
    return frozenset(edges.values_list("descendant_id", flat=True))


def names_of(agency_ids: Iterable[int]) -> dict[int, str]:
    """Return the current name of each agency by id. One query."""
    return dict(Agency.objects.filter(pk__in=tuple(agency_ids)).values_list("pk", "current_name"))


def facts_of_agencies(agency_ids: Iterable[int]) -> dict[int, AgencyFacts]:
    """Return the current facts of each agency by id. One query."""
    fields = ("pk", "uid", "current_name", "current_sort_key", "current_level", "current_kind")
    rows = Agency.objects.filter(pk__in=tuple(agency_ids)).values_list(*fields)
    return {pk: AgencyFacts(*facts) for pk, *facts in rows}


def agency_in_reach(actor: Actor, uid: UUID) -> AgencyFacts | None:
    """Return the current facts of an agency of the actor's subtrees; None where there is none. One query."""
    fields = ("uid", "current_name", "current_sort_key", "current_level", "current_kind")
    row = Agency.objects.filter(access.within_reach("pk", actor), uid=uid).values_list(*fields).first()
    return AgencyFacts(*row) if row else None


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """An agency as it stood on one day, for programs."""

    uid: UUID
    name: str
    short_name: str
    level: str
    kind: str
    code: str
    parent_uid: UUID | None
    valid_from: date  # of this name, level, kind and parent
    valid_to: date  # half open


_RECORD = ("agency__uid", "name", "short_name", "level", "kind", "code", "parent__uid", "valid_from", "valid_to")


def agencies_after(after: UUID | None, limit: int, *, on: date, **wanted: Any) -> tuple[AgencyRecord, ...]:
    """Return up to ``limit`` agencies valid on ``on``, in the order of their uid. One query.

    Args:
        after: The uid behind which the page begins; None begins at the first.
        limit: Rows at most.
        on: The day.
        wanted: Values of ``level``, ``kind``, ``parent__uid``, ``agency__uid``; None lets all pass.
    """
    found = _valid(AgencyVersion.objects.all(), on)
    if after is not None:
        found = found.filter(agency__uid__gt=after)
    given = {lookup: value for lookup, value in wanted.items() if value is not None}
    return tuple(
        AgencyRecord(*row) for row in found.filter(**given).order_by("agency__uid").values_list(*_RECORD)[:limit]
    )


def areas_led(agency_id: int, *, on: date) -> frozenset[str]:
    """Return the codes of the areas that an agency leads on ``on``. One query."""
    mandates = Mandate.objects.filter(
        agency_id=agency_id, kind=MandateKind.AREA_LEAD, valid_from__lte=on, valid_to__gt=on
    )
    return frozenset(mandates.values_list("area_code", flat=True))


def all_areas_led(*, on: date, owner_id: int | None = None) -> dict[int, frozenset[str]]:
    """Return the codes of the areas that each agency leads on ``on``, of those that lead any. One query.

    With ``owner_id`` those that lead areas of that body alone: offices of communes lead areas of their commune.
    """
    mandates = Mandate.objects.filter(kind=MandateKind.AREA_LEAD, valid_from__lte=on, valid_to__gt=on)
    if owner_id is not None:
        mandates = mandates.filter(owner=owner_id)
    led: dict[int, set[str]] = {}
    for agency_id, code in mandates.values_list("agency_id", "area_code"):
        led.setdefault(agency_id, set()).add(code)
    return {agency_id: frozenset(codes) for agency_id, codes in led.items()}


# Bodies of a People's Committee that report to it; sectors that the centre commands directly do not.
_REPORTING_KINDS = frozenset({AgencyKind.DEPARTMENT, AgencyKind.OFFICE, AgencyKind.BOARD})


def reporting_bodies(register: Register, owner_id: int) -> tuple[int, ...]:
    """Return those directly under ``owner_id`` that report to it: its departments, then the committees of its places.

    Nothing where the owner does not stand in ``register``.
    """
    owner = register.by_id.get(owner_id)
    if owner is None:
        return ()
    entries = [register.by_id[agency_id] for agency_id in register.children(owner_id)]
    departments = [one.id for one in entries if one.kind in _REPORTING_KINDS and one.level == owner.level]
    committees = [one.id for one in entries if one.kind == AgencyKind.COMMITTEE and one.level != AgencyLevel.CENTRAL]
    return (*departments, *committees)


def ended_ids(*, on: date) -> frozenset[int]:
    """Return the agencies that are no more on ``on``. One query."""
    return frozenset(Agency.objects.filter(ended_on__lte=on).values_list("pk", flat=True))


def heirs_of(agency_ids: Iterable[int], *, on: date) -> dict[int, tuple[int, ...]]:
    """Return the bodies that exist on ``on`` and go on for each that ended, main heirs first; through several changes.

    A body that has not ended is its own heir; one that nobody took over from has none. Two queries.
    """
    ended = ended_ids(on=on)
    took: dict[int, list[int]] = {}
    rows = Succession.objects.filter(reorganisation__effective_on__lte=on)
    for before, after in rows.order_by("-is_main", "pk").values_list("predecessor_id", "successor_id"):
        took.setdefault(before, []).append(after)
    return {agency_id: _living(agency_id, took, ended) for agency_id in agency_ids}


def _living(agency_id: int, took: dict[int, list[int]], ended: frozenset[int]) -> tuple[int, ...]:
    """Follow the successions to bodies that have not ended; a circle of names is walked once."""
    found: dict[int, None] = {}
    way, seen = [agency_id], {agency_id}
    for current in way:  # grows while it is read
        if current not in ended:
            found[current] = None
            continue
        after = [one for one in took.get(current, ()) if one not in seen]
        seen.update(after)
        way.extend(after)
    return tuple(found)


def ids_above(agency_id: int) -> frozenset[int]:
    """Return the agencies that ``agency_id`` stands under, or ever stood under. One query."""
    edges = AgencyEdge.objects.filter(descendant=agency_id).exclude(ancestor=agency_id)
    return frozenset(edges.values_list("ancestor", flat=True))


def is_agency(agency_id: int) -> bool:
    """Whether the register knows this id, at whatever time."""
    return Agency.objects.filter(pk=agency_id).exists()


def is_group(expression: str) -> bool:
    """Whether ``expression`` is one that the register can expand."""
    try:
        parse_expression(expression)
    except ExpressionError:
        return False
    return True


def agency_history(agency_id: int) -> AgencyHistory:
    """Return one agency through time. Five queries.

    Raises:
        Beyond: there is no such agency.
    """
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None:
        raise Beyond()
    successions = Succession.objects.select_related("reorganisation", "predecessor", "successor")
    newest = ("-reorganisation__effective_on", "-is_main", "pk")
    return AgencyHistory(
        agency=agency,
        versions=tuple(agency.versions.select_related("parent")),
        heirs=tuple(successions.filter(predecessor=agency).order_by(*newest)),
        forebears=tuple(successions.filter(successor=agency).order_by(*newest)),
        mandates=tuple(agency.mandates.select_related("owner").order_by("-valid_from", "kind", "area_code")),
    )


def _valid(versions: QuerySet[AgencyVersion], on: date) -> QuerySet[AgencyVersion]:
    return versions.filter(valid_from__lte=on, valid_to__gt=on)


def _rows_with_heirs() -> tuple[mapping.VersionRow, ...]:
    """Return every version of every agency, once for each of its heirs. One query."""
    extra = ("valid_from", "valid_to", "agency__heirs__successor_id")
    rows = AgencyVersion.objects.order_by(
        "sort_key", "agency_id", "valid_from", F("agency__heirs__is_main").desc(nulls_last=True), "agency__heirs__pk"
    ).values_list(*mapping.ENTRY_FIELDS, *extra)
    size = len(mapping.ENTRY_FIELDS)
    return tuple(mapping.VersionRow(RegisterEntry(*row[:size]), *row[size:]) for row in rows)


def _remembered(issuer_id: int) -> tuple[RememberedPhrase, ...]:
    rows = AgencyAlias.objects.filter(issuer_id=issuer_id).values_list("phrase_key", "agency_id", "expression")
    return tuple(RememberedPhrase(*row) for row in rows)


def _groups(issuer_id: int, on: date) -> tuple[NamedGroup, ...]:
    """Return the groups that the issuer or a body above it has defined, the nearest first."""
    rows = (
        AgencyGroup.objects.filter(_in_line_of(issuer_id, on), valid_from__lte=on, valid_to__gt=on)
        .order_by("owner__edges_down__depth", "key")
        .values_list("name", "expression", "owner_id")
    )
    return tuple(NamedGroup(*row) for row in rows)


def _mandates(issuer_id: int, on: date) -> tuple[MandateEntry, ...]:
    rows = (
        Mandate.objects.filter(_in_line_of(issuer_id, on), valid_from__lte=on, valid_to__gt=on)
        .order_by("owner__edges_down__depth", "pk")
        .values_list("owner_id", "agency_id", "kind", "area_code")
    )
    return tuple(MandateEntry(*row) for row in rows)


def _in_line_of(issuer_id: int, on: date) -> Q:
    """The condition that ``owner`` is the issuer or stands above it on ``on``."""
    return Q(
        owner__edges_down__descendant_id=issuer_id,
        owner__edges_down__valid_from__lte=on,
        owner__edges_down__valid_to__gt=on,
    )
