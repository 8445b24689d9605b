"""How figures, cells and sides of a formula are said in Vietnamese: 8.803; 99,03 %; "tiếp nhận 8.803 + … = 8.915".

Owns: the words. Does not: decide what is said (explaining.py, single.py, periods.py).
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from reform.forms.evaluation import Value, formula_of
from reform.forms.figures import Figure
from reform.forms.model import Form, Line, LineType
from reform.forms.phrases import AS_OF, BLANK, DATA_FROM, DATA_TO, PREVIOUS, SIGNED_ON, YEAR_BEFORE, YEAR_END
from reform.forms.tree import (
    Asked,
    Cell,
    Change,
    Day,
    Earlier,
    Negative,
    Node,
    Number,
    Operation,
    When,
    Word,
)

__all__ = ["Words", "said_figure", "said_node", "said_number"]

_WHEN = {When.PREVIOUS: PREVIOUS, When.YEAR_BEFORE: YEAR_BEFORE, When.YEAR_END: YEAR_END}
_DAYS = {"data_from": DATA_FROM, "data_to": DATA_TO, "as_of": AS_OF, "signed_on": SIGNED_ON}


def said_number(value: Decimal, digits: int = 4) -> str:
    """Return ``value`` as Vietnamese papers write it, with at most ``digits`` digits after the comma: 8.803; 85,75."""
    text = f"{value:,.{digits}f}"
    whole, _point, after = text.partition(".")
    after = after.rstrip("0")
    return whole.replace(",", ".") + (f",{after}" if after else "")


def said_figure(figure: Figure, line: Line, form: Form) -> str:
    """Return a figure of ``line`` in words, with the unit of a rate and without that of counts."""
    if figure.value is None:
        return form.null_reasons.get(figure.reason, figure.reason)
    if isinstance(figure.value, str):
        return line.choice.words.get(figure.value, figure.value) if line.choice else figure.value
    if line.type is LineType.PERCENT:
        return f"{said_number(figure.value, form.percent_digits)} %"
    return said_number(figure.value)


def lowered(text: str) -> str:
    """Return ``text`` to stand within a sentence; names of several capitals stay."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def raised(text: str) -> str:
    """Return ``text`` to begin a sentence."""
    return text[:1].upper() + text[1:]


class Words:
    """Says cells and formulas of one form, for values that are known."""

    def __init__(self, form: Form, values: Mapping["Asked | str", Value], hidden: Mapping[str, str]) -> None:
        """``hidden``: members that the sentence has named already, by dimension."""
        self.form, self.lines, self.values, self.hidden = form, form.by_key(), values, hidden

    def label(self, cell: Cell) -> str:
        """Return the label of a cell, with its members that were not named already."""
        line = self.lines[cell.key]
        members = [
            self.form.dimensions[dimension].members[member]
            for dimension, member in cell.members
            if self.hidden.get(dimension) != member
        ]
        return f"{line.label} ({', '.join(members)})" if members else line.label

    def cell(self, asked: Asked) -> str:
        """Return the label of a cell and its figure, or that it is blank."""
        label = lowered(self.label(asked.cell))
        if asked.when in _WHEN:
            label = _WHEN[asked.when] % {"label": label}
        value = self.values.get(asked)
        if value is None:
            return BLANK % {"label": label}
        return f"{label} {self.value(value, self.lines[asked.cell.key])}"

    def value(self, value: Value, line: Line) -> str:
        """Return a value of a line."""
        return said_figure(Figure(value), line, self.form) if isinstance(value, Decimal | str) else str(value)

    def side(self, node: Node, values: Mapping["Asked | str", Value] | None = None) -> str:
        """Return one side of a comparison: what it is made of, and what it comes to where that is more than one."""
        said = self.node(node)
        total = formula_of(node)(self.values if values is None else values)
        if isinstance(node, Operation) and isinstance(total, Decimal):
            return f"{said} = {said_number(total)}"
        return said

    def node(self, node: Node, when: When = When.NOW) -> str:
        """Return an expression in words."""
        return said_node(node, self.cell, self.day, when)

    def day(self, name: str) -> str:
        """Return a day of the return."""
        value = self.values.get(name)
        return f"{_DAYS[name]} {value:%d/%m/%Y}" if isinstance(value, date) else _DAYS[name]


def said_node(node: Node, cell: Callable[[Asked], str], day: Callable[[str], str], when: When = When.NOW) -> str:
    """Return an expression in words; ``cell`` and ``day`` say what stands in it."""
    match node:
        case Cell():
            return cell(Asked(when, node))
        case Number(value):
            return said_number(value)
        case Word(text):
            return text
        case Day(name):
            return day(name)
        case Earlier(earlier, of):
            return said_node(of, cell, day, earlier)
        case Negative(of):
            return f"−{said_node(of, cell, day, when)}"
        case Operation(sign, left, right):
            second = said_node(right, cell, day, when)
            second = f"({second})" if isinstance(right, Operation) else second
            return f"{said_node(left, cell, day, when)} {_SIGNS[sign]} {second}"
        case Change(of, since):
            return f"{said_node(of, cell, day, when)}, {said_node(of, cell, day, since)}"
        case _:
            return str(node)


_SIGNS = {"+": "+", "-": "−", "*": "×", "/": ":"}
