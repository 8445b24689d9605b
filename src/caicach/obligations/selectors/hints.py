"""Registered documents that may be what dormant duties wait for: questions to whoever steers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from caicach.obligations import access
from caicach.obligations.constants import EventHintState, ObligationState
from caicach.obligations.mapping import awaited_of
from caicach.obligations.models import Duty, EventHint, Obligation
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.due import ArrivedPaper, Awaited, may_have_come

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from caicach.documents.models import Document

__all__ = ["Hint", "awaiting", "hint_for", "hinted_document", "hints_count", "hints_of"]


@dataclass(frozen=True, slots=True)
class Hint:
    """One question: may this document be what the duty waits for?"""

    pk: int
    title: str  # of the duty
    source_label: str
    obligation_uid: "UUID"  # one that sleeps: its page records the event
    document_uid: "UUID"
    document: str  # "Thông tư 5/2026/TT-BNV"
    subject: str
    issued_on: date


def hints_of(actor: Actor, *, limit: int = 20) -> tuple[Hint, ...]:
    """Return the questions that wait for ``actor``, the newest first: one query."""
    asleep = Obligation.objects.filter(duty=OuterRef("duty_id"), state=ObligationState.DORMANT).order_by("pk")
    rows = _waiting(actor).select_related("duty", "document").annotate(asleep_uid=asleep.values("uid")[:1])
    return tuple(
        Hint(
            pk=row.pk,
            title=row.duty.title,
            source_label=row.duty.source_label,
            obligation_uid=row.asleep_uid,
            document_uid=row.document.uid,
            document=str(row.document),
            subject=row.document.subject,
            issued_on=row.document.dated_on,
        )
        for row in rows.order_by("-created_at", "-pk")[:limit]
    )


def hints_count(actor: Actor) -> int:
    """Return how many questions wait for ``actor``: one query."""
    return _waiting(actor).count()


def hint_for(actor: Actor, pk: int) -> EventHint:
    """Return the question ``pk`` of a duty that ``actor`` steers.

    Raises:
        Beyond: there is none.
    """
    hint = EventHint.objects.select_related("duty").filter(pk=pk, duty__in=access.steered_duties(actor)).first()
    if hint is None:
        raise Beyond(_("Không có gợi ý này, hoặc gợi ý nằm ngoài phạm vi của bạn."))
    return hint


def hinted_document(actor: Actor, duty: Duty, pk: int) -> "Document | None":
    """Return the document of the question ``pk`` about ``duty``; None where there is none for ``actor``."""
    if not pk:
        return None
    hints = EventHint.objects.select_related("document").filter(pk=pk, duty=duty)
    hint = hints.filter(duty__in=access.steered_duties(actor)).first()
    return hint.document if hint else None


def awaiting(documents: "Sequence[Document]") -> "list[tuple[int, Document]]":
    """Return the duties that may have waited for a document, with it: two queries, whatever the ledger and the list.

    Asked when documents are registered. Not those that their own registration proves: they do not sleep.
    """
    asleep = Obligation.objects.filter(state=ObligationState.DORMANT, is_history=False)
    waits = list(asleep.order_by("duty_id").values_list("duty_id", "due_reason").distinct())
    duties = Duty.objects.only("deadline_text", "title", "task").in_bulk({duty_id for duty_id, _reason in waits})
    papers = [(one, ArrivedPaper(one.type, one.symbol, one.issuer_name, one.subject)) for one in documents]
    found: dict[tuple[int, int], tuple[int, Document]] = {}
    for duty_id, due_reason in waits:
        duty = duties[duty_id]
        awaited = Awaited(awaited_of(due_reason, duty.deadline_text), f"{duty.title}. {duty.task}")
        for document, paper in papers:
            if may_have_come(awaited, paper):
                found[duty_id, document.pk] = duty_id, document
    return list(found.values())


def _waiting(actor: Actor) -> "QuerySet[EventHint]":
    asleep = Obligation.objects.filter(duty=OuterRef("duty_id"), state=ObligationState.DORMANT)
    hints = EventHint.objects.filter(state=EventHintState.WAITING, duty__in=access.steered_duties(actor))
    return hints.filter(Exists(asleep))
