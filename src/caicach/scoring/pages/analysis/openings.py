"""Giving work over a whole round: which sub-criteria are worth most, and to whom of the agencies."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import ImprovementKind
from caicach.scoring.forms.improving import GiveManyForm
from caicach.scoring.models import Round
from caicach.scoring.pages.analysis.winnable import WorkWords, work_words
from caicach.scoring.pages.assessment.frame import leaf_url
from caicach.scoring.pages.ranking.words import kind_words
from caicach.scoring.selectors.openings import AgencyOpening, LeafOpening
from caicach.scoring.selectors.winnable import work_of
from caicach.ui.notation import NOTHING, date_text, decimal_text, number_text
from caicach.ui.values import Figure, Link

__all__ = ["AgencyLine", "OpeningLine", "OpeningsPage", "openings_page"]


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One sub-criterion of one kind."""

    number: str
    label: str
    work: str
    kind: str
    due: str
    agencies: str
    points: str
    given: str
    url: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency at the sub-criterion that is open."""

    assessment_id: str
    name: str
    url: str
    points: str
    given: WorkWords | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class OpeningsPage:
    """Work over a whole round."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    switch: tuple[Link, ...]
    lines: tuple[OpeningLine, ...]
    open_title: str  # empty: no sub-criterion is open
    open_key: str
    agencies: tuple[AgencyLine, ...]
    form: GiveManyForm | None
    url: str
    back_url: str
    refused: tuple[str, ...] = field(default=())


def openings_page(  # noqa: PLR0913 -- what was read of a round
    round_: Round,
    kind: ImprovementKind,
    openings: Sequence[LeafOpening],
    agencies: Sequence[AgencyOpening],
    key: str,
    form: GiveManyForm | None,
    *,
    chosen: Collection[str] | None = None,
    refused: Sequence[str] = (),
) -> OpeningsPage:
    """Return the page; ``key``: the sub-criterion that is open, or none; ``chosen``: None chooses all agencies."""
    opened = next((one for one in openings if one.leaf.key == key), None)
    is_win = kind == ImprovementKind.WIN
    address = reverse("scoring:round-work", args=[round_.uid])
    return OpeningsPage(
        title=_("Điểm còn có thể đạt: cả đợt chấm") if is_win else _("Khắc phục điểm mất: cả đợt chấm"),
        kicker=round_.title,
        lead=_("Một tiêu chí giao một lần cho nhiều cơ quan; cơ quan thường trực nghiệm thu."),
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(round_.title, reverse("scoring:round", args=[round_.uid])),
            Link(_("Phân tích"), reverse("scoring:analysis", args=[round_.uid])),
            Link(_("Giao việc")),
        ),
        ribbon=_ribbon(openings, is_win=is_win),
        switch=(
            Link(_("Còn có thể đạt"), f"{address}?loai=win", current=is_win),
            Link(_("Khắc phục"), f"{address}?loai=remedy", current=not is_win),
        ),
        lines=tuple(_line(one, address, kind, is_win=is_win, is_open=one is opened) for one in openings),
        open_title=f"{opened.leaf.number} {opened.leaf.label}" if opened else "",
        open_key=key,
        agencies=tuple(_agency(one, chosen) for one in agencies),
        form=form,
        url=f"{address}?{urlencode({'loai': kind.value, 'tieu-chi': key})}",
        back_url=reverse("scoring:analysis", args=[round_.uid]),
        refused=tuple(refused),
    )


def _ribbon(openings: Sequence[LeafOpening], *, is_win: bool) -> tuple[Figure, ...]:
    points = sum((one.points for one in openings), Decimal(0))
    given, every = sum(one.given for one in openings), sum(one.agencies for one in openings)
    return (
        Figure(_("Tiêu chí"), number_text(len(openings))),
        Figure(
            _("Điểm còn có thể đạt") if is_win else _("Điểm đã mất"), decimal_text(points), note=_("cộng mọi cơ quan")
        ),
        Figure(_("Đã giao việc"), number_text(given), unit=f"/ {number_text(every)}"),
    )


def _line(one: LeafOpening, address: str, kind: ImprovementKind, *, is_win: bool, is_open: bool) -> OpeningLine:
    query = urlencode({"loai": kind.value, "tieu-chi": one.leaf.key})
    return OpeningLine(
        number=one.leaf.number,
        label=one.leaf.label,
        work=work_of(one.leaf),
        kind=kind_words(one.kind),
        due=NOTHING if one.due_on is None else date_text(one.due_on),
        agencies=number_text(one.agencies),
        points=f"{'+' if is_win else '−'}{decimal_text(one.points)}",
        given=number_text(one.given) if one.given else NOTHING,
        url=f"{address}?{query}#h-co-quan",
        is_open=is_open,
    )


def _agency(one: AgencyOpening, chosen: Collection[str] | None) -> AgencyLine:
    assessment = one.score.assessment
    pk = str(assessment.pk)
    return AgencyLine(
        assessment_id=pk,
        name=assessment.agency.current_name,
        url=leaf_url(assessment, one.score.leaf_key),
        points=decimal_text(one.points),
        given=work_words(one.work),
        is_chosen=chosen is None or pk in chosen,
    )
