"""What the ledger adds to the pages of lower apps: how far an agency is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies.selectors import facts_of_agencies
from caicach.obligations.constants import DutyOrigin
from caicach.obligations.selectors import progress_by, progress_definition, whole
from caicach.ui.notation import number_text
from caicach.ui.values import Figure
from caicach.web.requests import ActorRequest

__all__ = ["AGENCY_TEMPLATE", "AgencyPanel", "agency_panel"]

AGENCY_TEMPLATE = "obligations/agency_panel.html"


@dataclass(frozen=True, slots=True)
class AgencyPanel:
    """How far the plan duties of one agency are, as far as the reader sees them."""

    figures: tuple[Figure, ...]
    definition: str
    year: int


def agency_panel(request: ActorRequest, subject: Any) -> AgencyPanel | None:
    """Return the panel of an agency's page; None where the reader sees nothing that falls due this year: two queries.

    Args:
        request: Of the page.
        subject: The page; its ``agency_id`` says which agency.
    """
    year = request.today.year
    owed = Q(agency=subject.agency_id, due_on__year=year, duty__origin=DutyOrigin.PLAN)
    found = whole(progress_by(request.actor, owed, "agency", today=request.today).values())
    if not found.total:
        return None
    uid = facts_of_agencies([subject.agency_id])[subject.agency_id].uid
    here = f"{reverse('obligations:list')}?agency={uid}&due_from={year}-01-01&due_to={year}-12-31&origin=plan"
    done = {"done": number_text(found.due_accepted), "due": number_text(found.due)}
    return AgencyPanel(
        figures=(
            Figure(_("Nhiệm vụ"), number_text(found.total), url=here),
            Figure(
                _("Hoàn thành"),
                number_text(found.accepted),
                note=_("%(done)s trong %(due)s việc đã đến hạn") % done if found.due else _("chưa có việc nào đến hạn"),
                url=f"{here}&state=accepted",
            ),
            Figure(_("Chờ nghiệm thu"), number_text(found.submitted), url=f"{here}&state=submitted"),
            Figure(_("Quá hạn"), number_text(found.late), url=f"{here}&late=1", tone="bad" if found.late else ""),
        ),
        definition=progress_definition(),
        year=year,
    )
