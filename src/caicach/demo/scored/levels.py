"""How good each agency is in each area: per cent of the points, the same each time the demonstration is built.

A few bodies stand where the pictures of the documentation show them; all others hang on their names alone.
"""

from collections.abc import Mapping
from itertools import pairwise

from caicach.demo.whole.stage import dice
from reform.index import CriteriaSet, IndexArea

__all__ = ["area_levels"]

# Index of the year before, by key of the province.
_KNOWN: Mapping[str, float] = {
    "tu-phap": 95.75, "noi-vu": 95.5, "khoa-hoc-cong-nghe": 92.2, "van-phong-ubnd": 91.75, "thanh-tra": 91.2,
    "tai-chinh": 90.45, "cong-thuong": 89.15, "khu-kinh-te": 88.95, "ngoai-vu": 87.4, "van-hoa": 87.1,
    "giao-duc-dao-tao": 85.25, "y-te": 84.25, "nong-nghiep-moi-truong": 83.65, "dan-toc-ton-giao": 81.85,
    "xay-dung": 80.3,
    "phuong-ben-may": 94.2, "phuong-tan-giang": 91.25, "xa-suoi-nhan": 84.15, "xa-nam-cat": 81.95,
}  # fmt: skip
# Of the commune with an account, by area.
_SHOWN = "xa-suoi-nhan"
_SHOWN_AREAS: Mapping[str, float] = {
    "steering": 91.7, "institutions": 93.8, "procedures": 88.3, "organisation": 87.5, "civil_service": 82.0,
    "public_finance": 78.0, "digital": 76.8, "impact": 80.0,
}  # fmt: skip
# Of a hundred agencies so many reach at most so much: (share, index).
_SPREAD = {
    "department": ((0.0, 80.0), (0.4, 86.0), (0.8, 91.0), (1.0, 95.0)),
    "commune": ((0.0, 67.0), (0.12, 70.5), (0.53, 80.0), (0.85, 89.5), (1.0, 94.0)),
}
# How much easier or harder an area is than the whole.
_EASIER: Mapping[str, float] = {
    "steering": 3.5, "institutions": 3.5, "procedures": 1.5, "organisation": 1.0, "civil_service": 0.5,
    "public_finance": -1.0, "digital": -7.0, "impact": 0.5,
}  # fmt: skip
_WAVER = 6.0  # how far an agency is from that in one area, at most
_BETTER, _WORSE = 4.5, 2.0  # how far an index goes up or down within a year, at most
_BEST = 100.0


def area_levels(key: str, kind: str, criteria: CriteriaSet, *, years_on: int) -> dict[str, float]:
    """Return per cent of the points of each area that the agency of ``key`` is worth, ``years_on`` after last year."""
    if key == _SHOWN and not years_on:
        return dict(_SHOWN_AREAS)
    drift = sum(_between(-_WORSE, _BETTER, key, "drift", year) for year in range(years_on))
    index = min(_index(key, kind) + drift, 97.0)
    return _around(index, {area.key: _area(area, key, index, years_on) for area in criteria.areas}, criteria)


def _index(key: str, kind: str) -> float:
    return _KNOWN[key] if key in _KNOWN else _spread(kind, dice("index", key) % 1000 / 1000)


def _spread(kind: str, share: float) -> float:
    for (before, low), (after, high) in pairwise(_SPREAD[kind]):
        if share <= after:
            return low + (high - low) * (share - before) / (after - before)
    return _SPREAD[kind][-1][1]


def _area(area: IndexArea, key: str, index: float, years_on: int) -> float:
    room = (_BEST - index) / 20  # the best are good everywhere
    waver = _between(-_WAVER, _WAVER, key, area.key) + _between(-2, 2, key, area.key, years_on)
    return index + (_EASIER.get(area.key, 0.0) + waver) * min(1.0, room + 0.15)


def _around(index: float, levels: Mapping[str, float], criteria: CriteriaSet) -> dict[str, float]:
    """Return ``levels`` so that the whole comes to ``index``."""
    weights = {area.key: float(area.points) for area in criteria.areas}
    mean = sum(levels[key] * weight for key, weight in weights.items()) / sum(weights.values())
    return {key: max(30.0, min(_BEST, level + index - mean)) for key, level in levels.items()}


def _between(low: float, high: float, *words: object) -> float:
    return low + (high - low) * (dice(*words) % 1001) / 1000
