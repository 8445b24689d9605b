"""What numbers of prose count, and which numbers count nothing.

Owns: the words of units behind a number, and the words before one that make it a date or a name. Does not: read
figures (``figures``).
"""

import re

__all__ = ["is_name", "unit_at"]

# Units of several words that are one unit: their first word alone would say another thing.
_LONG = re.compile(
    r"(?:(?:nghìn |ngàn |triệu |tỷ |tỉ )?(?:đồng|USD)|hồ sơ|thủ tục hành chính|thủ tục|hành vi|tài khoản|lĩnh vực|"
    r"mô hình|quyết định|nghị quyết|kế hoạch|văn bản|công văn|chỉ thị|doanh nghiệp|hợp tác xã|hộ kinh doanh|"
    r"cán bộ, công chức(?:, viên chức)?|cán bộ|công chức|viên chức|lao động|biên chế|cơ quan, đơn vị|cơ quan|đơn vị|"
    r"địa phương|tổ chức|cá nhân|cuộc họp|cuộc|buổi|hội nghị|lớp tập huấn|lượt người|lượt|phiếu|ý kiến|kiến nghị|"
    r"phản ánh|báo cáo|nhiệm vụ|chỉ tiêu|dịch vụ công|dịch vụ|quy trình|trường hợp|vị trí việc làm|chứng thư số|"
    r"chữ ký số|sáng kiến|tin, bài|tin bài|dự án|công trình|thị trấn|đặc khu|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|"
    r"TTHC|DVC|VBQPPL|sản phẩm|chỉ số|thư xin lỗi|đề án|điểm cầu|trung tâm|phần mềm|hệ thống|cơ sở dữ liệu|thôn|"
    r"khu phố|hội viên|đoàn viên|thành viên|đại biểu|học viên|thành phố|chuyên mục|phóng sự|nền tảng|tổ công tác)\b"
)
_SHORT = frozenset({
    "vụ", "người", "hộ", "điểm", "xã", "phường", "huyện", "tỉnh", "sở", "ban", "ngành", "phòng", "trường", "lớp",
    "tin", "bài", "đợt", "lần", "máy", "bộ", "chiếc", "cái", "bản", "tổ", "nhóm", "đoàn", "đội", "hội", "trạm", "km",
    "ha", "m2", "tấn", "đồng", "tỷ", "tỉ", "triệu", "nghìn", "kênh", "trang", "giải", "mục", "đảng", "ca", "suất",
    "thẻ", "bậc", "câu", "cấp", "lỗi", "loại", "việc",
})  # fmt: skip
# A number behind these is a date, a term or the name of a thing: số 12, năm 2024, mức độ 4, Điều 5, lần thứ 3.
_NAMING = re.compile(
    r"\b(?:số|năm|tháng|ngày|quý|mức|mức độ|cấp độ|điều|khoản|điểm|chương|phụ lục|biểu|mẫu|thứ|khóa|khoá|nhiệm kỳ|"
    r"giai đoạn|phiên bản|nghị định|thông tư|luật|quốc lộ|đường|tầng|hạng|tuổi|mục)\s*\Z",
    re.IGNORECASE,
)
# These name a thing before a bare number ("cấp 1"), not before one whose unit is clear ("cấp 367 tài khoản").
_LOOSELY_NAMING = re.compile(r"(?:\b(?:cấp|tổ|khu|nhóm|loại|kỳ|lần|vị trí|phần|bậc|từ)|[-–])\s*\Z", re.IGNORECASE)
_COUNTING = re.compile(r"(?:tổng số|tổng điểm|số điểm|một phần)\s*\Z", re.IGNORECASE)
_BEFORE = 30  # letters


def unit_at(text: str, start: int) -> str | None:
    """Return the unit that begins at ``start``; None where none stands there ("3 tháng")."""
    if text.startswith("%", start):
        return "%"
    long = _LONG.match(text, start)
    if long:
        return long[0]
    word = re.match(r"[^\W\d_]+2?", text[start : start + _BEFORE])
    return word[0] if word and word[0] in _SHORT else None


def is_name(text: str, start: int, unit: str) -> bool:
    """Say whether the words before a number make it a date or the name of a thing, and no figure."""
    before = text[max(0, start - _BEFORE) : start]
    if unit == "%" or _COUNTING.search(before):
        return False
    if _NAMING.search(before):
        return True
    return unit in _SHORT and _LOOSELY_NAMING.search(before) is not None
