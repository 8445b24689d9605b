"""Writing a criteria set as the YAML that it is read from: what was changed on a page is a file again.

``read_set(write_set(one)) == one``; comments, and maxima that the parts add up to, are not written.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from reform.definitions import definition_text, plain_number, said
from reform.index.model import (
    Adjustment,
    Appraiser,
    CriteriaSet,
    Criterion,
    Grade,
    IndexArea,
    Issuer,
    Link,
    ProofRule,
    ScoringKind,
    ScoringRule,
    Sign,
    SubCriterion,
    Window,
    YearDay,
)
from reform.index.taking import day_text

__all__ = ["rule_as_table", "set_as_table", "write_set"]

Table = dict[str, Any]


def write_set(one: CriteriaSet) -> str:
    """Return the YAML of ``one``."""
    return definition_text(set_as_table(one))


def set_as_table(one: CriteriaSet) -> Table:
    """Return ``one`` as the plain values of a file."""
    return {"set": _head(one), "areas": [_area(area) for area in one.areas]} | said(
        bonus=_beside(one, Sign.BONUS, one.most_bonus),
        penalty=_beside(one, Sign.PENALTY, one.most_penalty),
        grades=[_grade(grade) for grade in one.grades],
        previous=one.previous,
        links=[_link(link) for link in one.links],
    )


def _head(one: CriteriaSet) -> Table:
    head: Table = {
        "key": one.key,
        "version": one.version,
        "title": one.title,
        "purpose": one.purpose.value,
        "year": one.year,
    }
    head |= {"kinds": list(one.kinds), "maximum": plain_number(one.maximum), "digits": one.digits}
    return head | said(window=_window(one.window), legal_basis=one.legal_basis, checked_by=one.checked_by)


def _area(area: IndexArea) -> Table:
    named = _named(area) | said(area=area.area)
    if area.appraiser is not Appraiser.AREA:
        named["appraiser"] = area.appraiser.value
    return named | {"criteria": [_criterion(criterion) for criterion in area.criteria]}


def _criterion(criterion: Criterion) -> Table:
    if criterion.is_alone:
        return _leaf(criterion.leaves[0])
    return _named(criterion) | {"items": [_leaf(leaf) for leaf in criterion.leaves]}


def _named(one: IndexArea | Criterion | SubCriterion | Adjustment) -> Table:
    return {"key": one.key, "num": one.number, "label": one.label}


def _leaf(leaf: SubCriterion) -> Table:
    made = (
        _named(leaf) | {"max": plain_number(leaf.points)} | said(how=leaf.method) | {"score": rule_as_table(leaf.rule)}
    )
    made |= said(
        proof=_proofs(leaf.proofs),
        appraiser=leaf.appraiser.value if leaf.appraiser is not None else None,
        can_be_left_out=leaf.can_be_left_out,
        applies=str(leaf.applies) if leaf.applies is not None else None,
        remedy=leaf.remedy,
        source=leaf.source,
    )
    return made | ({"lead_days": leaf.lead_days} if leaf.lead_days is not None else {})


def rule_as_table(rule: ScoringRule) -> Table:
    """Return the rule with the parts that its kind has; zeros that are said stay said."""
    name = "points" if rule.kind is ScoringKind.FORMULA else "value"
    made = {"kind": rule.kind.value} | said(
        **{name: str(rule.value) if rule.value is not None else None},
        unit=rule.unit,
        options={one.key: {"label": one.label, "points": plain_number(one.points)} for one in rule.options},
        steps=_steps(rule),
    )
    numbers = (("low", rule.low), ("high", rule.high), ("each", rule.each), ("free", rule.free or None))
    made |= {part: plain_number(value) for part, value in numbers if value is not None}
    return made | ({"least_sample": rule.least_sample} if rule.least_sample else {})


def _steps(rule: ScoringRule) -> list[Table]:
    bound = "to" if rule.is_less_better else "from"
    return [{bound: plain_number(step.value), "points": plain_number(step.points)} for step in rule.steps]


def _proofs(proofs: Iterable[ProofRule]) -> list[Table]:
    return [
        said(
            label=proof.label,
            types=list(proof.types),
            least=proof.least if proof.least != 1 else None,
            issuer=proof.issuer.value if proof.issuer is not Issuer.OWN else None,
            window=_window(proof.window) if proof.window is not None else None,
            due=_day(proof.due),
            signed=proof.is_signature_asked,
        )
        for proof in proofs
    ]


def _window(window: Window) -> Table:
    return {"from": day_text(window.first), "to": day_text(window.last)}


def _day(day: YearDay | None) -> str:
    return day_text(day) if day is not None else ""


def _beside(one: CriteriaSet, sign: Sign, most: Decimal) -> Table | None:
    rows = [
        _named(found)
        | {"each": plain_number(found.each), "max": plain_number(found.most)}
        | said(proof=_proofs(found.proofs))
        for found in one.adjustments
        if found.sign is sign
    ]
    return {"max": plain_number(most), "items": rows} if rows else None


def _grade(grade: Grade) -> Table:
    least = grade.area_least_percent
    made = {"key": grade.key, "label": grade.label, "from": plain_number(grade.from_percent)}
    return made | ({"area_least": plain_number(least)} if least is not None else {})


def _link(link: Link) -> Table:
    return {"before": link.before} | said(now=link.now) | ({} if link.is_same else {"same": False})
