"""The bodies of the fictional province, as data: who there was, who there is, who took over from whom.

The pattern is that of the whole country: departments merged on 1 March 2025, districts ended on 30 June 2025. The names
of bodies are the general ones; everything with a place in it is invented.
"""

from dataclasses import dataclass
from datetime import date

from caicach.web.fields import FOREVER

__all__ = [
    "COMMUNE_OFFICES",
    "DEPARTMENTS",
    "DEPARTMENTS_MERGED_ON",
    "DISTRICT_BODIES",
    "FURTHER_BODIES",
    "LONG_AGO",
    "MERGERS",
    "OTHER_BODIES",
    "OUTSIDE_BODIES",
    "TWO_TIERS_ON",
    "Body",
]

LONG_AGO = date(2004, 7, 1)
DEPARTMENTS_MERGED_ON = date(2025, 3, 1)
TWO_TIERS_ON = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Body:
    """A body in one period; ``key`` is unique among bodies of one place."""

    key: str
    name: str
    kind: str
    parent: str | None = "tinh"
    start: date = LONG_AGO
    end: date = FOREVER


def _department(key: str, name: str, start: date = LONG_AGO, end: date = FOREVER, kind: str = "department") -> Body:
    return Body(key, name, kind, start=start, end=end)


_ENDED, _BEGAN = DEPARTMENTS_MERGED_ON, DEPARTMENTS_MERGED_ON
# Fourteen departments and bodies of their rank today; before them those that merged.
DEPARTMENTS = (
    _department("van-phong-ubnd", "Văn phòng UBND tỉnh", kind="office"),
    _department("noi-vu", "Sở Nội vụ"),
    _department("tu-phap", "Sở Tư pháp"),
    _department("tai-chinh", "Sở Tài chính"),
    _department("nong-nghiep-moi-truong", "Sở Nông nghiệp và Môi trường", _BEGAN),
    _department("khoa-hoc-cong-nghe", "Sở Khoa học và Công nghệ"),
    _department("xay-dung", "Sở Xây dựng"),
    _department("cong-thuong", "Sở Công Thương"),
    _department("giao-duc-dao-tao", "Sở Giáo dục và Đào tạo"),
    _department("y-te", "Sở Y tế"),
    _department("van-hoa", "Sở Văn hóa, Thể thao và Du lịch"),
    _department("dan-toc-ton-giao", "Sở Dân tộc và Tôn giáo", _BEGAN),
    _department("ngoai-vu", "Sở Ngoại vụ"),
    _department("thanh-tra", "Thanh tra tỉnh"),
    _department("nong-nghiep", "Sở Nông nghiệp và Phát triển nông thôn", end=_ENDED),
    _department("tai-nguyen", "Sở Tài nguyên và Môi trường", end=_ENDED),
    _department("thong-tin", "Sở Thông tin và Truyền thông", end=_ENDED),
    _department("lao-dong", "Sở Lao động - Thương binh và Xã hội", end=_ENDED),
    _department("giao-thong", "Sở Giao thông vận tải", end=_ENDED),
    _department("ke-hoach", "Sở Kế hoạch và Đầu tư", end=_ENDED),
    _department("dan-toc", "Ban Dân tộc", end=_ENDED),
)
# (bodies that ended, heirs: the main one first)
MERGERS = (
    (("nong-nghiep", "tai-nguyen"), ("nong-nghiep-moi-truong",)),
    (("thong-tin",), ("khoa-hoc-cong-nghe",)),
    (("lao-dong",), ("noi-vu", "giao-duc-dao-tao", "y-te")),
    (("giao-thong",), ("xay-dung",)),
    (("ke-hoach",), ("tai-chinh",)),
    (("dan-toc",), ("dan-toc-ton-giao",)),
)
# Boards, bodies of central branches, public units; two rows of one key are one body that was renamed or moved.
OTHER_BODIES = (
    Body("ban-chi-dao", "Ban Chỉ đạo cải cách hành chính tỉnh", "other"),
    Body("khu-kinh-te", "Ban Quản lý các khu công nghiệp", "board", end=date(2024, 1, 1)),
    Body("khu-kinh-te", "Ban Quản lý Khu kinh tế", "board", start=date(2024, 1, 1)),
    Body("hanh-chinh-cong", "Trung tâm Phục vụ hành chính công tỉnh", "centre", "van-phong-ubnd"),
    Body("cong-an", "Công an tỉnh", "vertical"),
    Body("quan-su", "Bộ Chỉ huy Quân sự tỉnh", "vertical"),
    Body("bien-phong", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "vertical", end=_ENDED),
    Body("bao-hiem", "Bảo hiểm xã hội tỉnh", "vertical"),
    Body("thue", "Cục Thuế tỉnh", "vertical", end=_ENDED),
    Body("thue", "Thuế tỉnh Sông Mây", "vertical", start=_BEGAN),
    Body("thong-ke", "Thống kê tỉnh", "vertical"),
    Body("thi-hanh-an", "Thi hành án dân sự tỉnh", "vertical"),
    Body("kho-bac", "Kho bạc Nhà nước tỉnh", "vertical"),
    Body("cao-dang", "Trường Cao đẳng Sông Mây", "public_unit"),
    Body("phat-thanh", "Đài Phát thanh và Truyền hình Sông Mây", "public_unit"),
    Body("quan-ly-du-an", "Ban Quản lý dự án đầu tư xây dựng tỉnh", "public_unit"),
    Body("xuc-tien", "Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh", "public_unit"),
    Body("benh-vien", "Bệnh viện Đa khoa tỉnh", "public_unit", "y-te"),
    Body("kiem-soat-benh-tat", "Trung tâm Kiểm soát bệnh tật tỉnh", "public_unit", "y-te"),
    Body("chuyen", "Trường Trung học phổ thông chuyên Sông Mây", "public_unit", "giao-duc-dao-tao"),
    Body("thu-vien", "Thư viện tỉnh", "public_unit", "van-hoa"),
    Body("quan-trac", "Trung tâm Quan trắc môi trường và Kỹ thuật tài nguyên nước vùng thượng lưu Sông Mây",
         "public_unit", "tai-nguyen", end=_ENDED),
    Body("quan-trac", "Trung tâm Quan trắc môi trường và Kỹ thuật tài nguyên nước vùng thượng lưu Sông Mây",
         "public_unit", "nong-nghiep-moi-truong", start=_BEGAN),
    Body("cong-nghe-so", "Trung tâm Công nghệ thông tin và Truyền thông", "public_unit", "thong-tin", end=_ENDED),
    Body("cong-nghe-so", "Trung tâm Chuyển đổi số", "public_unit", "khoa-hoc-cong-nghe", start=_BEGAN),
    Body("viec-lam", "Trung tâm Dịch vụ việc làm tỉnh", "public_unit", "lao-dong", end=_ENDED),
    Body("viec-lam", "Trung tâm Dịch vụ việc làm tỉnh", "public_unit", "noi-vu", start=_BEGAN),
)  # fmt: skip
# Of the whole province beside those above: branches, units, schools and hospitals, by the general names.
FURTHER_BODIES = tuple(
    Body(f"don-vi-{place:02d}", name, kind, parent)
    for place, (name, kind, parent) in enumerate(
        (
            ("Chi cục Kiểm lâm tỉnh", "division", "nong-nghiep-moi-truong"),
            ("Chi cục Chăn nuôi và Thú y tỉnh", "division", "nong-nghiep-moi-truong"),
            ("Chi cục Thủy lợi tỉnh", "division", "nong-nghiep-moi-truong"),
            ("Chi cục Quản lý thị trường tỉnh", "division", "cong-thuong"),
            ("Chi cục Tiêu chuẩn Đo lường Chất lượng tỉnh", "division", "khoa-hoc-cong-nghe"),
            ("Chi cục Dân số tỉnh", "division", "y-te"),
            ("Văn phòng Đăng ký đất đai tỉnh", "public_unit", "nong-nghiep-moi-truong"),
            ("Trung tâm Khuyến nông tỉnh", "public_unit", "nong-nghiep-moi-truong"),
            ("Trung tâm Trợ giúp pháp lý nhà nước tỉnh", "public_unit", "tu-phap"),
            ("Phòng Công chứng số 1", "public_unit", "tu-phap"),
            ("Trung tâm Dịch vụ đấu giá tài sản tỉnh", "public_unit", "tu-phap"),
            ("Trung tâm Lưu trữ lịch sử tỉnh", "public_unit", "noi-vu"),
            ("Trung tâm Khuyến công tỉnh", "public_unit", "cong-thuong"),
            ("Trung tâm Quy hoạch xây dựng tỉnh", "public_unit", "xay-dung"),
            ("Trung tâm Đăng kiểm xe cơ giới tỉnh", "public_unit", "xay-dung"),
            ("Bệnh viện Y học cổ truyền tỉnh", "public_unit", "y-te"),
            ("Bệnh viện Sản Nhi tỉnh", "public_unit", "y-te"),
            ("Trung tâm Giám định y khoa tỉnh", "public_unit", "y-te"),
            ("Trường Trung học phổ thông Mây Giang", "public_unit", "giao-duc-dao-tao"),
            ("Trường Trung học phổ thông Nậm Trám", "public_unit", "giao-duc-dao-tao"),
            ("Trường Phổ thông dân tộc nội trú tỉnh", "public_unit", "giao-duc-dao-tao"),
            ("Trung tâm Giáo dục thường xuyên tỉnh", "public_unit", "giao-duc-dao-tao"),
            ("Bảo tàng tỉnh", "public_unit", "van-hoa"),
            ("Nhà hát Ca múa nhạc dân tộc tỉnh", "public_unit", "van-hoa"),
            ("Trung tâm Huấn luyện thể thao tỉnh", "public_unit", "van-hoa"),
            ("Ngân hàng Nhà nước chi nhánh tỉnh", "vertical", "tinh"),
            ("Ngân hàng Chính sách xã hội chi nhánh tỉnh", "vertical", "tinh"),
            ("Kiểm toán nhà nước khu vực", "vertical", "tinh"),
        ),
        start=1,
    )
)
# Bodies that the People's Committee does not command: what is asked of them is a request.
OUTSIDE_BODIES = (
    Body("tinh-uy", "Tỉnh ủy Sông Mây", "party", None),
    Body("van-phong-tinh-uy", "Văn phòng Tỉnh ủy", "party", "tinh-uy"),
    Body("ban-to-chuc", "Ban Tổ chức Tỉnh ủy", "party", "tinh-uy"),
    Body("bao", "Báo Sông Mây", "party", "tinh-uy"),
    Body("hdnd", "HĐND tỉnh Sông Mây", "council", None),
    Body("mat-tran", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "front", None),
    Body("phu-nu", "Hội Liên hiệp Phụ nữ tỉnh", "front", "mat-tran"),
    Body("nong-dan", "Hội Nông dân tỉnh", "front", "mat-tran"),
    Body("lao-dong-doan", "Liên đoàn Lao động tỉnh", "front", "mat-tran"),
    Body("tinh-doan", "Tỉnh Đoàn Sông Mây", "front", "mat-tran"),
    Body("buu-dien", "Bưu điện tỉnh", "enterprise", None),
)
# Of each district; the place is added to the name.
DISTRICT_BODIES = (
    ("van-phong", "Văn phòng HĐND và UBND", "office"),
    ("noi-vu", "Phòng Nội vụ", "division"),
    ("tu-phap", "Phòng Tư pháp", "division"),
    ("tai-chinh", "Phòng Tài chính - Kế hoạch", "division"),
    ("van-hoa", "Phòng Văn hóa và Thông tin", "division"),
    ("giao-duc", "Phòng Giáo dục và Đào tạo", "division"),
    ("kinh-te", "Phòng Kinh tế và Hạ tầng", "division"),
    ("nong-nghiep", "Phòng Nông nghiệp và Phát triển nông thôn", "division"),
    ("tai-nguyen", "Phòng Tài nguyên và Môi trường", "division"),
    ("lao-dong", "Phòng Lao động - Thương binh và Xã hội", "division"),
    ("thanh-tra", "Thanh tra", "division"),
    ("trung-tam-van-hoa", "Trung tâm Văn hóa, Thể thao và Truyền thông", "public_unit"),
)
# Of each commune since 1 July 2025, with the bodies of the district whose work in its seat they took over.
COMMUNE_OFFICES = (
    ("van-phong", "Văn phòng HĐND và UBND", "office", ("van-phong", "tu-phap", "thanh-tra")),
    ("kinh-te", "Phòng Kinh tế", "division", ("tai-chinh", "kinh-te", "nong-nghiep", "tai-nguyen")),
    (
        "van-hoa", "Phòng Văn hóa - Xã hội", "division",
        ("noi-vu", "van-hoa", "giao-duc", "lao-dong", "trung-tam-van-hoa"),
    ),
    ("hanh-chinh-cong", "Trung tâm Phục vụ hành chính công", "centre", ()),
)  # fmt: skip
