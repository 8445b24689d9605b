"""The reporting regime: reading it, entering a row, ending one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.agencies.selectors import names_of
from caicach.calendars import access, selectors, services
from caicach.calendars.constants import RegimeLevel
from caicach.calendars.forms import RegimeForm
from caicach.calendars.pages import RegimeFormPage, RegimePage, RegimeTable
from caicach.web.errors import BadInput
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest
from reform.regimes import PeriodCode, regime_for

__all__ = ["end", "new", "regime"]

_SHOWN = (
    (RegimeLevel.PROVINCE, RegimeLevel.MINISTRY),
    (RegimeLevel.DEPARTMENT, RegimeLevel.PROVINCE),
    (RegimeLevel.COMMUNE, RegimeLevel.PROVINCE),
)
_QUARTERLY = (PeriodCode.Q1, PeriodCode.H1, PeriodCode.Q3, PeriodCode.YEAR)


@require_safe
def regime(request: ActorRequest) -> HttpResponse:
    """Show what holds for the person's body this year, and every row behind it."""
    ids = access.body_ids(request.actor)
    body_id = ids[0] if ids else request.actor.agency_id
    names = names_of([body_id] if body_id else [])
    content = RegimePage.of(
        selectors.entries_for(request.actor),
        _tables(request, body_id),
        body_ids=ids,
        body_name=names.get(body_id or 0, ""),
        today=request.today,
    )
    return page(request, "calendars/regime.html", content, section="figures")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Enter a row."""
    ids = access.body_ids(request.actor)
    access.require(request.actor, ids[0] if ids else 0)
    bodies = list(names_of(ids).items())
    sent = request.POST if request.method == "POST" else None
    form = RegimeForm(sent, bodies=bodies, initial={"valid_from": request.today, "recipient": RegimeLevel.PROVINCE})
    if form.is_valid():
        try:
            body_id = form.cleaned_data["body"]
            services.regime_enter(form.draft(), actor=request.actor, owner_id=body_id, now=request.now)
        except BadInput as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã lưu. Kỳ mở sau này theo dòng mới; kỳ và nhiệm vụ đang có giữ nguyên hạn."))
            return done(request, "calendars:regime")
    content = RegimeFormPage.of(form)
    return page(request, "calendars/new.html", content, status=422 if form.is_bound else 200, section="figures")


@require_POST
def end(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Let a row hold no longer from today on."""
    entry = selectors.entry_for(request.actor, uid)
    services.regime_end(entry, actor=request.actor, on=request.today, now=request.now)
    messages.success(request, _("Dòng này thôi áp dụng từ hôm nay."))
    return done(request, "calendars:regime")


def _tables(request: ActorRequest, body_id: int | None) -> tuple[RegimeTable, ...]:
    own = selectors.own_rows_of(body_id)
    made = []
    for issuer, recipient in _SHOWN:
        held = regime_for(issuer, recipient, request.today, own_rows=own)
        heading = f"{issuer.label.capitalize()} → {recipient.label}"
        made.append(RegimeTable(heading, selectors.regime_dates(held, request.today.year, _QUARTERLY)))
    return tuple(made)
