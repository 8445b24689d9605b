"""Several people at the same moment, each with a connection of their own (marker ``postgresql``)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from caicach.web.errors import Refusal

__all__ = ["at_once"]


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Do all of ``acts`` at the same moment; return what became of each, sorted: "" or the name of its refusal."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        barrier.wait()
        try:
            act()
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))
