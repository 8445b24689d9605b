"""The area of every group of tasks: its own title's, else that of the title above it.

Owns: which title stands above which. Does not: know titles (``vanban.language.area_titles``).
"""

import re
from collections.abc import Iterator, Sequence

from vanban.language.area_titles import OTHER
from vanban.plans.gather import Group

__all__ = ["areas_of"]

_STYLES = (
    ("roman", re.compile(r"\A[IVX]{1,6}\Z")),
    ("letter", re.compile(r"\A[A-ZĐ]\Z")),
    ("dotted", re.compile(r"\A\d+(?:\.\d+)+\Z")),
    ("digit", re.compile(r"\A\d+[a-zđ]?\Z")),
    ("small", re.compile(r"\A[a-zđ]\Z")),
)


def areas_of(groups: Sequence[Group]) -> tuple[str, ...]:
    """Return the code of each group's area, in order."""
    return tuple(_areas(groups))


def _areas(groups: Sequence[Group]) -> Iterator[str]:
    """Yield the areas; a title that names none takes that of the nearest title of a higher style above it."""
    above = OTHER  # the area of the title over the table
    styles: list[str] = []  # the styles of numbers met in this table, the highest first
    areas: list[str] = []  # the area last met in each style
    for group in groups:
        own = group.heading.area if group.heading else OTHER
        if group.above:
            above, styles, areas = own, [], []
            yield own
            continue
        style = _style(group.heading.number if group.heading else None)
        if style not in styles:
            styles.append(style)
            areas.append(OTHER)
        depth = styles.index(style)
        higher = next((area for area in reversed(areas[:depth]) if area != OTHER), above)
        areas[depth] = own if own != OTHER else higher
        areas[depth + 1 :] = [OTHER] * (len(areas) - depth - 1)
        yield areas[depth]


def _style(number: str | None) -> str:
    return next((name for name, pattern in _STYLES if number and pattern.match(number)), "plain")
