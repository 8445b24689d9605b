"""Page numbers, running heads and feet: they are no part of the text.

Owns: which of a page's outermost lines they are. Does not: take anything that only looks like one and stands once.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from vanban.reading.pdf.lines import Line
from vanban.reading.pdf.page_numbers import page_number
from vanban.reading.pdf.page_text import PageText
from vanban.text.forms import squeeze

__all__ = ["take_margins"]

_ZONE = 0.13  # of the page's height, at its head and at its foot
_OUTERMOST = 3  # lines at either end
_LEAST_PAGES = 3  # with the same running head
_SHARE = 0.5  # of the pages between its first and its last
_SAME_PLACE = 8.0  # points


def take_margins(pages: Sequence[PageText]) -> list[str]:
    """Take page numbers and running lines out of the pages; return them, each once."""
    taken: dict[str, None] = {}
    for at_top in (True, False):
        for _ in range(_OUTERMOST):
            found = _numbers(pages, at_top=at_top) | _running(pages, at_top=at_top)
            for index in found:
                row = _outermost(pages[index], at_top=at_top)
                if row is not None:
                    pages[index].rows.remove(row)
                    pages[index].margins.append(row)
                    taken[_text(row)] = None
            if not found:
                break
    return list(taken)


def _outermost(text: PageText, *, at_top: bool) -> list[Line] | None:
    """Return the first or the last line of a page where it stands beyond all tables, in the margin's zone."""
    if not text.rows:
        return None
    row = text.rows[0] if at_top else max(text.rows, key=lambda parts: max(part.box.bottom for part in parts))
    top, bottom = min(part.box.top for part in row), max(part.box.bottom for part in row)
    height = text.page.height
    if at_top:
        clear = all(bottom <= part.grid.ys[0] + 2 for part in text.tables)
        return row if clear and bottom <= _ZONE * height else None
    clear = all(top >= part.grid.ys[-1] - 2 for part in text.tables)
    return row if clear and top >= (1 - _ZONE) * height else None


def _text(row: Sequence[Line]) -> str:
    return squeeze(" ".join(part.text for part in row))


def _numbers(pages: Sequence[PageText], *, at_top: bool) -> set[int]:
    """Return the pages that end in their number: it is the page's, or goes up with the pages beside."""
    numbers: dict[int, int] = {}
    for index, page in enumerate(pages):
        row = _outermost(page, at_top=at_top)
        number = page_number(_text(row)) if row is not None else None
        if number is not None:
            numbers[index] = number
    return {
        index
        for index, number in numbers.items()
        if number == pages[index].page.number
        or numbers.get(index - 1) == number - 1
        or numbers.get(index + 1) == number + 1
    }


def _running(pages: Sequence[PageText], *, at_top: bool) -> set[int]:
    """Return the pages whose outermost line stands in the same words at the same height on most pages around."""
    groups: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, page in enumerate(pages):
        row = _outermost(page, at_top=at_top)
        if row is not None:
            edge = min(part.box.top for part in row)
            groups[_key(row, page.page.number)].append((index, edge if at_top else page.page.height - edge))
    found: set[int] = set()
    for group in groups.values():
        near = [index for index, edge in group if abs(edge - group[0][1]) <= _SAME_PLACE]
        if len(near) >= _LEAST_PAGES and len(near) >= _SHARE * (near[-1] - near[0] + 1):
            found |= set(near)
    return found


def _key(row: Sequence[Line], number: int) -> str:
    """Return the words of a line with the page's own number left out."""
    words = squeeze(" ".join("#" if len(row) > 1 and part.text.strip() == str(number) else part.text for part in row))
    words = re.sub(rf"(?<![\d/])0*{number}\s*/\s*(?=\d{{1,3}}\Z)", "#/", words)
    return re.sub(rf"((?:trang|page|tr\.|[-–—|])\s*)0*{number}(?!\d)", r"\1#", words, flags=re.IGNORECASE)
