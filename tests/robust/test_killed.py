"""Web and worker are killed under load, again and again: what people were told is done, is; nothing is half done."""

import contextlib
import hashlib
import http.client
import json
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cast import PDF
from plans_sample import ROWS, plan_text
from robust.installation import Browser, Installation, installed
from served import IS_LINUX, Server, is_alive, wait_until

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(not IS_LINUX, reason="looks at processes through /proc"),
]
GONE = (OSError, http.client.HTTPException)  # what a browser sees of a server that was killed
LOAD_SECONDS = 12
TARGETS = ("one of web", "web", "worker", "one of web", "work", "one of web", "worker", "web", "work")
SEEDS = (766,)  # 2015, 76 and 30 were tried too
READ_WITHIN_SECONDS = 4  # a plan whose worker died is left to the one who takes it up


class Load:
    """People at work, and what they were told."""

    def __init__(self, installation: Installation, port: int) -> None:
        self.seeded: dict[str, Any] = installation.seeded
        self.commune = Browser(port, self.seeded["sessions"]["commune_officer"])
        self.officer = Browser(port, self.seeded["sessions"]["standing_officer"])
        self.told: list[list[str]] = []
        self.odd: list[str] = []  # answers that nobody should get
        self.over = threading.Event()

    def run(self) -> list[threading.Thread]:
        acts = (self._hand_in, self._accept, self._plan, self._confirm)
        threads = [threading.Thread(target=self._work, args=(act, at), daemon=True) for at, act in enumerate(acts)]
        for thread in threads:
            thread.start()
        return threads

    def _work(self, act: Callable[[int], Iterator[None]], at: int) -> None:
        steps = act(at)
        while not self.over.is_set():
            try:
                next(steps)
            except StopIteration:
                return
            except Exception as error:
                self.odd.append(repr(error))
                return

    def _hand_in(self, _at: int) -> Iterator[None]:
        for number, uid in enumerate(self.seeded["owed"]):
            content = PDF + str(number).encode()
            fields = {
                "number": "1",
                "type": "Báo cáo",
                "symbol": f"{number}/BC-UBND",
                "issued_on": self.seeded["today"],
                "issuer_name": "UBND xã Suối Nhạn",
                "subject": "Kết quả",
                "file": ("bao-cao.pdf", content),
            }
            self._until_done("submit", f"/nhiem-vu/{uid}/nop/", fields, uid, hashlib.sha256(content).hexdigest())
            yield

    def _accept(self, _at: int) -> Iterator[None]:
        for uid in self.seeded["waiting"]:
            self._until_done("accept", f"/nhiem-vu/{uid}/nghiem-thu/", {"number": "1"}, uid, "")
            yield

    def _confirm(self, at: int) -> Iterator[None]:
        """Confirm what was under review before, now and then; then bring in plans."""
        for number, uid in enumerate(self.seeded["plans"]):
            if number % 4 != 3:  # that one has something open
                self._until_done("plan", f"/ke-hoach/{uid}/giao-viec/", {}, uid, "")
                self.over.wait(LOAD_SECONDS / 8)
            yield
        yield from self._plan(at)

    def _plan(self, at: int) -> Iterator[None]:
        for number in range(1_000):
            content = plan_text(*ROWS).replace(b"88/KH", f"{at}00{number}/KH".encode())
            form = {"issuer": str(self.seeded["province"]), "is_run_as_current": "on", "file": ("a.txt", content)}
            with contextlib.suppress(*GONE):
                answer = self.officer.post("/ke-hoach/tai-len/", form)
                self._expect(answer.status, 302)
                run = answer.location.strip("/").rpartition("/")[2]
                self.told.append(["upload", run, hashlib.sha256(content).hexdigest()])
                plan = self._read_plan(answer.location)
                if plan:
                    self._until_done("plan", f"{plan}giao-viec/", {}, plan.strip("/").rpartition("/")[2], "")
            yield

    def _read_plan(self, job: str) -> str:
        """Wait for a plan to be read; return its address, "" where that takes too long."""
        deadline = time.monotonic() + READ_WITHIN_SECONDS
        while time.monotonic() < deadline and not self.over.is_set():
            with contextlib.suppress(*GONE):
                if (answer := self.officer.get(job)).status == 302:
                    return answer.location
            time.sleep(0.05)
        return ""

    def _until_done(self, act: str, path: str, fields: Any, uid: str, sha256: str) -> None:
        """Try until the server says something; only then is anything told."""
        browser = self.commune if act == "submit" else self.officer
        while not self.over.is_set():
            try:
                answer = browser.post(path, fields)
            except GONE:
                time.sleep(0.05)
                continue
            self._expect(answer.status, 302, 409)  # 409: an earlier try whose answer was lost did it
            if answer.status == 302:
                self.told.append([act, uid, sha256])
            return

    def _expect(self, status: int, *good: int) -> None:
        if status not in good:
            self.odd.append(f"answered {status}")


def kill(server: Server, target: str, chance: random.Random) -> bool:
    """Kill a process as the power does; return whether there was one."""
    if target in ("web", "work"):
        pids = [pid] if (pid := server.leader(target)) else []
    else:
        pids = server.followers("web" if target == "one of web" else "work")
    if not pids:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(chance.choice(pids), signal.SIGKILL)
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_confirmed_is_lost_and_nothing_is_half_done(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 -- moments that are the same each time
    with installed(tmp_path) as installation:
        server = Server(installation.environment, port=18600, workers=2)
        load = Load(installation, server.port)
        threads = load.run()
        killed = []
        for target in TARGETS:
            time.sleep(chance.uniform(0.5, 2 * LOAD_SECONDS / len(TARGETS) - 0.5))
            killed += [target] * kill(server, target, chance)
        load.over.set()
        for thread in threads:
            thread.join(40)
        below = server.followers("web") + server.followers("work")
        server.process.kill()  # the last one: everything at once, in the middle of whatever it does
        server.process.communicate(timeout=40)
        wait_until(lambda below=below: not any(is_alive(pid) for pid in below))
        found = installation.ask("soundness.py", "--take-up", json.dumps(load.told))

    acts = [act for act, _uid, _sha256 in load.told]
    assert found == []
    assert load.odd == []
    assert len(killed) >= 5, killed
    assert {"submit", "accept", "upload", "plan"} <= set(acts), acts
