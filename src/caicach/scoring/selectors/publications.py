"""What was published of scoring, for everybody; and which decision a reader inside sees.

Owns: which results are public, what a later decision changed of an earlier one, points as a decision had them.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.agencies.access import within_reach
from caicach.agencies.constants import AgencyLevel
from caicach.agencies.selectors import ids_by_code
from caicach.scoring import access
from caicach.scoring.constants import LeftOut, RoundState, Stage
from caicach.scoring.models import Assessment, ResultIssue, ResultRow, Round, Score, ScoreChange
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.index import Purpose

__all__ = [
    "ChangedRow",
    "Correction",
    "LeafPoints",
    "Publication",
    "corrections_of",
    "issue_for",
    "issues_of",
    "leaf_points",
    "leaf_points_of_all",
    "opened_agencies",
    "publication_for",
    "publication_of",
    "published_agency",
    "published_before",
    "published_rounds",
    "round_ranked_for",
    "rounds_to_rank",
    "seen_agencies",
    "sees_all",
]

_LEVELS = (AgencyLevel.CENTRAL, AgencyLevel.PROVINCE, AgencyLevel.DISTRICT, AgencyLevel.COMMUNE)


@dataclass(frozen=True, slots=True)
class Publication:
    """The published results of one round: the decision that holds now, and those before it."""

    round: Round  # with its owner
    every: tuple[ResultIssue, ...]  # of its decisions, the first first; some were replaced before they were published
    rounds: tuple[Round, ...]  # all whose results are public, this one among them, the newest first

    @property
    def issues(self) -> tuple[ResultIssue, ...]:
        """The published decisions, the first first."""
        return tuple(one for one in self.every if one.published_at is not None)

    @property
    def issue(self) -> ResultIssue:
        """The decision that holds now."""
        return self.issues[-1]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """What one agency had by the earlier decision, and has by the later."""

    old: ResultRow
    new: ResultRow

    @property
    def is_own(self) -> bool:
        """Whether its own points changed, not its rank alone."""
        return (self.old.index, self.old.points, self.old.maximum) != (
            self.new.index,
            self.new.points,
            self.new.maximum,
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """A later decision with what it changed."""

    before: ResultIssue
    issue: ResultIssue
    reasons: tuple[str, ...]  # of the decision, and of those between that nobody published
    changed: tuple[ChangedRow, ...]  # first those whose own points changed


@dataclass(frozen=True, slots=True)
class LeafPoints:
    """What stood at a sub-criterion when a decision was made."""

    score: Score
    points: Decimal | None
    is_left_out: bool


def published_rounds() -> tuple[Round, ...]:
    """Return the rounds whose results are public, the newest first, the highest body first within a year. One query."""
    rounds = Round.objects.filter(state=RoundState.PUBLISHED).select_related("owner", "standing_body")
    purposes, levels = list(Purpose), list(_LEVELS)

    def order(one: Round) -> tuple[int, int, int, int]:
        level = AgencyLevel(one.owner.current_level)
        return -one.year, levels.index(level), purposes.index(Purpose(one.purpose)), one.pk

    return tuple(sorted(rounds, key=order))


def publication_for(year: int, purpose: str = Purpose.PAR_INDEX, owner: UUID | None = None) -> Publication:
    """Return what is public of a year and a purpose: of the highest body that published any, or of ``owner``.

    Two queries.

    Raises:
        Beyond: nothing of it is public.
    """
    rounds = published_rounds()
    wanted = (
        one for one in rounds if one.year == year and purpose in ("", one.purpose) and owner in (None, one.owner.uid)
    )
    round_ = next(wanted, None)
    if round_ is None:
        raise Beyond(_("Chưa có kết quả chấm điểm nào được công bố ở địa chỉ này."))
    return publication_of(round_, rounds)


def publication_of(round_: Round, rounds: tuple[Round, ...]) -> Publication:
    """Return what is public of a round whose results are. One query.

    Args:
        round_: The round.
        rounds: All whose results are public, as ``published_rounds`` gives them.
    """
    return Publication(round_, issues_of(round_), rounds)


def issues_of(round_: Round) -> tuple[ResultIssue, ...]:
    """Return the decisions of a round, published or not, the first first. One query."""
    related = ("round__owner", "round__standing_body", "document__file")
    return tuple(ResultIssue.objects.filter(round=round_).select_related(*related).order_by("number"))


def published_before(issue: ResultIssue) -> ResultIssue | None:
    """Return the published decision that ``issue`` replaces; None: it is the first. One query."""
    rows = ResultIssue.objects.filter(round=issue.round_id, number__lt=issue.number, published_at__isnull=False)
    return rows.select_related("document").order_by("-number").first()


def published_agency(publication: Publication, key: str) -> Assessment:
    """Return what was scored of the agency of this uid, or of this code. One query, of a code two.

    Raises:
        Beyond: no such agency was scored in the round.
    """
    rows = Assessment.objects.filter(round=publication.round).select_related("agency", "round_set__set_version")
    rows = rows.defer("round_set__set_version__definition")
    uid = _uid(key)
    found = rows.filter(agency__uid=uid) if uid else rows.filter(agency=ids_by_code(key).get(key, 0))
    row = found.first()
    if row is None:
        raise Beyond(_("Không có kết quả của cơ quan này trong lần công bố."))
    return row


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def corrections_of(every: Iterable[ResultIssue], *, until: ResultIssue | None = None) -> tuple[Correction, ...]:
    """Return what each published decision changed of the one before it, the latest first. At most one query.

    Args:
        every: All decisions of a round, the first first.
        until: One that waits for its decision and is compared too, for who may see it.
    """
    some = tuple(every)
    shown = tuple(one for one in some if one.published_at is not None or one == until)
    if len(shown) < 2:
        return ()
    rows: dict[int, dict[int, ResultRow]] = {}
    for row in ResultRow.objects.filter(issue__in=shown).select_related("assessment__agency"):
        rows.setdefault(row.issue_id, {})[row.assessment_id] = row
    found = (
        Correction(
            before=old,
            issue=new,
            reasons=tuple(one.reason for one in some if old.number < one.number <= new.number and one.reason),
            changed=_changed(rows.get(old.pk, {}), rows.get(new.pk, {})),
        )
        for old, new in itertools.pairwise(shown)
    )
    return tuple(found)[::-1]


def _changed(old: Mapping[int, ResultRow], new: Mapping[int, ResultRow]) -> tuple[ChangedRow, ...]:
    both = [ChangedRow(old[key], row) for key, row in new.items() if key in old]
    changed = [one for one in both if one.is_own or _said(one.old) != _said(one.new)]
    return tuple(sorted(changed, key=lambda one: (not one.is_own, one.new.rank or 0, one.new.pk)))


def _said(row: ResultRow) -> tuple[object, ...]:
    return row.index, row.rank, row.grade_key


def leaf_points(issue: ResultIssue, assessment: Assessment) -> tuple[LeafPoints, ...]:
    """Return the points of one agency as a decision had them, in the set's order. Two queries."""
    return leaf_points_of_all(issue, (assessment.pk,)).get(assessment.pk, ())


def leaf_points_of_all(issue: ResultIssue, assessment_ids: Iterable[int]) -> dict[int, tuple[LeafPoints, ...]]:
    """Return the points of agencies as a decision had them: what was corrected since is taken back. Two queries."""
    ids = tuple(assessment_ids)
    first: dict[int, ScoreChange] = {}
    since = ScoreChange.objects.filter(stage=Stage.CORRECTED, at__gt=issue.at, score__assessment__in=ids).order_by(
        "at", "id"
    )
    for change in since:
        first.setdefault(change.score_id, change)
    found: dict[int, list[LeafPoints]] = {}
    for score in Score.objects.filter(assessment__in=ids).order_by("assessment_id", "position"):
        later = first.get(score.pk)
        points = later.old if later else (score.settled if score.settled is not None else score.standing)
        left_out = later.old_left_out if later else score.left_out
        found.setdefault(score.assessment_id, []).append(LeafPoints(score, points, left_out == LeftOut.APPROVED))
    return {key: tuple(rows) for key, rows in found.items()}


def round_ranked_for(actor: Actor, uid: UUID | None = None) -> Round | None:
    """Return a round whose ranking the actor may look at: ``uid``, or the newest; None: there is none. One query.

    Raises:
        Beyond: there is no such round, or it is neither within reach nor published.
    """
    if uid is None:
        return access.visible_rounds(actor).select_related("owner", "standing_body").first()
    rounds = Round.objects.select_related("owner", "standing_body").filter(uid=uid)
    seen = access.visible_rounds(actor).values("pk")
    round_ = (rounds.filter(pk__in=seen) | rounds.filter(state=RoundState.PUBLISHED)).first()
    if round_ is None:
        raise Beyond(_("Không có đợt chấm điểm này, hoặc đợt chấm nằm ngoài phạm vi của bạn."))
    return round_


def rounds_to_rank(actor: Actor) -> tuple[Round, ...]:
    """Return the rounds whose ranking the actor may look at, the newest first. One query."""
    return tuple(access.visible_rounds(actor).select_related("owner"))


def sees_all(actor: Actor, round_: Round) -> bool:
    """Whether the actor sees the whole ranking before it is public: who holds the round's owner in scope. One query."""
    return Round.objects.filter(within_reach("owner", actor), pk=round_.pk).exists()


def seen_agencies(actor: Actor, round_: Round) -> frozenset[int]:
    """Return the agencies of a round in the actor's own subtrees. One query."""
    rows = Assessment.objects.filter(within_reach("agency", actor), round=round_)
    return frozenset(rows.values_list("agency_id", flat=True))


def opened_agencies(actor: Actor, round_: Round) -> frozenset[int]:
    """Return the agencies of a round whose assessments the actor may open. One query."""
    return frozenset(access.visible_assessments(actor).filter(round=round_).values_list("agency_id", flat=True))


def issue_for(issues: Iterable[ResultIssue], *, is_all: bool) -> ResultIssue | None:
    """Return the decision that a reader sees: who sees all the latest, others the latest published, else the first.

    None: nothing is settled yet.
    """
    some = tuple(issues)
    if not some or is_all:
        return some[-1] if some else None
    return next((one for one in reversed(some) if one.published_at is not None), some[0])
