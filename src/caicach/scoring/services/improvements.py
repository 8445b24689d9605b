"""Work from points: a duty for what can still be won, for what was lost, or a row of the agency's next plan.

Inside an agency its own people give it and its head accepts it; to several agencies the standing body gives it. Work is
given once for each sub-criterion; what was cancelled may be given again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.agencies.selectors import ended_ids, register_at
from caicach.audit import services as audit
from caicach.obligations.constants import AcceptorReason, DutyOrigin, TrackingMode
from caicach.obligations.selectors import obligations_of_duties
from caicach.obligations.services import DutyDraft, ObligationDraft, assignments_give, duties_assign
from caicach.plans.selectors.own_plan import own_draft_of
from caicach.plans.services.own_rows import LocalRow, own_rows_add
from caicach.scoring import access
from caicach.scoring.constants import IMPROVEMENT_SOURCE, AssessmentState, ImprovementKind, LeftOut, RoundState
from caicach.scoring.mapping import set_of
from caicach.scoring.models import Assessment, Improvement, Round, RoundPhase, Score
from caicach.scoring.selectors.winnable import Work, closing_on, product_of, works_of
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.index import CriteriaSet, Loss, Mark, SubCriterion, Win, lost_points, win_of

if TYPE_CHECKING:
    from caicach.people.models import Post
    from caicach.plans.models import OwnPlan

__all__ = [
    "ImprovementDraft",
    "Improvements",
    "RefusedLeaf",
    "improvements_assign",
    "improvements_assign_all",
    "remedies_plan",
]

_AREA = "steering"  # of what belongs to no area of the plans: the impact of reform
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
class Improvements:
    """What was given, and what was not."""

    made: tuple[Improvement, ...] = ()
    refused: tuple[RefusedLeaf, ...] = ()
    own_plan: "OwnPlan | None" = None  # the draft that took the rows


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One piece of work as it will be given."""

    score: Score
    leaf: SubCriterion
    area_code: str
    found: Win | Loss
    due_on: date


@dataclass(frozen=True, slots=True)
class _Giving:
    """What holds for all pieces of work of one call."""

    round: Round
    draft: ImprovementDraft
    now: datetime
    today: date
    closes_on: date
    owner_id: int
    standing_id: int
    works: Mapping[int, Work] = field(default_factory=dict)  # what stands already, by score


@transaction.atomic
def improvements_assign(
    assessment: Assessment, leaf_keys: Sequence[str], draft: ImprovementDraft, *, actor: Actor, now: datetime
) -> Improvements:
    """Give work inside an agency for sub-criteria of its own: a duty each, owed by it or a unit below, accepted by its
    head. A fixed number of statements; what cannot be given is left out with the reason.

    Transition: "" → open.  Audit: ``scoring.improve``, one row; ``obligations.assign``.

    Raises:
        NotAllowed: the actor is no officer or leader of the agency.
        BadInput: nothing is chosen, no day or one that is past, a unit that is not below the agency, a person of
            another.
    """
    access.require(actor, "improve", assessment)
    giving = _giving(assessment.round, draft, now, owner_id=assessment.agency_id, standing_id=assessment.agency_id)
    _check_doer(assessment, draft, giving.today)
    scores = _held(Score.objects.filter(assessment=assessment, leaf_key__in=list(leaf_keys)))
    _refuse_nothing(scores)
    given = _give(scores, giving, actor)
    if given.made and draft.post is not None:
        _hand(given.made, draft, actor=actor, now=now, today=giving.today)
    if given.made:
        new = {"kind": draft.kind, "leaves": [one.score.leaf_key for one in given.made]}
        audit.record("scoring.improve", assessment, actor=actor, new=new, at=now)
    return given


@transaction.atomic
def improvements_assign_all(
    round_: Round, picks: Iterable[tuple[int, str]], draft: ImprovementDraft, *, actor: Actor, now: datetime
) -> Improvements:
    """Give agencies of a round work for sub-criteria: one duty for each sub-criterion and day, owed by all of them.

    The standing body accepts; its own work goes to the owner of the round. A fixed number of statements.

    Args:
        round_: Whose agencies.
        picks: (id of the assessment, key of the sub-criterion); those of other rounds are passed over.
        draft: How; a unit or a person is not asked for here.
        actor: Who runs the round.
        now: The moment.

    Transition: "" → open.  Audit: ``scoring.improve``, one row; ``obligations.assign``, one a duty.

    Raises:
        NotAllowed: the actor does not run the round.
        BadInput: nothing is chosen, no day or one that is past.
    """
    access.require(actor, "run", round_)
    giving = _giving(round_, draft, now, owner_id=round_.owner_id, standing_id=round_.standing_body_id)
    wanted = set(picks)
    rows = Score.objects.filter(
        assessment__round=round_,
        assessment__in={one for one, _key in wanted},
        leaf_key__in={key for _one, key in wanted},
    )
    scores = [score for score in _held(rows) if (score.assessment_id, score.leaf_key) in wanted]
    _refuse_nothing(scores)
    given = _give(scores, giving, actor)
    if given.made:
        new = {"kind": draft.kind, "work": len(given.made)}
        audit.record("scoring.improve", round_, actor=actor, new=new, at=now)
    return given


@transaction.atomic
def remedies_plan(
    assessment: Assessment, leaf_keys: Sequence[str], due_on: date | None, *, actor: Actor, now: datetime
) -> Improvements:
    """Mend what cost points: rows of the plan that the agency is writing for the next year; else duties at once.

    A row becomes a duty when the plan is issued; one that is thrown away opens the points again.

    Audit: ``scoring.improve``; ``plans.own_edit`` or ``obligations.assign``.

    Raises:
        NotAllowed, BadInput: as ``improvements_assign``; a day outside the year of the plan.
        WrongState: the plan was issued at the same moment.
    """
    draft = ImprovementDraft(ImprovementKind.REMEDY, due_on)
    own = own_draft_of(assessment.agency_id, assessment.round.year + 1)
    if own is None:
        return improvements_assign(assessment, leaf_keys, draft, actor=actor, now=now)
    access.require(actor, "improve", assessment)
    giving = _giving(assessment.round, draft, now, owner_id=assessment.agency_id, standing_id=assessment.agency_id)
    if due_on is not None and due_on.year != own.year:
        raise BadInput(_("Kế hoạch là của năm %(year)s: chọn hạn trong năm đó.") % {"year": own.year})
    scores = _held(Score.objects.filter(assessment=assessment, leaf_key__in=list(leaf_keys)))
    _refuse_nothing(scores)
    wanted, refused = _sorted_out(scores, giving)
    rows = own_rows_add(own, actor=actor, rows=[_row(one) for one in wanted], now=now, today=giving.today)
    made = _kept(wanted, giving, actor, rows={one.score.pk: row.pk for one, row in zip(wanted, rows, strict=True)})
    if made:
        new = {"kind": draft.kind, "leaves": [one.score.leaf_key for one in made], "own_plan": str(own.uid)}
        audit.record("scoring.improve", assessment, actor=actor, new=new, at=now)
    return Improvements(made, refused, own)


def _giving(round_: Round, draft: ImprovementDraft, now: datetime, *, owner_id: int, standing_id: int) -> _Giving:
    today = clock.local_date(now)
    if draft.kind == ImprovementKind.REMEDY and draft.due_on is None:
        raise BadInput(_("Thiếu hạn làm xong: chọn một ngày để giao việc khắc phục."))
    if draft.due_on is not None and draft.due_on < today:
        raise BadInput(_("Ngày %(day)s đã qua. Chọn hạn từ hôm nay trở đi.") % {"day": f"{draft.due_on:%d/%m/%Y}"})
    phases = RoundPhase.objects.filter(round=round_)
    return _Giving(round_, draft, now, today, closing_on(phases, round_.year), owner_id, standing_id)


def _check_doer(assessment: Assessment, draft: ImprovementDraft, today: date) -> None:
    """Refuse a unit that does not stand below the agency, and a person of another body than the doer."""
    doer_id = draft.doer_id or assessment.agency_id
    if doer_id != assessment.agency_id:
        register = register_at(today)
        below = register.subtree(assessment.agency_id) if assessment.agency_id in register else ()
        if doer_id not in below or doer_id in ended_ids(on=today):
            raise BadInput(_("Đơn vị đã chọn không thuộc cơ quan này. Chọn lại đơn vị làm."))
    if draft.post is not None and draft.post.agency_id != doer_id:
        names = {"name": draft.post.user.full_name}
        raise BadInput(_("%(name)s không công tác ở đơn vị được giao. Chọn người của đơn vị đó.") % names)


def _refuse_nothing(scores: Sequence[Score]) -> None:
    if not scores:
        raise BadInput(_("Chưa chọn tiêu chí nào. Đánh dấu ít nhất một tiêu chí để giao việc."))


def _held(rows: "QuerySet[Score]") -> list[Score]:
    """Hold scores to the end of the transaction: of two who give the same work the second sees the first."""
    related = rows.select_related("assessment__agency", "assessment__round_set__set_version")
    found = related.defer("assessment__round_set__set_version__definition").select_for_update(of=("self",))
    return list(found.order_by("assessment_id", "position"))


def _give(scores: Sequence[Score], giving: _Giving, actor: Actor) -> Improvements:
    wanted, refused = _sorted_out(scores, giving)
    drafts = _drafts(wanted, giving)
    assigned = duties_assign([draft for draft, _some in drafts], actor=actor, now=giving.now)
    by_place = {at: duty_id for (_kind, _id, at), duty_id in assigned.duty_ids.items()}
    duties = {one.score.pk: by_place[at] for at, (_draft, some) in enumerate(drafts) for one in some}
    return Improvements(_kept(wanted, giving, actor, duties=duties), refused)


def _sorted_out(scores: Sequence[Score], giving: _Giving) -> tuple[list[_Wanted], tuple[RefusedLeaf, ...]]:
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


def _wanted(score: Score, criteria: CriteriaSet, giving: _Giving, work: Work | None) -> _Wanted | str:
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
    area = next(area.area for area in criteria.areas if area.key == score.area_key)
    return _Wanted(score, leaf, area or _AREA, found, due_on)


def _win(score: Score, leaf: SubCriterion, criteria: CriteriaSet, giving: _Giving) -> Win | None:
    is_open = giving.round.state == RoundState.OPEN and score.assessment.state == AssessmentState.SCORING
    mark = Mark(score.claimed, score.left_out == LeftOut.APPROVED)
    return win_of(criteria, leaf, mark, today=giving.today, closing_on=giving.closes_on) if is_open else None


def _loss(score: Score, leaf: SubCriterion) -> Loss | None:
    if score.assessment.state == AssessmentState.SCORING:
        return None
    points = lost_points(leaf, Mark(score.standing, score.left_out == LeftOut.APPROVED))
    return Loss(leaf, points) if points else None


def _why_none(score: Score, giving: _Giving) -> str:
    is_scoring = score.assessment.state == AssessmentState.SCORING
    if giving.draft.kind == ImprovementKind.REMEDY:
        if is_scoring:
            return _("%(agency)s còn đang tự chấm: giao việc giành điểm, chưa phải khắc phục (tiêu chí %(number)s).")
        return _("Tiêu chí %(number)s của %(agency)s không mất điểm nào.")
    if not is_scoring:
        return _("%(agency)s đã khóa điểm tự chấm nên không giành thêm được điểm ở tiêu chí %(number)s.")
    return _("Tiêu chí %(number)s của %(agency)s không còn giành thêm được điểm: đã đủ điểm hoặc không còn kịp.")


def _drafts(wanted: Sequence[_Wanted], giving: _Giving) -> list[tuple[DutyDraft, list[_Wanted]]]:
    """Return a duty for each sub-criterion and day, with the pieces of work that it is."""
    groups: dict[tuple[int, str, date], list[_Wanted]] = {}
    for one in wanted:
        groups.setdefault((one.score.assessment.round_set_id, one.leaf.key, one.due_on), []).append(one)
    return [(_duty(some, giving), some) for some in groups.values()]


def _duty(some: Sequence[_Wanted], giving: _Giving) -> DutyDraft:
    first, round_ = some[0], giving.round
    return DutyDraft(
        title=_task(first),
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


def _task(one: _Wanted) -> str:
    """Return the work in words, which are stored in Vietnamese: the set's, else after the sub-criterion."""
    return (one.leaf.remedy or f"Nâng điểm tiêu chí: {one.leaf.label}")[:_TITLE_LENGTH]


def _purpose(leaf: SubCriterion, kind: ImprovementKind) -> str:
    words = "Giành điểm" if kind == ImprovementKind.WIN else "Khắc phục điểm mất ở"
    return f"{words} tiêu chí {leaf.number}. {leaf.label}"


def _owed(one: _Wanted, giving: _Giving) -> ObligationDraft:
    agency_id = giving.draft.doer_id or one.score.assessment.agency_id
    acceptor_id, reason = _acceptor(agency_id, giving)
    return ObligationDraft(
        agency_id=agency_id,
        occurrence_key=f"{giving.round.year}-{giving.draft.kind}",
        due_on=one.due_on,
        acceptor_id=acceptor_id,
        acceptor_reason=reason,
    )


def _acceptor(agency_id: int, giving: _Giving) -> tuple[int, AcceptorReason]:
    """Inside an agency its head accepts; the standing body takes in what others do, the owner what it does itself."""
    if giving.owner_id == giving.standing_id:
        return giving.owner_id, AcceptorReason.CHOSEN
    if agency_id == giving.standing_id:
        return giving.owner_id, AcceptorReason.NEXT_ABOVE
    return giving.standing_id, AcceptorReason.STANDING_BODY


def _row(one: _Wanted) -> LocalRow:
    return LocalRow(
        area_code=one.area_code,
        task=_task(one),
        text=product_of(one.found),
        due_on=one.due_on,
        deadline_text="",
        doer="",
        budget="",
    )


def _kept(
    wanted: Sequence[_Wanted],
    giving: _Giving,
    actor: Actor,
    *,
    duties: Mapping[int, int] | None = None,
    rows: Mapping[int, int] | None = None,
) -> tuple[Improvement, ...]:
    """Keep what was given for which score; what was cancelled before gives way. Two statements."""
    kind = giving.draft.kind
    Improvement.objects.filter(score__in=[one.score.pk for one in wanted], kind=kind).delete()
    return tuple(
        Improvement.objects.bulk_create(
            Improvement(
                score=one.score,
                kind=kind,
                duty_id=(duties or {}).get(one.score.pk),
                own_row_id=(rows or {}).get(one.score.pk),
                points=one.found.points,
                by_id=actor.user_id,
                at=giving.now,
            )
            for one in wanted
        )
    )


def _hand(made: Sequence[Improvement], draft: ImprovementDraft, *, actor: Actor, now: datetime, today: date) -> None:
    """Put the work into the hands of a person; a refusal takes all of it back."""
    owed = obligations_of_duties([one.duty_id for one in made if one.duty_id is not None])
    handed = assignments_give(owed, draft.post, actor=actor, now=now, today=today, note=draft.note)  # type: ignore[arg-type]
    if handed.refused:
        raise WrongState(handed.refused[0].reason)
