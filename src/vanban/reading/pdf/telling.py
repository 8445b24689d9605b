"""What a person is told of the pages of a PDF: once for the whole file, at the first page on which it holds.

Owns: tables without lines, what was laid over pages. Does not: count letters (``document``).
"""

from collections.abc import Iterator, Sequence

from vanban.reading.pdf.page_text import PageText
from vanban.text.findings import Finding, Place, Severity

__all__ = ["told_of_pages"]

_MOST_WORDS = 80  # characters of a watermark or a mark that are shown


def told_of_pages(texts: Sequence[PageText]) -> Iterator[Finding]:
    """Yield what a person should know about how pages were read."""
    yield from _overlays(texts)
    open_tables = (text.page.number for text in texts if any(not part.ruled for part in text.tables))
    page = next(open_tables, None)
    if page is not None:
        yield Finding("RD111", Severity.WARNING, Place(page=page), params={"page": page})
    for text in texts:
        if text.page.overdrawn:
            number = text.page.number
            yield Finding("RD113", Severity.WARNING, Place(page=number), params={"page": number})
        if text.doubtful:
            number = text.page.number
            yield Finding("RD112", Severity.WARNING, Place(page=number), params={"page": number})


def _overlays(texts: Sequence[PageText]) -> Iterator[Finding]:
    seen: set[str] = set()
    for text in texts:
        words = " · ".join(line for line in text.overlays if line not in seen)
        seen.update(text.overlays)
        if words:
            number = text.page.number
            shown = words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1].rstrip() + "…"
            yield Finding("RD110", Severity.NOTE, Place(page=number), words, {"page": number, "words": shown})
