"""The result of one agency: its areas beside its kind and last year, what moved, what was lost, and what if."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState, RoundState
from caicach.scoring.mapping import adjusted_at, marks_of, typed_points
from caicach.scoring.pages.analysis.winnable import WorkWords, work_words
from caicach.scoring.pages.assessment.frame import leaf_url, plain, said_points
from caicach.scoring.selectors.analysis import OwnResult
from caicach.scoring.selectors.ranking import short_label
from caicach.scoring.selectors.winnable import Lost
from caicach.ui.charts import Chart, Series, radar_chart
from caicach.ui.notation import NOTHING, decimal_text, number_text, percent_text
from caicach.ui.values import Figure, Link
from caicach.web.errors import BadInput
from reform.index import Movement, Result, index_ranks, points_after

__all__ = ["ALL", "LostLine", "MoveLine", "MovedPart", "ResultPage", "Tried", "result_page", "typed_of"]

_TRIED = "thu_"  # what the name of a field for points begins with
ALL = "tat-ca"  # shows all losses and movements
_SHOWN = 12  # losses and movements, unless all are asked for
_SIDES = 3  # fewer areas make no outline


@dataclass(frozen=True, slots=True)
class LostLine:
    """One sub-criterion at which points were lost."""

    number: str
    label: str
    url: str
    area: str
    points: str  # as they stand
    most: str
    lost: str
    share: str
    work: WorkWords | None
    tried: str  # as typed
    field: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One sub-criterion that both years measure the same way, and that moved."""

    title: str
    url: str
    before: str
    now: str
    points: str
    tone: str


@dataclass(frozen=True, slots=True)
class MovedPart:
    """What moved since last year."""

    sentence: str
    share: str  # how much of the scale compares, in words
    lines: tuple[MoveLine, ...]
    more: str  # where all are shown; empty: here
    year: str
    before_year: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What would be if other points were given."""

    figures: tuple[Figure, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The result of one agency."""

    title: str
    kicker: str
    notice: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    radar: Chart | None  # None: fewer areas than make an outline
    radar_note: str
    moved: MovedPart | None  # None: no year before
    lost: tuple[LostLine, ...]
    lost_note: str
    all_url: str  # empty: all are shown
    all_label: str
    tried: Tried | None
    errors: tuple[str, ...]
    url: str
    sheet_url: str
    remedies_url: str  # empty: nothing to mend yet
    annex_url: str


def result_page(found: OwnResult, typed: Mapping[str, str], *, may_mend: bool, is_whole: bool = False) -> ResultPage:
    """Return the page.

    Args:
        found: What the agency has reached.
        typed: Points to try, as typed, by sub-criterion.
        may_mend: The reader gives work inside the agency.
        is_whole: All losses are shown, not the first and those that points are tried of.
    """
    assessment = found.sheet.assessment
    round_ = assessment.round
    tried, errors = _tried(found, typed)
    shown = [
        one for at, one in enumerate(found.lost) if is_whole or at < _SHOWN or typed.get(one.loss.leaf.key, "").strip()
    ]
    mends = assessment.state != AssessmentState.SCORING and bool(found.lost)
    return ResultPage(
        title=_title(found),
        kicker=f"{round_.title} · {RoundState(round_.state).label}",
        notice=_notice(found),
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(round_.title, reverse("scoring:round", args=[round_.uid])),
            Link(assessment.agency.current_name, reverse("scoring:sheet", args=[assessment.uid])),
            Link(_("Kết quả")),
        ),
        ribbon=_ribbon(found),
        radar=_radar(found),
        radar_note=_radar_note(found),
        moved=_moved(found, is_whole=is_whole) if found.moved is not None else None,
        lost=tuple(_lost(found, one, typed.get(one.loss.leaf.key, "")) for one in shown),
        lost_note=_lost_note(found),
        all_url=f"?{ALL}=1#h-mat" if len(shown) < len(found.lost) else "",
        all_label=_("Xem cả %(count)s tiêu chí mất điểm") % {"count": number_text(len(found.lost))},
        tried=tried,
        errors=errors,
        url=reverse("scoring:result", args=[assessment.uid]),
        sheet_url=reverse("scoring:sheet", args=[assessment.uid]),
        remedies_url=reverse("scoring:remedies", args=[assessment.uid]) if mends and may_mend else "",
        annex_url=reverse("scoring:remedies-annex", args=[assessment.uid]) if mends else "",
    )


def _title(found: OwnResult) -> str:
    one = found.standing
    words = {"agency": one.name, "index": said_points(one.index), "grade": one.grade_label}
    if one.index is None:
        return _("%(agency)s: chưa có điểm") % words
    return (_("%(agency)s: %(index)s, loại %(grade)s") if one.grade_label else "%(agency)s: %(index)s") % words


def _notice(found: OwnResult) -> str:
    if found.ranking.issue is None:
        return _("Tạm tính theo điểm đang có; tiêu chí chưa có điểm được tính là chưa đạt.")
    if found.ranking.issue.published_at is None:
        return _("Đã công nhận, chưa công bố.")
    return ""


def _ribbon(found: OwnResult) -> tuple[Figure, ...]:
    one, kind = found.standing, found.kind
    earlier = kind.earlier.places.get(one.agency_id)
    year = str(kind.earlier.year)
    change = "" if earlier is None or one.index is None else _signed(one.index - earlier.index)
    compared = _("so năm %(year)s: %(change)s") % {"year": year, "change": change}
    since = compared if change else _("chưa có năm trước để so")
    rank_note = _("năm %(year)s: %(rank)s") % {"year": year, "rank": number_text(earlier.rank)} if earlier else ""
    mean = kind.mean if found.sees_peers else None
    lost = sum((loss.loss.points for loss in found.lost), Decimal(0))
    return (
        Figure(
            _("Chỉ số"), said_points(one.index), note=since,
        ),
        Figure(
            _("Hạng"), NOTHING if one.rank is None else number_text(one.rank),
            unit=f"/ {number_text(len(kind.standings))}", note=rank_note,
        ),
        Figure(
            _("Trung bình cùng loại"), NOTHING if mean is None else decimal_text(mean),
            note="" if found.sees_peers else _("xem được khi kết quả đã công bố"),
        ),
        Figure(
            _("Điểm đã mất"), decimal_text(lost),
            note=_("ở %(count)s tiêu chí") % {"count": number_text(len(found.lost))},
        ),
    )  # fmt: skip


def _signed(change: Decimal) -> str:
    return f"+{decimal_text(change)}" if change > 0 else decimal_text(change)


def _radar(found: OwnResult) -> Chart | None:
    """Return the outline over the areas, beside the mean, the best and the year before."""
    areas, year = found.sheet.criteria.areas, found.sheet.assessment.round.year
    if len(areas) < _SIDES:
        return None
    series = [Series(found.standing.name, tuple(found.standing.percent(area.key, 2) for area in areas))]
    if found.sees_peers and len(found.kind.standings) > 1:
        words = {"count": number_text(len(found.kind.standings))}
        mean = tuple(found.kind.area_mean(area.key) for area in areas)
        best = tuple(
            max((p for one in found.kind.standings if (p := one.percent(area.key, 2)) is not None), default=None)
            for area in areas
        )
        series += [Series(_("Trung bình %(count)s cơ quan cùng loại") % words, mean), Series(_("Cao nhất"), best)]
    if found.before is not None:
        then = found.before.result().area_percents
        values = tuple(then.get(area.key) for area in areas)
        if any(value is not None for value in values):
            series.append(Series(_("Năm %(year)s") % {"year": str(year - 1)}, values))
    if all(value is None for one in series for value in one.values):
        return None
    words = {"agency": found.standing.name, "year": str(year)}
    title = _("%(agency)s theo lĩnh vực, năm %(year)s, phần trăm điểm tối đa") % words
    return radar_chart(title, [short_label(area, year) for area in areas], series)


def _radar_note(found: OwnResult) -> str:
    if found.sees_peers:
        return _("phần trăm điểm tối đa của từng lĩnh vực, bên cạnh trung bình và cao nhất của cơ quan cùng loại")
    return _("phần trăm điểm tối đa của từng lĩnh vực; so với cơ quan khác khi kết quả đã công bố")


def _moved(found: OwnResult, *, is_whole: bool) -> MovedPart:
    moved, year = found.moved, found.sheet.assessment.round.year
    if moved is None:
        raise ValueError("nothing to compare with")
    return MovedPart(
        sentence=_moved_sentence(moved),
        share=_moved_share(moved),
        lines=tuple(
            MoveLine(
                title=f"{move.leaf.number} {move.leaf.label}",
                url=leaf_url(found.sheet.assessment, move.leaf.key),
                before=percent_text(move.before),
                now=percent_text(move.now),
                points=_signed(move.points),
                tone="t-ok" if move.points > 0 else "t-bad",
            )
            for move in (moved.leaves if is_whole else moved.leaves[:_SHOWN])
        ),
        more="" if is_whole or len(moved.leaves) <= _SHOWN else f"?{ALL}=1#h-so-nam-truoc",
        year=str(year),
        before_year=str(year - 1),
    )


def _moved_sentence(moved: Movement) -> str:
    if moved.now is None or moved.before is None or moved.change is None:
        return _("Không có tiêu chí nào chấm giống năm trước mà cả hai năm đều có điểm.")
    words = {"before": percent_text(moved.before), "now": percent_text(moved.now)}
    if moved.change == 0:
        return _("Ở các tiêu chí hai năm chấm giống nhau: vẫn đạt %(now)s điểm tối đa.") % words
    rose = _("Ở các tiêu chí hai năm chấm giống nhau: tăng từ %(before)s lên %(now)s điểm tối đa.")
    fell = _("Ở các tiêu chí hai năm chấm giống nhau: giảm từ %(before)s xuống %(now)s điểm tối đa.")
    return (rose if moved.change > 0 else fell) % words


def _moved_share(moved: Movement) -> str:
    words = {"now": percent_text(moved.share.percent_now), "before": percent_text(moved.share.percent_before)}
    return (
        _("So được %(now)s thang điểm năm nay và %(before)s thang điểm năm trước. Phần còn lại đổi cách chấm: điểm ở đó"
          " khác đi không có nghĩa là cơ quan làm tốt lên hay kém đi.") % words
    )  # fmt: skip


def _lost(found: OwnResult, one: Lost, typed: str) -> LostLine:
    leaf, loss = one.loss.leaf, one.loss
    areas = {area.key: area for area in found.sheet.criteria.areas}
    return LostLine(
        number=leaf.number,
        label=leaf.label,
        url=leaf_url(found.sheet.assessment, leaf.key),
        area=short_label(areas[one.score.area_key], found.sheet.assessment.round.year),
        points=said_points(one.score.standing),
        most=plain(leaf.points),
        lost=f"−{decimal_text(loss.points)}",
        share=percent_text(loss.share, 0),
        work=work_words(one.work),
        tried=typed,
        field=f"{_TRIED}{leaf.key}",
    )


def _lost_note(found: OwnResult) -> str:
    total = sum((one.loss.points for one in found.lost), Decimal(0))
    top = sum((one.loss.points for one in found.lost[:5]), Decimal(0))
    if len(found.lost) <= 5 or not total:
        return ""
    words = {"share": percent_text(top * 100 / total, 0)}
    return _("năm tiêu chí mất nhiều nhất chiếm %(share)s số điểm đã mất") % words


def _tried(found: OwnResult, typed: Mapping[str, str]) -> tuple[Tried | None, tuple[str, ...]]:
    """Return what the typed points would come to; what cannot be given is told."""
    criteria = found.sheet.criteria
    by_key = criteria.by_key()
    changes, errors = {}, []
    for key, text in typed.items():
        if key not in by_key or not text.strip():
            continue
        try:
            points = typed_points(text, by_key[key], criteria.digits)
        except BadInput as refusal:
            errors.append(str(refusal))
        else:
            changes[key] = points or Decimal(0)
    if errors or not changes:
        return None, tuple(errors)
    given = {key: points for key, row in found.sheet.adjustments.items() if (points := adjusted_at(row)) is not None}
    then = points_after(criteria, marks_of(found.sheet.scores.values()), changes, given)
    return _tried_words(found, then, len(changes)), ()


def _tried_words(found: OwnResult, then: Result, count: int) -> Tried:
    now = found.sheet.result()
    figures = [
        _figure(_("Điểm"), said_points(now.points), said_points(then.points)),
        _figure(_("Chỉ số"), said_points(now.index), said_points(then.index)),
        _figure(
            _("Xếp loại"), now.grade.label if now.grade else NOTHING, then.grade.label if then.grade else NOTHING,
            is_word=True,
        ),
    ]  # fmt: skip
    if found.sees_peers and then.index is not None:
        others = [one.index for one in found.kind.standings if one.assessment_id != found.standing.assessment_id]
        rank = index_ranks([then.index, *others])[0]
        before = NOTHING if found.standing.rank is None else number_text(found.standing.rank)
        figures.append(_figure(_("Hạng"), before, number_text(rank or 0)))
    words = {"count": number_text(count)}
    return Tried(tuple(figures), _("Nếu %(count)s tiêu chí được số điểm đã gõ và mọi điểm khác giữ nguyên:") % words)


def _figure(label: str, now: str, then: str, *, is_word: bool = False) -> Figure:
    note = _("hiện nay %(value)s") % {"value": now} if then != now else _("không đổi")
    return Figure(label, then, note=note, word=is_word)


def typed_of(query: Mapping[str, str]) -> dict[str, str]:
    """Return the points to try of an address, by sub-criterion."""
    return {name.removeprefix(_TRIED): text for name, text in query.items() if name.startswith(_TRIED)}
