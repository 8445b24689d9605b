"""How far the points that each body gave lie from what was claimed, and what became of the objections."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from caicach.scoring import access
from caicach.scoring.constants import AppealState, LeftOut
from caicach.scoring.models import Appeal, AppraiserBody, Round, Score

__all__ = ["BodyDifference", "bodies_of"]

ZERO = Decimal(0)
_LOOKED = Q(claimed__isnull=False, appraised__isnull=False) & ~Q(left_out=LeftOut.APPROVED)
_LOWER = _LOOKED & Q(appraised__lt=F("claimed"))
_HIGHER = _LOOKED & Q(appraised__gt=F("claimed"))
_WON = (AppealState.ACCEPTED, AppealState.PARTLY)


@dataclass(frozen=True, slots=True)
class BodyDifference:
    """What one body gave at the first appraisal, beside what was claimed."""

    agency_id: int
    name: str
    keys: tuple[str, ...] = ()  # of the areas and sub-criteria that it appraises
    looked: int = 0  # claims that it looked at
    kept: int = 0
    lower: int = 0
    higher: int = 0
    taken: Decimal = ZERO  # fewer points than claimed, over all that it lowered
    added: Decimal = ZERO  # more points than claimed
    appeals: int = 0  # objections to its points that were answered
    won: int = 0  # of them, those accepted, wholly or in part


@dataclass(frozen=True, slots=True)
class _Bodies:
    """Who appraises what, with whom acts where it is the body's own agency."""

    round: Round
    by_key: Mapping[str, AppraiserBody]  # by the key of the sub-criterion, else of the area

    def acting(self, leaf_key: str, area_key: str, agency_id: int | None) -> int | None:
        """Return who gave the points: of one agency, or (None) of any but the body's own."""
        body = self.by_key.get(leaf_key) or self.by_key.get(area_key)
        if body is None or agency_id is None:
            return body.agency_id if body else None
        return access.acting_appraiser(body.agency_id, agency_id, self.round)


def bodies_of(round_: Round) -> tuple[BodyDifference, ...]:
    """Return how far each body's points lie from what was claimed, the strictest first. Four queries.

    What a body appraises is told of the body that acts: points of its own agency are given by another.
    """
    rows = list(AppraiserBody.objects.filter(round=round_).select_related("agency").order_by("pk"))
    bodies = _Bodies(round_, {row.leaf_key or row.area_key: row for row in rows})
    names = {row.agency_id: row.agency.current_name for row in rows}
    names |= {one.pk: one.current_name for one in (round_.standing_body, round_.owner)}
    keys: dict[int, tuple[str, ...]] = {}
    for row in rows:
        keys[row.agency_id] = (*keys.get(row.agency_id, ()), row.leaf_key or row.area_key)
    sums = _summed(round_, bodies, names)
    told = [_told(pk, names[pk], keys.get(pk, ()), sums.get(pk, {})) for pk in dict.fromkeys([*keys, *sums])]
    return tuple(sorted(told, key=lambda one: (-_strictness(one), one.name)))


_SUMMED = ("looked", "kept", "lower", "higher", "claimed_lower", "given_lower", "claimed_higher", "given_higher",
           "appeals", "won")  # fmt: skip


def _told(pk: int, name: str, keys: tuple[str, ...], sums: Mapping[str, Any]) -> BodyDifference:
    counts = {key: int(sums.get(key, 0)) for key in ("looked", "kept", "lower", "higher", "appeals", "won")}
    taken = Decimal(sums.get("claimed_lower", 0)) - Decimal(sums.get("given_lower", 0))
    added = Decimal(sums.get("given_higher", 0)) - Decimal(sums.get("claimed_higher", 0))
    return BodyDifference(pk, name, keys, **counts, taken=taken, added=added)


def _strictness(one: BodyDifference) -> Decimal:
    return Decimal(one.lower) / one.looked if one.looked else Decimal(-1)


def _summed(round_: Round, bodies: _Bodies, names: Mapping[int, str]) -> dict[int, dict[str, Any]]:
    """Return sums by who gave the points: those of bodies' own agencies are asked apart, since others gave these."""
    every = Score.objects.filter(assessment__round=round_)
    of_bodies = Q(assessment__agency__in=list(names))
    found = [
        *_sums(every.exclude(of_bodies)),
        *_sums(every.filter(of_bodies), agency=F("assessment__agency")),
        *_answered(Appeal.objects.filter(score__assessment__round=round_, answered_at__isnull=False)),
    ]
    sums: dict[int, dict[str, Any]] = {}
    for row in found:
        acting = bodies.acting(row["leaf"], row["area"], row.get("agency"))
        if acting is not None:
            into = sums.setdefault(acting, {})
            into |= {name: into.get(name, 0) + (row.get(name) or 0) for name in _SUMMED}
    return sums


def _sums(scores: "QuerySet[Score]", **by: F) -> list[dict[str, Any]]:
    rows = (
        scores.order_by()
        .values(leaf=F("leaf_key"), area=F("area_key"), **by)
        .annotate(
            looked=Count("pk", filter=_LOOKED),
            kept=Count("pk", filter=_LOOKED & Q(appraised=F("claimed"))),
            lower=Count("pk", filter=_LOWER),
            higher=Count("pk", filter=_HIGHER),
            claimed_lower=Sum("claimed", filter=_LOWER),
            given_lower=Sum("appraised", filter=_LOWER),
            claimed_higher=Sum("claimed", filter=_HIGHER),
            given_higher=Sum("appraised", filter=_HIGHER),
        )
    )
    return [dict(row) for row in rows]


def _answered(appeals: "QuerySet[Appeal]") -> list[dict[str, Any]]:
    by = {"leaf": F("score__leaf_key"), "area": F("score__area_key"), "agency": F("score__assessment__agency")}
    rows = appeals.order_by().values(**by).annotate(appeals=Count("pk"), won=Count("pk", filter=Q(state__in=_WON)))
    return [dict(row) for row in rows]
