"""A real installation with a database of its own, and browsers that speak to it over sockets."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

__all__ = ["Answer", "Browser", "Installation", "Sent", "database_for", "installed"]

FOLDER = Path(__file__).parent
TOKEN = "a" * 32  # the same in cookie and form, as Django's own check asks
SLOW_SECONDS = 30
Sent = Mapping[str, "str | tuple[str, bytes]"]  # field -> words, or (name of the file, its bytes)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: str


@dataclass(frozen=True, slots=True)
class Installation:
    """Where everything lies, and what was put in."""

    environment: dict[str, str]
    seeded: dict[str, Any]

    def ask(self, script: str, *arguments: str) -> Any:
        """Run ``script`` (of this folder) beside the database; return the JSON of its last line."""
        return _run(self.environment, script, *arguments)


@contextmanager
def database_for(state: Path) -> Iterator[str]:
    """Give the address of an empty database: a file, or a fresh one in the cluster that ``CAICACH_DATABASE`` names."""
    given = os.environ.get("CAICACH_DATABASE", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{state / 'caicach.sqlite3'}"
        return
    import psycopg

    name = f"robust_{os.getpid()}_{abs(hash(str(state))) % 10**8}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        parts = urlsplit(given)
        yield urlunsplit(parts._replace(path=f"/{name}"))
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def installed(state: Path) -> Iterator[Installation]:
    """Give a prepared and filled installation in the folder ``state``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CAICACH_", "DJANGO_"))}
    with database_for(state) as database:
        environment = {**kept, "CAICACH_STATE": str(state), "CAICACH_DATABASE": database, "CAICACH_DEMO": "yes"}
        yield Installation(environment, _run(environment, "seed.py"))


def _run(environment: Mapping[str, str], script: str, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, str(FOLDER / script), *arguments],
        env={**environment, "CAICACH_HASHED_STATIC": "yes"},
        capture_output=True,
        text=True,
        check=False,
        cwd=environment["CAICACH_STATE"],
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


class Browser:
    """One person's browser; each request opens its own connection, so that threads may share it."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self._cookies = f"sessionid={session}; csrftoken={TOKEN}"

    def get(self, path: str) -> Answer:
        """Return a page.

        Raises:
            OSError, HTTPException: the server is gone in the middle.
        """
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: Sent) -> Answer:
        """Send a form, as multipart where a file is in it.

        Raises:
            OSError, HTTPException: the server is gone in the middle; what became of the act is not known.
        """
        form = {"csrfmiddlewaretoken": TOKEN, **fields}
        if all(isinstance(value, str) for value in form.values()):
            body, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = _multipart(form), "multipart/form-data; boundary=ranhgioi"
        return self._ask("POST", path, body, {"Content-Type": kind})

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SLOW_SECONDS)
        try:
            connection.request(method, path, body, {"Cookie": self._cookies, "Connection": "close", **headers})
            response = connection.getresponse()
            return Answer(response.status, response.getheader("Location") or "", response.read().decode())
        finally:
            connection.close()


def _multipart(form: Mapping[str, "str | tuple[str, bytes]"]) -> bytes:
    parts = []
    for field, value in form.items():
        name, content = (f'; filename="{value[0]}"', value[1]) if isinstance(value, tuple) else ("", value.encode())
        head = f'--ranhgioi\r\nContent-Disposition: form-data; name="{field}"{name}\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + b"--ranhgioi--\r\n"
