"""The background work of this app."""

from functools import partial

from django.utils.translation import gettext as _

from caicach.documents.services.reading import document_read, waiting_ids
from caicach.jobs.registry import Job
from caicach.web import clock

__all__ = ["documents_read"]

MOST_SECONDS = 60  # a run stops taking further documents then; the next look starts another


def documents_read(job: Job, /) -> None:
    """Read the files of documents that wait for it, saying a sign of life before every page of each.

    Idempotent: what was read does not wait any more. Stopped in the middle of a document, that one is marked as
    interrupted, and those after it go on waiting.
    """
    began = clock.now()
    waiting = waiting_ids()
    for number, pk in enumerate(waiting, start=1):
        words = _("Đọc văn bản thứ %(number)d trong %(count)d") % {"number": number, "count": len(waiting)}
        job.progress(words, number - 1, len(waiting))
        document_read(pk, now=clock.now(), step=partial(job.progress, words))
        if (clock.now() - began).total_seconds() > MOST_SECONDS:
            break
    job.progress(_("Xong"), len(waiting), len(waiting))
