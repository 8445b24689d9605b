"""What agencies ask of each other, and what an agency watches."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from caicach.agencies.selectors import agency_named
from caicach.obligations import access, selectors, services
from caicach.obligations.forms import AnswerForm, AskForm, ReasonForm
from caicach.obligations.pages.parts.coordination import part_of
from caicach.obligations.pages.work import CoordinationPage, MonitorPage
from caicach.obligations.views.detail import show
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["answer", "ask", "coordination", "monitoring", "withdraw"]


@require_safe
def coordination(request: ActorRequest) -> HttpResponse:
    """Show what others asked of us, and what we asked of others."""
    content = CoordinationPage.of(
        selectors.asked_of_us(request.actor),
        selectors.open_asks(request.actor),
        selectors.coordinated_count(request.actor),
        today=request.today,
        leads=bool(access.led_agencies(request.actor)),
    )
    return page(request, "obligations/coordination.html", content)


@require_safe
def monitoring(request: ActorRequest) -> HttpResponse:
    """Show what our agency watches, agency by agency."""
    watched = selectors.watched_agencies(request.actor, today=request.today)
    content = MonitorPage.of(watched, today=request.today, leads=bool(access.led_agencies(request.actor)))
    return page(request, "obligations/monitoring.html", content)


@require_POST
def ask(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Ask other bodies for something by a day."""
    one = selectors.obligation_for(request.actor, uid, action="ask")
    form = AskForm(request.POST, coordinators=selectors.coordination_of(one, actor=request.actor).coordinators)
    if form.is_valid():
        try:
            ids = [*form.chosen, *_named(form.names, request)]
            made = services.coordination_ask(
                one, ids, form.asking(), actor=request.actor, now=request.now, today=request.today
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            _say(request, made)
            return done(request, "obligations:detail", uid=uid)
    part = part_of(one, request.actor, request.today, form=form)
    if part is None:
        raise WrongState(_("Nhiệm vụ này không còn chờ cơ quan chủ trì nên không đề nghị phối hợp nữa."))
    return show(request, uid, sent=part)


@require_POST
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back what was asked."""
    asked = selectors.ask_for(request.actor, pk)
    reason = _text(ReasonForm(request.POST), "reason")
    services.coordination_withdraw(asked, actor=request.actor, reason=reason, now=request.now)
    messages.success(request, _("Đã rút đề nghị gửi %(agency)s.") % {"agency": asked.agency.current_name})
    return done(request, "obligations:detail", uid=asked.obligation.uid)


@require_POST
def answer(request: ActorRequest, pk: int) -> HttpResponse:
    """Enter what a body outside command answered."""
    asked = selectors.ask_for(request.actor, pk)
    words = _text(AnswerForm(request.POST), "answer")
    services.coordination_answer(asked, actor=request.actor, answer=words, now=request.now)
    messages.success(request, _("Đã ghi trả lời của %(agency)s.") % {"agency": asked.agency.current_name})
    return done(request, "obligations:detail", uid=asked.obligation.uid)


def _named(names: list[str], request: ActorRequest) -> list[int]:
    """Return the agencies of the names, one each.

    Raises:
        BadInput: a name means none, or several.
    """
    found = {name: agency_named(name, on=request.today) for name in names}
    unknown = [name for name, pk in found.items() if pk is None]
    if unknown:
        raise BadInput(
            _("Danh bạ không có đúng một cơ quan tên “%(names)s”. Ghi tên đầy đủ, mỗi dòng một cơ quan.")
            % {"names": "”, “".join(unknown)}
        )
    return [pk for pk in found.values() if pk is not None]


def _say(request: ActorRequest, made: services.Asked) -> None:
    count = len(made.asks)
    if count:
        words = ngettext("Đã đề nghị %(count)s cơ quan phối hợp.", "Đã đề nghị %(count)s cơ quan phối hợp.", count)
        messages.success(request, words % {"count": number_text(count)})
    for one in made.refused:
        messages.warning(request, one.reason)


def _text(form: ReasonForm | AnswerForm, name: str) -> str:
    """Return what was written; too little or too much is for the service to refuse with its sentence."""
    form.is_valid()
    return str(form.data.get(name, ""))
