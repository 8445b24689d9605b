"""The words of a document as rows of ``DocumentText``."""

from caicach.documents.mapping import folded, toned
from caicach.documents.models import Document

__all__ = ["words_of_facts"]

MOST_LETTERS = 2_000_000  # of one document's text that is searched; a plan of 100 pages has 300,000


def words_of_facts(document: Document, body: str = "") -> dict[str, str]:
    """Return ``key`` and ``toned`` of a document: its facts, and its text where that is known."""
    facts = (document.type, document.symbol, document.subject, document.issuer_name, document.signer)
    text = "\n".join((*facts, body[:MOST_LETTERS]))
    return {"key": folded(text), "toned": toned(text)}
