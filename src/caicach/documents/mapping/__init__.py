"""From what people and texts say of documents to keys, values and conditions."""

from caicach.documents.mapping.facts import NewDocument, Refused, Registration
from caicach.documents.mapping.keys import has_year, issuer_key, symbol_key
from caicach.documents.mapping.relations import relation_at
from caicach.documents.mapping.words import Term, folded, terms_of, toned

__all__ = [
    "NewDocument",
    "Refused",
    "Registration",
    "Term",
    "folded",
    "has_year",
    "issuer_key",
    "relation_at",
    "symbol_key",
    "terms_of",
    "toned",
]
