"""Meetings: list, one meeting, its agenda, papers, conclusions and notice."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.agencies import selectors as agencies
from caicach.meetings import access, selectors, services
from caicach.meetings.exports.pack import pack_docx, pack_name
from caicach.meetings.forms import (
    AgendaFormSet,
    MeetingForm,
    NoticeForm,
    agenda_drafts,
    agenda_initial,
    meeting_initial,
)
from caicach.meetings.pages.instructions import lines_of
from caicach.meetings.pages.meetings import MeetingFormPage, MeetingPage, MeetingsPage
from caicach.meetings.pages.pack import pack_sections
from caicach.meetings.papers import papers_of
from caicach.meetings.services.notices import notice_register
from caicach.ui.values import Link
from caicach.web.downloads import DOCX, attachment
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["agenda", "assign", "change", "conclude", "detail", "listing", "new", "pack"]

_FORM = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show the meetings within reach."""
    lines = selectors.meetings_for(request.actor)
    return page(request, "meetings/list.html", MeetingsPage.of(lines, may_add=bool(access.body_ids(request.actor))))


@require_http_methods(_FORM)
def new(request: ActorRequest) -> HttpResponse:
    """Open a meeting."""
    access.require(request.actor)
    ids = access.body_ids(request.actor)
    bodies = list(agencies.names_of(ids).items())
    initial = {"since_on": selectors.since_of_next(ids[0], today=request.today)} if len(ids) == 1 else {}
    form = MeetingForm(request.POST if request.method == "POST" else None, bodies=bodies, initial=initial)
    if form.is_valid():
        try:
            body_id = form.cleaned_data["body"]
            made = services.meeting_open(form.draft(), actor=request.actor, body_id=body_id, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã mở cuộc họp. Soạn chương trình, rồi tải tài liệu họp."))
            return done(request, "meetings:detail", uid=made.uid)
    return _form(request, _("Mở cuộc họp"), form, reverse("meetings:list"))


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a meeting."""
    return show(request, uid)


@require_http_methods(_FORM)
def change(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Change what is known of a meeting."""
    meeting = selectors.meeting_for(request.actor, uid)
    access.require(request.actor, meeting.body_id)
    bodies = [(meeting.body_id, meeting.body.current_name)]
    sent = request.POST if request.method == "POST" else None
    form = MeetingForm(sent, bodies=bodies, initial=meeting_initial(meeting))
    if form.is_valid():
        try:
            services.meeting_change(meeting, form.draft(), actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu."))
            return done(request, "meetings:detail", uid=uid)
    return _form(request, meeting.title, form, reverse("meetings:detail", args=[uid]))


@require_http_methods(_FORM)
def agenda(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Write the agenda, and afterwards what was said."""
    meeting = selectors.meeting_for(request.actor, uid)
    access.require(request.actor, meeting.body_id)
    sent = request.POST if request.method == "POST" else None
    forms = AgendaFormSet(sent, initial=agenda_initial(meeting))
    if sent is not None and forms.is_valid():
        services.agenda_set(meeting, agenda_drafts(forms), actor=request.actor, now=request.now)
        messages.success(request, _("Đã lưu chương trình họp."))
        return done(request, "meetings:detail", uid=uid)
    content = MeetingFormPage(
        _("Chương trình họp"), _crumbs(meeting.title, uid), forms, reverse("meetings:detail", args=[uid])
    )
    return page(request, "meetings/agenda.html", content, status=422 if sent is not None else 200)


@require_safe
def pack(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out agenda and papers as one DOCX."""
    meeting = selectors.meeting_for(request.actor, uid)
    papers = papers_of(meeting, request.actor, today=request.today)
    author = request.actor.agency_name
    data = pack_docx(meeting, papers, author=author, now=request.now, today=request.today)
    return attachment(data, name=pack_name(meeting), media_type=DOCX)


@require_POST
def assign(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Assign all conclusions that wait."""
    meeting = selectors.meeting_for(request.actor, uid)
    waiting = selectors.drafts_of(request.actor, meeting=meeting)
    try:
        count = services.instructions_assign(waiting, actor=request.actor, now=request.now, today=request.today)
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã giao: %(count)s nhiệm vụ cho các cơ quan.") % {"count": count})
    return done(request, "meetings:detail", uid=uid)


@require_POST
def conclude(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Enter the notice that văn thư numbered."""
    meeting = selectors.meeting_for(request.actor, uid)
    form = NoticeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            notice_register(meeting, form.notice(), actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi thông báo kết luận."))
            return done(request, "meetings:detail", uid=uid)
    return show(request, uid, notice=form)


def show(request: ActorRequest, uid: UUID, notice: NoticeForm | None = None) -> HttpResponse:
    """Show the meeting; ``notice`` is a form that was sent and refused."""
    meeting = selectors.meeting_for(request.actor, uid)
    rows = list(selectors.instructions_for(request.actor, meeting=meeting))
    counts = selectors.progress_of(request.actor, rows, today=request.today)
    previews = selectors.previews_of([one for one in rows if one.duty_id is None], today=request.today)
    content = MeetingPage.of(
        meeting,
        conclusions=lines_of(rows, counts=counts, previews=previews),
        pack=pack_sections(papers_of(meeting, request.actor, today=request.today)),
        may_manage=access.can_manage(request.actor, meeting.body_id),
        today=request.today,
        notice=notice,
    )
    return page(request, "meetings/detail.html", content, status=422 if notice else 200)


def _form(request: ActorRequest, title: str, form: MeetingForm, back: str) -> HttpResponse:
    crumbs = (Link(_("Cuộc họp"), reverse("meetings:list")), Link(title))
    content = MeetingFormPage(title, crumbs, form, back)
    return page(request, "meetings/form.html", content, status=422 if form.is_bound else 200)


def _crumbs(title: str, uid: UUID) -> tuple[Link, ...]:
    return (
        Link(_("Cuộc họp"), reverse("meetings:list")),
        Link(title, reverse("meetings:detail", args=[uid])),
        Link(_("Chương trình họp")),
    )
