"""A whole report of the fictional province with everything that a paper can hold, and its annexes."""

import struct
import zlib
from decimal import Decimal

from papers_sample import LAYOUT, WRITTEN_AT
from vanban.writing import (
    Cell,
    Column,
    Footnote,
    HeaderBlock,
    Listing,
    Paper,
    Paragraph,
    Picture,
    Run,
    SignBlock,
    Table,
    Title,
)

__all__ = ["CHART_SAYS", "LAYOUT", "annexes", "picture", "report", "wide_annex"]

CHART_SAYS = "Tỷ lệ đúng hạn tăng từ 91,20 % ở quý I lên 96,40 % ở quý III."


def picture(width: int = 60, height: int = 30) -> bytes:
    """Return a PNG of one colour."""
    rows = b"".join(b"\x00" + b"\x2b\x3d\x7a" * width for _row in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def report(chart: bytes | None = None) -> Paper:
    """Return the report; ``chart`` stands in it as a picture."""
    return Paper(
        title=Title("BÁO CÁO", ("Kết quả công tác cải cách hành chính quý III", "và 9 tháng đầu năm 2026")),
        header=HeaderBlock(
            "ỦY BAN NHÂN DÂN\nTỈNH SÔNG MÂY",
            symbol="Số:       /BC-UBND",
            place_and_date="Sông Mây, ngày       tháng 9 năm 2026",
            mark="DỰ THẢO",
        ),
        to=("Bộ Nội vụ", "Văn phòng Chính phủ"),
        blocks=(
            Paragraph(
                "Thực hiện Kế hoạch cải cách hành chính năm 2026, Ủy ban nhân dân tỉnh Sông Mây báo cáo kết quả "
                "công tác cải cách hành chính quý III và 9 tháng đầu năm 2026 như sau:"
            ),
            Paragraph("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "heading", 1),
            Paragraph("1. Kế hoạch cải cách hành chính", "heading", 2),
            Paragraph(
                (
                    Run("Tỉnh giao 48 nhiệm vụ; đến ngày 14/9/2026 đã hoàn thành 39 nhiệm vụ"),
                    Footnote("Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh."),
                    Run(", đạt "),
                    Run("81,25\u00a0%", is_bold=True),
                    Run(", tăng 4,17 điểm phần trăm so với cùng kỳ. Số văn bản đã rà soát là "),
                    Run("…", is_missing=True),
                    Run(" văn bản. Kết quả tiêu biểu:"),
                )
            ),
            Listing(
                (
                    "Ban hành danh mục thủ tục hành chính thực hiện không phụ thuộc địa giới;",
                    (
                        Run("Đưa vào vận hành Trung tâm Phục vụ hành chính công tại 4 xã, phường"),
                        Footnote("Quyết định số 318/QĐ-UBND ngày 20/7/2026 của Chủ tịch Ủy ban nhân dân tỉnh."),
                        Run(";"),
                    ),
                    "Hoàn thành tập huấn cho 214 công chức của bộ phận một cửa.",
                )
            ),
            Paragraph("a) Về tuyên truyền", "heading", 3),
            Paragraph("Các cơ quan đã đăng 132 tin, bài; tổ chức 3 cuộc thi tìm hiểu về cải cách hành chính. " * 6),
            Listing(("Tin, bài trên Cổng thông tin điện tử: 98;", "Phóng sự truyền hình: 12."), "+"),
            Paragraph("2. Giải quyết thủ tục hành chính", "heading", 2),
            Picture(chart or picture(), CHART_SAYS, 150, "Biểu đồ 1. Tỷ lệ hồ sơ giải quyết đúng hạn theo quý"),
            Paragraph(
                "Ghi chú: số liệu lấy từ Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh ngày 14/9/2026.",
                "note",
            ),
            Table(
                columns=(
                    Column("STT", 0.5, "center"),
                    Column("Cấp", 3),
                    Column("Tiếp nhận", 1.3, "right"),
                    Column("Đúng hạn", 1.3, "right"),
                    Column("Tỷ lệ (%)", 1.2, "right"),
                ),
                rows=(
                    (Cell("1"), Cell("Cấp tỉnh"), Cell("4.120"), Cell("4.021"), Cell("97,60")),
                    (Cell("2"), Cell("Cấp xã"), Cell("4.683"), Cell("4.465"), Cell("95,34")),
                    (
                        Cell("Tổng cộng", columns=2, is_bold=True, align="center"),
                        None,
                        Cell("8.803", is_bold=True),
                        Cell("8.486", is_bold=True),
                        Cell("96,40", is_bold=True),
                    ),
                ),
                caption="Bảng 1. Kết quả giải quyết hồ sơ",
                unit="Đơn vị tính: hồ sơ",
            ),
            Paragraph("II. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV NĂM 2026", "heading", 1),
            *(
                Paragraph(
                    f"{number}. Tiếp tục rà soát, đơn giản hóa thủ tục hành chính nội bộ; bảo đảm 100 % hồ sơ được số "
                    "hóa khi tiếp nhận, 80 % kết quả được tái sử dụng, hoàn thành trước ngày 15/12/2026 và báo cáo Ủy "
                    "ban nhân dân tỉnh qua Sở Nội vụ theo quy định về chế độ báo cáo định kỳ."
                )
                for number in range(1, 9)
            ),
            Paragraph("Trên đây là báo cáo kết quả công tác cải cách hành chính quý III và 9 tháng đầu năm 2026./."),
        ),
        sign=SignBlock(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trần Thị Ngọc Uyển"),
        recipients=("Như trên", "Thường trực Tỉnh ủy; Thường trực HĐND tỉnh", "Các sở, ban, ngành", "Lưu: VT, SNV"),
        written_at=WRITTEN_AT,
        author="Ủy ban nhân dân tỉnh Sông Mây",
    )


def wide_annex(lines: int = 60) -> Paper:
    """Return a landscape annex with a header of two rows and ``lines`` rows of figures."""
    columns = (
        Column("STT", 0.6, "center"),
        Column("Chỉ tiêu", 5),
        Column("ĐVT", 1, "center"),
        Column("Tổng số", 1.2, "right"),
        Column("Cấp tỉnh", 1.2, "right"),
        Column("Cấp xã", 1.2, "right"),
        Column("Ghi chú", 2),
    )
    two = Cell("Số liệu", columns=3)
    high = [Cell(columns[at].title, rows=2) for at in (0, 1, 2)]
    head = (
        (*high, two, None, None, Cell("Ghi chú", rows=2)),
        (None, None, None, Cell("Tổng số"), Cell("Cấp tỉnh"), Cell("Cấp xã"), None),
    )
    area = Cell("Cải cách thủ tục hành chính", columns=6, is_bold=True, keeps_next=True)
    rows: list[tuple[Cell | None, ...]] = [(Cell("I", is_bold=True, keeps_next=True), area, *[None] * 5)]
    rows += [_line(number) for number in range(1, lines + 1)]
    return Paper(
        title=Title(
            "PHỤ LỤC I",
            ("THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH QUÝ III NĂM 2026",),
            ("(Kèm theo Báo cáo số      /BC-UBND)",),
        ),
        blocks=(Table(columns, tuple(rows), head=head),),
        written_at=WRITTEN_AT,
        is_landscape=True,
    )


def _line(number: int) -> tuple[Cell | None, ...]:
    whole = Decimal(1000 + number * 7)
    words = "Số hồ sơ tiếp nhận trực tuyến toàn trình qua Cổng dịch vụ công" + (
        " và qua bưu chính công ích" * (number % 3)
    )
    return (
        Cell(str(number)),
        Cell(words),
        Cell("Hồ sơ"),
        Cell(f"{whole:,}".replace(",", "."), number=whole),
        Cell("412", number=412),
        Cell("0", number=0) if number % 5 else Cell("…"),
        Cell("Không phát sinh" if number % 5 == 0 else ""),
    )


def annexes() -> tuple[Paper, ...]:
    """Return a landscape annex and an upright one with a header of its own."""
    upright = Paper(
        title=Title("PHỤ LỤC II", ("DANH MỤC NHIỆM VỤ QUÁ HẠN",), ("(Kèm theo Báo cáo số      /BC-UBND)",)),
        header=HeaderBlock("SỞ NỘI VỤ", parent="ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY"),
        blocks=(Paragraph((Run("Có 2 nhiệm vụ quá hạn"), Footnote("Tính đến hết ngày 14/9/2026."), Run("."))),),
        written_at=WRITTEN_AT,
    )
    return wide_annex(), upright
