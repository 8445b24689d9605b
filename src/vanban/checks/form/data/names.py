"""Bodies, levels and words that a text of a later day should no longer use: data.

``pattern`` is looked for in the text as it is printed; the row holds for documents dated ``since`` or later.
Compared in November 2026 with public pages: the end of the district level on 01/7/2025, the departments merged on
01/3/2025. Not compared: the days of the laws on identity cards and residence, and the articles.
"""

from dataclasses import dataclass
from datetime import date

__all__ = ["GONE_BODIES", "OLD_WORDINGS", "OldName"]


@dataclass(frozen=True, slots=True)
class OldName:
    """Words of yesterday with those of today."""

    pattern: str  # a regular expression, case as given
    now: str  # Vietnamese: what stands in its place
    since: date
    basis: str


_TWO_TIERS = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15; Nghị quyết 203/2025/QH15"
_MINISTRIES = "Nghị quyết 176/2025/QH15 về cơ cấu tổ chức của Chính phủ"
_DEPARTMENTS = "Nghị định 45/2025/NĐ-CP về cơ quan chuyên môn thuộc UBND cấp tỉnh"
_JULY = date(2025, 7, 1)
_MARCH = date(2025, 3, 1)
_COMMITTEE = r"(?:[Ủủ]y ban nhân dân|[Uu]ỷ ban nhân dân|UBND|HĐND|Hội đồng nhân dân)"

GONE_BODIES = (
    OldName(rf"{_COMMITTEE} (?:các )?(?:cấp )?(?:huyện|quận|thị xã)(?!\w)", "UBND, HĐND cấp xã", _JULY, _TWO_TIERS),
    OldName(r"(?<!\w)[Cc]ấp huyện(?!\w)", "cấp xã hoặc cấp tỉnh", _JULY, _TWO_TIERS),
    OldName(r"(?<!\w)[Tt]hị trấn(?!\w)", "xã, phường, đặc khu", _JULY, _TWO_TIERS),
    OldName(r"(?<!\w)[Pp]hòng [^,;.\n]{2,40} (?:các )?huyện(?!\w)", "cơ quan chuyên môn cấp xã", _JULY, _TWO_TIERS),
    OldName(r"(?<!\w)(?:Huyện|Quận|Thị) (?:ủy|uỷ)(?!\w)", "Đảng ủy xã, phường, đặc khu", _JULY, _TWO_TIERS),
    OldName(r"Bộ Kế hoạch và Đầu tư", "Bộ Tài chính", _MARCH, _MINISTRIES),
    OldName(r"Bộ Giao thông [Vv]ận tải", "Bộ Xây dựng", _MARCH, _MINISTRIES),
    OldName(r"Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ", _MARCH, _MINISTRIES),
    OldName(r"Bộ Lao động\s?(?:-|–|,) ?Thương binh và Xã hội", "Bộ Nội vụ", _MARCH, _MINISTRIES),
    OldName(r"Bộ Tài nguyên và Môi trường", "Bộ Nông nghiệp và Môi trường", _MARCH, _MINISTRIES),
    OldName(r"Bộ Nông nghiệp và Phát triển [Nn]ông thôn", "Bộ Nông nghiệp và Môi trường", _MARCH, _MINISTRIES),
    OldName(r"[ỦU][yỷ] ban Dân tộc(?! và)", "Bộ Dân tộc và Tôn giáo", _MARCH, _MINISTRIES),
    OldName(r"Sở Kế hoạch và Đầu tư", "Sở Tài chính", _MARCH, _DEPARTMENTS),
    OldName(r"Sở Giao thông [Vv]ận tải", "Sở Xây dựng", _MARCH, _DEPARTMENTS),
    OldName(r"Sở Thông tin và [Tt]ruyền thông", "Sở Khoa học và Công nghệ", _MARCH, _DEPARTMENTS),
    OldName(r"Sở Lao động\s?(?:-|–|,) ?Thương binh và Xã hội", "Sở Nội vụ", _MARCH, _DEPARTMENTS),
    OldName(r"Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường", _MARCH, _DEPARTMENTS),
    OldName(r"Sở Nông nghiệp và Phát triển [Nn]ông thôn", "Sở Nông nghiệp và Môi trường", _MARCH, _DEPARTMENTS),
)  # fmt: skip

OLD_WORDINGS = (
    OldName(
        r"(?<!\w)(?:dịch vụ công )?trực tuyến (?:ở )?mức độ [34](?:\s?(?:,|và) ?4)?(?!\w)",
        "dịch vụ công trực tuyến một phần, toàn trình",
        date(2022, 8, 15),
        "Nghị định 42/2022/NĐ-CP, Điều 4",
    ),
    OldName(
        r"(?<!\w)dịch vụ công (?:trực tuyến )?(?:ở )?mức (?:độ )?[34](?:\s?(?:,|và) ?4)?(?!\w)",
        "dịch vụ công trực tuyến một phần, toàn trình",
        date(2022, 8, 15),
        "Nghị định 42/2022/NĐ-CP, Điều 4",
    ),
    OldName(
        r"dịch vụ bưu chính viễn thông",
        "dịch vụ bưu chính công ích",
        date(2016, 12, 16),
        "Quyết định 45/2016/QĐ-TTg",
    ),
    OldName(
        r"(?<!\w)(?:[Cc]hứng minh nhân dân|[Cc]hứng minh thư)(?!\w)",
        "căn cước",
        date(2025, 1, 1),
        "Luật Căn cước số 26/2023/QH15, Điều 46",
    ),
    OldName(
        r"(?<!\w)[Ss]ổ hộ khẩu(?!\w)", "thông tin về cư trú", date(2023, 1, 1), "Luật Cư trú số 68/2020/QH14, Điều 38"
    ),
)
