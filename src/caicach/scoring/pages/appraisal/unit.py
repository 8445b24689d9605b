"""One agency over all sub-criteria that the reader's body appraises: one form, with its bonus and penalty points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState
from caicach.scoring.forms.appraisal import AdjustText, GridFilter, RowText
from caicach.scoring.models import Assessment
from caicach.scoring.pages.appraisal.adjusting import AdjustLine, adjust_line
from caicach.scoring.pages.appraisal.grid import chips_of, figures_of, passes, refused_words
from caicach.scoring.pages.appraisal.lines import GridLine, LineGroup, line_of, reason_label
from caicach.scoring.selectors.grid import GridRow
from caicach.scoring.selectors.unit_grid import UnitGrid
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Link
from reform.index import score_reasons

__all__ = ["UnitPage", "UnitSent", "unit_page"]


@dataclass(frozen=True, slots=True)
class UnitSent:
    """What was sent from the page and refused."""

    texts: Mapping[int, RowText]
    errors: Mapping[int, str]
    adjust_texts: Mapping[tuple[int, str], AdjustText]
    adjust_errors: Mapping[tuple[int, str], str]

    def of_refused(self) -> "UnitSent":
        """Return the same with the texts of the refused rows alone: the others show what stands now."""
        texts = {pk: text for pk, text in self.texts.items() if pk in self.errors}
        adjust_texts = {place: text for place, text in self.adjust_texts.items() if place in self.adjust_errors}
        return UnitSent(texts, self.errors, adjust_texts, self.adjust_errors)


NOTHING_SENT = UnitSent({}, {}, {}, {})


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One agency over sub-criteria."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    chips: tuple[Link, ...]
    claims: tuple[LineGroup, ...]  # area by area
    outside: tuple[LineGroup, ...]
    adjustments: tuple[AdjustLine, ...]
    reasons: tuple[tuple[str, str], ...]
    first: str  # the heading of the first column
    unit: str  # each row says its own
    has_sample: bool
    count: int
    outside_count: int
    url: str
    all_url: str
    sheet_url: str
    clear_words: str
    has_open: bool
    before: Link | None
    after: Link | None
    refused: str


def unit_page(grid: UnitGrid, shown: GridFilter, *, today: date, sent: UnitSent = NOTHING_SENT) -> UnitPage:
    """Return the page with the rows that ``shown`` lets pass, and with what was sent and refused."""
    sheet = grid.assessment
    url = reverse("scoring:unit-appraisal", args=[sheet.uid])
    claims, outside = (_groups(grid, shown, sent, is_outside=one) for one in (False, True))
    adjustments = tuple(
        adjust_line(row, sent.adjust_texts.get(place), sent.adjust_errors.get(place, ""), is_of_unit=True)
        for row in grid.adjustments
        for place in [(row.assessment.pk, row.of.key)]
    )
    clear = sum(row.is_clear for row in grid.rows)
    lines = [line for group in (*claims, *outside) for line in group.lines]
    return UnitPage(
        title=_("Thẩm định %(agency)s") % {"agency": sheet.agency.current_name},
        kicker=f"{sheet.round.title} · {AssessmentState(sheet.state).label}",
        lead=_("Các tiêu chí cơ quan bạn thẩm định, trên một màn hình; lưu một lần."),
        crumbs=_crumbs(sheet),
        ribbon=figures_of(grid.rows, _("Tiêu chí")),
        chips=chips_of(grid.rows, url, shown),
        claims=claims,
        outside=outside,
        adjustments=adjustments,
        reasons=tuple((one.code, reason_label(one)) for one in score_reasons(today)),
        first=_("Tiêu chí"),
        unit="",
        has_sample=any(line.has_sample for group in outside for line in group.lines),
        count=sum(len(group.lines) for group in claims),
        outside_count=sum(len(group.lines) for group in outside),
        url=shown.address(url),
        all_url=url,
        sheet_url=reverse("scoring:summary", args=[sheet.uid]),
        clear_words=_clear_words(clear),
        has_open=any(line.is_open for line in lines) or any(one.is_open for one in adjustments),
        before=_link(grid.before),
        after=_link(grid.after),
        refused=refused_words(len(sent.errors) + len(sent.adjust_errors)),
    )


def _groups(grid: UnitGrid, shown: GridFilter, sent: UnitSent, *, is_outside: bool) -> tuple[LineGroup, ...]:
    groups = (
        LineGroup(f"{area.number}. {area.label}", _lines(rows, shown, sent, is_outside=is_outside))
        for area, rows in grid.areas
    )
    return tuple(group for group in groups if group.lines)


def _lines(rows: Sequence[GridRow], shown: GridFilter, sent: UnitSent, *, is_outside: bool) -> tuple[GridLine, ...]:
    return tuple(
        line_of(row, sent.texts.get(row.score.pk), sent.errors.get(row.score.pk, ""), is_of_unit=True)
        for row in rows
        if row.leaf.rule.is_self_scored != is_outside and (passes(row, shown.look) or row.score.pk in sent.errors)
    )


def _clear_words(clear: int) -> str:
    said = _("%(count)s tiêu chí tự chấm bằng điểm đề xuất, đủ minh chứng") % {"count": number_text(clear)}
    return said if clear else ""


def _crumbs(sheet: Assessment) -> tuple[Link, ...]:
    round_ = sheet.round
    return (
        Link(_("Chấm điểm"), reverse("scoring:list")),
        Link(round_.title, reverse("scoring:round", args=[round_.uid])),
        Link(_("Thẩm định"), reverse("scoring:appraisal-units", args=[round_.uid])),
        Link(sheet.agency.current_name),
    )


def _link(sheet: Assessment | None) -> Link | None:
    if sheet is None:
        return None
    return Link(sheet.agency.current_name, reverse("scoring:unit-appraisal", args=[sheet.uid]))
