"""What work the points of agencies call for: which can be given as it is asked for, and why the rest cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caicach.obligations.constants import AcceptorReason, DutyOrigin, TrackingMode
from caicach.obligations.services import DutyDraft, ObligationDraft
from caicach.plans.services.own_rows import LocalRow
from caicach.scoring.constants import IMPROVEMENT_SOURCE, AssessmentState, ImprovementKind, LeftOut, RoundState
from caicach.scoring.mapping import set_of
from caicach.scoring.models import Round, Score
from caicach.scoring.selectors.winnable import Work, code_of, own_closing_on, product_of, work_of, works_of
from reform.index import CriteriaSet, Loss, Mark, SubCriterion, Win, lost_points, win_of

if TYPE_CHECKING:
    from caicach.people.models import Post

__all__ = ["Giving", "ImprovementDraft", "RefusedLeaf", "Wanted", "duties_wanted", "row_wanted", "sorted_out"]

_TITLE_LENGTH, _LABEL_LENGTH = 1000, 300


@dataclass(frozen=True, slots=True)
class ImprovementDraft:
    """How work is given."""

    kind: ImprovementKind
    due_on: date | None = None  # None: the last day on which the proof of each counts (to win); a remedy needs one
    doer_id: int | None = None  # a unit below the agency; None: the agency itself
    post: "Post | None" = None  # who of the agency has it in hand
    note: str = ""  # what that person should mind


@dataclass(frozen=True, slots=True)
class RefusedLeaf:
    """A sub-criterion of an agency for which no work was given, and why."""

    assessment_id: int
    leaf_key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One piece of work as it will be given."""

    score: Score
    leaf: SubCriterion
    area_code: str
    found: Win | Loss
    due_on: date


@dataclass(frozen=True, slots=True)
class Giving:
    """What holds for all pieces of work of one call."""

    round: Round
    draft: ImprovementDraft
    now: datetime
    today: date
    closes_on: date
    owner_id: int
    standing_id: int


def sorted_out(scores: Sequence[Score], giving: Giving) -> tuple[list[Wanted], tuple[RefusedLeaf, ...]]:
    """Return what work can be given for, and why not for the rest. Two queries."""
    works = works_of(scores, giving.draft.kind)
    wanted, refused = [], []
    for score in scores:
        criteria = set_of(score.assessment.round_set.set_version)
        found = _wanted(score, criteria, giving, works.get(score.pk))
        if isinstance(found, str):
            refused.append(RefusedLeaf(score.assessment_id, score.leaf_key, found))
        else:
            wanted.append(found)
    return wanted, tuple(refused)


def _wanted(score: Score, criteria: CriteriaSet, giving: Giving, work: Work | None) -> Wanted | str:
    """Return the piece of work, or the sentence that says why there is none."""
    leaf = criteria.by_key()[score.leaf_key]
    words = {"number": leaf.number, "agency": score.assessment.agency.current_name}
    if work is not None:
        return _("Tiêu chí %(number)s của %(agency)s đã giao việc rồi.") % words
    found = _win(score, leaf, criteria, giving) if giving.draft.kind == ImprovementKind.WIN else _loss(score, leaf)
    if found is None:
        return _why_none(score, giving) % words
    due_on = giving.draft.due_on or (found.due_on if isinstance(found, Win) else giving.today)
    if isinstance(found, Win) and due_on > found.due_on:
        words |= {"day": f"{found.due_on:%d/%m/%Y}"}
        return _("Tiêu chí %(number)s: minh chứng chỉ được tính đến %(day)s, chọn hạn không muộn hơn.") % words
    area = next(area for area in criteria.areas if area.key == score.area_key)
    return Wanted(score, leaf, code_of(area), found, due_on)


def _win(score: Score, leaf: SubCriterion, criteria: CriteriaSet, giving: Giving) -> Win | None:
    is_open = giving.round.state == RoundState.OPEN and score.assessment.state == AssessmentState.SCORING
    mark = Mark(score.claimed, score.left_out == LeftOut.APPROVED)
    last = own_closing_on(score.assessment, giving.closes_on)
    return win_of(criteria, leaf, mark, today=giving.today, closing_on=last) if is_open else None


def _loss(score: Score, leaf: SubCriterion) -> Loss | None:
    if score.assessment.state == AssessmentState.SCORING:
        return None
    points = lost_points(leaf, Mark(score.standing, score.left_out == LeftOut.APPROVED))
    return Loss(leaf, points) if points else None


def _why_none(score: Score, giving: Giving) -> str:
    is_scoring = score.assessment.state == AssessmentState.SCORING
    if giving.draft.kind == ImprovementKind.REMEDY:
        if is_scoring:
            return _("%(agency)s còn đang tự chấm: giao việc giành điểm, chưa phải khắc phục (tiêu chí %(number)s).")
        return _("Tiêu chí %(number)s của %(agency)s không mất điểm nào.")
    if not is_scoring:
        return _("%(agency)s đã khóa điểm tự chấm nên không giành thêm được điểm ở tiêu chí %(number)s.")
    return _("Tiêu chí %(number)s của %(agency)s không còn giành thêm được điểm: đã đủ điểm hoặc không còn kịp.")


def duties_wanted(wanted: Sequence[Wanted], giving: Giving) -> list[tuple[DutyDraft, list[Wanted]]]:
    """Return a duty for each sub-criterion and day, with the pieces of work that it is."""
    groups: dict[tuple[int, str, date], list[Wanted]] = {}
    for one in wanted:
        groups.setdefault((one.score.assessment.round_set_id, one.leaf.key, one.due_on), []).append(one)
    return [(_duty(some, giving), some) for some in groups.values()]


def _duty(some: Sequence[Wanted], giving: Giving) -> DutyDraft:
    first, round_ = some[0], giving.round
    return DutyDraft(
        title=work_of(first.leaf)[:_TITLE_LENGTH],
        task=_purpose(first.leaf, giving.draft.kind),
        number=first.leaf.number,
        area_code=first.area_code,
        source_kind=IMPROVEMENT_SOURCE,
        source_id=round_.pk,
        source_uid=round_.uid,
        source_label=round_.title[:_LABEL_LENGTH],
        mode=TrackingMode.DOCUMENT if first.leaf.proofs else TrackingMode.DECLARED,
        year=first.due_on.year,
        owner_id=giving.owner_id,
        standing_body_id=giving.standing_id,
        origin=DutyOrigin.IMPROVEMENT,
        obligations=tuple(_owed(one, giving) for one in some),
    )


def _purpose(leaf: SubCriterion, kind: ImprovementKind) -> str:
    words = "Giành điểm" if kind == ImprovementKind.WIN else "Khắc phục điểm mất ở"
    return f"{words} tiêu chí {leaf.number}. {leaf.label}"


def _owed(one: Wanted, giving: Giving) -> ObligationDraft:
    agency_id = giving.draft.doer_id or one.score.assessment.agency_id
    acceptor_id, reason = _acceptor(agency_id, giving)
    return ObligationDraft(
        agency_id=agency_id,
        occurrence_key=f"{giving.round.year}-{giving.draft.kind}",
        due_on=one.due_on,
        acceptor_id=acceptor_id,
        acceptor_reason=reason,
    )


def _acceptor(agency_id: int, giving: Giving) -> tuple[int, AcceptorReason]:
    """Inside an agency its head accepts; the standing body takes in what others do, the owner what it does itself."""
    if giving.owner_id == giving.standing_id:
        return giving.owner_id, AcceptorReason.CHOSEN
    if agency_id == giving.standing_id:
        return giving.owner_id, AcceptorReason.NEXT_ABOVE
    return giving.standing_id, AcceptorReason.STANDING_BODY


def row_wanted(one: Wanted) -> LocalRow:
    return LocalRow(
        area_code=one.area_code,
        task=work_of(one.leaf),
        text=product_of(one.leaf),
        due_on=one.due_on,
        deadline_text="",
        doer="",
        budget="",
    )
