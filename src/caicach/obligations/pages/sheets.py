"""A filled-in sheet on its way back: the form, what it would change, what was left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.forms.sheets import CELL_LABELS, SheetForm
from caicach.obligations.pages.words import address_of
from caicach.obligations.selectors import reason_label
from caicach.obligations.selectors.sheets import HAND_IN, REASON, SheetCell
from caicach.obligations.services.sheets import MOST_CHANGED, CellProblem, CheckedRow, SheetEntry
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Figure, Link, Step
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState

__all__ = ["SheetDiffPage", "SheetLeftPage", "SheetPage", "carried", "entries_carried"]

_SALT = "caicach.obligations.sheets.diff"
_CARRIED_SECONDS = 4 * 60 * 60
_CARRIED_LENGTH = 5_000_000  # characters; half of what a form may hold
_SHOWN_BAD = 200


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The form that takes a sheet."""

    form: SheetForm
    steps: tuple[Step, ...]
    crumbs: tuple[Link, ...]
    out_url: str

    @classmethod
    def of(cls, form: SheetForm) -> "SheetPage":
        """Return the page."""
        return cls(form, _steps(0), _crumbs(), reverse("obligations:sheet-out"))


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One cell before and after, or what is wrong with it."""

    label: str  # of the column; empty where it is the whole row
    before: str = ""
    after: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row of the sheet."""

    line: int
    title: str
    url: str  # empty where the obligation is not there
    agency: str
    acts: str  # "Nộp; nêu nguyên nhân chậm"
    changes: tuple[ChangeLine, ...]
    problems: tuple[ChangeLine, ...]

    @classmethod
    def of(cls, one: CheckedRow) -> "SheetLine":
        """Return the line of a checked row."""
        owed = one.row.obligation if one.row else None
        return cls(
            line=one.entry.line,
            title=owed.duty.title if owed else one.entry.title or _("Dòng không rõ nhiệm vụ"),
            url=address_of(owed.uid) if owed else "",
            agency=owed.agency.current_name if owed else "",
            acts=_acts(one),
            changes=tuple(
                ChangeLine(
                    str(CELL_LABELS[change.cell]),
                    _value_text(change.cell, change.before),
                    _value_text(change.cell, change.after),
                    change.note,
                )
                for change in one.changes
            ),
            problems=tuple(
                ChangeLine(str(CELL_LABELS[problem.cell]) if problem.cell else "", after=problem.words)
                for problem in one.problems
            ),
        )


@dataclass(frozen=True, slots=True)
class SheetDiffPage:
    """What a sheet would change; nothing is stored."""

    title: str
    steps: tuple[Step, ...]
    crumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    right: tuple[SheetLine, ...]
    bad: tuple[SheetLine, ...]
    bad_more: str
    button: str  # empty where nothing can be done
    carried: str  # the rows, signed, for the form that decides
    others: str  # sheets that were not looked at
    too_many: str
    in_url: str

    @classmethod
    def of(cls, checked: Sequence[CheckedRow], *, others: Sequence[str], actor: Actor) -> "SheetDiffPage":
        """Return the page.

        Raises:
            BadInput: there is more text than a form can carry.
        """
        right = tuple(SheetLine.of(one) for one in checked if one.is_right)
        bad = tuple(SheetLine.of(one) for one in checked if not one.is_right)
        cells = sum(len(line.changes) for line in right)
        can = bool(right) and len(right) <= MOST_CHANGED
        names = {"rows": number_text(len(right)), "cells": number_text(cells)}
        return cls(
            title=_title(len(right), len(bad)),
            steps=_steps(1),
            crumbs=_crumbs(),
            figures=(
                Figure(_("Nhiệm vụ sẽ ghi"), names["rows"]),
                Figure(_("Ô thay đổi"), names["cells"]),
                Figure(_("Dòng có lỗi, để nguyên"), number_text(len(bad)), tone="bad" if bad else ""),
            ),
            right=right,
            bad=bad[:_SHOWN_BAD],
            bad_more=_more(len(bad) - _SHOWN_BAD),
            button=_("Ghi %(rows)s nhiệm vụ") % names if can else "",
            carried=carried([one.entry for one in checked], actor=actor) if can else "",
            others=_("Không xem các trang tính khác: %(names)s.") % {"names": "; ".join(others)} if others else "",
            too_many=""
            if len(right) <= MOST_CHANGED
            else _("Mỗi lần ghi tối đa 500 nhiệm vụ. Chia bảng thành nhiều tệp rồi tải lên lần lượt."),
            in_url=reverse("obligations:sheet-in"),
        )


@dataclass(frozen=True, slots=True)
class SheetLeftPage:
    """What was done, and the rows that were left as they were."""

    title: str
    steps: tuple[Step, ...]
    crumbs: tuple[Link, ...]
    bad: tuple[SheetLine, ...]
    bad_more: str
    list_url: str
    in_url: str

    @classmethod
    def of(cls, done: int, left: Sequence[CheckedRow]) -> "SheetLeftPage":
        """Return the page."""
        names = {"done": number_text(done), "left": number_text(len(left))}
        return cls(
            title=_("Đã ghi %(done)s nhiệm vụ, để nguyên %(left)s dòng") % names,
            steps=_steps(2),
            crumbs=_crumbs(),
            bad=tuple(SheetLine.of(one) for one in left[:_SHOWN_BAD]),
            bad_more=_more(len(left) - _SHOWN_BAD),
            list_url=reverse("obligations:list"),
            in_url=reverse("obligations:sheet-in"),
        )


def carried(entries: Sequence[SheetEntry], *, actor: Actor) -> str:
    """Return rows as a text that only this person can send back, within some hours; the file itself is not kept.

    Raises:
        BadInput: more text than a form can carry.
    """
    rows: list[list[Any]] = [
        [
            one.line,
            one.uid.hex if one.uid else "",
            one.stamp,
            one.title,
            [one.cells.get(cell, "") for cell in SheetCell],
            [[problem.cell.value if problem.cell else "", problem.words] for problem in one.problems],
        ]
        for one in entries
    ]
    text = signing.dumps({"by": actor.user_id, "rows": rows}, salt=_SALT, compress=True)
    if len(text) > _CARRIED_LENGTH:
        raise BadInput(_("Bảng có quá nhiều chữ cho một lần. Chia thành nhiều tệp rồi tải lên lần lượt."))
    return text


def entries_carried(text: str, *, actor: Actor) -> tuple[SheetEntry, ...]:
    """Return the rows of ``carried``.

    Raises:
        WrongState: too old, somebody else's, or not as it was given out.
    """
    try:
        data = signing.loads(text, salt=_SALT, max_age=_CARRIED_SECONDS)
    except signing.BadSignature:
        data = {}
    if not data or data["by"] != actor.user_id:
        raise WrongState(_("Bản xem trước đã cũ. Tải bảng lên lần nữa; chưa có gì được lưu."))
    return tuple(
        SheetEntry(
            line=line,
            uid=UUID(uid) if uid else None,
            stamp=stamp,
            title=title,
            cells=dict(zip(SheetCell, cells, strict=True)),
            problems=tuple(CellProblem(SheetCell(cell) if cell else None, words) for cell, words in problems),
        )
        for line, uid, stamp, title, cells, problems in data["rows"]
    )


def _value_text(cell: SheetCell, text: str) -> str:
    if not text:
        return ""
    if cell is SheetCell.VALUE:
        return number_text(Decimal(text))
    if cell is SheetCell.ISSUED_ON:
        return date_text(date.fromisoformat(text))
    return reason_label(text) if cell is SheetCell.CAUSE else text


def _acts(one: CheckedRow) -> str:
    handed, said = one.changed.intersection(HAND_IN), one.changed.intersection(REASON)
    words = [_("trình lãnh đạo") if one.is_draft else _("nộp")] if handed else []
    return ", ".join([*words, *([_("nêu nguyên nhân chậm")] if said else [])])


def _steps(at: int) -> tuple[Step, ...]:
    words = (_("Chọn tệp"), _("Xem thay đổi"), _("Ghi"))
    return tuple(Step(word, "done" if place < at else "now" if place == at else "") for place, word in enumerate(words))


def _crumbs() -> tuple[Link, ...]:
    return Link(_("Nhiệm vụ"), reverse("obligations:list")), Link(_("Nộp bảng đã điền"))


def _more(count: int) -> str:
    return _("và %(count)s dòng nữa") % {"count": number_text(count)} if count > 0 else ""


def _title(right: int, bad: int) -> str:
    names = {"right": number_text(right), "bad": number_text(bad)}
    if not right and not bad:
        return _("Bảng không có ô nào thay đổi")
    if not right:
        return _("Chưa ghi được: %(bad)s dòng có lỗi") % names
    if not bad:
        return _("%(right)s nhiệm vụ sẽ được ghi") % names
    return _("%(right)s nhiệm vụ sẽ được ghi, %(bad)s dòng có lỗi") % names
