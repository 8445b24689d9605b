"""Templates of reports: the list, one of the body's own, copying, publishing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.reports import access, selectors, services
from caicach.reports.constants import TemplateState
from caicach.reports.forms import TemplateForm
from caicach.reports.pages.templates import TemplatePage, TemplatesPage
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["copy", "detail", "listing", "publish"]


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the templates within reach, and those that can be copied."""
    own = [one for one in access.writable_agency_ids(request.actor) if access.can_template(request.actor, one).allowed]
    choices = selectors.templates_for(own[0]) if own else ()
    content = TemplatesPage.of(selectors.templates_of(request.actor), choices, own[0] if own else 0)
    return page(request, "reports/templates.html", content)


@require_POST
def copy(request: ActorRequest) -> HttpResponse:
    """Copy a template into a draft of the body's own."""
    agency, key = request.POST.get("agency", ""), request.POST.get("template", "")
    try:
        made = services.template_copy(key, int(agency) if agency.isdigit() else 0, actor=request.actor, now=request.now)
    except BadInput as error:
        messages.error(request, str(error))
        return done(request, "reports:templates")
    return done(request, "reports:template", uid=made.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a template; save a draft of the body's own."""
    row = selectors.template_for(request.actor, uid)
    may_write = row.owner_id is not None and access.can_template(request.actor, row.owner_id).allowed
    is_draft = row.state == TemplateState.DRAFT
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        services.template_require(row, request.actor)
    form = TemplateForm(sent, initial={"definition": row.definition, "revision": row.revision})
    if sent is not None and form.is_valid():
        given = form.cleaned_data
        try:
            services.template_save(
                row, given["definition"], revision=given["revision"], actor=request.actor, now=request.now
            )
        except BadInput as error:
            form.add_error("definition", str(error))
        else:
            messages.success(request, _("Đã lưu mẫu."))
            return done(request, "reports:template", uid=uid)
    content = TemplatePage.of(row, form if may_write and is_draft else None, services.template_problems(row))
    return page(request, "reports/template.html", content, status=422 if sent is not None else 200)


@require_POST
def publish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Publish a draft."""
    row = selectors.template_for(request.actor, uid)
    try:
        services.template_publish(row, actor=request.actor, now=request.now)
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Mẫu đã được đưa vào dùng cho các báo cáo lập từ bây giờ."))
    return done(request, "reports:template", uid=uid)
