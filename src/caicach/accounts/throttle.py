"""Slows down guessing: counts failed sign-ins of one name from one address.

The count lives in Django's cache, so it is shared as far as the cache is. Losing it only forgives failures.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from vanban.text.forms import normalise

__all__ = ["LIMIT", "WINDOW_SECONDS", "address_of", "clear", "count_failure", "is_blocked"]

LIMIT = 10  # failures
WINDOW_SECONDS = 15 * 60  # counted from the first failure


def address_of(request: HttpRequest) -> str:
    """Return the address of the browser: behind a proxy the last one that the proxy itself wrote."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _key(username: str, address: str) -> str:
    name = normalise(username).strip().lower()
    return "accounts.failures." + sha256(f"{name}\n{address}".encode()).hexdigest()


def is_blocked(username: str, address: str) -> bool:
    """Whether this name has failed too often from this address within the window."""
    return int(cache.get(_key(username, address), 0)) >= LIMIT


def count_failure(username: str, address: str) -> None:
    """Count one failure."""
    key = _key(username, address)
    if not cache.add(key, 1, timeout=WINDOW_SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # ran out between the two calls
            cache.set(key, 1, timeout=WINDOW_SECONDS)


def clear(username: str, address: str) -> None:
    """Forget the failures after a success."""
    cache.delete(_key(username, address))
