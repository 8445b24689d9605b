"""Keeping what a document cites as links; what is not in the register gets a placeholder.

Owns: which row a citation means. Does not: read texts (``vanban.language.citations``) or the relation in them
(``mapping.relations``).
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caicach.documents.constants import Relation
from caicach.documents.mapping import folded, has_year, issuer_key, symbol_key, toned
from caicach.documents.models import Citation, Document, DocumentText
from vanban.language.citations import Citation as Cited
from vanban.text.findings import Place
from vanban.text.forms import squeeze

__all__ = ["Named", "citations_record"]


@dataclass(frozen=True, slots=True)
class Named:
    """One citation as read, with where it stood and what is done with the document there."""

    citation: Cited
    relation: Relation
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all mentions of one document together say of it."""

    type: str
    symbol: str
    key: str
    issuer: str
    day: date | None


@transaction.atomic
def citations_record(document: Document, named: Sequence[Named], *, now: datetime) -> None:
    """Keep what ``document`` cites instead of what was kept of it before: six statements, whatever their number.

    A citation without a number (a law by its title) is left out, and so is the document's own number. What one mention
    leaves out another of the same document in the same text supplies, where all that give it agree.
    """
    kept = [one for one in named if one.citation.symbol and symbol_key(one.citation.symbol) != document.symbol_key]
    facts = _supplied(kept)
    rows = _rows_for(set(facts), now=now)
    Citation.objects.filter(citing=document).delete()
    Citation.objects.bulk_create(
        Citation(
            citing=document,
            cited=rows[fact],
            relation=one.relation,
            words=one.words[:500],
            place=json.dumps(one.place.to_json()),
            said_on=one.citation.date,
            said_issuer=squeeze(one.citation.issuer or "")[:300],
            order=order,
        )
        for order, (one, fact) in enumerate(zip(kept, facts, strict=True))
    )


def _supplied(named: Sequence[Named]) -> list[_Facts]:
    """Return the facts of each citation; what it leaves out comes from the others of its type and symbol."""
    days: dict[tuple[str, str], set[date]] = defaultdict(set)
    issuers: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for one in named:
        if one.citation.date:
            days[_name(one)].add(one.citation.date)
        if one.citation.issuer:
            issuers[_name(one)].setdefault(issuer_key(one.citation.issuer), one.citation.issuer)
    found = []
    for one in named:
        own, all_days, all_issuers = one.citation, days[_name(one)], issuers[_name(one)]
        day = own.date or (next(iter(all_days)) if len(all_days) == 1 else None)
        issuer = own.issuer or (next(iter(all_issuers.values())) if len(all_issuers) == 1 else "")
        symbol = own.symbol or ""
        found.append(_Facts(squeeze(own.type)[:40], symbol[:80], symbol_key(symbol)[:80], squeeze(issuer)[:300], day))
    return found


def _name(one: Named) -> tuple[str, str]:
    return one.citation.type, symbol_key(one.citation.symbol or "")


def _rows_for(facts: set[_Facts], *, now: datetime) -> dict[_Facts, Document]:
    """Return the row that each cited document is, making placeholders for those that are in no register."""
    alike: dict[str, list[Document]] = defaultdict(list)
    known = Document.objects.filter(symbol_key__in={fact.key for fact in facts}).select_related("alias_of")
    for row in known.order_by("is_placeholder", "pk"):
        alike[row.symbol_key].append(row)
    found: dict[_Facts, Document] = {}
    fresh: list[Document] = []
    for fact in sorted(facts, key=lambda one: (one.key, one.day is None, not one.issuer, one.issuer)):
        cited = _row_of(fact, alike[fact.key])
        if cited is None:
            cited = _placeholder(fact, now=now)
            fresh.append(cited)
            alike[fact.key].append(cited)
        found[fact] = cited.alias_of or cited
    Document.objects.bulk_create(fresh)
    DocumentText.objects.bulk_create(
        DocumentText(document=row, key=folded(f"{row} {row.issuer_name}"), toned=toned(f"{row} {row.issuer_name}"))
        for row in fresh
    )
    return found


def _row_of(fact: _Facts, rows: Sequence[Document]) -> Document | None:
    """Return the row that surely is the one cited; None where none is, or several may be.

    A citation names its document by its day, or by a symbol that bears its year; an undated "41/KH-UBND" names another
    plan every year and in every body, and keeps a placeholder of its own.
    """
    issuer = issuer_key(fact.issuer)
    exact = [row for row in rows if (row.type, row.issuer_key, row.issued_on) == (fact.type, issuer, fact.day)]
    if exact:
        return exact[0]
    fitting = [
        row
        for row in rows
        if row.type == fact.type
        and (row.issued_on == fact.day or None in {row.issued_on, fact.day})
        and (row.issuer_key == issuer or "" in {row.issuer_key, issuer})
        and (has_year(fact.key) or (fact.day is not None and row.issued_on == fact.day))
    ]
    return (
        fitting[0] if len({id(row) if row.pk is None else row.alias_of_id or row.pk for row in fitting}) == 1 else None
    )


def _placeholder(fact: _Facts, *, now: datetime) -> Document:
    return Document(
        type=fact.type,
        symbol=fact.symbol,
        symbol_key=fact.key,
        issued_on=fact.day,
        issuer_name=fact.issuer,
        issuer_key=issuer_key(fact.issuer),
        is_placeholder=True,
        registered_at=now,
    )
