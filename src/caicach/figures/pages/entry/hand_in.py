"""The page before a return leaves: what is filled, what is blank, what does not fit; nothing of it stops handing in."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.pages.entry import frame
from caicach.figures.pages.entry.notes import line_number, link_of
from caicach.figures.pages.entry.rows import places_of
from caicach.figures.pages.entry.section import Acts
from caicach.figures.selectors.entry import Entry
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Figure, Link
from reform.forms.model import Weight

__all__ = ["BlankSection", "HandInPage", "Paper", "hand_in_page"]

BLANKS_SHOWN = 24  # links to blank cells; the rest is counted
SOFT_SHOWN = 12  # links to what wants an explanation


@dataclass(frozen=True, slots=True)
class BlankSection:
    """The required cells of a section that are still blank."""

    label: str
    url: str
    cells: tuple[Link, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The unit's paper, where somebody hands in for it; or the day of the signature."""

    symbol: str = ""
    issued_on: str = ""
    kept_at: str = ""
    signed_on: str = ""


@dataclass(frozen=True, slots=True)
class HandInPage:
    """What leaves, and to whom."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    hard: tuple[Link, ...]
    soft: tuple[Link, ...]
    soft_more: str
    explained: tuple[tuple[Link, str], ...]  # finding, its explanation
    blanks: tuple[BlankSection, ...]
    unfinished: tuple[str, ...]  # sections that nobody said are done, though somebody fills them
    verdict: str
    tone: str
    is_for_unit: bool
    button: str
    what_then: tuple[str, ...]
    paper: Paper
    errors: dict[str, str]
    refused: str
    url: str
    back_url: str


def hand_in_page(
    entry: Entry,
    *,
    today: date,
    acts: Acts,
    paper: Paper | None = None,
    errors: dict[str, str] | None = None,
    refused: str = "",
) -> HandInPage:
    """Return the page; ``paper``, ``errors`` and ``refused`` are what was sent and not taken."""
    sheet, state = entry.sheet, entry.state
    found = entry.open_findings
    hard = tuple(link_of(entry, one) for one in found if one.weight is Weight.HARD)
    soft = tuple(link_of(entry, one) for one in found if one.weight is not Weight.HARD)
    explained = tuple(
        (link_of(entry, one), entry.explained[one.rule, one.cell].text)
        for one in entry.shown_findings
        if (one.rule, one.cell) in entry.explained
    )
    missing = state.required_count - state.filled_count
    verdict, tone = _verdict(len(hard) + len(soft), missing)
    return HandInPage(
        title=_("Gửi số liệu %(period)s cho %(receiver)s")
        % {"period": sheet.period.name, "receiver": sheet.period.receiver.current_name},
        lead=frame.lead_of(sheet, today=today),
        crumbs=frame.crumbs_of(sheet, Link(_("Gửi số liệu"))),
        figures=_figures(state.filled_count, state.required_count, len(hard), len(soft), len(explained)),
        hard=hard,
        soft=soft[:SOFT_SHOWN],
        soft_more=_("và %(count)s chỗ khác") % {"count": number_text(left)}
        if (left := len(soft) - SOFT_SHOWN) > 0
        else "",
        explained=explained,
        blanks=_blanks(entry),
        unfinished=_unfinished(entry),
        verdict=verdict,
        tone=tone,
        is_for_unit=not entry.is_filler,
        button=acts.hand_in_label,
        what_then=_what_then(entry, acts),
        paper=paper or Paper(signed_on=date_text(sheet.signed_on) if sheet.signed_on else ""),
        errors=errors or {},
        refused=refused,
        url=reverse("figures:hand-in", args=[sheet.uid]),
        back_url=reverse("figures:entry", args=[sheet.uid]),
    )


def _more(left: int) -> str:
    return _("và %(count)s chỗ khác") % {"count": number_text(left)} if left > 0 else ""


def _figures(filled: int, required: int, hard: int, soft: int, explained: int) -> tuple[Figure, ...]:
    return (
        Figure(_("Ô bắt buộc đã nhập"), number_text(filled), unit=f"/ {number_text(required)}"),
        Figure(_("Lỗi chưa sửa"), number_text(hard), tone="bad" if hard else ""),
        Figure(_("Chỗ chưa giải trình"), number_text(soft)),
        Figure(_("Đã giải trình"), number_text(explained)),
    )


def _verdict(findings: int, missing: int) -> tuple[str, str]:
    parts = []
    if findings:
        words = ngettext("%(count)s lỗi chưa giải trình", "%(count)s lỗi chưa giải trình", findings)
        parts.append(words % {"count": number_text(findings)})
    if missing:
        words = ngettext("%(count)s ô chưa nhập", "%(count)s ô chưa nhập", missing)
        parts.append(words % {"count": number_text(missing)})
    if not parts:
        return _("Đủ số liệu, không có chỗ nào chưa khớp"), "ok"
    return _("Gửi được, và ghi kèm: có %(parts)s") % {"parts": ", ".join(parts)}, "warn"


def _blanks(entry: Entry) -> tuple[BlankSection, ...]:
    places, left, made = places_of(entry), BLANKS_SHOWN, []
    for section in entry.printed.sections:
        blank = [row for row in section.rows if row.is_required and row.cell not in entry.filled]
        if not blank:
            continue
        url = reverse("figures:section", args=[entry.sheet.uid, section.key])
        shown = blank[: max(0, left)]
        cells = tuple(Link(f"{line_number(entry, row.cell)} {row.label}", f"{url}#{places[row.cell]}") for row in shown)
        left -= len(shown)
        rest = len(blank) - len(shown)
        more = _("và %(count)s ô khác") % {"count": number_text(rest)} if rest else ""
        made.append(BlankSection(f"{section.number}. {section.label}", url, cells, more))
    return tuple(made)


def _unfinished(entry: Entry) -> tuple[str, ...]:
    talks = entry.talks
    return tuple(
        _("%(section)s (người nhập: %(name)s)") % {"section": one.label, "name": talks.owners[one.key].full_name}
        for one in entry.printed.sections
        if one.key in talks.owners and one.key not in talks.done
    )


def _what_then(entry: Entry, acts: Acts) -> tuple[str, ...]:
    receiver = {"receiver": entry.sheet.period.receiver.current_name}
    if acts.is_presenting:
        return (
            _("Lãnh đạo duyệt rồi bản số liệu mới gửi %(receiver)s; trong lúc chờ duyệt số liệu không đổi.") % receiver,
            _("Muốn sửa, rút bản trình ở trang nhiệm vụ."),
        )
    return (
        _("%(receiver)s nhận, hoặc trả lại và nói rõ chỗ cần sửa.") % receiver,
        _("Sau khi gửi, số liệu không sửa được nữa trừ khi được trả lại hoặc mở lại; giải trình thì vẫn bổ sung được."),
    )
