"""Work from points: a duty for what can still be won, for what was lost, or a row of the agency's next plan.

Inside an agency its own people give it and its head accepts it; to several agencies the standing body gives it. Work is
given once for each sub-criterion; what was cancelled may be given again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.agencies.selectors import ended_ids, register_at
from caicach.audit import services as audit
from caicach.obligations.selectors import obligations_of_duties
from caicach.obligations.services import assignments_give, duties_assign
from caicach.plans.selectors.own_plan import own_draft_of
from caicach.plans.services.own_rows import own_rows_add
from caicach.scoring import access
from caicach.scoring.constants import ImprovementKind
from caicach.scoring.models import Assessment, Improvement, Round, RoundPhase, Score
from caicach.scoring.selectors.improving import (
    Giving,
    ImprovementDraft,
    RefusedLeaf,
    Wanted,
    duties_wanted,
    row_wanted,
    sorted_out,
)
from caicach.scoring.selectors.winnable import closing_on
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState

if TYPE_CHECKING:
    from caicach.plans.models import OwnPlan

__all__ = [
    "ImprovementDraft",
    "Improvements",
    "RefusedLeaf",
    "improvements_assign",
    "improvements_assign_all",
    "remedies_plan",
]


@dataclass(frozen=True, slots=True)
class Improvements:
    """What was given, and what was not."""

    made: tuple[Improvement, ...] = ()
    refused: tuple[RefusedLeaf, ...] = ()
    own_plan: "OwnPlan | None" = None  # the draft that took the rows


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
    wanted, refused = sorted_out(scores, giving)
    rows = own_rows_add(own, actor=actor, rows=[row_wanted(one) for one in wanted], now=now, today=giving.today)
    made = _kept(wanted, giving, actor, rows={one.score.pk: row.pk for one, row in zip(wanted, rows, strict=True)})
    if made:
        new = {"kind": draft.kind, "leaves": [one.score.leaf_key for one in made], "own_plan": str(own.uid)}
        audit.record("scoring.improve", assessment, actor=actor, new=new, at=now)
    return Improvements(made, refused, own)


def _giving(round_: Round, draft: ImprovementDraft, now: datetime, *, owner_id: int, standing_id: int) -> Giving:
    today = clock.local_date(now)
    if draft.kind == ImprovementKind.REMEDY and draft.due_on is None:
        raise BadInput(_("Thiếu hạn làm xong: chọn một ngày để giao việc khắc phục."))
    if draft.due_on is not None and draft.due_on < today:
        raise BadInput(_("Ngày %(day)s đã qua. Chọn hạn từ hôm nay trở đi.") % {"day": f"{draft.due_on:%d/%m/%Y}"})
    phases = RoundPhase.objects.filter(round=round_)
    return Giving(round_, draft, now, today, closing_on(phases, round_.year), owner_id, standing_id)


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
    related = rows.select_related("assessment__agency", "assessment__obligation", "assessment__round_set__set_version")
    found = related.defer("assessment__round_set__set_version__definition").select_for_update(of=("self",))
    return list(found.order_by("assessment_id", "position"))


def _give(scores: Sequence[Score], giving: Giving, actor: Actor) -> Improvements:
    wanted, refused = sorted_out(scores, giving)
    drafts = duties_wanted(wanted, giving)
    assigned = duties_assign([draft for draft, _some in drafts], actor=actor, now=giving.now)
    by_place = {at: duty_id for (_kind, _id, at), duty_id in assigned.duty_ids.items()}
    duties = {one.score.pk: by_place[at] for at, (_draft, some) in enumerate(drafts) for one in some}
    return Improvements(_kept(wanted, giving, actor, duties=duties), refused)


def _kept(
    wanted: Sequence[Wanted],
    giving: Giving,
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
                plan_row=(rows or {}).get(one.score.pk),
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
