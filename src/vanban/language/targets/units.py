"""What targets are counted in: the words of a plan and the codes they are stored under.

A code is permanent: figures are joined by it. ``rank`` is a place in an order (1 is best).
"""

__all__ = ["AMOUNTS", "BARE_UNITS", "PLACES", "TIMES", "UNITS"]

# Code -> words that name the unit right after a number, in small letters.
UNITS: dict[str, tuple[str, ...]] = {
    "procedures": ("thủ tục hành chính", "nhóm thủ tục hành chính", "thủ tục", "nhóm thủ tục", "tthc", "nhóm tthc"),
    "services": ("dịch vụ công", "dịch vụ", "dvc", "dvctt", "nhóm dịch vụ công"),
    "units": (
        "đơn vị", "cơ quan", "ubnd", "ủy ban nhân dân", "uỷ ban nhân dân", "xã", "phường", "thị trấn", "đặc khu",
        "huyện", "thị xã", "thành phố", "sở", "phòng", "ban", "trường", "trạm y tế", "tổ chức", "địa phương", "thôn",
        "bộ phận", "trung tâm", "hợp tác xã",
    ),
    "solutions": ("giải pháp", "sáng kiến", "ý tưởng", "đề xuất, sáng kiến"),
    "models": ("mô hình", "cách làm"),
    "dossiers": ("hồ sơ", "lượt hồ sơ"),
    "documents": ("văn bản", "nghị quyết", "quyết định", "kế hoạch", "đề án", "quy chế", "quy trình"),
    "reports": ("báo cáo",),
    "people": ("người", "cán bộ", "công chức", "viên chức", "học viên", "biên chế", "lượt người", "đại biểu"),
    "enterprises": ("doanh nghiệp",),
    "households": ("hộ",),
    "classes": ("lớp", "khóa", "khoá"),
    "events": ("hội nghị", "hội thảo", "cuộc thi", "hội thi", "buổi", "phiên", "diễn đàn", "cuộc đối thoại", "hội đàm"),
    "inspections": ("cuộc kiểm tra", "đợt kiểm tra", "cuộc thanh tra", "đoàn kiểm tra"),
    "times": ("cuộc", "lần", "đợt", "lượt", "kỳ"),
    "articles": ("tin, bài", "tin bài", "bài", "tin", "chuyên đề", "chuyên mục", "phóng sự", "video", "clip"),
    "databases": ("cơ sở dữ liệu", "csdl"),
    "systems": ("hệ thống", "phần mềm", "ứng dụng", "nền tảng"),
    "projects": ("dự án", "nhiệm vụ", "công trình"),
    "posts": ("chức danh", "vị trí việc làm", "chỉ tiêu"),
    "rank": ("bậc", "hạng", "thứ hạng"),
    "points": ("điểm",),
    "working_days": ("ngày làm việc",),
    "days": ("ngày",),
    "hours": ("giờ", "tiếng"),
    "minutes": ("phút",),
    "billion_vnd": ("tỷ đồng", "tỉ đồng"),
    "million_vnd": ("triệu đồng",),
}  # fmt: skip

# Units whose bare count is a target wherever it stands ("tại 24 UBND xã"); other counts need a comparing word
# or a paragraph of goals, since tasks are full of numbers that set no mark.
BARE_UNITS = frozenset({"procedures", "services", "units", "solutions", "models"})

# A number of these before a deadline's words is a term, not a target.
TIMES = frozenset({"working_days", "days", "hours", "minutes"})

# Units of an amount: a bare number of these says how much something costs or scores, not what is to be reached.
AMOUNTS = frozenset({"points", "billion_vnd", "million_vnd"}) | TIMES

# What is ranked: words after "top 5", "nhóm 3".
PLACES = (
    "tỉnh",
    "thành phố",
    "huyện",
    "thị xã",
    "xã",
    "phường",
    "đơn vị",
    "địa phương",
    "sở",
    "cơ quan",
    "bộ",
    "ngành",
)
