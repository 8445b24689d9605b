"""What must hold against earlier returns: G8 to G12.

G8 a figure of the whole year stays within the year; G9 a running total does not fall; G10 a base does not change; G11 a
figure is near that of the same period of the year before, G12 near that of the period before, as far as the form's
tolerance says. Rates are held against it in points, other figures in per cent.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reform.forms.figures import Figure, Filled
from reform.forms.findings import Background, Finding
from reform.forms.model import LineTime, LineType, Tolerance, Weight
from reform.forms.phrases import DOWN, POINTS, UP
from reform.forms.sheets import CellKind, Row, Sheet
from reform.forms.tree import When
from reform.forms.wording import Words, said_figure, said_number
from reform.messages import MESSAGES

__all__ = ["period_findings"]

HUNDRED = Decimal(100)


def period_findings(sheet: Sheet, filled: Filled, background: Background) -> Iterator[Finding]:
    """Yield where a figure does not go with that of an earlier return."""
    before = background.earlier
    if not before:
        return
    for row in sheet.rows:
        figure = filled.get(row.cell)
        if figure is not None and figure.value is not None:
            yield from _fixed(sheet, row, figure, background)
            if figure.number is not None and row.depth == 0:
                yield from _unlikely(sheet, row, figure.number, background)


def _number(earlier: Filled | None, row: Row) -> Decimal | None:
    found = (earlier or {}).get(row.cell)
    return found.number if found is not None else None


def _fixed(sheet: Sheet, row: Row, figure: Figure, background: Background) -> Iterator[Finding]:
    """Yield G8 to G10, of typed cells: what is computed follows from them."""
    line = row.line
    previous = background.earlier.get(When.PREVIOUS, {}).get(row.cell)
    if row.kind is not CellKind.TYPED:
        return
    if line.time is LineTime.SINCE and not line.compared:
        yield from _base(sheet, row, figure, background)
    elif previous is None or previous.value is None or previous.value == figure.value:
        return
    elif line.time is LineTime.YEAR:
        yield _finding(sheet, "G8", Weight.SOFT, row, "FJ040", (previous, figure))
    elif _is_running(row) and _falls(previous, figure):
        yield _finding(sheet, "G9", Weight.SOFT, row, "FJ041", (previous, figure))


def _falls(before: Figure, now: Figure) -> bool:
    return before.number is not None and now.number is not None and now.number < before.number


def _is_running(row: Row) -> bool:
    line = row.line
    return line.time in (LineTime.FLOW, LineTime.SINCE) and line.type in (LineType.COUNT, LineType.NUMBER)


def _base(sheet: Sheet, row: Row, figure: Figure, background: Background) -> Iterator[Finding]:
    for when in (When.PREVIOUS, When.YEAR_END, When.YEAR_BEFORE):
        before = background.earlier.get(when, {}).get(row.cell)
        if before is not None and before.value is not None:
            if before.value != figure.value:
                yield replace(_finding(sheet, "G10", Weight.HARD, row, "FJ042", (before, figure)), suggestion=before)
            return


def _finding(sheet: Sheet, rule: str, weight: Weight, row: Row, code: str, figures: tuple[Figure, Figure]) -> Finding:
    """Return a finding that compares an earlier figure with that of now."""
    before, now = figures
    both = before.number is not None and now.number is not None
    difference = abs((before.number or Decimal(0)) - (now.number or Decimal(0))) if both else Decimal(0)
    params = {
        "label": Words(sheet.form, {}, sheet.only_members).label(row.cell),
        "before": said_figure(before, row.line, sheet.form),
        "value": said_figure(now, row.line, sheet.form),
        "difference": f"{said_number(difference)} {row.line.unit.lower()}".strip(),
        "since": row.line.since or "",
    }
    return Finding(rule, weight, row.cell, (row.cell,), MESSAGES[code] % params)


def _unlikely(sheet: Sheet, row: Row, value: Decimal, background: Background) -> Iterator[Finding]:
    """Yield G11 and G12: a running total is never held against the period before, as it only grows."""
    tolerance = row.line.tolerance or sheet.form.tolerance
    if tolerance is None:
        return
    held = [("G11", "yoy", When.YEAR_BEFORE, tolerance.year_before, "FJ044")]
    if row.line.time is LineTime.STOCK:
        held.append(("G12", "prev", When.PREVIOUS, tolerance.previous, "FJ043"))
    for rule, basis, when, bound, code in held:
        before = _number(background.earlier.get(when), row)
        if basis in row.line.compared and before is not None and bound is not None:
            change = _change(row, before, value, bound, tolerance)
            if change:
                yield _told(sheet, rule, row, code, change, before, value)


def _change(row: Row, before: Decimal, value: Decimal, bound: Decimal, tolerance: Tolerance) -> str:
    """Return how much a figure changed, in words, where that is more than can be expected."""
    difference = value - before
    if row.line.type is LineType.PERCENT:
        said = POINTS % {"difference": said_number(abs(difference), 2)}
        return _directed(difference, said) if abs(difference) > bound else ""
    if abs(difference) < tolerance.least or not difference:
        return ""
    if not before:
        return _directed(difference, f"{said_number(abs(difference))} {row.line.unit.lower()}".strip())
    change = difference * HUNDRED / abs(before)
    return _directed(difference, f"{said_number(abs(change), 1)} %") if abs(change) > bound else ""


def _directed(difference: Decimal, said: str) -> str:
    return (UP if difference > 0 else DOWN) % {"difference": said}


def _told(sheet: Sheet, rule: str, row: Row, code: str, change: str, before: Decimal, value: Decimal) -> Finding:
    params = {
        "change": change,
        "label": Words(sheet.form, {}, sheet.only_members).label(row.cell),
        "before": said_figure(Figure(before), row.line, sheet.form),
        "value": said_figure(Figure(value), row.line, sheet.form),
    }
    return Finding(rule, Weight.SOFT, row.cell, (row.cell,), MESSAGES[code] % params)
