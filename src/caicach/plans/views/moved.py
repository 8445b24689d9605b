"""What a person is told whose plan left the review under their hands."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from caicach.plans import selectors
from caicach.plans.pages.moved import moved_page
from caicach.web.errors import Beyond, WrongState
from caicach.web.pages import is_htmx, page
from caicach.web.requests import ActorRequest

__all__ = ["told_in_words"]

View = Callable[..., HttpResponse]


def told_in_words(view: View) -> View:
    """Answer with who confirmed or cancelled the plan, when, and the way on, where ``view`` finds it gone (409)."""

    @wraps(view)
    def answer(request: ActorRequest, uid: UUID, *arguments: Any, **values: Any) -> HttpResponse:
        try:
            return view(request, uid, *arguments, **values)
        except (WrongState, Beyond) as refusal:
            left = selectors.plan_left(request.actor, uid)
            if left is None:
                raise
            if is_htmx(request):  # a script cannot show a page: the browser goes there itself
                return HttpResponse(headers={"HX-Redirect": reverse("plans:review", args=[uid])})
            return page(request, "plans/moved.html", moved_page(left, str(refusal)), status=409)

    return answer
