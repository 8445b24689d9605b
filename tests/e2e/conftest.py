"""A real browser on a real server; the page may neither complain nor load anything from elsewhere."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from office import Office

# Playwright's loop runs in the test's own thread, so that Django believes it is called from asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOPBACK = ["127.0.0.1", "localhost", "::1"]
PATIENCE_MS = 15_000
# Written by the browser's security policy in the page's own console.
VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => console.error(
  `policy of content: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile || ""}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open the loopback, and nothing else, to the tests of this folder; all are browser tests."""
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):  # noqa: PTH120
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium on this machine: tools/system-packages browser")
    try:
        playwright = sync_playwright().start()
    except Exception as error:  # its own Node.js lacks a library; it says no more than that it ended
        pytest.skip(f"Playwright does not start ({error}): tools/system-packages browser")
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()
    playwright.stop()


@pytest.fixture(autouse=True)
def _jobs_at_once(settings: Any, tmp_path: Any) -> None:
    """Jobs run inside the request that starts them; files lie in the test's own folder."""
    settings.JOBS_INLINE = True
    settings.FILES_ROOT = tmp_path / "files"


class Complaints:
    """What the browser complained of: errors of the console, of scripts, of loading."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def listen(self, page: Page) -> None:
        """Hear ``page`` from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"script: {error}"))
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.seen.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _failed(self, request: Request) -> None:
        # A navigation that the next one overtakes is aborted; that is no fault of the page.
        if request.failure != "net::ERR_ABORTED":
            self.seen.append(f"request: {request.url} {request.failure}")


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """The complaints of all pages of the test, none at its end; ``complaints.seen.clear()`` forgives expected ones."""
    complaints = Complaints()
    yield complaints
    assert complaints.seen == []


@pytest.fixture
def context(chromium: Browser, live_server: Any, complaints: Complaints) -> Iterator[BrowserContext]:
    """A browser window of its own, with no cookies, on the running server; ``context.new_page()`` opens a page."""
    context = chromium.new_context(
        base_url=live_server.url,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": 1440, "height": 900},
    )
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(VIOLATIONS)
    context.on("page", complaints.listen)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page at 1440 × 900."""
    return context.new_page()


@pytest.fixture
def phone(page: Page) -> Page:
    """The page as a phone shows it: 390 pixels wide."""
    page.set_viewport_size({"width": 390, "height": 844})
    return page


@pytest.fixture
def office(chromium: Browser, live_server: Any, complaints: Complaints) -> Iterator[Office]:
    """The people of the cast, each in a browser of their own, on the running server."""
    made = Office(chromium, live_server.url, complaints)
    yield made
    made.close()
