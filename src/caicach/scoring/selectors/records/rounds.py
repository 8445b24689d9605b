"""Rounds and assessments as programs read them: uids, keys and days instead of words for the screen."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from caicach.scoring import access
from caicach.scoring.models import AppraiserBody, Assessment, Round, RoundSet
from caicach.scoring.selectors.assessments import assessment_for
from caicach.scoring.selectors.results import UnitResult, results_of
from caicach.scoring.selectors.rounds import round_for
from caicach.web.actor import Actor
from reform.index import score_reasons

__all__ = [
    "AppraiserRecord",
    "AssessmentRecord",
    "PhaseRecord",
    "ReasonRecord",
    "RoundRecord",
    "RoundSetRecord",
    "assessment_record",
    "assessments_after",
    "round_record",
    "rounds_after",
]


@dataclass(frozen=True, slots=True)
class PhaseRecord:
    """One phase of a round."""

    phase: str
    starts_on: date
    due_on: date
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoundSetRecord:
    """By which set a kind of agency is scored."""

    kind: str
    criteria_set: UUID
    version: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class AppraiserRecord:
    """Who appraises an area, or a single sub-criterion of it."""

    area: str
    leaf: str  # empty: the whole area
    agency: UUID
    agency_name: str


@dataclass(frozen=True, slots=True)
class ReasonRecord:
    """Why points may be other than claimed."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """One year's scoring, in a list without what belongs to it."""

    uid: UUID
    owner: UUID
    owner_name: str
    standing_body: UUID
    purpose: str
    year: int
    title: str
    state: str
    legal_basis: str
    is_history: bool
    opened_at: datetime
    settled_at: datetime | None
    published_at: datetime | None
    phases: tuple[PhaseRecord, ...] = ()
    sets: tuple[RoundSetRecord, ...] = ()
    appraisers: tuple[AppraiserRecord, ...] = ()
    reasons: tuple[ReasonRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """What is scored of one agency, with what its points come to as they stand."""

    uid: UUID
    round: UUID
    agency: UUID
    agency_name: str
    kind: str
    criteria_set: UUID
    state: str
    is_on_behalf: bool
    locked_at: datetime | None
    appraised_at: datetime | None
    explained_at: datetime | None
    reviewed_at: datetime | None
    settled_at: datetime | None
    scored_count: int
    applicable_count: int
    points: Decimal
    maximum: Decimal
    bonus: Decimal
    penalty: Decimal
    index: Decimal | None


def rounds_after(
    actor: Actor, after: UUID | None, limit: int, *, year: int | None = None, purpose: str | None = None
) -> tuple[RoundRecord, ...]:
    """Return rounds within reach in the order of their uids. One query."""
    wanted = {"uid__gt": after, "year": year, "purpose": purpose}
    rows = access.visible_rounds(actor).select_related("owner", "standing_body").order_by("uid")
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return tuple(_round(row) for row in rows[:limit])


def round_record(actor: Actor, uid: UUID, *, on: date) -> RoundRecord:
    """Return a round with its phases, its sets, who appraises, and the reasons that hold ``on`` a day. Five queries.

    Raises:
        Beyond: there is none, or not for this actor.
    """
    facts = round_for(actor, uid)
    sets = RoundSet.objects.filter(round=facts.round).select_related("set_version")
    bodies = AppraiserBody.objects.filter(round=facts.round).select_related("agency").order_by("pk")
    return replace(
        _round(facts.round),
        phases=tuple(PhaseRecord(row.phase, row.starts_on, row.due_on, row.closed_at) for row in facts.phases),
        sets=tuple(
            RoundSetRecord(row.kind, row.set_version.uid, row.set_version.version, row.set_version.fingerprint)
            for row in sets.defer("set_version__definition")
        ),
        appraisers=tuple(
            AppraiserRecord(row.area_key, row.leaf_key, row.agency.uid, row.agency.current_name) for row in bodies
        ),
        reasons=tuple(ReasonRecord(row.code, row.label) for row in score_reasons(on)),
    )


def _round(row: Round) -> RoundRecord:
    return RoundRecord(
        uid=row.uid,
        owner=row.owner.uid,
        owner_name=row.owner.current_name,
        standing_body=row.standing_body.uid,
        purpose=row.purpose,
        year=row.year,
        title=row.title,
        state=row.state,
        legal_basis=row.legal_basis,
        is_history=row.is_history,
        opened_at=row.opened_at,
        settled_at=row.settled_at,
        published_at=row.published_at,
    )


def assessments_after(
    actor: Actor, round_uid: UUID, after: UUID | None, limit: int, *, state: str | None = None
) -> tuple[AssessmentRecord, ...]:
    """Return the assessments of a round within reach in the order of their uids. Seven queries.

    Raises:
        Beyond: there is no such round, or not for this actor.
    """
    round_ = round_for(actor, round_uid).round
    rows = access.visible_assessments(actor).filter(round=round_)
    wanted = {"uid__gt": after, "state": state}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    shown = list(rows.order_by("uid").values_list("pk", flat=True)[:limit])
    found = results_of(Assessment.objects.filter(pk__in=shown))
    return tuple(_assessment(one, round_.uid) for one in sorted(found, key=lambda one: one.assessment.uid))


def assessment_record(actor: Actor, uid: UUID) -> AssessmentRecord:
    """Return an assessment within reach. Four queries.

    Raises:
        Beyond: there is none, or not for this actor.
    """
    found = assessment_for(actor, uid)
    return _assessment(results_of(Assessment.objects.filter(pk=found.pk))[0], found.round.uid)


def _assessment(unit: UnitResult, round_uid: UUID) -> AssessmentRecord:
    row, result = unit.assessment, unit.result
    return AssessmentRecord(
        uid=row.uid,
        round=round_uid,
        agency=row.agency.uid,
        agency_name=row.agency.current_name,
        kind=row.round_set.kind,
        criteria_set=row.round_set.set_version.uid,
        state=row.state,
        is_on_behalf=row.on_behalf_by_id is not None,
        locked_at=row.locked_at,
        appraised_at=row.appraised_at,
        explained_at=row.explained_at,
        reviewed_at=row.reviewed_at,
        settled_at=row.settled_at,
        scored_count=result.total.scored,
        applicable_count=result.total.applicable,
        points=result.points,
        maximum=result.total.maximum,
        bonus=result.bonus,
        penalty=result.penalty,
        index=result.index,
    )
