"""What was sent from a grid of one sub-criterion over many agencies: one form, a few fields for each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caicach.scoring.constants import Stage
from caicach.scoring.selectors.grid import Grid, GridRow
from caicach.scoring.services.appraise import AppraisalDraft, MoreDraft, OutsideDraft
from caicach.scoring.services.appraise_grid import GridDraft, LeftOutDecision
from caicach.ui.notation import decimal_text, number_text
from caicach.web.requests import whole_number

__all__ = ["Act", "RowText", "grid_draft", "sent_of", "shown_of"]


class Act(StrEnum):
    """What is done with a row besides typing points."""

    NONE = ""
    KEEP = "giu"
    MORE = "bo-sung"
    LEAVE_OUT = "khong-ap-dung"
    COUNT = "van-ap-dung"


@dataclass(frozen=True, slots=True)
class RowText:
    """What stands in the fields of a row."""

    text: str = ""
    act: str = ""
    reason: str = ""
    words: str = ""
    source: str = ""
    sample: str = ""


_NAMES = {"text": "diem", "act": "viec", "reason": "ly_do", "words": "y_kien", "source": "nguon", "sample": "phieu"}


def shown_of(row: GridRow) -> RowText:
    """Return what the fields of a row hold before anybody types."""
    score = row.score
    if not row.leaf.rule.is_self_scored:
        sample = "" if score.sample_size is None else number_text(score.sample_size)
        return RowText(text=score.claimed_value.replace(".", ","), source=score.source_note, sample=sample)
    is_second = row.stage == Stage.REVIEWED
    points = score.reviewed if is_second else score.appraised
    return RowText(
        text="" if points is None else decimal_text(points),
        reason=score.reviewed_reason if is_second else score.appraised_reason,
        words=score.reviewed_note if is_second else score.appraised_note,
    )


def sent_of(row: GridRow, data: Mapping[str, str]) -> RowText | None:
    """Return what was sent for a row; None: nothing."""
    pk = row.score.pk
    if f"sua_{pk}" not in data:
        return None
    return RowText(**{name: data.get(f"{prefix}_{pk}", "").strip() for name, prefix in _NAMES.items()})


def grid_draft(grid: Grid, data: Mapping[str, str]) -> tuple[GridDraft, dict[int, RowText]]:
    """Return what is to be done of what was sent, and the texts of those rows; a row that nobody touched is not."""
    points, outside, more, left_out = [], [], [], []
    texts: dict[int, RowText] = {}
    for row in grid.rows:
        sent = sent_of(row, data)
        if sent is None or row.stage is None or sent == _plain(shown_of(row)):
            continue
        pk = row.score.pk
        revision = whole_number(data[f"sua_{pk}"]) or 0
        texts[pk] = sent
        if not row.leaf.rule.is_self_scored:
            outside.append(OutsideDraft(pk, revision, sent.text, sent.source, sent.sample))
        elif sent.act == Act.MORE:
            more.append(MoreDraft(pk, revision, sent.words))
        elif sent.act in (Act.LEAVE_OUT, Act.COUNT):
            left_out.append(LeftOutDecision(pk, sent.act == Act.LEAVE_OUT, sent.words))
        else:
            keeps = sent.act == Act.KEEP
            points.append(AppraisalDraft(pk, revision, sent.text, keeps, sent.reason, sent.words))
    return GridDraft(points, outside, more, left_out), texts


def _plain(shown: RowText) -> RowText:
    """Return a row as a browser sends it back: without blanks around."""
    return RowText(**{name: getattr(shown, name).strip() for name in _NAMES})
