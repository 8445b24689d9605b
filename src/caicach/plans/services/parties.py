"""The bodies of a deliverable, as rows."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from caicach.plans.mapping.meaning import Meaning
from caicach.plans.mapping.rows import PartyRow
from caicach.plans.models import Deliverable, Party
from reform.tracking import is_request

__all__ = ["Meant", "parties_of"]

Meant = Callable[[str, str], Meaning]  # (phrase, kind) -> whom it means


def parties_of(deliverable: Deliverable, task_text: str, rows: Iterable[PartyRow], mean: Meant) -> Iterator[Party]:
    """Yield the unsaved party rows of ``deliverable``, numbered within each role."""
    for role, phrases in groupby(sorted(rows, key=lambda row: row.role), key=lambda row: row.role):
        for position, row in enumerate(phrases, start=1):
            meaning = mean(row.text, row.kind)
            yield Party(
                deliverable=deliverable,
                role=role,
                position=position,
                text=row.text[:1000],
                kind=row.kind,
                note=row.note[:500],
                meaning=meaning.state,
                agency_id=meaning.agency_id,
                expression=meaning.expression,
                is_request=meaning.is_outside or is_request(row.text, task_text),
            )
