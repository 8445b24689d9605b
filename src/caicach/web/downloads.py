"""Files that are made for one person at one moment and handed out."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

__all__ = ["DOCX", "XLSX", "attachment"]

_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OFFICE}.wordprocessingml.document"
XLSX = f"{_OFFICE}.spreadsheetml.sheet"


def attachment(data: bytes, *, name: str, media_type: str) -> HttpResponse:
    """Return an answer that the browser saves as ``name``; nothing between here and there keeps a copy.

    Args:
        data: The file.
        name: Its name; letters beyond ASCII are carried as RFC 6266 wants.
        media_type: ``DOCX``, ``XLSX`` or another.
    """
    answer = HttpResponse(data, content_type=media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    answer.headers["Cache-Control"] = "private, no-store"  # of this moment, within the reach of this person
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
