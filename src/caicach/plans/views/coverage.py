"""A superior's plan against the plans below."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.plans import access, selectors
from caicach.plans.constants import ASSIGNED
from caicach.plans.pages.coverage import coverage_page, kind_asked
from caicach.plans.selectors.coverage import coverage_of
from caicach.web.errors import WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["coverage"]


@require_safe
def coverage(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show which bodies' plans carry the superior's out, and how well."""
    plan = selectors.plan_for(request.actor, uid)
    access.require_watching(request.actor, plan.issuer_id)
    if plan.state not in ASSIGNED:
        raise WrongState(_("Đối chiếu được khi kế hoạch đã giao việc và không bị thu hồi."))
    whole = coverage_of(plan, kinds=kind_asked(request.GET))
    content = coverage_page(plan, whole, query=request.GET, kinds=whole.kinds, today=request.today)
    return page(request, "plans/coverage.html", content)
