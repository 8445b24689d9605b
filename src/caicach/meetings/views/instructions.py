"""Instructions: tasks from above in a list, conclusions on their meeting's page, and the page of one."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.agencies import selectors as agencies
from caicach.meetings import access, selectors, services
from caicach.meetings.constants import InstructionKind
from caicach.meetings.forms import InstructionForm, TaskForm, WithdrawForm, instruction_initial
from caicach.meetings.pages.instructions import TaskFormPage, TaskPage, TasksPage, facts_of, lines_of, list_url
from caicach.meetings.services.tasks import task_add
from caicach.ui.values import Fact, Link
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

if TYPE_CHECKING:
    from caicach.meetings.models import Instruction

__all__ = ["assign", "assign_all", "conclusion", "detail", "edit", "new", "remove", "tasks", "withdraw"]

_FORM = ["GET", "HEAD", "POST"]


@require_safe
def tasks(request: ActorRequest) -> HttpResponse:
    """Show the tasks from above within reach."""
    rows = list(selectors.instructions_for(request.actor, kind=InstructionKind.FROM_ABOVE))
    counts = selectors.progress_of(request.actor, rows, today=request.today)
    previews = selectors.previews_of([one for one in rows if one.duty_id is None], today=request.today)
    lines = lines_of(rows, counts=counts, previews=previews)
    content = TasksPage.of(lines, may_add=bool(access.body_ids(request.actor)), today=request.today)
    return page(request, "meetings/tasks.html", content)


@require_http_methods(_FORM)
def new(request: ActorRequest) -> HttpResponse:
    """Write down a task from above."""
    access.require(request.actor)
    bodies = list(agencies.names_of(access.body_ids(request.actor)).items())
    form = TaskForm(request.POST if request.method == "POST" else None, bodies=bodies, today=request.today)
    if form.is_valid():
        try:
            made = task_add(form.draft(), form.source(), actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi. Xem lại cách hiểu rồi giao."))
            return done(request, "meetings:instruction", uid=made.uid)
    return _form(request, _("Ghi nhiệm vụ cấp trên giao"), form, reverse("meetings:tasks"))


@require_http_methods(_FORM)
def conclusion(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Write down a conclusion of a meeting."""
    meeting = selectors.meeting_for(request.actor, uid)
    access.require(request.actor, meeting.body_id)
    form = InstructionForm(request.POST if request.method == "POST" else None, today=request.today)
    if form.is_valid():
        try:
            services.instructions_add(
                [form.draft()], actor=request.actor, body_id=meeting.body_id, meeting=meeting, now=request.now
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi kết luận."))
            return done(request, "meetings:detail", uid=uid)
    return _form(request, _("Ghi kết luận"), form, reverse("meetings:detail", args=[uid]))


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show an instruction."""
    return show(request, uid)


@require_http_methods(_FORM)
def edit(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Change an instruction that nobody owes yet."""
    one = selectors.instruction_for(request.actor, uid)
    access.require(request.actor, one.body_id)
    sent = request.POST if request.method == "POST" else None
    form = InstructionForm(sent, today=request.today, initial=instruction_initial(one))
    if form.is_valid():
        try:
            services.instruction_change(one, form.draft(), actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu."))
            return done(request, "meetings:instruction", uid=uid)
    return _form(request, _("Sửa nhiệm vụ"), form, reverse("meetings:instruction", args=[uid]), one)


@require_POST
def assign(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Assign one instruction."""
    one = selectors.instruction_for(request.actor, uid)
    _assign(request, [one])
    return done(request, "meetings:instruction", uid=uid)


@require_POST
def assign_all(request: ActorRequest) -> HttpResponse:
    """Assign all tasks from above that wait, body by body."""
    waiting = selectors.drafts_of(request.actor)
    for body_id in dict.fromkeys(one.body_id for one in waiting):
        _assign(request, [one for one in waiting if one.body_id == body_id])
    return done(request, "meetings:tasks")


@require_POST
def remove(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take away an instruction that nobody owes yet."""
    one = selectors.instruction_for(request.actor, uid)
    services.instruction_remove(one, actor=request.actor, now=request.now)
    messages.success(request, _("Đã xóa."))
    return redirect(list_url(one))


@require_POST
def withdraw(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take back what was assigned."""
    one = selectors.instruction_for(request.actor, uid)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            services.instruction_withdraw(one, actor=request.actor, reason=form.cleaned_data["reason"], now=request.now)
        except BadInput as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("Đã thu hồi nhiệm vụ."))
            return done(request, "meetings:instruction", uid=uid)
    return show(request, uid, form)


def show(request: ActorRequest, uid: UUID, form: WithdrawForm | None = None) -> HttpResponse:
    """Show an instruction; ``form`` was sent and refused."""
    one = selectors.instruction_for(request.actor, uid)
    (preview,) = selectors.previews_of([one], today=request.today)
    count = selectors.progress_of(request.actor, [one], today=request.today).get(one.pk, selectors.InstructionCounts())
    may_manage = access.can_manage(request.actor, one.body_id)
    content = TaskPage.of(one, preview, count, may_manage=may_manage, form=form)
    return page(request, "meetings/instruction.html", content, status=422 if form else 200)


def _assign(request: ActorRequest, waiting: list["Instruction"]) -> None:
    try:
        count = services.instructions_assign(waiting, actor=request.actor, now=request.now, today=request.today)
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã giao: %(count)s nhiệm vụ cho các cơ quan.") % {"count": count})


def _form(
    request: ActorRequest, title: str, form: InstructionForm, back: str, one: "Instruction | None" = None
) -> HttpResponse:
    preview: tuple[Fact, ...] = ()
    if one is not None:
        (understood,) = selectors.previews_of([one], today=request.today)
        preview = facts_of(one, understood, selectors.InstructionCounts())
    content = TaskFormPage(
        title=title,
        crumbs=(Link(_("Họp và chỉ đạo"), reverse("meetings:list")), Link(title)),
        form=form,
        preview=preview,
        back_url=back,
    )
    return page(request, "meetings/form.html", content, status=422 if form.is_bound else 200)
