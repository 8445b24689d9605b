"""Which body appraises what in a round, and whether somebody acts for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caicach.scoring import access
from caicach.scoring.models import AppraiserBody, Assessment, Round
from caicach.web.actor import Actor
from reform.index import SubCriterion

__all__ = ["Appraisers", "appraisers_by_key"]


@dataclass(frozen=True, slots=True)
class Appraisers:
    """The bodies of a round: by sub-criterion, else by area."""

    round: Round
    by_key: Mapping[str, int]  # key of a sub-criterion or an area -> agency

    def body_ids(self, area_key: str, leaf: SubCriterion) -> tuple[int, ...]:
        """Return who appraises a sub-criterion; what comes from outside is entered by the standing body as well."""
        named = self.by_key.get(leaf.key) or self.by_key.get(area_key)
        found = () if named is None else (named,)
        return found if leaf.rule.is_self_scored else (*found, self.round.standing_body_id)

    def allows(self, actor: Actor, area_key: str, leaf: SubCriterion, assessment: Assessment) -> bool:
        """Whether the actor appraises ``leaf`` of ``assessment``, which comes with its round: no query."""
        return any(access.appraises(actor, body_id, assessment) for body_id in self.body_ids(area_key, leaf))

    def allowed(
        self, actor: Actor, area_key: str, leaf: SubCriterion, assessments: Iterable[Assessment]
    ) -> frozenset[int]:
        """Return the assessments whose ``leaf`` the actor appraises."""
        return frozenset(one.pk for one in assessments if self.allows(actor, area_key, leaf, one))


def appraisers_by_key(round_: Round) -> Appraisers:
    """Return the bodies that appraise in a round: one query."""
    rows = AppraiserBody.objects.filter(round=round_)
    return Appraisers(round_, {row.leaf_key or row.area_key: row.agency_id for row in rows})
