"""The background work of this app."""

from caicach.jobs.registry import Job
from caicach.mail import services
from caicach.web import clock

__all__ = ["mail_send"]


def mail_send(job: Job, /) -> None:
    """Send what waits in the outbox.

    Idempotent: every letter is claimed before it is tried, so that a second run finds only what is left.
    """
    services.outbox_send(clock=clock.now, progress=job.progress)
