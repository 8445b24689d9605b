"""Readers: the bytes of a file become paragraphs and tables."""

from vanban.reading.entry import MAX_BYTES, read_document
from vanban.reading.errors import ReadError
from vanban.reading.model import Cell, Document, Paragraph, Row, Suggestion, Table

__all__ = ["MAX_BYTES", "Cell", "Document", "Paragraph", "ReadError", "Row", "Suggestion", "Table", "read_document"]
