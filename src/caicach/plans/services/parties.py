"""The bodies of a deliverable, as rows."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from caicach.plans.constants import MeaningState
from caicach.plans.mapping.meaning import Meaning
from caicach.plans.mapping.rows import PartyRow
from caicach.plans.models import Deliverable, Party, Plan
from reform.tracking import is_request
from vanban.text.forms import compare_key

__all__ = ["Meant", "meanings_inherit", "parties_of"]

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


def meanings_inherit(amendment: Plan) -> int:
    """Give the open phrases of ``amendment`` what they mean in the plan that it amends; return how many."""
    known = {
        compare_key(party.text): party
        for party in Party.objects.filter(deliverable__plan=amendment.amends).exclude(meaning=MeaningState.OPEN)
    }
    settled = []
    for party in Party.objects.filter(deliverable__plan=amendment, meaning=MeaningState.OPEN):
        if before := known.get(compare_key(party.text)):
            party.meaning, party.agency_id, party.expression = before.meaning, before.agency_id, before.expression
            settled.append(party)
    Party.objects.bulk_update(settled, ["meaning", "agency", "expression"])
    return len(settled)
