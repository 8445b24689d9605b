"""The list of reports, one report, and the pages around its text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.documents.selectors import address_of_document
from caicach.reports.constants import FileKind, RecipientKind, ReportState
from caicach.reports.mapping import difference_from, frozen_of
from caicach.reports.models import Report, ReportFile, ReportSection
from caicach.reports.pages.navigation import NavChapter, chapters_of, crumbs_of, report_title
from caicach.reports.pages.origins import figure_address
from caicach.reports.selectors import DutyLine
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Fact, Link
from reform.narratives import Difference, Facts, printed_figure

__all__ = [
    "CheckPage",
    "DutiesPage",
    "DutyRow",
    "FormPage",
    "ListPage",
    "Problem",
    "ReportPage",
    "moved_figures",
    "report_page",
]

_TONES = {"drafting": "", "checked": "warn", "issued": "ok", "superseded": ""}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report of the list."""

    title: str
    url: str
    agency: str
    recipient: str
    state: str
    tone: str
    symbol: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The reports within reach."""

    title: str
    lines: tuple[ReportLine, ...]
    form: Any  # NewForm; None where there is nothing to write
    templates_url: str
    own_lines_url: str

    @classmethod
    def of(cls, reports: Sequence[Report], form: Any) -> "ListPage":
        """Return the page."""
        urls = (reverse("reports:templates"), reverse("reports:own-lines"))
        return cls(_("Báo cáo"), tuple(map(_line, reports)), form, *urls)


def _line(report: Report) -> ReportLine:
    edition = _(", bản %(number)s") % {"number": report.edition} if report.edition > 1 else ""
    return ReportLine(
        title=f"{report.period.name}{edition}",
        url=reverse("reports:report", args=[report.uid]),
        agency=report.agency.current_name,
        recipient=str(RecipientKind(report.recipient).label),
        state=str(ReportState(report.state).label),
        tone=_TONES[report.state],
        symbol=f"{report.symbol}, {date_text(report.issued_on)}" if report.issued_on else "",
    )


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One figure of a paper that came back which is not the one issued."""

    place: str
    words: str
    was: str
    now: str
    kind: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A paper that came back."""

    name: str
    url: str
    kind: str
    note: str
    differences: tuple[DifferenceLine, ...]
    correct_url: str  # to a correction slip, where a cell of the ledger differs


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    facts: tuple[Fact, ...]
    chapters: tuple[NavChapter, ...]
    is_drafting: bool
    is_checked: bool
    is_issued: bool
    may_write: bool
    issue: Any  # IssueForm, where the reader enters numbers now
    bring: Any  # BringForm
    files: tuple[FileLine, ...]
    moved: tuple[tuple[str, str, str, str], ...]  # figures that are others now: label, issued, now, their cell
    charts: tuple[Any, ...]
    urls: dict[str, str]


def report_page(  # noqa: PLR0913 - all that a page shows
    report: Report,
    facts: Facts,
    rows: Mapping[str, ReportSection],
    *,
    may_write: bool,
    issue: Any = None,
    bring: Any = None,
    files: Sequence[ReportFile] = (),
    charts: Sequence[Any] = (),
    correct_url: str = "",
) -> ReportPage:
    """Return the page of a report."""
    chapters = chapters_of(report, facts, rows)
    sections = [one for chapter in chapters for one in chapter.sections]
    done = sum(one.is_done for one in sections)
    gaps = sum(one.gaps for one in sections)
    return ReportPage(
        title=report_title(report),
        kicker=f"{ReportState(report.state).label} · {report.template.title}",
        lead=_lead(report, done, len(sections), gaps),
        crumbs=crumbs_of(report),
        facts=_facts(report),
        chapters=chapters,
        is_drafting=report.state == ReportState.DRAFTING,
        is_checked=report.state == ReportState.CHECKED,
        is_issued=report.state in (ReportState.ISSUED, ReportState.SUPERSEDED),
        may_write=may_write,
        issue=issue,
        bring=bring,
        files=tuple(_file(one, correct_url) for one in files),
        moved=moved_figures(report, facts),
        charts=tuple(charts),
        urls=_urls(report),
    )


def _lead(report: Report, done: int, total: int, gaps: int) -> str:
    if report.state != ReportState.DRAFTING:
        return _("Số liệu và lời văn đã chốt; sổ đổi sau đó không làm đổi báo cáo.")
    missing = _("%(gaps)s chỗ chưa có số liệu") % {"gaps": gaps} if gaps else _("đủ số liệu")
    return _("%(done)s trong %(total)s phần đã xong, %(missing)s.") % {"done": done, "total": total, "missing": missing}


def _facts(report: Report) -> tuple[Fact, ...]:
    rows = [
        Fact(_("Số liệu"), _("từ %(from)s đến %(to)s") % {
            "from": date_text(report.period.data_from), "to": date_text(report.period.data_to),
        }),
        Fact(_("Nơi nhận"), str(RecipientKind(report.recipient).label)),
        Fact(_("Số, ngày"), _number_text(report)),
    ]  # fmt: skip
    if report.document is not None:
        rows.append(Fact(_("Sổ văn bản"), str(report.document), url=address_of_document(report.document)))
    if report.checked_by is not None:
        note = _("còn %(gaps)s chỗ “…”") % {"gaps": report.gap_count} if report.gap_count else ""
        rows.append(Fact(_("Người chốt"), report.checked_by.full_name, note=note))
    if report.frozen_sha256:
        rows.append(Fact(_("Mã bản chốt"), report.frozen_sha256[:12]))
    return tuple(rows)


def _number_text(report: Report) -> str:
    if report.issued_on is None:
        return _("văn thư chưa cấp")
    return f"{report.symbol}, {date_text(report.issued_on)}"


def _file(one: ReportFile, correct_url: str) -> FileLine:
    found = [difference_from(told) for told in json.loads(one.differences)]
    if not one.is_readable:
        note = _("Không đọc được tệp nên chưa so được số; tệp vẫn được giữ.")
    elif found:
        note = _("%(count)s số khác bản đã chốt. Sổ số liệu không bị sửa.") % {"count": len(found)}
    else:
        note = _("Mọi số khớp bản đã chốt.")
    return FileLine(
        name=one.name,
        url=reverse("files:download", args=[one.file.uid, one.name]),
        kind=str(FileKind(one.kind).label),
        note=note,
        differences=tuple(map(_difference, found)),
        correct_url=correct_url if any(two.cell is not None and two.now for two in found) else "",
    )


def _difference(one: Difference) -> DifferenceLine:
    kinds = {"changed": _("đổi"), "missing": _("bị bỏ"), "new": _("thêm mới")}
    return DifferenceLine(one.place, one.sentence, one.was or "–", one.now or "–", kinds[one.kind.value])


def moved_figures(report: Report, facts: Facts) -> tuple[tuple[str, str, str, str], ...]:
    """Return the printed figures that are others in the ledger now: label, as issued, as they are, their cell."""
    if not report.frozen:
        return ()
    lines = facts.lines()
    moved = []
    for row in frozen_of(report).annex:
        line = lines.get(row.cell.key) if row.cell else None
        if row.cell is None or line is None or line.choice is not None:
            continue
        figure = facts.figure(row.cell)
        has_number = figure is not None and figure.number is not None
        now = printed_figure(figure, line, facts.form).rstrip("%") if figure is not None and has_number else ""
        if now != row.printed:
            moved.append((row.label, row.printed or "–", now or "–", figure_address(report, row.cell)))
    return tuple(moved)


def _urls(report: Report) -> dict[str, str]:
    names = ("head", "duties", "targets", "check", "reopen", "issue", "replace", "bring")
    urls = {name: reverse(f"reports:{name}", args=[report.uid]) for name in names}
    return urls | {ending: reverse("reports:download", args=[report.uid, ending]) for ending in ("docx", "pdf", "xlsx")}


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form on a page of its own."""

    title: str
    crumbs: tuple[Link, ...]
    form: Any
    back_url: str
    button: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty with the form that answers it."""

    line: DutyLine
    form: Any  # AnswerForm; None where nothing is to be answered any more
    note: str


@dataclass(frozen=True, slots=True)
class DutiesPage:
    """The duties of the period."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    rows: tuple[DutyRow, ...]
    back_url: str

    @classmethod
    def of(cls, report: Report, rows: tuple[DutyRow, ...]) -> "DutiesPage":
        """Return the page."""
        answered = sum(1 for row in rows if row.line.answer is not None)
        return cls(
            title=_("Nhiệm vụ của kỳ"),
            lead=_(
                "Đã trả lời %(answered)s trong %(total)s nhiệm vụ. Trả lời ở đây là minh chứng, "
                "là câu trong báo cáo và là dòng của phụ lục."
            )
            % {"answered": answered, "total": len(rows)},
            crumbs=crumbs_of(report, Link(_("Nhiệm vụ của kỳ"))),
            rows=rows,
            back_url=reverse("reports:report", args=[report.uid]),
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at before signing."""

    title: str
    words: str
    url: str = ""
    cell_url: str = ""  # the figure of the ledger that a number may be


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What to look at before a report is closed for signing."""

    title: str
    crumbs: tuple[Link, ...]
    gaps: tuple[Problem, ...]
    typed: tuple[Problem, ...]
    doctor: tuple[Problem, ...]
    form: Any  # CheckForm
    back_url: str
    urls: dict[str, str]

    @classmethod
    def of(
        cls,
        report: Report,
        gaps: tuple[Problem, ...],
        typed: tuple[Problem, ...],
        doctor: tuple[Problem, ...],
        form: Any,
    ) -> "CheckPage":
        """Return the page."""
        count = len(gaps) + len(typed) + len(doctor)
        title = _("Báo cáo sẵn sàng trình ký")
        if count:
            words = ngettext(
                "%(count)s chỗ cần xem trước khi trình ký", "%(count)s chỗ cần xem trước khi trình ký", count
            )
            title = words % {"count": number_text(count)}
        crumbs = crumbs_of(report, Link(_("Kiểm tra")))
        back = reverse("reports:report", args=[report.uid])
        doctor_url = reverse("reports:doctor", args=[report.uid])
        return cls(title, crumbs, gaps, typed, doctor, form, back, _urls(report) | {"doctor": doctor_url})
