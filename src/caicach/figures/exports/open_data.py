"""Published figures as CSV, XLSX and JSON, each with what it takes to use them without asking.

The words of the files are Vietnamese whatever the reader's language: they are the data's. The same publication gives
the same bytes.
"""

import json
from collections.abc import Iterable
from typing import Any

from caicach.figures.constants import OPEN_DATA_LICENCE
from caicach.figures.exports.tables import DICTIONARY, line_columns, meanings_of
from caicach.figures.mapping import figure_text
from caicach.figures.selectors.open_data import Published
from caicach.web.clock import local_date
from reform.forms.codes import codes_of
from reform.forms.sheets import Row
from vanban.writing import Sheet, SheetColumn, layout_on, write_csv, write_xlsx
from vanban.writing.xlsx import Value

__all__ = ["dictionary_csv", "published_csv", "published_json", "published_xlsx", "source_text"]

_READ_ME = (
    "value: số thực, dấu chấm trước phần lẻ, không có dấu ngăn hàng nghìn. "
    "null_reason: lý do không có số; khác với 0. Ô không có dòng: chưa có số liệu. "
    "received/expected: số liệu cộng từ bao nhiêu đơn vị trên bao nhiêu đơn vị phải có; đơn vị thiếu không tính là 0; "
    "để trống: số của riêng cơ quan công bố."
)
_COLUMNS = (
    ("publisher", 30), ("period", 20), ("year", 8), ("data_from", 12), ("data_to", 12), ("published_on", 12),
    ("publication", 10), ("line_key", 26), ("members", 30), ("code", 10), ("label", 46), ("breakdown", 28),
    ("unit", 12), ("kind", 10), ("value", 14), ("word", 12), ("null_reason", 16), ("received", 10), ("expected", 10),
)  # fmt: skip
_TITLES = [title for title, _width in _COLUMNS]
_MEANT = [title for title, _width in DICTIONARY]


def source_text(one: Published) -> str:
    """Return how the figures are cited."""
    owner, day = one.period.owner.current_name, local_date(one.publication.at)
    return (
        f"{owner}, {one.period.form.title}, {one.period.name}, công bố lần {one.publication.number} ngày {day:%d/%m/%Y}"
    )


def published_csv(one: Published) -> bytes:
    """Return published figures as CSV, a row for each cell."""
    return write_csv(_TITLES, _rows(one))


def dictionary_csv(one: Published) -> bytes:
    """Return what each line means as CSV."""
    return write_csv(_MEANT, meanings_of([one.printed]))


def published_xlsx(one: Published) -> bytes:
    """Return published figures as a workbook, the dictionary on a second sheet."""
    notes = (_READ_ME, OPEN_DATA_LICENCE, f"Nguồn: {source_text(one)}")
    columns, meant = (tuple(SheetColumn(*said) for said in some) for some in (_COLUMNS, DICTIONARY))
    sheets = (
        Sheet("Số liệu", (_title(one),), columns, tuple(_rows(one)), notes=notes),
        Sheet("Từ điển dữ liệu", ("Từ điển dữ liệu",), meant, tuple(meanings_of([one.printed]))),
    )
    at = one.publication.at
    return write_xlsx(sheets, layout_on(local_date(at)), written_at=at)


def published_json(one: Published) -> bytes:
    """Return published figures as JSON with the dictionary; numbers as text, so that no program rounds them."""
    form, period = one.printed.form, one.period
    whole = {
        "title": _title(one),
        "read_me": _READ_ME,
        "licence": OPEN_DATA_LICENCE,
        "source": source_text(one),
        "publisher": period.owner.current_name,
        "contact": period.receiver.current_name,
        "publication": {"number": one.publication.number, "published_at": one.publication.at.isoformat()},
        "units": {"received": one.publication.received, "expected": one.publication.expected},
        "form": {"key": form.key, "version": form.version, "title": form.title, "legal_basis": form.legal_basis},
        "period": {
            "uid": str(period.uid),
            "name": period.name,
            "year": period.year,
            "code": period.code,
            "data_from": period.data_from.isoformat(),
            "data_to": period.data_to.isoformat(),
            "is_cumulative": period.is_cumulative,
        },
        "cells": [_cell(one, row) for row in one.printed.rows if row.cell in one.filled],
        "dimensions": {
            key: {"label": said.label, "members": dict(said.members)} for key, said in form.dimensions.items()
        },
        "null_reasons": dict(form.null_reasons),
        "dictionary": [dict(zip(_MEANT, row, strict=True)) for row in meanings_of([one.printed])],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _title(one: Published) -> str:
    return f"{one.period.form.title}, {one.period.name}, {one.period.owner.current_name}"


def _rows(one: Published) -> Iterable[tuple[Value, ...]]:
    period, codes = one.period, codes_of(one.printed.rows)
    head = (
        period.owner.current_name,
        period.name,
        period.year,
        period.data_from,
        period.data_to,
        local_date(one.publication.at),
        one.publication.number,
    )
    for row in one.printed.rows:
        figure = one.filled.get(row.cell)
        if figure is not None:
            word = figure.value if isinstance(figure.value, str) else ""
            content = (figure.number, word, figure.reason, *one.counts.get(row.cell, (None, None)))
            yield (*head, *line_columns(row, one.printed, codes), row.kind.value, *content)


def _cell(one: Published, row: Row) -> dict[str, Any]:
    figure, counts = one.filled[row.cell], one.counts.get(row.cell)
    said: dict[str, Any] = {"line_key": row.line.key, "members": dict(row.cell.members), "kind": row.kind.value}
    said |= {"value": None, "null_reason": figure.reason} if figure.reason else {"value": figure_text(figure)}
    return said | ({"received": counts[0], "expected": counts[1]} if counts else {})
