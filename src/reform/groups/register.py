"""The register of agencies as it stood on one date: a value, built once, asked often.

Owns: entries, who stands under whom, the names under which an entry is found. Does not: time (one register, one date).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from reform.groups.names import canonical, noun_and_proper, without_place

__all__ = ["COMMITTEE", "KINDS", "LEVELS", "OUTSIDE_KINDS", "EntryNames", "Register", "RegisterEntry"]

COMMITTEE = "committee"
LEVELS = ("central", "province", "district", "commune")  # from above
# The kinds of a register, in the order in which members of a group are listed.
KINDS = (
    "committee", "council", "office", "department", "board", "division", "centre", "public_unit", "vertical",
    "party", "front", "enterprise", "ministry", "other",
)  # fmt: skip
# Bodies that no People's Committee commands: what is asked of them is a request, never an obligation.
OUTSIDE_KINDS = frozenset({"council", "party", "front", "enterprise", "ministry"})
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One agency as it stood on the register's date."""

    id: int
    name: str
    name_key: str  # vanban.text.compare_key of the name
    short_name: str  # empty where there is none
    level: str  # one of LEVELS
    kind: str  # one of KINDS
    parent_id: int | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class EntryNames:
    """Canonical words under which an entry is found."""

    anywhere: frozenset[str]  # they carry the place: "phong noi vu huyen muong le"
    at_home: frozenset[str]  # enough within its own territory: "phong noi vu", "phong noi vu huyen"


@dataclass(frozen=True, slots=True)
class Register:
    """All agencies valid on one date, in the order given (the order of lists). Build with ``Register.of``."""

    entries: tuple[RegisterEntry, ...]
    by_id: Mapping[int, RegisterEntry] = field(repr=False)
    position: Mapping[int, int] = field(repr=False)  # id -> place in `entries`
    _children: Mapping[int | None, tuple[int, ...]] = field(repr=False)
    _by_level: Mapping[str, frozenset[int]] = field(repr=False)
    _by_kind: Mapping[str, frozenset[int]] = field(repr=False)
    _names: dict[int, EntryNames] = field(default_factory=dict, repr=False)  # filled when asked

    @classmethod
    def of(cls, entries: Iterable[RegisterEntry]) -> "Register":
        """Build a register.

        Raises:
            ValueError: two entries have one id.
        """
        kept = tuple(entries)
        by_id = {entry.id: entry for entry in kept}
        if len(by_id) != len(kept):
            raise ValueError("an agency stands twice in the register of one date")
        children: dict[int | None, list[int]] = defaultdict(list)
        for entry in kept:
            children[entry.parent_id].append(entry.id)
        return cls(
            entries=kept,
            by_id=by_id,
            position={entry.id: place for place, entry in enumerate(kept)},
            _children={parent: tuple(ids) for parent, ids in children.items()},
            _by_level=_classes((entry.level, entry.id) for entry in kept),
            _by_kind=_classes((entry.kind, entry.id) for entry in kept),
        )

    def __contains__(self, agency_id: int) -> bool:
        return agency_id in self.by_id

    def children(self, agency_id: int | None) -> tuple[int, ...]:
        """Return the ids directly under ``agency_id`` (None: those at the top), in register order."""
        return self._children.get(agency_id, ())

    def subtree(self, agency_id: int) -> tuple[int, ...]:
        """Return ``agency_id`` and all ids under it, parents first."""
        found = [agency_id]
        seen = {agency_id}
        for current in found:  # grows while it is read
            below = [child for child in self.children(current) if child not in seen]
            seen.update(below)
            found.extend(below)
        return tuple(found)

    def ancestors(self, agency_id: int) -> tuple[int, ...]:
        """Return the ids above ``agency_id``, nearest first; an unknown id has none."""
        found: list[int] = []
        entry = self.by_id.get(agency_id)
        while entry and entry.parent_id is not None and entry.parent_id not in found:
            entry = self.by_id.get(entry.parent_id)
            found += [entry.id] if entry else []
        return tuple(found)

    def of_level(self, level: str) -> frozenset[int]:
        """Return the ids of one level."""
        return self._by_level.get(level, frozenset())

    def of_kind(self, kind: str) -> frozenset[int]:
        """Return the ids of one kind."""
        return self._by_kind.get(kind, frozenset())

    def territory(self, agency_id: int) -> int | None:
        """Return the People's Committee in whose territory an agency works: itself, or the nearest one above.

        A body without a parent (the Party, the council, the Front) works in the only committee's territory of its
        level; None where that cannot be told.
        """
        for candidate in (agency_id, *self.ancestors(agency_id)):
            if candidate in self.by_id and self.by_id[candidate].kind == COMMITTEE:
                return candidate
        entry = self.by_id.get(agency_id)
        peers = self.of_level(entry.level) & self.of_kind(COMMITTEE) if entry else frozenset()
        return next(iter(peers)) if len(peers) == 1 else None

    def place(self, committee_id: int) -> str:
        """Return the canonical place words of a committee's territory: ``"tinh song may"``."""
        return canonical(self.by_id[committee_id].name).removeprefix("uy ban nhan dan ")

    def names(self, agency_id: int) -> EntryNames:
        """Return the words under which an entry is found."""
        if agency_id not in self._names:
            self._names[agency_id] = self._names_of(self.by_id[agency_id])
        return self._names[agency_id]

    def _names_of(self, entry: RegisterEntry) -> EntryNames:
        territory = self.territory(entry.id)
        spelled = frozenset(words for name in (entry.name, entry.short_name) if (words := canonical(name)))
        if territory is None:
            return EntryNames(anywhere=spelled, at_home=spelled)
        place = self.place(territory)
        noun, proper = noun_and_proper(place)
        bases = frozenset(without_place(words, place) for words in spelled)
        placed = frozenset(f"{base} {where}" for base in bases for where in (place, proper) if base != where)
        if entry.id == territory:  # "Ủy ban nhân dân" alone, or the noun alone, names nobody
            base = "uy ban nhan dan"
            return EntryNames(
                anywhere=spelled | {f"{base} {place}", f"{base} {proper}", place}, at_home=frozenset({f"{base} {noun}"})
            )
        return EntryNames(
            anywhere=placed | frozenset(words for words in spelled if words.endswith(f" {proper}")),
            at_home=spelled | bases | frozenset(f"{base} {noun}" for base in bases),
        )

    def ordered(self, ids: Iterable[int]) -> Iterator[RegisterEntry]:
        """Give the entries of ``ids`` from the highest level down, then in register order; unknown ids are left out."""
        known = [self.by_id[agency_id] for agency_id in ids if agency_id in self.by_id]
        return iter(sorted(known, key=lambda entry: (_rank(entry.level), self.position[entry.id])))


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _classes(pairs: Iterable[tuple[Key, int]]) -> dict[Key, frozenset[int]]:
    found: dict[Key, set[int]] = defaultdict(set)
    for key, agency_id in pairs:
        found[key].add(agency_id)
    return {key: frozenset(ids) for key, ids in found.items()}
