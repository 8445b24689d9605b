"""The agencies that the reader's body appraises in a round, with how far each is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.constants import AssessmentState
from caicach.scoring.models import Round
from caicach.scoring.pages.appraisal.tabs import Way, ways_of
from caicach.scoring.selectors.grid import UnitAppraisal
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Link

__all__ = ["UnitLine", "UnitsPage", "units_page"]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One agency as a row."""

    name: str
    kind: str
    url: str
    looked: str
    asked: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """All agencies that the reader's body appraises."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    lines: tuple[UnitLine, ...]
    next_url: str  # the first that waits; empty: none does


def units_page(round_: Round, rows: Sequence[UnitAppraisal], ways: Iterable[Way]) -> UnitsPage:
    """Return the page; the title says how many wait."""
    waits = [row for row in rows if row.is_ready and row.looked < row.total]
    said = _("Thẩm định: %(count)s cơ quan còn điểm chờ xét") if waits else _("Thẩm định: không cơ quan nào chờ xét")
    total, looked, asked = (sum(getattr(row, name) for row in rows) for name in ("total", "looked", "asked"))
    ready = sum(row.is_ready for row in rows)
    return UnitsPage(
        title=said % {"count": number_text(len(waits))},
        kicker=round_.title,
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(round_.title, reverse("scoring:round", args=[round_.uid])),
            Link(_("Thẩm định")),
        ),
        tabs=ways_of(round_, ways, Way.UNITS),
        ribbon=(
            Figure(_("Cơ quan bạn thẩm định"), number_text(len(rows))),
            Figure(_("Đã khóa tự chấm"), number_text(ready), unit=f"/ {number_text(len(rows))}"),
            Figure(_("Điểm đã xét"), number_text(looked), unit=f"/ {number_text(total)}"),
            Figure(_("Đang yêu cầu bổ sung"), number_text(asked), tone="bad" if asked else ""),
        ),
        lines=tuple(map(_line, rows)),
        next_url=_url(waits[0]) if waits else "",
    )


def _url(row: UnitAppraisal) -> str:
    return reverse("scoring:unit-appraisal", args=[row.assessment.uid])


def _line(row: UnitAppraisal) -> UnitLine:
    sheet = row.assessment
    state, tone = str(AssessmentState(sheet.state).label), "line"
    if row.is_ready:
        state, tone = (_("đang xét"), "warn") if row.looked < row.total else (_("đã xét hết"), "ok")
    return UnitLine(
        name=sheet.agency.current_name,
        kind=str(LEVEL_WORDS.get(sheet.round_set.kind, sheet.round_set.kind)),
        url=_url(row),
        looked=f"{number_text(row.looked)}/{number_text(row.total)}",
        asked=number_text(row.asked) if row.asked else "",
        state=state,
        tone=tone,
    )
