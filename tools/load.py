"""Twenty clerks at work at once on a running server: what they wait for, and whether anything of theirs is lost.

``python tools/load.py [--seconds 60] [--clerks 20]`` prepares an installation of its own (about 12,000 obligations of
240 agencies; the database is that of ``CAICACH_DATABASE`` where it names PostgreSQL, else a file), starts
``caicach serve`` with a worker a core, and lets the clerks sign in, look at desk, list, week and calendar, open duties,
hand in documents and accept those of others, each a second after the last answer. They come one after the other within
the first seconds, as people do in the morning. Nothing leaves the loopback. The last line is
JSON: requests, median, 95 % and worst seconds, errors, and what of the answered acts is missing in the database.
"""

import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

from robust.installation import TOKEN, database_for  # noqa: E402
from served import Server  # noqa: E402

__all__ = ["Told", "main"]

THINK_SECONDS = 1.0
ARRIVAL_SECONDS = 0.5  # from one clerk to the next
SLOW_SECONDS = 30
MOST_WORKERS = 4
PASSWORD = "mat-khau-do-tai-2026"  # noqa: S105 -- of an installation that is thrown away
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
# Of ten things a clerk does; whoever accepts does the last of each pair instead.
WAYS = ("desk", "list", "open", "hand_in", "open", "list", "hand_in", "week", "calendar", "late")


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the whole; seconds."""

    requests: int
    median: float
    most: float  # 95 of 100 were answered by then
    worst: float
    slowest: str
    handed_in: int
    accepted: int
    errors: tuple[str, ...]
    lost: tuple[str, ...]
    per_way: dict[str, float] = field(default_factory=dict)  # median


@dataclass(slots=True)
class Shared:
    """What all clerks write down."""

    until: float  # monotonic
    handed_in: "deque[str]" = field(default_factory=deque)  # waits for somebody to accept it
    all_handed_in: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    times: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Clerk:
    """One person with a browser that keeps its connection and its cookies."""

    def __init__(self, port: int, facts: dict[str, Any], shared: Shared, number: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOW_SECONDS)
        self.cookies = {"csrftoken": TOKEN}
        self.facts, self.shared = facts, shared
        self.chance = random.Random(number)  # noqa: S311 -- the same work each time
        self.owed = deque(facts["owed"])
        self.comes_after = ARRIVAL_SECONDS * number

    def work(self) -> None:
        """Come, sign in and work until the time is over; whatever breaks is an error to tell."""
        time.sleep(self.comes_after)
        try:
            self._sign_in()
            while time.monotonic() < self.shared.until:
                time.sleep(THINK_SECONDS)
                getattr(self, "_" + self.chance.choice(WAYS))()
        except Exception as error:  # told by the whole
            self.shared.errors.append(f"{self.facts['username']}: {error!r}")
        finally:
            self.connection.close()

    def _sign_in(self) -> None:
        self._ask("sign_in", "GET", "/tai-khoan/dang-nhap/")
        given = {"username": self.facts["username"], "password": PASSWORD}
        self._ask("sign_in", "POST", "/tai-khoan/dang-nhap/", given)
        if "sessionid" not in self.cookies:
            raise AssertionError("not signed in")

    def _desk(self) -> None:
        self._ask("desk", "GET", "/")

    def _list(self) -> None:
        self._ask("list", "GET", "/nhiem-vu/" + self.chance.choice(("", "?state=open", "?late=1", "?q=ra+soat")))

    def _late(self) -> None:
        self._ask("late", "GET", "/nhiem-vu/qua-han/")

    def _week(self) -> None:
        self._ask("week", "GET", "/nhiem-vu/tuan/")

    def _calendar(self) -> None:
        self._ask("calendar", "GET", "/nhiem-vu/lich/")

    def _open(self) -> None:
        uid = self.owed[0] if self.owed else self._waiting()
        self._ask("open", "GET", f"/nhiem-vu/{uid}/") if uid else self._desk()

    def _waiting(self) -> str:
        return self.shared.all_handed_in[-1] if self.shared.all_handed_in and self.facts["accepts"] else ""

    def _hand_in(self) -> None:
        """Hand in a document; whoever accepts takes one of the others' instead."""
        if self.facts["accepts"]:
            self._accept()
            return
        if not self.owed:
            self._list()
            return
        uid = self.owed.popleft()
        body = self._ask("open", "GET", f"/nhiem-vu/{uid}/")
        given = {
            "number": "1", "type": "Báo cáo", "symbol": f"{self.chance.randrange(10**6)}/BC-UBND",
            "issued_on": self.facts["today"], "issuer_name": self.facts["agency"], "subject": "Kết quả thực hiện",
        }  # fmt: skip
        if f"/nhiem-vu/{uid}/nop/" not in body:
            raise AssertionError("the page does not offer to hand in")
        self._ask("hand_in", "POST", f"/nhiem-vu/{uid}/nop/", given, file=PDF + uid.encode())
        self.shared.all_handed_in.append(uid)
        self.shared.handed_in.append(uid)

    def _accept(self) -> None:
        try:
            uid = self.shared.handed_in.popleft()
        except IndexError:
            self._ask("queue", "GET", "/nhiem-vu/cho-nghiem-thu/")
            return
        self._ask("open", "GET", f"/nhiem-vu/{uid}/")
        self._ask("accept", "POST", f"/nhiem-vu/{uid}/nghiem-thu/", {"number": "1"})
        self.shared.accepted.append(uid)

    def _ask(self, way: str, method: str, path: str, given: dict[str, str] | None = None, file: bytes = b"") -> str:
        """Return the body of an answer that does what was asked.

        Raises:
            AssertionError: another answer came.
        """
        body, kind = _form({"csrfmiddlewaretoken": self.cookies["csrftoken"], **given} if given else {}, file)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        started = time.monotonic()
        self.connection.request(method, path, body, headers | ({"Content-Type": kind} if given else {}))
        response = self.connection.getresponse()
        said = response.read().decode()
        self.shared.times.append((way, time.monotonic() - started))
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        if response.status != (302 if given else 200):
            words = re.sub(r"<[^>]+>|\s+", " ", said)[-400:]
            raise AssertionError(f"{method} {path}: {response.status} {words}")
        return said


def _form(given: dict[str, str], file: bytes) -> tuple[bytes, str]:
    if not given:
        return b"", ""
    if not file:
        return urlencode(given).encode(), "application/x-www-form-urlencoded"
    parts = [
        f'--ranhgioi\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in given.items()
    ]
    head = '--ranhgioi\r\nContent-Disposition: form-data; name="file"; filename="bao-cao.pdf"\r\n\r\n'
    body = b"".join((*parts, head.encode(), file, b"\r\n--ranhgioi--\r\n"))
    return body, "multipart/form-data; boundary=ranhgioi"


def measured(clerks: int, seconds: int) -> Told:
    """Let them work; return what became of it."""
    with tempfile.TemporaryDirectory(prefix="caicach-load-") as folder, database_for(Path(folder)) as database:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CAICACH_", "DJANGO_"))}
        environment = {
            **kept, "CAICACH_STATE": folder, "CAICACH_DATABASE": database, "CAICACH_DEMO": "yes",
            "CAICACH_HASHED_STATIC": "yes",
        }  # fmt: skip
        people = _beside(environment, "seed", {"clerks": clerks})
        server = Server(environment, port=18700, workers=min(MOST_WORKERS, os.cpu_count() or 1))
        try:
            shared = Shared(until=time.monotonic() + seconds)
            with ThreadPoolExecutor(clerks) as pool:
                for number, facts in enumerate(people):
                    pool.submit(Clerk(server.port, facts, shared, number).work)
        finally:
            server.end()
        return _told(shared, _beside(environment, "lost", {"in": shared.all_handed_in, "out": shared.accepted}))


def _told(shared: Shared, lost: list[str]) -> Told:
    seconds = sorted(taken for _way, taken in shared.times)
    ways = sorted({way for way, _taken in shared.times})
    slowest = max(shared.times, key=lambda one: one[1])
    return Told(
        requests=len(seconds),
        median=round(statistics.median(seconds), 3),
        most=round(seconds[int(0.95 * (len(seconds) - 1))], 3),
        worst=round(seconds[-1], 3),
        slowest=slowest[0],
        handed_in=len(shared.all_handed_in),
        accepted=len(shared.accepted),
        errors=tuple(shared.errors[:10]),
        lost=tuple(lost),
        per_way={way: round(statistics.median(t for w, t in shared.times if w == way), 3) for way in ways},
    )


def _beside(environment: dict[str, str], act: str, given: Any) -> Any:
    """Run ``act`` of this file in a process of its own beside the database; return what it printed last."""
    command = [sys.executable, str(Path(__file__).resolve()), "--act", act]
    done = subprocess.run(
        command, env=environment, input=json.dumps(given), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


def seed(given: Any) -> Any:
    """Prepare the installation and fill it as plans do; return the clerks: those who accept come first."""
    arguments, sys.argv = sys.argv, ["caicach", "prepare", "--verbosity", "0"]
    from caicach.config.cli import main as caicach

    caicach()
    sys.argv = arguments
    import bench_acts
    from caicach.plans.services import plan_confirm
    from caicach.web import clock

    bench_acts.ids_there()  # makes the province
    ids = bench_acts.ids_there()  # by the names people know
    _, standing = bench_acts._actor(ids, "Sở Nội vụ", ("standing_officer", "tinh"))
    for rows in (69, 68, 67):
        plan = bench_acts._reviewed_plan(ids, standing, rows)
        plan_confirm(plan, actor=standing, now=clock.now(), today=clock.today())  # type: ignore[arg-type]
    accepting = max(2, given["clerks"] // 6)
    owing = ["Sở Tư pháp", "Sở Tài chính", *(f"UBND xã Số {n}" for n in range(1, given["clerks"] - accepting - 1))]
    return [_person(ids, "Sở Nội vụ", "tinh") for _ in range(accepting)] + [_person(ids, name, "") for name in owing]


def _person(ids: dict[str, int], agency: str, above: str) -> dict[str, Any]:
    import bench_acts
    from caicach.obligations.models import Obligation
    from caicach.web import clock

    role = ("standing_officer", above) if above else ("agency_officer", agency)
    user: Any = bench_acts._actor(ids, agency, role)[0]
    user.set_password(PASSWORD)
    user.save()
    owed = Obligation.objects.filter(
        agency_id=ids[agency], state="open", duty__mode="document", acceptor_id=ids["Sở Nội vụ"], is_history=False
    )
    return {
        "username": user.username,
        "agency": agency,
        "accepts": bool(above),
        "owed": [] if above else [str(uid) for uid in owed.order_by("due_on", "pk").values_list("uid", flat=True)],
        "today": f"{clock.today():%d/%m/%Y}",
    }


def lost(given: Any) -> list[str]:
    """Return what was answered and does not stand in the database with its step and its audit row."""
    import django

    django.setup()
    from caicach.audit.models import Entry
    from caicach.obligations.models import Obligation

    missing = []
    for act, uids in (("submit", given["in"]), ("accept", given["out"])):
        state = "submitted" if act == "submit" else "accepted"
        for one in Obligation.objects.filter(uid__in=uids).prefetch_related("transitions", "submissions"):
            steps = [step.to_state for step in one.transitions.all()].count(state)
            told = Entry.objects.filter(action=f"obligations.{act}", object_id=one.pk).count()
            if (steps, told, len(one.submissions.all())) != (1, 1, 1):
                missing.append(f"{act} {one.uid}: {steps} steps, {told} entries")
        if Obligation.objects.filter(uid__in=uids).count() != len(set(uids)) or len(set(uids)) != len(uids):
            missing.append(f"{act}: not every obligation is there once")
    return missing


def main(arguments: list[str]) -> int:
    """Measure, or do one act beside the database; 1 where something broke or was lost."""
    parser = ArgumentParser()
    parser.add_argument("--clerks", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--act", choices=("seed", "lost"))
    given = parser.parse_args(arguments)
    if given.act:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
        said = {"seed": seed, "lost": lost}[given.act](json.load(sys.stdin))
        print(json.dumps(said))
        return 0
    told = measured(given.clerks, given.seconds)
    print(json.dumps(asdict(told), ensure_ascii=False))
    return int(bool(told.errors or told.lost))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
