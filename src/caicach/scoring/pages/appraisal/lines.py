"""One score as a row of a grid of appraisal: of one agency among many, or of one sub-criterion among many."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState, LeftOut
from caicach.scoring.forms.appraisal import Act, RowText, shown_of
from caicach.scoring.mapping import speaks_against, value_of_text
from caicach.scoring.models import Score
from caicach.scoring.pages.assessment.frame import leaf_url, plain, said_points
from caicach.scoring.selectors.grid import GridRow
from caicach.ui.notation import NOTHING, date_text, decimal_text, number_text
from caicach.web import clock
from reform.index import ScoreReason

__all__ = ["GridLine", "LineGroup", "line_of", "reason_label"]


@dataclass(frozen=True, slots=True)
class GridLine:
    """One score as a row."""

    pk: int
    revision: int
    name: str  # what the row is about: the agency, or the sub-criterion
    state: str  # where nothing can be given now, why; of a sub-criterion its maximum
    url: str
    claimed: str
    claimed_words: str
    note: str
    proofs: int
    proof_words: str
    supplement: str  # when proof was last brought after the lock; empty: none was
    proof_tone: str
    proposed: str
    proposed_differs: bool
    earlier: str
    is_open: bool
    given: str  # where no field is: the points as they stand
    shown: RowText
    acts: tuple[tuple[str, str], ...]
    left_out: str  # the reason, where a decision waits
    by_data: str  # why data says that it does not apply, where it does
    asked: str  # what more is asked for
    unit: str
    has_sample: bool
    sample_note: str  # of a survey whose sample is too small
    error: str

    @property
    def is_small(self) -> bool:
        """Whether the points rest on too few answers."""
        return bool(self.sample_note)


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Rows under one heading; none where they stand alone."""

    label: str
    lines: tuple[GridLine, ...]


def reason_label(reason: ScoreReason) -> str:
    """Return a coded reason in the language of the screen."""
    return reason.label_en if get_language() == "en" else reason.label


def line_of(row: GridRow, sent: RowText | None = None, error: str = "", *, is_of_unit: bool = False) -> GridLine:
    """Return the row with what was ``sent`` and refused; ``is_of_unit``: it stands among others of one agency."""
    score = row.score
    is_asked = score.left_out == LeftOut.ASKED
    is_open = row.stage is not None and score.left_out != LeftOut.APPROVED
    given = next((one for one in (score.reviewed, score.appraised) if one is not None), None)
    return GridLine(
        pk=score.pk,
        revision=score.revision,
        name=_leaf_name(row) if is_of_unit else row.assessment.agency.current_name,
        state=_state(row, is_open=is_open, is_of_unit=is_of_unit),
        url=leaf_url(row.assessment, score.leaf_key),
        claimed=said_points(score.claimed),
        claimed_words=_claimed_words(row),
        note=score.claim_note,
        proofs=score.proof_count,
        proof_words=_proof_words(row),
        supplement=_supplement(row),
        proof_tone="" if score.is_proof_met is None else "ok" if score.is_proof_met else "bad",
        proposed=said_points(score.proposed),
        proposed_differs=score.proposed is not None and score.claimed is not None and score.proposed != score.claimed,
        earlier=_earlier(row.earlier),
        is_open=is_open,
        given=said_points(given),
        shown=sent or shown_of(row),
        acts=_acts(is_asked=is_asked),
        left_out=score.left_out_reason if is_asked else "",
        by_data=_by_data(row),
        asked=score.more_asked,
        unit=row.leaf.rule.unit,
        has_sample=row.leaf.rule.least_sample > 0,
        sample_note=_sample_note(row),
        error=error,
    )


def _leaf_name(row: GridRow) -> str:
    return f"{row.leaf.number} {row.leaf.label}"


def _state(row: GridRow, *, is_open: bool, is_of_unit: bool) -> str:
    said = [_("tối đa %(most)s") % {"most": plain(row.leaf.points)}] if is_of_unit else []
    if is_of_unit and not row.leaf.rule.is_self_scored and row.leaf.rule.unit:
        said.append(_("kết quả tính bằng %(unit)s") % {"unit": row.leaf.rule.unit})
    return "; ".join(said if is_open else [*said, _closed(row)])


def _by_data(row: GridRow) -> str:
    """Return why data says that it does not apply; the agency that took this as its reason says it itself."""
    said = speaks_against(row.score)
    return "" if row.score.left_out == LeftOut.APPROVED or said == row.score.left_out_reason else said


def _closed(row: GridRow) -> str:
    if row.score.left_out == LeftOut.APPROVED:
        return _("không áp dụng")
    if row.appeal is not None:
        return _("có kiến nghị chờ trả lời")
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
    return f"{plain(Decimal(str(value)))} {row.leaf.rule.unit}".strip()


def _proof_words(row: GridRow) -> str:
    if not row.leaf.proofs:
        return _("không yêu cầu")
    if not row.score.proof_count:
        return _("chưa có")
    return _("đạt yêu cầu") if row.score.is_proof_met else _("chưa đạt yêu cầu")


def _supplement(row: GridRow) -> str:
    if row.supplemented_at is None:
        return ""
    return _("bổ sung sau khi khóa, %(day)s") % {"day": date_text(clock.local_date(row.supplemented_at))}


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
