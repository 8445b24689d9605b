"""``caicach serve`` as a person starts it, with its processes in view so that they can be killed."""

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

__all__ = ["COMMAND", "IS_LINUX", "PATIENCE_SECONDS", "Server", "is_alive", "wait_until"]

COMMAND = [sys.executable, "-c", "from caicach.config.cli import main; main()"]
PATIENCE_SECONDS = 40
IS_LINUX = Path("/proc/self/stat").exists()  # processes are looked at through /proc


class Server:
    """A running ``caicach serve``."""

    def __init__(self, environment: Mapping[str, str], *, port: int = 18400, workers: int = 1) -> None:
        self.state = Path(environment["CAICACH_STATE"])
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port), "--workers", str(workers)],
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=self.state,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", said)[1])  # type: ignore[index]

    def get(self, path: str) -> http.client.HTTPResponse:
        """Return the answer to a request of somebody not signed in."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            return response
        finally:
            connection.close()

    def answers(self) -> bool:
        """Whether the sign-in page is shown."""
        try:
            return self.get("/tai-khoan/dang-nhap/").status == 200
        except OSError:
            return False

    def processes(self) -> dict[int, tuple[str, int]]:
        """Return all processes under this one: id to (what it does, parent)."""
        found: dict[int, tuple[str, int]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().decode().split("\0")
                parent, state = _parent_and_state(folder)
                if "caicach.config.part" in words and state != "Z" and self._is_mine(folder):
                    found[int(folder.name)] = (words[words.index("caicach.config.part") + 2], parent)
            except (OSError, ValueError):
                continue  # it ended while we looked
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

    def followers(self, name: str) -> list[int]:
        """Return the processes below the leader of ``name``, whatever they call themselves, the oldest first."""
        parents: dict[int, int] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parents[int(folder.name)], _state = _parent_and_state(folder)
            except (OSError, ValueError):
                continue
        below = {self.leader(name)} - {None}
        while found := {pid for pid, parent in parents.items() if parent in below} - below:
            below |= found
        return sorted(pid for pid in below if pid is not None and pid != self.leader(name))

    def end(self) -> None:
        """End it as Ctrl-C does."""
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE_SECONDS)


def _parent_and_state(folder: Path) -> tuple[int, str]:
    after_name = (folder / "stat").read_text().rpartition(")")[2].split()
    return int(after_name[1]), after_name[0]


def is_alive(pid: int) -> bool:
    """Whether a process is there and is no mere entry that nobody has asked for yet."""
    try:
        return _parent_and_state(Path(f"/proc/{pid}"))[1] != "Z"
    except OSError:
        return False


def wait_until(is_true: Callable[[], object]) -> None:
    """Wait for something that comes within ``PATIENCE_SECONDS``."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
