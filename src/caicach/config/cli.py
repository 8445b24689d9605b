"""The one command: ``caicach``.

The pure commands load no Django: a phrase is read in a fraction of a second. Everything else is Django's own
command line (``caicach migrate``, ``caicach serve`` …) with this project's settings.
"""

import os
import sys
from collections.abc import Callable

__all__ = ["main"]


def _read(arguments: list[str]) -> int:
    from caicach.config.cli_read import read

    return read(arguments)


def _deadline(arguments: list[str]) -> int:
    from caicach.config.cli_pure import deadline

    return deadline(arguments)


def _check(arguments: list[str]) -> int:
    from caicach.config.cli_check import check

    return check(arguments)


def _rules(arguments: list[str]) -> int:
    from caicach.config.cli_check import rules

    return rules(arguments)


# Commands of an installation: it has a key of its own, and its static files have hashed names.
INSTALLED = ("prepare", "serve")

PURE: dict[str, Callable[[list[str]], int]] = {
    "read": _read,
    "deadline": _deadline,
    "check": _check,
    "rules": _rules,
}
# Options of Django's own ``check``, which no check of a document has.
_OF_THE_INSTALLATION = frozenset({"--deploy", "--fail-level", "--tag", "-t", "--database", "--list-tags", "--settings"})


def _pure(arguments: list[str]) -> "Callable[[list[str]], int] | None":
    """Return the pure command asked for; ``check --deploy`` and the like look over the installation, not a document."""
    name, *rest = arguments or [""]
    if name == "check" and rest and rest[0] in _OF_THE_INSTALLATION:
        return None
    return PURE.get(name)


def _open_installation() -> None:
    """Do what must be done before the settings are read."""
    from caicach.config.state import make_secret_key, state_folder

    os.environ.setdefault("CAICACH_HASHED_STATIC", "yes")
    make_secret_key(state_folder())


def main() -> None:
    """Run the command of the arguments and leave with its code."""
    arguments = sys.argv[1:]
    if command := _pure(arguments):
        sys.exit(command(arguments[1:]))
    if arguments[:1] and arguments[0] in INSTALLED:
        _open_installation()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], *arguments])
