"""Forms of figures as data: what their lines are, how they are computed, what must hold.

Owns: the language of formulas and its meaning. Does not: store a figure (the app ``figures``) or know an agency.
"""

from reform.definitions import Problem
from reform.forms.completing import completed, left_out
from reform.forms.crosswalks import carried, crosswalk_from, quality_of
from reform.forms.differences import Differences, LineChange, RuleChange, differences
from reform.forms.evaluation import Figures, Formula, Value, formula_of
from reform.forms.figures import NONE_YET, NOT_APPLICABLE, Figure, Filled, cell_of, cell_text, members_text, rounded
from reform.forms.judging import WHOLE_RETURN, Background, Finding, UnknownRule, findings_of, unknown_rules
from reform.forms.merging import Contribution, Merged, merged
from reform.forms.model import Dimension, Form, Line, LineTime, LineType, Need, Quality, Section, Tolerance, Weight
from reform.forms.ordering import computed_order
from reform.forms.parsing import FormulaError, kind_of, parse_formula
from reform.forms.reading import FormError, fingerprint, read_form
from reform.forms.sheets import CellKind, Row, Sheet, SheetGroup, SheetSection, printed_rows, sheet_of
from reform.forms.tree import Asked, Cell, Kind, Node, When, asked_by, narrowed
from reform.forms.writing import write_form

__all__ = [
    "NONE_YET",
    "NOT_APPLICABLE",
    "WHOLE_RETURN",
    "Asked",
    "Background",
    "Cell",
    "CellKind",
    "Contribution",
    "Differences",
    "Dimension",
    "Figure",
    "Figures",
    "Filled",
    "Finding",
    "Form",
    "FormError",
    "Formula",
    "FormulaError",
    "Kind",
    "Line",
    "LineChange",
    "LineTime",
    "LineType",
    "Merged",
    "Need",
    "Node",
    "Problem",
    "Quality",
    "Row",
    "RuleChange",
    "Section",
    "Sheet",
    "SheetGroup",
    "SheetSection",
    "Tolerance",
    "UnknownRule",
    "Value",
    "Weight",
    "When",
    "asked_by",
    "carried",
    "cell_of",
    "cell_text",
    "completed",
    "computed_order",
    "crosswalk_from",
    "differences",
    "findings_of",
    "fingerprint",
    "formula_of",
    "kind_of",
    "left_out",
    "members_text",
    "merged",
    "narrowed",
    "parse_formula",
    "printed_rows",
    "quality_of",
    "read_form",
    "rounded",
    "sheet_of",
    "unknown_rules",
    "write_form",
]
