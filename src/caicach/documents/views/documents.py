"""Pages of documents."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.documents import selectors
from caicach.documents.pages.detail import DocumentPage
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["detail"]


@require_safe
def detail(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show a document to whoever sees something that uses it."""
    document = selectors.document_for(request.actor, uid)
    content = DocumentPage.of(document, selectors.uses_of(request.actor, document))
    return page(request, "documents/detail.html", content)
