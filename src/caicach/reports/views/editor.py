"""Writing one section: its words, its history, what units wrote, numbers that become lines."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.reports import access, selectors, services
from caicach.reports.forms import OwnLineForm, SectionForm
from caicach.reports.pages.editing import editor_page, history_page
from caicach.reports.services.sections import section_of
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["done_mark", "history", "insert", "own_line", "restore", "section", "take"]

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def section(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Show a section to whoever reads it; save what its writer sends."""
    report = selectors.report_for(request.actor, uid)
    section = section_of(report, key)
    if request.method != "POST":
        return page(request, "reports/section.html", editor_page(report, section, request.actor, today=request.today))
    access.require(access.can_write(request.actor, report, area=section.area))
    form = SectionForm(request.POST, slots=selectors.slots_in(section))
    try:
        if form.is_valid():
            services.section_save(report, key, form.draft(), actor=request.actor, now=request.now, today=request.today)
            messages.success(request, _("Đã lưu phần này."))
            return done(request, "reports:section", uid=uid, key=key)
    except services.Clash as clash:
        content = editor_page(report, section, request.actor, today=request.today, sent=form, theirs=clash)
        return page(request, "reports/section.html", content, status=409)
    except BadInput as error:
        form.add_error(None, str(error))
    content = editor_page(report, section, request.actor, today=request.today, sent=form)
    return page(request, "reports/section.html", content, status=422)


@require_safe
def history(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Show what a section was after each save."""
    report = selectors.report_for(request.actor, uid)
    content = history_page(report, section_of(report, key), request.actor, today=request.today)
    return page(request, "reports/history.html", content)


@require_POST
def restore(request: ActorRequest, uid: UUID, key: str, number: int) -> HttpResponse:
    """Take back an earlier version of a section; 0 is the template's own words."""
    report = selectors.report_for(request.actor, uid)
    services.section_restore(report, key, number, actor=request.actor, now=request.now)
    messages.success(request, _("Đã lấy lại bản đã chọn; bản vừa thay vẫn còn trong lịch sử."))
    return done(request, "reports:section", uid=uid, key=key)


@require_POST
def done_mark(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Say that a section is finished, or that it is not."""
    report = selectors.report_for(request.actor, uid)
    is_done = request.POST.get("is_done") == "1"
    services.section_done(report, key, is_done=is_done, actor=request.actor, now=request.now)
    return done(request, "reports:section", uid=uid, key=key)


@require_POST
def take(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Take a section to write it, or give it up."""
    report = selectors.report_for(request.actor, uid)
    writer = request.actor.user_id if request.POST.get("is_mine") == "1" else None
    services.section_assign(report, key, writer, actor=request.actor, now=request.now)
    return done(request, "reports:section", uid=uid, key=key)


@require_POST
def insert(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Put what a unit wrote into a free slot."""
    report = selectors.report_for(request.actor, uid)
    slot, text = request.POST.get("slot", ""), request.POST.get("text", "")
    services.text_insert(report, key, slot, text, actor=request.actor, now=request.now)
    messages.success(request, _("Đã chèn. Sửa lại câu chữ cho hợp với báo cáo."))
    return done(request, "reports:section", uid=uid, key=key)


@require_POST
def own_line(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Make a line of the body's own of a typed number."""
    report = selectors.report_for(request.actor, uid)
    access.require(access.can_write(request.actor, report, area=section_of(report, key).area))
    form = OwnLineForm(request.POST)
    if form.is_valid():
        line = services.own_line_make(report, form.draft(), actor=request.actor, now=request.now)
        messages.success(request, _("Đã thêm chỉ tiêu bổ sung “%(label)s”.") % {"label": line.label})
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return done(request, "reports:section", uid=uid, key=key)
