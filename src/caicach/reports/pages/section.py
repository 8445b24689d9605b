"""The editor of one section: what is printed, with every figure's origin; the words to change; what stands beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.reports.constants import ReportState
from caicach.reports.mapping import template_of
from caicach.reports.models import Report, ReportSection, SectionVersion
from caicach.reports.pages.navigation import NavChapter, chapters_of, crumbs_of
from caicach.reports.pages.origins import figure_address
from caicach.reports.selectors import UnitText
from caicach.ui.values import Link
from reform.forms.tree import Cell
from reform.narratives import Facts, Match, MatchKind, Paragraph, Printed, Section, matched, slots_of, typed_numbers

__all__ = [
    "HistoryPage",
    "SectionPage",
    "TypedRow",
    "ViewParagraph",
    "ViewPiece",
    "match_sentence",
    "paragraphs_shown",
    "section_page",
]

_BASES = {
    "prev": "so với kỳ trước",
    "yoy": "so với cùng kỳ năm trước",
    "yearend": "so với cả năm trước",
    "target": "so với chỉ tiêu",
}


@dataclass(frozen=True, slots=True)
class ViewPiece:
    """Words of the preview that look alike."""

    text: str
    kind: str = ""  # "", "figure", "gap", "note", "matched", "near", "unmatched"
    title: str = ""  # where it is from
    url: str = ""


@dataclass(frozen=True, slots=True)
class ViewParagraph:
    """One paragraph of the preview."""

    kind: str
    pieces: tuple[ViewPiece, ...]


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A number that somebody typed, as the list beside shows it."""

    text: str
    around: str
    kind: str
    sentence: str
    known: str  # the figure's own value, where it is near another
    url: str  # the cell of the figure that it is, or is near to
    form: Any  # OwnLineForm, where it may become a line


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section of a report."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    chapters: tuple[NavChapter, ...]
    paragraphs: tuple[ViewParagraph, ...]
    form: Any  # SectionForm, None where the reader does not write
    typed: tuple[TypedRow, ...]
    units: tuple[UnitText, ...]
    slots: tuple[Link, ...]  # free slots that a unit's text can go into: label and key
    is_done: bool
    writer: str  # who took the section to write it
    saved: str  # who saved it last
    theirs: str  # what somebody else saved meanwhile; empty: nobody did
    why_not: str  # why the reader does not write
    urls: dict[str, str]


def section_page(  # noqa: PLR0913 - all that a page shows
    report: Report,
    section: Section,
    row: ReportSection | None,
    facts: Facts,
    rows: Mapping[str, ReportSection],
    *,
    paragraphs: tuple[Paragraph, ...],
    form: Any,
    typed: tuple[TypedRow, ...],
    units: tuple[UnitText, ...] = (),
    theirs: str = "",
    why_not: str = "",
) -> SectionPage:
    """Return the page; ``form`` is None where the reader does not write the section."""
    arguments = [report.uid, section.key]
    return SectionPage(
        title=section.title or template_of(report.template).title,
        kicker=f"{report.period.name} · {report.agency.current_name} · {ReportState(report.state).label}",
        crumbs=crumbs_of(report, Link(section.title or _("Nội dung"))),
        chapters=chapters_of(report, facts, rows, current=section.key),
        paragraphs=paragraphs_shown(report, paragraphs, facts),
        form=form,
        typed=typed,
        units=units,
        slots=tuple(Link(f"{one.key}: {one.hint}", one.key) for one in slots_of(section.text)),
        is_done=bool(row and row.done_at),
        writer=row.writer.full_name if row and row.writer else "",
        saved=_saved(row),
        theirs=theirs,
        why_not=why_not,
        urls={
            "history": reverse("reports:history", args=arguments),
            "done": reverse("reports:section-done", args=arguments),
            "take": reverse("reports:take", args=arguments),
            "insert": reverse("reports:insert", args=arguments),
            "own_line": reverse("reports:own-line", args=arguments),
            "report": reverse("reports:report", args=[report.uid]),
        },
    )


def _saved(row: ReportSection | None) -> str:
    if row is None or row.saved_at is None:
        return _("Lời văn của mẫu, chưa ai sửa.")
    name = row.saved_by.full_name if row.saved_by else ""
    return _("%(name)s lưu lúc %(at)s.") % {"name": name, "at": f"{row.saved_at:%d/%m/%Y %H:%M}"}


def paragraphs_shown(report: Report, paragraphs: tuple[Paragraph, ...], facts: Facts) -> tuple[ViewParagraph, ...]:
    """Return paragraphs with what each figure is and where it stands in the form."""
    matches: dict[int, list[Match]] = {}
    for number in typed_numbers(paragraphs):
        matches.setdefault(number.paragraph, []).append(matched(number, facts))
    return tuple(
        ViewParagraph(one.kind, tuple(_pieces(report, one, facts, matches.get(at, []))))
        for at, one in enumerate(paragraphs)
    )


def _pieces(report: Report, paragraph: Paragraph, facts: Facts, matches: list[Match]) -> Iterator[ViewPiece]:
    at = 0
    for run in paragraph.runs:
        inside = [one for one in matches if at <= one.number.start < at + len(run.text)]
        if isinstance(run, Printed) and not run.slot:
            yield from _printed(report, run, facts)
        else:
            yield from _typed(report, run.text, at, inside)
        at += len(run.text)


def _printed(report: Report, run: Printed, facts: Facts) -> Iterator[ViewPiece]:
    if run.gaps and not run.figures:
        yield ViewPiece(run.text, "gap", _("Chưa có số liệu: %(what)s") % {"what": run.gaps[0].what})
        return
    reached = 0
    for one in sorted(run.figures, key=lambda shown: shown.start):
        if one.start > reached:
            yield ViewPiece(run.text[reached : one.start])
        yield ViewPiece(
            run.text[one.start : one.end],
            "figure",
            _origin(one.cell, one.basis, facts),
            figure_address(report, one.cell),
        )
        reached = one.end
    if run.text[reached:]:
        yield ViewPiece(run.text[reached:])
    for number, (_place, words) in enumerate(run.notes, start=1):
        yield ViewPiece(f"[{number}]", "note", words)


def _origin(cell: Cell, basis: str, facts: Facts) -> str:
    line = facts.lines().get(cell.key)
    label = f"{line.number} {line.label}".strip() if line else str(cell)
    members = [
        facts.form.dimensions[key].members[member] for key, member in cell.members if key in facts.form.dimensions
    ]
    told = f"{label} ({', '.join(members)})" if members else label
    return f"{told}, {_BASES[basis]}" if basis in _BASES else told


def _typed(report: Report, text: str, at: int, matches: list[Match]) -> Iterator[ViewPiece]:
    reached = 0
    for one in sorted(matches, key=lambda match: match.number.start):
        start, end = one.number.start - at, one.number.end - at
        if start > reached:
            yield ViewPiece(text[reached:start])
        url = figure_address(report, one.cell) if one.cell is not None else ""
        yield ViewPiece(text[start:end], one.kind.value, match_sentence(one), url)
        reached = end
    if text[reached:]:
        yield ViewPiece(text[reached:])


def match_sentence(match: Match) -> str:
    """Return what a typed number is, in words."""
    if match.kind is MatchKind.MATCHED:
        return _("Khớp với sổ: %(label)s") % {"label": match.label}
    if match.kind is MatchKind.NEAR:
        return _("Gần với “%(label)s”, sổ ghi %(known)s. Kiểm tra lại.") % {
            "label": match.label,
            "known": str(match.known).replace(".", ","),
        }
    return _("Không có trong sổ. Giữ nguyên, hoặc thành chỉ tiêu bổ sung.")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One version in the history."""

    number: int
    who: str
    at: datetime
    restored_from: int | None
    text: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What a section was after each save."""

    title: str
    crumbs: tuple[Link, ...]
    lines: tuple[HistoryLine, ...]
    may_write: bool
    back_url: str

    @classmethod
    def of(
        cls,
        report: Report,
        section: Section,
        versions: tuple[SectionVersion, ...],
        texts: Mapping[int, str],
        *,
        may_write: bool,
    ) -> "HistoryPage":
        """Return the page; ``texts`` are the versions as plain text, by number."""
        back = reverse("reports:section", args=[report.uid, section.key])
        return cls(
            title=_("Lịch sử: %(title)s") % {"title": section.title or section.key},
            crumbs=crumbs_of(report, Link(section.title or section.key, back), Link(_("Lịch sử"))),
            lines=tuple(
                HistoryLine(
                    one.number,
                    one.by.full_name if one.by else "",
                    one.at,
                    one.restored_from,
                    texts[one.number],
                    at == 0,
                )
                for at, one in enumerate(versions)
            ),
            may_write=may_write,
            back_url=back,
        )
