"""Documents to point to instead of bringing them once more: those of one issuer and one time come first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q

from caicach.documents import access
from caicach.documents.mapping import issuer_key, terms_of
from caicach.documents.models import Document
from caicach.documents.selectors.search import of_words
from caicach.web.actor import Actor

__all__ = ["Wanted", "documents_to_pick"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are likely meant; the others are found too, after them."""

    words: str  # a symbol however spaced, words of the subject or the text; empty: the likely ones alone
    issuer_id: int
    issuer_name: str
    since: date  # of the first day
    until: date  # of the last day: what is issued later is not offered


def documents_to_pick(actor: Actor, wanted: Wanted, *, limit: int) -> tuple[Document, ...]:
    """Return registered documents within reach that bear the words, the likely ones first, then the newest.

    Words typed with tone marks find those marks; where nothing bears them, other spellings are found.
    One query, two where nothing bears the marks typed.
    """
    terms = terms_of(wanted.words)
    is_own = Q(issuer=wanted.issuer_id) | Q(issuer_key=issuer_key(wanted.issuer_name))
    is_timely = Q(issued_on__gte=wanted.since)
    seen = access.visible_documents(actor).filter(is_placeholder=False, issued_on__lte=wanted.until)
    if not terms:
        seen = seen.filter(is_own & is_timely)
    ordered = (
        seen.annotate(
            is_own=ExpressionWrapper(is_own, output_field=BooleanField()),
            is_timely=ExpressionWrapper(is_timely, output_field=BooleanField()),
        )
        .select_related("file")
        .order_by("-is_own", "-is_timely", "-issued_on", "-pk")
    )
    found = tuple((ordered.filter(of_words(terms, with_marks=True)) if terms else ordered)[:limit])
    if found or not any(term.toned for term in terms):
        return found
    return tuple(ordered.filter(of_words(terms, with_marks=False))[:limit])
