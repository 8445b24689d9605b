"""The pictures of docs/screenshots: the demonstration in a real browser, at 1440 and at 390 pixels.

``python tools/screenshots.py [FOLDER]`` builds the demonstration of a whole year in a temporary state, serves it, signs
in, brings a sample plan in for the review, and takes the pages. Needs Debian's ``chromium``; nothing of the real state
is touched.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
CAICACH = Path(sys.executable).parent / "caicach"
SAMPLE = ROOT / "tests" / "corpora" / "plans" / "tinh-song-may-2026.txt"
DRAFT = ROOT / "src" / "caicach" / "demo" / "data" / "du-thao-ke-hoach-xa.txt"
SIZES = ((1440, 900), (390, 844))
STANDING, COMMUNE = "thuongtruc", "suoinhan"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE_MS = 30_000
UID = "0"  # a UUIDv7 begins with the time, and that with zero for some millennia


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """Give the address of a fresh demonstration and the password of its accounts; it is gone at the end."""
    with tempfile.TemporaryDirectory() as state:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CAICACH_")}
        environment |= {"CAICACH_STATE": state, "CAICACH_DEMO": "yes"}
        subprocess.run([CAICACH, "prepare"], env=environment, cwd=state, check=True)
        loaded = subprocess.run(
            [CAICACH, "demo", "--year"], env=environment, cwd=state, check=True, stdout=subprocess.PIPE, text=True
        )
        password = _found(r"mật khẩu chung: ([^)]+)\)", loaded.stdout.splitlines())
        server = subprocess.Popen([CAICACH, "serve"], env=environment, cwd=state, stdout=subprocess.PIPE, text=True)
        try:
            yield _found(r"(http://\S+)", server.stdout or ()), password
        finally:
            server.terminate()
            server.wait(30)


def _found(pattern: str, lines: Iterable[str]) -> str:
    for line in lines:
        if match := re.search(pattern, line):
            return match[1]
    raise SystemExit(f"the program never printed {pattern}")


def sign_in(browser: Browser, address: str, username: str, password: str) -> Page:
    """Open a window of its own and go through the door."""
    context = browser.new_context(base_url=address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.locator("nav").first.wait_for()
    return page


def take(page: Page, name: str, folder: Path) -> None:
    """Take the page in view in every size."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("document.fonts.ready")
        page.screenshot(path=folder / f"{name}-{width}.png", animations="disabled")
    print(f"{name}: {page.url}")


def take_all(browser: Browser, address: str, password: str, folder: Path) -> None:
    """Take what the README and the documents show."""
    _take_commune(browser, address, password, folder)
    _take_officer(browser, address, password, folder)


def _take_commune(browser: Browser, address: str, password: str, folder: Path) -> None:
    commune = sign_in(browser, address, COMMUNE, password)
    take(commune, "desk", folder)
    commune.goto("/nhiem-vu/qua-han/")
    commune.get_by_role("main").locator(f"a[href^='/nhiem-vu/{UID}']").first.click()
    commune.wait_for_load_state()
    take(commune, "obligation", folder)
    commune.goto("/nhiem-vu/lich/")
    take(commune, "calendar", folder)
    commune.goto("/so-lieu/")
    commune.get_by_role("main").locator(f"a[href^='/so-lieu/ban/{UID}']").first.click()
    commune.get_by_role("link", name=re.compile("Cải cách thủ tục hành chính")).first.click()
    commune.wait_for_load_state()
    take(commune, "figures", folder)
    commune.goto("/cham-diem/")
    commune.get_by_role("main").locator(f"a[href^='/cham-diem/phieu/{UID}']").first.click()
    commune.wait_for_load_state()
    take(commune, "scoring", folder)
    commune.goto("/chi-so/")
    commune.get_by_role("main").locator("a[href^='/chi-so/20']").first.click()
    commune.wait_for_load_state()
    take(commune, "ranking", folder)


def _take_officer(browser: Browser, address: str, password: str, folder: Path) -> None:
    officer = sign_in(browser, address, STANDING, password)
    officer.goto("/tong-quan/")
    take(officer, "dashboard", folder)
    officer.goto("/nhiem-vu/")
    take(officer, "list", folder)
    officer.goto("/nhiem-vu/qua-han/")
    take(officer, "late", folder)
    officer.goto("/bang-diem/")
    take(officer, "scorecard", folder)
    officer.goto("/ke-hoach/")
    officer.get_by_role("main").locator(f"a[href^='/ke-hoach/{UID}']").first.click()
    officer.wait_for_load_state()
    take(officer, "plan", folder)
    officer.goto("/van-ban/")
    take(officer, "register", folder)
    officer.goto("/kiem-tra/")
    officer.locator("input[type=file]").first.set_input_files(DRAFT)
    officer.get_by_role("main").get_by_role("button", name="Kiểm tra", exact=True).click()
    officer.wait_for_url(re.compile(rf"/kiem-tra/{UID}"))
    take(officer, "check", folder)
    officer.goto("/ke-hoach/tai-len/")
    officer.get_by_label("Tệp kế hoạch").set_input_files(SAMPLE)
    officer.get_by_role("button", name="Tải lên và đọc").click()
    officer.wait_for_url(re.compile(r"/ra-soat/\d+/"))
    take(officer, "review", folder)


def main(arguments: list[str]) -> None:
    """Take the pictures into the folder of the arguments, else into docs/screenshots."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        raise SystemExit("no Chromium on this machine: tools/system-packages browser")
    with served() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        take_all(browser, address, password, folder)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
