"""Where the duties of a round lead: to the round, and to the assessment that is filled in for one."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.registry import Fill
from caicach.scoring import access
from caicach.scoring.constants import AssessmentState
from caicach.scoring.models import Assessment, Improvement
from caicach.ui.notation import number_text
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.obligations.models import Duty, Obligation

__all__ = ["address_of_duty", "address_of_improvement", "fill_of"]


def address_of_duty(duty: "Duty") -> str:
    """Return the page of the round that a duty comes from (``obligations.registry.sources``)."""
    return reverse("scoring:round", args=[duty.source_uid]) if duty.source_uid else ""


def address_of_improvement(duty: "Duty") -> str:
    """Return the sub-criterion whose points a duty is for; of several agencies, their round. One query."""
    rows = Improvement.objects.filter(duty=duty.pk).select_related("score__assessment")[:2]
    found = [row.score for row in rows]
    if len(found) != 1:
        return address_of_duty(duty)
    return reverse("scoring:leaf", args=[found[0].assessment.uid, found[0].leaf_key])


def fill_of(actor: Actor, obligation: "Obligation") -> Fill | None:
    """Return the assessment that stands for an obligation (``obligations.registry.fillings``), or None. One query."""
    owed = Q(obligation=obligation.pk) | Q(explanation_obligation=obligation.pk)
    rows = access.visible_assessments(actor).filter(owed)
    sheet = rows.select_related("round", "agency").annotate(scored=Count("scores__claimed")).first()
    if sheet is None:
        return None
    is_open = sheet.state == AssessmentState.SCORING
    scores_here = any(access.can(actor, act, sheet).allowed for act in ("claim", "claim_for"))
    if sheet.explanation_obligation_id == obligation.pk:
        return _explained(sheet, scores_here=scores_here)
    return Fill(
        title=_("Phiếu chấm điểm, %(round)s") % {"round": sheet.round.title},
        state=str(AssessmentState(sheet.state).label),
        progress=_("Đã tự chấm %(count)s tiêu chí.") % {"count": number_text(sheet.scored)},
        url=reverse("scoring:sheet", args=[sheet.uid]),
        act=_("Tự chấm") if is_open and scores_here else _("Xem phiếu chấm"),
        takes_over=is_open,
    )


def _explained(sheet: Assessment, *, scores_here: bool) -> Fill:
    is_open = sheet.state == AssessmentState.APPRAISED
    return Fill(
        title=_("Điểm thẩm định khác tự chấm, %(round)s") % {"round": sheet.round.title},
        state=str(AssessmentState(sheet.state).label),
        progress=_("Đồng ý hoặc giải trình từng tiêu chí rồi kết thúc."),
        url=reverse("scoring:differences", args=[sheet.uid]),
        act=_("Xem và giải trình") if is_open and scores_here else _("Xem chênh lệch"),
        takes_over=is_open,
    )
