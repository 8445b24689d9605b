"""What everybody reads: the results of a year, and the list of what is published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.scoring.forms.rounds import PURPOSE_WORDS
from caicach.scoring.models import Round
from caicach.scoring.pages.ranking.addresses import public_url
from caicach.scoring.pages.ranking.corrections import CorrectionPanel, correction_panels
from caicach.scoring.pages.ranking.table import ALL, KindPanel, kind_panel
from caicach.scoring.pages.ranking.words import (
    decision_words,
    grades_sentence,
    kind_title,
    kind_words,
    plain,
    raised,
    shown_name,
)
from caicach.scoring.selectors.publications import Correction, Publication
from caicach.scoring.selectors.ranking import KindRanking, Ranking, Standing, short_label
from caicach.ui.notation import decimal_text, number_text
from caicach.ui.values import Figure, Link
from caicach.web import clock
from reform.index import Purpose, ScoringKind

__all__ = ["Example", "PublishedLine", "PublishedPage", "ResultsPage", "published_page", "results_page", "ribbon_of"]

_ROW = 4  # figures of a ribbon


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One year's results."""

    title: str
    owner: str
    url: str
    published_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """What is published."""

    lines: tuple[PublishedLine, ...]
    method_url: str


@dataclass(frozen=True, slots=True)
class Example:
    """How one index came about, from real numbers."""

    title: str
    lines: tuple[str, ...]
    result: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """The results of one year."""

    title: str
    kicker: str
    lead: str
    years: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    kinds: tuple[KindPanel, ...]
    corrections: tuple[CorrectionPanel, ...]
    example: Example | None
    grades: tuple[str, ...]
    files: tuple[Link, ...]
    method_url: str
    method_label: str
    leaves_url: str


def published_page(rounds: Sequence[Round]) -> PublishedPage:
    """Return the list."""
    return PublishedPage(
        lines=tuple(
            PublishedLine(
                title=one.title,
                owner=one.owner.current_name,
                url=public_url("year", one, rounds),
                published_on=clock.local_date(one.published_at) if one.published_at else None,
                state=str(PURPOSE_WORDS[Purpose(one.purpose)]),
            )
            for one in rounds
        ),
        method_url=reverse("ranking:method"),
    )


def results_page(
    publication: Publication,
    ranking: Ranking,
    corrections: Iterable[Correction],
    *,
    own_id: int | None,
    query: Mapping[str, str],
) -> ResultsPage:
    """Return the page of a year; ``own_id``: the reader's own agency, marked where it was scored."""
    round_, issue = publication.round, publication.issue
    shown = ranking.of(own_id) or _middle(ranking)
    marked = ""
    if shown is not None:
        marked = _("viền vàng là %(agency)s trong ví dụ cuối trang") % {"agency": shown_name(shown[1].name)}

    def address(name: str, *arguments: object) -> str:
        return public_url(name, round_, publication.rounds, *arguments)

    return ResultsPage(
        title=raised(round_.title),
        kicker=round_.owner.current_name,
        lead=_lead(ranking, decision_words(issue)),
        years=_years(publication),
        ribbon=ribbon_of(ranking.kinds),
        kinds=tuple(
            kind_panel(
                kind,
                address=lambda one: address("sheet", one.agency_uid),
                own_id=shown[1].agency_id if shown else None,
                query=query,
                marked=marked,
            )
            for kind in ranking.kinds
        ),
        corrections=correction_panels(corrections),
        example=_example(*shown) if shown else None,
        grades=_grades(ranking.kinds),
        files=_files(publication),
        method_url=address("method-of"),
        method_label=_method_label(ranking.kinds),
        leaves_url=address("leaves"),
    )


def _files(publication: Publication) -> tuple[Link, ...]:
    def address(name: str, *arguments: object) -> str:
        return public_url(name, publication.round, publication.rounds, *arguments)

    issue = publication.issue
    files = [Link(_("Phụ lục xếp hạng"), address("annex"), icon="file-type-docx")]
    if issue.document is not None and issue.document.file is not None:
        files.insert(0, Link(_("Quyết định"), address("decision", issue.number), icon="file-type-pdf"))
    files.append(Link(_("Dữ liệu mở CSV"), address("data"), icon="database-export"))
    here = address("year")
    files.append(Link(_("Xem cả bảng để in"), f"{here}{'&' if '?' in here else '?'}{ALL}=1", icon="printer"))
    return tuple(files)


def _years(publication: Publication) -> tuple[Link, ...]:
    """Return the other years of the same body and purpose."""
    round_ = publication.round
    same = [one for one in publication.rounds if (one.owner_id, one.purpose) == (round_.owner_id, round_.purpose)]
    if len(same) <= 1:
        return ()
    return tuple(
        Link(str(one.year), public_url("year", one, publication.rounds), current=one.pk == round_.pk) for one in same
    )


def _lead(ranking: Ranking, decision: str) -> str:
    scored = _(" và ").join(kind_title(kind.kind, len(kind.standings)) for kind in ranking.kinds)
    counts = {len(list(kind.criteria.leaves)) for kind in ranking.kinds}
    surveys = {_surveys(kind) for kind in ranking.kinds}
    said = _("Công bố theo %(decision)s. %(scored)s được chấm trên %(criteria)s tiêu chí") % {
        "decision": decision,
        "scored": scored,
        "criteria": _span(counts),
    }
    if surveys != {0}:
        return _("%(said)s, trong đó %(surveys)s tiêu chí lấy từ khảo sát.") % {"said": said, "surveys": _span(surveys)}
    return f"{said}."


def _surveys(kind: KindRanking) -> int:
    return sum(leaf.rule.kind is ScoringKind.SURVEY for leaf in kind.criteria.leaves)


def _span(counts: Iterable[int]) -> str:
    some = sorted(set(counts))
    return number_text(some[0]) if len(some) == 1 else f"{number_text(some[0])}–{number_text(some[-1])}"


def ribbon_of(kinds: Sequence[KindRanking]) -> tuple[Figure, ...]:
    """Return the headline figures: the means, the span of the largest kind, and where it is weakest."""
    some = [kind for kind in kinds if kind.indexes]
    if not some:
        return ()
    largest = max(some, key=lambda kind: len(kind.standings))
    means = [_mean(kind) for kind in sorted(some, key=lambda kind: len(kind.standings))[-2:]]
    return (*means, *_span_figures(largest), *_extremes(largest))[:_ROW]


def _mean(kind: KindRanking) -> Figure:
    grades = ", ".join(f"{number_text(count)} {label.lower()}" for _key, label, count in kind.grades)
    words = {"kind": kind_words(kind.kind)}
    return Figure(_("Trung bình %(kind)s") % words, decimal_text(kind.mean or Decimal(0)), note=grades)


def _span_figures(kind: KindRanking) -> tuple[Figure, ...]:
    if len(kind.indexes) <= 1:
        return ()
    highest, lowest = kind.indexes[0], kind.indexes[-1]
    words = {"highest": decimal_text(highest), "lowest": decimal_text(lowest)}
    note = _("cao nhất %(highest)s, thấp nhất %(lowest)s") % words
    title = _("Khoảng cách %(kind)s") % {"kind": kind_words(kind.kind)}
    return (Figure(title, decimal_text(highest - lowest), note=note),)


def _extremes(kind: KindRanking) -> tuple[Figure, ...]:
    means = [(mean, area) for area in kind.criteria.areas if (mean := kind.area_mean(area.key)) is not None]
    if len(means) <= 1:
        return ()
    found = ((_("Lĩnh vực yếu nhất"), min), (_("Lĩnh vực mạnh nhất"), max))
    figures = []
    for title, choose in found:
        mean, area = choose(means, key=lambda one: one[0])
        words = {"kind": kind_words(kind.kind), "percent": decimal_text(mean, 1)}
        note = _("%(kind)s đạt %(percent)s %% số điểm") % words
        figures.append(Figure(title, short_label(area, kind.criteria.year), note=note, word=True))
    return tuple(figures)


def _middle(ranking: Ranking) -> tuple[KindRanking, Standing] | None:
    """Return whom the example shows to a reader without an agency: the middle one of the largest kind."""
    kinds = [kind for kind in ranking.kinds if kind.indexes]
    if not kinds:
        return None
    largest = max(kinds, key=lambda kind: len(kind.standings))
    some = [one for one in largest.standings if one.index is not None]
    return largest, some[len(some) // 2]


def _example(kind: KindRanking, one: Standing) -> Example | None:
    if one.index is None:
        return None
    digits = kind.criteria.digits
    sums = [one.areas[area.key] for area in kind.criteria.areas if area.key in one.areas]
    reached = [points for points, maximum in sums if maximum]
    words = {
        "sum": " + ".join(decimal_text(points, digits) for points in reached),
        "total": decimal_text(sum(reached, Decimal(0)), digits),
        "bonus": decimal_text(one.bonus, digits),
        "penalty": decimal_text(one.penalty, digits),
        "points": decimal_text(one.points, digits),
        "maximum": plain(one.maximum),
    }
    lines = [_("Điểm các lĩnh vực: %(sum)s = %(total)s") % words]
    if one.bonus or one.penalty:
        lines.append(_("Thưởng, trừ: %(total)s + %(bonus)s − %(penalty)s = %(points)s") % words)
    lines.append(_("Chỉ số = %(points)s ÷ %(maximum)s × 100") % words)
    return Example(
        title=_("Ví dụ: %(agency)s") % {"agency": shown_name(one.name)},
        lines=tuple(lines),
        result=_result(kind, one),
    )


def _result(kind: KindRanking, one: Standing) -> str:
    said = [decimal_text(one.index or Decimal(0), kind.criteria.digits)]
    if one.grade_label:
        said.append(_("loại %(grade)s") % {"grade": one.grade_label})
    if one.rank is not None and kind.is_ranked:
        words = {"rank": number_text(one.rank), "count": number_text(len(kind.indexes))}
        said.append(_("hạng %(rank)s/%(count)s") % words)
    return ", ".join(said)


def _grades(kinds: Iterable[KindRanking]) -> tuple[str, ...]:
    """Return from what on which grade is given, once where all kinds have the same."""
    by_words: dict[str, list[str]] = {}
    for kind in kinds:
        by_words.setdefault(grades_sentence(kind.criteria.grades), []).append(kind_words(kind.kind))
    if len(by_words) == 1:
        return tuple(_("Xếp loại: %(grades)s.") % {"grades": words} for words in by_words)
    return tuple(
        _("Xếp loại %(kind)s: %(grades)s.") % {"kind": ", ".join(names), "grades": words}
        for words, names in by_words.items()
    )


def _method_label(kinds: Iterable[KindRanking]) -> str:
    count = max((len(list(kind.criteria.leaves)) for kind in kinds), default=0)
    said = ngettext(
        "Đọc phương pháp đầy đủ và %(count)s tiêu chí", "Đọc phương pháp đầy đủ và %(count)s tiêu chí", count
    )
    return said % {"count": number_text(count)}
