"""Taking the parts of a form out of what YAML gave: days and expressions, beside what every definition has.

Owns: which kind of value each part takes. Does not: know what the parts mean (reading.py).
"""

from dataclasses import dataclass
from datetime import date, datetime

from reform.definitions import Codes, Table
from reform.definitions import Parts as GeneralParts
from reform.forms.loading import FORM_CODES
from reform.forms.parsing import FormulaError, parse_formula
from reform.forms.tree import Cell, Node

__all__ = ["Parts", "Table"]


@dataclass(frozen=True, slots=True)
class Parts(GeneralParts):
    """Takes parts; each call names the table, the part, and the place that a problem is told with."""

    codes: Codes = FORM_CODES

    def day(self, row: Table, name: str, place: str, *, must: bool) -> date | None:
        """Return a day; None where none is said."""
        value = row.get(name)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None or must:
            self.told(place, f"effective.{name}")
        return None

    def formula(self, row: Table, name: str, place: str) -> Node | None:
        """Return an expression; None where none is said, or none that can be read."""
        text = self.text_or(row, name, place)
        try:
            return parse_formula(text) if text else None
        except FormulaError as error:
            self.problems.add(self.codes.formula, place, said=str(error).rstrip("."))
            return None

    def cell(self, row: Table, name: str, place: str) -> Cell | None:
        """Return a cell; None where none is said."""
        node = self.formula(row, name, place)
        if node is None or isinstance(node, Cell):
            return node
        self.told(place, name)
        return None
