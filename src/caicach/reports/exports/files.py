"""A report as files: DOCX, PDF and the annex as XLSX; the same frozen report gives the same bytes."""

import json
from datetime import date, datetime

from django.utils import translation

from caicach.reports.exports.paper import annexes_of, paper_of, row_label
from caicach.reports.mapping import Frozen, decimal_said
from vanban.writing import Sheet, SheetColumn, file_name, layout_on, write_docx, write_pdf, write_xlsx

__all__ = ["docx_of_text", "name_of", "report_docx", "report_pdf", "report_xlsx"]

_COLUMNS = (
    SheetColumn("STT", 8),
    SheetColumn("Chỉ tiêu thống kê", 60),
    SheetColumn("Đơn vị tính", 18),
    SheetColumn("Số liệu", 14),
    SheetColumn("Ghi chú", 24),
)
_TASKS = (
    SheetColumn("Tình trạng", 16),
    SheetColumn("Nhiệm vụ", 60),
    SheetColumn("Chủ trì", 30),
    SheetColumn("Thời hạn", 12),
    SheetColumn("Kết quả, văn bản", 50),
    SheetColumn("Lý do chưa xong", 30),
)
_EXPLAINED = (SheetColumn("Số liệu chưa khớp", 60), SheetColumn("Đơn vị", 30), SheetColumn("Giải trình", 70))


def report_docx(frozen: Frozen, *, symbol: str, issued_on: date | None, author: str) -> bytes:
    """Return the report with its annexes as a DOCX file."""
    paper = paper_of(frozen, symbol=symbol, issued_on=issued_on, author=author)
    with translation.override("vi"):
        annexes = annexes_of(frozen, symbol=symbol, issued_on=issued_on)
        return write_docx(paper, layout_on(issued_on or paper.written_at.date()), annexes)


def docx_of_text(text: str, symbol: str, issued_on: date) -> tuple[bytes, str]:
    """Return what a report was frozen as, in the text that is kept, as a DOCX file with the file's name."""
    frozen = Frozen(json.loads(text))
    content = report_docx(frozen, symbol=symbol, issued_on=issued_on, author=frozen.told["head"]["body"])
    return content, name_of(frozen, symbol, "docx")


def report_pdf(frozen: Frozen, *, symbol: str, issued_on: date | None, author: str) -> bytes:
    """Return the report with its annexes as a PDF file.

    Raises:
        vanban.writing.PdfUnavailableError: the machine lacks what prints; the sentence says what to install.
    """
    paper = paper_of(frozen, symbol=symbol, issued_on=issued_on, author=author)
    with translation.override("vi"):
        annexes = annexes_of(frozen, symbol=symbol, issued_on=issued_on)
        return write_pdf(paper, layout_on(issued_on or paper.written_at.date()), annexes)


def report_xlsx(frozen: Frozen, *, author: str) -> bytes:
    """Return the annexes as an XLSX file: figures are numbers, ready to reckon with."""
    head = frozen.told["head"]
    annex = Sheet(
        name="Thống kê",
        title=("THỐNG KÊ KẾT QUẢ CẢI CÁCH HÀNH CHÍNH", head["body"], head["period"]),
        columns=_COLUMNS,
        rows=tuple(
            (row.number, row_label(row), row.unit, decimal_said(row.printed) if row.printed else None, row.note)
            for row in frozen.annex
        ),
    )
    sheets = [annex]
    if frozen.told["tasks"]:
        title = ("TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", head["body"], head["period"])
        rows = tuple(tuple(row) for row in frozen.told["tasks"])
        sheets.append(Sheet("Nhiệm vụ", title, _TASKS, rows))
    if frozen.told.get("explained"):
        rows = tuple(tuple(row) for row in frozen.told["explained"])
        sheets.append(Sheet("Giải trình", ("GIẢI TRÌNH SỐ LIỆU", head["body"], head["period"]), _EXPLAINED, rows))
    written_at = datetime.fromisoformat(frozen.told["at"])
    return write_xlsx(sheets, layout_on(written_at.date()), written_at=written_at, author=author)


def name_of(frozen: Frozen, symbol: str, ending: str) -> str:
    """Return the name of a file: ``Bao-cao-45-BC-UBND-quy-I-nam-2026.docx``."""
    return file_name("Bao cao", symbol, frozen.told["head"]["period"], ending=ending)
