"""What was published, for everybody, and publishing it.

Files may be kept by caches for a while and are asked for again by their mark; pages hold the switch of the language and
are asked for anew. Nothing here needs to know who reads.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.figures import selectors, services
from caicach.figures.exports.open_data import (
    dictionary_csv,
    published_csv,
    published_json,
    published_xlsx,
    source_text,
)
from caicach.figures.pages.open_data import dataset_page, dictionary_page, open_data_page
from caicach.figures.selectors.open_data import Published, published_all, published_for
from caicach.web.downloads import XLSX
from caicach.web.errors import Beyond
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest
from vanban.writing import file_name

__all__ = ["data", "dataset", "dictionary", "dictionary_data", "listing", "publish", "unpublish"]

_KEPT_SECONDS = 300
_CSV = "text/csv; charset=utf-8"
_FILES: dict[str, tuple[Callable[[Published], bytes], str]] = {
    "csv": (published_csv, _CSV),
    "xlsx": (published_xlsx, XLSX),
    "json": (published_json, "application/json"),
}


@login_not_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show what is public: one query."""
    return _page(request, "list", open_data_page(published_all()))


@login_not_required
@require_safe
def dataset(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the figures of a published period: one query."""
    one = published_for(uid)
    address = request.build_absolute_uri(reverse("open_data:dataset", args=[uid]))
    return _page(request, "dataset", dataset_page(one, source=source_text(one), address=address))


@login_not_required
@require_safe
def dictionary(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what each line of a published period means: one query."""
    return _page(request, "dictionary", dictionary_page(published_for(uid)))


@login_not_required
@require_safe
def data(request: HttpRequest, uid: UUID, ending: str) -> HttpResponse:
    """Hand out the figures of a published period: one query."""
    if ending not in _FILES:
        raise Beyond(_("Chỉ có dạng CSV, JSON và XLSX."))
    make, media_type = _FILES[ending]
    return _file(request, published_for(uid), make, media_type=media_type, ending=ending)


@login_not_required
@require_safe
def dictionary_data(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand out the dictionary of a published period as CSV: one query."""
    return _file(request, published_for(uid), dictionary_csv, media_type=_CSV, ending="csv", kind="tu dien")


@require_POST
def publish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Publish the whole of a period."""
    one = selectors.period_for(request.actor, uid)
    services.period_publish(one, actor=request.actor, now=request.now)
    messages.success(request, _("Đã công bố. Ai có địa chỉ trang cũng xem và tải được, không cần tài khoản."))
    return done(request, "figures:whole", uid=uid)


@require_POST
def unpublish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Withdraw what is public of a period."""
    one = selectors.period_for(request.actor, uid)
    services.period_unpublish(one, actor=request.actor, reason=request.POST.get("reason", ""), now=request.now)
    messages.success(request, _("Đã rút số liệu đã công bố của kỳ này."))
    return done(request, "figures:whole", uid=uid)


def _page(request: HttpRequest, name: str, content: object) -> HttpResponse:
    answer = page(request, f"figures/open_data/{name}.html", content)
    answer.headers["Cache-Control"] = "private, no-cache"  # the switch of the language holds a mark of this reader
    return answer


def _file(
    request: HttpRequest,
    one: Published,
    make: Callable[[Published], bytes],
    *,
    media_type: str,
    ending: str,
    kind: str = "so lieu",
) -> HttpResponse:
    """Return a file, or nothing where the reader's copy is still the same: it is not even made then."""
    etag = f'"{one.period.uid}-{one.publication.number}-{kind.replace(" ", "-")}-{ending}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(make(one), content_type=media_type)
    name = file_name(kind, one.period.owner.current_name, one.period.name, ending=ending)
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}"
    answer.headers["Access-Control-Allow-Origin"] = "*"  # pages of others may read what is public
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
