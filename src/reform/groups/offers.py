"""What is offered to a person who must say whom a phrase means: the nearest bodies and the usual groups, ranked."""

from collections.abc import Callable
from dataclasses import dataclass

from reform.groups.expressions import Member
from reform.groups.lookup import NameLookup
from reform.groups.names import canonical, is_outside_name
from reform.groups.phrases import StandardGroup, standard_groups
from reform.groups.register import OUTSIDE_KINDS
from reform.groups.resolution import Candidate
from reform.groups.spelling import nearness

__all__ = ["MOST_OFFERED", "Offers"]

MOST_OFFERED = 6
_WORTH_OFFERING = 60  # of 100
_NEARBY = 4  # points for a name of the issuer's own territory


@dataclass(frozen=True, slots=True)
class Offers:
    """Candidates from the register as one issuer sees it."""

    names: NameLookup
    expand: Callable[[str], tuple[Member, ...]]

    def agencies(self, words: str) -> tuple[Candidate, ...]:
        """Return the bodies whose names are nearest; for a phrase that names a body outside command, only such."""
        only_outside = is_outside_name(words)
        by_id = self.names.register.by_id
        best: dict[int, int] = {}
        for bonus, names in ((_NEARBY, self.names.near_words()), (0, self.names.all_words())):
            for name, agency_id in names:
                if only_outside and by_id[agency_id].kind not in OUTSIDE_KINDS:
                    continue
                score = min(99, nearness(words, name) + bonus)
                if score > max(best.get(agency_id, 0), _WORTH_OFFERING):
                    best[agency_id] = score
        position = self.names.register.position
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], position[pair[0]]))
        return tuple(
            Candidate(self.full_name(agency_id), score, agency_id, hint_code="GRP041")
            for agency_id, score in ranked[:MOST_OFFERED]
        )

    def groups(self, text: str, kind: str) -> tuple[Candidate, ...]:
        """Return the usual groups that are not empty on the date and whose names are near."""
        issuer = self.names.register.by_id.get(self.names.issuer_id)
        scored = (
            (nearness(canonical(text), canonical(group.label)), group)
            for group in standard_groups(issuer.level if issuer else "")
            if self.expand(group.expression)
        )
        ranked = sorted(scored, key=lambda pair: -pair[0])[: 4 if kind == "group" else 2]
        return tuple(
            Candidate(group.label, score, expression=group.expression, hint_code="GRP042")
            for score, group in ranked
            if score >= _WORTH_OFFERING
        )

    def whole(self, group: StandardGroup | None, size: int) -> tuple[Candidate, ...]:
        """Return the class that names were drawn from, where it has members on the date."""
        if group is None or not size:
            return ()
        return (
            Candidate(group.label, 98, expression=group.expression, hint_code="GRP046", hint_params={"count": size}),
        )

    def full_name(self, agency_id: int) -> str:
        """Return a name that tells bodies of one name apart: with the territory where the name lacks it."""
        register = self.names.register
        entry = register.by_id[agency_id]
        territory = register.territory(agency_id)
        if territory is None or territory in {agency_id, self.names.home}:
            return entry.name
        says_place = canonical(entry.name) in register.names(agency_id).anywhere
        return entry.name if says_place else f"{entry.name} ({register.by_id[territory].name})"
