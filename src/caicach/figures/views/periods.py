"""Periods: the list, opening one, its units and what is decided about them, locking; the history of a return."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.agencies.selectors import names_of
from caicach.figures import access, selectors, services
from caicach.figures.forms.periods import OpenForm, ReopenForm, SendBackForm, UnitsForm
from caicach.figures.mapping import LEVEL_WORDS
from caicach.figures.pages.asides import aside_facts
from caicach.figures.pages.histories import HistoryPage, ReopenPage
from caicach.figures.pages.opening import OpenPage
from caicach.figures.pages.periods import PeriodPage, PeriodRights, PeriodsPage, kept_of
from caicach.obligations.constants import ManyAct
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, Beyond, Refusal
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["decide", "history", "listing", "lock", "open_period", "period", "reopen"]

_FORM = ["GET", "HEAD", "POST"]
_CHANGES_SHOWN = 500
_OUT = "bo_"  # of the name of a tick: this agency returns nothing
_WHY = "ly_do_"  # and why
_LEVELS = list(LEVEL_WORDS.items())


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show one's own returns and the periods within reach."""
    mine = selectors.my_returns(request.actor, today=request.today)
    periods = selectors.periods_of(request.actor, today=request.today)
    may_open = bool(access.owner_ids(request.actor))
    content = PeriodsPage.of(mine, periods, may_open=may_open, today=request.today)
    return page(request, "figures/periods/list.html", content)


@require_http_methods(_FORM)
def open_period(request: ActorRequest) -> HttpResponse:
    """Show what opening a period would make; by POST, open it."""
    given = request.POST if request.method == "POST" else request.GET
    form = _open_form(request, given)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "figures/periods/open.html", OpenPage.of(form, None), status=status)
    draft = form.draft(_excluded(given))
    try:
        if request.method == "POST":
            made = services.period_open(draft, actor=request.actor, now=request.now)
            messages.success(request, _("Đã mở kỳ %(period)s.") % {"period": made.name})
            return done(request, "figures:period", uid=made.uid)
        plan = selectors.period_plan(draft, today=request.today)
    except (BadInput, Beyond) as refusal:
        return _refused(request, form, draft, refusal)
    return page(request, "figures/periods/open.html", _open_page(form, plan))


def _open_form(request: ActorRequest, given: QueryDict) -> OpenForm:
    ids = access.owner_ids(request.actor)
    if not ids:
        access.require(request.actor, "open", request.actor.agency_id or 0)
    versions = selectors.forms_in_force(ids, on=request.today)
    year, code = selectors.next_period(ids[0], today=request.today) if ids else (request.today.year, None)
    return OpenForm(
        given if given or request.method == "POST" else None,
        owners=list(names_of(ids).items()),
        versions=list({one.form_key: one.title for one in versions}.items()),
        initial={"year": year, "code": code},
    )


def _excluded(given: Mapping[str, Any]) -> dict[int, str]:
    """Return the agencies that were ticked off, with the reason that stands beside."""
    ids = [name.removeprefix(_OUT) for name in given if name.startswith(_OUT)]
    return {int(one): str(given.get(f"{_WHY}{one}", "")).strip() for one in ids if one.isdigit()}


def _open_page(form: OpenForm, plan: selectors.PeriodPlan, error: str = "") -> OpenPage:
    return OpenPage.of(form, plan, names=names_of({one.acceptor_id for one in plan.expected}), error=error)


def _refused(request: ActorRequest, form: OpenForm, draft: selectors.PeriodDraft, refusal: Refusal) -> HttpResponse:
    """Show the form again with what is wrong, and the list as it was, where there is one."""
    try:
        content = _open_page(form, selectors.period_plan(draft, today=request.today), str(refusal))
    except (BadInput, Beyond):
        form.add_error(None, str(refusal))
        content = OpenPage.of(form, None)
    return page(request, "figures/periods/open.html", content, status=422)


@require_safe
def period(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a period with its units."""
    return _show(request, uid)


def _show(request: ActorRequest, uid: UUID, back: SendBackForm | None = None) -> HttpResponse:
    one = selectors.period_for(request.actor, uid)
    form, units = _units(request, one)
    content = PeriodPage.of(
        selectors.period_row(one, request.actor, today=request.today),
        units,
        form=form,
        own_ids=selectors.own_uids(one, request.actor),
        rights=_rights(request, one),
        today=request.today,
        back=back,
    )
    content = replace(content, asides=aside_facts(selectors.asides_of(one, request.actor)))
    return page(request, "figures/periods/period.html", content, status=422 if back is not None else 200)


def _units(request: ActorRequest, one: Any) -> tuple[UnitsForm, selectors.UnitList]:
    """Return the filters of the address with the units that they leave."""
    form = UnitsForm(request.GET, levels=_LEVELS)
    units = selectors.units_of(one, request.actor, today=request.today, wanted=form.filter())
    words = {key: f"{LEVEL_WORDS.get(key, key)} ({number_text(count)})" for key, count in units.levels.items()}
    form.fields["level"].choices = [("", _("tất cả")), *words.items()]  # type: ignore[attr-defined]
    return form, units


def _rights(request: ActorRequest, one: Any) -> PeriodRights:
    actor = request.actor
    manages = access.can(actor, "manage", one).allowed
    return PeriodRights(access.takes_in(actor, one), manages, access.sees_whole(actor, one))


@require_POST
def decide(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take in, give back or remind what was ticked."""
    one = selectors.period_for(request.actor, uid)
    if not access.takes_in(request.actor, one):
        access.require(request.actor, "manage", one)
    act = request.POST.get("viec", "")
    sheets = selectors.returns_chosen(request.actor, one, _chosen(request, one, act))
    if act == ManyAct.REMIND:
        return _remind(sheets)
    form = SendBackForm(request.POST)
    if act == ManyAct.RETURN and not form.is_valid():
        return _show(request, uid, back=form)
    try:
        _say(request, act, _decided(request, act, sheets, form))
    except BadInput as refusal:
        messages.error(request, str(refusal))
    back, kept = reverse("figures:period", args=[uid]), kept_of(request.GET)
    return HttpResponseRedirect(f"{back}?{kept}" if kept else back)


def _chosen(request: ActorRequest, one: Any, act: str) -> list[str]:
    """Return the units that an act is for: the ticked ones, or all of the list that it can concern."""
    if request.POST.get("tat-ca") != "1":
        return request.POST.getlist("chon")
    _form, units = _units(request, one)
    rows = units.rows if act == ManyAct.REMIND else units.waiting
    return [str(row.uid) for row in rows]


def _decided(request: ActorRequest, act: str, sheets: Sequence[Any], form: SendBackForm) -> services.Decided:
    """Take in or give back.

    Raises:
        BadInput: neither was chosen, or the service says why not.
    """
    if act == ManyAct.RETURN:
        reason = form.cleaned_data["reason"]
        return services.returns_send_back(sheets, actor=request.actor, reason=reason, now=request.now)
    if act == ManyAct.ACCEPT:
        return services.returns_accept(sheets, actor=request.actor, now=request.now)
    raise BadInput(_("Chọn nhận, trả lại hoặc đôn đốc."))


def _say(request: ActorRequest, act: str, decided: services.Decided) -> None:
    if decided.done:
        said = _("Đã nhận %(count)s bản số liệu.") if act == ManyAct.ACCEPT else _("Đã trả lại %(count)s bản số liệu.")
        messages.success(request, said % {"count": len(decided.done)})
    for sheet, why in decided.refused[:5]:
        messages.warning(request, f"{sheet.agency.current_name}: {why}")


def _remind(sheets: tuple[Any, ...]) -> HttpResponse:
    """Go to the page that urges what is owed: its words and its letter are the other ledger's."""
    owed = [str(one.obligation.uid) for one in sheets if one.obligation is not None]
    if not owed:
        raise BadInput(_("Chưa chọn đơn vị nào còn nợ số liệu."))
    words = [("viec", ManyAct.REMIND.value), *(("chon", one) for one in owed)]
    return HttpResponseRedirect(f"{reverse('obligations:many')}?{urlencode(words)}")


@require_POST
def lock(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Lock a period."""
    one = selectors.period_for(request.actor, uid)
    services.period_lock(one, actor=request.actor, now=request.now)
    messages.success(request, _("Đã khóa kỳ %(period)s.") % {"period": one.name})
    return done(request, "figures:period", uid=uid)


@require_http_methods(_FORM)
def reopen(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the form of opening a return again; by POST, open it."""
    sheet = selectors.return_for(request.actor, uid)
    access.require(request.actor, "reopen", sheet)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.return_reopen(sheet, actor=request.actor, now=request.now, **form.cleaned_data)
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã mở lại bản số liệu."))
            return done(request, "figures:entry", uid=uid)
    content = ReopenPage.of(sheet, form)
    return page(request, "figures/periods/reopen.html", content, status=422 if form.is_bound else 200)


@require_safe
def history(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show every change of a return."""
    sheet = selectors.return_for(request.actor, uid)
    changes = selectors.changes_of(sheet, limit=_CHANGES_SHOWN)
    return page(request, "figures/periods/history.html", HistoryPage.of(sheet, changes, limit=_CHANGES_SHOWN))
