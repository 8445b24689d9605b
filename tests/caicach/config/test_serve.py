"""``caicach serve`` as a person starts it: on a free port, with a state folder of its own, and with real kills."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from served import COMMAND, IS_LINUX, PATIENCE_SECONDS, Server, wait_until

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A prepared installation with a database file of its own."""
    state = tmp_path_factory.mktemp("state")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CAICACH_", "DJANGO_"))}
    environment["CAICACH_STATE"] = str(state)
    subprocess.run([*COMMAND, "prepare"], env=environment, check=True, capture_output=True, cwd=state)
    return environment


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Server]:
    server = Server(environment)
    yield server
    server.end()


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
    wait_until(server.answers)

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
    assert server.answers()


def test_a_database_of_another_version_is_refused_with_the_command_to_run(tmp_path: Path) -> None:
    environment = {**os.environ, "CAICACH_STATE": str(tmp_path)}
    environment.pop("CAICACH_DATABASE", None)
    result = subprocess.run([*COMMAND, "serve"], env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert result.returncode == 1
    assert "caicach prepare" in result.stderr
    assert "Traceback" not in result.stderr


def _kept(state: Path) -> set[str]:
    return {path.name for path in state.iterdir()}
