"""A workbook comes back: each cell is read, remarked on or refused by its address, and nothing is guessed."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from caicach.figures.constants import STAMP_SHEET
from caicach.figures.exports.workbook import workbook_of
from caicach.figures.imports.foreign import read_foreign
from caicach.figures.imports.proposal import Proposal
from caicach.figures.imports.workbook import Owner, opened_book, read_workbook
from caicach.figures.mapping import figure_text
from caicach.web.errors import BadInput
from figures_books import RETURN_UID, book, changed, row_of, sheet
from figures_cast import FORM
from reform.forms import fingerprint

OWNER = Owner(RETURN_UID, fingerprint(FORM), "UBND xã Suối Nhạn", "quý I năm 2026", "song-may/2025.1")
LATE = "dossier.late[tier=commune]"


def read(data: bytes, owner: Owner = OWNER) -> Proposal:
    found = read_workbook(opened_book(data, name="bieu.xlsx"), sheet(), owner)
    assert found is not None
    return found


def said(proposal: Proposal) -> dict[str, str]:
    return {str(one.cell): figure_text(one.figure) for one in proposal.cells}


def refusal(proposal: Proposal) -> tuple[str, str]:
    (one,) = proposal.refused
    return one.place, one.sentence


def test_an_untouched_workbook_proposes_nothing() -> None:
    made = read(workbook_of(book({"steer.docs": 4, "steer.plan": "yes", "staff.quota": "@none_yet", LATE: 0})))
    assert (made.cells, made.refused, made.remarks) == ((), (), ())


def test_a_value_a_zero_a_reason_and_a_blank_are_four_different_things() -> None:
    data = changed(
        {"steer.docs": 4, LATE: 0, "staff.present": None, "steer.plan": "Có"},
        of=book({"staff.present": 21}),
        reasons={"staff.quota": "Chưa phát sinh"},
    )
    found = said(read(data))
    assert found == {
        "steer.docs": "4", LATE: "0", "staff.present": "", "steer.plan": "yes", "staff.quota": "@none_yet",
    }  # fmt: skip


def test_what_the_format_hides_is_told_as_it_is_stored() -> None:
    (one,) = read(changed({LATE: 8.803})).refused
    assert one.said == "8,803"  # the cell shows 9


def test_a_note_beside_a_figure_comes_back() -> None:
    (one,) = read(changed({}, of=book({"steer.docs": 4}), notes={"steer.docs": "Gồm 1 công văn"})).cells
    assert (figure_text(one.figure), one.note) == ("4", "Gồm 1 công văn")


@pytest.mark.parametrize(
    ("cell", "typed", "text"),
    [
        (LATE, "không rõ", "không phải là số"),
        (LATE, 8.803, "Nếu là 8.803 thì ghi 8803"),
        (LATE, "8,803", "có thể là hai số khác nhau"),
        (LATE, 2.5, "chỉ đếm số nguyên"),
        (LATE, date(2026, 3, 15), "đang là ngày tháng (15/03/2026)"),
        (LATE, True, "đúng, sai"),
        (LATE, 10**15, "Số lớn hơn 1.000.000.000.000"),
        (LATE, "#DIV/0!", "Công thức trong ô bị lỗi"),
        (LATE, "=SUM(1,2)", "không giữ kết quả"),
        ("steer.plan", "Có lẽ", "không có trong danh sách"),
        ("money.spent", "1.2.3", "đặt sai chỗ"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_at_its_cell(cell: str, typed: Any, text: str) -> None:
    made = read(changed({cell: typed}))
    page = load_workbook(io.BytesIO(changed({}))).worksheets[0]
    place, sentence = refusal(made)
    assert place == f"G{row_of(page, cell)}"
    assert text in sentence
    assert made.cells == ()


@pytest.mark.parametrize(
    ("cell", "typed", "figure"),
    [
        (LATE, "8.803", "8803"),  # text: the notation of the country
        (LATE, 8803, "8803"),
        (LATE, "8803", "8803"),
        (LATE, 3.0000000000000004, "3"),
        ("money.spent", 85.50000000000001, "85.5"),
        ("money.spent", "85,5", "85.5"),
        ("money.spent", -2, "-2"),
    ],
)
def test_a_number_is_what_is_stored_or_what_the_words_say(cell: str, typed: Any, figure: str) -> None:
    assert said(read(changed({cell: typed}))) == {cell: figure}


def test_a_figure_that_can_hardly_be_true_is_taken_with_a_mark() -> None:
    (one,) = read(changed({LATE: -2})).cells
    assert one.is_doubtful
    assert one.remarks == ("Nhỏ hơn 0: kiểm tra lại.",)


def test_a_formula_counts_by_the_result_that_the_file_holds() -> None:
    from caicach.figures.exports.results import with_results

    data = changed({LATE: "=40+2"})
    place = f"G{row_of(load_workbook(io.BytesIO(data)).worksheets[0], LATE)}"
    (one,) = read(with_results(data, {place: "42"})).cells
    assert figure_text(one.figure) == "42"
    assert "lấy kết quả 42" in one.remarks[0]


def test_a_figure_with_a_reason_why_there_is_none_is_refused() -> None:
    _place, sentence = refusal(read(changed({LATE: 3}, reasons={LATE: "Chưa phát sinh"})))
    assert "Giữ một trong hai" in sentence


def test_a_reason_in_other_words_is_refused_with_the_list() -> None:
    _place, sentence = refusal(read(changed({}, reasons={LATE: "chịu"})))
    assert "Chưa phát sinh; Không thuộc phạm vi; Chưa thu thập được" in sentence


def test_a_reckoned_line_that_somebody_typed_over_is_refused() -> None:
    _place, sentence = refusal(read(changed({"dossier.resolved[tier=commune]": 99})))
    assert "tự tính, không nhập" in sentence


def test_the_workbook_of_another_unit_is_refused_by_name() -> None:
    other = Owner("0190b4c0-0000-7000-8000-000000000002", OWNER.fingerprint, "UBND xã Đồi Chè", "quý II năm 2026", "")
    with pytest.raises(
        BadInput, match=r"biểu của UBND xã Suối Nhạn, quý I năm 2026; bạn đang nạp vào .* UBND xã Đồi Chè"
    ):
        read(changed({}), other)


def test_the_workbook_of_another_version_is_refused_with_both() -> None:
    other = Owner(RETURN_UID, "f" * 64, OWNER.agency, OWNER.period, "song-may/2026.1")
    with pytest.raises(BadInput, match=r"phiên bản biểu song-may/2025.1; kỳ này nay dùng phiên bản song-may/2026.1"):
        read(changed({}), other)


def test_without_its_hidden_sheet_a_file_is_known_by_its_foot() -> None:
    def lose(made: Workbook, _page: Any) -> None:
        del made[STAMP_SHEET]

    other = Owner("0190b4c0-0000-7000-8000-000000000002", OWNER.fingerprint, "Khác", "Khác", "")
    with pytest.raises(BadInput, match="bạn đang nạp vào"):
        read(changed({}, touch=lose), other)
    assert said(read(changed({LATE: 3}, touch=lose))) == {LATE: "3"}


def test_ten_thousand_rows_more_are_told_and_not_read() -> None:
    def add(_made: Workbook, page: Any) -> None:
        for _ in range(10_000):
            page.append([None] * 6 + [5])

    made = read(changed({LATE: 3}, touch=add))
    assert said(made) == {LATE: "3"}
    assert "10.000 dòng thêm" in made.remarks[0]


def test_merged_cells_leave_no_row_with_a_guess() -> None:
    def merge(_made: Workbook, page: Any) -> None:
        at = row_of(page, "dossier.on_time[tier=commune]")
        page.merge_cells(f"G{at}:G{at + 1}")

    made = read(changed({"dossier.on_time[tier=commune]": 9}, touch=merge))
    assert len(made.refused) == 2
    assert all("bị gộp" in one.sentence for one in made.refused)


def test_a_hidden_row_is_read_and_told() -> None:
    def hide(_made: Workbook, page: Any) -> None:
        page.row_dimensions[row_of(page, LATE)].hidden = True

    made = read(changed({LATE: 3}, touch=hide))
    assert said(made) == {LATE: "3"}
    assert "đang ẩn" in made.remarks[0]


def test_sorted_rows_keep_their_figures() -> None:
    def swap(_made: Workbook, page: Any) -> None:
        first, second = row_of(page, "staff.quota"), row_of(page, "staff.present")
        for column in range(1, 12):
            one, two = page.cell(row=first, column=column), page.cell(row=second, column=column)
            one.value, two.value = two.value, one.value

    assert said(read(changed({"staff.quota": 22}, touch=swap))) == {"staff.quota": "22"}


def test_a_row_that_stands_twice_is_refused() -> None:
    def repeat(_made: Workbook, page: Any) -> None:
        page.append([page.cell(row=row_of(page, LATE), column=column).value for column in range(1, 12)])

    _place, sentence = refusal(read(changed({LATE: 3}, touch=repeat)))
    assert "hai dòng trùng nhau" in sentence


def test_a_row_that_the_form_does_not_have_is_refused() -> None:
    def other(_made: Workbook, page: Any) -> None:
        page.cell(row=row_of(page, LATE), column=10).value = "dossier.lost"

    _place, sentence = refusal(read(changed({LATE: 3}, touch=other)))
    assert "không có trong biểu" in sentence


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không có nội dung"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "XLSX"),
        (b"PK\x03\x04 broken", ""),
        (b"just words", "không phải bảng tính"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        opened_book(data, name="bieu.xls")
    assert words in str(refused.value)


def test_a_workbook_with_macros_and_one_of_another_program_are_refused_by_kind() -> None:
    import zipfile

    def archive(mimetype: str, parts: dict[str, str]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            if mimetype:
                packed.writestr("mimetype", mimetype)
            for name, content in parts.items():
                packed.writestr(name, content)
        return out.getvalue()

    macros = '<Types xmlns="x"><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    for data in (
        archive("application/vnd.oasis.opendocument.spreadsheet", {"content.xml": "<x/>"}),
        archive("", {"[Content_Types].xml": macros, "xl/workbook.xml": "<x/>", "xl/vbaProject.bin": "x"}),
    ):
        with pytest.raises(BadInput, match=r"\.xlsx|XLSX"):
            opened_book(data, name="bieu")


def test_a_table_of_somebody_else_is_known_by_codes_and_words() -> None:
    rows = [
        ("STT", "Chỉ tiêu", "ĐVT", "Số liệu"),
        ("1.1.1", "Văn bản chỉ đạo đã ban hành", "Văn bản", 4),
        ("2.1.5", "Giải quyết quá hạn", "Hồ sơ", 8.803),
        (None, "Chuyện khác", None, 7),
    ]
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    found = read_foreign(opened_book(out.getvalue(), name="b.xlsx"), sheet(), name="b.xlsx")
    assert said(found) == {"steer.docs": "4"}
    assert [one.sentence[:30] for one in found.refused] == [
        "Ô đang lưu số lẻ 8,803, dòng n",
        "Không thấy chỉ tiêu này trong ",
    ]
    assert "khớp theo mã và tên" in found.remarks[0]


def test_equal_values_give_equal_bytes() -> None:
    assert workbook_of(book({LATE: 3})) == workbook_of(book({LATE: 3}))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saved_comes_back_the_same(tmp_path: Path) -> None:
    source = tmp_path / "bieu.xlsx"
    source.write_bytes(changed({LATE: 3, "steer.plan": "Có"}, of=book({"dossier.on_time[tier=commune]": 5})))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made = read((tmp_path / "out" / "bieu.xlsx").read_bytes())
    assert (said(made), made.refused) == ({LATE: "3", "steer.plan": "yes"}, ())
