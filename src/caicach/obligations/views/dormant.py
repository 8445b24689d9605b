"""The question about what sleeps, asked once a quarter."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from caicach.obligations import access, selectors, services
from caicach.obligations.constants import DormantAnswerKind
from caicach.obligations.forms import DormantForm
from caicach.obligations.pages.dormant import SHOWN, DormantPage
from caicach.obligations.selectors import DormantDuty
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["close", "dormant"]


@require_http_methods(["GET", "HEAD", "POST"])
def dormant(request: ActorRequest) -> HttpResponse:
    """Show what sleeps and who is asked, or answer for many at once."""
    rows = selectors.dormant_of(request.actor)
    if request.method != "POST":
        return _show(request, rows)
    form = DormantForm(_sent(request, rows), duty_ids=[one.duty.pk for one in rows])
    if form.is_valid():
        given = form.cleaned_data
        answer = DormantAnswerKind(given["answer"])
        try:
            count = services.dormant_answer(
                given["duties"],
                actor=request.actor,
                answer=answer,
                words=given["words"],
                now=request.now,
                today=request.today,
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            return _answered(request, rows, given["duties"], answer, count)
    return _show(request, rows, form)


@require_POST
def close(request: ActorRequest, uid: UUID) -> HttpResponse:
    """End the waiting of a duty."""
    duty = selectors.steered_duty(request.actor, uid)
    services.dormant_close(duty, actor=request.actor, reason=request.POST.get("reason", ""), now=request.now)
    messages.success(request, _("Đã thôi chờ “%(title)s”.") % {"title": duty.title})
    return done(request, "obligations:dormant")


def _sent(request: ActorRequest, rows: tuple[DormantDuty, ...]) -> QueryDict:
    """Return what was sent; one click for all means all that this person is asked now."""
    sent = request.POST.copy()
    if "all" in sent:
        now = selectors.quarter_of(request.today)
        asked = [one for one in rows if one.is_unanswered_in(now) and selectors.is_asked(request.actor, one)]
        sent.setlist("duties", [str(one.duty.pk) for one in asked])
        sent["answer"] = str(DormantAnswerKind.NOT_YET)
    return sent


def _answered(
    request: ActorRequest, rows: tuple[DormantDuty, ...], ids: list[int], answer: DormantAnswerKind, count: int
) -> HttpResponse:
    """Go on to the recording where one document has come, else back to the list."""
    words = ngettext("Đã trả lời cho %(count)s việc.", "Đã trả lời cho %(count)s việc.", count)
    messages.success(request, words % {"count": count})
    if answer == DormantAnswerKind.HAS_COME and count == 1:
        one = next(one for one in rows if one.duty.pk in ids)
        return redirect("obligations:event", uid=one.asleep_uid)
    return done(request, "obligations:dormant")


def _show(request: ActorRequest, rows: tuple[DormantDuty, ...], form: DormantForm | None = None) -> HttpResponse:
    quarter = selectors.quarter_of(request.today)
    asked = request.GET.get("xem", "")
    shown = asked if asked in SHOWN else ""
    kinds = (
        [one for one in rows if one.is_unanswered_in(quarter) and selectors.is_asked(request.actor, one)],
        list(rows),
        [one for one in rows if one.is_unanswered_in(quarter.before)],
        [one for one in rows if one.is_proposed_to_end],
    )
    content = DormantPage.of(
        kinds[SHOWN.index(shown)],
        shown=shown,
        counts=[len(kind) for kind in kinds],
        steered=frozenset(one.duty.pk for one in rows if access.can_close_dormant(request.actor, one.duty).allowed),
        hints=selectors.hints_of(request.actor),
        quarter=quarter,
        form=form,
    )
    return page(request, "obligations/dormant.html", content, status=422 if form is not None else 200)
