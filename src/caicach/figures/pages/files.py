"""Pages on which figures come in from files: what is brought, and what it would change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caicach.figures.constants import IntakeKind, Origin
from caicach.figures.imports.comparing import Change, Difference, Target
from caicach.figures.imports.papers import place_words
from caicach.figures.imports.proposal import Refused
from caicach.figures.imports.taking import Weighed, key_of
from caicach.figures.models import Intake, Return
from caicach.ui.notation import moment_text, number_text
from caicach.ui.sentences import in_language
from caicach.ui.values import Link, Words
from reform.forms.codes import codes_of
from reform.forms.figures import Figure
from reform.forms.model import Form as FigureForm
from reform.forms.model import Line

__all__ = ["BringPage", "Claim", "WeighedPage", "bring_page", "crumbs_to", "figure_words", "weighed_page"]

_MOST_SHOWN = 400  # rows of one table; a form has some 200
_CHANGES = {
    Change.NEW: ("", ""),
    Change.OTHER: ("", ""),
    Change.CLEARED: (gettext_lazy("xóa số"), "warn"),
    Change.NEWER: (gettext_lazy("đã có số mới hơn"), "bad"),
    Change.NOTED: (gettext_lazy("sửa ghi chú"), ""),
}


@dataclass(frozen=True, slots=True)
class BringPage:
    """The form that takes a file or a paste."""

    title: Words
    lead: Words
    crumbs: tuple[Link, ...]
    ways: tuple[Link, ...]
    form: Form
    button: Words
    hints: tuple[Words, ...]
    workbook_url: str
    back_url: str
    is_file: bool


def crumbs_to(sheet: Return, *last: Words) -> tuple[Link, ...]:
    """Return where a page of a return stands."""
    return (
        Link(_("Số liệu"), reverse("figures:list")),
        Link(sheet.period.name, reverse("figures:period", args=[sheet.period.uid])),
        Link(sheet.agency.current_name, reverse("figures:entry", args=[sheet.uid])),
        *map(Link, last),
    )


_WAYS = ("workbook-in", "paste", "document-in")


def bring_page(sheet: Return, way: str, form: Form) -> BringPage:
    """Return the page of one way of bringing figures into ``sheet``: "workbook-in", "paste" or "document-in"."""
    words = {
        "workbook-in": (_("Nạp tệp XLSX đã điền"), _("Đọc tệp và xem trước")),
        "paste": (_("Dán từ bảng tính"), _("Đọc và xem trước")),
        "document-in": (_("Lấy từ báo cáo đã viết"), _("Đọc báo cáo")),
    }
    title, button = words[way]
    ways = [Link(words[one][0], reverse(f"figures:{one}", args=[sheet.uid]), current=one == way) for one in _WAYS]
    return BringPage(
        title=title,
        lead=f"{sheet.agency.current_name} · {sheet.period.name}",
        crumbs=crumbs_to(sheet, title),
        ways=(*ways, Link(_("Lấy từ hệ thống khác"), reverse("figures:systems"))),
        form=form,
        button=button,
        hints=_hints(way),
        workbook_url=reverse("figures:workbook", args=[sheet.uid]),
        back_url=reverse("figures:entry", args=[sheet.uid]),
        is_file=way != "paste",
    )


def _hints(way: str) -> tuple[Words, ...]:
    hints: dict[str, tuple[Words, ...]] = {
        "workbook-in": (
            _("Từng ô thay đổi hiện ra: số đang có, số mới. Ô không đổi không hiện."),
            _("Ô không đọc được bị từ chối, kèm địa chỉ ô và cách sửa."),
            _("Ô mà người khác đã sửa sau khi bạn tải tệp được đánh dấu, không bị ghi đè."),
        ),
        "paste": (
            _("Các dòng được khớp theo mã, theo tên chỉ tiêu, hoặc từ ô bạn chọn trở xuống."),
            _("8.803 là tám nghìn tám trăm linh ba; 8,803 ở dòng đếm bị từ chối."),
            _("Có một ô không đọc được thì không ô nào được lưu."),
        ),
        "document-in": (
            _("Phụ lục số liệu được đọc và khớp với biểu; mỗi dòng có chỗ trong văn bản."),
            _("Tổng ghi trong báo cáo được so với tổng tính lại; chỗ không khớp hiện ra."),
            _("Số gần đúng nghĩa được đánh dấu để bạn xem."),
        ),
    }
    return hints[way]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One cell that would change."""

    key: str  # of its check box
    code: str
    label: str
    place: str
    old: str
    old_note: str  # who wrote it, from where, when
    new: str
    said: str  # as it stands in the source, where that is another text
    remarks: tuple[str, ...]
    tag: str
    tone: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that the report's own figures break."""

    line: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TargetPart:
    """What would change in one return."""

    title: str
    count: int
    rows: tuple[DifferenceRow, ...]
    refused: tuple[Refused, ...]
    same: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeighedPage:
    """What was brought and what it would change; nothing is stored."""

    title: Words
    lead: str
    crumbs: tuple[Link, ...]
    parts: tuple[TargetPart, ...]
    remarks: tuple[str, ...]
    before: tuple[str, ...]  # files that were taken into the same return
    version: str
    button: str  # "": there is nothing to take
    is_choosable: bool
    asks_to_leave: bool  # refused cells may be left out
    refused_count: int
    error: str
    drop_url: str
    again_url: str
    again_label: Words
    paste: str  # the text of a paste that was refused, to be mended
    start: str  # and the cell that it began at
    claims: tuple[Claim, ...] = field(default=())
    unmatched: tuple[dict[str, str], ...] = field(default=())


def weighed_page(
    weighed: Weighed, before: Sequence[Intake], *, error: str = "", chosen: frozenset[str] | None = None
) -> WeighedPage:
    """Return the page of what was brought.

    Args:
        weighed: What was read and compared.
        before: Files that were taken into the same return, the newest first.
        error: Why taking it was refused.
        chosen: The cells that the person had chosen then; None: as proposed.
    """
    intake = weighed.intake
    count, refused = weighed.change_count, weighed.refused_count
    blocked = weighed.is_whole and refused > 0
    read: dict[str, Any] = json.loads(intake.result) if intake.result else {}
    titles = {
        IntakeKind.WORKBOOK: _("Tệp này thay đổi gì"),
        IntakeKind.PASTE: _("Đoạn dán thay đổi gì"),
        IntakeKind.SYSTEM: _("Bảng này cho số nào"),
        IntakeKind.DOCUMENT: _("Báo cáo này cho số nào"),
    }
    return WeighedPage(
        title=titles[IntakeKind(intake.kind)],
        lead=_lead(intake),
        crumbs=_crumbs(intake, titles[IntakeKind(intake.kind)]),
        parts=tuple(_part(target, chosen, many=intake.sheet is None) for target in weighed.targets),
        remarks=weighed.remarks,
        before=tuple(_before(one) for one in before),
        version=weighed.version,
        button="" if blocked or not count else _button(count),
        is_choosable=not weighed.is_whole,
        asks_to_leave=bool(refused) and not weighed.is_whole and bool(count),
        refused_count=refused,
        error=error,
        drop_url=reverse("figures:intake-drop", args=[intake.uid]),
        again_url=_again(intake),
        again_label=_("Sửa quy tắc") if intake.kind == IntakeKind.SYSTEM else _("Đưa vào cách khác"),
        paste=intake.text if blocked else "",
        start=intake.start,
        claims=tuple(Claim(one["line"], in_language(one["sentence"])) for one in read.get("findings", ())),
        unmatched=tuple(_unmatched(one) for one in read.get("unmatched", ())),
    )


def _unmatched(one: Mapping[str, Any]) -> dict[str, str]:
    said = {"label": one["label"], "said": one["said"]}
    return said | {"place": place_words(one["place"]), "why": in_language(one["why"])}


def _button(count: int) -> str:
    said = ngettext("Lưu %(count)s ô đã chọn", "Lưu %(count)s ô đã chọn", count)
    return said % {"count": number_text(count)} if count == 1 else _("Lưu các ô đã chọn")


def _lead(intake: Intake) -> str:
    whose = intake.sheet.agency.current_name if intake.sheet else _("nhiều đơn vị")
    return " · ".join(filter(None, (intake.file_name, whose, intake.period.name)))


def _crumbs(intake: Intake, title: str) -> tuple[Link, ...]:
    if intake.sheet is not None:
        return crumbs_to(intake.sheet, title)
    return (
        Link(_("Số liệu"), reverse("figures:list")),
        Link(_("Lấy từ hệ thống khác"), reverse("figures:systems")),
        Link(title),
    )


def _again(intake: Intake) -> str:
    if intake.kind == IntakeKind.SYSTEM or intake.sheet is None:
        return reverse("figures:recipe", args=[intake.uid])
    way = {IntakeKind.WORKBOOK: "workbook-in", IntakeKind.PASTE: "paste"}.get(IntakeKind(intake.kind), "document-in")
    return reverse(f"figures:{way}", args=[intake.sheet.uid])


def _before(one: Intake) -> str:
    by = one.brought_by.full_name if one.brought_by else _("hệ thống")
    words = {"what": one.file_name or _("đoạn dán"), "by": by, "count": number_text(one.changed_count)}
    return _("%(what)s: %(by)s đưa vào lúc %(when)s, đổi %(count)s ô.") % {
        **words,
        "when": moment_text(one.taken_at) if one.taken_at else "",
    }


def _part(target: Target, chosen: frozenset[str] | None, *, many: bool) -> TargetPart:
    codes = codes_of(target.printed.rows)
    rows = tuple(_row(target, one, codes[one.proposed.cell], chosen) for one in target.differences[:_MOST_SHOWN])
    same = ngettext(
        "%(count)s ô giống số đang có, không hiện ở đây.", "%(count)s ô giống số đang có, không hiện ở đây.",
        target.same_count,
    )  # fmt: skip
    return TargetPart(
        title=target.sheet.agency.current_name if many else _("Các ô sẽ thay đổi"),
        count=len(target.differences),
        rows=rows,
        refused=target.refused[:_MOST_SHOWN],
        same=same % {"count": number_text(target.same_count)} if target.same_count else "",
        remarks=target.remarks,
    )


def _row(target: Target, one: Difference, code: str, chosen: frozenset[str] | None) -> DifferenceRow:
    form, line, proposed = target.printed.form, one.row.line, one.proposed
    key = key_of(target.sheet, proposed.cell)
    words, tone = _CHANGES[one.change]
    new = figure_words(proposed.figure, line, form)
    tag, tone = (_("cần xem"), "warn") if proposed.is_doubtful and not words else (str(words), tone)
    remarks = tuple(in_language(remark) for remark in proposed.remarks)
    if proposed.note:
        remarks = (*remarks, _("Ghi chú: %(note)s") % {"note": proposed.note})
    return DifferenceRow(
        key=key,
        code=code,
        label=one.row.label if one.row.depth == 0 else f"{line.label}: {one.row.label}",
        place=proposed.place,
        old=figure_words(one.old, line, form),
        old_note=_by(one),
        new=new,
        said=proposed.said if proposed.said != new else "",
        remarks=remarks,
        tag=tag,
        tone=tone,
        is_chosen=one.is_chosen if chosen is None else key in chosen,
    )


def _by(one: Difference) -> str:
    row = one.stored
    if row is None:
        return ""
    by = row.updated_by.full_name if row.updated_by else _("hệ thống")
    return f"{by}, {Origin(row.origin).label}, {moment_text(row.updated_at)}"


def figure_words(figure: Figure | None, line: Line, form: FigureForm) -> str:
    """Return a figure as a person reads it: "8.803", "Có", "không có số: Chưa phát sinh", "trống"."""
    if figure is None:
        return str(_("trống"))
    if figure.reason:
        return _("không có số: %(reason)s") % {"reason": form.null_reasons.get(figure.reason, figure.reason)}
    if figure.number is not None:
        return number_text(figure.number)
    words = line.choice.words if line.choice else {}
    return words.get(str(figure.value), str(figure.value))
