"""A blank annex becomes a form draft: Word and Excel files of three styles, with and without a form in force."""

import io
from datetime import date
from functools import cache

import docx
import openpyxl
import pytest

from forms_sample import FORM
from reform.drafting.drafts import FormDraft, draft_form
from reform.drafting.extending import ExtensionLine, with_extension
from reform.forms import Form, LineTime, LineType, read_form, sheet_of
from reform.forms.model import Aggregation
from reform.forms.packaged import packaged_forms
from reform.forms.paper import paper_of
from reform.messages import message_of
from vanban.reading import read_document
from vanban.reports import read_blank

TWO = read_form(packaged_forms()[-1])
SAMPLE = read_form(FORM)
Rows = list[list[str]]

SCHOOL: Rows = [
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
    ["I", "TUYÊN TRUYỀN", "", "", ""],
    ["1", "Số tin, bài đã đăng", "Tin, bài", "", ""],
    ["", "Trong đó: - Trên trang thông tin điện tử", "", "", ""],
    ["", "- Trên hệ thống loa truyền thanh", "", "", ""],
    ["2", "Có kế hoạch tuyên truyền", "Không = 0; Có = 1", "", ""],
    ["II", "GIẢI QUYẾT HỒ SƠ", "", "", ""],
    ["1", "Tổng số hồ sơ đã giải quyết", "Hồ sơ", "", ""],
    ["2", "Số hồ sơ giải quyết đúng hạn", "Hồ sơ", "", ""],
    ["3", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", "", ""],
    ["4", "Số hồ sơ đang giải quyết tại thời điểm báo cáo", "Hồ sơ", "", ""],
    ["5", "Kinh phí đã chi", "Triệu đồng", "", ""],
]


def word(rows: Rows, *, title: str = "PHỤ LỤC SỐ LIỆU CẢI CÁCH HÀNH CHÍNH") -> bytes:
    paper = docx.Document()
    paper.add_paragraph(title)
    table = paper.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def excel(rows: Rows, merged: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([text or None for text in row])
    for cells in merged:
        book.active.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def draft(data: bytes, base: Form | None = None, name: str = "bieu.docx") -> FormDraft:
    annex = read_blank(read_document(data, name=name))
    return draft_form(annex, key="bieu-moi", version="2026.1", valid_from=date(2026, 1, 1), base=base)


def form_of(found: FormDraft) -> Form:
    assert found.form is not None
    return found.form


def shape(form: Form) -> list[tuple[str, str, str, str]]:
    return [(line.number, line.label, line.type.value, line.unit) for line in form.lines if not line.is_optional]


def codes(found: FormDraft) -> set[str]:
    return {one.code for one in found.doubts}


@pytest.mark.parametrize("data", [word(SCHOOL), excel(SCHOOL)], ids=["docx", "xlsx"])
def test_a_blank_annex_becomes_a_form(data: bytes) -> None:
    form = form_of(draft(data))
    assert shape(form) == [
        ("1.1.1", "Số tin, bài đã đăng", "count", "Tin, bài"),
        ("1.1.2", "Trên trang thông tin điện tử", "count", "Tin, bài"),
        ("1.1.3", "Trên hệ thống loa truyền thanh", "count", "Tin, bài"),
        ("1.1.4", "Có kế hoạch tuyên truyền", "choice", ""),
        ("2.1.1", "Tổng số hồ sơ đã giải quyết", "count", "Hồ sơ"),
        ("2.1.2", "Số hồ sơ giải quyết đúng hạn", "count", "Hồ sơ"),
        ("2.1.3", "Tỷ lệ hồ sơ giải quyết đúng hạn", "percent", "%"),
        ("2.1.4", "Số hồ sơ đang giải quyết tại thời điểm báo cáo", "count", "Hồ sơ"),
        ("2.1.5", "Kinh phí đã chi", "number", "Triệu đồng"),
    ]
    assert [section.label for section in form.sections] == ["TUYÊN TRUYỀN", "GIẢI QUYẾT HỒ SƠ"]
    assert (form.key, form.version, form.valid_from) == ("bieu-moi", "2026.1", date(2026, 1, 1))


def test_parts_rates_answers_and_times_are_proposed_and_asked_about() -> None:
    found = draft(word(SCHOOL))
    lines = {line.label: line for line in form_of(found).lines}
    whole = lines["Số tin, bài đã đăng"]
    assert lines["Trên trang thông tin điện tử"].part_of == whole.key
    rate = lines["Tỷ lệ hồ sơ giải quyết đúng hạn"]
    on_time, all_of_them = lines["Số hồ sơ giải quyết đúng hạn"], lines["Tổng số hồ sơ đã giải quyết"]
    assert str(rate.calc) == f"({on_time.key} / {all_of_them.key}) * 100"
    assert rate.aggregation is Aggregation.RATIO
    choice = lines["Có kế hoạch tuyên truyền"].choice
    assert choice is not None
    assert choice.words == {"no": "Không", "yes": "Có"}
    assert lines["Số hồ sơ đang giải quyết tại thời điểm báo cáo"].time is LineTime.STOCK
    assert codes(found) == {"FD006", "FD007", "FD012"}
    (formula,) = [one for one in found.doubts if one.code == "FD007"]
    assert formula.place.row == 9
    assert message_of(formula).startswith("Đề nghị tính “Tỷ lệ hồ sơ giải quyết đúng hạn” bằng ")


def test_the_draft_prints_like_the_annex_it_came_from() -> None:
    rows = paper_of(form_of(draft(word(SCHOOL))), "commune")
    assert [(row.number, row.label) for row in rows] == [
        ("I", "TUYÊN TRUYỀN"),
        ("1", "Số tin, bài đã đăng"),
        ("Trong đó", "Trên trang thông tin điện tử"),
        ("", "Trên hệ thống loa truyền thanh"),
        ("2", "Có kế hoạch tuyên truyền"),
        ("II", "GIẢI QUYẾT HỒ SƠ"),
        ("1", "Tổng số hồ sơ đã giải quyết"),
        ("2", "Số hồ sơ giải quyết đúng hạn"),
        ("3", "Tỷ lệ hồ sơ giải quyết đúng hạn"),
        ("4", "Số hồ sơ đang giải quyết tại thời điểm báo cáo"),
        ("5", "Kinh phí đã chi"),
    ]
    assert rows[4].unit == "Không = 0; Có = 1"


def test_a_sheet_with_merged_headings_and_a_header_of_two_rows() -> None:
    rows = [
        ["TT", "Nội dung", "Kết quả thống kê", "", "Ghi chú"],
        ["", "", "ĐVT", "Kết quả", ""],
        ["A. Cải cách thể chế", "", "", "", ""],
        ["1", "Số văn bản đã rà soát", "Văn bản", "", ""],
        ["B. Chính quyền số", "", "", "", ""],
        ["1", "Đã kết nối trục liên thông", "Có/Không", "", ""],
    ]
    merged = ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:E3", "A5:E5")
    form = form_of(draft(excel(rows, merged), name="bieu.xlsx"))
    assert shape(form) == [
        ("1.1.1", "Số văn bản đã rà soát", "count", "Văn bản"),
        ("2.1.1", "Đã kết nối trục liên thông", "choice", ""),
    ]
    assert [section.label for section in form.sections] == ["Cải cách thể chế", "Chính quyền số"]


def test_an_annex_without_numbers_and_without_units() -> None:
    rows = [
        ["Nội dung", "Kết quả", "Ghi chú"],
        ["Số lớp tập huấn đã mở", "", ""],
        ["Số người được tập huấn", "", ""],
    ]
    found = draft(word(rows))
    assert shape(form_of(found)) == [
        ("1.1.1", "Số lớp tập huấn đã mở", "count", ""),
        ("1.1.2", "Số người được tập huấn", "count", ""),
    ]
    assert codes(found) == {"FD004", "FD012"}


def test_odd_numbers_are_told_and_the_draft_counts_for_itself() -> None:
    rows = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"],
        ["1", "Kiểm tra", "", ""],
        ["1.1", "Số đơn vị đã kiểm tra", "Đơn vị", ""],
        ["1.1", "Số kiến nghị", "Kiến nghị", ""],
        ["9.7", "Số kiến nghị đã xử lý", "Kiến nghị", ""],
    ]
    found = draft(word(rows))
    assert [line.number for line in form_of(found).lines] == ["1.1.1", "1.1.2", "1.1.3"]
    assert [line.printed for line in form_of(found).lines] == ["1.1", "1.1", "9.7"]
    assert [one.code for one in found.doubts if one.code in ("FD001", "FD003")] == ["FD001", "FD003"]


def test_the_same_parts_below_several_lines_become_a_dimension() -> None:
    rows = [["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"]]
    for number, label in (("1", "Số hồ sơ tiếp nhận"), ("2", "Số hồ sơ trả kết quả")):
        rows += [[number, label, "Hồ sơ", ""], ["Trong đó", "Tại cấp tỉnh", "", ""], ["", "Tại cấp xã", "", ""]]
    found = draft(word(rows))
    form = form_of(found)
    assert [line.by for line in form.lines] == [("tier",), ("tier",)]
    assert dict(form.dimensions["tier"].members) == {"province": "Cấp tỉnh", "commune": "Cấp xã"}
    assert [str(row.cell) for row in sheet_of(form, "commune").rows if "[tier=commune]" in str(row.cell)]
    assert "FD020" in codes(found)


NEXT_YEAR: Rows = [
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
    ["1", "CHỈ ĐẠO ĐIỀU HÀNH", "", "", ""],
    ["1.1", "Số nhiệm vụ trong kế hoạch năm", "Nhiệm vụ", "", ""],
    ["1.2", "Số phong trào thi đua phát động", "Phong trào", "", ""],
    ["1.3", "Hình thức khảo sát", "Phát phiếu = 1; Trực tuyến = 2", "", ""],
    ["2", "GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "", "", ""],
    ["2.1", "Số hồ sơ TTHC tiếp nhận mới", "Hồ sơ", "", ""],
    ["Trong đó", "Nộp trực tiếp", "", "", ""],
    ["", "Nộp qua BCCI", "", "", ""],
    ["", "Nộp trực tuyến một phần", "", "", ""],
    ["", "Nộp trực tuyến toàn trình", "", "", ""],
    ["", "Nộp tại điểm hỗ trợ lưu động", "", "", ""],
    ["2.2", "Công khai kết quả trên Cổng dịch vụ công", "Hồ sơ", "", ""],
]


NEXT_PAPER = word(NEXT_YEAR)


def test_lines_of_the_form_in_force_keep_their_keys_and_history_goes_on() -> None:
    found = draft(NEXT_PAPER, TWO)
    cells = {row.label: str(row.cell) for row in found.rows if row.cell is not None}
    assert cells["Số nhiệm vụ trong kế hoạch năm"] == "plan.tasks"
    assert cells["Số hồ sơ TTHC tiếp nhận mới"] == "dossier.received"
    assert cells["Nộp qua BCCI"] == "dossier.received[channel_in=post]"
    assert cells["Công khai kết quả trên Cổng dịch vụ công"] == "publish.portal"
    assert [row.label for row in found.rows if row.cell and not row.is_kept] == ["Số phong trào thi đua phát động"]
    assert form_of(found).by_key()["plan.tasks"].time is LineTime.YEAR


def test_a_member_that_is_new_joins_the_dimension_that_there_was() -> None:
    found = draft(NEXT_PAPER, TWO)
    channels = form_of(found).dimensions["channel_in"].members
    assert list(channels)[:4] == ["direct", "post", "partial", "full"]
    assert list(channels.values())[4:] == ["Nộp tại điểm hỗ trợ lưu động"]
    assert "FD024" in codes(found)


def test_answers_are_the_words_that_they_were_whatever_number_is_printed() -> None:
    found = draft(NEXT_PAPER, TWO)
    (row,) = [row for row in form_of(found).annex if row.label == "Hình thức khảo sát"]
    assert row.answers == {"1": "paper", "2": "online"}


def test_what_we_added_to_the_form_in_force_is_kept_and_off() -> None:
    lines = form_of(draft(NEXT_PAPER, TWO)).by_key()
    assert lines["dossier.carried"].is_optional
    assert lines["plan.due"].is_optional
    assert not lines["plan.tasks"].is_optional


def test_what_single_bodies_added_is_kept_and_off() -> None:
    base = read_form(with_extension(FORM, "song_may", [ExtensionLine("Mô hình mới", "Mô hình")]))
    form = form_of(draft(word(SCHOOL), base))
    line = form.by_key()["x.song_may.mo_hinh_moi"]
    assert (line.is_optional, line.number, line.unit) == (True, "X.1", "Mô hình")


def test_rules_stay_where_their_lines_do() -> None:
    found = draft(NEXT_PAPER, TWO)
    rules = {rule.key for rule in form_of(found).rules}
    assert "V02" in rules
    assert "V16" not in rules
    (gone,) = [one for one in found.doubts if one.code == "FD016"]
    assert "V16" in message_of(gone)


def test_a_line_of_another_kind_is_a_new_line() -> None:
    rows = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"],
        ["1", "Nhiệm vụ trong kế hoạch năm", "%", ""],
        ["2", "Nhiệm vụ đã hoàn thành", "Nhiệm vụ", ""],
    ]
    found = draft(word(rows), TWO)
    assert [line.key for line in form_of(found).lines if line.key == "plan.tasks"] == []
    assert [str(row.cell) for row in found.rows][1] == "plan.done"


def test_a_heading_with_a_figure_in_the_form_in_force_is_asked_about() -> None:
    rows = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"],
        ["3.4", "Hồ sơ đã công khai kết quả", "", ""],
        ["3.4.1", "Công khai trên Cổng dịch vụ công", "Hồ sơ", ""],
        ["3.4.2", "Công khai trên trang của đơn vị", "Hồ sơ", ""],
    ]
    found = draft(word(rows), TWO)
    assert str(found.rows[0].cell) == "publish.any"
    assert "FD014" in codes(found)


def test_a_document_without_a_table_gives_no_form_and_says_so() -> None:
    paper = docx.Document()
    paper.add_paragraph("Kính gửi các đơn vị.")
    out = io.BytesIO()
    paper.save(out)
    found = draft(out.getvalue())
    assert (found.text, found.form) == ("", None)
    assert [one.code for one in found.doubts] == ["FD021"]


@pytest.mark.parametrize("base", [None, SAMPLE, TWO], ids=["none", "sample", "packaged"])
@pytest.mark.parametrize("rows", [SCHOOL, NEXT_YEAR], ids=["school", "next"])
def test_every_draft_can_be_read_and_its_numbers_have_no_gap(rows: Rows, base: Form | None) -> None:
    form = form_of(draft(word(rows), base))
    assert len(form.annex) == len(rows) - 1
    assert all(line.type is not LineType.PERCENT or line.unit == "%" for line in form.lines)


@pytest.mark.parametrize("level", ["commune", "province"])
def test_a_packaged_annex_printed_and_read_again_is_the_same_form(level: str) -> None:
    rows = [["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]]
    printed = paper_of(TWO, level)
    rows += [[row.number, "- " * (row.depth - 1) + row.label, row.unit, "", ""] for row in printed]
    found = draft(word(rows), TWO)
    mine = [row.cell for row in found.rows]
    wanted = [row.cell for row in printed]
    assert sum(one is None for one in mine) == sum(one is None for one in wanted)
    keys = [one.key if one else "" for one in wanted]
    assert [one.key if one else "" for one in mine] == keys


def test_a_table_that_is_no_form_by_its_length_is_refused() -> None:
    rows = [["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"]]
    rows += [[str(at), f"Hồ sơ của ông {at}", "Hồ sơ", ""] for at in range(1, 1_003)]
    found = draft(excel(rows), name="bieu.xlsx")
    assert (found.text, [one.code for one in found.doubts]) == ("", ["FD025"])
    assert message_of(found.doubts[0]).startswith("Bảng có 1002 dòng")


def test_a_line_of_ours_that_is_prescribed_now_is_that_line_and_on() -> None:
    rows = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"],
        ["1", "Số hồ sơ tiếp nhận mới", "Hồ sơ", ""],
        ["2", "Số hồ sơ đã giải quyết", "Hồ sơ", ""],
        ["3", "Số hồ sơ giải quyết đúng hạn", "Hồ sơ", ""],
        ["4", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", ""],
    ]
    found = draft(word(rows), TWO)
    lines = form_of(found).by_key()
    assert [str(row.cell) for row in found.rows][1:] == ["dossier.resolved", "dossier.on_time", "dossier.on_time_rate"]
    assert not lines["dossier.on_time_rate"].is_optional
    assert str(lines["dossier.on_time_rate"].calc) == "(dossier.on_time / dossier.resolved) * 100"
    assert "plan.done_rate" not in lines


def test_every_doubt_about_a_row_says_which() -> None:
    for rows in (SCHOOL, NEXT_YEAR):
        for base in (None, TWO):
            told = [one for one in draft(word(rows), base).doubts if one.code not in ("FD016", "FD017", "FD019")]
            assert all(one.evidence and one.place.row is not None for one in told)
