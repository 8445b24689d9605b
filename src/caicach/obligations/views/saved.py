"""Filters that people keep."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.obligations.forms.filters import FilterForm
from caicach.obligations.forms.saved import SaveForm
from caicach.obligations.selectors.saved import saved_for
from caicach.obligations.services.saved import view_forget, view_save
from caicach.web.errors import BadInput, Beyond
from caicach.web.pages import done
from caicach.web.requests import ActorRequest

__all__ = ["LIST", "forget", "save"]

LIST = "obligations:list"


@require_POST
def save(request: ActorRequest) -> HttpResponse:
    """Keep the filters that the list was shown with."""
    form = SaveForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    query = given.get("query", "")
    try:
        view_save(
            given.get("name", ""),
            query,
            actor=request.actor,
            page=LIST,
            known=frozenset(FilterForm.base_fields),
            is_shared=given.get("is_shared", False),
            now=request.now,
        )
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã lưu bộ lọc."))
    return redirect(f"{reverse(LIST)}?{query}" if query else LIST)


@require_POST
def forget(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep a filter no longer."""
    view = saved_for(request.actor).filter(uid=uid).first()
    if view is None:
        raise Beyond(_("Không có bộ lọc này."))
    view_forget(view, actor=request.actor)
    messages.success(request, _("Đã bỏ bộ lọc “%(name)s”.") % {"name": view.name})
    return done(request, LIST)
