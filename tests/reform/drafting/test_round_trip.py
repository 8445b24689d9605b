"""An annex that was printed by us comes back as a report: every figure finds the cell that it was printed from."""

from decimal import Decimal

import pytest

from corpora.reports import FORMS, Rows, report_of
from reform.drafting.offers import offered
from reform.forms import Form, LineType, read_form
from reform.forms.packaged import packaged_forms
from reform.forms.paper import PaperRow, paper_of
from reform.forms.tree import Cell

THREE, TWO = (read_form(text) for text in packaged_forms())
HEAD = ["STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"]


def value_of(form: Form, row: PaperRow, at: int) -> Decimal | str:
    """Return a figure that no other row has, as far as its kind allows."""
    assert row.cell is not None
    line = form.by_key()[row.cell.key]
    if line.type is LineType.CHOICE:
        words = list(row.answers)
        return words[at % len(words)]
    return Decimal(at) + Decimal("0.5") if line.type is LineType.PERCENT else Decimal(1_000 + at)


def printed(row: PaperRow, value: Decimal | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return row.answers[value]
    return f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")


def paper(form: Form, level: str) -> tuple[Rows, dict[Cell, Decimal | str]]:
    rows, given = [HEAD], {}
    for at, row in enumerate(paper_of(form, level)):
        value = value_of(form, row, at) if row.cell is not None else None
        if row.cell is not None and value is not None:
            given[row.cell] = value
        rows.append([row.number, "- " * (row.depth - 1) + row.label, row.unit, printed(row, value), ""])
    return rows, given


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize(
    ("form", "level"),
    [(TWO, "commune"), (TWO, "department"), (TWO, "province"), (THREE, "commune"), (THREE, "district")],
    ids=lambda value: value if isinstance(value, str) else value.version,
)
def test_what_was_printed_comes_back_cell_by_cell(form: Form, level: str, kind: str) -> None:
    rows, given = paper(form, level)
    offer = offered(report_of("BÁO CÁO", "Kết quả quý I năm 2026", rows, form=kind), form, level)
    back = {one.cell: one.figure.value for one in (*offer.cells, *offer.declared)}
    assert back == given
    assert offer.unmatched == ()
    assert not [one for one in offer.doubts if one.code != "OF007"]
