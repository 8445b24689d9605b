"""Published criteria sets as programs read them: what each sub-criterion is worth, and how its points come about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from caicach.scoring import access
from caicach.scoring.constants import SetState
from caicach.scoring.mapping import set_of
from caicach.scoring.models import SetVersion
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.index import CriteriaSet, IndexArea, ProofRule, SubCriterion

__all__ = [
    "AreaRecord",
    "CriterionRecord",
    "LeafRecord",
    "ProofRuleRecord",
    "SetDefinition",
    "SetRecord",
    "set_definition",
    "sets_after",
]


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One published version."""

    uid: UUID
    key: str
    version: str
    title: str
    purpose: str
    year: int
    kinds: tuple[str, ...]
    owner: UUID | None  # None: packaged with the program
    state: str
    legal_basis: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ProofRuleRecord:
    """One kind of document that is asked for."""

    label: str
    types: tuple[str, ...]
    least: int
    issuer: str
    issued_from: date
    issued_to: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class LeafRecord:
    """One sub-criterion."""

    key: str
    number: str
    label: str
    maximum: Decimal
    kind: str
    is_self_scored: bool
    unit: str
    formula: str
    options: tuple[Mapping[str, object], ...]
    steps: tuple[Mapping[str, object], ...]
    is_less_better: bool
    low: Decimal | None
    high: Decimal | None
    each: Decimal | None
    free: Decimal
    least_sample: int
    method: str
    proofs: tuple[ProofRuleRecord, ...]
    appraiser: str
    can_be_left_out: bool
    remedy: str
    lead_days: int | None
    source: str


@dataclass(frozen=True, slots=True)
class CriterionRecord:
    """Sub-criteria under one heading."""

    key: str
    number: str
    label: str
    maximum: Decimal
    leaves: tuple[LeafRecord, ...]


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """An area with its criteria."""

    key: str
    number: str
    label: str
    area: str
    maximum: Decimal
    appraiser: str
    criteria: tuple[CriterionRecord, ...]


@dataclass(frozen=True, slots=True)
class SetDefinition:
    """A version with all that it says."""

    head: SetRecord
    maximum: Decimal
    digits: int
    areas: tuple[AreaRecord, ...]
    adjustments: tuple[Mapping[str, object], ...]
    most_bonus: Decimal
    most_penalty: Decimal
    grades: tuple[Mapping[str, object], ...]
    links: tuple[Mapping[str, object], ...]


def sets_after(
    actor: Actor, after: UUID | None, limit: int, *, year: int | None = None, purpose: str | None = None
) -> tuple[SetRecord, ...]:
    """Return published versions in the order of their uids; a draft is nobody's rule yet. One query."""
    wanted = {"uid__gt": after, "year": year, "purpose": purpose}
    rows = access.visible_sets(actor).exclude(state=SetState.DRAFT).select_related("owner").order_by("uid")
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return tuple(_head(row) for row in rows.defer("definition", "doubts")[:limit])


def set_definition(actor: Actor, uid: UUID) -> SetDefinition:
    """Return a published version with all that it says. One query, one more where it was not read lately.

    Raises:
        Beyond: there is none.
    """
    rows = access.visible_sets(actor).exclude(state=SetState.DRAFT).select_related("owner").defer("definition")
    version = rows.filter(uid=uid).first()
    if version is None:
        raise Beyond
    one = set_of(version)
    return SetDefinition(
        head=_head(version),
        maximum=one.maximum,
        digits=one.digits,
        areas=tuple(_area(area, one) for area in one.areas),
        adjustments=tuple(
            {
                "key": row.key,
                "number": row.number,
                "label": row.label,
                "sign": row.sign.value,
                "each": row.each,
                "maximum": row.most,
            }
            for row in one.adjustments
        ),
        most_bonus=one.most_bonus,
        most_penalty=one.most_penalty,
        grades=tuple(
            {"key": row.key, "label": row.label, "from_percent": row.from_percent, "area_least": row.area_least_percent}
            for row in one.grades
        ),
        links=tuple({"before": row.before, "now": row.now, "is_same": row.is_same} for row in one.links),
    )


def _head(row: SetVersion) -> SetRecord:
    return SetRecord(
        uid=row.uid,
        key=row.set_key,
        version=row.version,
        title=row.title,
        purpose=row.purpose,
        year=row.year,
        kinds=tuple(row.kinds.split(",")),
        owner=row.owner.uid if row.owner else None,
        state=row.state,
        legal_basis=row.legal_basis,
        fingerprint=row.fingerprint,
    )


def _area(area: IndexArea, one: CriteriaSet) -> AreaRecord:
    return AreaRecord(
        key=area.key,
        number=area.number,
        label=area.label,
        area=area.area,
        maximum=area.points,
        appraiser=area.appraiser.value,
        criteria=tuple(
            CriterionRecord(
                key=criterion.key,
                number=criterion.number,
                label=criterion.label,
                maximum=criterion.points,
                leaves=tuple(_leaf(leaf, area, one) for leaf in criterion.leaves),
            )
            for criterion in area.criteria
        ),
    )


def _leaf(leaf: SubCriterion, area: IndexArea, one: CriteriaSet) -> LeafRecord:
    rule = leaf.rule
    return LeafRecord(
        key=leaf.key,
        number=leaf.number,
        label=leaf.label,
        maximum=leaf.points,
        kind=rule.kind.value,
        is_self_scored=rule.is_self_scored,
        unit=rule.unit,
        formula="" if rule.value is None else str(rule.value),
        options=tuple({"key": row.key, "label": row.label, "points": row.points} for row in rule.options),
        steps=tuple({"value": row.value, "points": row.points} for row in rule.steps),
        is_less_better=rule.is_less_better,
        low=rule.low,
        high=rule.high,
        each=rule.each,
        free=rule.free,
        least_sample=rule.least_sample,
        method=leaf.method,
        proofs=tuple(_proof(row, one) for row in leaf.proofs),
        appraiser=(leaf.appraiser or area.appraiser).value,
        can_be_left_out=leaf.can_be_left_out,
        remedy=leaf.remedy,
        lead_days=leaf.lead_days,
        source=leaf.source,
    )


def _proof(rule: ProofRule, one: CriteriaSet) -> ProofRuleRecord:
    window = rule.window or one.window
    return ProofRuleRecord(
        label=rule.label,
        types=rule.types,
        least=rule.least,
        issuer=rule.issuer.value,
        issued_from=window.first.on(one.year),
        issued_to=window.last.on(one.year),
        due_on=rule.due.on(one.year) if rule.due is not None else None,
    )
