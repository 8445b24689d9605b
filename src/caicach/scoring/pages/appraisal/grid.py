"""One sub-criterion over all agencies that the reader's body appraises: one form for all rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.forms.appraisal import LOOKS, GridFilter, RowText
from caicach.scoring.models import Score
from caicach.scoring.pages.appraisal.lines import LineGroup, line_of, reason_label
from caicach.scoring.pages.assessment.frame import plain
from caicach.scoring.selectors.grid import Grid, GridRow
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Link
from reform.index import score_reasons
from vanban.text.forms import compare_key

__all__ = ["GridPage", "chips_of", "figures_of", "grid_page", "passes", "refused_words"]


@dataclass(frozen=True, slots=True)
class GridPage:
    """One sub-criterion over all agencies."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    chips: tuple[Link, ...]
    groups: tuple[LineGroup, ...]  # one, without a heading; none: nothing passes the filter
    count: int
    first: str  # the heading of the first column
    reasons: tuple[tuple[str, str], ...]
    is_outside: bool
    has_sample: bool
    unit: str
    url: str  # with the filter, to which the form is sent
    clear_words: str  # how many can be kept at once; empty: none
    has_open: bool
    before_url: str
    after_url: str
    refused: str
    all_url: str
    shown: GridFilter
    kinds: tuple[tuple[str, str], ...]  # of the agencies, to choose from; empty: there is one alone


def grid_page(
    grid: Grid,
    shown: GridFilter,
    *,
    today: date,
    texts: Mapping[int, RowText] | None = None,
    errors: Mapping[int, str] | None = None,
) -> GridPage:
    """Return the page with the rows that ``shown`` lets pass; ``texts`` and ``errors``: of rows that were refused."""
    leaf, key = grid.of.leaf, grid.of.leaf.key
    texts, errors = texts or {}, errors or {}
    url = reverse("scoring:grid", args=[grid.round.uid, key])
    asked = [row for row in grid.rows if _is_asked(row, shown)]
    rows = [row for row in grid.rows if row.score.pk in errors or (row in asked and passes(row, shown.look))]
    lines = tuple(line_of(row, texts.get(row.score.pk), errors.get(row.score.pk, "")) for row in rows)
    before, after = _around(grid)
    return GridPage(
        title=f"{leaf.number} {leaf.label}",
        kicker=f"{grid.round.title} · {grid.of.area.label}",
        lead=_lead(grid),
        crumbs=_crumbs(grid),
        ribbon=figures_of(grid.rows, _("Cơ quan")),
        chips=chips_of(asked, url, shown),
        groups=(LineGroup("", lines),) if lines else (),
        count=len(lines),
        first=_("Cơ quan"),
        reasons=tuple((one.code, reason_label(one)) for one in score_reasons(today)),
        is_outside=not leaf.rule.is_self_scored,
        has_sample=leaf.rule.least_sample > 0,
        unit=leaf.rule.unit,
        url=shown.address(url),
        clear_words=_clear_words(sum(row.is_clear for row in grid.rows)),
        has_open=any(line.is_open for line in lines),
        before_url=before,
        after_url=after,
        refused=refused_words(len(errors)),
        all_url=url,
        shown=shown,
        kinds=_kinds(grid.rows),
    )


def refused_words(count: int) -> str:
    """Return how many rows could not be kept; nothing of none."""
    said = _("%(count)s dòng chưa lưu được; lý do ghi ở từng dòng.") % {"count": number_text(count)}
    return said if count else ""


def _around(grid: Grid) -> tuple[str, str]:
    """Return the addresses of the sub-criteria before and after."""
    at = grid.keys.index(grid.of.leaf.key)
    before, after = grid.keys[at - 1 : at] if at else (), grid.keys[at + 1 : at + 2]
    first, second = (reverse("scoring:grid", args=[grid.round.uid, *one]) if one else "" for one in (before, after))
    return first, second


def _kinds(rows: Iterable[GridRow]) -> tuple[tuple[str, str], ...]:
    found = dict.fromkeys(row.assessment.round_set.kind for row in rows)
    return tuple((kind, str(LEVEL_WORDS.get(kind, kind))) for kind in found) if len(found) > 1 else ()


def _is_asked(row: GridRow, shown: GridFilter) -> bool:
    words = compare_key(shown.words)
    is_kind = not shown.kind or row.assessment.round_set.kind == shown.kind
    return is_kind and words in compare_key(row.assessment.agency.current_name)


def _clear_words(clear: int) -> str:
    said = _("%(count)s cơ quan tự chấm bằng điểm đề xuất, đủ minh chứng") % {"count": number_text(clear)}
    return said if clear else ""


def _lead(grid: Grid) -> str:
    leaf = grid.of.leaf
    said = [_("Tối đa %(most)s điểm.") % {"most": plain(leaf.points)}]
    return " ".join([*said, leaf.method] if leaf.method else said)


def _crumbs(grid: Grid) -> tuple[Link, ...]:
    round_ = grid.round
    return (
        Link(_("Chấm điểm"), reverse("scoring:list")),
        Link(round_.title, reverse("scoring:round", args=[round_.uid])),
        Link(_("Thẩm định"), reverse("scoring:appraisal", args=[round_.uid])),
        Link(grid.of.leaf.number),
    )


def passes(row: GridRow, look: str) -> bool:
    """Whether a row is among those that ``look``, one of LOOKS, shows."""
    return {
        "": True,
        "chua-xet": not row.is_looked_at,
        "khac": row.differs,
        "thieu-minh-chung": row.lacks_proof,
    }[look]


def chips_of(rows: Iterable[GridRow], url: str, shown: GridFilter) -> tuple[Link, ...]:
    """Return the filters with how many rows each shows."""
    labels = dict(zip(LOOKS, (_("Tất cả"), _("Chưa xét"), _("Điểm khác nhau"), _("Thiếu minh chứng")), strict=True))
    some = tuple(rows)
    return tuple(
        Link(
            label,
            GridFilter(look, shown.words, shown.kind).address(url),
            current=look == shown.look,
            count=sum(passes(row, look) for row in some),
        )
        for look, label in labels.items()
    )


def figures_of(rows: Sequence[GridRow], first: str) -> tuple[Figure, ...]:
    """Return the ribbon over rows; ``first`` says what they are."""
    looked = [row for row in rows if row.is_looked_at]
    of_all = f"/ {number_text(len(rows))}"
    less = sum(_is_less(row.score) for row in looked)
    lacking = sum(row.lacks_proof for row in rows)
    return (
        Figure(first, number_text(len(rows))),
        Figure(_("Đã xét"), number_text(len(looked)), unit=of_all),
        Figure(_("Thấp hơn tự chấm"), number_text(less), unit=of_all),
        Figure(_("Thiếu minh chứng"), number_text(lacking), tone="bad" if lacking else ""),
    )


def _is_less(score: Score) -> bool:
    return score.claimed is not None and score.standing is not None and score.standing < score.claimed
