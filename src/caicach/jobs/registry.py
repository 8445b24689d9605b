"""What the worker can do: the handler of each kind of job, and where its result is shown.

A handler is called as ``handler(job, **arguments)`` and must be **idempotent**: a worker may be killed after any
statement, and the job is then run again from its beginning, up to three times. So a handler writes in one transaction
at its end, or looks first at what an earlier attempt left. ``job.progress`` is called outside transactions, where
others can see it, after each step (aim: 30 seconds): a run that shows no sign of life for 90 is taken for dead. One run
takes at most 15 minutes; longer work is several jobs.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from caicach.web.registry import Registry

__all__ = ["Handler", "Job", "JobCancelled", "JobProblem", "addresses", "handlers", "rounds", "undone"]


class JobProblem(Exception):
    """The job cannot be done, for a reason that was expected; ``str()`` is the translated sentence people read."""


class JobCancelled(Exception):
    """The person who started the job asked it to stop, or the run now belongs to another worker."""


class Job(Protocol):
    """What a handler sees of its own run."""

    uid: UUID
    started_by_id: int | None  # user who started it; None: the program itself

    def progress(self, step: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done (a translated phrase) and how far it is; ``total`` 0 is not known.

        It is also the sign of life of the worker: call it at least every 30 seconds.

        Raises:
            JobCancelled: the handler must stop; let it pass.
        """


class Handler(Protocol):
    """The function of one kind of job."""

    def __call__(self, job: Job, /, **arguments: Any) -> None:
        """Do the job; raise ``JobProblem`` (or a ``web`` refusal) where it cannot be done."""


# Filled by each app in `AppConfig.ready`: "plans.read" -> its handler.
handlers: Registry[Handler] = Registry("jobs.handlers")
# "plans.read" -> the address where the result of a finished run is shown, from the run's arguments. Optional.
addresses: Registry[Callable[..., str]] = Registry("jobs.addresses")
# "plans.read" -> what clears away when a run ends failed or cancelled, from the run's arguments; called in the
# transaction that ends it, also where no handler was reached (killed too often, cancelled while it waited). Optional.
undone: Registry[Callable[..., None]] = Registry("jobs.undone")
# "mail.send" -> what looks, once a minute, whether something of an app has fallen due, and starts its job; called with
# the moment by every worker there is. It asks little, does no work itself, and starts nothing twice: several workers
# look in the same minute, and after a stop of hours the first look comes late.
rounds: Registry[Callable[[datetime], object]] = Registry("jobs.rounds")
