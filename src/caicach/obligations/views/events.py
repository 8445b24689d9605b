"""What dormant duties wait for: recording it, taking it back, what follows what."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.obligations import selectors, services
from caicach.obligations.forms import ChainForm, EventForm, RepeatsForm, UndoForm
from caicach.obligations.pages.chains import ChainsPage
from caicach.obligations.pages.events import EventPage, event_lines
from caicach.obligations.selectors import EventFacts
from caicach.obligations.selectors.wakings import Wakings
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["chain_remove", "chains", "event", "event_repeats", "event_undo", "hint_dismiss"]


@require_http_methods(["GET", "HEAD", "POST"])
def event(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what a duty waits for; with a form, what the event would wake (``xem-truoc``), or record it."""
    facts = _facts(request, uid)
    if request.method != "POST":
        return _show(request, facts, _form(facts, initial=_initial(request, facts)) if facts.sleeps else None)
    form = _form(facts, request.POST)
    made: Sequence[Wakings] = ()
    if form.is_valid():
        duties = facts.duties_of(form.cleaned_data.get("duties") or ())
        happening = form.happening(facts.occurrence_key if len(duties) == 1 else None)
        try:
            if "xem-truoc" not in request.POST:
                return _record(request, facts, form, duties)
            made = selectors.wakings(duties, happening)
        except BadInput as error:
            form.add_error(None, str(error))
    return _show(request, facts, form, made, status=200 if form.is_valid() else 422)


@require_POST
def event_undo(request: ActorRequest, uid: UUID, pk: int) -> HttpResponse:
    """Take back an event."""
    facts = _facts(request, uid)
    one = facts.event(pk)
    form = UndoForm(request.POST, auto_id=f"huy-{pk}-%s")
    if form.is_valid():
        try:
            services.event_undo(one, actor=request.actor, reason=form.cleaned_data["reason"], now=request.now)
        except BadInput as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("Đã hủy ghi nhận sự kiện; việc trở lại như trước."))
            return done(request, "obligations:event", uid=uid)
    return _show(request, facts, _form(facts) if facts.sleeps else None, sent=(pk, form), status=422)


@require_POST
def event_repeats(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Say whether the event may happen again."""
    facts = _facts(request, uid)
    form = RepeatsForm(request.POST)
    if not form.is_valid():
        return _show(request, facts, _form(facts) if facts.sleeps else None, status=422)
    services.event_repeats_set(facts.duty, actor=request.actor, repeats=form.cleaned_data["repeats"], now=request.now)
    messages.success(request, _("Đã lưu."))
    return done(request, "obligations:event", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def chains(request: ActorRequest) -> HttpResponse:
    """Show what follows what, or confirm it."""
    asked = selectors.chain_duty(request.actor, request.GET.get("viec", "") or request.POST.get("duty", ""))
    form = None
    if request.method == "POST":
        form = ChainForm(request.POST, choices=selectors.choices_of(asked) if asked else ())
        on_duty = selectors.chain_duty(request.actor, request.POST.get("on_duty", ""), of=asked)
        if form.is_valid() and asked and on_duty:
            try:
                is_same = form.cleaned_data["same_agency"]
                services.trigger_set(asked, on_duty, actor=request.actor, is_same_agency=is_same, now=request.now)
            except BadInput as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Đã nối: nghiệm thu xong việc trước thì việc sau tự bắt đầu tính hạn."))
                return done(request, "obligations:chains")
        elif not form.errors:
            form.add_error(None, _("Việc này không còn, hoặc nằm ngoài phạm vi của bạn. Tải lại trang để xem."))
    content = ChainsPage.of(selectors.chains_of(request.actor), asked, form)
    return page(request, "obligations/chains.html", content, status=422 if form is not None else 200)


@require_POST
def chain_remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a duty wait for nothing but its event again."""
    services.trigger_remove(selectors.trigger_for(request.actor, pk), actor=request.actor, now=request.now)
    messages.success(request, _("Đã bỏ nối tiếp."))
    return done(request, "obligations:chains")


@require_POST
def hint_dismiss(request: ActorRequest, pk: int) -> HttpResponse:
    """Say that a document is not what a duty waits for."""
    services.hint_dismiss(selectors.hint_for(request.actor, pk), actor=request.actor, now=request.now)
    messages.success(request, _("Đã bỏ gợi ý."))
    return done(request, "obligations:dormant")


def _facts(request: ActorRequest, uid: UUID) -> EventFacts:
    one = selectors.obligation_for(request.actor, uid, action="event")
    return selectors.event_facts(one, actor=request.actor)


def _form(facts: EventFacts, *args: Any, **kwargs: Any) -> EventForm:
    return EventForm(
        *args,
        asks_due=facts.asks_due,
        may_ask_due=facts.may_ask_due,
        repeats=facts.repeats,
        agencies=facts.agency_choices,
        duties=facts.duty_choices,
        **kwargs,
    )


def _initial(request: ActorRequest, facts: EventFacts) -> dict[str, object]:
    """Return what the form starts with: what certainly wakes, and the document of a hint (``goi-y``)."""
    hint = request.GET.get("goi-y", "")
    document = selectors.hinted_document(request.actor, facts.duty, int(hint) if hint.isdecimal() else 0)
    told = {}
    if document is not None:
        words = f"{document} – {document.subject}" if document.subject else str(document)
        told = {"occurred_on": document.issued_on, "description": words[:500], "symbol": document.symbol}
    return {"duties": facts.ticked, **told}


def _record(request: ActorRequest, facts: EventFacts, form: EventForm, duties: Sequence[Any]) -> HttpResponse:
    given = form.cleaned_data
    document = selectors.document_of_symbol(request.actor, given["symbol"], on=given["occurred_on"])
    events = services.events_record(
        duties,
        actor=request.actor,
        happening=form.happening(facts.occurrence_key if len(duties) == 1 else None),
        description=given["description"],
        document=document,
        now=request.now,
    )
    messages.success(request, _("Đã ghi nhận sự kiện ngày %(day)s.") % {"day": f"{events[0].occurred_on:%d/%m/%Y}"})
    return done(request, "obligations:event", uid=facts.one.uid)


def _show(
    request: ActorRequest,
    facts: EventFacts,
    form: EventForm | None,
    made: Sequence[Wakings] = (),
    *,
    sent: tuple[int, UndoForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = event_lines(facts.one, facts.events, may=True, sent=sent)
    content = EventPage.of(facts, form, made=made, lines=lines, today=request.today)
    return page(request, "obligations/event.html", content, status=status)
