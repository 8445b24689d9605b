"""Duties found by words, for the search box."""

from dataclasses import dataclass
from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Count, Min, Q

from caicach.obligations import access
from caicach.obligations.models import Duty, Obligation
from caicach.web.actor import Actor
from vanban.text.forms import compare_key

__all__ = ["FoundDuty", "duties_found", "in_duty"]


@dataclass(frozen=True, slots=True)
class FoundDuty:
    """A duty with how many obligations of it the actor sees."""

    uid: UUID
    title: str
    number: str
    source_label: str
    count: int
    only: UUID | None  # the obligation, where there is one
    agency_name: str  # who owes it, where one does


def in_duty(words: str) -> Q:
    """The condition on duties that every word stands in their number, title or task, with or without tone marks.

    A word may hold dots or strokes: "2.08" and "41/KH" are looked for as they stand.
    """
    keys = [key for word in words.split() if (key := compare_key(word))]
    return reduce(and_, (Q(search_key__contains=key) for key in keys), Q())


def duties_found(actor: Actor, words: str, *, limit: int) -> tuple[int, tuple[FoundDuty, ...]]:
    """Return how many duties within reach hold the words, and the newest ``limit`` of them: three queries at most."""
    seen = access.visible_obligations(actor).filter(duty_id__in=Duty.objects.filter(in_duty(words)).values("pk"))
    by = ("duty__uid", "duty__title", "duty__number", "duty__source_label")
    grouped = seen.values("duty_id", *by).annotate(count=Count("pk"), first=Min("pk")).order_by("-duty_id")
    rows = list(grouped.values_list(*by, "count", "first")[:limit])
    total = len(rows) if len(rows) < limit else seen.aggregate(total=Count("duty_id", distinct=True))["total"]
    single = [first for *_known, count, first in rows if count == 1]
    owed = Obligation.objects.filter(pk__in=single).values_list("pk", "uid", "agency__current_name")
    only = {pk: (uid, name) for pk, uid, name in owed}
    found = (
        FoundDuty(uid, title, number, label, count, *only.get(first, (None, "")))
        for uid, title, number, label, count, first in rows
    )
    return total, tuple(found)
