"""What falls due by the clock: every minute each app looks whether it has something to start."""

import logging
from datetime import datetime

from django.db import close_old_connections

from caicach.jobs.registry import rounds

__all__ = ["go_round"]

logger = logging.getLogger(__name__)


def go_round(*, now: datetime) -> None:
    """Let every entry of ``rounds`` look once; one that fails keeps none of the others from looking."""
    close_old_connections()
    for key in rounds.keys():  # noqa: SIM118 -- a registry is no mapping
        try:
            rounds.find(key)(now)
        except Exception:  # the worker lives on, and the next minute looks again
            logger.exception("round %s failed", key)
