"""The background work of this app."""

from django.urls import reverse

from caicach.doctor.models import Examination
from caicach.doctor.services.examining import examination_fill
from caicach.doctor.services.keeping import remove_unread
from caicach.jobs.registry import Job
from caicach.people.selectors import actor_of
from caicach.web import clock

__all__ = ["doctor_address", "doctor_read", "doctor_unread"]


def doctor_read(job: Job, /, *, examination_id: int) -> None:
    """Read and examine a document that takes long.

    Idempotent: one that was examined, or is gone, is left alone.

    Raises:
        BadInput: it cannot be read; nothing of it is kept (``doctor_unread``).
    """
    waiting = Examination.objects.select_related("file", "other", "owner").filter(pk=examination_id, checked_at=None)
    examination = waiting.first()
    if examination is not None:
        now = clock.now()
        actor = actor_of(examination.owner, on=clock.local_date(now))
        examination_fill(examination, actor=actor, now=now, progress=job.progress)


def doctor_address(*, examination_id: int) -> str:
    """Return where the result of an examination is shown."""
    uid = Examination.objects.filter(pk=examination_id).values_list("uid", flat=True).first()
    return reverse("doctor:detail", args=[uid]) if uid else reverse("doctor:start")


def doctor_unread(*, examination_id: int) -> None:
    """Remove an examination that ended without a result, with its file."""
    remove_unread(examination_id)
