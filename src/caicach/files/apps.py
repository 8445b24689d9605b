"""The app's place in Django."""

from typing import Any

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registered as ``files``."""

    name = "caicach.files"
    label = "files"

    def ready(self) -> None:
        """Look every minute whether the daily sweep is due."""
        from caicach.files.constants import SWEEP_KIND
        from caicach.jobs.registry import handlers, rounds

        handlers.add(SWEEP_KIND, _sweep)
        rounds.add("files", _look)


def _sweep(job: Any, /, **arguments: Any) -> None:
    """Remove files that nothing points to."""
    from caicach.files.jobs import files_sweep

    files_sweep(job, **arguments)


def _look(now: Any) -> None:
    """Look whether the sweep is due."""
    from caicach.files.sweeping import look_round

    look_round(now)
