"""How figures are written in a Vietnamese document: 8.803, 1.544,4, 99,03%."""

from decimal import ROUND_HALF_UP, Decimal

from reform.forms.figures import Figure, rounded
from reform.forms.model import Form, Line, LineType

__all__ = ["as_printed", "canonical", "lowered", "printed_figure", "printed_number"]


def printed_number(value: Decimal, digits: int | None = None) -> str:
    """Return a number with dots between thousands and a comma; ``digits`` after it, or as many as it has."""
    exact = rounded(value) if digits is None else value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    whole, _point, fraction = f"{abs(exact):,f}".partition(".")
    text = whole.replace(",", ".") + (f",{fraction}" if fraction else "")
    return f"-{text}" if exact < 0 else text


def as_printed(value: Decimal, line: Line, form: Form) -> Decimal:
    """Return ``value`` as exact as it is printed: whoever subtracts two printed rates gets the printed difference."""
    return rounded(value, form.percent_digits) if line.type is LineType.PERCENT else rounded(value)


def printed_figure(figure: Figure, line: Line, form: Form) -> str:
    """Return a figure as a sentence takes it: ``8.803``, ``99,03%``, the label of a choice, or why there is none."""
    if figure.number is not None:
        if line.type is LineType.PERCENT:
            return f"{printed_number(figure.number, form.percent_digits)}%"
        return printed_number(figure.number)
    if figure.value is not None:
        words = line.choice.words if line.choice else {}
        return lowered(words.get(str(figure.value), str(figure.value)))
    return f"({lowered(form.null_reasons.get(figure.reason, figure.reason))})"


def canonical(value: Decimal) -> str:
    """Return a number as it is kept: ``8803``, ``99.03``."""
    return f"{rounded(value):f}"


def lowered(label: str) -> str:
    """Return a label with a small first letter, unless it is a name in capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label
