"""What the shell around every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

__all__ = ["shell"]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the values of the shell."""
    return {"shell": {"province": settings.PROVINCE_NAME, "actor": getattr(request, "actor", None)}}
