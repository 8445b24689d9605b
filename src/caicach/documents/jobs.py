"""The background work of this app."""

from django.utils.translation import gettext as _

from caicach.documents.services.reading import document_read, waiting_ids
from caicach.jobs.registry import Job
from caicach.web import clock

__all__ = ["documents_read"]

MOST_SECONDS = 60  # a run stops taking further documents then; the next look starts another


def documents_read(job: Job, /) -> None:
    """Read the files of documents that wait for it.

    Idempotent: what was read does not wait any more.
    """
    began = clock.now()
    waiting = waiting_ids()
    for number, pk in enumerate(waiting):
        job.progress(_("Đọc văn bản"), number, len(waiting))
        document_read(pk, now=clock.now())
        if (clock.now() - began).total_seconds() > MOST_SECONDS:
            break
    job.progress(_("Xong"), len(waiting), len(waiting))
