"""The people of the cast, each in a browser of their own."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from cast import Person

__all__ = ["Office"]


class Office:
    """The people of the province, each in a browser of their own, on the running server."""

    def __init__(self, browser: Browser, base_url: str, complaints: Any) -> None:
        self._browser, self._base_url, self._complaints = browser, base_url, complaints
        self._contexts: list[BrowserContext] = []

    def page_of(self, person: Person, **options: Any) -> Page:
        """Return a page at which ``person`` is signed in."""
        context = self._context(**options)
        client = Client()
        client.force_login(person.user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self._base_url}])
        return context.new_page()

    def page_of_nobody(self, **options: Any) -> Page:
        """Return a page of somebody who is not signed in."""
        return self._context(**options).new_page()

    def _context(self, **options: Any) -> BrowserContext:
        context = self._browser.new_context(base_url=self._base_url, locale="vi-VN", **options)
        context.set_default_timeout(15_000)
        context.on("page", self._complaints.listen)
        self._contexts.append(context)
        return context

    def forgive(self, words: str) -> None:
        """Forget the browsers' complaints that bear ``words``: a page that was refused on purpose."""
        self._complaints.seen[:] = [one for one in self._complaints.seen if words not in one]

    def close(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()
