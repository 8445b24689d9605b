"""Reading the audit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q

from caicach.audit.models import Entry
from caicach.audit.registry import actions

__all__ = ["AuditLine", "entries_of", "entry_naming"]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act as recorded; ids only: names are looked up by whoever shows the line."""

    at: datetime
    action: str  # key of the registry
    words: object  # lazily translated
    actor_id: int | None  # None: the program itself
    agency_id: int | None
    old: Mapping[str, Any]
    new: Mapping[str, Any]


def entries_of(*targets: models.Model, limit: int = 50) -> tuple[AuditLine, ...]:
    """Return what was done to any of ``targets``, newest first: one query.

    Whether the reader may see them is for the caller to ask.
    """
    theirs = (Q(object_kind=target._meta.label, object_id=target.pk) for target in targets)
    entries = Entry.objects.filter(reduce(or_, theirs)).order_by("-at", "-pk")[:limit]
    return tuple(_line(entry) for entry in entries)


def entry_naming(model: type[models.Model], action: str, words: str) -> AuditLine | None:
    """Return the newest ``action`` on a row of ``model`` whose record holds ``words``: for a row that is gone.

    Looks through the acts on that kind of row alone; None where there is none.
    """
    entries = Entry.objects.filter(object_kind=model._meta.label, action=action, data__contains=words)
    entry = entries.order_by("-at", "-pk").first()
    return _line(entry) if entry else None


def _line(entry: Entry) -> AuditLine:
    data = json.loads(entry.data)
    return AuditLine(
        at=entry.at,
        action=entry.action,
        words=actions.find(entry.action),
        actor_id=entry.actor_id,
        agency_id=entry.agency_id,
        old=data.get("old", {}),
        new=data.get("new", {}),
    )
