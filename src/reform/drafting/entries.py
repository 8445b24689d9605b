"""The rows of a form's annex, of a report and of a blank annex, in the shape that ``matching`` compares.

Owns: what of a row helps to know it again. Does not: compare.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from reform.drafting.matching import HEADING, Entry
from reform.forms.model import AnnexRow, Form
from reform.forms.sheets import sheet_of
from vanban.reports import BlankLine, Indicator, IndicatorType

__all__ = ["FormRows", "blank_entries", "form_rows", "report_entries"]


@dataclass(frozen=True, slots=True)
class FormRows:
    """The rows of a form's annex, and what is compared of each; both in the same order."""

    rows: tuple[AnnexRow, ...]
    entries: tuple[Entry, ...]


def form_rows(form: Form, level: str, *, extra: Collection[str] = ()) -> FormRows:
    """Return the rows of the annex of ``form``, and behind them what else the sheet of ``level`` has.

    Orders count from 1 without gaps: row ``n`` stands at index ``n - 1``.
    """
    rows = [*form.annex]
    if not rows:
        rows = [*_of_sheet(form, level, extra)]
    else:
        printed = {row.target for row in rows}
        more = (row for row in sheet_of(form, level, extra=extra).rows if row.cell not in printed and not row.depth)
        rows += [AnnexRow(0, "", row.label, (), row.cell) for row in more]
    placed = len(form.annex) or len(rows)
    rows = [replace(row, order=at) for at, row in enumerate(rows, start=1)]
    lines = form.by_key()
    entries: list[Entry] = []
    last: dict[tuple[str, ...], int] = {}  # path -> index, below the last numbered row
    for at, row in enumerate(rows):
        if not row.path:
            last = {(): at}
        line = lines[row.target.key] if row.target else None
        label = row.path[-1] if row.path else row.label or (line.label if line else "")
        parent = last.get(row.path[:-1], last.get(())) if row.path else None
        last[row.path] = at
        kind = line.type.value if line else HEADING
        code, unit = "" if row.path else row.code, line.unit if line else ""
        entries.append(Entry(label, code, unit, kind, parent, is_placed=at < placed))
    return FormRows(tuple(rows), tuple(entries))


def _of_sheet(form: Form, level: str, extra: Collection[str]) -> tuple[AnnexRow, ...]:
    found: list[AnnexRow] = []
    for section in sheet_of(form, level, extra=extra).sections:
        found.append(AnnexRow(len(found) + 1, section.number, section.label))
        for group in section.groups:
            found.append(AnnexRow(len(found) + 1, group.number, group.label))
            path: list[str] = []
            code = ""
            for row in group.rows:
                path = [*path[: row.depth - 1], row.label] if row.depth else []
                code = code if row.depth else row.number
                label = "" if row.depth else row.label
                found.append(AnnexRow(len(found) + 1, code, label, tuple(path), row.cell))
    return tuple(found)


def report_entries(lines: Sequence[Indicator]) -> tuple[Entry, ...]:
    """Return what is compared of the lines of a report, in their order."""
    return tuple(
        Entry(
            line.label,
            (line.code or "") if line.coded else "",
            line.unit or "",
            HEADING if line.type is IndicatorType.GROUP else line.type.value,
            None if line.coded else line.parent,
        )
        for line in lines
    )


def blank_entries(lines: Sequence[BlankLine]) -> tuple[Entry, ...]:
    """Return what is compared of the lines of a blank annex, in their order."""
    return tuple(
        Entry(line.label, line.code or "", line.unit or "", line.asked.value, line.parent if line.is_part else None)
        for line in lines
    )
