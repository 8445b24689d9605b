"""Figures as data: programs read a point and no grouping, and a reason is neither zero nor blank."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook

from caicach.figures.exports.tables import book_for, csv_of, figures_of, json_of, xlsx_of, xlsx_of_units
from caicach.figures.exports.workbook import workbook_of
from caicach.figures.services import ProofDraft, proof_remove, proofs_add
from caicach.web.actor import SYSTEM
from figures_cast import GOOD, FiguresCast
from reform.forms.figures import cell_of

LATE = "dossier.late[tier=commune]"


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def filled(figures: FiguresCast) -> Any:
    figures.save(figures.commune, {**GOOD, LATE: 0, "staff.quota": "@none_yet", "dossier.open[tier=commune]": None})
    return figures_of([figures.commune])


def test_csv_keeps_a_zero_a_reason_and_a_blank_apart(figures: FiguresCast) -> None:
    rows = {(one["line_key"], one["members"]): one for one in rows_of(csv_of(filled(figures)))}
    assert rows["dossier.late", "tier=commune"]["value (decimal point)"] == "0"
    assert (rows["staff.quota", ""]["value (decimal point)"], rows["staff.quota", ""]["null_reason"]) == (
        "",
        "none_yet",
    )
    assert ("dossier.open", "tier=commune") not in rows
    assert rows["money.spent", ""]["value (decimal point)"] == "85.5"
    assert rows["steer.plan", ""]["word"] == "yes"
    assert rows["dossier.received", "tier=commune"]["kind"] == "margin"


def test_a_text_is_never_a_formula(figures: FiguresCast) -> None:
    figures.cast.commune.current_name = '=HYPERLINK("x")'
    figures.commune.agency.current_name = '=HYPERLINK("x")'
    (row, *_) = rows_of(csv_of(filled(figures)))
    assert row["agency"].startswith("'=")


def test_json_says_what_every_line_means(figures: FiguresCast) -> None:
    made = json.loads(json_of(filled(figures)))
    (one,) = made["returns"]
    cells = {(cell["line_key"], tuple(cell["members"].items())): cell for cell in one["cells"]}
    assert cells["dossier.late", (("tier", "commune"),)]["value"] == "0"
    assert cells["staff.quota", ()] == {
        "line_key": "staff.quota", "members": {}, "kind": "typed", "value": None, "null_reason": "none_yet",
        "proofs": [],
    }  # fmt: skip
    meant = {row["line_key"]: row for row in made["dictionary"]}
    assert meant["steer.plan"]["words"] == "no = Không; yes = Có"
    assert meant["dossier.rate"]["aggregation"] == "ratio"
    assert made["null_reasons"]["none_yet"] == "Chưa phát sinh"


def test_a_workbook_holds_real_numbers_and_the_dictionary(figures: FiguresCast) -> None:
    some = filled(figures)
    book = load_workbook(io.BytesIO(xlsx_of(some, title="Thử", written_at=figures.cast.now)))
    assert book.sheetnames == ["Số liệu", "Từ điển dữ liệu"]
    values = [cell.value for row in book["Số liệu"].iter_rows(min_col=15, max_col=15) for cell in row]
    assert 85.5 in values
    assert 0 in values


def test_units_stand_side_by_side_with_reasons_in_words(figures: FiguresCast) -> None:
    figures.save(figures.commune, {LATE: 0, "staff.quota": "@none_yet"})
    some = figures_of([figures.commune, figures.department])
    page = load_workbook(io.BytesIO(xlsx_of_units(some, title="Thử", written_at=figures.cast.now))).worksheets[0]
    header = next(row for row in page.iter_rows(values_only=True) if row[0] == "Đơn vị")
    commune = next(row for row in page.iter_rows(values_only=True) if row[0] == figures.commune.agency.current_name)
    by_title = dict(zip(header, commune, strict=True))
    assert by_title["2.1.5 Giải quyết quá hạn (Cấp xã)"] == 0
    assert by_title["3.1.1 Biên chế được giao"] == "Chưa phát sinh"
    assert by_title["3.1.2 Biên chế có mặt"] is None


def test_equal_figures_give_equal_bytes(figures: FiguresCast) -> None:
    filled(figures)
    first, second = (workbook_of(book_for(figures.again(figures.commune))) for _ in range(2))
    assert first == second


def test_one_section_is_handed_out_alone(figures: FiguresCast) -> None:
    book = book_for(figures.commune, section="staff")
    page = load_workbook(io.BytesIO(workbook_of(book))).worksheets[0]
    keys = [row[9] for row in page.iter_rows(values_only=True) if row[9] and row[9] != "Khóa dòng"]
    assert keys == ["staff.quota", "staff.present", "money.spent"]
    assert book_for(figures.commune, section="no-such").section == ""


def test_many_returns_cost_what_one_does(figures: FiguresCast, django_assert_num_queries: Callable[[int], Any]) -> None:
    figures_of([figures.commune])
    for some in ([figures.commune], list(figures.below)):
        with django_assert_num_queries(2):
            figures_of(some)


def test_each_cell_says_how_many_proofs_it_has_and_which(figures: FiguresCast) -> None:
    figures.save(figures.commune, GOOD)
    drafts = [
        ProofDraft(cell_of("steer.docs", ""), file=f"Danh sách {at}".encode(), file_name=f"{at}.txt") for at in (1, 2)
    ]
    first, _second = proofs_add(figures.commune, drafts, actor=SYSTEM, now=figures.cast.now).proofs
    some = figures_of([figures.commune])
    said = {row["line_key"]: (row["proof_count"], row["proofs"]) for row in rows_of(csv_of(some))}
    assert said["steer.docs"] == ("2", "1.txt; 2.txt") and said["staff.quota"] == ("0", "")
    (told,) = json.loads(json_of(some))["returns"]
    assert {one["line_key"]: one["proofs"] for one in told["cells"]}["steer.docs"] == ["1.txt", "2.txt"]
    proof_remove(first, actor=SYSTEM, now=figures.cast.now)
    assert figures_of([figures.commune])[0].proofs == {cell_of("steer.docs", ""): ("2.txt",)}
