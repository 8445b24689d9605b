"""The page where a person makes and revokes tokens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from caicach.api import selectors, services
from caicach.api.forms import TokenForm
from caicach.api.pages import TokensPage
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["revoke", "tokens"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: ActorRequest) -> HttpResponse:
    """Show the person's tokens; make one, whose secret this answer alone shows."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = services.token_make(actor=request.actor, now=request.now, **form.cleaned_data)
        return _shown(request, TokenForm(), secret=made.secret)
    return _shown(request, form, status=422 if form.errors else 200)


@require_POST
def revoke(request: ActorRequest, uid: UUID) -> HttpResponse:
    """End one of the person's tokens."""
    token = selectors.token_of(request.actor, uid)
    services.token_revoke(token, actor=request.actor, now=request.now)
    messages.success(
        request, _("Đã thu hồi mã “%(name)s”; chương trình dùng mã này không vào được nữa.") % {"name": token}
    )
    return done(request, "api:tokens")


def _shown(request: ActorRequest, form: TokenForm, *, secret: str = "", status: int = 200) -> HttpResponse:
    rows = selectors.tokens_of(request.actor, now=request.now)
    content = TokensPage.of(rows, form, root=request.build_absolute_uri("/"), secret=secret)
    return page(request, "api/tokens.html", content, status=status)
