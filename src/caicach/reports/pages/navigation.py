"""The chapters of a report at the left of its pages, and its crumbs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.reports.mapping import template_of
from caicach.reports.models import Report, ReportSection
from caicach.reports.selectors import filled_section, is_blank
from caicach.ui.notation import number_text
from caicach.ui.values import Link
from reform.narratives import Facts, MatchKind, Paragraph, Section, matched, typed_numbers

__all__ = ["NavChapter", "NavSection", "chapters_of", "crumbs_of", "report_title"]


@dataclass(frozen=True, slots=True)
class NavSection:
    """One section in the list at the left."""

    key: str
    title: str
    url: str
    is_current: bool
    is_done: bool
    gaps: int  # "…" in it
    writer: str  # who took it
    doubts: int  # typed numbers that are near a figure, or unknown

    @property
    def state(self) -> str:
        """What is said behind the title."""
        if self.gaps:
            words = ngettext("%(count)s chỗ “…”", "%(count)s chỗ “…”", self.gaps)
            return words % {"count": number_text(self.gaps)}
        if self.doubts:
            words = ngettext("%(count)s số gõ tay", "%(count)s số gõ tay", self.doubts)
            return words % {"count": number_text(self.doubts)}
        return _("xong") if self.is_done else self.writer


@dataclass(frozen=True, slots=True)
class NavChapter:
    """Sections under one heading."""

    title: str
    sections: tuple[NavSection, ...]


def chapters_of(
    report: Report, facts: Facts, rows: Mapping[str, ReportSection], *, current: str = ""
) -> tuple[NavChapter, ...]:
    """Return the chapters with how far each section is."""
    return tuple(
        NavChapter(
            chapter.title or _("Mở đầu"),
            tuple(_section(report, facts, one, rows.get(one.key), current) for one in chapter.sections),
        )
        for chapter in template_of(report.template).chapters
    )


def _section(report: Report, facts: Facts, section: Section, row: ReportSection | None, current: str) -> NavSection:
    paragraphs = filled_section(section, row, facts)
    doubts = [one for one in typed_numbers(paragraphs) if matched(one, facts).kind is not MatchKind.MATCHED]
    return NavSection(
        key=section.key,
        title=section.title or _("Nội dung"),
        url=reverse("reports:section", args=[report.uid, section.key]),
        is_current=section.key == current,
        is_done=bool(row and row.done_at),
        gaps=_gaps(paragraphs),
        writer=row.writer.full_name if row and row.writer else "",
        doubts=len(doubts),
    )


def _gaps(paragraphs: tuple[Paragraph, ...]) -> int:
    printed = [one for one in paragraphs if not is_blank(one)]
    return sum(len(one.gaps) for one in printed) if printed else 1  # nobody wrote it yet


def report_title(report: Report) -> str:
    """Return ``Báo cáo quý I năm 2026 của UBND xã Suối Nhạn``."""
    return _("Báo cáo %(period)s của %(agency)s") % {
        "period": report.period.name,
        "agency": report.agency.current_name,
    }


def crumbs_of(report: Report, *more: Link) -> tuple[Link, ...]:
    """Return the way to a page of a report."""
    here = report_title(report)
    return (
        Link(_("Báo cáo"), reverse("reports:list")),
        Link(here, reverse("reports:report", args=[report.uid]) if more else ""),
        *more,
    )
