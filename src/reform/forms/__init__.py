"""Forms of figures as data: what their lines are, how they are computed, what must hold.

Owns: the language of formulas and its meaning. Does not: store a figure (the app ``figures``) or know an agency.
"""

from reform.forms.checking import computed_order
from reform.forms.evaluation import Figures, Formula, Value, formula_of
from reform.forms.model import Form, Line, Need
from reform.forms.parsing import FormulaError, kind_of, parse_formula
from reform.forms.problems import Problem
from reform.forms.reading import FormError, fingerprint, read_form
from reform.forms.tree import Asked, Cell, Kind, Node, When, asked_by, narrowed

__all__ = [
    "Asked",
    "Cell",
    "Figures",
    "Form",
    "FormError",
    "Formula",
    "FormulaError",
    "Kind",
    "Line",
    "Need",
    "Node",
    "Problem",
    "Value",
    "When",
    "asked_by",
    "computed_order",
    "fingerprint",
    "formula_of",
    "kind_of",
    "narrowed",
    "parse_formula",
    "read_form",
]
