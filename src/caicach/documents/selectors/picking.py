"""Documents to point to instead of bringing them once more: those of one issuer and one time come first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from caicach.documents import access
from caicach.documents.mapping import issuer_key, terms_of
from caicach.documents.models import Document, RegisterEntry
from caicach.documents.selectors.search import of_words
from caicach.web.actor import Actor

__all__ = ["Wanted", "documents_of_body", "documents_to_pick", "issued_by"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are likely meant; the others are found too, after them."""

    words: str  # a symbol however spaced, words of the subject or the text; empty: the likely ones alone
    issuer_id: int
    issuer_name: str
    since: date  # of the first day
    until: date  # of the last day: what is issued later is not offered
    is_of_body: bool = False  # none but those that the issuer issued or has in its register


def documents_to_pick(actor: Actor, wanted: Wanted, *, limit: int) -> tuple[Document, ...]:
    """Return registered documents within reach that bear the words, the likely ones first, then the newest.

    Words typed with tone marks find those marks; where nothing bears them, other spellings are found.
    One query, two where nothing bears the marks typed.
    """
    terms = terms_of(wanted.words)
    is_own = Q(issuer=wanted.issuer_id) | Q(issuer_key=issuer_key(wanted.issuer_name))
    is_timely = Q(issued_on__gte=wanted.since)
    seen = access.visible_documents(actor).filter(is_placeholder=False, issued_on__lte=wanted.until)
    if wanted.is_of_body:
        seen = seen.filter(_of_body(wanted.issuer_id, wanted.issuer_name))
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


def documents_of_body(actor: Actor, ids: Iterable[int], *, agency_id: int, agency_name: str) -> frozenset[int]:
    """Return which registered documents of ``ids`` the actor sees and the body issued or has in its register.

    One query.
    """
    seen = access.visible_documents(actor).filter(pk__in=set(ids), is_placeholder=False)
    return frozenset(seen.filter(_of_body(agency_id, agency_name)).values_list("pk", flat=True))


def issued_by(agency_id: int, *, until: date) -> "QuerySet[Document]":
    """Return what an agency issued up to a day, each document once, for a program that acts for the agency."""
    return Document.objects.filter(issuer=agency_id, issued_on__lte=until, alias_of=None)


def _of_body(agency_id: int, name: str) -> Q:
    """The condition that a body issued a document, or that it came to the body; a subquery, no join."""
    issued = Q(issuer=agency_id) | Q(issuer=None, issuer_key=issuer_key(name))
    return issued | Q(pk__in=RegisterEntry.objects.filter(agency=agency_id).values("document"))
