"""What the paper itself shows of a row: pictures of it, what was hard to read, words that may say another thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.files.constants import PAGED
from caicach.plans.forms import DeliverableForm
from caicach.plans.mapping.suggestions import Doubt, doubt_of
from caicach.plans.models import Plan
from caicach.plans.pages.sheet import Mark, master_of

__all__ = ["LOW", "Origin", "PagePicture", "Picture", "ShownDoubt", "WeakCell", "doubts_of", "origin_of"]

LOW = 0.8  # recognised with less confidence than this: a person compares it with the picture

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page."""

    url: str
    text: str  # what was read there
    page: int


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A whole page."""

    url: str
    page: int


@dataclass(frozen=True, slots=True)
class WeakCell:
    """A cell that was hard to read."""

    label: str  # of its field; empty where it belongs to none
    percent: int  # how sure the recognition was
    picture: Picture


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    """A word that may say another thing."""

    doubt: Doubt
    labels: str  # of the fields that hold it


@dataclass(frozen=True, slots=True)
class Origin:
    """The paper behind one row."""

    strips: tuple[Picture, ...] = ()
    pages: tuple[PagePicture, ...] = ()
    weak: tuple[WeakCell, ...] = ()
    doubts: tuple[ShownDoubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph or a cell that a row stands in."""

    id: str
    cell: Json
    is_own: bool  # it stands in this row alone, and covers no other


def origin_of(plan: Plan, blocks: Sequence[Json], mark: Mark, written: Mapping[str, Any]) -> Origin:
    """Return what the paper shows of the row at ``mark``; nothing where the file has no pages to show.

    ``written``: the row's fields as they are stored.
    """
    parts = list(_parts(blocks, mark))
    if plan.file.media_type not in PAGED or not any("o" in part.cell for part in parts):
        return Origin()
    strips = tuple(_strips(plan, parts))
    pages = sorted({strip.page for strip in strips})
    return Origin(
        strips=strips,
        pages=tuple(PagePicture(_address(plan, page), page) for page in pages),
        weak=tuple(_weak(plan, parts, mark)),
        doubts=tuple(
            ShownDoubt(doubt, ", ".join(_label(name) for name in doubt.names))
            for doubt in doubts_of(blocks, mark, written)
        ),
    )


def doubts_of(blocks: Sequence[Json], mark: Mark, written: Mapping[str, Any]) -> Iterator[Doubt]:
    """Yield the suggestions that concern the fields of the row at ``mark`` as they are stored."""
    texts = {name: value for name, value in written.items() if isinstance(value, str)}
    for part in _parts(blocks, mark):
        names = _names(part, mark)
        if not names and not part.is_own:
            continue  # the heading of an area that spans its rows
        for number, said in enumerate(part.cell.get("s", ())):
            text = part.cell["x"] if "x" in part.cell else part.cell["p"]
            doubt = doubt_of(f"{part.id}:{number}", said, text, names=names, written=texts)
            if doubt:
                yield doubt


def _parts(blocks: Sequence[Json], mark: Mark) -> Iterator[_Part]:
    """Yield the cells of the row, and those that cover some of it; or the paragraph."""
    if not mark.row:
        return
    block, _dash, row = mark.row.removeprefix("n").partition("-")
    if not row:
        yield _Part(mark.row, blocks[int(block)], is_own=True)
        return
    table, at = blocks[int(block)]["t"], int(row)
    covering = {tuple(cell["m"]) for cells in table for cell in cells if cell.get("m")}
    seen: set[tuple[int, int]] = set()
    for column in range(len(table[at])):
        top, left, _text = master_of(table, at, column)
        if (top, left) not in seen:
            seen.add((top, left))
            is_own = top == at and (top, left) not in covering
            yield _Part(f"n{block}-{top}-{left}", table[top][left], is_own=is_own)


def _strips(plan: Plan, parts: Sequence[_Part]) -> Iterator[Picture]:
    """Yield one picture of the row for every page it stands on; a cell over several rows has its own."""
    shown = [part for part in parts if "o" in part.cell]
    own = [part for part in shown if part.is_own]
    for page in sorted({part.cell["g"] for part in own}):
        yield _picture(plan, page, [part.cell for part in own if part.cell["g"] == page])
    for part in shown:
        if not part.is_own and _text(part.cell):
            yield _picture(plan, part.cell["g"], [part.cell])


def _weak(plan: Plan, parts: Sequence[_Part], mark: Mark) -> Iterator[WeakCell]:
    for part in parts:
        if "o" in part.cell and part.cell.get("c", 1.0) < LOW and _text(part.cell):
            label = ", ".join(_label(name) for name in _names(part, mark))
            yield WeakCell(label, round(part.cell["c"] * 100), _picture(plan, part.cell["g"], [part.cell]))


def _picture(plan: Plan, page: int, cells: Sequence[Json]) -> Picture:
    lefts, tops, rights, bottoms = zip(*(cell["o"] for cell in cells), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    text = " | ".join(text for cell in cells if (text := _text(cell)))
    return Picture(f"{_address(plan, page)}?o={','.join(map(str, box))}", text or _("ô trống"), page)


def _text(cell: Json) -> str:
    return " ".join(str(cell["x"] if "x" in cell else cell["p"]).split())


def _names(part: _Part, mark: Mark) -> list[str]:
    if mark.fields is None:
        return ["text", "task_text"]
    return [name for name, own in mark.fields.items() if own == part.id]


def _label(name: str) -> str:
    field = DeliverableForm.base_fields.get(name)
    return str(field.label) if field else ""


def _address(plan: Plan, page: int) -> str:
    return reverse("files:page", args=[plan.file.uid, page])
