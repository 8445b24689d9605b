"""What is wanted of figures: the targets of the body's plans, where somebody said by which figure, and typed ones."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation

from caicach.figures.selectors import form_of
from caicach.plans.selectors import PlanTarget, plan_targets
from caicach.reports.models import LineTarget, Report, TargetBinding
from reform.forms import Cell, Line
from reform.forms.figures import cell_of
from reform.forms.model import Form, LineType
from reform.narratives import Relation, Target
from vanban.text.forms import compare_key

__all__ = [
    "BoundTarget",
    "PlanTargets",
    "fitting_lines",
    "form_of_report",
    "plan_targets_of",
    "relation_of",
    "targets_of",
    "typed_targets",
]

# "trên 95%" is printed and judged as "từ 95%": plans use both words for the same mark.
_RELATIONS = {">=": Relation.LEAST, ">": Relation.LEAST, "<=": Relation.MOST, "<": Relation.MOST, "=": Relation.EXACT}
_ABOVE = {"commune": ("province", "district"), "department": ("district", "commune")}
_LIKELY = 0.75  # share of a line's words that a measure has too
_FEW = 2  # words of a line in common, below which it is chance
_EMPTY = frozenset(compare_key("các của và được theo tại trên số tỷ lệ tổng trong với có là đến").split())  # no measure


@dataclass(frozen=True, slots=True)
class BoundTarget:
    """A target of a plan with the figure that it is followed by."""

    binding: TargetBinding
    target: PlanTarget

    @property
    def cell(self) -> Cell:
        """The figure."""
        return cell_of(self.binding.line_key, self.binding.members)


@dataclass(frozen=True, slots=True)
class PlanTargets:
    """The targets of the plans of a report's body in its year."""

    bound: tuple[BoundTarget, ...]
    free: tuple[PlanTarget, ...]  # nobody said by which figure


def form_of_report(report: Report) -> Form:
    """Return the form whose figures the report takes."""
    return form_of(report.period.form)


def typed_targets(report: Report) -> tuple[LineTarget, ...]:
    """Return the targets that somebody typed for the report's year: one query."""
    return tuple(
        LineTarget.objects.filter(agency=report.agency_id, form_key=report.period.form_key, year=report.period.year)
    )


def plan_targets_of(report: Report) -> PlanTargets:
    """Return the targets of the body's plans with the figures that they are followed by: five queries."""
    bindings = _bindings(report)
    targets = _of_level(report)
    return PlanTargets(
        tuple(BoundTarget(bindings[one.key], one) for one in targets if one.key in bindings),
        tuple(one for one in targets if one.key not in bindings),
    )


def targets_of(report: Report) -> dict[Cell, Target]:
    """Return what the report's year wants of figures: two queries, four more where targets of plans are followed.

    A plan goes before what was typed; of two targets for one figure the first of ``plan_targets`` counts.
    """
    found = {cell_of(row.line_key, row.members): _typed(row) for row in typed_targets(report)}
    bindings = _bindings(report)
    of_plans: dict[Cell, Target] = {}
    for one in _of_level(report) if bindings else ():
        if one.key in bindings:
            bound = BoundTarget(bindings[one.key], one)
            of_plans.setdefault(bound.cell, _of_plan(one))
    return found | of_plans


def _bindings(report: Report) -> dict[str, TargetBinding]:
    rows = TargetBinding.objects.filter(agency=report.agency_id, form_key=report.period.form_key)
    return {row.measure_key: row for row in rows}


def _of_level(report: Report) -> tuple[PlanTarget, ...]:
    """Return the targets that hold for the body: what a plan asks of the province alone is none of a commune's."""
    others = _ABOVE.get(report.sheet.level, ())
    with translation.override("vi"):  # names of plans are printed
        found = plan_targets(report.agency_id, year=report.period.year)
    return tuple(one for one in found if one.level not in others)


def _typed(row: LineTarget) -> Target:
    return Target(Decimal(row.value), Relation(row.relation), row.citation)


def _of_plan(one: PlanTarget) -> Target:
    return Target(one.value, relation_of(one), one.plan, one.horizon, str(one.plan_uid))


def relation_of(one: PlanTarget) -> Relation:
    """Return how a figure has to stand to a target of a plan."""
    return _RELATIONS[one.comparator]


def fitting_lines(target: PlanTarget, form: Form) -> tuple[tuple[Line, ...], Line | None]:
    """Return the lines that can follow a target, those with most words in common first, and the one that is likely.

    A rate is followed by a rate, an amount by an amount.
    """
    is_rate = target.unit == "%"
    lines = [one for one in form.lines if one.choice is None and (one.type is LineType.PERCENT) == is_rate]
    wanted = _words(target.measure)
    words = {one.key: _words(one.label) for one in lines}
    # Plans say more words than the form: what counts is how much of the line's name the measure has. Stable otherwise.
    ranked = sorted(lines, key=lambda one: (-_share(words[one.key], wanted), -len(words[one.key] & wanted)))
    first = words[ranked[0].key] if ranked else frozenset()
    is_likely = _share(first, wanted) >= _LIKELY and len(first & wanted) >= _FEW
    return tuple(ranked), ranked[0] if is_likely else None


def _words(text: str) -> frozenset[str]:
    return frozenset(compare_key(text).split()) - _EMPTY


def _share(words: frozenset[str], wanted: frozenset[str]) -> float:
    return len(words & wanted) / len(words) if words else 0.0
