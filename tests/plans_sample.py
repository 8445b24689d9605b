"""A small plan of the cast's province, as text."""

__all__ = ["COLUMNS", "HEAD", "OPEN_ROW", "ROWS", "plan_text"]

HEAD = """ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY

Số: 88/KH-UBND

Sông Mây, ngày 05 tháng 01 năm 2026

# KẾ HOẠCH

## Cải cách hành chính nhà nước năm 2026 tỉnh Sông Mây

**Phụ lục**

"""
COLUMNS = "TT\tNhiệm vụ\tSản phẩm\tThời gian hoàn thành\tChủ trì\tPhối hợp\tTheo dõi"
ROWS = (
    "I\tCải cách thể chế\t\t\t\t\t",
    "1\tRà soát văn bản\tKế hoạch rà soát năm 2026 của tỉnh\tTrước ngày 31/01/2026\tSở Tài chính\t\t",
    "\t\tBáo cáo rà soát của xã\tChậm nhất ngày 15/5/2026\tUBND các xã, phường\tSở Tài chính\tSở Tài chính",
    "II\tCải cách thủ tục hành chính\t\t\t\t\t",
    "1\tTheo dõi giải quyết hồ sơ\tBáo cáo kết quả thực hiện\tHằng quý\tUBND các xã, phường\t\tVăn phòng UBND tỉnh",
    "2\tCông bố thủ tục\tTờ trình công bố\t05 ngày làm việc kể từ ngày bộ công bố\tSở Tài chính\t\tVăn phòng UBND tỉnh",
)
OPEN_ROW = "3\tNiêm yết thủ tục\tBảng niêm yết\tTháng 6/2026\tTT PVHCC\t\tVăn phòng UBND tỉnh"


def plan_text(*rows: str, head: str = HEAD, columns: str = COLUMNS) -> bytes:
    """Return a plan with ``rows`` under ``columns``."""
    return (head + "\n".join((columns, *rows)) + "\n").encode()
