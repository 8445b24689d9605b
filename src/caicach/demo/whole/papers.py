"""Reports as the papers that are laid before whoever signs."""

from datetime import date

from caicach.reports.registry import papers
from caicach.reports.services import Brought

__all__ = ["printed"]


def printed(frozen: str, *, symbol: str, issued_on: date) -> Brought:
    """Return what a report was frozen as, with its number and date, as a DOCX file."""
    content, name = papers.find("docx")(frozen, symbol, issued_on)
    return Brought(content, name)
