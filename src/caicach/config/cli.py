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


PURE: dict[str, Callable[[list[str]], int]] = {"read": _read, "deadline": _deadline}


def main() -> None:
    """Run the command of the arguments and leave with its code."""
    arguments = sys.argv[1:]
    if arguments and (command := PURE.get(arguments[0])):
        sys.exit(command(arguments[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], *arguments])
