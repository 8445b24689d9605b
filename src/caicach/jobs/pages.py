"""What the page of a job shows."""

import json
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.jobs.constants import TOO_OFTEN, UNEXPECTED
from caicach.jobs.models import JobRun, JobState
from caicach.jobs.registry import addresses
from caicach.ui.sentences import in_language

__all__ = ["RunPage"]

# The words of the component `job_progress`.
_LOOK = {
    JobState.QUEUED: "waiting",
    JobState.RUNNING: "running",
    JobState.DONE: "done",
    JobState.FAILED: "failed",
    JobState.CANCELLED: "failed",
}


@dataclass(frozen=True, slots=True)
class RunPage:
    """One run as its starter sees it."""

    label: str
    title: str  # "Đang chạy"
    look: str  # waiting, running, done, failed
    step: str
    done: int
    total: int
    problem: str  # what went wrong and what to do
    url: str  # of this page
    cancel_url: str  # empty: it cannot be cancelled (any more)
    result_url: str  # empty: no result, or none yet
    hint: str

    @classmethod
    def of(cls, job_run: JobRun) -> "RunPage":
        """Return the page of ``job_run``."""
        state = JobState(job_run.state)
        is_open = state in (JobState.QUEUED, JobState.RUNNING)
        can_cancel = is_open and not job_run.is_cancel_asked
        return cls(
            label=job_run.label,
            title=str(state.label).capitalize(),
            look=_LOOK[state],
            step=job_run.step if is_open else "",
            done=job_run.done_units,
            total=job_run.total_units,
            problem=in_language(job_run.problem, also=(TOO_OFTEN, UNEXPECTED)),
            url=reverse("jobs:detail", args=[job_run.uid]),
            cancel_url=reverse("jobs:cancel", args=[job_run.uid]) if can_cancel else "",
            result_url=_result_url(job_run) if state == JobState.DONE else "",
            hint=_hint(job_run) if is_open else "",
        )

    @property
    def is_open(self) -> bool:
        """Whether the page still asks for news."""
        return self.look in ("waiting", "running")

    @property
    def is_cancelled(self) -> bool:
        """Whether the run ended because its starter asked so, and not because something went wrong."""
        return self.look == "failed" and not self.problem


def _result_url(job_run: JobRun) -> str:
    if job_run.kind not in addresses.keys():  # noqa: SIM118 -- a registry is no mapping
        return ""
    return addresses.find(job_run.kind)(**json.loads(job_run.arguments))


def _hint(job_run: JobRun) -> str:
    if job_run.is_cancel_asked:
        return _("Đang dừng lại…")
    return _("Có thể rời trang này: việc vẫn chạy tiếp.")
