"""The background work of this app."""

from django.utils.translation import gettext as _

from caicach.files.sweeping import aside_sweep, file_sweep, unused_files
from caicach.jobs.registry import Job
from caicach.web import clock

__all__ = ["files_sweep"]

_AT_ONCE = 2_000  # files of one run; what is left goes on another day
_STEP = 50  # files between two signs of life


def files_sweep(job: Job, /) -> None:
    """Remove what nothing points to. Idempotent: what is gone is not found again."""
    now = clock.now()
    aside_sweep(now)
    waiting = list(unused_files(now).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    for done, pk in enumerate(waiting):
        if done % _STEP == 0:
            job.progress(_("Dọn tệp không còn dùng"), done, len(waiting))
        file_sweep(pk, now)
    job.progress(_("Xong"), len(waiting), len(waiting))
