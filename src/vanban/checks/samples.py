"""Whole plans as text for the examples of rules: a title, some prose, one annex.

Owns: the frame around an example. Does not: hold any example.
"""

__all__ = ["plan_text", "statistics_text"]

_HEADER = ("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")


def plan_text(
    *rows: tuple[str, ...],
    prose: tuple[str, ...] = (),
    header: tuple[str, ...] = _HEADER,
    issuer: str = "ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY",
    title: str = "Cải cách hành chính năm 2027",
) -> str:
    """Return a plan with ``prose`` under its part on organisation and ``rows`` in an annex."""
    table = "\n".join("\t".join(cells) for cells in (header, *rows))
    parts = (issuer, "Số: 12/KH-UBND", "KẾ HOẠCH", title, "IV. TỔ CHỨC THỰC HIỆN", *prose)
    return "\n\n".join((*parts, "Phụ lục 01", "CẢI CÁCH THỂ CHẾ", table)) + "\n"


def statistics_text(*rows: tuple[str, ...], prose: tuple[str, ...] = ()) -> str:
    """Return a report with ``prose`` and an annex of figures: number, label, unit, value, note."""
    header = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
    table = "\n".join("\t".join(cells) for cells in (header, *rows))
    head = ("ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY", "Số: 12/BC-UBND", "BÁO CÁO", "Kết quả cải cách hành chính quý I năm 2027")
    return "\n\n".join((*head, *prose, "Phụ lục", "THỐNG KÊ SỐ LIỆU", table)) + "\n"
