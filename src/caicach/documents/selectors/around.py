"""What stands around a document: what it cites, what cites it, what contradicts it, who signed its files."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.documents import access
from caicach.documents.constants import PairState
from caicach.documents.mapping import has_year, issuer_key
from caicach.documents.models import Citation, Document, DoubtfulPair, Signature
from caicach.ui.notation import date_text
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["Conflict", "Tie", "cited_by", "cites", "conflicts_of", "pair_for", "pairs_for", "signatures_of_files"]

_LIMIT = 200  # a plan of a province is cited by every body below it


@dataclass(frozen=True, slots=True)
class Tie:
    """A document at the other end of a citation."""

    document: Document
    relation: str  # in words
    words: str  # as the citing text names it, of its first mention
    mentions: int
    is_seen: bool  # whether the reader may open it


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something another row or text says otherwise of what may be the same document."""

    what: str  # a sentence
    document: Document  # that says so
    is_seen: bool


def cites(actor: Actor, document: Document) -> tuple[Tie, ...]:
    """Return what ``document`` cites in reading order, each document once for each relation: two queries."""
    rows = Citation.objects.filter(citing=document).select_related("cited").order_by("order")
    return _ties(actor, ((one.cited, one) for one in rows))


def cited_by(actor: Actor, document: Document) -> tuple[Tie, ...]:
    """Return the documents within reach that cite ``document``, the newest first: two queries."""
    rows = Citation.objects.filter(cited=document).select_related("citing").order_by("-citing__issued_on", "order")
    ties = _ties(actor, ((one.citing, one) for one in rows[:_LIMIT]))
    return tuple(tie for tie in ties if tie.is_seen)


def conflicts_of(actor: Actor, document: Document) -> tuple[Conflict, ...]:
    """Return what contradicts ``document``: other rows of its symbol, and texts that date or ascribe it otherwise.

    Three queries.
    """
    others = Document.objects.filter(symbol_key=document.symbol_key, type=document.type, alias_of=None)
    rows = [one for one in others.exclude(pk=document.pk).order_by("-issued_on", "pk") if _may_be(document, one)]
    said = Citation.objects.filter(cited=document).select_related("citing").order_by("pk")[:_LIMIT]
    found = [(_row_words(document, one), one) for one in rows]
    found += [(words, one.citing) for one in said if (words := _said_words(document, one))]
    seen = _seen(actor, [one for _words, one in found])
    return tuple(Conflict(words, one, one.pk in seen) for words, one in dict.fromkeys(found))


def signatures_of_files(file_ids: Iterable[int]) -> dict[int, tuple[Signature, ...]]:
    """Return the signatures of files, in the order they were made: one query."""
    found: dict[int, tuple[Signature, ...]] = {}
    for one in Signature.objects.filter(file__in=list(file_ids)).order_by("file", "order"):
        found[one.file_id] = (*found.get(one.file_id, ()), one)
    return found


def pairs_for(actor: Actor) -> tuple[DoubtfulPair, ...]:
    """Return the questions that wait for the actor's answer, the oldest first: one query."""
    rows = access.visible_pairs(actor).filter(state=PairState.OPEN)
    return tuple(rows.select_related("first__file", "second__file").order_by("pk")[:_LIMIT])


def pair_for(actor: Actor, pk: int) -> DoubtfulPair:
    """Return one question about the actor's register, answered or not.

    Raises:
        Beyond: there is none.
    """
    pair = access.visible_pairs(actor).select_related("first__file", "second__file").filter(pk=pk).first()
    if pair is None:
        raise Beyond(_("Không có câu hỏi này, hoặc văn bản thuộc sổ của cơ quan khác."))
    return pair


def _ties(actor: Actor, rows: Iterable[tuple[Document, Citation]]) -> tuple[Tie, ...]:
    first: dict[tuple[int, str], tuple[Document, Citation]] = {}
    count: dict[tuple[int, str], int] = {}
    for document, one in rows:
        key = (document.pk, one.relation)
        first.setdefault(key, (document, one))
        count[key] = count.get(key, 0) + 1
    seen = _seen(actor, [document for document, _one in first.values()])
    return tuple(
        Tie(document, str(one.get_relation_display()), one.words, count[key], document.pk in seen)
        for key, (document, one) in first.items()
    )


def _seen(actor: Actor, documents: Iterable[Document]) -> set[int]:
    pks = {one.pk for one in documents}
    return set(access.visible_documents(actor).filter(pk__in=pks).values_list("pk", flat=True)) if pks else set()


def _may_be(document: Document, other: Document) -> bool:
    """Whether the two may be one: of one day, or by one issuer in one year."""
    if document.issued_on is None or other.issued_on is None or document.issued_on == other.issued_on:
        return document.issuer_key != other.issuer_key or document.issued_on != other.issued_on
    is_one_year = has_year(document.symbol_key) or document.issued_on.year == other.issued_on.year
    return is_one_year and ("" in {document.issuer_key, other.issuer_key} or document.issuer_key == other.issuer_key)


def _row_words(document: Document, other: Document) -> str:
    if other.issued_on is not None and document.issued_on is not None and other.issued_on != document.issued_on:
        return _("Có nơi ghi ngày %(day)s.") % {"day": date_text(other.issued_on)}
    if other.issuer_name and other.issuer_key != document.issuer_key:
        return _("Có nơi ghi cơ quan ban hành là %(issuer)s.") % {"issuer": other.issuer_name}
    return _("Có nơi nhắc đến mà không ghi đủ ngày và cơ quan ban hành.")


def _said_words(document: Document, said: Citation) -> str:
    if said.said_on is not None and document.issued_on is not None and said.said_on != document.issued_on:
        return _("Viện dẫn ghi ngày %(day)s.") % {"day": date_text(said.said_on)}
    if said.said_issuer and document.issuer_key and issuer_key(said.said_issuer) != document.issuer_key:
        return _("Viện dẫn ghi cơ quan ban hành là %(issuer)s.") % {"issuer": said.said_issuer}
    return ""
