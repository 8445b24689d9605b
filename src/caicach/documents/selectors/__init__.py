"""Reading the register of documents."""

from caicach.documents.selectors.around import cited_by, cites, conflicts_of, pair_for, pairs_for, signatures_of_files
from caicach.documents.selectors.documents import (
    DocumentFiles,
    address_of_document,
    document_for,
    document_to_prove,
    documents_of_symbol,
    documents_of_symbols,
    files_of,
    uses_of,
)
from caicach.documents.selectors.picking import Wanted, documents_of_body, documents_to_pick, issued_by
from caicach.documents.selectors.search import MOST_COUNTED, DocumentQuery, Found, documents_found
from caicach.documents.selectors.standing import StandingReason, standing_of

__all__ = [
    "MOST_COUNTED",
    "DocumentFiles",
    "DocumentQuery",
    "Found",
    "StandingReason",
    "Wanted",
    "address_of_document",
    "cited_by",
    "cites",
    "conflicts_of",
    "document_for",
    "document_to_prove",
    "documents_found",
    "documents_of_body",
    "documents_of_symbol",
    "documents_of_symbols",
    "documents_to_pick",
    "files_of",
    "issued_by",
    "pair_for",
    "pairs_for",
    "signatures_of_files",
    "standing_of",
    "uses_of",
]
