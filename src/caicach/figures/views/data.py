"""Figures as data: of a return, of a period, of lines through time."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.figures.exports.tables import Figures, csv_of, figures_of, json_of, xlsx_of, xlsx_of_units
from caicach.figures.selectors import return_for
from caicach.figures.selectors.recipes import period_within
from caicach.figures.selectors.series import returns_of_period, returns_through_time
from caicach.web.downloads import XLSX, attachment
from caicach.web.errors import Beyond
from caicach.web.requests import ActorRequest
from vanban.writing import file_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

__all__ = ["period_data", "return_data", "series_data"]

CSV, JSON = "text/csv; charset=utf-8", "application/json"


@require_safe
def return_data(request: ActorRequest, uid: UUID, ending: str) -> HttpResponse:
    """Hand out all figures of a return, typed and computed."""
    sheet = return_for(request.actor, uid)
    title = f"{sheet.agency.current_name}, {sheet.period.name}"
    return _answer(figures_of([sheet]), ending, title, sheet.saved_at or sheet.period.opened_at)


@require_safe
def period_data(request: ActorRequest, uid: UUID, ending: str) -> HttpResponse:
    """Hand out the figures of all units of a period within reach; as XLSX side by side."""
    period = period_within(request.actor, uid)
    some = figures_of(returns_of_period(request.actor, period))
    if ending == "xlsx":
        data = xlsx_of_units(some, title=period.name, written_at=request.now)
        return attachment(data, name=file_name("so lieu", period.name, ending=ending), media_type=XLSX)
    return _answer(some, ending, period.name, request.now)


@require_safe
def series_data(request: ActorRequest, uid: UUID, ending: str) -> HttpResponse:
    """Hand out the figures of the agency of ``uid`` through time; ``dong`` (keys of lines) keeps some of them."""
    sheet = return_for(request.actor, uid)
    some = figures_of(returns_through_time(request.actor, sheet))
    title = f"{sheet.agency.current_name}, {sheet.period.form.title}"
    return _answer(_kept(some, request.GET.getlist("dong")), ending, title, request.now)


def _kept(some: "Sequence[Figures]", keys: list[str]) -> "Sequence[Figures]":
    if not keys:
        return some
    wanted = frozenset(keys)
    return [
        replace(one, filled={cell: figure for cell, figure in one.filled.items() if cell.key in wanted}) for one in some
    ]


def _answer(some: "Sequence[Figures]", ending: str, title: str, written_at: "datetime") -> HttpResponse:
    name = file_name("so lieu", title, ending=ending)
    if ending == "csv":
        return attachment(csv_of(some), name=name, media_type=CSV)
    if ending == "json":
        return attachment(json_of(some), name=name, media_type=JSON)
    if ending == "xlsx":
        return attachment(xlsx_of(some, title=title, written_at=written_at), name=name, media_type=XLSX)
    raise Beyond(_("Chỉ có dạng CSV, JSON và XLSX."))
