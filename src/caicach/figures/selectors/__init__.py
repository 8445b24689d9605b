"""Reading: what an actor may see of the figures ledger."""

from caicach.figures.mapping import LEVEL_WORDS, figure_text, form_of, level_of, sheet_for
from caicach.figures.selectors.asides import asides_of
from caicach.figures.selectors.cells import (
    Changed,
    cells_of,
    changes_of,
    explanations_of,
    filled_for,
    filled_of_all,
)
from caicach.figures.selectors.earlier import Earlier, EarlierReturn, earlier_for, earlier_of
from caicach.figures.selectors.expected import Expected, PeriodDraft, PeriodPlan, period_plan
from caicach.figures.selectors.form_lines import LinePlace, places_of_lines
from caicach.figures.selectors.forms import form_in_force, forms_in_force
from caicach.figures.selectors.periods import (
    PeriodRow,
    UnitFilter,
    UnitList,
    UnitRow,
    UnitState,
    address_of_duty,
    my_returns,
    next_period,
    own_uids,
    period_for,
    period_row,
    periods_of,
    returns_chosen,
    units_of,
)
from caicach.figures.selectors.returns import (
    Judged,
    completed_for,
    findings_for,
    judged,
    return_for,
    whole_of,
    with_everything,
)

__all__ = [
    "LEVEL_WORDS",
    "Changed",
    "Earlier",
    "EarlierReturn",
    "Expected",
    "Judged",
    "LinePlace",
    "PeriodDraft",
    "PeriodPlan",
    "PeriodRow",
    "UnitFilter",
    "UnitList",
    "UnitRow",
    "UnitState",
    "address_of_duty",
    "asides_of",
    "cells_of",
    "changes_of",
    "completed_for",
    "earlier_for",
    "earlier_of",
    "explanations_of",
    "figure_text",
    "filled_for",
    "filled_of_all",
    "findings_for",
    "form_in_force",
    "form_of",
    "forms_in_force",
    "judged",
    "level_of",
    "my_returns",
    "next_period",
    "own_uids",
    "period_for",
    "period_plan",
    "period_row",
    "periods_of",
    "places_of_lines",
    "return_for",
    "returns_chosen",
    "sheet_for",
    "units_of",
    "whole_of",
    "with_everything",
]
