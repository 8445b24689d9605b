"""Urging: the list that the system prepares, what a person sends, the letter and its number."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.notices import access
from caicach.notices.constants import ESCALATE_AFTER_DAYS
from caicach.notices.exports.letter import letter_docx, letter_name
from caicach.notices.forms import IssueForm, UrgeFilterForm, UrgeForm
from caicach.notices.pages.urging import ReminderPage, UrgePage
from caicach.notices.selectors.urging import reminder_for, reminders_of, urged_rows
from caicach.notices.services.urging import Issued, Urging, reminder_issue, reminder_send
from caicach.obligations.selectors import UrgeList, urge_list
from caicach.web.downloads import DOCX, attachment
from caicach.web.errors import BadInput
from caicach.web.fields import new_uid
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["issue", "letter", "reminder", "urge"]


@require_http_methods(["GET", "HEAD", "POST"])
def urge(request: ActorRequest) -> HttpResponse:
    """Show what could be urged, or send what was ticked."""
    access.require_reader(request.actor)
    may_urge = access.may_urge(request.actor)
    form = None
    if request.method == "POST":
        access.require_urge(request.actor)
        form = UrgeForm(request.POST, auto_id="don-doc-%s")
        if form.is_valid():
            try:
                made = reminder_send(Urging(**form.cleaned_data), _uids(request), actor=request.actor, now=request.now)
            except BadInput as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Đã ghi nhận đôn đốc."))
                return done(request, "notices:reminder", uid=made.uid)
    late_days = _late_days(request)
    found = _found(request, late_days)
    filters = UrgeFilterForm(request.GET, agencies=found.agencies, plans=found.plans, late_days=late_days)
    if form is None and may_urge:
        form = UrgeForm(initial={"uid": new_uid(), "late_days": late_days}, auto_id="don-doc-%s")
    content = UrgePage.of(found, filters, form, reminders_of(request.actor))
    return page(request, "notices/urge.html", content, status=422 if request.method == "POST" else 200)


@require_safe
def reminder(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show one reminder."""
    return _show(request, uid)


@require_safe
def letter(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the letter, its number and day blank."""
    one = reminder_for(request.actor, uid)
    data = letter_docx(one, urged_rows(one))
    return attachment(data, name=letter_name(one), media_type=DOCX)


@require_POST
def issue(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Enter the number that văn thư gave."""
    one = reminder_for(request.actor, uid)
    access.require_urge(request.actor)
    form = IssueForm(request.POST, request.FILES, auto_id="so-%s")
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            reminder_issue(
                one,
                Issued(**form.cleaned_data, file_name=file.name if file else ""),
                actor=request.actor,
                now=request.now,
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi số công văn."))
            return done(request, "notices:reminder", uid=uid)
    return _show(request, uid, form)


def _show(request: ActorRequest, uid: UUID, form: IssueForm | None = None) -> HttpResponse:
    one = reminder_for(request.actor, uid)
    content = ReminderPage.of(one, urged_rows(one), may_issue=access.may_urge(request.actor), issue=form)
    return page(request, "notices/reminder.html", content, status=422 if form else 200)


def _late_days(request: ActorRequest) -> int:
    asked = whole_number(request.GET.get("late_days", ""))
    return asked if asked is not None and asked <= 200 else ESCALATE_AFTER_DAYS


def _found(request: ActorRequest, late_days: int) -> UrgeList:
    scopes = access.urged_scopes(request.actor) or request.actor.scopes_of(*access.READERS)
    return urge_list(
        request.actor,
        scope_ids=scopes,
        today=request.today,
        late_days=late_days,
        agency=_uid(request.GET.get("agency", "")),
        plan=_uid(request.GET.get("plan", "")),
    )


def _uids(request: ActorRequest) -> list[UUID]:
    return [uid for uid in map(_uid, request.POST.getlist("chon")) if uid is not None]


def _uid(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None
