"""Inside the agency: who does what, handing over, steps."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from caicach.obligations import access, selectors, services
from caicach.obligations.forms import GiveForm, HandOverForm, ReasonForm, people_choices, steps_formset
from caicach.obligations.pages.lists import Window
from caicach.obligations.pages.parts.work import work_part_of
from caicach.obligations.pages.work import AssignPage, HandOverPage, StepsPage, work_choices
from caicach.obligations.views.detail import show
from caicach.people.selectors import post_by_id
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, NotAllowed, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["assign", "give", "hand_over", "step", "steps", "take_back"]


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: ActorRequest) -> HttpResponse:
    """Show who has what and what nobody has; hand some of it to a person."""
    posts = selectors.colleagues(request.actor, today=request.today)
    _require_people(posts)
    sent = request.method == "POST"
    form = GiveForm(request.POST if sent else None, posts=posts)
    chosen = [int(pk) for pk in request.POST.getlist("viec") if pk.isdecimal() and len(pk) < 12]
    if sent and form.is_valid() and _handed(request, form, chosen):
        return done(request, "obligations:assign")
    window, waiting = Window(request.GET), selectors.unassigned(request.actor, today=request.today)
    content = AssignPage.of(
        selectors.loads_of(posts, today=request.today),
        selectors.rows_of(waiting[window.offset : window.offset + window.size]),
        window.page(waiting.count()),
        form,
        chosen=chosen,
        today=request.today,
        leads=bool(access.led_agencies(request.actor)),
    )
    return page(request, "obligations/assign.html", content, status=422 if sent else 200)


@require_POST
def give(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand one obligation to a person."""
    one = selectors.obligation_for(request.actor, uid, action="direct")
    form = GiveForm(request.POST, posts=selectors.people_of(one, today=request.today))
    if form.is_valid() and _handed(request, form, [one.pk]):
        return done(request, "obligations:detail", uid=uid)
    return _refused(request, one, give=form)


@require_POST
def take_back(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take one obligation back from whoever has it."""
    one = selectors.obligation_for(request.actor, uid, action="direct")
    form = ReasonForm(request.POST, auto_id="thu-hoi-%s")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        made = services.assignment_take_back(one, actor=request.actor, now=request.now, reason=reason)
        _say(request, made, _("Đã thu hồi phân công."))
        return done(request, "obligations:detail", uid=uid)
    return _refused(request, one, take_back=form)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: ActorRequest) -> HttpResponse:
    """Show what a person (``tu``) has in hand, or pass it to another."""
    posts = selectors.givers(request.actor, today=request.today)
    _require_people(posts)
    sent = request.method == "POST"
    asked = request.POST.get("giver", "") if sent else request.GET.get("tu", "")
    giver = next((post for post in posts if str(post.pk) == asked), None)
    work = work_choices(selectors.work_of(giver, actor=request.actor)) if giver else []
    initial = {"giver": asked, "work": request.GET.getlist("viec")}
    form = HandOverForm(request.POST if sent else None, posts=posts, work=work, initial=initial)
    if sent and form.is_valid() and _passed(request, form):
        return done(request, "obligations:assign")
    content = HandOverPage.of(form, str(giver.user) if giver else "")
    return page(request, "obligations/hand_over.html", content, status=422 if sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def steps(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the steps to an obligation, or set them."""
    one = selectors.obligation_for(request.actor, uid, action="direct")
    standing = selectors.steps_of(one)
    people = people_choices(selectors.people_of(one, today=request.today))
    sent = request.method == "POST"
    formset = steps_formset(standing, people, request.POST if sent else None)
    mark, error = request.POST.get("mark") or services.steps_mark(standing), ""
    if sent and formset.is_valid():
        try:
            made = services.steps_set(
                one, formset.drafts(), actor=request.actor, now=request.now, today=request.today, mark=mark
            )
        except BadInput as refusal:
            error = str(refusal)
        else:
            _say_steps(request, made)
            return done(request, "obligations:detail", uid=uid)
    content = StepsPage.of(one, formset, mark, today=request.today, error=error)
    return page(request, "obligations/steps.html", content, status=422 if sent else 200)


@require_POST
def step(request: ActorRequest, pk: int) -> HttpResponse:
    """Mark a step as done (``xong`` 1), or take the mark away (0)."""
    one = selectors.step_for(request.actor, pk)
    services.step_done(one, actor=request.actor, now=request.now, is_done=request.POST.get("xong") != "0")
    return done(request, "obligations:detail", uid=one.obligation.uid)


def _refused(
    request: ActorRequest, one: "Obligation", *, give: GiveForm | None = None, take_back: ReasonForm | None = None
) -> HttpResponse:
    """Show the page again with the form that was refused.

    Raises:
        WrongState: the page has no place for it any more.
    """
    part = work_part_of(one, request.actor, request.today, give=give, take_back=take_back)
    if part is None:
        raise WrongState(_("Nhiệm vụ này không còn phải làm nên không phân công nữa. Tải lại trang để xem."))
    return show(request, one.uid, sent=part)


def _require_people(posts: tuple[object, ...]) -> None:
    """Refuse whoever hands out no work.

    Raises:
        NotAllowed: with the reason.
    """
    if not posts:
        raise NotAllowed(_("Chỉ công chức, lãnh đạo cơ quan phân công và bàn giao trong cơ quan mình."))


def _handed(request: ActorRequest, form: GiveForm, ids: list[int]) -> bool:
    """Hand the obligations out and say what was done; False where it was refused."""
    given = form.cleaned_data
    post = post_by_id(int(given["post"]))
    work = selectors.work_within(request.actor, ids)
    try:
        if post is None or not work:
            raise BadInput(_("Chưa chọn nhiệm vụ nào. Đánh dấu ít nhất một nhiệm vụ trong danh sách."))
        made = services.assignments_give(
            work,
            post,
            actor=request.actor,
            now=request.now,
            today=request.today,
            wanted_on=given["wanted_on"],
            note=given["note"],
        )
    except BadInput as error:
        form.add_error(None, str(error))
        return False
    words = ngettext("Đã phân công %(count)s nhiệm vụ.", "Đã phân công %(count)s nhiệm vụ.", len(made.done))
    _say(request, made, words % {"count": number_text(len(made.done))})
    return True


def _passed(request: ActorRequest, form: HandOverForm) -> bool:
    """Hand over and say what was done; False where it was refused."""
    given = form.cleaned_data
    giver, taker = post_by_id(int(given["giver"])), post_by_id(int(given["taker"]))
    chosen = selectors.work_within(request.actor, [int(pk) for pk in given["work"]])
    try:
        if giver is None or taker is None:
            raise BadInput(_("Chọn người bàn giao và người nhận."))
        made = services.hand_over(
            giver,
            taker,
            actor=request.actor,
            reason=given["reason"],
            now=request.now,
            today=request.today,
            obligations=chosen if given["work"] else None,
        )
    except BadInput as error:
        form.add_error(None, str(error))
        return False
    words = ngettext("Đã bàn giao %(count)s nhiệm vụ.", "Đã bàn giao %(count)s nhiệm vụ.", len(made.done))
    _say(request, made, words % {"count": number_text(len(made.done))})
    return True


def _say(request: ActorRequest, made: services.Handed, words: str) -> None:
    if made.done or not made.refused:
        messages.success(request, words)
    for one in made.refused:
        messages.warning(request, f"{one.title}: {one.reason}")
    for title in made.after_due:
        messages.warning(request, _("%(title)s: ngày cần xong nằm sau hạn được giao.") % {"title": title})


def _say_steps(request: ActorRequest, made: services.StepsSet) -> None:
    messages.success(request, _("Đã lưu các bước."))
    for one in made.after_due:
        messages.warning(request, _("Bước “%(step)s” xong sau hạn của nhiệm vụ.") % {"step": one.text})
