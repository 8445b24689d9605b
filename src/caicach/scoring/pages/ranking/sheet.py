"""The published result of one agency: what it reached of every area and of every sub-criterion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.models import Assessment
from caicach.scoring.pages.ranking.addresses import public_url
from caicach.scoring.pages.ranking.corrections import CorrectionPanel, correction_panels
from caicach.scoring.pages.ranking.words import decision_words, plain, raised, shade_of, shown_name
from caicach.scoring.selectors.publications import Correction, LeafPoints, Publication
from caicach.scoring.selectors.ranking import KindRanking, Standing, is_small_sample
from caicach.ui.notation import decimal_text, number_text
from caicach.ui.values import Fact, Figure, Link
from reform.index import IndexArea, SubCriterion, percent_of

__all__ = ["LeafLine", "SheetArea", "SheetPage", "sheet_page"]


@dataclass(frozen=True, slots=True)
class LeafLine:
    """One sub-criterion."""

    number: str
    label: str
    most: str
    points: str
    width: str  # of the bar, of 100
    note: str
    is_grey: bool


@dataclass(frozen=True, slots=True)
class SheetArea:
    """One area with its sub-criteria."""

    id: str
    title: str
    points: str
    most: str
    percent: str
    shade: str
    lines: tuple[LeafLine, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The sheet of one agency."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    areas: tuple[SheetArea, ...]
    corrections: tuple[CorrectionPanel, ...]
    method_url: str


def sheet_page(
    publication: Publication,
    assessment: Assessment,
    found: tuple[KindRanking, Standing],
    leaves: Iterable[LeafPoints],
    corrections: Sequence[Correction],
) -> SheetPage:
    """Return the sheet of an agency as the decision that holds has it."""
    kind, one = found
    round_ = publication.round
    year_url = public_url("year", round_, publication.rounds)
    points = {row.score.leaf_key: row for row in leaves}
    return SheetPage(
        title=raised(shown_name(assessment.agency.current_name)),
        kicker=f"{round_.title} · {round_.owner.current_name}",
        lead=_("Công bố theo %(decision)s.") % {"decision": decision_words(publication.issue)},
        crumbs=(
            Link(_("Kết quả đã công bố"), reverse("ranking:list")),
            Link(round_.title, year_url),
            Link(raised(shown_name(assessment.agency.current_name))),
        ),
        ribbon=_ribbon(kind, one),
        facts=_facts(kind, one),
        areas=tuple(_area(area, one, points, kind) for area in kind.criteria.areas),
        corrections=correction_panels(_own(corrections, assessment)),
        method_url=public_url("method-of", round_, publication.rounds),
    )


def _own(corrections: Iterable[Correction], assessment: Assessment) -> tuple[Correction, ...]:
    """Return the corrections that changed this agency's result, with its line alone."""
    found = []
    for one in corrections:
        mine = tuple(change for change in one.changed if change.new.assessment_id == assessment.pk)
        if mine:
            found.append(replace(one, changed=mine))
    return tuple(found)


def _ribbon(kind: KindRanking, one: Standing) -> tuple[Figure, ...]:
    digits = kind.criteria.digits
    index = decimal_text(one.index, digits) if one.index is not None else "–"
    figures = [
        Figure(_("Chỉ số"), index, unit=_("trên 100") if one.index is not None else "", note=_mean_words(kind)),
        Figure(_("Điểm"), decimal_text(one.points, digits), unit=f"/ {plain(one.maximum)}", note=_left_out(kind, one)),
    ]
    if one.rank is not None and kind.is_ranked:
        total = number_text(len(kind.indexes))
        figures.insert(1, Figure(_("Hạng"), number_text(one.rank), unit=f"/ {total}", note=_tied(kind, one)))
    if one.grade_label:
        figures.append(Figure(_("Xếp loại"), one.grade_label, word=True))
    return tuple(figures)


def _mean_words(kind: KindRanking) -> str:
    if kind.mean is None or not kind.is_ranked:
        return ""
    return _("trung bình %(mean)s") % {"mean": decimal_text(kind.mean, kind.criteria.digits)}


def _tied(kind: KindRanking, one: Standing) -> str:
    """Return with how many an agency shares its place."""
    others = sum(other.rank == one.rank for other in kind.standings) - 1
    return _("cùng hạng với %(count)s cơ quan khác") % {"count": number_text(others)} if others else ""


def _left_out(kind: KindRanking, one: Standing) -> str:
    away = kind.criteria.maximum - one.maximum
    return _("%(points)s điểm không áp dụng") % {"points": plain(away)} if away > 0 else ""


def _facts(kind: KindRanking, one: Standing) -> tuple[Fact, ...]:
    digits, earlier = kind.criteria.digits, kind.earlier
    facts = [Fact(_("Bộ tiêu chí"), kind.criteria.title)]
    if one.bonus or one.penalty:
        said = f"+{decimal_text(one.bonus, digits)}, −{decimal_text(one.penalty, digits)}"
        facts.append(Fact(_("Điểm thưởng, điểm trừ"), said))
    place = earlier.places.get(one.agency_id)
    if place is not None:
        words = {"index": decimal_text(place.index, digits), "rank": number_text(place.rank)}
        said = _("%(index)s, hạng %(rank)s") % words if kind.is_compared else decimal_text(place.index, digits)
        facts.append(Fact(_("Năm %(year)s") % {"year": earlier.year}, said))
    elif one.agency_id in earlier.forebears:
        names = ", ".join(map(shown_name, earlier.forebears[one.agency_id]))
        said = _("chưa so được: cơ quan hình thành từ %(names)s") % {"names": names}
        facts.append(Fact(_("Năm %(year)s") % {"year": earlier.year}, said))
    return tuple(facts)


def _area(area: IndexArea, one: Standing, points: Mapping[str, LeafPoints], kind: KindRanking) -> SheetArea:
    given, most = one.areas.get(area.key, (Decimal(0), Decimal(0)))
    percent = one.percent(area.key)
    digits = kind.criteria.digits
    return SheetArea(
        id=f"h-{area.key}",
        title=f"{area.number}. {area.label}",
        points=decimal_text(given, digits),
        most=plain(most),
        percent=_percent_words(kind, area, percent),
        shade=shade_of(percent),
        lines=tuple(_line(leaf, points[leaf.key], digits) for leaf in area.leaves if leaf.key in points),
    )


def _percent_words(kind: KindRanking, area: IndexArea, percent: Decimal | None) -> str:
    """Return what was reached of an area beside the mean of the kind."""
    if percent is None:
        return _("không áp dụng")
    mean = kind.area_mean(area.key)
    words = {"percent": decimal_text(percent, 1), "mean": decimal_text(mean or Decimal(0), 1)}
    if mean is None or not kind.is_ranked:
        return _("đạt %(percent)s %%") % words
    return _("đạt %(percent)s %%, trung bình %(mean)s %%") % words


def _line(leaf: SubCriterion, row: LeafPoints, digits: int) -> LeafLine:
    small = _small_sample(leaf, row)
    note = _("không áp dụng") if row.is_left_out else small
    given = row.points if row.points is not None and not row.is_left_out else None
    width = percent_of(given, leaf.points, 1) if given is not None else None
    return LeafLine(
        number=leaf.number,
        label=leaf.label,
        most=plain(leaf.points),
        points=decimal_text(given, digits) if given is not None else "–",
        width=f"{width or Decimal(0):f}",
        note=note,
        is_grey=row.is_left_out or bool(small),
    )


def _small_sample(leaf: SubCriterion, row: LeafPoints) -> str:
    """Return that a survey asked too few to say much, with how many; empty: it is none, or asked enough."""
    if not is_small_sample(leaf, row.score):
        return ""
    words = {"count": number_text(row.score.sample_size or 0), "least": number_text(leaf.rule.least_sample)}
    return _("mẫu nhỏ: %(count)s phiếu hợp lệ, dưới mức %(least)s phiếu") % words
