"""The background work of this app."""

from datetime import date

from caicach.jobs.registry import Job
from caicach.notices.services.digests import digests_make
from caicach.web import clock

__all__ = ["notices_digest"]


def notices_digest(job: Job, /, *, day: str, hour: int) -> None:
    """Write the digests of one day and hour.

    Idempotent: what is written already is left alone. A day that has passed is not made up for.
    """
    asked = date.fromisoformat(day)
    if asked == clock.today():
        digests_make(asked, hour, now=clock.now(), progress=job.progress)
