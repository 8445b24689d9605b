"""The board of scorecards: agencies of one kind beside one another, ranked by their share on time.

Owns: groups, ranks, order. Does not: count (``scorecard``), or say who is compared with whom (``reform.scorecards``).
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from caicach.obligations.constants import DutyOrigin
from caicach.obligations.selectors.scorecard import AgencyScore, Score, scores_of
from caicach.web.actor import Actor
from reform.scorecards import Peers, Span, fewest_ranked, peers_of, peers_on, ranks_of

__all__ = ["Board", "BoardLine", "PeerGroup", "board_of"]


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One agency in its group."""

    rank: int | None  # None: too few tasks fell due, or nobody to compare with
    agency: AgencyScore
    score: Score  # of the origin that the board is asked for


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Agencies that are compared with one another: the best first, then those that are not ranked, by name."""

    key: str
    title: str
    lines: tuple[BoardLine, ...]
    whole: Score

    @property
    def ranked_count(self) -> int:
        """How many have a rank."""
        return sum(line.rank is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Board:
    """All groups of one span, of one origin of duties."""

    span: Span
    origin: str  # of ``DutyOrigin``
    fewest: int  # due tasks that make a rank
    groups: tuple[PeerGroup, ...]  # none is empty
    by_origin: dict[str, Score]  # of all agencies, of each origin with something due
    scores: tuple[AgencyScore, ...]  # of all origins, in no order

    def score_of(self, uid: UUID) -> AgencyScore | None:
        """Return the score of one agency; None where nothing fell due there."""
        return next((one for one in self.scores if one.agency.uid == uid), None)

    def narrowed(self, agency: AgencyScore | None) -> "Board":
        """Return the board with the line of one agency alone, its rank as it is among all."""
        found = self.place_of(agency) if agency else None
        groups = (replace(found[0], lines=(found[1],), whole=found[1].score),) if found else ()
        return replace(self, groups=groups)

    def place_of(self, agency: AgencyScore) -> tuple[PeerGroup, BoardLine] | None:
        """Return the group and the line of an agency; None where nothing of the origin fell due there."""
        found = ((group, line) for group in self.groups for line in group.lines if line.agency is agency)
        return next(found, None)


def board_of(actor: Actor, span: Span, *, today: date, origin: str = DutyOrigin.PLAN) -> Board:
    """Return the board of the actor's subtrees: the queries of ``scores_of``.

    Ranks compare what is shown: the share of two digits. They are given among the agencies that the actor sees.
    """
    scores = scores_of(actor, span, today=today)
    fewest = fewest_ranked(span.last_on)
    groups = (_group(peers, scores, origin, fewest, span) for peers in peers_on(span.last_on))
    return Board(
        span=span,
        origin=origin,
        fewest=fewest,
        groups=tuple(group for group in groups if group.lines),
        by_origin=_by_origin(scores),
        scores=scores,
    )


def _group(peers: Peers, scores: tuple[AgencyScore, ...], origin: str, fewest: int, span: Span) -> PeerGroup:
    mine = [
        one
        for one in scores
        if _counts(one.score(origin)) and peers_of(one.agency.level, one.agency.kind, span.last_on) is peers
    ]
    # Whoever sees one agency alone has nobody to compare it with.
    ranks = ranks_of([_ranked_share(one.score(origin), fewest) if len(mine) > 1 else None for one in mine])
    lines = [BoardLine(rank, one, one.score(origin)) for rank, one in zip(ranks, mine, strict=True)]
    lines.sort(key=_order)
    return PeerGroup(peers.key, peers.title, tuple(lines), Score.of(line.score for line in lines))


def _counts(score: Score) -> bool:
    return bool(score.due or score.waiting)


def _ranked_share(score: Score, fewest: int) -> Decimal | None:
    return score.on_time_share if score.due >= fewest else None


def _order(line: BoardLine) -> tuple[bool, int, str]:
    return (line.rank is None, line.rank or 0, line.agency.agency.sort_key)


def _by_origin(scores: tuple[AgencyScore, ...]) -> dict[str, Score]:
    sums = {origin: Score.of(one.score(origin) for one in scores) for origin in DutyOrigin.values}
    return {origin: score for origin, score in sums.items() if _counts(score)}
