"""The acts of an appraiser beside one sub-criterion of one agency: keep, give other points, ask for more, decide."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.forms.appraisal import RowText
from caicach.scoring.pages.appraisal.lines import GridLine, line_of, reason_label
from caicach.scoring.pages.assessment.frame import leaf_url
from caicach.scoring.selectors.grid import GridRow
from reform.index import score_reasons

__all__ = ["AppraisePart", "AppraiseSent", "appraise_part"]


@dataclass(frozen=True, slots=True)
class AppraiseSent:
    """What was sent and refused."""

    text: RowText
    error: str


@dataclass(frozen=True, slots=True)
class AppraisePart:
    """What an appraiser does here."""

    line: GridLine
    is_outside: bool
    is_second: bool
    waits_for_decision: bool  # the agency asks to leave it out
    may_keep: bool
    keep_label: str
    act_name: str  # of the buttons
    reasons: tuple[tuple[str, str], ...]
    url: str
    unit_url: str
    grid_url: str
    appeals_url: str  # where the agency's objection is answered; empty: none waits


def appraise_part(row: GridRow | None, *, today: date, sent: AppraiseSent | None = None) -> AppraisePart | None:
    """Return the part for whoever appraises ``row``; None for the others."""
    if row is None:
        return None
    sheet, key = row.assessment, row.leaf.key
    line = line_of(row, sent.text if sent else None, sent.error if sent else "", is_of_unit=True)
    waits = bool(line.left_out)
    return AppraisePart(
        line=line,
        is_outside=not row.leaf.rule.is_self_scored,
        is_second=row.is_second,
        waits_for_decision=waits,
        may_keep=line.is_open and row.score.claimed is not None and not waits,
        keep_label=_("Giữ %(points)s") % {"points": line.claimed},
        act_name=f"viec_{line.pk}",
        reasons=tuple((one.code, reason_label(one)) for one in score_reasons(today)),
        url=leaf_url(sheet, key, "leaf-appraise"),
        unit_url=reverse("scoring:unit-appraisal", args=[sheet.uid]),
        grid_url=reverse("scoring:grid", args=[sheet.round.uid, key]),
        appeals_url=reverse("scoring:appeals", args=[sheet.round.uid]) if row.appeal is not None else "",
    )
