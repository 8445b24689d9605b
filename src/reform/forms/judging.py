"""Judging a return: what does not fit in it, and which rules could not be looked at.

Three-valued: a rule whose figures are not all there is not broken, it is not looked at (``unknown_rules``); the gap
itself is a finding of the required cell (G6). Where one blank cell decides an equation, that finding says which value
would make it hold, and how far off it is without.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import DivisionByZero, InvalidOperation

from reform.forms.codes import codes_of
from reform.forms.completing import completed, known_values
from reform.forms.conditions import Condition, conditions_of
from reform.forms.evaluation import Value
from reform.forms.explaining import cells_now, explained, unbalanced, unknown_sentence
from reform.forms.figures import Filled
from reform.forms.findings import WHOLE_RETURN, Background, Finding, UnknownRule
from reform.forms.model import Form, Weight
from reform.forms.periods import period_findings
from reform.forms.sheets import Sheet, sheet_of
from reform.forms.single import declared_findings, row_findings
from reform.forms.solving import Solution, Solver
from reform.forms.tree import Asked, Cell, When
from reform.forms.wording import said_figure
from reform.messages import MESSAGES

__all__ = ["WHOLE_RETURN", "Background", "Finding", "UnknownRule", "findings_of", "unknown_rules"]

NOTHING = Background()


def findings_of(
    form: Form, level: str, filled: Filled, background: Background = NOTHING, *, extra: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return what does not fit in a return, in printed order.

    Args:
        form: The form.
        level: Whose return it is.
        filled: Its figures, typed or completed.
        background: What it is held against.
        extra: Keys of the optional lines that are switched on.
    """
    case = _case(form, level, filled, background, extra)
    found = list(row_findings(case.sheet, case.filled))
    found += declared_findings(case.sheet, case.filled, background.declared)
    found += _narrowest(case, conditions_of(form, level, frozenset(extra)))
    found += period_findings(case.sheet, case.filled, case.background)
    return _in_order(case, [_with_suggestion(case, one) for one in found])


def unknown_rules(
    form: Form, level: str, filled: Filled, background: Background = NOTHING, *, extra: Collection[str] = ()
) -> tuple[UnknownRule, ...]:
    """Return the rules that could not be looked at, with the figures that are missing; arguments as ``findings_of``.

    A rule about what there is no figure of (a null with its reason, a rate of nothing) misses nothing.
    """
    case = _case(form, level, filled, background, extra)
    found = []
    for condition in conditions_of(form, level, frozenset(extra)):
        missing = tuple(one for one in condition.asked if not case.has(one))
        if missing and _value(condition, case.values) is None:
            sentence = unknown_sentence(form, condition, missing)
            found.append(UnknownRule(condition.rule, condition.weight, condition.shown, missing, sentence))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Case:
    """A return with all that it is held against."""

    sheet: Sheet
    filled: Filled
    background: Background
    values: Mapping["Asked | str", Value]
    solver: Solver
    blanks: Mapping[Cell, tuple[Condition, Solution]]  # required cells that one equation decides

    def has(self, asked: Asked) -> bool:
        """Tell whether anything stands in a cell: a value, or the reason why there is none."""
        filled = self.filled if asked.when is When.NOW else self.background.earlier.get(asked.when, {})
        return asked.cell in filled


def _case(form: Form, level: str, filled: Filled, background: Background, extra: Collection[str]) -> _Case:
    earlier = {when: completed(form, level, one) for when, one in background.earlier.items()}
    background = replace(background, earlier=earlier)
    whole = completed(form, level, filled, earlier=earlier)
    lines = form.by_key()
    values: dict[Asked | str, Value] = dict(background.days.items())
    for when, one in ((When.NOW, whole), *earlier.items()):
        values |= known_values(one, lines, when)
    sheet = sheet_of(form, level, extra=extra)
    solver = Solver(form, sheet, whole, values)
    blanks: dict[Cell, tuple[Condition, Solution]] = {}
    for condition in conditions_of(form, level, frozenset(extra)):
        solution = solver.blank(condition) if condition.weight is Weight.HARD else None
        if solution is not None:
            blanks.setdefault(solution.cell, (condition, solution))
    return _Case(sheet, whole, background, values, solver, blanks)


def _value(condition: Condition, values: Mapping["Asked | str", Value]) -> Value:
    try:
        return condition.formula(values)
    except (DivisionByZero, InvalidOperation):
        return None


def _narrowest(case: _Case, conditions: tuple[Condition, ...]) -> list[Finding]:
    """Return the conditions that do not hold; where that of a member explains it, the total is not told again."""
    broken = [one for one in conditions if _value(one, case.values) is False]
    scopes: dict[str, list[frozenset[tuple[str, str]]]] = {}
    for one in broken:
        scopes.setdefault(one.family, []).append(frozenset(one.scope))
    told = (one for one in broken if not any(frozenset(one.scope) < other for other in scopes[one.family]))
    return [_broken(case, one) for one in told]


def _broken(case: _Case, condition: Condition) -> Finding:
    sentence = explained(case.sheet.form, condition, case.values)
    solution = _solution(case, condition)
    cells = cells_now(condition)
    if solution is None or solution.figure is None:
        return Finding(condition.rule, condition.weight, condition.shown, cells, sentence)
    said = _said(case, sentence, solution, "FJ005")
    return Finding(condition.rule, condition.weight, solution.cell, cells, said, solution.figure)


def _solution(case: _Case, condition: Condition) -> Solution | None:
    """Return the one value that makes a hard equation hold: soft ones are wishes, and a whole follows its parts."""
    if condition.weight is not Weight.HARD:
        return None
    return case.solver.only(condition) or (case.solver.whole(condition) if condition.rule == "G1" else None)


def _said(case: _Case, sentence: str, solution: Solution, code: str) -> str:
    row = case.sheet.by_cell()[solution.cell]
    value = said_figure(solution.figure, row.line, case.sheet.form) if solution.figure is not None else ""
    number = codes_of(case.sheet.rows)[solution.cell]
    return f"{sentence} {MESSAGES[code] % {'number': number, 'value': value}}"


def _with_suggestion(case: _Case, finding: Finding) -> Finding:
    """Return the finding of a blank cell with the value that an equation asks for."""
    if finding.rule != "G6" or finding.cell not in case.blanks:
        return finding
    condition, solution = case.blanks[finding.cell]
    sentence = unbalanced(case.sheet.form, condition, case.values, solution.tried)
    said = _said(case, sentence, solution, "FJ005" if solution.figure is not None else "FJ006")
    cells = tuple(dict.fromkeys((finding.cell, *cells_now(condition))))
    return replace(finding, sentence=said, suggestion=solution.figure, cells=cells)


def _in_order(case: _Case, found: list[Finding]) -> tuple[Finding, ...]:
    places = {row.cell: at for at, row in enumerate(case.sheet.rows)}
    order = {one.rule: at for at, one in enumerate(reversed(found))}
    return tuple(sorted(found, key=lambda one: (places.get(one.cell, len(places)), -order[one.rule])))
