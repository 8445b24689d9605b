"""How patient the jobs are."""

from datetime import timedelta

__all__ = ["MAX_ATTEMPTS", "STALE_AFTER", "SWEEP_EVERY_SECONDS", "WRITE_EVERY_SECONDS"]

# Without a sign of life for so long, a worker counts as dead and its job is taken up again. With the sweep this
# stays under two minutes.
STALE_AFTER = timedelta(seconds=90)
SWEEP_EVERY_SECONDS = 10
MAX_ATTEMPTS = 3
# Progress of the same step is written at most this often, so that a tight loop costs nothing.
WRITE_EVERY_SECONDS = 0.5
