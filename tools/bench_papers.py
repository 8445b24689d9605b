"""What is measured of papers in every form: PDF by the page, a sheet of 2,000 rows, the doctor over what is read."""

import csv
import io
from collections.abc import Callable

from bench import Act
from bench_samples import COLUMNS, KINDS, plan_text, real_document

__all__ = ["PAPER_ACTS"]

SHEET_ROWS = 2_000
PRINTED_LINES = 300
SECONDS_A_PAGE = 0.2


def _pdf() -> bytes:
    """Return a plan as an office program prints it; a machine without one reads a page that says so little."""
    return real_document("rendered/003.pdf") or b""


def read_pdf() -> Callable[[], object]:
    """Read a PDF with text: ruled tables over many pages."""
    from vanban.reading import read_document

    content = _pdf()
    return lambda: read_document(content, name="ke-hoach.pdf")


def read_sheet() -> Callable[[], object]:
    """Read a plan of 2,000 rows from a delimited sheet."""
    from vanban.plans import read_plan
    from vanban.reading import read_document

    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for number in range(SHEET_ROWS):
        task, *rest = KINDS[number % len(KINDS)]
        writer.writerow((number + 1, f"{task}, đợt {number + 1}", *rest))
    content = sheet.getvalue().encode()
    return lambda: read_plan(read_document(content, name="ke-hoach.csv"), year=2026)


def check() -> Callable[[], object]:
    """Read a plan and let every rule look at it."""
    from vanban.checks import check_document
    from vanban.reading import read_document

    content = real_document("seeds/003_*.txt") or plan_text(69)
    return lambda: check_document(read_document(content, name="ke-hoach.txt"))


def annex_pdf() -> Callable[[], object]:
    """Print an annex of 300 lines of figures as PDF: some 20 pages."""
    from datetime import UTC, date, datetime

    from vanban.writing import Cell, Column, Paper, Table, Title, layout_on, write_pdf

    columns = (
        Column("STT", 0.6, "center"),
        Column("Chỉ tiêu", 5),
        Column("ĐVT"),
        Column("Số liệu"),
        Column("Ghi chú", 2),
    )
    words = "Số hồ sơ tiếp nhận trực tuyến toàn trình qua Cổng dịch vụ công và qua bưu chính công ích"
    rows = tuple(
        (Cell(str(number)), Cell(words), Cell("Hồ sơ"), Cell("1.035"), Cell(""))
        for number in range(1, PRINTED_LINES + 1)
    )
    moment = datetime(2026, 9, 30, 3, 0, tzinfo=UTC)
    paper = Paper(Title("PHỤ LỤC", ("SỐ LIỆU",)), (Table(columns, rows),), moment, is_landscape=True)
    layout = layout_on(date(2026, 9, 30))
    return lambda: write_pdf(paper, layout)


def _pages(content: bytes) -> int:
    from vanban.reading import read_document

    return read_document(content, name="ke-hoach.pdf").pages or 1


PAPER_ACTS = (
    # By the page: only where a real PDF lies beside the repository.
    *((Act("read_pdf_003", read_pdf, bound_seconds=SECONDS_A_PAGE * _pages(_pdf())),) if _pdf() else ()),
    Act("read_sheet_2000", read_sheet, bound_seconds=5.0),
    Act("annex_pdf_300", annex_pdf, bound_seconds=4.0),
    Act("check_003", check, bound_seconds=1.5),  # one second over the reading
)
