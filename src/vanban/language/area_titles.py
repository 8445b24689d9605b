"""Which area of administrative reform a title names.

Owns: the words of titles. Does not: know the areas' names, order or lead bodies (``reform.areas``).
Source: the six contents of Nghị quyết 76/NQ-CP ngày 15/7/2021, part II, and the steering work that every plan adds.
"""

from vanban.text.forms import compare_key

__all__ = ["OTHER", "area_code"]

OTHER = "other"

# Phrases on ``compare_key``; the one that stands first in the title decides.
_STRONG = {
    "institutions": ("the che", "van ban quy pham phap luat", "van ban qppl", "thi hanh phap luat"),
    "procedures": ("thu tuc hanh chinh", "tthc", "mot cua"),
    "organisation": ("to chuc bo may", "bo may hanh chinh", "bo may nha nuoc", "to chuc hanh chinh"),
    "civil_service": (
        "che do cong vu",
        "cong vu cong chuc",
        "cong chuc cong vu",
        "doi ngu can bo",
        "can bo cong chuc",
        "cbcc",
        "cbccvc",
    ),
    "public_finance": ("tai chinh cong", "tai san cong", "tai chinh ngan sach"),
    "digital": (
        *("chinh quyen dien tu", "chinh phu dien tu", "chinh quyen so", "chinh phu so", "chuyen doi so"),
        *("hien dai hoa", "cong nghe thong tin", "cntt", "dich vu cong truc tuyen"),
    ),
    "steering": ("chi dao", "dieu hanh", "tuyen truyen", "theo doi danh gia", "kiem tra cai cach hanh chinh"),
}
# Words that decide only where no phrase above stands.
_WEAK = {
    "institutions": ("phap luat", "qppl"),
    "organisation": ("bo may", "sap xep to chuc"),
    "civil_service": ("cong vu", "cong chuc", "vien chuc"),
    "public_finance": ("ngan sach", "tu chu tai chinh"),
    "steering": ("chi so cai cach hanh chinh", "kiem tra giam sat"),
}


def area_code(title: str) -> str:
    """Return the code of the area that ``title`` names, or ``OTHER``.

    The codes: institutions, procedures, organisation, civil_service, public_finance, digital, steering, other.
    """
    key = f" {compare_key(title)} "
    return _first(key, _STRONG) or _first(key, _WEAK) or OTHER


def _first(key: str, phrases: dict[str, tuple[str, ...]]) -> str | None:
    """Return the code whose phrase stands first in ``key``."""
    found = [(at, code) for code, words in phrases.items() for word in words if (at := key.find(f" {word} ")) >= 0]
    return min(found)[1] if found else None
