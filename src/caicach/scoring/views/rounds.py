"""Rounds: the list with one's own assessments, one round with its agencies, opening one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.agencies.constants import AgencyLevel
from caicach.agencies.selectors import names_of, register_at
from caicach.scoring import access
from caicach.scoring.constants import Phase
from caicach.scoring.forms.rounds import PURPOSE_WORDS, RoundForm, UnitsForm, WhichForm, phase_days
from caicach.scoring.pages.rounds import OpenPage, RoundPage, RoundsPage
from caicach.scoring.selectors.opening import RoundPlan, round_plan
from caicach.scoring.selectors.rounds import (
    appraised_labels,
    appraisers_of,
    my_assessments,
    round_for,
    round_units,
    rounds_of,
    sets_to_open,
)
from caicach.scoring.services.rounds import round_open
from caicach.scoring.views.phases import running_phase_of
from caicach.web.errors import BadInput, Refusal, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number
from reform.index import Purpose

__all__ = ["listing", "open_round", "round_page"]

_TEMPLATE = "scoring/rounds/open.html"
_OUT, _WHY, _BODY = "bo_", "ly_do_", "tham_dinh_"


@require_safe
def listing(request: ActorRequest) -> HttpResponse:
    """Show one's own assessments and the rounds within reach."""
    mine, rounds = my_assessments(request.actor), rounds_of(request.actor)
    may_open = bool(request.actor.scopes_of(*access.STANDING))
    content = RoundsPage.of(mine, rounds, may_open=may_open, today=request.today)
    return page(request, "scoring/rounds/list.html", content)


@require_safe
def round_page(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a round with its agencies."""
    row = round_for(request.actor, uid)
    labels, kinds = appraised_labels(row.round)
    form = UnitsForm(request.GET, kinds=kinds)
    units = round_units(request.actor, row.round, form.filter(), today=request.today)
    bodies = appraisers_of(row.round)
    content = RoundPage.of(row, units, bodies, labels, form=form, query=request.GET, today=request.today)
    if access.may_appraise(request.actor, row.round, {one.agency_id for one in bodies}):
        content = content.for_appraiser(row.round)
    if access.sees_settlement(request.actor, row.round):
        content = content.with_settlement(row.round)
    content = content.with_work(running_phase_of(request, row))
    return page(request, "scoring/rounds/round.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: ActorRequest) -> HttpResponse:
    """Show what opening a round would make; by POST, open it."""
    owners = _owners(request)
    given = request.POST if request.method == "POST" else request.GET
    which = WhichForm(
        given if given or request.method == "POST" else None,
        owners=owners,
        initial={"year": request.today.year, "purpose": Purpose.PAR_INDEX},
    )
    if not which.is_valid():
        return page(request, _TEMPLATE, OpenPage.of(which, None, None), status=422 if which.is_bound else 200)
    form = _form(which, given, owners)
    if not form.is_valid():
        return page(request, _TEMPLATE, OpenPage.of(which, form, None), status=422 if form.is_bound else 200)
    draft = form.draft(excluded=_excluded(given), appraisers=_appraisers(given))
    plan: RoundPlan | None = None
    try:
        plan = round_plan(draft, today=request.today)
        if request.method == "POST" and "mo" in request.POST:
            made = round_open(draft, actor=request.actor, now=request.now)
            messages.success(request, _("Đã mở %(round)s.") % {"round": made.title})
            return done(request, "scoring:round", uid=made.uid)
    except (BadInput, WrongState) as refusal:
        return _opening(request, which, form, plan, refusal)
    return _opening(request, which, form, plan)


def _owners(request: ActorRequest) -> list[tuple[int, str]]:
    """Return the bodies for which the actor opens rounds.

    Raises:
        NotAllowed: there is none.
    """
    ids = request.actor.scopes_of(*access.STANDING)
    if not ids:
        access.require(request.actor, "run", request.actor.agency_id or 0)
    return list(names_of(ids).items())


def _form(which: WhichForm, given: QueryDict, owners: list[tuple[int, str]]) -> RoundForm:
    """Return the form of the whole round; before anything of it was sent, with what is proposed."""
    owner, year, purpose = (which.cleaned_data[name] for name in ("owner", "year", "purpose"))
    versions = sets_to_open([owner], year, purpose)
    days = phase_days(year)
    initial: dict[str, Any] = {f"{phase}_from": days[phase].starts_on for phase in Phase}
    initial |= {f"{phase}_to": days[phase].due_on for phase in Phase}
    initial |= {"owner": owner, "year": year, "purpose": purpose, "sets": [str(one.uid) for one in versions]}
    initial["title"] = f"{PURPOSE_WORDS[purpose]} {_('năm %(year)s') % {'year': year}}"
    return RoundForm(given if "title" in given else None, owners=owners, versions=versions, initial=initial)


def _excluded(given: QueryDict) -> dict[int, str]:
    """Return the agencies that were ticked off, with the reason that stands beside."""
    ids = (whole_number(name.removeprefix(_OUT)) for name in given if name.startswith(_OUT))
    return {one: given.get(f"{_WHY}{one}", "").strip()[:300] for one in ids if one is not None}


def _appraisers(given: Mapping[str, str]) -> dict[str, int]:
    """Return who was chosen to appraise, by area or sub-criterion."""
    found = {name.removeprefix(_BODY): whole_number(given[name]) for name in given if name.startswith(_BODY)}
    return {key: agency_id for key, agency_id in found.items() if agency_id is not None}


def _opening(
    request: ActorRequest, which: WhichForm, form: RoundForm, plan: RoundPlan | None, refusal: Refusal | None = None
) -> HttpResponse:
    owner = form.cleaned_data["owner"]
    bodies = [
        (one.id, one.name)
        for one in register_at(request.today).by_id.values()
        if one.level != AgencyLevel.COMMUNE and (owner in (one.id, one.parent_id))
    ]
    error, status = (str(refusal), refusal.status) if refusal is not None else ("", 200)
    content = OpenPage.of(which, form, plan, sorted(bodies, key=lambda one: one[1]), error=error)
    return page(request, _TEMPLATE, content, status=status)
