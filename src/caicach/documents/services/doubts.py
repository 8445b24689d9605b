"""Finding rows that may be one document; a person says whether they are (``pairs``)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from caicach.documents.constants import Doubt
from caicach.documents.mapping.keys import has_year
from caicach.documents.models import Document, DoubtfulPair

__all__ = ["doubt_of", "doubts_note"]


def doubts_note(rows: Iterable[tuple[Document, Sequence[Document]]], *, now: datetime) -> None:
    """Keep a question for each (new document, row beside it) that may be one: two statements at most.

    A pair that was asked before is not asked again.
    """
    pairs: dict[tuple[int, int], DoubtfulPair] = {}
    for document, others in rows:
        for other in others:
            doubt = None if other.alias_of_id else doubt_of(document, other)
            if doubt is not None:
                first, second = sorted((document.pk, other.pk))
                pairs[first, second] = DoubtfulPair(first_id=first, second_id=second, doubt=doubt, found_at=now)
    if pairs:
        DoubtfulPair.objects.bulk_create(pairs.values(), ignore_conflicts=True)


def doubt_of(one: Document, other: Document) -> Doubt | None:
    """Return why the two may be the same document; None where they surely are two.

    Numbers restart each year in each body, so another year is another document, unless the symbol bears its year.
    """
    if one.symbol_key != other.symbol_key:
        return Doubt.FILE if one.file_id is not None and one.file_id == other.file_id else None
    is_day, is_issuer, is_type = _agreements(one, other)
    if is_day and is_issuer:
        return None if is_type else Doubt.TYPE
    if is_day and is_type:
        return Doubt.ISSUER if _may_be_one_name(one.issuer_key, other.issuer_key) else _of_file(one, other)
    if is_issuer and is_type and _of_one_year(one, other):
        return Doubt.DATE
    return _of_file(one, other)


def _of_file(one: Document, other: Document) -> Doubt | None:
    return Doubt.FILE if one.file_id is not None and one.file_id == other.file_id else None


def _agreements(one: Document, other: Document) -> tuple[bool, bool, bool]:
    return (
        one.issued_on is not None and one.issued_on == other.issued_on,
        one.issuer_key == other.issuer_key or "" in {one.issuer_key, other.issuer_key},
        one.type == other.type or "" in {one.type, other.type},
    )


def _may_be_one_name(one: str, other: str) -> bool:
    """Whether two keys of issuers may name one body: all words of the shorter stand in the longer, in order.

    Two communes on one day may both have a plan 41; "UBND tỉnh" and "UBND tỉnh Sông Mây" may be one.
    """
    shorter, longer = sorted((one.split(), other.split()), key=len)
    words = iter(longer)
    return all(word in words for word in shorter)


def _of_one_year(one: Document, other: Document) -> bool:
    if has_year(one.symbol_key) or one.issued_on is None or other.issued_on is None:
        return True
    return one.issued_on.year == other.issued_on.year
