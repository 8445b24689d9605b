"""Documents, the registers they stand in, their files and words, what cites what, and what a person must tell apart."""

from caicach.documents.models.citation import Citation
from caicach.documents.models.document import Document, DocumentFile, RegisterEntry
from caicach.documents.models.pair import DoubtfulPair
from caicach.documents.models.signature import Signature
from caicach.documents.models.text import DocumentText

__all__ = ["Citation", "Document", "DocumentFile", "DocumentText", "DoubtfulPair", "RegisterEntry", "Signature"]
