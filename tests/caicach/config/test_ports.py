import socket
from collections.abc import Iterator

import pytest

from caicach.config.ports import free_port, is_answering

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody listens at."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_the_next_free_port_is_taken(taken: int) -> None:
    assert free_port("127.0.0.1", taken) > taken


def test_a_free_port_is_taken_as_it_is() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert free_port("127.0.0.1", port) == port


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(OSError, match="assign"):
        free_port("192.0.2.1", 8000)


def test_whether_somebody_answers(taken: int) -> None:
    assert is_answering("127.0.0.1", taken)
    assert not is_answering("127.0.0.1", free_port("127.0.0.1", taken))
