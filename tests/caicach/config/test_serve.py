"""``caicach serve`` as a person starts it: on a free port, with a state folder of its own, and with real kills."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

COMMAND = [sys.executable, "-c", "from caicach.config.cli import main; main()"]
PATIENCE_SECONDS = 40
IS_LINUX = Path("/proc/self/stat").exists()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A prepared installation with a database file of its own."""
    state = tmp_path_factory.mktemp("state")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CAICACH_", "DJANGO_"))}
    environment["CAICACH_STATE"] = str(state)
    subprocess.run([*COMMAND, "prepare"], env=environment, check=True, capture_output=True, cwd=state)
    return environment


class Server:
    """A running ``caicach serve``."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.state = Path(environment["CAICACH_STATE"])
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "18400"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=self.state,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", said)[1])  # type: ignore[index]

    def get(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            return response
        finally:
            connection.close()

    def processes(self) -> dict[int, tuple[str, int]]:
        """Return all processes under this one: id to (what it does, parent)."""
        found: dict[int, tuple[str, int]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().decode().split("\0")
                parent, state = _parent_and_state(folder)
            except (OSError, ValueError):
                continue  # it ended while we looked
            if "caicach.config.part" in words and state != "Z" and self._is_mine(folder):
                found[int(folder.name)] = (words[words.index("caicach.config.part") + 2], parent)
        return found

    def _is_mine(self, folder: Path) -> bool:
        wanted = f"CAICACH_STATE={self.state}".encode()
        return wanted in (folder / "environ").read_bytes().split(b"\0")

    def leader(self, name: str) -> int | None:
        """Return the child that leads ``name`` ("web", "work")."""
        return next(
            (pid for pid, (what, parent) in self.processes().items() if what == name and parent == self.process.pid),
            None,
        )


def _parent_and_state(folder: Path) -> tuple[int, str]:
    after_name = (folder / "stat").read_text().rpartition(")")[2].split()
    return int(after_name[1]), after_name[0]


def wait_until(is_true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Server]:
    server = Server(environment)
    yield server
    server.process.terminate()
    server.process.communicate(timeout=PATIENCE_SECONDS)


@pytest.mark.skipif(not IS_LINUX, reason="looks at processes through /proc")
def test_it_serves_restarts_what_dies_and_leaves_nothing_behind(server: Server) -> None:
    page = f"/viec-nen/{uuid4()}/"
    response = server.get(page)
    assert (response.status, response.getheader("Location")) == (302, f"/tai-khoan/dang-nhap/?next={page}")
    assert server.get("/tai-khoan/dang-nhap/").status == 200

    for name in ("work", "web"):
        wait_until(lambda name=name: server.leader(name))
        first = server.leader(name)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        wait_until(lambda name=name, first=first: server.leader(name) not in (None, first))
    wait_until(lambda: _answers(server))

    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE_SECONDS) == 0
    assert server.processes() == {}
    assert _kept(server.state) <= {
        "caicach.sqlite3",
        "caicach.sqlite3-shm",
        "caicach.sqlite3-wal",
        "secret-key",
        "static",
    }


@pytest.mark.skipif(not IS_LINUX, reason="looks at processes through /proc")
def test_a_second_one_takes_the_next_port_and_dies_with_all_its_children(
    server: Server, environment: dict[str, str]
) -> None:
    second = Server(environment)
    assert second.port != server.port
    children = {pid for pid, (_, parent) in second.processes().items() if parent == second.process.pid}
    assert len(children) == 2
    second.process.kill()
    second.process.communicate()
    wait_until(lambda: not children & set(second.processes()))
    assert _answers(server)


def test_a_database_of_another_version_is_refused_with_the_command_to_run(tmp_path: Path) -> None:
    environment = {**os.environ, "CAICACH_STATE": str(tmp_path)}
    environment.pop("CAICACH_DATABASE", None)
    result = subprocess.run([*COMMAND, "serve"], env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert result.returncode == 1
    assert "caicach prepare" in result.stderr
    assert "Traceback" not in result.stderr


def _answers(server: Server) -> bool:
    try:
        return server.get("/tai-khoan/dang-nhap/").status == 200
    except OSError:
        return False


def _kept(state: Path) -> set[str]:
    return {path.name for path in state.iterdir()}
