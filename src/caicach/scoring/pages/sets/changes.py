"""What is otherwise than in last year's set, and how much of both stays comparable."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.scoring.models import SetVersion
from caicach.scoring.pages.sets.reading import crumbs_of
from caicach.scoring.pages.sets.words import points_text
from caicach.ui.notation import percent_text
from caicach.ui.values import Link
from reform.index import (
    COLUMNS,
    CriteriaSet,
    Differences,
    LeafChange,
    SetRow,
    SubCriterion,
    comparable,
    differences,
    set_rows,
)

__all__ = ["CellChange", "ChangesPage", "cell_changes"]

_PARTS = {
    "max": gettext_lazy("điểm tối đa"),
    "score": gettext_lazy("cách chấm"),
    "applies": gettext_lazy("điều kiện áp dụng"),
    "label": gettext_lazy("tên"),
    "how": gettext_lazy("lời của cách tính điểm"),
    "proof": gettext_lazy("tài liệu kiểm chứng"),
    "can_be_left_out": gettext_lazy("có thể không áp dụng"),
    "appraiser": gettext_lazy("cơ quan thẩm định"),
    "lead_days": gettext_lazy("số ngày cần để thực hiện"),
    "remedy": gettext_lazy("việc cần làm"),
    "source": gettext_lazy("nguồn số liệu"),
    "area": gettext_lazy("chỗ đứng"),
}
_HEAD = {
    "title": gettext_lazy("tên bộ"),
    "purpose": gettext_lazy("mục đích"),
    "year": gettext_lazy("năm"),
    "kinds": gettext_lazy("đối tượng"),
    "maximum": gettext_lazy("tổng điểm"),
    "digits": gettext_lazy("số chữ số lẻ"),
    "window": gettext_lazy("khoảng thời gian của minh chứng"),
    "legal_basis": gettext_lazy("căn cứ"),
    "checked_by": gettext_lazy("người soát"),
    "bonus": gettext_lazy("mức chung của điểm thưởng"),
    "penalty": gettext_lazy("mức chung của điểm trừ"),
    "grades": gettext_lazy("xếp loại"),
}


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A sub-criterion that changed, and in what."""

    number: str
    label: str
    key: str
    points: str
    what: str
    changes_meaning: bool


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a row that is otherwise."""

    number: str
    label: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What is otherwise than in last year's version."""

    crumbs: tuple[Link, ...]
    title: str
    before: str
    share: str  # how much stays comparable, as a sentence
    head: str
    is_empty: bool
    added: tuple[ChangeShown, ...]
    removed: tuple[ChangeShown, ...]
    changed: tuple[ChangeShown, ...]
    renumbered: tuple[ChangeShown, ...]
    beside: tuple[str, ...]

    @classmethod
    def of(cls, version: SetVersion, before: CriteriaSet, one: CriteriaSet) -> "ChangesPage":
        """Return the page."""
        found, share = differences(before, one), comparable(before, one)
        said = {"year": before.year, "now": percent_text(share.percent_now), "then": percent_text(share.percent_before)}
        return cls(
            crumbs=crumbs_of(version),
            title=_("Thay đổi so với phiên bản %(version)s") % {"version": before.version},
            before=before.version,
            share=_("So được với năm %(year)s: %(now)s số điểm của bộ này, %(then)s số điểm của bộ trước.") % said,
            head=", ".join(str(_HEAD.get(word, word)) for word in found.head),
            is_empty=found.is_empty,
            added=tuple(map(_plain, found.added)),
            removed=tuple(map(_plain, found.removed)),
            changed=tuple(map(_changed, found.changed)),
            renumbered=tuple(_renumbered(one) for one in found.renumbered),
            beside=tuple(_beside(found)),
        )


def cell_changes(old: CriteriaSet, new: CriteriaSet) -> tuple[CellChange, ...]:
    """Return the cells that are otherwise, row by row; a row that is new or gone has one change."""
    before, after = (_by_key(set_rows(one)) for one in (old, new))
    found = [change for key, row in after.items() for change in _cells(before.get(key, {}), row)]
    gone = [_one(row, _("Cả dòng"), _("có"), _("bỏ")) for key, row in before.items() if key not in after]
    return (*found, *gone)


def _cells(old: Mapping[str, str | Decimal], new: Mapping[str, str | Decimal]) -> Iterator[CellChange]:
    if not old:
        yield _one(new, _("Cả dòng"), "", _("thêm"))
        return
    for name, column in COLUMNS.items():
        if old.get(name, "") != new.get(name, ""):
            yield _one(new, column, _said(old.get(name, "")), _said(new.get(name, "")))


def _one(row: Mapping[str, str | Decimal], column: str, old: str, new: str) -> CellChange:
    return CellChange(_said(row.get("num", "")), _said(row.get("label", "")), column, old, new)


def _by_key(rows: Iterable[SetRow]) -> dict[str, Mapping[str, str | Decimal]]:
    return {str(row.cells.get("key", "")): row.cells for row in rows}


def _said(value: str | Decimal) -> str:
    return points_text(value) if isinstance(value, Decimal) else value


def _plain(leaf: SubCriterion) -> ChangeShown:
    return ChangeShown(leaf.number, leaf.label, leaf.key, points_text(leaf.points), "", changes_meaning=False)


def _changed(change: LeafChange) -> ChangeShown:
    new = change.new
    what = ", ".join(str(_PARTS.get(part, part)) for part in change.parts)
    points = f"{points_text(change.old.points)} → {points_text(new.points)}"
    points = points if change.old.points != new.points else points_text(new.points)
    return ChangeShown(new.number, new.label, new.key, points, what, change.changes_meaning)


def _renumbered(change: LeafChange) -> ChangeShown:
    what = f"{change.old.number} → {change.new.number}"
    return ChangeShown(change.new.number, change.new.label, change.new.key, "", what, changes_meaning=False)


def _beside(found: Differences) -> Iterator[str]:
    for one in found.adjustments_added:
        yield _("Thêm %(number)s: %(label)s") % {"number": one.number, "label": one.label}
    for one in found.adjustments_removed:
        yield _("Bỏ %(number)s: %(label)s") % {"number": one.number, "label": one.label}
    for change in found.adjustments_changed:
        yield _("Sửa %(number)s: %(label)s") % {"number": change.new.number, "label": change.new.label}
