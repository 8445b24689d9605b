"""Writing to the audit."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from caicach.audit.models import Entry
from caicach.audit.registry import actions
from caicach.web import clock
from caicach.web.actor import Actor

__all__ = ["canonical", "record", "record_many"]


def canonical(data: Mapping[str, Any]) -> str:
    """Return JSON with one spelling: sorted keys, no blanks, letters as they are."""
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record(
    action: str,
    target: models.Model,
    *,
    actor: Actor,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> None:
    """Add one row: ``actor`` did ``action`` to ``target``; call it inside the transaction of the write.

    Raises:
        KeyError: the action is not registered.
    """
    record_many(action, [(target, old or {}, new or {})], actor=actor, at=at)


def record_many(
    action: str,
    changes: Sequence[tuple[models.Model, Mapping[str, Any], Mapping[str, Any]]],
    *,
    actor: Actor,
    at: datetime | None = None,
) -> None:
    """Add one row for each (target, old values, new values), in one statement.

    Raises:
        KeyError: the action is not registered.
    """
    actions.find(action)
    moment = at or clock.now()
    Entry.objects.bulk_create(
        Entry(
            action=action,
            object_kind=target._meta.label,
            object_id=target.pk,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
            at=moment,
            data=canonical({"old": old, "new": new}),
        )
        for target, old, new in changes
    )
