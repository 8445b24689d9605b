"""Finding bodies by their names in the register of one date, as a document of one issuer writes them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reform.groups.names import canonical, noun_and_proper, without_place
from reform.groups.register import Register, RegisterEntry
from vanban.text.forms import sort_key, squeeze

__all__ = ["NameLookup"]

Hits = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class NameLookup:
    """The names of a register, near and far as seen from one issuer. Build with ``NameLookup.of``."""

    register: Register
    issuer_id: int
    home: int | None  # the committee in whose territory the issuer works
    circles: tuple[Hits, ...]  # from the nearest: under the issuer, at home, anywhere by full name, at home above

    @classmethod
    def of(cls, register: Register, issuer_id: int) -> "NameLookup":
        """Build the lookup of one issuer; one that the register does not know sees full names alone."""
        home = register.territory(issuer_id)
        above = (
            [agency for agency in register.ancestors(home) if register.by_id[agency].kind == "committee"]
            if home
            else []
        )
        at_home: dict[int | None, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        anywhere: dict[str, list[int]] = defaultdict(list)
        for entry in register.entries:
            names = register.names(entry.id)
            where = register.territory(entry.id)
            for words in names.at_home:
                at_home[where][words].append(entry.id)
            for words in names.anywhere:
                anywhere[words].append(entry.id)
        own = _own_names(register, issuer_id) if issuer_id != home else {}
        near = [own, at_home[home] if home else {}, anywhere, *(at_home[committee] for committee in above)]
        return cls(register, issuer_id, home, tuple(_frozen(hits) for hits in near))

    def find(self, words: str, spelled: str) -> tuple[int, ...]:
        """Return the bodies that canonical ``words`` name, from the nearest circle that knows them.

        One id: the body. Several: bodies of one name, between which a person decides. ``spelled`` is the document's own
        spelling: its tone marks decide between bodies whose names differ in marks alone.
        """
        for hits in self.circles:
            found = hits.get(words, ())
            if found:
                return self._narrowed(found, spelled)
        return ()

    def near_words(self) -> Iterator[tuple[str, int]]:
        """Give (words, id) of the names that are enough at home and carry no name of a place."""
        for hits in self.circles[:2]:
            for words, ids in hits.items():
                if words not in self.circles[2]:
                    yield from ((words, agency_id) for agency_id in ids)

    def all_words(self) -> Iterator[tuple[str, int]]:
        """Give (words, id) of every name, near and far."""
        for hits in self.circles:
            for words, ids in hits.items():
                yield from ((words, agency_id) for agency_id in ids)

    def placeless(self, words: str) -> frozenset[str]:
        """Return ``words`` and what remains of them without the place of the issuer's own line."""
        lines = (self.home, *self.register.ancestors(self.home)) if self.home else ()
        committees = [agency for agency in lines if self.register.by_id[agency].kind == "committee"]
        return frozenset({words, *(without_place(words, self.register.place(agency)) for agency in committees)})

    def _narrowed(self, found: tuple[int, ...], spelled: str) -> tuple[int, ...]:
        for keep in (
            [agency_id for agency_id in found if self._same_marks(self.register.by_id[agency_id], spelled)],
            [agency_id for agency_id in found if self.register.by_id[agency_id].parent_id == self.home],
        ):
            if len(found) > 1 and keep:
                found = tuple(keep)
        return found

    def _same_marks(self, entry: RegisterEntry, spelled: str) -> bool:
        """Whether the last words (those of the place) are written with the same letters and tones."""
        territory = self.register.territory(entry.id)
        count = len(noun_and_proper(self.register.place(territory))[1].split()) if territory else 1
        return _last(squeeze(entry.name), count) == _last(squeeze(spelled), count)


def _last(name: str, count: int) -> str:
    return sort_key(" ".join(name.split()[-count:]))


def _own_names(register: Register, issuer_id: int) -> dict[str, list[int]]:
    """Return the names of what stands under an issuer that is no committee: "Văn phòng" of a department."""
    found: dict[str, list[int]] = defaultdict(list)
    if issuer_id not in register:
        return found
    above = canonical(register.by_id[issuer_id].name)
    for agency_id in register.subtree(issuer_id)[1:]:
        for words in register.names(agency_id).at_home:
            for name in {words, words.removesuffix(f" {above}")}:
                found[name].append(agency_id)
    return found


def _frozen(hits: Mapping[str, Iterable[int]]) -> Hits:
    return {words: tuple(dict.fromkeys(ids)) for words, ids in hits.items()}
