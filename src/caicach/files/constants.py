"""What kinds of files are kept."""

from caicach.web.downloads import DOCX, XLSX

__all__ = ["DOCX", "EVIDENCE_TYPES", "JPEG", "OTHER", "PAGED", "PDF", "PNG", "SUFFIXES", "TXT", "XLSX"]

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TXT = "text/plain"
OTHER = "application/octet-stream"  # whatever its content does not tell

# The ending a file of a kind is handed out with, whatever name it came with.
SUFFIXES: dict[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    TXT: (".txt",),
}
EVIDENCE_TYPES = frozenset(SUFFIXES)
# Files whose pages can be shown as pictures.
PAGED = frozenset({PDF, PNG, JPEG})
