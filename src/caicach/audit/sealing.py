"""Sealing what was recorded: each entry gets a number and the hash of itself and of the one before it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from caicach.audit.chain import BEGINNING, seal_of
from caicach.audit.models import Entry, Seal

__all__ = ["BATCH", "entries_seal"]

BATCH = 500


def entries_seal(*, now: datetime, limit: int = BATCH) -> int:
    """Seal up to ``limit`` entries that have no seal yet, oldest first, as one batch; return how many.

    Four statements, whatever the number. Of two that seal at once one does the work and the other returns 0: the
    numbers are unique.
    """
    try:
        return _seal(now=now, limit=limit)
    except IntegrityError:
        return 0


@transaction.atomic
def _seal(*, now: datetime, limit: int) -> int:
    # The last seal before the entries: were it read after them, entries that somebody sealed in between would get a
    # second number. Read first, it is out of date then, and the new seal's number is taken.
    last = Seal.objects.order_by("-last_seq").first()
    waiting = list(Entry.objects.filter(seq__isnull=True).order_by("pk")[:limit])
    if not waiting:
        return 0
    first_seq, previous = (last.last_seq + 1, last.hash) if last else (1, BEGINNING)
    for seq, entry in enumerate(waiting, start=first_seq):
        entry.seq, entry.previous = seq, previous
        entry.hash = previous = seal_of(entry, seq=seq, previous=previous)
    last_seq = first_seq + len(waiting) - 1
    # The batch first: a second sealer stops here, before it touches an entry.
    Seal.objects.create(first_seq=first_seq, last_seq=last_seq, hash=previous, sealed_at=now)
    Entry.objects.bulk_update(waiting, ["seq", "previous", "hash"])
    return len(waiting)
