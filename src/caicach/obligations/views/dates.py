"""What moves a date: requests and their answers, pauses and their ends; and why something is late."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.obligations import access, selectors, services
from caicach.obligations.constants import PauseKind
from caicach.obligations.forms import (
    BulkDecideForm,
    ExtensionDecideForm,
    ExtensionForm,
    LateReasonForm,
    PauseForm,
    ResumeForm,
)
from caicach.obligations.pages.date_lists import AwaitedPage, ExtensionsPage, WaitingPage
from caicach.obligations.pages.lists import Window
from caicach.obligations.pages.parts.extension import extension_part
from caicach.obligations.pages.parts.late_reason import late_reason_part
from caicach.obligations.pages.parts.pause import SentPause, pause_part
from caicach.obligations.services import ExtensionsDecided
from caicach.obligations.views.detail import show
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = [
    "awaited",
    "extension_ask",
    "extension_decide",
    "extension_withdraw",
    "extensions",
    "late_reason",
    "pause",
    "present",
    "resume",
    "waiting",
]


@require_http_methods(["GET", "HEAD", "POST"])
def extensions(request: ActorRequest) -> HttpResponse:
    """Show the requests to decide and those that the own agency made; decide the ticked ones together."""
    form = BulkDecideForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            return _decide_chosen(request, form)
        except BadInput as error:
            form.add_error("answer", str(error))
    window = Window(request.GET)
    content = ExtensionsPage.of(
        request.actor, form, window, query=request.GET, today=request.today, leads=_leads(request)
    )
    return page(request, "obligations/extensions.html", content, status=200 if form is None else 422)


def _decide_chosen(request: ActorRequest, form: BulkDecideForm) -> HttpResponse:
    chosen = selectors.extensions_chosen(request.actor, form.cleaned_data["chosen"])
    made = services.extensions_decide(chosen, form.verdict(), actor=request.actor, now=request.now)
    _tell(request, made)
    return done(request, "obligations:extensions")


def _tell(request: ActorRequest, made: ExtensionsDecided) -> None:
    """Say how many were decided, and of each that could not be why."""
    if made.decided:
        count = {"count": number_text(len(made.decided))}
        messages.success(request, _("Đã quyết định %(count)s đề nghị gia hạn.") % count)
    for one in made.refused:
        messages.warning(request, f"{one.extension.obligation.duty.title[:80]}: {one.reason}")
    if not made.decided and not made.refused:
        messages.warning(request, _("Các đề nghị đã chọn không còn chờ quyết định. Danh sách bên dưới là mới."))


@require_safe
def awaited(request: ActorRequest) -> HttpResponse:
    """Show what waits for this person's agency."""
    window = Window(request.GET)
    rows = selectors.awaited_of(request.actor, today=request.today, offset=window.offset, limit=window.size)
    total = selectors.awaited_count(request.actor)
    content = AwaitedPage.of(rows, total, window, query=request.GET, today=request.today, leads=_leads(request))
    return page(request, "obligations/awaited.html", content)


@require_safe
def waiting(request: ActorRequest) -> HttpResponse:
    """Show how long each body was waited for this year, within reach."""
    first, last = request.today.replace(month=1, day=1), request.today.replace(month=12, day=31)
    bodies = selectors.waiting_by_body(request.actor, first_on=first, last_on=last, today=request.today)
    causes = selectors.cause_counts(request.actor, today=request.today, due_on__range=(first, last))
    return page(request, "obligations/waiting.html", WaitingPage.of(bodies, causes, today=request.today))


@require_POST
def extension_ask(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Ask for a later date."""
    one = selectors.obligation_for(request.actor, uid, action="extend")
    form = ExtensionForm(request.POST, today=request.today)
    if form.is_valid():
        try:
            asked = services.extension_ask(one, form.draft(), actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            words = _("Đã gửi đề nghị gia hạn; trả lời chậm nhất %(day)s. Hạn cũ vẫn tính đến khi có quyết định.")
            messages.success(request, words % {"day": f"{asked.decide_by_on:%d/%m/%Y}"})
            return done(request, "obligations:detail", uid=uid)
    facts = selectors.facts_of(one, actor=request.actor)
    return show(request, uid, sent=extension_part(facts, request.actor, request.today, ask=form))


@require_POST
def extension_withdraw(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take a request back."""
    one = selectors.obligation_for(request.actor, uid, action="extend")
    asked = selectors.extension_for(request.actor, one)
    services.extension_withdraw(asked, actor=request.actor, now=request.now)
    messages.success(request, _("Đã rút đề nghị gia hạn."))
    return done(request, "obligations:detail", uid=uid)


@require_POST
def extension_decide(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Grant or refuse a request."""
    one = selectors.obligation_for(request.actor, uid, action="decide_extension")
    form = ExtensionDecideForm(request.POST)
    if form.is_valid():
        asked = selectors.extension_for(request.actor, one)
        try:
            made = services.extensions_decide([asked], form.verdict(), actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error("answer", str(error))
        else:
            if made.decided:
                messages.success(request, _("Đã quyết định đề nghị gia hạn."))
                return done(request, "obligations:detail", uid=uid)
            form.add_error("due_on", made.refused[0].reason)
    facts = selectors.facts_of(one, actor=request.actor)
    return show(request, uid, sent=extension_part(facts, request.actor, request.today, decide=form))


@require_POST
def present(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Enter that something was presented: the decider's days begin."""
    return _start(request, uid, is_presented=True)


@require_POST
def pause(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Stop the clock while another body answers."""
    return _start(request, uid, is_presented=False)


def _start(request: ActorRequest, uid: UUID, *, is_presented: bool) -> HttpResponse:
    one = selectors.obligation_for(request.actor, uid, action="pause")
    bodies = selectors.bodies_to_wait_for(one, on=request.today)
    act = "present" if is_presented else "wait"
    form = PauseForm(request.POST, agencies=bodies, auto_id="trinh-%s" if is_presented else "cho-%s")
    if form.is_valid():
        start = services.milestone_present if is_presented else services.pause_start
        try:
            start(one, form.draft(), actor=request.actor, now=request.now)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã tạm dừng tính hạn. Có kết quả thì ghi nhận để tính tiếp."))
            return done(request, "obligations:detail", uid=uid)
    facts = selectors.facts_of(one, actor=request.actor)
    return show(request, uid, sent=pause_part(facts, request.actor, request.today, sent=SentPause(act, form)))


@require_POST
def resume(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Enter that the answer came, or that what was presented is to be mended: the clock runs on."""
    one = selectors.obligation_for(request.actor, uid, action="resume")
    standing = selectors.pause_for(one)
    is_presented = standing.kind == PauseKind.PRESENTED
    form = ResumeForm(request.POST, is_presented=is_presented)
    if form.is_valid():
        end = services.milestone_return if is_presented else services.pause_end
        try:
            moved = end(standing, actor=request.actor, now=request.now, **form.cleaned_data)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Đã tính hạn trở lại; hạn mới là %(day)s.") % {"day": f"{moved.due_on:%d/%m/%Y}"}
            )
            return done(request, "obligations:detail", uid=uid)
    facts = selectors.facts_of(one, actor=request.actor)
    return show(request, uid, sent=pause_part(facts, request.actor, request.today, sent=SentPause("resume", form)))


@require_POST
def late_reason(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Say why it is or was late."""
    one = selectors.obligation_for(request.actor, uid, action="late_reason")
    form = LateReasonForm(request.POST, today=request.today)
    if form.is_valid():
        try:
            services.late_reason_give(one, actor=request.actor, now=request.now, **form.cleaned_data)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi nguyên nhân chậm."))
            return done(request, "obligations:detail", uid=uid)
    facts = selectors.facts_of(one, actor=request.actor)
    return show(request, uid, sent=late_reason_part(facts, request.actor, request.today, form=form))


def _leads(request: ActorRequest) -> bool:
    return bool(access.led_agencies(request.actor))
