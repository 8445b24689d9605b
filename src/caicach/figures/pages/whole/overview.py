"""How far the whole is: who is missing, which sections are merged, what does not fit, what to do next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.models import Explanation, SectionDone
from caicach.figures.pages.whole.frame import Banner, address, banner_of, crumbs_of, kicker_of, tabs_of
from caicach.figures.pages.whole.notes import Refused, SumNote, notes_of, open_in
from caicach.figures.selectors.whole_view import WholeView
from caicach.ui.notation import moment_text, number_text
from caicach.ui.values import Figure, Link
from reform.forms.model import Weight
from reform.forms.sheets import SheetSection

__all__ = ["OverviewPage", "overview_page"]

_MOST_FINDINGS = 40  # that the overview lists; the rest stand in their sections


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of the whole."""

    key: str
    number: str
    label: str
    url: str
    owner: str  # who looks after it in the body
    hard: int
    soft: int
    explained: int
    merged: str  # by whom and when; empty: not merged
    may_merge: bool
    is_merged: bool


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A body that handed nothing in."""

    name: str
    url: str
    late_days: int


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The page."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    banner: Banner | None
    ribbon: tuple[Figure, ...]
    sections: tuple[SectionLine, ...]
    findings: tuple[SumNote, ...]
    findings_title: str
    findings_more: str
    missing: tuple[MissingLine, ...]
    urls: dict[str, str]
    may_consolidate: bool
    may_merge: bool
    can_finish: bool
    can_unfinish: bool
    can_lock: bool
    can_publish: bool
    published: str  # when, in words; empty: nothing is public
    may_unpublish: bool


def overview_page(
    view: WholeView,
    *,
    today: date,
    corrections: int,
    below: Iterable[Explanation] = (),
    refused: Refused | None = None,
) -> OverviewPage:
    """Return the page; ``below``: what bodies explained, ``refused``: an explanation that could not be kept."""
    notes = notes_of(view, below, refused=refused)
    sections = tuple(_section(view, one) for one in view.printed.sections)
    ready = view.run is not None and view.whole.stale_since is None
    return OverviewPage(
        title=_title(view),
        kicker=kicker_of(view),
        lead=_lead(view),
        crumbs=crumbs_of(view.whole),
        tabs=tabs_of(view, "overview", corrections=corrections),
        banner=banner_of(view),
        ribbon=_ribbon(view, sections),
        sections=sections,
        findings=notes[:_MOST_FINDINGS],
        findings_title=_findings_title(notes),
        findings_more=_findings_more(len(notes) - _MOST_FINDINGS),
        missing=tuple(
            MissingLine(one.sheet.agency.current_name, reverse("figures:entry", args=[one.sheet.uid]), one.late_days)
            for one in view.missing(today)
        ),
        urls=_urls(view),
        may_consolidate=view.may_consolidate,
        may_merge=view.is_open and ready and any(one.may_merge and not one.is_merged for one in sections),
        can_finish=view.may_consolidate and view.is_open and ready and view.is_finished,
        can_unfinish=view.may_consolidate and not view.is_open and not view.is_locked,
        can_lock=view.may_consolidate and not view.is_open and not view.is_locked and ready,
        can_publish=view.may_consolidate and not view.is_open and ready,
        published=_published(view),
        may_unpublish=view.may_consolidate and view.whole.period.published_at is not None,
    )


def _findings_title(notes: Sequence[SumNote]) -> str:
    open_count = sum(one.tone != "ok" for one in notes)
    if not open_count:
        return _("Mọi chỗ chưa khớp của số tổng hợp đã được giải trình")
    words = ngettext(
        "%(count)s chỗ của số tổng hợp chưa khớp, chưa giải trình",
        "%(count)s chỗ của số tổng hợp chưa khớp, chưa giải trình",
        open_count,
    )
    return words % {"count": number_text(open_count)}


def _findings_more(left: int) -> str:
    words = _("Còn %(count)s chỗ nữa, xem trong từng phần của biểu.")
    return words % {"count": number_text(left)} if left > 0 else ""


def _published(view: WholeView) -> str:
    at = view.whole.period.published_at
    return _("Đã công bố lúc %(at)s") % {"at": moment_text(at)} if at is not None else ""


def _urls(view: WholeView) -> dict[str, str]:
    names = ("preview", "merge", "unmerge", "finish", "unfinish", "explain")
    made = {name: address(view.whole, f"whole-{name}") for name in names}
    made["lock"] = reverse("figures:lock", args=[view.whole.period.uid])
    period_uid = view.whole.period.uid
    made |= {name: reverse(f"figures:{name}", args=[period_uid]) for name in ("publish", "unpublish")}
    made["open_data"] = reverse("open_data:dataset", args=[period_uid])
    made["workbook"] = reverse("figures:workbook", args=[view.whole.uid])
    made["csv"] = reverse("figures:return-data", args=[view.whole.uid, "csv"])
    made["json"] = reverse("figures:return-data", args=[view.whole.uid, "json"])
    return made


def _title(view: WholeView) -> str:
    counted, owed = len(view.below.counted), len(view.below.owed)
    if counted == owed:
        return _("Đủ %(owed)s đơn vị trong số liệu %(period)s") % {
            "owed": number_text(owed), "period": view.whole.period.name,
        }  # fmt: skip
    return _("%(counted)s trong %(owed)s đơn vị đã vào số liệu %(period)s") % {
        "counted": number_text(counted),
        "owed": number_text(owed),
        "period": view.whole.period.name,
    }


def _lead(view: WholeView) -> str:
    if view.run is None:
        return ""
    return _("Tổng hợp lần %(number)s lúc %(at)s, %(who)s.") % {
        "number": number_text(view.run.number),
        "at": moment_text(view.run.at),
        "who": view.run.by.full_name if view.run.by is not None else _("hệ thống"),
    }


def _ribbon(view: WholeView, sections: tuple[SectionLine, ...]) -> tuple[Figure, ...]:
    owed = len(view.below.owed)
    merged = sum(one.is_merged for one in sections)
    hard = sum(one.hard for one in sections)
    soft = sum(one.soft for one in sections)
    lacking = owed - len(view.below.counted) - view.waiting
    return (
        Figure(_("Đã nhận"), number_text(len(view.below.counted)), _("/ %(of)s đơn vị") % {"of": number_text(owed)}),
        Figure(_("Chờ nhận"), number_text(view.waiting), note=_("đã gửi, chưa quyết định")),
        Figure(_("Chưa gửi"), number_text(lacking), url="#h-chua-gui", tone="bad" if lacking else ""),
        Figure(
            _("Phần đã ghép"),
            number_text(merged),
            f"/ {number_text(len(sections))}",
            note=_("%(hard)s chỗ sai, %(soft)s chỗ cần giải trình")
            % {"hard": number_text(hard), "soft": number_text(soft)},
        ),
    )


def _section(view: WholeView, section: SheetSection) -> SectionLine:
    cells = {row.cell for row in section.rows}
    every = [one for one in view.state.findings if one.cell in cells]
    mine = open_in(view, cells)
    done = view.done.get(section.key)
    owners = next(one.owners for one in view.printed.form.sections if one.key == section.key)
    return SectionLine(
        key=section.key,
        number=section.number,
        label=section.label,
        url=address(view.whole, "whole-section", section=section.key),
        owner=owners.get(view.whole.level, ""),
        hard=sum(one.weight is Weight.HARD for one in mine),
        soft=sum(one.weight is Weight.SOFT for one in mine),
        explained=len(every) - len(mine),
        merged=_merged(done) if done else "",
        may_merge=section.key in view.mergeable,
        is_merged=done is not None,
    )


def _merged(done: SectionDone) -> str:
    name = done.by.full_name if done.by else _("hệ thống")
    return _("%(who)s, %(at)s") % {"who": name, "at": moment_text(done.at)}
