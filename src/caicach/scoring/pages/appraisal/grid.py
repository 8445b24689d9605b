"""One sub-criterion over all agencies that the reader's body appraises: one form for all rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState, LeftOut
from caicach.scoring.forms.appraisal import Act, RowText, shown_of
from caicach.scoring.mapping import value_of_text
from caicach.scoring.models import Score
from caicach.scoring.pages.assessment.frame import leaf_url, plain, said_points
from caicach.scoring.selectors.grid import Grid, GridRow
from caicach.ui.notation import NOTHING, decimal_text, number_text
from caicach.ui.values import Figure, Link
from reform.index import ScoreReason, score_reasons

__all__ = ["FILTERS", "GridLine", "GridPage", "grid_page"]

FILTERS = ("", "chua-xet", "khac", "thieu-minh-chung")


@dataclass(frozen=True, slots=True)
class GridLine:
    """One agency's score as a row."""

    pk: int
    revision: int
    agency: str
    state: str  # where nothing can be given now, why
    url: str
    claimed: str
    claimed_words: str
    note: str
    proofs: int
    proof_words: str
    proof_tone: str
    proposed: str
    proposed_differs: bool
    earlier: str
    is_open: bool
    given: str  # where no field is: the points as they stand
    shown: RowText
    acts: tuple[tuple[str, str], ...]
    left_out: str  # the reason, where a decision waits
    asked: str  # what more is asked for
    sample_note: str  # of a survey whose sample is too small
    error: str

    @property
    def is_small(self) -> bool:
        """Whether the points rest on too few answers."""
        return bool(self.sample_note)


@dataclass(frozen=True, slots=True)
class GridPage:
    """One sub-criterion over all agencies."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    chips: tuple[Link, ...]
    lines: tuple[GridLine, ...]
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


def grid_page(
    grid: Grid,
    shown: str,
    *,
    today: date,
    texts: Mapping[int, RowText] | None = None,
    errors: Mapping[int, str] | None = None,
) -> GridPage:
    """Return the page; ``shown`` is one of FILTERS; ``texts`` and ``errors``: of rows that were refused."""
    leaf, key = grid.of.leaf, grid.of.leaf.key
    texts, errors = texts or {}, errors or {}
    url = reverse("scoring:grid", args=[grid.round.uid, key])
    at = grid.keys.index(key)
    rows = [row for row in grid.rows if _passes(row, shown) or row.score.pk in errors]
    lines = tuple(_line(row, texts.get(row.score.pk), errors.get(row.score.pk, "")) for row in rows)
    return GridPage(
        title=f"{leaf.number} {leaf.label}",
        kicker=f"{grid.round.title} · {grid.of.area.label}",
        lead=_lead(grid),
        crumbs=_crumbs(grid),
        ribbon=_ribbon(grid.rows),
        chips=_chips(grid.rows, url, shown),
        lines=lines,
        reasons=tuple((one.code, _label(one)) for one in score_reasons(today)),
        is_outside=not leaf.rule.is_self_scored,
        has_sample=leaf.rule.least_sample > 0,
        unit=leaf.rule.unit,
        url=f"{url}?loc={shown}" if shown else url,
        clear_words=_clear_words(sum(row.is_clear for row in grid.rows)),
        has_open=any(line.is_open for line in lines),
        before_url=reverse("scoring:grid", args=[grid.round.uid, grid.keys[at - 1]]) if at else "",
        after_url=reverse("scoring:grid", args=[grid.round.uid, grid.keys[at + 1]]) if at + 1 < len(grid.keys) else "",
        refused=_("%(count)s dòng chưa lưu được; lý do ghi ở từng dòng.") % {"count": number_text(len(errors))}
        if errors
        else "",
        all_url=url,
    )


def _clear_words(clear: int) -> str:
    said = _("%(count)s cơ quan tự chấm bằng điểm đề xuất, đủ minh chứng") % {"count": number_text(clear)}
    return said if clear else ""


def _label(reason: ScoreReason) -> str:
    return reason.label_en if get_language() == "en" else reason.label


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


def _passes(row: GridRow, shown: str) -> bool:
    return {
        "": True,
        "chua-xet": not row.is_looked_at,
        "khac": row.differs,
        "thieu-minh-chung": row.lacks_proof,
    }[shown]


def _chips(rows: Iterable[GridRow], url: str, shown: str) -> tuple[Link, ...]:
    labels = dict(zip(FILTERS, (_("Tất cả"), _("Chưa xét"), _("Điểm khác nhau"), _("Thiếu minh chứng")), strict=True))
    return tuple(
        Link(label, f"{url}?loc={one}" if one else url, current=one == shown, count=sum(_passes(r, one) for r in rows))
        for one, label in labels.items()
    )


def _ribbon(rows: tuple[GridRow, ...]) -> tuple[Figure, ...]:
    looked = [row for row in rows if row.is_looked_at]
    of_all = f"/ {number_text(len(rows))}"
    less = sum(_is_less(row.score) for row in looked)
    lacking = sum(row.lacks_proof for row in rows)
    return (
        Figure(_("Cơ quan"), number_text(len(rows))),
        Figure(_("Đã xét"), number_text(len(looked)), unit=of_all),
        Figure(_("Thấp hơn tự chấm"), number_text(less), unit=of_all),
        Figure(_("Thiếu minh chứng"), number_text(lacking), tone="bad" if lacking else ""),
    )


def _is_less(score: Score) -> bool:
    return score.claimed is not None and score.standing is not None and score.standing < score.claimed


def _line(row: GridRow, sent: RowText | None, error: str) -> GridLine:
    score = row.score
    is_asked = score.left_out == LeftOut.ASKED
    is_open = row.stage is not None and score.left_out != LeftOut.APPROVED
    given = next((one for one in (score.reviewed, score.appraised) if one is not None), None)
    return GridLine(
        pk=score.pk,
        revision=score.revision,
        agency=row.assessment.agency.current_name,
        state="" if is_open else _closed(row),
        url=leaf_url(row.assessment, score.leaf_key),
        claimed=said_points(score.claimed),
        claimed_words=_claimed_words(row),
        note=score.claim_note,
        proofs=score.proof_count,
        proof_words=_proof_words(row),
        proof_tone="" if score.is_proof_met is None else "ok" if score.is_proof_met else "bad",
        proposed=said_points(score.proposed),
        proposed_differs=score.proposed is not None and score.claimed is not None and score.proposed != score.claimed,
        earlier=_earlier(row.earlier),
        is_open=is_open,
        given=said_points(given),
        shown=sent or shown_of(row),
        acts=_acts(is_asked=is_asked),
        left_out=score.left_out_reason if is_asked else "",
        asked=score.more_asked,
        sample_note=_sample_note(row),
        error=error,
    )


def _closed(row: GridRow) -> str:
    if row.score.left_out == LeftOut.APPROVED:
        return _("không áp dụng")
    return str(AssessmentState(row.assessment.state).label)


def _claimed_words(row: GridRow) -> str:
    """Return what was claimed, in words; of a survey there is a field."""
    if not row.leaf.rule.is_self_scored:
        return ""
    value = value_of_text(row.score.claimed_value, row.leaf)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, str):
        return next(option.label for option in row.leaf.rule.options if option.key == value)
    return f"{decimal_text(Decimal(str(value)))} {row.leaf.rule.unit}".strip()


def _proof_words(row: GridRow) -> str:
    if not row.leaf.proofs:
        return _("không yêu cầu")
    if not row.score.proof_count:
        return _("chưa có")
    return _("đạt yêu cầu") if row.score.is_proof_met else _("chưa đạt yêu cầu")


def _earlier(earlier: Score | None) -> str:
    if earlier is None or earlier.standing is None:
        return NOTHING
    return f"{decimal_text(earlier.standing)}/{plain(earlier.maximum)}"


def _acts(*, is_asked: bool) -> tuple[tuple[str, str], ...]:
    if is_asked:
        return (
            (Act.NONE.value, _("chưa quyết định")),
            (Act.LEAVE_OUT.value, _("không áp dụng")),
            (Act.COUNT.value, _("vẫn áp dụng")),
        )
    return (
        (Act.NONE.value, _("ghi điểm")),
        (Act.KEEP.value, _("giữ điểm")),
        (Act.MORE.value, _("bổ sung")),
    )


def _sample_note(row: GridRow) -> str:
    least, size = row.leaf.rule.least_sample, row.score.sample_size
    if size is None or size >= least:
        return ""
    words = {"size": number_text(size), "least": number_text(least)}
    return _("mẫu nhỏ: %(size)s phiếu, cần ít nhất %(least)s") % words
