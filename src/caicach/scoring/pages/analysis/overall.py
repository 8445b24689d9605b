"""A round over all agencies: areas as shades, what cost most, how far each body's points lie from the claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.models import Round
from caicach.scoring.pages.assessment.frame import plain, said_points
from caicach.scoring.pages.ranking.words import kind_title, kind_words, raised, shade_legend, shade_of
from caicach.scoring.selectors.analysis import LeafLoss
from caicach.scoring.selectors.differences import BodyDifference
from caicach.scoring.selectors.ranking import KindRanking, Ranking, short_label
from caicach.ui.notation import NOTHING, decimal_text, number_text, percent_text
from caicach.ui.values import Figure, Link
from reform.index import IndexArea, mean_of, percent_of

__all__ = ["BodyLine", "HeatCell", "HeatLine", "HeatMap", "LossLine", "OverallPage", "overall_page"]

_SHOWN = 20  # losses, and agencies of a kind, unless all are asked for
ALL = "tat-ca"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """What one agency reached of one area."""

    text: str
    shade: str


@dataclass(frozen=True, slots=True)
class HeatLine:
    """One agency."""

    name: str
    url: str
    index: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The agencies of one kind over the areas, the best first; of many the weakest alone. The mean stands last."""

    title: str
    note: str
    heads: tuple[str, ...]
    lines: tuple[HeatLine, ...]
    mean: HeatLine
    legend: tuple[tuple[str, str], ...]
    all_label: str  # empty: all are shown


@dataclass(frozen=True, slots=True)
class LossLine:
    """One sub-criterion over all agencies of a kind."""

    number: str
    label: str
    url: str  # to the grid, where the reader appraises; else to the work that mends it
    kind: str
    lost: str
    share: str
    losing: str
    nothing: str
    unmet: str


@dataclass(frozen=True, slots=True)
class BodyLine:
    """What one body gave beside what was claimed."""

    name: str
    areas: str
    looked: str
    kept: str
    lower: str
    higher: str
    taken: str
    mean: str  # points a claim that it looked at
    appeals: str


@dataclass(frozen=True, slots=True)
class OverallPage:
    """A round over all agencies."""

    title: str
    kicker: str
    notice: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    maps: tuple[HeatMap, ...]
    losses: tuple[LossLine, ...]
    losses_note: str
    all_url: str  # empty: all are shown
    whole_url: str  # with all losses and all agencies
    bodies: tuple[BodyLine, ...]
    win_url: str  # empty: nothing can be won any more, or not this reader's work
    remedy_url: str
    annex_url: str


def overall_page(
    ranking: Ranking,
    losses: Sequence[LeafLoss],
    bodies: Sequence[BodyDifference],
    *,
    is_whole: bool,
    may_give: bool,
    is_scoring: bool,
) -> OverallPage:
    """Return the page.

    Args:
        ranking: Of all agencies.
        losses: The most first.
        bodies: The strictest first.
        is_whole: All losses are shown, not the first alone.
        may_give: The reader runs the round.
        is_scoring: Claims are still open somewhere.
    """
    round_ = ranking.round
    some = [one for one in losses if one.points]
    labels = {area.key: area for kind in ranking.kinds for area in kind.criteria.areas}
    numbers = {leaf.key: leaf.number for kind in ranking.kinds for leaf in kind.criteria.leaves}
    work = reverse("scoring:round-work", args=[round_.uid])
    return OverallPage(
        title=_("Phân tích: %(round)s") % {"round": round_.title},
        kicker=round_.owner.current_name,
        notice="" if ranking.issue is not None else _("Tạm tính theo điểm đang có; còn thay đổi đến khi công nhận."),
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(round_.title, reverse("scoring:round", args=[round_.uid])),
            Link(_("Phân tích")),
        ),
        ribbon=_ribbon(ranking, some, bodies),
        maps=tuple(_map(kind, round_, is_whole=is_whole) for kind in ranking.kinds),
        losses=tuple(_loss(one, work) for one in (some if is_whole else some[:_SHOWN])),
        losses_note=_("cộng mọi cơ quan cùng loại, mất nhiều đứng trước"),
        all_url="" if is_whole or len(some) <= _SHOWN else f"?{ALL}=1",
        whole_url=f"?{ALL}=1",
        bodies=tuple(_body(one, labels, numbers, round_.year) for one in bodies if one.keys or one.looked),
        win_url=f"{work}?loai=win" if may_give and is_scoring else "",
        remedy_url=f"{work}?loai=remedy" if may_give and some else "",
        annex_url=reverse("scoring:round-annex", args=[round_.uid]) if some else "",
    )


def _ribbon(ranking: Ranking, losses: Sequence[LeafLoss], bodies: Sequence[BodyDifference]) -> tuple[Figure, ...]:
    worst = _worst_area(ranking)
    looked, kept = sum(one.looked for one in bodies), sum(one.kept for one in bodies)
    claims, unmet = sum(one.claims for one in losses), sum(one.unmet for one in losses)
    top = losses[0] if losses else None
    return (
        Figure(_("Lĩnh vực yếu nhất"), worst[0], note=worst[1], word=True),
        Figure(
            _("Tiêu chí mất nhiều điểm nhất"),
            top.leaf.number if top else NOTHING,
            note=f"{top.leaf.label}, {kind_words(top.kind)}" if top else "",
        ),
        Figure(
            _("Giữ nguyên điểm tự chấm"),
            _share(kept, looked),
            note=_("%(kept)s trong %(looked)s điểm đã thẩm định")
            % {"kept": number_text(kept), "looked": number_text(looked)},
        ),
        Figure(
            _("Minh chứng chưa đạt"),
            _share(unmet, claims),
            note=_("%(unmet)s trong %(claims)s điểm tự chấm có yêu cầu minh chứng")
            % {"unmet": number_text(unmet), "claims": number_text(claims)},
            tone="bad" if unmet else "",
        ),
    )


def _share(part: int, whole: int) -> str:
    percent = percent_of(Decimal(part), Decimal(whole), 1)
    return NOTHING if percent is None else percent_text(percent, 1)


def _worst_area(ranking: Ranking) -> tuple[str, str]:
    found = [
        (mean, short_label(area, ranking.round.year), kind.kind)
        for kind in ranking.kinds
        for area in kind.criteria.areas
        if (mean := kind.area_mean(area.key)) is not None
    ]
    if not found:
        return NOTHING, ""
    mean, label, kind = min(found)
    return label, _("%(kind)s đạt %(percent)s điểm tối đa") % {
        "kind": kind_words(kind),
        "percent": percent_text(mean, 1),
    }


def _map(kind: KindRanking, round_: Round, *, is_whole: bool) -> HeatMap:
    areas = kind.criteria.areas
    heads = tuple(short_label(area, round_.year) for area in areas)

    def cells(percents: Sequence[Decimal | None]) -> tuple[HeatCell, ...]:
        return tuple(HeatCell(NOTHING if one is None else decimal_text(one, 1), shade_of(one)) for one in percents)

    lines = tuple(
        HeatLine(
            name=one.name,
            url=reverse("scoring:result", args=[one.assessment_uid]),
            index=said_points(one.index),
            cells=cells([one.percent(area.key) for area in areas]),
        )
        for one in (kind.standings if is_whole else kind.standings[-_SHOWN:])
    )
    words = {"shown": number_text(len(lines)), "all": number_text(len(kind.standings))}
    is_part = len(lines) < len(kind.standings)
    means = [mean_of([one.percent(area.key, 2) for one in kind.standings], 1) for area in areas]
    return HeatMap(
        title=raised(kind_title(kind.kind, len(kind.standings))),
        note=_("%(shown)s cơ quan thấp nhất, phần trăm điểm tối đa của từng lĩnh vực") % words
        if is_part
        else _("phần trăm điểm tối đa của từng lĩnh vực; bấm tên để xem kết quả của cơ quan"),
        heads=heads,
        lines=lines,
        mean=HeatLine(_("Trung bình"), "", said_points(mean_of([one.index for one in kind.standings])), cells(means)),
        legend=shade_legend(),
        all_label=_("Xem cả %(all)s cơ quan") % words if is_part else "",
    )


def _loss(one: LeafLoss, work: str) -> LossLine:
    return LossLine(
        number=one.leaf.number,
        label=one.leaf.label,
        url=f"{work}?loai=remedy&tieu-chi={one.leaf.key}",
        kind=kind_words(one.kind),
        lost=f"−{decimal_text(one.points)}",
        share=_lost_share(one),
        losing=f"{number_text(one.losing)}/{number_text(one.scored)}",
        nothing=number_text(one.nothing) if one.nothing else NOTHING,
        unmet=f"{number_text(one.unmet)}/{number_text(one.claims)}" if one.claims else NOTHING,
    )


def _lost_share(one: LeafLoss) -> str:
    percent = percent_of(one.points, one.most, 0)
    return NOTHING if percent is None else percent_text(percent, 0)


def _body(one: BodyDifference, areas: Mapping[str, IndexArea], numbers: Mapping[str, str], year: int) -> BodyLine:
    said = [
        short_label(areas[key], year) if key in areas else _("tiêu chí %(number)s") % {"number": numbers.get(key, key)}
        for key in one.keys
    ]
    mean = (one.taken - one.added) / one.looked if one.looked else None
    return BodyLine(
        name=one.name,
        areas=", ".join(said) or _("thay cơ quan thẩm định khi chấm chính cơ quan đó"),
        looked=number_text(one.looked),
        kept=_share(one.kept, one.looked),
        lower=_share(one.lower, one.looked),
        higher=_share(one.higher, one.looked),
        taken=f"−{plain(one.taken)}" if one.taken else NOTHING,
        mean=NOTHING if mean is None else f"−{decimal_text(mean, 3)}" if mean > 0 else decimal_text(-mean, 3),
        appeals=f"{number_text(one.won)}/{number_text(one.appeals)}" if one.appeals else NOTHING,
    )
