"""A plan of any size and a province of any size, for measuring; nothing of them is real."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import docx

__all__ = ["COLUMNS", "KINDS", "plan_docx", "plan_text", "real_document"]

_BESIDE = Path(__file__).resolve().parents[2] / "shared"

HEAD = """ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY

Số: 512/KH-UBND

Sông Mây, ngày 12 tháng 12 năm 2025

# KẾ HOẠCH

## Cải cách hành chính nhà nước năm 2026 tỉnh Sông Mây

Ủy ban nhân dân tỉnh Sông Mây ban hành Kế hoạch cải cách hành chính nhà nước năm 2026 như sau:

**Phụ lục**
**PHÂN CÔNG NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026**
"""
COLUMNS = ("TT", "Nhiệm vụ", "Sản phẩm", "Thời gian hoàn thành", "Chủ trì", "Phối hợp", "Theo dõi, nghiệm thu")
AREAS = (
    "Cải cách thể chế",
    "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy hành chính nhà nước",
    "Cải cách chế độ công vụ",
    "Cải cách tài chính công",
    "Xây dựng, phát triển chính quyền số",
    "Chỉ đạo, điều hành cải cách hành chính",
)
# (task, deliverable, deadline, lead, coordinating, monitor): every fourth is owed by all, as in plans of provinces.
KINDS = (
    ("Lập danh mục văn bản quy phạm pháp luật phải ban hành trong năm", "Quyết định ban hành danh mục của tỉnh",
     "Trước ngày 31/01/2026", "Sở Tư pháp", "Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh"),
    ("Ban hành kế hoạch thực hiện của từng cơ quan", "Kế hoạch của cơ quan, đơn vị, địa phương",
     "Chậm nhất ngày 15/02/2026", "Các cơ quan, đơn vị, địa phương", "Sở Nội vụ", "Sở Nội vụ"),
    ("Đơn giản hóa thủ tục hành chính nội bộ", "Phương án đơn giản hóa của từng cơ quan", "Quý II/2026",
     "Các sở, ban, ngành", "Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh"),
    ("Tổng hợp kết quả rà soát toàn tỉnh", "Báo cáo tổng hợp của tỉnh", "Trước ngày 15/6/2026", "Sở Nội vụ",
     "Các cơ quan, đơn vị, địa phương", "Văn phòng UBND tỉnh"),
)  # fmt: skip


def real_document(pattern: str) -> bytes | None:
    """Return the real document that lies beside the repository, if it is there."""
    found = sorted(Path(os.environ.get("CAICACH_SHARED") or _BESIDE).glob(pattern))
    return found[0].read_bytes() if found else None


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table: seven areas, ``count`` tasks."""
    for number in range(count):
        if number % (count // len(AREAS) + 1) == 0:
            area = number // (count // len(AREAS) + 1)
            yield (("I", "II", "III", "IV", "V", "VI", "VII")[area], AREAS[area], "", "", "", "", "")
        task, *rest = KINDS[number % len(KINDS)]
        yield (str(number + 1), f"{task}, đợt {number + 1}.", *rest)


def plan_text(rows: int) -> bytes:
    """Return a plan of ``rows`` tasks as text with a table parted by tabs; each length has a number of its own."""
    lines = ["\t".join(COLUMNS), *("\t".join(row) for row in _rows(rows))]
    head = HEAD.replace("512/KH-UBND", f"{443 + rows}/KH-UBND")
    return (head + "\n" + "\n".join(lines) + "\n").encode()


def plan_docx(rows: int) -> bytes:
    """Return the same plan as DOCX."""
    document = docx.Document()
    for line in HEAD.split("\n\n"):
        document.add_paragraph(line.replace("#", "").replace("*", "").strip())
    table = document.add_table(rows=0, cols=len(COLUMNS))
    for row in (COLUMNS, *_rows(rows)):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
