"""What reports say about documents and files: who sees them through a report."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from caicach.documents.registry import Use
from caicach.reports import access
from caicach.reports.models import ReportFile
from caicach.web.actor import Actor

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.files.models import StoredFile

__all__ = ["owns_file", "reach_documents", "uses_of_document"]


def reach_documents(actor: Actor) -> Q:
    """Return the condition that a document is a report in reach (``documents.registry.reaches``)."""
    seen = access.visible_reports(actor).filter(document__isnull=False)
    return Q(pk__in=seen.order_by().values("document"))


def uses_of_document(actor: Actor, document: "Document") -> tuple[Use, ...]:
    """Return the reports within reach that ``document`` is (``documents.registry.uses``)."""
    rows = access.visible_reports(actor).filter(document=document).select_related("agency", "period")
    return tuple(
        Use(row.period.name, reverse("reports:report", args=[row.uid]), row.agency.current_name) for row in rows
    )


def owns_file(actor: Actor, stored: "StoredFile") -> bool:
    """Whether the actor sees a report that this file came back for (``files.registry.owners``)."""
    seen = access.visible_reports(actor).order_by().values("pk")
    return ReportFile.objects.filter(file=stored, report__in=seen).exists()
