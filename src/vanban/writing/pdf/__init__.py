"""Papers as PDF: tagged, in Vietnamese, with the fonts that are delivered.

Owns: the door, and what is said where the machine cannot print. Does not: import the printer before it is needed, which
takes two seconds and asks the system for Pango.
"""

from collections.abc import Sequence

from vanban.writing.layout import Layout
from vanban.writing.model import Paper

__all__ = ["PDF_SYSTEM_PACKAGES", "PdfUnavailableError", "pdf_problem", "write_pdf"]

PDF_SYSTEM_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")  # as Debian and Ubuntu name them
_SENTENCE = (
    "Máy chủ chưa in được PDF vì thiếu thư viện Pango; hãy cài các gói {packages} rồi thử lại. "
    "Trong lúc chờ, có thể tải bản DOCX."
)


class PdfUnavailableError(RuntimeError):
    """This machine cannot print; the text says what to do, in Vietnamese."""


def write_pdf(paper: Paper, layout: Layout, annexes: Sequence[Paper] = ()) -> bytes:
    """Return ``paper`` as a PDF laid out by ``layout``; the same values give the same bytes on the same machine.

    The file is tagged (PDF/UA-1), in Vietnamese, has a title and bookmarks; nothing is fetched from anywhere.

    Args:
        paper: The paper itself; it gives the file's own data.
        layout: The figures of the decree in force.
        annexes: Each begins a page of its own, upright or landscape, with page numbers of its own.

    Raises:
        ValueError: rows and columns of a table do not fit.
        PdfUnavailableError: the machine lacks Pango.
    """
    problem = pdf_problem()
    if problem:
        raise PdfUnavailableError(problem)
    from vanban.writing.pdf.printing import printed

    return printed(paper, layout, annexes)


def pdf_problem() -> str:
    """Return why this machine cannot print, a Vietnamese sentence; empty where it can."""
    try:
        import vanban.writing.pdf.printing  # noqa: F401
    except OSError:  # the system's libraries are loaded at import
        return _SENTENCE.format(packages=", ".join(PDF_SYSTEM_PACKAGES))
    return ""
