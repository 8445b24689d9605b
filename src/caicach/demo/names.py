"""Invented names of places for the fictional province.

Each name is a word of the land and a word of what grows or flies there; the first few are those of the pictures in the
documentation. Nothing is taken from a list of real places.
"""

from collections.abc import Iterator
from itertools import islice

__all__ = ["DISTRICTS", "LAND_WORDS", "place_names"]

# Kind of territory and name of each district that ended on 30 June 2025.
DISTRICTS = (
    ("thành phố", "Mây Giang"),
    ("thị xã", "Đồi Vông"),
    ("huyện", "Nậm Trám"),
    ("huyện", "Mường Diều"),
    ("huyện", "Suối Ngải"),
    ("huyện", "Phước Hải Sơn"),
    ("huyện", "Thác Sếu"),
    ("huyện", "Lũng Quế"),
)
_FIRST = ("Suối Nhạn", "Phước Hải Trung", "Nậm Cát", "Mường Sang", "Bến Mây", "Tân Giang")
LAND_WORDS = ("Suối", "Bến", "Đồi", "Thác", "Nương", "Khe", "Lũng", "Vườn", "Gò", "Bãi", "Nậm", "Mường")
_GROWING = (
    "Sậy", "Chàm", "Mận", "Bồng", "Vối", "Cọ", "Nứa", "Sổ", "Gạo", "Mơ",
    "Trúc", "Sim", "Ngô", "Chè", "Bưởi", "Quýt", "Lau", "Dâu", "Hồi", "Sen",
)  # fmt: skip


def place_names(count: int) -> tuple[str, ...]:
    """Return the first ``count`` names, all different, also without their tone marks.

    Raises:
        ValueError: there are not as many.
    """
    found = tuple(islice(_names(), count))
    if len(found) < count:
        raise ValueError(f"only {len(found)} names")
    return found


def _names() -> Iterator[str]:
    yield from _FIRST
    for growing in _GROWING:
        for land in LAND_WORDS:
            yield f"{land} {growing}"
