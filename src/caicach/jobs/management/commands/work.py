"""``caicach work``: the worker alone."""

import os
import signal
import time
from datetime import timedelta
from typing import Any, NoReturn

from django.core.management import BaseCommand
from django.db import close_old_connections
from django_q.cluster import Cluster

from caicach.jobs.constants import ROUND_EVERY_SECONDS, SWEEP_EVERY_SECONDS
from caicach.jobs.rounds import go_round
from caicach.jobs.sweep import is_stuck, sweep
from caicach.web import clock

LOOK_EVERY_SECONDS = 0.2


class Command(BaseCommand):
    """Do the queued jobs; ``caicach serve`` starts this as a child.

    This process itself does no job: it starts those that do, takes up again the jobs of workers that died, and leaves,
    to be started anew, when jobs wait and none is done (a worker killed at the wrong moment blocks the queue).
    """

    help = "Chạy riêng tiến trình làm việc nền."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGTERM."""
        cluster = Cluster()
        cluster.start()
        sweep(now=clock.now(), waiting_for=timedelta(0))
        swept = time.monotonic()
        gone_round = -float(ROUND_EVERY_SECONDS)  # at once: what fell due while nothing ran
        while cluster.sentinel.is_alive():  # type: ignore[attr-defined]
            if time.monotonic() - swept >= SWEEP_EVERY_SECONDS:
                _sweep()
                swept = time.monotonic()
            if time.monotonic() - gone_round >= ROUND_EVERY_SECONDS:
                gone_round = time.monotonic()
                go_round(now=clock.now())
            time.sleep(LOOK_EVERY_SECONDS)


def _sweep() -> None:
    now = clock.now()
    close_old_connections()
    if is_stuck(now=now):
        _leave()
    sweep(now=now)


def _leave() -> NoReturn:
    """End with everything this process started, where it leads its group; a service manager does so otherwise."""
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
