"""Where what a body owes for an appraisal is done: on the page of what it appraises, not by a paper."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.registry import Fill
from caicach.scoring import access
from caicach.scoring.constants import ROUND_SOURCE, Phase, RoundState
from caicach.scoring.models import RoundPhase
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["appraisal_fill_of"]

_APPRAISED = (Phase.APPRAISAL, Phase.SECOND_APPRAISAL)


def appraisal_fill_of(actor: Actor, obligation: "Obligation") -> Fill | None:
    """Return the page on which an appraisal is done and reported (``obligations.registry.fillings``), or None.

    One query, none for what no round asks for.
    """
    if obligation.duty.source_kind != ROUND_SOURCE:
        return None
    rows = RoundPhase.objects.filter(duty=obligation.duty_id, phase__in=_APPRAISED)
    row = rows.filter(round__in=access.visible_rounds(actor)).select_related("round").first()
    if row is None:
        return None
    does_it = actor.agency_id == obligation.agency_id and actor.has(*access.APPRAISERS)
    is_open = row.closed_at is None and row.round.state == RoundState.OPEN
    page = "scoring:appraisal" if does_it else "scoring:round"
    return Fill(
        title=_("%(phase)s, %(round)s") % {"phase": str(Phase(row.phase).label).capitalize(), "round": row.round.title},
        state=_("đang làm") if is_open else _("đã kết thúc"),
        progress=_("Xét điểm trên trang thẩm định rồi báo xong ở đó; nhiệm vụ này được nộp theo."),
        url=reverse(page, args=[row.round.uid]),
        act=_("Thẩm định và báo xong") if does_it and is_open else _("Xem đợt chấm"),
        takes_over=is_open,
    )
