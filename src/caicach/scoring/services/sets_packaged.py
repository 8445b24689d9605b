"""Bringing in the criteria sets that come with the program."""

from datetime import datetime

from django.db import transaction

from caicach.scoring.constants import SetState
from caicach.scoring.models import SetVersion
from reform.index import fingerprint, packaged_sets, read_set

__all__ = ["packaged_sets_bring_in"]


@transaction.atomic
def packaged_sets_bring_in(*, now: datetime) -> int:
    """Keep the packaged versions that are not here yet, published; return how many came.

    Run again it changes nothing: a version that was brought in is frozen, whatever a later release says of it.
    """
    known = set(SetVersion.objects.filter(owner=None).values_list("set_key", "version"))
    rows = [_row(text, now) for text in packaged_sets()]
    return len(SetVersion.objects.bulk_create(row for row in rows if (row.set_key, row.version) not in known))


def _row(text: str, now: datetime) -> SetVersion:
    one = read_set(text)
    return SetVersion(
        set_key=one.key,
        version=one.version,
        title=one.title[:300],
        purpose=one.purpose.value,
        year=one.year,
        kinds=",".join(one.kinds),
        state=SetState.PUBLISHED,
        definition=text,
        fingerprint=fingerprint(text),
        legal_basis=one.legal_basis[:500],
        created_at=now,
        published_at=now,
    )
