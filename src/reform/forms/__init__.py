"""Forms of figures as data: what their lines are, how they are computed, what must hold.

Owns: the language of formulas and its meaning. Does not: store a figure (the app ``figures``) or know an agency.
"""

from reform.forms.evaluation import Figures, Formula, Value, formula_of
from reform.forms.parsing import FormulaError, kind_of, parse_formula
from reform.forms.tree import Asked, Cell, Kind, Node, When, asked_by, narrowed

__all__ = [
    "Asked",
    "Cell",
    "Figures",
    "Formula",
    "FormulaError",
    "Kind",
    "Node",
    "Value",
    "When",
    "asked_by",
    "formula_of",
    "kind_of",
    "narrowed",
    "parse_formula",
]
