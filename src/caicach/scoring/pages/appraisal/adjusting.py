"""Bonus and penalty points at the appraisal: of one agency as rows of its page, or over all agencies of a round."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState
from caicach.scoring.forms.appraisal import AdjustText, adjust_name, adjust_shown
from caicach.scoring.pages.appraisal.grid import refused_words
from caicach.scoring.pages.appraisal.tabs import Way, ways_of
from caicach.scoring.pages.assessment.frame import plain, said_points
from caicach.scoring.selectors.adjusting import AdjustGrid, AdjustRow
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Link
from reform.index import Sign

__all__ = ["CLAIMED", "AdjustLine", "AdjustPage", "adjust_line", "adjust_page", "asked_rows"]

CLAIMED = ""  # of the address: what agencies claim, and what was given


@dataclass(frozen=True, slots=True)
class AdjustLine:
    """One bonus or penalty of one agency as a row."""

    key: str  # of its fields
    revision: int
    name: str
    sub: str
    url: str
    sign: str
    tone: str
    claimed: str
    words: str
    given: str
    note: str
    paper: Link | None
    shown: AdjustText
    is_open: bool
    error: str


def adjust_line(row: AdjustRow, sent: AdjustText | None = None, error: str = "", *, is_of_unit: bool) -> AdjustLine:
    """Return the row with what was ``sent`` and refused; ``is_of_unit``: it stands among others of one agency."""
    score, one = row.score, row.of
    sheet = row.assessment
    kind = f"{one.number} {one.label}"
    most = _("tối đa %(most)s") % {"most": plain(one.most)}
    closed = "" if row.is_open else str(AssessmentState(sheet.state).label)
    return AdjustLine(
        key=adjust_name(row),
        revision=row.revision,
        name=kind if is_of_unit else sheet.agency.current_name,
        sub="; ".join(filter(None, (most if is_of_unit else f"{kind}, {most}", closed))),
        url="" if is_of_unit else reverse("scoring:unit-appraisal", args=[sheet.uid]),
        sign=_("thưởng") if one.sign is Sign.BONUS else _("trừ"),
        tone="ok" if one.sign is Sign.BONUS else "bad",
        claimed=said_points(score.claimed if score else None),
        words=score.words if score else "",
        given=said_points(score.appraised if score else None),
        note=score.appraised_note if score else "",
        paper=_paper(row),
        shown=sent or adjust_shown(row),
        is_open=row.is_open,
        error=error,
    )


def _paper(row: AdjustRow) -> Link | None:
    document = row.score.document if row.score else None
    return None if document is None else Link(str(document), reverse("documents:detail", args=[document.uid]))


@dataclass(frozen=True, slots=True)
class AdjustPage:
    """Bonus and penalty points over all agencies of a round."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    chips: tuple[Link, ...]
    adjustments: tuple[AdjustLine, ...]
    has_open: bool
    url: str
    refused: str


def asked_rows(grid: AdjustGrid, asked: str) -> tuple[AdjustRow, ...]:
    """Return the rows of one bonus or penalty over all agencies, or (CLAIMED) all that are claimed or given."""
    if any(one.key == asked for one in grid.offered):
        return tuple(row for row in grid.rows if row.of.key == asked)
    return tuple(row for row in grid.rows if row.is_claimed)


def adjust_page(
    grid: AdjustGrid,
    asked: str,
    ways: "Iterable[Way]",
    *,
    texts: Mapping[tuple[int, str], AdjustText] | None = None,
    errors: Mapping[tuple[int, str], str] | None = None,
) -> AdjustPage:
    """Return the page; ``texts`` and ``errors``: of rows that were refused."""
    round_, texts, errors = grid.round, texts or {}, errors or {}
    url = reverse("scoring:adjustments", args=[round_.uid])
    waits = sum(row.waits for row in grid.rows)
    said = _("Điểm thưởng, điểm trừ: %(count)s mục chờ xét") if waits else _("Điểm thưởng, điểm trừ: không mục nào chờ")
    lines = tuple(
        adjust_line(row, texts.get(place), errors.get(place, ""), is_of_unit=False)
        for row in asked_rows(grid, asked)
        for place in [(row.assessment.pk, row.of.key)]
    )
    return AdjustPage(
        title=said % {"count": number_text(waits)},
        kicker=round_.title,
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(round_.title, reverse("scoring:round", args=[round_.uid])),
            Link(_("Thẩm định"), reverse("scoring:appraisal", args=[round_.uid])),
            Link(_("Điểm thưởng, điểm trừ")),
        ),
        tabs=ways_of(round_, ways, Way.ADJUSTMENTS),
        ribbon=_ribbon(grid.rows, waits),
        chips=_chips(grid, url, asked),
        adjustments=lines,
        has_open=any(line.is_open for line in lines),
        url=f"{url}?muc={asked}" if asked else url,
        refused=refused_words(len(errors)),
    )


def _ribbon(rows: Iterable[AdjustRow], waits: int) -> tuple[Figure, ...]:
    some = [row for row in rows if row.score is not None]
    given = [row for row in some if row.score is not None and row.score.appraised is not None]

    def total(sign: Sign) -> str:
        found = (row.score.appraised for row in given if row.of.sign is sign and row.score is not None)
        return said_points(sum((one for one in found if one is not None), Decimal(0)))

    return (
        Figure(_("Mục được khai hoặc đã cho"), number_text(sum(row.is_claimed for row in some))),
        Figure(_("Chờ xét"), number_text(waits), tone="bad" if waits else ""),
        Figure(_("Điểm thưởng đã cho"), total(Sign.BONUS)),
        Figure(_("Điểm trừ đã cho"), total(Sign.PENALTY)),
    )


def _chips(grid: AdjustGrid, url: str, asked: str) -> tuple[Link, ...]:
    known = {one.key for one in grid.offered}
    claimed = sum(row.is_claimed for row in grid.rows)
    every = Link(_("Đã khai hoặc đã cho"), url, current=asked not in known, count=claimed)
    return (
        every,
        *(Link(f"{one.number} {one.label}", f"{url}?muc={one.key}", current=one.key == asked) for one in grid.offered),
    )
