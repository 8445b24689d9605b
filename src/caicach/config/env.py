"""Typed readers of the environment: a value that does not fit stops the start with a sentence.

Every reader also accepts ``NAME_FILE``, a path whose content is the value: secrets need not stand in the environment.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["BadSetting", "choice", "database", "flag", "number", "text", "words"]


class BadSetting(ValueError):
    """A setting of the environment cannot be used; the message says which and why."""


def text(name: str, default: str = "") -> str:
    """Return the setting ``name``, or what stands in the file that ``NAME_FILE`` names, or ``default``.

    Raises:
        BadSetting: the file cannot be read.
    """
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(f"{name}_FILE: không đọc được {path} ({error.strerror}).") from error


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes or no setting; only ``yes`` and ``no`` are words it knows.

    Raises:
        BadSetting: any other word.
    """
    raw = text(name, "yes" if default else "no").lower()
    if raw not in ("yes", "no"):
        raise BadSetting(f"{name}: phải là yes hoặc no, không phải “{raw}”.")
    return raw == "yes"


def choice(name: str, known: tuple[str, ...]) -> str:
    """Return one of the ``known`` words; the first one where nothing is given.

    Raises:
        BadSetting: any other word.
    """
    raw = text(name, known[0]).lower()
    if raw not in known:
        raise BadSetting(f"{name}: phải là một trong {', '.join(known)}, không phải “{raw}”.")
    return raw


def number(name: str, default: int) -> int:
    """Return a whole number.

    Raises:
        BadSetting: anything else.
    """
    raw = text(name, str(default))
    if not raw.removeprefix("-").isdecimal():
        raise BadSetting(f"{name}: phải là số nguyên, không phải “{raw}”.")
    return int(raw)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return a list of words parted by commas."""
    raw = text(name, ",".join(default))
    return [word.strip() for word in raw.split(",") if word.strip()]


def database(name: str, default: str) -> dict[str, object]:
    """Return Django's database dictionary for an address ``sqlite:///path`` or ``postgresql://user:word@host:port/name``.

    Raises:
        BadSetting: another kind of database, or an address without a name.
    """
    parts = urlsplit(text(name, default))
    if parts.scheme == "sqlite":
        # Three strokes name a path from here, four one from the root: `urlsplit` leaves one stroke too many.
        return _sqlite(parts.path[1:])
    if parts.scheme in ("postgres", "postgresql"):
        if not parts.path.strip("/"):
            raise BadSetting(f"{name}: thiếu tên cơ sở dữ liệu.")
        return _postgresql(
            name=parts.path.strip("/"),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=unquote(parts.hostname or ""),
            port=str(parts.port or ""),
        )
    raise BadSetting(f"{name}: chỉ nhận sqlite:/// hoặc postgresql://, không phải “{parts.scheme}”.")


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "caicach.config.sqlite",
        "NAME": path or ":memory:",
        "OPTIONS": {
            # A writer waits its turn instead of failing in the middle of a transaction.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-64000;",
        },
        "TEST": {"NAME": ":memory:"},
    }


def _postgresql(*, name: str, user: str, password: str, host: str, port: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
