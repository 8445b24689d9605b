"""Handing out files."""

from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from caicach.files import selectors
from caicach.files.pictures import box_of, page_png
from caicach.web.requests import ActorRequest

__all__ = ["download", "page_picture"]

_PICTURE_KEPT_SECONDS = 24 * 60 * 60


@require_safe
def download(request: ActorRequest, uid: UUID, name: str) -> HttpResponseBase:
    """Hand out a file as an attachment; what it is was told by its content, never by the address."""
    stored = selectors.file_for(request.actor, uid)
    etag = f'"{stored.sha256}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = FileResponse(
            selectors.open_file(stored),
            as_attachment=True,
            filename=selectors.download_name(stored, name),
            content_type=stored.media_type,
        )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
def page_picture(request: ActorRequest, uid: UUID, number: int) -> HttpResponse:
    """Show a page of a file, or with ``?o=left,top,right,bottom`` (thousandths) a part of it, as a picture."""
    stored = selectors.file_for(request.actor, uid)
    box = box_of(request.GET.get("o", ""))
    etag = f'"{stored.sha256}-{number}-{".".join(map(str, box))}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        data = page_png(selectors.content_of(stored), stored.media_type, number=number, box=box)
        response = HttpResponse(data, content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"private, max-age={_PICTURE_KEPT_SECONDS}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
