"""Coming in, going out, one's own password and language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from caicach.accounts import services
from caicach.accounts.forms import PasswordChangeForm, PasswordSetForm, SignInForm
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

if TYPE_CHECKING:
    from caicach.accounts.models import User

__all__ = ["language", "password_change", "password_set", "sign_in", "sign_out"]

_YEAR_SECONDS = 60 * 60 * 24 * 365


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The door."""

    form: SignInForm
    next: str  # where the person wanted to go; checked before use


@dataclass(frozen=True, slots=True)
class PasswordChangePage:
    """A person's own password."""

    form: PasswordChangeForm


@dataclass(frozen=True, slots=True)
class PasswordSetPage:
    """The first password of a person who came in by a one-time code."""

    form: PasswordSetForm


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a person in by name and password."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(_wanted(request))
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.user is not None:
        login(request, form.user)
        return HttpResponseRedirect(_wanted(request))
    content = SignInPage(form, _wanted(request))
    return page(request, "accounts/sign_in.html", content, status=422 if form.is_bound else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Let a person out; the session ends on the server too."""
    logout(request)
    messages.success(request, _("Bạn đã đăng xuất."))
    return done(request, "accounts:sign_in")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_change(request: ActorRequest) -> HttpResponse:
    """Change one's own password; other browsers of the person are signed out."""
    user = cast("User", request.user)
    form = PasswordChangeForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.password_set(user, form.cleaned_data["new"], now=request.now)
        update_session_auth_hash(request, user)
        messages.success(request, _("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại."))
        return done(request, settings.LOGIN_REDIRECT_URL)
    status = 422 if form.is_bound else 200
    return page(request, "accounts/password_change.html", PasswordChangePage(form), status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password_set(request: ActorRequest) -> HttpResponse:
    """Set the password that replaces a one-time code; nothing else is open before."""
    user = cast("User", request.user)
    if not user.must_change_password:
        return done(request, "accounts:password_change")
    form = PasswordSetForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.password_set(user, form.cleaned_data["new"], now=request.now)
        update_session_auth_hash(request, user)
        messages.success(
            request, _("Đã đặt mật khẩu. Từ nay bạn đăng nhập bằng mật khẩu này; mã một lần đã hết tác dụng.")
        )
        return done(request, settings.LOGIN_REDIRECT_URL)
    status = 422 if form.is_bound else 200
    return page(request, "accounts/password_set.html", PasswordSetPage(form), status=status)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language a person chose, in a cookie of this browser."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(_wanted(request))
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=_YEAR_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def _wanted(request: HttpRequest) -> str:
    """Return the address asked for, where it is one of ours, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)
