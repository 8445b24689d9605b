"""Who asks the API: the person of the token, within its scopes. Sessions and cookies count for nothing."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from caicach.api import selectors, services
from caicach.api.constants import Scope
from caicach.api.models import ApiToken
from caicach.people.selectors import actor_of
from caicach.web.errors import NotAllowed
from caicach.web.requests import ActorRequest

__all__ = ["Token"]


class Token(HttpBearer):
    """``Authorization: Bearer cctoken_…`` with the scope that an operation needs."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token and fill ``request.actor``; None where it opens nothing.

        Raises:
            NotAllowed: the token is good, but not for this.
        """
        asked = cast("ActorRequest", request)
        found = selectors.live_token(token, now=asked.now)
        if found is None:
            return None
        if self.scope not in found.scopes.split():
            words = {"scope": self.scope.value, "what": self.scope.label}
            raise NotAllowed(
                _("Mã kết nối này không có phạm vi %(scope)s (%(what)s). Lập mã khác có phạm vi đó.") % words
            )
        services.token_used(found, now=asked.now)
        asked.actor = actor_of(found.user, on=asked.today)
        return found

    def __deepcopy__(self, memo: dict[int, Any]) -> "Token":
        """Stay one value: operations are copied when they are bound."""
        return self
