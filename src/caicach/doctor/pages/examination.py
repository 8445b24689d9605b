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
from caicach.doctor.mapping.edits import is_formal
from caicach.doctor.mapping.result import Found
from caicach.doctor.mapping.words import headline, severity_words
from caicach.doctor.models import Examination
from caicach.doctor.pages.items import ABOVE, FILTERS, Item, ItemWriter, fits, with_filter
from caicach.doctor.pages.sheet import Leaf, sheet_of
from caicach.doctor.selectors import Sorted
from caicach.documents import access as registers
from caicach.ui.notation import decimal_text, moment_text
from caicach.ui.sentences import in_language
from caicach.ui.values import Link
from caicach.web.actor import Actor

__all__ = ["ExaminationPage", "Item", "KeepPage", "StartPage", "examination_page", "keep_page"]

_ICONS = {"error": "circle-x", "warning": "alert-triangle", "advice": "bulb", "": "sitemap"}


@dataclass(frozen=True, slots=True)
class StartPage:
    """Choosing a document."""

    form: StartForm


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
    fixed: tuple[Item, ...]
    dismissed: tuple[Item, ...]
    at_once: int  # standing findings whose fix changes no letter: they can be accepted together; 0 or from 2
    at_once_url: str
    notes: tuple[str, ...]
    url: str
    docx_label: str
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
    decided = selectors.sorted_findings(examination, actor=actor)
    result = selectors.result_of(examination)
    standing = decided.standing
    shown = tuple(one for one in standing if fits(one, chosen))
    write = ItemWriter(examination, result["blocks"], decided, chosen if chosen in FILTERS else "")
    items = tuple(write.item(one, problem=problem if one.number == refused else "") for one in shown)
    formal = tuple(one for one in shown if is_formal(one.edits))
    first = FIRST if refused == 0 else len(items)  # a refusal is never folded away
    uid = [examination.uid]
    is_kept = examination.document is not None
    return ExaminationPage(
        title=_title(decided),
        kicker=_kicker(examination, result),
        lead=_lead(examination),
        filters=_filters(examination, standing, chosen),
        rules=result["rules"],
        leaves=sheet_of(result["blocks"], shown, decided.corrected),
        first=items[:first],
        rest=items[first:],
        fixed=tuple(write.item(one) for one in decided.fixed),
        dismissed=tuple(write.item(one) for one in decided.dismissed),
        at_once=len(formal) if len(formal) > 1 else 0,
        at_once_url=with_filter(reverse("doctor:accept_formal", args=uid), write.chosen),
        notes=tuple(in_language(note) for note in result["notes"]),
        url=reverse("doctor:detail", args=uid),
        docx_label=_("Tải DOCX đã sửa, có ghi chú") if decided.corrections else _("Tải DOCX có ghi chú"),
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


def _title(decided: Sorted) -> str:
    if decided.found and not decided.standing:
        return _("Không còn phát hiện nào phải xem")
    return headline(decided.standing)


def _filters(examination: Examination, standing: Sequence[Found], chosen: str) -> tuple[Link, ...]:
    url = reverse("doctor:detail", args=[examination.uid])
    chips = [Link(_("Tất cả"), url, current=chosen not in FILTERS, count=len(standing))]
    is_compared = bool(examination.other_name or examination.superior_label)
    for word, severity in FILTERS.items():
        if word == ABOVE and not is_compared:
            continue
        count = sum(fits(one, word) for one in standing)
        label = severity_words(severity) if severity else _("So với cấp trên")
        chips.append(
            Link(label, f"{url}?muc={word}#phat-hien", current=word == chosen, count=count, icon=_ICONS[severity])
        )
    return tuple(chips)
