"""A row of a plan in words: for comparing it with another wording, and for keeping what it said before."""

import json
from typing import Any

from caicach.plans.constants import PartyRole
from caicach.plans.models import Deliverable, Party
from vanban.plans.lines import PlanLine

__all__ = ["former_of", "line_from", "line_of"]


def line_of(row: Deliverable) -> PlanLine:
    """Return the words of ``row``, whose task and parties are at hand; its key is the row's own."""
    return _line(row.pk, _said(row))


def former_of(row: Deliverable) -> str:
    """Return the words of ``row`` as ``RowVersion.former`` keeps them."""
    return json.dumps(_said(row), ensure_ascii=False)


def line_from(stored: str, key: int) -> PlanLine | None:
    """Return the words that ``former_of`` kept; None where the row did not stand before."""
    said = json.loads(stored or "{}")
    return _line(key, said) if said else None


def _said(row: Deliverable) -> dict[str, Any]:
    parties = sorted(row.parties.all(), key=lambda party: party.position)
    bodies = {str(role): [_words(party) for party in parties if party.role == role] for role in PartyRole}
    return {
        "area": row.task.area_code,
        "number": f"{row.task.annex_number}.{row.task.number}".strip("."),
        "task": row.task.text,
        "product": row.text,
        "deadline": row.deadline_text,
        **bodies,
    }


def _words(party: Party) -> str:
    return f"{party.text}: {party.note}" if party.note else party.text


def _line(key: int, said: dict[str, Any]) -> PlanLine:
    return PlanLine(
        key=key,
        area=said["area"],
        number=said["number"],
        task=said["task"],
        product=said["product"],
        lead=tuple(said["lead"]),
        coordinating=tuple(said["coordinating"]),
        monitoring=tuple(said["monitoring"]),
        deadline=said["deadline"],
    )
