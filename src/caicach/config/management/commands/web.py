"""``caicach web``: the web server alone."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS = 4  # of one worker; each holds a connection to the database


class Command(BaseCommand):
    """Answer requests; ``caicach serve`` starts this as a child, a large installation starts as many as it wants."""

    help = "Chạy riêng máy chủ web."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1)

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        """Serve until SIGTERM."""
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
        Granian(
            "caicach.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=10,
            websockets=False,
            log_level=LogLevels.warning,
        ).serve()
