"""Two steps within the agency, and handing in on behalf of one that does not sign in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.obligations import access, selectors, services
from caicach.obligations.constants import AWAITS_HAND_IN
from caicach.obligations.forms import DraftForm, PracticeForm, SendBackForm, Sent, hand_in_form
from caicach.obligations.pages.approvals import ApprovalPage, OnBehalfPage, PracticePage
from caicach.obligations.pages.detail import Forms
from caicach.obligations.pages.lists import Window
from caicach.obligations.views.detail import show
from caicach.web.errors import BadInput, NotAllowed, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["approve", "on_behalf", "practice", "prepare", "send_back", "to_approve", "withdraw"]


@require_safe
def to_approve(request: ActorRequest) -> HttpResponse:
    """Show what waits for this leader's approval."""
    window = Window(request.GET)
    rows = selectors.to_approve_of(request.actor, offset=window.offset, limit=window.size)
    total = selectors.to_approve_count(request.actor)
    leads = bool(access.led_agencies(request.actor))
    content = ApprovalPage.of(rows, total, window, query=request.GET, today=request.today, leads=leads)
    return page(request, "obligations/to_approve.html", content)


@require_POST
def prepare(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Lay a hand-in before the leader, word it anew, or take a step of picking it."""
    one = selectors.obligation_for(request.actor, uid, action="prepare")
    draft = selectors.worded_of(request.actor, one)
    sent = Sent(request.POST, request.FILES, request.actor, request.today)
    form = hand_in_form(one, 1, sent, draft=draft)
    if form.is_valid():
        given = {"proof": form.proof(), "version": form.cleaned_data["version"]}
        try:
            services.draft_prepare(one, actor=request.actor, now=request.now, today=request.today, **given)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã trình lãnh đạo %(agency)s.") % {"agency": one.agency.current_name})
            return done(request, "obligations:detail", uid=uid)
    return show(request, uid, Forms(prepare=form))


@require_POST
def withdraw(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take a draft back."""
    one = selectors.obligation_for(request.actor, uid, action="withdraw")
    services.draft_withdraw(one, actor=request.actor, now=request.now, version=_version(DraftForm(request.POST)))
    messages.success(request, _("Đã rút bản trình."))
    return done(request, "obligations:detail", uid=uid)


@require_POST
def approve(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Approve a draft: it leaves to the acceptor."""
    one = selectors.obligation_for(request.actor, uid, action="approve")
    form = DraftForm(request.POST, auto_id="duyet-%s")
    version = _version(form)
    try:
        services.draft_approve(one, actor=request.actor, now=request.now, today=request.today, version=version)
    except BadInput as error:
        form.add_error(None, str(error))
        sending_back = SendBackForm(initial={"version": version}, auto_id="sua-%s")
        return show(request, uid, Forms(approve=form, send_back=sending_back))
    messages.success(request, _("Đã duyệt và nộp cho %(agency)s.") % {"agency": one.acceptor.current_name})
    return done(request, "obligations:detail", uid=uid)


@require_POST
def send_back(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Give a draft back to its officer with a note."""
    one = selectors.obligation_for(request.actor, uid, action="approve")
    form = SendBackForm(request.POST, auto_id="sua-%s")
    version = _version(DraftForm(request.POST))
    if form.is_valid():
        try:
            note = form.cleaned_data["note"]
            services.draft_send_back(one, actor=request.actor, note=note, now=request.now, version=version)
        except BadInput as error:
            form.add_error("note", str(error))
        else:
            messages.success(request, _("Đã trả bản trình để sửa."))
            return done(request, "obligations:detail", uid=uid)
    approving = DraftForm(initial={"version": version}, auto_id="duyet-%s")
    return show(request, uid, Forms(approve=approving, send_back=form))


@require_http_methods(["GET", "HEAD", "POST"])
def on_behalf(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the form of handing in for a unit, or hand in."""
    one = selectors.obligation_for(request.actor, uid, action="on_behalf")
    if one.state not in AWAITS_HAND_IN:
        raise WrongState(_("Nhiệm vụ này không còn chờ nộp. Tải lại trang để xem trạng thái mới."))
    is_sent = request.method == "POST"
    sent = Sent(request.POST, request.FILES, request.actor, request.today) if is_sent else None
    form = hand_in_form(one, selectors.next_number(one), sent, on_behalf=True)
    if sent and form.is_valid():
        given = {"proof": form.proof(), "number": form.cleaned_data["number"]}
        try:
            services.obligation_hand_in_for(one, actor=request.actor, now=request.now, today=request.today, **given)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã nộp thay %(agency)s.") % {"agency": one.agency.current_name})
            return done(request, "obligations:detail", uid=uid)
    content = OnBehalfPage.of(one, form, actor=request.actor, today=request.today)
    return page(request, "obligations/on_behalf.html", content, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: ActorRequest) -> HttpResponse:
    """Show how the agencies led by this person hand in, or change it."""
    practices = selectors.practices_of(request.actor, today=request.today)
    if not practices:
        raise NotAllowed(_("Chỉ lãnh đạo cơ quan chọn cách nộp của cơ quan mình."))
    form = PracticeForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        services.practice_set(
            form.cleaned_data["agency"],
            actor=request.actor,
            needs_approval=form.cleaned_data["steps"] == 2,
            now=request.now,
            today=request.today,
        )
        messages.success(request, _("Đã đổi cách nộp."))
        return done(request, "obligations:practice")
    return page(
        request, "obligations/practice.html", PracticePage.of(practices, form), status=422 if form is not None else 200
    )


def _version(form: DraftForm) -> int:
    """Return the wording that the page was shown for.

    Raises:
        WrongState: the page does not say.
    """
    if form.is_valid():
        return int(form.cleaned_data["version"])
    raise WrongState(_("Trang này đã cũ. Tải lại trang rồi làm lại; chưa có gì thay đổi."))
