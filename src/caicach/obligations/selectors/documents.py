"""What the ledger says about a document: who sees it through an obligation, and which ones it proves."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.documents.registry import Use
from caicach.obligations import access
from caicach.obligations.models import Event, Obligation, Submission
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["reach_documents", "uses_of_document"]

_LIMIT = 100  # one document may serve a whole series; the page lists the first


def reach_documents(actor: Actor) -> Q:
    """Return the condition that a document proves or woke an obligation in reach (``documents.registry.reaches``)."""
    seen = access.visible_obligations(actor).values("pk")
    proved = Submission.objects.filter(obligation__in=seen, document__isnull=False).values("document")
    woke = Event.objects.filter(opened__in=seen, document__isnull=False).values("document")
    return Q(pk__in=proved) | Q(pk__in=woke)


def uses_of_document(actor: Actor, document: "Document") -> tuple[Use, ...]:
    """Return the obligations within reach that ``document`` serves (``documents.registry.uses``)."""
    served = _served(actor, document).select_related("duty", "agency").order_by("-pk")[:_LIMIT]
    return tuple(
        Use(
            label=obligation.duty.title,
            address=reverse("obligations:detail", args=[obligation.uid]),
            note=_("nhiệm vụ của %(agency)s") % {"agency": obligation.agency.current_name},
        )
        for obligation in served
    )


def _served(actor: Actor, document: "Document") -> "QuerySet[Obligation]":
    proved = Submission.objects.filter(obligation=OuterRef("pk"), document=document)
    woken = Event.objects.filter(pk=OuterRef("event_id"), document=document)
    return access.visible_obligations(actor).filter(Q(Exists(proved)) | Q(Exists(woken)))
