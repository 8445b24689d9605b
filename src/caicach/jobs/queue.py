"""The queue behind the jobs; the one module that knows django-q2.

Its rows lie in the same database, so that a job and its place in the queue are committed together or not at all.
"""

from django_q.tasks import async_task

__all__ = ["push"]


def push(run_id: int) -> None:
    """Put the run into the queue; it becomes visible to the worker when the transaction commits."""
    async_task("caicach.jobs.runner.run", run_id, save=False)
