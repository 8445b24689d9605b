"""Files that nothing points to go after a time: of forms that never came back, of processes that were killed.

Owns: which files nothing points to. Does not: know who uses files: that is asked of the foreign keys of all models, so
that a model of later is covered too.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from caicach.files.constants import SWEEP_EVERY, SWEEP_KIND, UNUSED_FOR
from caicach.files.models import StoredFile
from caicach.files.services import file_forget
from caicach.jobs import selectors as jobs
from caicach.jobs.services import enqueue
from caicach.web.actor import SYSTEM
from caicach.web.relations import pointers_to

__all__ = ["aside_sweep", "file_sweep", "look_round", "unused_files"]


def look_round(now: datetime) -> None:
    """Start the sweep once a day (an entry of ``jobs.registry.rounds``): one query."""
    if not jobs.was_begun(SWEEP_KIND, since=now - SWEEP_EVERY):
        enqueue(SWEEP_KIND, actor=SYSTEM, label=_("Dọn tệp không còn dùng"), arguments={}, now=now)


def unused_files(now: datetime) -> QuerySet[StoredFile]:
    """Return the files that no row of any model has pointed to, and nobody has brought, for a time."""
    unused = StoredFile.objects.filter(stored_at__lt=now - UNUSED_FOR)
    for model, field in pointers_to(StoredFile):
        unused = unused.exclude(Exists(model._base_manager.filter(**{field: OuterRef("pk")})))
    return unused


def file_sweep(pk: int, now: datetime) -> bool:
    """Remove one file if it is still unused; return whether it went. One that is taken up at this moment stays."""
    try:
        with transaction.atomic():
            stored = unused_files(now).select_for_update().filter(pk=pk).first()
            return stored is not None and file_forget(stored)
    except IntegrityError:  # it was taken up before our transaction ended
        return False


def aside_sweep(now: datetime) -> int:
    """Remove what processes left aside that were killed while they wrote; return how many files went."""
    before = (now - UNUSED_FOR).timestamp()
    left = [file for file in _aside() if _changed_at(file) < before]
    for file in left:
        file.unlink(missing_ok=True)
    return len(left)


def _aside() -> Iterator[Path]:
    folder = Path(settings.FILES_ROOT) / "aside"
    return folder.iterdir() if folder.is_dir() else iter(())


def _changed_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # its process has just put it in its place
        return float("inf")
