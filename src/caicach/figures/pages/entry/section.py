"""The page of one section of a return."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.pages.entry import frame
from caicach.figures.pages.entry.frame import SectionLink
from caicach.figures.pages.entry.notes import Open, notes_of, open_of
from caicach.figures.pages.entry.proofs import ProvedRow, proved_rows
from caicach.figures.pages.entry.rows import BLANK, EntryGroup, Sent, groups_of
from caicach.figures.pages.entry.shown import reason_icon
from caicach.figures.pages.entry.talk import RemarkLine, remarks_of
from caicach.figures.selectors.entry import Entry
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link
from reform.forms.sheets import SheetSection
from reform.forms.tree import When

__all__ = ["Columns", "Done", "SectionPage", "Urls", "section_page"]

_YEAR = re.compile(r" năm (\d{4})$")  # of the name of a period that is no year


@dataclass(frozen=True, slots=True)
class Column:
    """A column of earlier figures."""

    label: str
    note: str = ""  # that there are none


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of the columns with figures."""

    year_before: Column
    before: Column
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the acts of the page are sent; empty where they are not this person's."""

    section_key: str
    section: str
    cells: str
    undo: str
    reasons: str
    done: str
    explain: str
    remark: str
    owners: str
    workbook: str
    paste: str
    workbook_in: str
    document_in: str
    count: str
    hand_in: str


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was just done and can be taken back."""

    text: str
    at: str  # the moment that names it


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section, filled or read."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    banner: str
    closed: str
    closed_more: str
    refused: str
    undo_text: str
    undo_at: str
    section_title: str
    caption: str
    owner: str
    done_text: str
    sections: tuple[SectionLink, ...]
    filled: int
    required: int
    saved: str
    open: Open
    columns: Columns
    groups: tuple[EntryGroup, ...]
    footnotes: tuple[str, ...]
    reasons: tuple[tuple[str, str, str], ...]  # key, words, symbol
    blank_count: int
    blank_text: str
    proved: tuple[ProvedRow, ...]  # what proves the figures of the section
    remarks: tuple[RemarkLine, ...]
    talk_label: str
    before_link: Link | None
    after_link: Link | None
    may_fill: bool
    may_talk: bool
    may_explain: bool
    hand_in_label: str
    decide_url: str
    reopen_url: str
    correct_url: str
    history_url: str
    settle_url: str
    urls: Urls


def section_page(
    entry: Entry,
    section: SheetSection,
    *,
    today: date,
    acts: "Acts",
    sent: Sent | None = None,
    refused: str = "",
    done: Done | None = None,
) -> SectionPage:
    """Return the page of ``section``; ``sent`` and ``refused`` are a save that was refused, ``done`` one just done."""
    sheet = entry.sheet
    closed, closed_more = frame.closed_of(entry)
    groups = groups_of(entry, section, sent=sent or Sent(), notes=notes_of(entry))
    blank_count = sum(row.is_typed and row.state == BLANK for group in groups for row in group.rows)
    remarks = [one for one in entry.talks.remarks if one.section_key == section.key]
    columns = _columns(entry)
    before, after = _neighbours(entry, section)
    owner = entry.talks.owners.get(section.key)
    return SectionPage(
        title=frame.title_of(sheet),
        lead=frame.lead_of(sheet, today=today),
        crumbs=frame.crumbs_of(sheet, Link(f"{section.number}. {section.label}")),
        banner=frame.banner_of(entry),
        closed=closed,
        closed_more=closed_more,
        refused=refused,
        undo_text=done.text if done else "",
        undo_at=done.at if done else "",
        section_title=f"{section.number}. {section.label}",
        caption=_caption(section, columns),
        owner=owner.full_name if owner else "",
        done_text=_done_text(entry, section),
        sections=frame.sections_of(entry, section.key),
        filled=entry.state.filled_count,
        required=entry.state.required_count,
        saved=frame.saved_text(sheet.saved_at, today=today),
        open=open_of(entry),
        columns=columns,
        groups=groups,
        footnotes=_footnotes(entry),
        reasons=tuple((key, words, reason_icon(key)) for key, words in entry.printed.form.null_reasons.items()),
        blank_count=blank_count,
        blank_text=_("%(count)s ô còn trống: chọn lý do") % {"count": number_text(blank_count)},
        proved=proved_rows(entry, section),
        remarks=remarks_of(entry, remarks),
        talk_label=_talk_label(len(remarks)),
        before_link=before,
        after_link=after,
        may_fill=entry.may_fill,
        may_talk=acts.may_talk,
        may_explain=acts.may_explain,
        hand_in_label=acts.hand_in_label,
        decide_url=acts.decide_url,
        reopen_url=acts.reopen_url,
        correct_url=acts.correct_url,
        history_url=reverse("figures:history", args=[sheet.uid]),
        settle_url=reverse("figures:remark-done", args=[sheet.uid]) if acts.may_talk else "",
        urls=_urls(entry, section, acts),
    )


@dataclass(frozen=True, slots=True)
class Acts:
    """What the person may do with the return besides filling it."""

    may_talk: bool = True
    may_assign: bool = False  # say who fills which section
    hand_in_label: str = ""  # empty: not theirs, or not now
    is_presenting: bool = False  # the leader approves before it leaves
    may_explain: bool = False
    may_prove: bool = False  # put proofs to cells
    decide_url: str = ""
    reopen_url: str = ""
    correct_url: str = ""


def _urls(entry: Entry, section: SheetSection, acts: Acts) -> Urls:
    uid = entry.sheet.uid

    def address(name: str, *more: str) -> str:
        return reverse(f"figures:{name}", args=[uid, *more])

    return Urls(
        section_key=section.key,
        section=address("section", section.key),
        cells=address("cells", section.key),
        undo=address("undo", section.key),
        reasons=address("reasons", section.key),
        done=address("section-done", section.key) if entry.is_filler else "",
        explain=address("explain"),
        remark=address("remark"),
        owners=address("owners") if acts.may_assign else "",
        workbook=address("workbook"),
        paste=address("paste") if entry.may_fill else "",
        workbook_in=address("workbook-in") if entry.may_fill else "",
        document_in=address("document-in") if entry.may_fill else "",
        count=address("count") if entry.may_fill and entry.is_filler else "",
        hand_in=address("hand-in") if acts.hand_in_label else "",
    )


def _columns(entry: Entry) -> Columns:
    told, period = entry.earlier.returns, entry.sheet.period
    none = _("chưa có số so sánh")
    year_before, before = told.get(When.YEAR_BEFORE), told.get(When.PREVIOUS)
    past = _("Cùng kỳ năm %(year)s") % {"year": period.year - 1}
    return Columns(
        year_before=Column(_heading(year_before.period)) if year_before else Column(past, none),
        before=Column(_heading(before.period)) if before else Column(_("Kỳ trước"), none),
        now=_heading(period.name),
        change=_("So %(period)s") % {"period": _YEAR.sub(r" \1", year_before.period)}
        if year_before
        else _("So cùng kỳ"),
    )


def _heading(period: str) -> str:
    """Return the name of a period as a column says it: ``9 tháng 2026``, ``Năm 2026``."""
    text = _short(period)
    return text[:1].upper() + text[1:]


def _short(period: str) -> str:
    return _YEAR.sub(r" \1", period)


def _caption(section: SheetSection, columns: Columns) -> str:
    words = {"section": section.label, "before": columns.before.label, "year_before": columns.year_before.label}
    return _("Số liệu phần %(section)s, bên cạnh %(before)s và %(year_before)s") % words


def _done_text(entry: Entry, section: SheetSection) -> str:
    one = entry.talks.done.get(section.key)
    if one is None:
        return ""
    words = {"name": one.by.full_name if one.by else "", "date": date_text(one.at)}
    return _("đã xong, %(name)s, %(date)s") % words


def _footnotes(entry: Entry) -> tuple[str, ...]:
    """Return what is to be known of the earlier figures: of which units before a merger, of which version."""
    said: list[str] = []
    for when in (When.YEAR_BEFORE, When.PREVIOUS):
        one = entry.earlier.returns.get(when)
        if one is None:
            continue
        if one.agencies:
            words = {"period": _heading(one.period), "agencies": ", ".join(one.agencies)}
            said.append(_("%(period)s gồm số liệu của %(agencies)s, cộng theo địa giới mới.") % words)
        if one.is_other_version:
            words = {"period": _heading(one.period)}
            said.append(_("%(period)s lập theo phiên bản biểu trước; dấu ≈ là dòng gần giống, để tham khảo.") % words)
    return tuple(said)


def _talk_label(count: int) -> str:
    words = ngettext("%(count)s trao đổi", "%(count)s trao đổi", count)
    return words % {"count": number_text(count)} if count else _("Trao đổi")


def _neighbours(entry: Entry, section: SheetSection) -> tuple[Link | None, Link | None]:
    sections: Sequence[SheetSection] = entry.printed.sections
    at = next(place for place, one in enumerate(sections) if one.key == section.key)

    def link(place: int) -> Link | None:
        if not 0 <= place < len(sections):
            return None
        one = sections[place]
        return Link(f"{one.number}. {one.label}", reverse("figures:section", args=[entry.sheet.uid, one.key]))

    return link(at - 1), link(at + 1)
