"""Figures of a return, of a period, of lines through time: as CSV, XLSX and JSON, with what each line means.

Owns: the columns and the dictionary. Does not: say who may have them (the views ask ``selectors``).
CSV and JSON are for programs: a point before the fraction, no grouping; the header says so. XLSX holds real numbers.
A reason why there is no value stands in a column of its own: it is neither zero nor blank.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from caicach.figures.exports.workbook import Book
from caicach.figures.mapping import figure_text, form_of, sheet_for
from caicach.figures.models import Return
from caicach.figures.selectors import cells_of, earlier_for, filled_of_all
from caicach.figures.selectors.proofs import proofs_of_all
from caicach.web.clock import local_date
from reform.forms import Cell, When
from reform.forms.codes import breakdown_of, codes_of
from reform.forms.completing import completed
from reform.forms.figures import Figure, members_text
from reform.forms.sheets import Row
from reform.forms.sheets import Sheet as FormSheet
from vanban.writing import Sheet, SheetColumn, layout_on, write_csv, write_xlsx
from vanban.writing.xlsx import Value

__all__ = [
    "DICTIONARY",
    "Figures",
    "book_for",
    "csv_of",
    "figures_of",
    "json_of",
    "line_columns",
    "meanings_of",
    "xlsx_of",
    "xlsx_of_units",
]

_COLUMNS = (
    ("form", 22), ("period", 20), ("data_from", 12), ("data_to", 12), ("agency", 34), ("level", 12), ("state", 12),
    ("line_key", 26), ("members", 30), ("code", 10), ("label", 46), ("breakdown", 28), ("unit", 12), ("kind", 10),
    ("value (decimal point)", 14), ("word", 12), ("null_reason", 16), ("proof_count", 10), ("proofs", 40),
)  # fmt: skip
DICTIONARY = (
    ("line_key", 26), ("members", 30), ("code", 10), ("label", 46), ("breakdown", 28), ("unit", 12), ("type", 10),
    ("kind", 10), ("time", 12), ("aggregation", 12), ("formula", 40), ("words", 40),
    ("source", 20),
)  # fmt: skip
_READ_ME = (
    "value: số thực, dấu chấm trước phần lẻ, không có dấu ngăn hàng nghìn. "
    "null_reason: lý do không có số; khác với 0 và khác với ô trống (ô trống không có dòng). "
    "proofs: minh chứng của ô, cách nhau bằng dấu chấm phẩy."
)


@dataclass(frozen=True, slots=True)
class Figures:
    """One return with all its figures: typed, added up and computed."""

    sheet: Return
    printed: FormSheet
    filled: dict[Cell, Figure]
    proofs: Mapping[Cell, tuple[str, ...]] = field(default_factory=dict)  # what proves each cell, by its title


def book_for(sheet: Return, *, section: str = "") -> Book:
    """Return what stands in the workbook of a return; ``section`` hands one out alone (none of that name: all)."""
    printed = sheet_for(sheet.period.form, sheet.level)
    stored = cells_of(sheet)
    (figures,) = figures_of([sheet])
    notes = {cell: row.note for cell, row in stored.items() if row.note}
    return Book(
        uid=str(sheet.uid),
        revision=sheet.revision,
        fingerprint=sheet.period.form.fingerprint,
        agency=sheet.agency.current_name,
        period=sheet.period.name,
        data_from=sheet.period.data_from,
        data_to=sheet.period.data_to,
        due_on=sheet.period.due_on,
        sheet=printed,
        typed={cell: one for cell, one in figures.filled.items() if cell in stored},
        completed=figures.filled,
        previous=earlier_for(sheet).get(When.PREVIOUS, {}),
        notes=notes,
        section=section if section in {one.key for one in printed.sections} else "",
        written_at=sheet.saved_at or sheet.period.opened_at,
    )


def figures_of(sheets: Sequence[Return]) -> tuple[Figures, ...]:
    """Return the figures of returns with what proves them. Two queries."""
    ids = [one.pk for one in sheets]
    stored, proofs = filled_of_all(ids), proofs_of_all(ids)
    made = []
    for one in sheets:
        form = form_of(one.period.form)
        filled = completed(form, one.level, stored[one.pk])
        titles = {cell: tuple(proof.title for proof in some) for cell, some in proofs.get(one.pk, {}).items()}
        made.append(Figures(one, sheet_for(one.period.form, one.level), {**stored[one.pk], **filled}, titles))
    return tuple(made)


def _rows(some: Iterable[Figures]) -> Iterable[tuple[Value, ...]]:
    for one in some:
        codes = codes_of(one.printed.rows)
        period, version = one.sheet.period, one.sheet.period.form
        head = (
            f"{version.form_key}/{version.version}",
            period.name,
            period.data_from,
            period.data_to,
            one.sheet.agency.current_name,
            one.sheet.level,
            one.sheet.state,
        )
        for row in one.printed.rows:
            figure = one.filled.get(row.cell)
            if figure is not None:
                yield (
                    *head,
                    *line_columns(row, one.printed, codes),
                    row.kind.value,
                    *_content(figure),
                    *_proofs(one, row),
                )


def line_columns(row: Row, printed: FormSheet, codes: dict[Cell, str]) -> tuple[str, ...]:
    """Return what says which line a row is: key, members, code, label, breakdown, unit."""
    members = members_text(row.cell)
    return row.line.key, members, codes[row.cell], row.label, breakdown_of(row, printed), row.line.unit


def _content(figure: Figure) -> tuple[Value, ...]:
    word = figure.value if isinstance(figure.value, str) else ""
    return figure.number, word, figure.reason


def _proofs(one: Figures, row: Row) -> tuple[Value, ...]:
    titles = one.proofs.get(row.cell, ())
    return len(titles), "; ".join(titles)


def meanings_of(sheets: Iterable[FormSheet]) -> list[tuple[str, ...]]:
    """Return the dictionary: each cell once, with what it means."""
    known: dict[Cell, tuple[str, ...]] = {}
    for printed in sheets:
        codes = codes_of(printed.rows)
        for row in printed.rows:
            line = row.line
            words = "; ".join(f"{word} = {label}" for word, label in line.choice.words.items()) if line.choice else ""
            formula = str(line.calc or line.counts or "")
            how = (line.type.value, row.kind.value, line.time.value, line.aggregation.value)
            about = (*how, formula, words, line.source)
            known.setdefault(row.cell, (*line_columns(row, printed, codes), *about))
    return list(known.values())


def csv_of(some: Sequence[Figures]) -> bytes:
    """Return figures as CSV: UTF-8 with the mark that Excel asks for, a comma between columns, a row for each cell."""
    return write_csv([title for title, _width in _COLUMNS], _rows(some))


def json_of(some: Sequence[Figures]) -> bytes:
    """Return figures as JSON, with the dictionary; numbers as text, so that no program rounds them."""
    returns = [_as_json(one) for one in some]
    titles = [title for title, _width in DICTIONARY]
    dictionary = [dict(zip(titles, row, strict=True)) for row in meanings_of(_sheets(some))]
    reasons = {key: words for one in some for key, words in one.printed.form.null_reasons.items()}
    whole = {"read_me": _READ_ME, "returns": returns, "null_reasons": reasons, "dictionary": dictionary}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _as_json(one: Figures) -> dict[str, Any]:
    period, version = one.sheet.period, one.sheet.period.form
    return {
        "uid": str(one.sheet.uid),
        "form": f"{version.form_key}/{version.version}",
        "fingerprint": version.fingerprint,
        "period": {
            "uid": str(period.uid),
            "name": period.name,
            "year": period.year,
            "code": period.code,
            "data_from": period.data_from.isoformat(),
            "data_to": period.data_to.isoformat(),
        },
        "agency": one.sheet.agency.current_name,
        "level": one.sheet.level,
        "state": one.sheet.state,
        "revision": one.sheet.revision,
        "cells": [_cell_json(one, row) for row in one.printed.rows if row.cell in one.filled],
    }


def _cell_json(one: Figures, row: Row) -> dict[str, Any]:
    figure = one.filled[row.cell]
    said: dict[str, Any] = {"line_key": row.line.key, "members": dict(row.cell.members), "kind": row.kind.value}
    said["proofs"] = list(one.proofs.get(row.cell, ()))
    if figure.reason:
        return said | {"value": None, "null_reason": figure.reason}
    return said | {"value": figure_text(figure)}


def _sheets(some: Iterable[Figures]) -> list[FormSheet]:
    return list({(one.printed.form, one.printed.level): one.printed for one in some}.values())


def xlsx_of(some: Sequence[Figures], *, title: str, written_at: datetime) -> bytes:
    """Return figures as a workbook: a row for each cell, and the dictionary on a second sheet."""
    rows = tuple(tuple(_rows(some)))
    sheets = (
        Sheet("Số liệu", (title,), tuple(SheetColumn(*one) for one in _COLUMNS), rows, notes=(_READ_ME,)),
        _dictionary(some),
    )
    return write_xlsx(sheets, layout_on(local_date(written_at)), written_at=written_at)


def _dictionary(some: Sequence[Figures]) -> Sheet:
    columns = tuple(SheetColumn(*one) for one in DICTIONARY)
    return Sheet("Từ điển dữ liệu", ("Từ điển dữ liệu",), columns, tuple(meanings_of(_sheets(some))))


def xlsx_of_units(some: Sequence[Figures], *, title: str, written_at: datetime) -> bytes:
    """Return the figures of many units side by side: a row for each unit, a column for each cell of the form."""
    titles = _titles(_sheets(some))
    columns = (
        SheetColumn("Đơn vị", 34),
        SheetColumn("Trạng thái", 14),
        *(SheetColumn(title, 14) for title in titles.values()),
    )
    values = tuple(
        (one.sheet.agency.current_name, str(one.sheet.get_state_display()), *(_in_cell(one, cell) for cell in titles))
        for one in some
    )
    note = "Ô trống: chưa nhập hoặc không thuộc biểu của đơn vị. Ô có chữ: lý do không có số."
    sheets = (Sheet("Đơn vị và chỉ tiêu", (title,), columns, values, notes=(note,)), _dictionary(some))
    return write_xlsx(sheets, layout_on(local_date(written_at)), written_at=written_at)


def _titles(sheets: Iterable[FormSheet]) -> dict[Cell, str]:
    """Return a title for each cell; rows of two levels that read alike are told apart by their members."""
    titles: dict[Cell, str] = {}
    members: dict[Cell, str] = {}
    for printed in sheets:
        codes = codes_of(printed.rows)
        for row in printed.rows:
            titles.setdefault(row.cell, f"{codes[row.cell]} {row.label}")
            dimensions = printed.form.dimensions
            members[row.cell] = ", ".join(dimensions[key].members[member] for key, member in row.cell.members)
    times = Counter(titles.values())
    return {cell: f"{title} ({members[cell]})" if times[title] > 1 else title for cell, title in titles.items()}


def _in_cell(one: Figures, cell: Cell) -> Value:
    figure = one.filled.get(cell)
    if figure is None:
        return None
    if figure.reason:
        return one.printed.form.null_reasons.get(figure.reason, figure.reason)
    return figure.value
