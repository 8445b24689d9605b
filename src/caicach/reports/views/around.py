"""The duties of the period."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.reports import access, selectors, services
from caicach.reports.forms import AnswerForm
from caicach.reports.pages.around import duties_page
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["duties"]

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def duties(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the duties of the period; answer one of them."""
    report = selectors.report_for(request.actor, uid)
    if request.method != "POST":
        return page(request, "reports/duties.html", duties_page(report, request.actor))
    access.require(access.can_write(request.actor, report))
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["obligation"]
        try:
            services.answer_save(report, given, form.draft(), actor=request.actor, now=request.now, today=request.today)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi trả lời của nhiệm vụ."))
            return done(request, "reports:duties", uid=uid)
    return page(request, "reports/duties.html", duties_page(report, request.actor, sent=form), status=422)
