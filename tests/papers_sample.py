"""A small paper of the fictional province, for the writers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from vanban.writing import Cell, Column, HeaderBlock, Layout, Paper, Paragraph, SignBlock, Table, Title, layout_on

__all__ = ["LAYOUT", "TABLE", "WRITTEN_AT", "paper"]

LAYOUT: Layout = layout_on(date(2026, 11, 21))
WRITTEN_AT = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
TABLE = Table(
    columns=(Column("TT", 0.4, "center"), Column("Nhiệm vụ", 2), Column("Sản phẩm", 2), Column("Thời gian")),
    rows=(
        (Cell("I"), Cell("Cải cách thể chế", columns=3, is_bold=True, keeps_next=True), None, None),
        (Cell("1", rows=2), Cell("Rà soát văn bản", rows=2), Cell("Kế hoạch"), Cell("Quý I")),
        (None, None, Cell("Báo cáo"), Cell("Quý II")),
    ),
)


def paper(**values: Any) -> Paper:
    """Return a report of a department with a table, unless ``values`` say otherwise."""
    standard = Paper(
        title=Title("BÁO CÁO", ("Kết quả cải cách hành chính quý III năm 2026",)),
        blocks=(Paragraph("I. TÌNH HÌNH", "heading"), Paragraph("Đã hoàn thành 3 < 4 & hơn."), TABLE),
        written_at=WRITTEN_AT,
        header=HeaderBlock(
            "SỞ NỘI VỤ",
            parent="ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY",
            symbol="Số:      /BC-SNV",
            place_and_date="Sông Mây, ngày 21 tháng 11 năm 2026",
        ),
        sign=SignBlock(("GIÁM ĐỐC",), "Nguyễn Quang Vinh"),
        recipients=("UBND tỉnh", "Lưu: VT, CCHC"),
        author="Sở Nội vụ",
    )
    return replace(standard, **values)
