"""Tasks that come in as a document."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.agencies import selectors as agencies
from caicach.meetings import access, selectors
from caicach.meetings.forms import IntakeForm
from caicach.meetings.pages.meetings import MeetingFormPage
from caicach.meetings.services.intakes import tasks_upload
from caicach.ui.values import Link
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["conclusions", "tasks"]

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def tasks(request: ActorRequest) -> HttpResponse:
    """Take a document of a superior body; reading it goes on in the background."""
    access.require(request.actor)
    return _upload(request, access.body_ids(request.actor), None)


@require_http_methods(_FORM)
def conclusions(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take the draft notice of a meeting; its conclusions are read in the background."""
    meeting = selectors.meeting_for(request.actor, uid)
    access.require(request.actor, meeting.body_id)
    return _upload(request, (meeting.body_id,), uid)


def _upload(request: ActorRequest, body_ids: tuple[int, ...], uid: UUID | None) -> HttpResponse:
    meeting = selectors.meeting_for(request.actor, uid) if uid else None
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"giver": meeting.body.current_name} if meeting else {}
    form = IntakeForm(*sent, bodies=list(agencies.names_of(body_ids).items()), initial=initial)
    if form.is_valid():
        try:
            job = tasks_upload(form.upload(meeting), actor=request.actor, now=request.now)
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("jobs:detail", uid=job.uid)
    title = _("Đọc kết luận từ văn bản") if meeting else _("Đọc nhiệm vụ từ văn bản")
    back = reverse("meetings:detail", args=[uid]) if meeting else reverse("meetings:tasks")
    crumbs = (Link(_("Họp và chỉ đạo"), reverse("meetings:list")), Link(title))
    content = MeetingFormPage(title, crumbs, form, back, has_file=True)
    return page(request, "meetings/form.html", content, status=422 if form.is_bound else 200)
