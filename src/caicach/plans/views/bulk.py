"""Many rows at once, the facts of the document itself, and the duties of its prose."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from caicach.plans import selectors, services
from caicach.plans.forms import HeaderForm
from caicach.plans.pages.bulk import bulk_page
from caicach.plans.pages.document import header_page
from caicach.plans.views.manyrows import ManyRows
from caicach.plans.views.moved import told_in_words
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["header", "prose", "rows"]


@require_http_methods(["GET", "HEAD", "POST"])
@told_in_words
def rows(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the rows of a plan in one table, as filtered; change many alike, or accept them."""
    view = ManyRows(request, uid)
    form = view.form
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, view.change())
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{reverse('plans:bulk', args=[uid])}?{request.GET.urlencode()}".rstrip("?"))
    content = bulk_page(
        view.plan, view.rows, form=form, query=request.GET, expansion=view.expansion, resolver=view.resolver
    )
    return page(request, "plans/bulk.html", content, fragment="part", status=422 if form.is_bound else 200)


HEADER_KEYS = {"standing_body": "standing_body_id", "period_plan": "period_plan_id"}  # fields that name a row


@require_http_methods(["GET", "HEAD", "POST"])
@told_in_words
def header(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Correct the facts of the document; show what the reader found in it outside the tables."""
    plan = selectors.plan_to_review(request.actor, uid)
    names = ("type", "symbol", "issued_on", "title", "signer", "year", "period_from", "period_to")
    initial = {name: getattr(plan, name) for name in names} | {"standing_body": plan.standing_body_id}
    initial["period_plan"] = plan.period_plan_id
    form = HeaderForm(
        request.POST if request.method == "POST" else None,
        bodies=selectors.bodies_of(selectors.resolver_of(plan)),
        period_plans=None if plan.amends_id else selectors.period_plans_of(plan),
        initial=initial,
    )
    if form.is_valid():
        given = {HEADER_KEYS.get(name, name): value for name, value in form.cleaned_data.items()}
        services.plan_header_edit(plan, actor=request.actor, now=request.now, **given)
        return redirect("plans:review", uid=uid)
    return page(
        request, "plans/header.html", header_page(plan, form, actor=request.actor), status=422 if form.is_bound else 200
    )


@require_POST
@told_in_words
def prose(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take duties of the prose over as rows of the review."""
    plan = selectors.plan_to_review(request.actor, uid)
    chosen = {at for value in request.POST.getlist("duties") if (at := whole_number(value)) is not None}
    if not chosen:
        messages.error(request, _("Chưa chọn việc nào. Đánh dấu các việc cần giao rồi bấm lại."))
        return redirect("plans:header", uid=uid)
    count = services.prose_take(plan, actor=request.actor, indexes=chosen, now=request.now)
    said = ngettext(
        "Đã thêm %(count)s việc vào danh sách rà soát.", "Đã thêm %(count)s việc vào danh sách rà soát.", count
    )
    messages.success(request, said % {"count": number_text(count)})
    return redirect("plans:review", uid=uid)
