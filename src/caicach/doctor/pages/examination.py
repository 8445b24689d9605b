"""The page of an examination: how much was found, the document with its marks, the findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.doctor import selectors
from caicach.doctor.constants import FIRST
from caicach.doctor.forms import KeepForm, StartForm
from caicach.doctor.mapping.result import Found, found_of
from caicach.doctor.mapping.texts import Excerpt, excerpt_of
from caicach.doctor.mapping.words import SEVERITY_TONES, headline, severity_words, where_words
from caicach.doctor.models import Dismissal, Examination
from caicach.doctor.pages.rules import rule_url
from caicach.doctor.pages.sheet import Leaf, sheet_of
from caicach.documents import access as registers
from caicach.ui.notation import decimal_text, moment_text
from caicach.ui.sentences import in_language
from caicach.ui.values import Link
from caicach.web.actor import Actor

__all__ = ["ExaminationPage", "Item", "KeepPage", "StartPage", "examination_page", "keep_page"]

FILTERS = {"loi": "error", "canh-bao": "warning", "gop-y": "advice"}  # word of the address -> weight
_ICONS = {"error": "circle-x", "warning": "alert-triangle", "advice": "bulb"}


@dataclass(frozen=True, slots=True)
class StartPage:
    """Choosing a document."""

    form: StartForm


@dataclass(frozen=True, slots=True)
class Item:
    """One finding as it is shown."""

    number: int
    label: str  # "Lỗi D102"
    rule_url: str  # empty: found by comparing, not by a rule
    tone: str
    where: str
    title: str
    message: str
    excerpts: tuple[Excerpt, ...]
    fix: str
    has_mark: bool
    dismiss_url: str
    undo_url: str
    dismissed: str  # who and when; empty: it stands
    reason: str
    problem: str = ""  # why setting it aside was refused


@dataclass(frozen=True, slots=True)
class ExaminationPage:
    """One examined document."""

    title: str
    kicker: str
    lead: str
    filters: tuple[Link, ...]
    rules: int
    leaves: tuple[Leaf, ...]
    first: tuple[Item, ...]
    rest: tuple[Item, ...]
    dismissed: tuple[Item, ...]
    notes: tuple[str, ...]
    url: str
    docx_url: str
    xlsx_url: str
    drop_url: str
    keep_url: str  # empty: it was kept, or the person keeps no register
    document_url: str  # empty: it is not kept


@dataclass(frozen=True, slots=True)
class KeepPage:
    """What the document goes by in the register."""

    form: KeepForm
    file_name: str
    back_url: str
    crumbs: tuple[Link, ...]


def examination_page(
    examination: Examination, *, actor: Actor, chosen: str = "", refused: int = 0, problem: str = ""
) -> ExaminationPage:
    """Return the page of an examination that is done; ``chosen`` is the word of a filter.

    A refusal to set finding ``refused`` aside is said at that finding.
    """
    result = selectors.result_of(examination)
    dismissals = selectors.dismissals_of(examination, actor=actor)
    everything = found_of(result)
    standing = tuple(one for one in everything if one.key not in dismissals)
    severity = FILTERS.get(chosen)
    shown = tuple(one for one in standing if severity is None or one.severity == severity)
    items = tuple(
        _item(one, result["blocks"], examination, problem=problem if one.number == refused else "") for one in shown
    )
    first = FIRST if refused == 0 else len(items)  # a refusal is never folded away
    uid = [examination.uid]
    is_kept = examination.document is not None
    return ExaminationPage(
        title=headline(standing),
        kicker=_kicker(examination, result),
        lead=_lead(examination),
        filters=_filters(examination, standing, chosen),
        rules=result["rules"],
        leaves=sheet_of(result["blocks"], shown),
        first=items[:first],
        rest=items[first:],
        dismissed=tuple(
            _item(one, result["blocks"], examination, dismissal=dismissals[one.key])
            for one in everything
            if one.key in dismissals
        ),
        notes=tuple(in_language(note) for note in result["notes"]),
        url=reverse("doctor:detail", args=uid),
        docx_url=reverse("doctor:docx", args=uid),
        xlsx_url=reverse("doctor:xlsx", args=uid),
        drop_url=reverse("doctor:drop", args=uid),
        keep_url=reverse("doctor:keep", args=uid) if not is_kept and registers.can_keep(actor) else "",
        document_url=reverse("documents:detail", args=[examination.document.uid]) if examination.document else "",
    )


def keep_page(examination: Examination, form: KeepForm) -> KeepPage:
    """Return the page that asks what the document goes by."""
    back = reverse("doctor:detail", args=[examination.uid])
    crumbs = (
        Link(_("Kiểm tra văn bản"), reverse("doctor:start")),
        Link(examination.file_name, back),
        Link(_("Lưu vào sổ văn bản")),
    )
    return KeepPage(form, examination.file_name, back, crumbs)


def _kicker(examination: Examination, result: Mapping[str, Any]) -> str:
    pages = result["pages"]
    parts = [examination.file_name]
    if pages:
        parts.append(ngettext("%(count)d trang", "%(count)d trang", pages) % {"count": pages})
    seconds = decimal_text(max(examination.took_ms, 100) / 1000, 1)
    return _("Kiểm tra văn bản · %(file)s · xong sau %(seconds)s giây") % {
        "file": ", ".join(parts),
        "seconds": seconds,
    }


def _lead(examination: Examination) -> str:
    if examination.document is not None:
        kept = _("Văn bản đã lưu vào sổ: %(document)s.") % {"document": examination.document}
    else:
        kept = _("Văn bản không được lưu lại; tự xóa lúc %(moment)s.") % {"moment": moment_text(examination.expires_at)}
    compared = examination.other_name or examination.superior_label
    if not compared:
        return kept
    beside = _("So với: %(name)s.") % {"name": compared}
    return f"{kept} {beside}"


def _filters(examination: Examination, standing: Sequence[Found], chosen: str) -> tuple[Link, ...]:
    url = reverse("doctor:detail", args=[examination.uid])
    chips = [Link(_("Tất cả"), url, current=chosen not in FILTERS, count=len(standing))]
    for word, severity in FILTERS.items():
        count = sum(one.severity == severity for one in standing)
        label = severity_words(severity)
        chips.append(
            Link(label, f"{url}?muc={word}#phat-hien", current=word == chosen, count=count, icon=_ICONS[severity])
        )
    return tuple(chips)


def _item(
    one: Found,
    blocks: Sequence[Mapping[str, Any]],
    examination: Examination,
    *,
    dismissal: Dismissal | None = None,
    problem: str = "",
) -> Item:
    excerpts = (excerpt_of(blocks, place) for place in (one.place, *one.also[:3]))
    args = [examination.uid, one.number]
    return Item(
        number=one.number,
        label=f"{severity_words(one.severity)} {one.code}",
        rule_url=rule_url(one.code),
        tone=SEVERITY_TONES[one.severity],
        where=where_words(one.where) or _nowhere(one),
        title=_(one.title) if one.title else "",
        message=in_language(one.message),
        excerpts=tuple(excerpt for excerpt in excerpts if excerpt),
        fix=one.fix,
        has_mark=one.place.get("block") is not None and dismissal is None,
        dismiss_url=reverse("doctor:dismiss", args=args),
        undo_url=reverse("doctor:undo", args=args),
        dismissed=_by(dismissal) if dismissal else "",
        reason=dismissal.reason if dismissal else "",
        problem=problem,
    )


def _by(dismissal: Dismissal) -> str:
    words = {"name": dismissal.dismissed_by.full_name, "moment": moment_text(dismissal.dismissed_at)}
    return _("%(name)s bỏ qua lúc %(moment)s") % words


def _nowhere(one: Found) -> str:
    return _("phần mở đầu") if one.place.get("block") is not None else _("không có trong văn bản")
