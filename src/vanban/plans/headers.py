"""What identifies a document that was read, whatever it is: a plan or a report."""

from vanban.language.headers import Header, Line, read_header
from vanban.reading.model import Document
from vanban.text.findings import Place, Reading

__all__ = ["header_of"]


def header_of(document: Document, lines: list[Line]) -> Reading[Header]:
    """Return what identifies the document; headers and footers of pages are asked only where the text has no symbol."""
    reading = read_header(lines)
    if reading.value.symbol is None and document.margins:
        above = read_header([*((line, Place()) for line in document.margins), *lines])
        return above if above.value.symbol is not None else reading
    return reading
