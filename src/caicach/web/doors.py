"""The door of the web side: every text that a browser sends is in one normal form before anything else sees it.

Macs send file names in NFD and some keyboards type it; ``Ủy`` in two forms would be two names to every comparison.
Owns: query strings, forms, names of sent files. Does not: the content of files (``vanban.reading``), JSON bodies.
"""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.datastructures import MultiValueDict

from vanban.text.forms import normalise

__all__ = ["NormalFormMiddleware", "normal_query"]


def normal_query(query: QueryDict) -> QueryDict:
    """Return ``query`` with every name and value normalised; the same object where nothing changes."""
    pairs = [(name, value) for name, values in query.lists() for value in values]
    normal = [(normalise(name), normalise(value)) for name, value in pairs]
    if pairs == normal:
        return query
    changed = QueryDict(mutable=True, encoding=query.encoding)
    for name, value in normal:
        changed.appendlist(name, value)
    changed._mutable = False
    return changed


class NormalFormMiddleware:
    """Normalise the query string at once and a form as soon as a view is known.

    The body is read in ``process_view``, as Django's own check of forged forms does, so that a page that refuses a
    request early never reads it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.GET = normal_query(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Normalise the fields of a form and the names of the files sent with it."""
        if request.method != "POST" or not _is_form(request):
            return
        request.POST = normal_query(request.POST)  # type: ignore[assignment]
        for files in cast("MultiValueDict[str, Any]", request.FILES).lists():
            for file in files[1]:
                file.name = normalise(file.name)


def _is_form(request: HttpRequest) -> bool:
    return request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")
