"""What bears the stamp of a state secret never reaches the store."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment

from caicach.files.services import without_secrets
from caicach.web.errors import BadInput
from sheets_sample import HEADER, ROWS, workbook

PLAIN = "UBND XÃ SUỐI NHẠN\nSố: 12/BC-UBND\n\nBÁO CÁO\nKết quả bảo vệ bí mật nhà nước\n".encode()


def docx(*, stamp: str = "", header: str = "", cell: str = "") -> bytes:
    paper = Document()
    paper.sections[0].header.paragraphs[0].text = header
    if cell:
        paper.add_table(1, 2).cell(0, 0).text = cell
    for line in ("UBND XÃ SUỐI NHẠN", stamp, "BÁO CÁO"):
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def test_what_bears_no_stamp_comes_back_as_it_is() -> None:
    assert without_secrets(io.BytesIO(PLAIN), name="Kế hoạch bảo vệ bí mật nhà nước.txt") == PLAIN
    assert without_secrets(docx(), name="bao-cao.docx", words=("12/BC-UBND", "Về bảo mật")).startswith(b"PK")
    assert without_secrets(b"%PDF-1.7 x", name="x.pdf") == b"%PDF-1.7 x"


@pytest.mark.parametrize(
    ("content", "degree"),
    [
        (PLAIN.replace(b"\n\n", "\nTỐI MẬT\n".encode()), "Tối mật"),
        (docx(stamp="MẬT"), "Mật"),
        (docx(header="TUYỆT MẬT"), "Tuyệt mật"),
        (docx(cell="UBND XÃ SUỐI NHẠN\nSố: 12/BC-UBND\nMẬT"), "Mật"),
    ],
)
def test_a_stamp_on_the_first_page_is_refused_with_its_degree(content: bytes, degree: str) -> None:
    with pytest.raises(BadInput, match=f"Trang đầu của tệp mang dấu độ mật “{degree}”"):
        without_secrets(content, name="bao-cao.docx")


@pytest.mark.parametrize(
    ("name", "words", "where"),
    [("[MẬT] Báo cáo.pdf", (), "Tên tệp"), ("x.pdf", ("12/BC-UBND (MẬT)", ""), "Số, ký hiệu hoặc trích yếu")],
)
def test_a_name_or_a_subject_is_refused_before_the_bytes_are_read(
    name: str, words: tuple[str, ...], where: str
) -> None:
    class Unread:
        def read(self, size: int, /) -> bytes:
            raise AssertionError("read")

    with pytest.raises(BadInput, match=where):
        without_secrets(Unread(), name=name, words=words)


def test_what_cannot_be_opened_is_left_to_the_store() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    assert without_secrets(out.getvalue(), name="x.docx") == out.getvalue()


@pytest.mark.parametrize("name", ["báo cáo.txt", "", "../../x"])
def test_nothing_is_written(name: str, files_root: Path) -> None:
    without_secrets(PLAIN, name=name)
    assert not files_root.exists()


def hidden_sheet(book: Workbook) -> None:
    other = book.create_sheet("Lưu")
    other.append(["UBND tỉnh", "TUYỆT MẬT"])
    other.sheet_state = "veryHidden"


def hidden_row(book: Workbook) -> None:
    book.active.append(["MẬT"])  # far behind the first lines of the sheet
    book.active.row_dimensions[book.active.max_row].hidden = True


def hidden_column(book: Workbook) -> None:
    book.active["K60"] = "TỐI MẬT"
    book.active.column_dimensions["K"].hidden = True


def note(book: Workbook) -> None:
    book.active["B40"].comment = Comment("MẬT", "Văn thư")


@pytest.mark.parametrize(
    ("touch", "sentence"),
    [
        (hidden_sheet, "Trang tính ẩn “Lưu” mang dấu độ mật “Tuyệt mật”"),
        (hidden_row, "Dòng ẩn của trang tính “Sheet” mang dấu độ mật “Mật”"),
        (hidden_column, "Cột ẩn của trang tính “Sheet” mang dấu độ mật “Tối mật”"),
        (note, "Ghi chú hoặc hình vẽ trong bảng tính mang dấu độ mật “Mật”"),
    ],
)
def test_a_stamp_that_nobody_sees_is_found(touch: Callable[[Workbook], None], sentence: str) -> None:
    rows = [HEADER, *(ROWS * 30)]
    assert without_secrets(workbook(rows), name="ke-hoach.xlsx")
    with pytest.raises(BadInput, match=sentence):
        without_secrets(workbook(rows, touch), name="ke-hoach.xlsx")
