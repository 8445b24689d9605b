"""Lines become indicators: the type of each, its value, its unit and answers, and what looks wrong in its cells.

Owns: what a line's cells mean. Does not: find lines (``lines``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vanban.reports.lines import Line, Lines
from vanban.reports.model import ColumnFigure, ColumnKind, Figure, Indicator, IndicatorType
from vanban.reports.numbers import Choice, Value, choices_of, is_number, read_value
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key

__all__ = ["indicators_of"]

_RATE = re.compile(r"\A(?:ty le|ti le)\b")
_AMOUNTS = re.compile(r"\b(?:dong|diem|gio|phut|ngay|km|ha|m2|kwh)\b")
_TRAILING = " .;,"


@dataclass(slots=True)
class _Cells:
    """What a line's cells say, before its place among the others is known."""

    line: Line
    unit: str | None
    choices: tuple[Choice, ...]
    value: Value
    raw: str
    moved: bool = False  # the value stood in the unit column


def indicators_of(lines: Lines) -> tuple[tuple[Indicator, ...], tuple[Finding, ...]]:
    """Return the indicators of ``lines`` in order, and what is wrong in their cells."""
    findings: list[Finding] = list(lines.findings)
    found: list[Indicator] = []
    parts, children = _below(lines.found)
    for at, line in enumerate(lines.found):
        above = found[line.parent] if line.parent is not None else None
        cells = _cells(line, above)
        findings.extend(_findings(cells))
        found.append(_indicator(cells, above, parts[at], children[at]))
    return tuple(found), tuple(findings)


def _below(lines: Sequence[Line]) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Return for every line the lines right below it: those without a number of their own, and those with one."""
    parts: list[list[int]] = [[] for _ in lines]
    children: list[list[int]] = [[] for _ in lines]
    for at, line in enumerate(lines):
        if line.parent is not None:
            (parts if line.code is None else children)[line.parent].append(at)
    return [tuple(own) for own in parts], [tuple(own) for own in children]


def _cells(line: Line, above: Indicator | None) -> _Cells:
    choices = choices_of(line.unit)
    unit: str | None = None if choices else line.unit.rstrip(_TRAILING) or None
    raw, moved = line.raw, False
    if unit is not None and is_number(unit):
        moved, unit = not raw, None
        raw = raw or line.unit
    if not choices and line.code is None and unit is None and above is not None:
        choices = above.choices
    return _Cells(line, unit, choices, read_value(raw, choices), raw, moved)


def _indicator(cells: _Cells, above: Indicator | None, parts: tuple[int, ...], children: tuple[int, ...]) -> Indicator:
    line = cells.line
    coded = line.code is not None
    label = line.label.rstrip(_TRAILING)
    part_of = above if not coded else None
    measure = cells.unit or (part_of.measure if part_of is not None and not cells.choices else None)
    kind = _type(cells, measure, part_of, children)
    return Indicator(
        code=line.code if coded else (part_of.code if part_of else None),
        coded=coded,
        label=label,
        of_which=() if part_of is None else (*part_of.of_which, label),
        level=line.depth,
        unit=cells.unit,
        measure="%" if kind is IndicatorType.PERCENT else measure,
        type=kind,
        choices=cells.choices,
        value=cells.value.value,
        raw=cells.raw,
        note=line.note,
        place=line.place,
        value_place=line.value_place,
        parent=line.parent,
        parts=parts,
        children=children,
        columns=_columns(cells, measure) if len(line.columns) > 1 else (),
    )


def _type(cells: _Cells, measure: str | None, above: Indicator | None, children: tuple[int, ...]) -> IndicatorType:
    if children and not cells.raw and not any(cells.line.values):
        return IndicatorType.GROUP
    if cells.choices:
        return IndicatorType.CHOICE
    if _is_rate(cells, above):
        return IndicatorType.PERCENT
    if cells.value.words:
        return IndicatorType.TEXT
    if _is_heading(cells):
        return IndicatorType.GROUP
    value = cells.value.value
    fraction = value is not None and value != value.to_integral_value()
    amount = measure is not None and _AMOUNTS.search(compare_key(measure)) is not None
    return IndicatorType.NUMBER if fraction or amount else IndicatorType.COUNT


def _is_rate(cells: _Cells, above: Indicator | None) -> bool:
    if (cells.unit and "%" in cells.unit) or cells.value.percent:
        return True
    inherited = above is not None and above.type is IndicatorType.PERCENT
    return cells.unit is None and (inherited or _RATE.match(compare_key(cells.line.label)) is not None)


def _is_heading(cells: _Cells) -> bool:
    """Say whether a line without anything filled in is a heading by its letters."""
    filled = cells.unit or any(cells.line.values)
    return not filled and len(cells.line.label.split()) > 1 and cells.line.label.isupper()


def _columns(cells: _Cells, measure: str | None) -> tuple[ColumnFigure, ...]:
    line = cells.line
    found = []
    for at, column in enumerate(line.columns):
        raw = cells.raw if at == line.main else line.values[at]
        value = read_value(raw, cells.choices).value
        unit = "%" if column.kind is ColumnKind.SHARE else measure
        figure = Figure(line.label.rstrip(_TRAILING), value, unit, raw, line.value_places[at])
        found.append(ColumnFigure(column.title, column.kind, figure))
    return tuple(found)


def _findings(cells: _Cells) -> list[Finding]:
    line, found = cells.line, []
    if line.shifted:
        found.append(Finding("RP002", Severity.WARNING, line.place, line.label))
    if cells.moved:
        found.append(Finding("RP001", Severity.WARNING, line.value_place, cells.raw, {"label": line.label}))
    elif is_number(line.unit):
        found.append(Finding("RP004", Severity.WARNING, line.value_place, line.unit, {"label": line.label}))
    # Without a unit an answer in words may be what is asked: "Có", "Đã thực hiện".
    if cells.value.words and cells.unit is not None and len(line.columns) == 1:
        found.append(Finding("RP003", Severity.WARNING, line.value_place, cells.raw, {"label": line.label}))
    if cells.choices and cells.value.value is not None and not _is_choice(cells.value.value, cells.choices):
        found.append(Finding("RP005", Severity.WARNING, line.value_place, cells.raw, {"label": line.label}))
    if cells.value.doubtful and not cells.value.percent:
        found.append(Finding("RP007", Severity.WARNING, line.value_place, cells.raw, {"label": line.label}))
    return found


def _is_choice(value: Decimal, choices: Sequence[Choice]) -> bool:
    return any(value == Decimal(number) for number, _ in choices)
