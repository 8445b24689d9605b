"""All agencies of a kind in one picture: a column for each, from the highest to the lowest, shaded by grade."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.scoring.pages.ranking.words import grade_place, kind_title, raised, shown_name
from caicach.scoring.selectors.ranking import KindRanking, Standing
from caicach.ui.notation import decimal_text, number_text

__all__ = ["Column", "Columns", "GradeSpan", "Grid", "columns_of"]

_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 1240.0, 14.0, 200.0
_LABELS_AT = 222.0
_STEP = 10  # per cent between two lines
_HIGHEST = 100
_ROOM = 6.0  # percent points below the lowest column
_GAP_SHARE = 0.15
_LETTER = 8.5  # of the widest letters, in the units of the drawing


@dataclass(frozen=True, slots=True)
class Grid:
    """One line of the scale."""

    y: str
    text_y: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One agency."""

    shade: str
    x: str
    y: str
    height: str
    words: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class GradeSpan:
    """The name of a grade below its columns."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The picture, in units of its own; texts are ready for attributes."""

    id: str
    title: str
    note: str
    description: str
    width: str  # of a column
    left: str
    right: str
    scale_x: str
    labels_y: str
    grid: tuple[Grid, ...]
    columns: tuple[Column, ...]
    spans: tuple[GradeSpan, ...]


def columns_of(kind: KindRanking, *, own_id: int | None, marked: str = "") -> Columns | None:
    """Return the picture of a kind; ``marked``: why one is marked. None where nobody has an index."""
    some = [one for one in kind.standings if one.index is not None]
    if not some:
        return None
    drawn = _Drawing(kind, some)
    note = _("mỗi cột một đơn vị, xếp từ cao xuống thấp")
    is_marked = marked and any(one.agency_id == own_id for one in some)
    return Columns(
        id=f"h-hinh-{kind.kind}",
        title=_("%(kind)s trên một hình") % {"kind": kind_title(kind.kind, len(some))},
        note=f"{note}; {marked}" if is_marked else note,
        description=drawn.description(),
        width=_text(drawn.width * (1 - _GAP_SHARE)),
        left=_text(_LEFT),
        right=_text(_RIGHT),
        scale_x=_text(_LEFT - 8),
        labels_y=_text(_LABELS_AT),
        grid=tuple(drawn.grid()),
        columns=tuple(drawn.column(at, one, own_id) for at, one in enumerate(some)),
        spans=tuple(drawn.spans()),
    )


class _Drawing:
    """Where what stands."""

    def __init__(self, kind: KindRanking, some: list[Standing]) -> None:
        self.kind, self.some = kind, some
        self.low = max(0.0, float(min(kind.indexes)) - _ROOM)
        self.width = (_RIGHT - _LEFT) / len(some)

    def y(self, value: float) -> float:
        """Return how far down a value stands."""
        return _BOTTOM - (value - self.low) / (_HIGHEST - self.low) * (_BOTTOM - _TOP)

    def grid(self) -> Iterator[Grid]:
        for value in range(0, _HIGHEST + 1, _STEP):
            if value >= self.low:
                yield Grid(_text(self.y(value)), _text(self.y(value) + 4), number_text(value))

    def column(self, at: int, one: Standing, own_id: int | None) -> Column:
        index = one.index if one.index is not None else Decimal(0)
        top = self.y(float(index))
        said = f"{raised(shown_name(one.name))}: {decimal_text(index, self.kind.criteria.digits)}"
        return Column(
            shade=grade_place(self.kind.criteria, one.grade_key)[1],
            x=_text(_LEFT + at * self.width + self.width * _GAP_SHARE / 2),
            y=_text(top),
            height=_text(_BOTTOM - top),
            words=f"{said}, {one.grade_label}" if one.grade_label else said,
            is_own=one.agency_id == own_id,
        )

    def spans(self) -> Iterator[GradeSpan]:
        """Yield the names of grades with how many there are, below their longest run, where there is room for them."""
        for key, label, count in self.kind.grades:
            first, last = self._longest(key)
            text = f"{label} {number_text(count)}"
            if len(text) * _LETTER <= (last - first) * self.width:
                yield GradeSpan(_text(_LEFT + (first + last) / 2 * self.width), text)

    def _longest(self, key: str) -> tuple[int, int]:
        """Return from which column to before which the longest run of a grade stands."""
        best, first = (0, 0), 0
        for at, one in enumerate((*self.some, None)):
            if one is None or one.grade_key != key:
                best = max(best, (first, at), key=lambda run: run[1] - run[0])
                first = at + 1
        return best

    def description(self) -> str:
        indexes, digits = self.kind.indexes, self.kind.criteria.digits
        words = {
            "highest": decimal_text(indexes[0], digits),
            "lowest": decimal_text(indexes[-1], digits),
            "mean": decimal_text(self.kind.mean or Decimal(0), digits),
            "grades": ", ".join(f"{number_text(count)} {label.lower()}" for _key, label, count in self.kind.grades),
        }
        return _("Cao nhất %(highest)s, thấp nhất %(lowest)s, trung bình %(mean)s; %(grades)s.") % words


def _text(value: float) -> str:
    """Return a length for an attribute, with a point whatever the language."""
    return f"{value:.1f}"
