"""The plan that an agency writes itself."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.obligations import selectors as obligations
from caicach.plans.exports.own_plan import OwnPaper, own_docx, own_paper, own_xlsx
from caicach.plans.forms.own_plan import IssueForm, LocalRowForm, OwnRowForm, OwnRowsForm, OwnSettingsForm
from caicach.plans.pages.own_plan import OwnIssuePage, crumbs_of, own_list_page, own_page, own_row_page
from caicach.plans.selectors import own_plan as selectors
from caicach.plans.services.own_issue import own_plan_issue, own_plan_prove
from caicach.plans.services.own_plan import own_plan_cancel, own_plan_set
from caicach.plans.services.own_rows import OwnRefusal, own_row_add, own_row_remove, own_rows_save, own_version
from caicach.ui.notation import number_text
from caicach.web.downloads import DOCX, XLSX, attachment
from caicach.web.errors import BadInput, Beyond
from caicach.web.pages import page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["add", "cancel", "file", "issue", "listing", "own", "prove", "remove", "row", "settings"]

WRITERS: dict[str, tuple[Callable[[OwnPaper], bytes], str]] = {
    "docx": (own_docx, DOCX),
    "xlsx": (own_xlsx, XLSX),
}


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the plans that the actor's agencies write."""
    return page(request, "plans/own_list.html", own_list_page(request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show an own plan; by POST save ticks, days and people of its rows."""
    if request.method != "POST":
        return _page(request, uid, selectors.own_plan_for(request.actor, uid))
    one = selectors.own_plan_to_write(request.actor, uid)
    form = OwnRowsForm(request.POST, rows=list(one.rows.select_related("doer")))
    if form.is_valid():
        try:
            count = own_rows_save(
                one,
                actor=request.actor,
                edits=form.edits(),
                version=form.cleaned_data["version"],
                now=request.now,
                today=request.today,
            )
        except OwnRefusal as refusal:
            for row_id, reason in refusal.reasons.items():
                form.add_error(f"due_{row_id}", reason)
        else:
            messages.success(request, _("Đã lưu %(count)s dòng thay đổi.") % {"count": number_text(count)})
            return redirect("plans:own", uid=uid)
    return _page(request, uid, one, form=form, error=_("Chưa lưu: có dòng chưa đúng, lý do ghi ở từng dòng."))


def _page(request: ActorRequest, uid: UUID, one: Any, *, form: OwnRowsForm | None = None, **more: Any) -> HttpResponse:
    if form is None:
        rows = list(one.rows.select_related("doer"))
        form = OwnRowsForm(rows=rows, initial={"version": own_version(rows)})
    settings = more.get("settings")
    content = own_page(one, actor=request.actor, today=request.today, form=form, **more)
    refused = form.is_bound or (settings is not None and settings.is_bound)
    return page(request, "plans/own.html", content, status=422 if refused else 200)


@require_POST
def settings(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Change the title and the distance of days; take in what the superiors have added."""
    one = selectors.own_plan_to_write(request.actor, uid)
    form = OwnSettingsForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            count = own_plan_set(one, actor=request.actor, now=request.now, today=request.today, **given)
        except BadInput as refusal:
            form.add_error("title", str(refusal))
        else:
            words = _("Đã lưu; thêm %(count)s việc cấp trên mới giao.") % {"count": number_text(count)}
            messages.success(request, words if count else _("Đã lưu."))
            return redirect("plans:own", uid=uid)
    return _page(request, uid, one, settings=form)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: ActorRequest, uid: UUID, position: int) -> HttpResponse:
    """Show one row in its own words beside the superior's; by POST save it."""
    one = selectors.own_row_to_write(request.actor, uid, position)
    initial = {name: getattr(one, name) for name in ("task", "text", "due_on", "deadline_text", "budget")}
    doer = one.doer.current_name if one.doer else one.doer_text
    form = OwnRowForm(request.POST if request.method == "POST" else None, initial=initial | {"doer": doer})
    if form.is_valid():
        edits = [form.edit(one)]
        try:
            own_rows_save(one.own_plan, actor=request.actor, edits=edits, now=request.now, today=request.today)
        except OwnRefusal as refusal:
            form.add_error("due_on", str(refusal))
        else:
            messages.success(request, _("Đã lưu dòng."))
            return redirect("plans:own", uid=uid)
    content = own_row_page(one.own_plan, one, form, today=request.today)
    return page(request, "plans/own_row.html", content, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Add a local row, or a further row of a superior's task."""
    one = selectors.own_plan_to_write(request.actor, uid)
    concerns = selectors.concerns_of(one.agency_id, one.superiors.values_list("pk", flat=True))
    above = [(concern.deliverable.pk, concern.deliverable.text) for concern in concerns]
    form = LocalRowForm(request.POST if request.method == "POST" else None, superiors=above, on=request.today)
    if form.is_valid():
        try:
            own_row_add(one, actor=request.actor, row=form.row(), now=request.now, today=request.today)
        except BadInput as refusal:
            form.add_error("due_on" if isinstance(refusal, OwnRefusal) else "area_code", str(refusal))
        else:
            messages.success(request, _("Đã thêm việc vào kế hoạch."))
            return redirect("plans:own", uid=uid)
    content = own_row_page(one, None, form, today=request.today)
    return page(request, "plans/own_row.html", content, status=422 if form.is_bound else 200)


@require_POST
def remove(request: ActorRequest, uid: UUID, position: int) -> HttpResponse:
    """Take an added row out."""
    one = selectors.own_row_to_write(request.actor, uid, position)
    own_row_remove(one, actor=request.actor, now=request.now)
    messages.success(request, _("Đã bỏ dòng khỏi kế hoạch."))
    return redirect("plans:own", uid=uid)


@require_POST
def cancel(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Throw a draft away."""
    own_plan_cancel(selectors.own_plan_to_write(request.actor, uid), actor=request.actor, now=request.now)
    messages.success(request, _("Đã bỏ bản soạn; chưa ai bị giao gì."))
    return redirect("plans:own_list")


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Enter number, day and file of the issued plan."""
    one = selectors.own_plan_to_write(request.actor, uid, issuing=True)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = IssueForm(*sent)
    if form.is_valid():
        try:
            own_plan_issue(one, actor=request.actor, issued=form.issued(), now=request.now, today=request.today)
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã nhập kế hoạch ban hành; các đơn vị đã nhận việc."))
            return redirect("plans:own", uid=uid)
    content = OwnIssuePage(one, form, crumbs_of(one, _("Nhập số, ngày ban hành")))
    return page(request, "plans/own_issue.html", content, status=422 if form.is_bound else 200)


@require_POST
def prove(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand the issued plan in as what the superior asked for."""
    one = selectors.own_plan_for(request.actor, uid)
    asked = whole_number(request.POST.get("obligation", ""))
    found = next((owed for owed in selectors.duties_to_prove(request.actor, one) if owed.pk == asked), None)
    if found is None:
        raise Beyond(_("Không có nhiệm vụ “ban hành kế hoạch” nào đang chờ kế hoạch này."))
    own_plan_prove(one, found, actor=request.actor, now=request.now, today=request.today)
    after = obligations.obligation_for(request.actor, found.uid)
    messages.success(request, _("Đã gửi kế hoạch làm sản phẩm: %(title)s.") % {"title": after.duty.title})
    return redirect("obligations:detail", uid=found.uid)


@require_safe
def file(request: ActorRequest, uid: UUID, ending: str) -> HttpResponse:
    """Hand out the plan as Word, or its annex as Excel; number and date are left to văn thư."""
    one = selectors.own_plan_for(request.actor, uid)
    if ending not in WRITERS:
        raise Beyond(_("Chỉ có bản Word và bản Excel."))
    write, media_type = WRITERS[ending]
    made = own_paper(one, now=request.now, today=request.today)
    return attachment(write(made), name=made.file_name(ending), media_type=media_type)
