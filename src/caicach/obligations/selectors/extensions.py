"""Requests for a later date: those that wait for a decision, those that one's agency asked, and one of them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from caicach.obligations import access
from caicach.obligations.constants import ExtensionState, ObligationState
from caicach.obligations.models import Extension, Obligation
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = [
    "AskedRow",
    "asked_count",
    "asked_of",
    "extension_for",
    "extensions_chosen",
    "to_extend_count",
    "to_extend_of",
]

_GONE = (ObligationState.DORMANT, ObligationState.CANCELLED, ObligationState.TRANSFERRED)
_RELATED = ("obligation__duty__owner", "obligation__agency", "obligation__event")


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One request in a list."""

    pk: int
    obligation: ObligationRow
    state: str
    from_due_on: date
    asked_due_on: date
    granted_due_on: date | None
    reason_code: str
    words: str
    asked_at: datetime
    decide_by_on: date
    answer: str


def to_extend_of(actor: Actor, *, offset: int = 0, limit: int = 50) -> tuple[AskedRow, ...]:
    """Return the requests that wait for the actor's decision, the one to answer first on top: three queries at most."""
    return _rows(_to_extend(actor).order_by("decide_by_on", "asked_at", "pk")[offset : offset + limit])


def to_extend_count(actor: Actor) -> int:
    """Return how many requests wait for the actor's decision: one query."""
    return _to_extend(actor).count()


def asked_of(actor: Actor, *, offset: int = 0, limit: int = 50) -> tuple[AskedRow, ...]:
    """Return what the actor's own agency asked for, newest first: three queries at most."""
    return _rows(_asked(actor).order_by("-asked_at", "-pk")[offset : offset + limit])


def asked_count(actor: Actor, *, waiting: bool = False) -> int:
    """Return how many requests the actor's own agency made, or how many of them wait: one query."""
    asked = _asked(actor)
    return (asked.filter(state=ExtensionState.WAITING) if waiting else asked).count()


def extensions_chosen(actor: Actor, ids: list[int]) -> tuple[Extension, ...]:
    """Return those of ``ids`` that wait for the actor's decision, with what a decision needs: one query."""
    return tuple(_to_extend(actor).filter(pk__in=ids).select_related(*_RELATED).order_by("pk"))


def extension_for(actor: Actor, obligation: Obligation) -> Extension:
    """Return the request of ``obligation`` that waits.

    Raises:
        Beyond: none waits any more.
    """
    asked = Extension.objects.filter(obligation=obligation, state=ExtensionState.WAITING).select_related(*_RELATED)
    found = asked.filter(obligation__in=access.visible_obligations(actor)).first()
    if found is None:
        raise Beyond(_("Không có đề nghị gia hạn nào đang chờ. Tải lại trang để xem."))
    return found


def _to_extend(actor: Actor) -> "QuerySet[Extension]":
    # Asked of each request that waits: few do, and a join would begin at every duty of the assigner.
    theirs = Obligation.objects.filter(access.assigned_by(actor), pk=OuterRef("obligation_id")).exclude(state__in=_GONE)
    return Extension.objects.filter(Exists(theirs), state=ExtensionState.WAITING)


def _asked(actor: Actor) -> "QuerySet[Extension]":
    return Extension.objects.filter(obligation__in=Obligation.objects.filter(access.owed_by(actor)).values("pk"))


def _rows(asked: "QuerySet[Extension]") -> tuple[AskedRow, ...]:
    page = list(asked)
    found = rows_of(Obligation.objects.filter(pk__in=[one.obligation_id for one in page]))
    rows = {row.pk: row for row in found}
    return tuple(
        AskedRow(
            one.pk,
            rows[one.obligation_id],
            one.state,
            one.from_due_on,
            one.asked_due_on,
            one.granted_due_on,
            one.reason_code,
            one.words,
            one.asked_at,
            one.decide_by_on,
            one.answer,
        )
        for one in page
    )
