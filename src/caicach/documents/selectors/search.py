"""Documents found by words and facts: the first page of a register of tens of thousands."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from caicach.documents import access
from caicach.documents.constants import Direction, Standing
from caicach.documents.mapping import Term, issuer_key, terms_of
from caicach.documents.models import Document, DocumentText, RegisterEntry
from caicach.documents.selectors.standing import in_standing
from caicach.web.actor import Actor

__all__ = ["MOST_COUNTED", "PAGE_ROWS", "DocumentQuery", "Found", "documents_found", "of_words"]

PAGE_ROWS = 30
MOST_COUNTED = 1000  # beyond it the page says "more than": nobody leafs so far, and counting costs


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """What somebody looks for; what is empty does not matter."""

    words: str = ""
    direction: str = ""  # of ``Direction``, in the register of the actor's body
    type: str = ""
    issuer: str = ""  # part of the name
    year: int | None = None
    standing: str = ""  # of ``Standing``
    has_file: bool | None = None
    cited_only: bool = False  # placeholders: cited, but in no register


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found."""

    documents: tuple[Document, ...]
    count: int  # at most ``MOST_COUNTED`` + 1
    pages: int
    number: int
    without_marks: bool  # nothing bears the marks that were typed; these are other spellings


def documents_found(actor: Actor, query: DocumentQuery, *, number: int = 1, today: date) -> Found:
    """Return one page of the documents within reach that ``query`` asks for, the newest first.

    Words typed with tone marks find those marks; where nothing bears them, other spellings are found, and said so.
    Two queries, three where nothing bears the marks typed.
    """
    terms = terms_of(query.words)
    facts = access.visible_documents(actor).filter(_of_facts(actor, query, today=today))
    rows = facts.filter(of_words(terms, with_marks=True)) if terms else facts
    ids = _newest_ids(rows)
    without_marks = not ids and any(term.toned for term in terms)
    if without_marks:
        ids = _newest_ids(facts.filter(of_words(terms, with_marks=False)))
    pages = max(1, -(-min(len(ids), MOST_COUNTED) // PAGE_ROWS))
    number = min(max(number, 1), pages)
    page = _in_order(ids[(number - 1) * PAGE_ROWS : number * PAGE_ROWS])
    return Found(page, len(ids), pages, number, without_marks and bool(ids))


def _newest_ids(rows: "QuerySet[Document]") -> tuple[int, ...]:
    """Return what can be leafed to, and one more: who sees what is asked once, for the number and the page."""
    return tuple(rows.order_by("-issued_on", "-pk").values_list("pk", flat=True)[: MOST_COUNTED + 1])


def _in_order(ids: tuple[int, ...]) -> tuple[Document, ...]:
    rows = Document.objects.select_related("file", "words").defer("words__body", "words__key", "words__toned")
    found = rows.in_bulk(ids) if ids else {}
    return tuple(found[pk] for pk in ids if pk in found)


def of_words(terms: tuple[Term, ...], *, with_marks: bool) -> Q:
    """Return the condition that a document has every word: the index finds the letters, the marks are asked after."""
    words = DocumentText.objects.all()
    if connection.vendor == "sqlite":
        match = " ".join(f'"{term.key}"' for term in terms)
        index = RawSQL("SELECT rowid FROM documents_words WHERE documents_words MATCH %s", [match])
        words = words.filter(pk__in=index)
    else:
        for term in terms:
            words = words.filter(key__contains=term.key)
    if with_marks:
        for term in terms:
            words = words.filter(toned__contains=term.toned) if term.toned else words
    return Q(pk__in=words.values("document"))


def _of_facts(actor: Actor, query: DocumentQuery, *, today: date) -> Q:
    asked = Q(is_placeholder=query.cited_only)
    if query.direction in Direction.values:
        mine = RegisterEntry.objects.filter(agency=actor.agency_id, direction=query.direction)
        asked &= Q(pk__in=mine.values("document"))
    if query.type:
        asked &= Q(type=query.type)
    if query.issuer:
        asked &= Q(issuer_key__contains=issuer_key(query.issuer))
    if query.year is not None:
        asked &= Q(issued_on__year=query.year)
    if query.standing in Standing.values:
        asked &= in_standing(Standing(query.standing), today=today)
    if query.has_file is not None:
        asked &= Q(file__isnull=not query.has_file)
    return asked
