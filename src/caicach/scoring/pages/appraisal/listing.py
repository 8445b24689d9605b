"""What the reader's body appraises in a round, area by area, with how far it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.models import Round
from caicach.scoring.pages.appraisal.tabs import Way, ways_of
from caicach.scoring.pages.assessment.frame import plain
from caicach.scoring.pages.phase_finish import FinishBlock
from caicach.scoring.selectors.grid import LeafProgress
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Link

__all__ = ["AppraisalPage", "AreaBlock", "LeafLine"]


@dataclass(frozen=True, slots=True)
class LeafLine:
    """One sub-criterion as a row."""

    title: str
    url: str
    most: str
    ready: str
    looked: str
    percent: int
    state: str
    tone: str
    asked: str


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """The sub-criteria of one area."""

    label: str
    lines: tuple[LeafLine, ...]


@dataclass(frozen=True, slots=True)
class AppraisalPage:
    """All that the reader's body appraises."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    areas: tuple[AreaBlock, ...]
    appeals_url: str
    next_url: str  # the first that waits; empty: none does
    finish: FinishBlock | None = None  # None: the reader's body has nothing to say to be done
    tabs: tuple[Link, ...] = ()

    @classmethod
    def of(
        cls,
        round_: Round,
        rows: Sequence[LeafProgress],
        finish: FinishBlock | None = None,
        ways: Iterable[Way] = (),
    ) -> "AppraisalPage":
        """Return the page; the title says what waits."""
        waits = sum(row.ready - row.looked for row in rows)
        first = next((row for row in rows if row.looked < row.ready), None)
        said = _("Thẩm định: %(count)s điểm chờ xét") if waits else _("Thẩm định: không còn điểm nào chờ xét")
        return cls(
            title=said % {"count": number_text(waits)},
            kicker=round_.title,
            crumbs=(
                Link(_("Chấm điểm"), reverse("scoring:list")),
                Link(round_.title, reverse("scoring:round", args=[round_.uid])),
                Link(_("Thẩm định")),
            ),
            ribbon=_ribbon(rows),
            areas=tuple(
                AreaBlock(label, tuple(_line(round_, row) for row in some))
                for label, some in groupby(rows, key=lambda row: f"{row.of.area.number}. {row.of.area.label}")
            ),
            appeals_url=reverse("scoring:appeals", args=[round_.uid]),
            next_url=_url(round_, first) if first else "",
            finish=finish,
            tabs=ways_of(round_, ways, Way.LEAVES),
        )


def _url(round_: Round, row: LeafProgress) -> str:
    return reverse("scoring:grid", args=[round_.uid, row.of.leaf.key])


def _ribbon(rows: Sequence[LeafProgress]) -> tuple[Figure, ...]:
    total, ready, looked, asked = (
        sum(getattr(row, name) for row in rows) for name in ("total", "ready", "looked", "asked")
    )
    of_all = f"/ {number_text(total)}"
    return (
        Figure(_("Tiêu chí cơ quan bạn thẩm định"), number_text(len(rows))),
        Figure(_("Điểm đã khóa, xét được"), number_text(ready), unit=of_all),
        Figure(_("Đã xét"), number_text(looked), unit=of_all),
        Figure(_("Đang yêu cầu bổ sung"), number_text(asked), tone="bad" if asked else ""),
    )


def _line(round_: Round, row: LeafProgress) -> LeafLine:
    leaf = row.of.leaf
    state, tone = _("chờ tự chấm"), "line"
    if row.ready:
        state, tone = (_("đang xét"), "warn") if row.looked < row.ready else (_("đã xét hết"), "ok")
    return LeafLine(
        title=f"{leaf.number} {leaf.label}",
        url=_url(round_, row),
        most=plain(leaf.points),
        ready=f"{number_text(row.ready)}/{number_text(row.total)}",
        looked=f"{number_text(row.looked)}/{number_text(row.total)}",
        percent=row.looked * 100 // row.total if row.total else 0,
        state=state,
        tone=tone,
        asked=number_text(row.asked) if row.asked else "",
    )
