"""What happens around every request."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers

from caicach.web import clock
from caicach.web.errors import Refusal
from caicach.web.pages import is_htmx
from caicach.web.requests import ActorRequest

__all__ = [
    "ClockMiddleware",
    "ContentSecurityMiddleware",
    "LanguageMiddleware",
    "RefusalMiddleware",
    "SignInRequiredMiddleware",
]

Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",  # the chevron of a select is drawn in the stylesheet
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class _Around:
    """A middleware that keeps the next answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response


class ContentSecurityMiddleware(_Around):
    """Say with every answer that only this site's own files may run."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class LanguageMiddleware(_Around):
    """Vietnamese, unless the person chose English; the browser's own language is not asked."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Closed by default; a script's request is sent to the sign-in page instead of getting it as a fragment."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Return the way to the sign-in page, or None where the view may answer."""
        refused: HttpResponseBase | None = super().process_view(request, view_func, view_args, view_kwargs)
        if refused is not None and is_htmx(request):
            return HttpResponse(status=200, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
        return refused


class ClockMiddleware(_Around):
    """Read the clock once, so that one page has one now."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = cast("ActorRequest", request)
        asked.now = clock.now()
        asked.today = clock.local_date(asked.now)
        return self.get_response(request)


class RefusalMiddleware(_Around):
    """Turn a refusal into its page, in words, with the status that belongs to it."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page of a refusal; anything else goes on."""
        if not isinstance(exception, Refusal):
            return None
        content = {"page": {"status": exception.status, "reason": str(exception)}}
        return render(request, "web/refusal.html", content, status=exception.status)
