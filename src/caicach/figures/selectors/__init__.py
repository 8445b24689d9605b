"""Reading: what an actor may see of the figures ledger."""

from caicach.figures.mapping import figure_text, form_of, sheet_for
from caicach.figures.selectors.cells import (
    Changed,
    cells_of,
    changes_of,
    explanations_of,
    filled_for,
    filled_of_all,
)
from caicach.figures.selectors.earlier import Earlier, EarlierReturn, earlier_for, earlier_of
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
    "Changed",
    "Earlier",
    "EarlierReturn",
    "Judged",
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
    "form_of",
    "judged",
    "return_for",
    "sheet_for",
    "whole_of",
    "with_everything",
]
