"""What kinds of files are kept, and how long one stays that nothing points to."""

from datetime import timedelta

from caicach.web.downloads import DOCX, XLSX

__all__ = [
    "DOCX",
    "EVIDENCE_TYPES",
    "JPEG",
    "OTHER",
    "PAGED",
    "PDF",
    "PNG",
    "SUFFIXES",
    "SWEEP_EVERY",
    "SWEEP_KIND",
    "TXT",
    "UNUSED_FOR",
    "XLSX",
]

SWEEP_KIND = "files.sweep"  # the job that removes what nothing points to
SWEEP_EVERY = timedelta(days=1)
# Longer than any form waits that was given a file (a day), so that whoever comes back to one finds its file.
UNUSED_FOR = timedelta(days=2)

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
