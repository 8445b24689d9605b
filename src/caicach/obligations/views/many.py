"""Acts on many obligations at once: shown first, then done."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.obligations import selectors, services
from caicach.obligations.constants import ManyAct
from caicach.obligations.forms import FilterForm
from caicach.obligations.forms.many import ManyForm, chosen_of, form_for, picked_text
from caicach.obligations.pages.many import ManyPage
from caicach.obligations.registry import reminding
from caicach.obligations.selectors.many import Candidates, acts_for, candidates_of, picked_ids
from caicach.obligations.services.decide_many import Chosen, obligations_accept, obligations_return
from caicach.obligations.services.extend_many import obligations_extend
from caicach.web.errors import BadInput, Beyond, NotAllowed
from caicach.web.fields import new_uid
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["many"]


@require_http_methods(["GET", "HEAD", "POST"])
def many(request: ActorRequest) -> HttpResponse:
    """Show what an act would be done with, or do it."""
    act = _act(request)
    found = _found(request, act)
    posts = selectors.colleagues(request.actor, today=request.today) if act is ManyAct.ASSIGN else ()
    if request.method != "POST":
        form = form_for(act, initial=_initial(act, found), posts=posts)
        return _page(request, act, found, form)
    form = form_for(act, request.POST, posts=posts)
    if form.is_valid():
        try:
            if act is ManyAct.REMIND:
                return redirect(_remind(request, form.cleaned_data))
            done, left = _do(request, act, form.cleaned_data)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            _say(request, act, done, left)
            return redirect(ManyPage.of(act, found, form, query=request.GET, today=request.today).back_url)
    return _page(request, act, found, form)


def _act(request: ActorRequest) -> ManyAct:
    value = request.GET.get("viec", "")
    if value not in ManyAct.values:
        raise Beyond(_("Không có việc này. Chọn lại trong danh sách nhiệm vụ."))
    if ManyAct(value) not in acts_for(request.actor):
        raise NotAllowed(_("Vai trò của bạn không làm được việc này."))
    return ManyAct(value)


def _found(request: ActorRequest, act: ManyAct) -> Candidates:
    people = selectors.colleagues(request.actor, today=request.today)
    filters = FilterForm(request.GET, today=request.today, people=[(str(one.pk), "") for one in people]).filters()
    return candidates_of(request.actor, act, filters, chosen_of(request.GET.getlist("chon")), today=request.today)


def _do(request: ActorRequest, act: ManyAct, given: Mapping[str, Any]) -> tuple[int, int]:
    """Do the act with what was shown; return how many were done and how many were not."""
    numbers = picked_ids(request.actor, given["picked"])
    gone = len(given["picked"]) - len(numbers)
    actor, now = request.actor, request.now
    if act is ManyAct.ASSIGN:
        return _assign(request, numbers, given, gone)
    if act is ManyAct.EXTEND:
        made = obligations_extend(list(numbers), given["to_due_on"], actor=actor, words=given["words"], now=now)
        return made.done, len(made.left) + gone
    chosen = [Chosen(pk, number) for pk, number in numbers.items()]
    if act is ManyAct.ACCEPT:
        decided = obligations_accept(chosen, actor=actor, now=now)
    else:
        decided = obligations_return(chosen, actor=actor, reason=given["reason"], missing=given["missing"], now=now)
    return decided.done, len(decided.left) + gone


def _initial(act: ManyAct, found: Candidates) -> dict[str, object]:
    given: dict[str, object] = {"picked": picked_text(found.picked)}
    if act is ManyAct.REMIND:
        given["once"] = new_uid()
    return given


def _remind(request: ActorRequest, given: Mapping[str, Any]) -> str:
    """Send a reminder of what was shown; return its address, where the texts to copy and the letter are."""
    uids = [one.uid for one in given["picked"]]
    url = reminding.find("notices").send(uids, given, request.actor, request.now)
    messages.success(request, _("Đã ghi nhận đôn đốc."))
    return url


def _assign(request: ActorRequest, numbers: Mapping[int, int], given: Mapping[str, Any], gone: int) -> tuple[int, int]:
    posts = {str(post.pk): post for post in selectors.colleagues(request.actor, today=request.today)}
    work = selectors.work_within(request.actor, numbers)
    handed = services.assignments_give(
        work,
        posts[given["post"]],
        actor=request.actor,
        now=request.now,
        today=request.today,
        wanted_on=given["wanted_on"],
        note=given["note"],
    )
    return len(handed.done), len(handed.refused) + len(numbers) - len(work) + gone


def _say(request: ActorRequest, act: ManyAct, done: int, left: int) -> None:
    if done:
        said = _("Đã %(act)s %(count)s nhiệm vụ.") % {"act": act.label, "count": done}
        messages.success(request, said)
    if left:
        messages.warning(
            request,
            _("%(count)s nhiệm vụ đã đổi sau khi bạn mở trang hoặc không làm được, nên được để nguyên.")
            % {"count": left},
        )


def _page(request: ActorRequest, act: ManyAct, found: Candidates, form: ManyForm) -> HttpResponse:
    content = ManyPage.of(act, found, form, query=request.GET, today=request.today)
    return page(request, "obligations/many.html", content, status=422 if form.is_bound else 200)
