"""What must hold of each cell alone: G3 to G7.

G3 a figure that was given is the one typed, a total the sum of its members; G4 counts are whole and not below zero,
rates between 0 and 100, each within the bounds of its line; G5 a choice is of its list, a reason of the form's; G6 a
required cell has a value or a reason; G7 a computed figure that was given is what its formula gives.
"""

from collections.abc import Iterator
from decimal import Decimal

from reform.forms.figures import Figure, Filled, rounded
from reform.forms.findings import Finding
from reform.forms.model import Form, Line, LineType, Tolerance, Weight
from reform.forms.sheets import CellKind, Row, Sheet
from reform.forms.spread import spreads
from reform.forms.tree import Cell
from reform.forms.wording import Words, said_figure, said_number
from reform.messages import MESSAGES

__all__ = ["declared_findings", "row_findings"]

BOUNDS = {LineType.COUNT: (Decimal(0), None), LineType.PERCENT: (Decimal(0), Decimal(100))}
DEFAULT = Tolerance()


def row_findings(sheet: Sheet, filled: Filled) -> Iterator[Finding]:
    """Yield what is wrong with the cells of a sheet, each looked at alone."""
    words = Words(sheet.form, {}, sheet.only_members)
    for row in sheet.rows:
        figure = filled.get(row.cell)
        label = words.label(row.cell)
        if figure is None:
            if row.is_required:
                code = "FJ037" if row.line.choice else "FJ036"
                yield _finding("G6", Weight.HARD, row.cell, code, label=label)
        elif figure.value is None:
            yield from _reason(sheet.form, row, label, figure.reason)
        elif row.line.choice is not None:
            yield from _word(row, label, figure)
        else:
            yield from _number(sheet.form, row, label, figure)


def _finding(rule: str, weight: Weight, cell: Cell, code: str, **params: object) -> Finding:
    return Finding(rule, weight, cell, (cell,), MESSAGES[code] % params)


def _reason(form: Form, row: Row, label: str, reason: str) -> Iterator[Finding]:
    if form.null_reasons and reason not in form.null_reasons:
        words = ", ".join(form.null_reasons.values())
        yield _finding("G5", Weight.HARD, row.cell, "FJ035", label=label, value=reason, words=words)


def _word(row: Row, label: str, figure: Figure) -> Iterator[Finding]:
    words = row.line.choice.words if row.line.choice else {}
    if figure.value not in words:
        value = said_number(figure.value) if isinstance(figure.value, Decimal) else figure.value
        yield _finding("G5", Weight.HARD, row.cell, "FJ034", label=label, value=value, words=", ".join(words.values()))


def _number(form: Form, row: Row, label: str, figure: Figure) -> Iterator[Finding]:
    value, line = figure.number, row.line
    if value is None:
        yield _finding("G4", Weight.HARD, row.cell, "FJ030", label=label, value=figure.value)
        return
    said = said_figure(figure, line, form)
    if line.type is LineType.COUNT and value != value.to_integral_value():
        yield _finding("G4", Weight.HARD, row.cell, "FJ031", label=label, value=said)
    weight = Weight.SOFT if row.kind is CellKind.COMPUTED else Weight.HARD  # nobody can mend it here
    least, most = bounds_of(line)
    if least is not None and value < least:
        bound = said_figure(Figure(least), line, form)
        yield _finding("G4", weight, row.cell, "FJ032", label=label, value=said, bound=bound)
    if most is not None and value > most:
        bound = said_figure(Figure(most), line, form)
        yield _finding("G4", weight, row.cell, "FJ033", label=label, value=said, bound=bound)


def bounds_of(line: Line) -> tuple[Decimal | None, Decimal | None]:
    """Return between which numbers a figure of ``line`` can be true; None where there is no bound."""
    least, most = BOUNDS.get(line.type, (None, None))
    return line.least if line.least is not None else least, line.most if line.most is not None else most


def declared_findings(sheet: Sheet, filled: Filled, declared: Filled) -> Iterator[Finding]:
    """Yield where a total or a computed figure that was given is not what the typed figures give."""
    lines, rows = sheet.form.by_key(), sheet.by_cell()
    for cell, given in declared.items():
        found = filled.get(cell)
        line = lines.get(cell.key)
        if (
            line is None
            or found is None
            or _agrees(line, given, found, line.tolerance or sheet.form.tolerance or DEFAULT)
        ):
            continue
        shown = cell if cell in rows else next((row.cell for row in sheet.rows if row.line is line), cell)
        if line.calc is None:
            yield from _of_total(sheet, filled, line, cell, shown, given, found)
        else:
            yield _of_formula(sheet, line, cell, shown, given, found)


def _agrees(line: Line, given: Figure, found: Figure, tolerance: Tolerance) -> bool:
    """Tell whether two figures are one: a rate may be given with fewer digits, rightly rounded."""
    if given.value is None or found.value is None or given == found:
        return True
    if given.number is None or found.number is None:
        return given.value == found.value
    if line.type is LineType.COUNT:
        return given.number == found.number
    digits = -int(given.number.as_tuple().exponent)
    is_near = abs(given.number - found.number) <= (tolerance.points if line.type is LineType.PERCENT else 0)
    return is_near or rounded(found.number, max(digits, 0)) == given.number


def _of_total(
    sheet: Sheet, filled: Filled, line: Line, cell: Cell, shown: Cell, given: Figure, found: Figure
) -> Iterator[Finding]:
    parts = spreads(sheet.form, sheet.level)[line.key].parts(cell)
    if not parts or given.number is None or found.number is None:
        yield _of_typed(sheet, line, cell, shown, given, found)
        return
    words = Words(sheet.form, {}, dict(cell.members))
    labels = sheet.form.dimensions
    said = [
        f"{labels[dimension].members[member]} {said_figure(filled[part], line, sheet.form)}"
        for part in parts
        for dimension, member in part.members
        if (dimension, member) not in cell.members and part in filled
    ]
    params = {
        "difference": f"{said_number(abs(given.number - found.number))} {line.unit.lower()}".strip(),
        "declared": f"{words.label(cell)} {said_number(given.number)}",
        "parts": f"{' + '.join(said)} = {said_number(found.number)}",
    }
    yield Finding("G3", Weight.HARD, shown, (cell, *parts), MESSAGES["FJ020"] % params, found)


def _of_typed(sheet: Sheet, line: Line, cell: Cell, shown: Cell, given: Figure, found: Figure) -> Finding:
    params = {
        "label": Words(sheet.form, {}, sheet.only_members).label(cell),
        "declared": said_figure(given, line, sheet.form),
        "typed": said_figure(found, line, sheet.form),
    }
    return Finding("G3", Weight.HARD, shown, (cell,), MESSAGES["FJ022"] % params)


def _of_formula(sheet: Sheet, line: Line, cell: Cell, shown: Cell, given: Figure, found: Figure) -> Finding:
    params = {
        "label": Words(sheet.form, {}, sheet.only_members).label(cell),
        "declared": said_figure(given, line, sheet.form),
        "computed": said_figure(found, line, sheet.form),
    }
    return Finding("G7", Weight.HARD, shown, (cell,), MESSAGES["FJ021"] % params, found)
