"""What was published of scoring, for everybody: pages, sheets, files. Nothing here needs to know who reads.

Files may be kept by caches for a while and are asked for again by their mark; pages hold the switch of the language and
are asked for anew. Who is signed in sees their own agency marked.
"""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.files.selectors import content_of
from caicach.scoring.exports.decision import annex_docx, annex_name
from caicach.scoring.exports.open_ranking import leaves_csv, leaves_name, ranking_csv, ranking_name
from caicach.scoring.pages.ranking.addresses import year_and_purpose
from caicach.scoring.pages.ranking.method import method_page
from caicach.scoring.pages.ranking.public import published_page, results_page
from caicach.scoring.pages.ranking.sheet import sheet_page
from caicach.scoring.selectors import publications
from caicach.scoring.selectors.publications import Publication
from caicach.scoring.selectors.ranking import Ranking, ranking_frozen
from caicach.web.clock import local_date
from caicach.web.downloads import DOCX
from caicach.web.errors import Beyond
from caicach.web.pages import page

__all__ = ["annex", "data", "decision", "leaves", "listing", "method", "method_of", "sheet", "year"]

_KEPT_SECONDS = 300
_CSV = "text/csv; charset=utf-8"


@login_not_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show what is public: one query."""
    return _page(request, "list", published_page(publications.published_rounds()))


@login_not_required
@require_safe
def year(request: HttpRequest, which: str) -> HttpResponse:
    """Show the results of a year: nine queries at most, however many agencies."""
    found = _publication(request, which)
    ranking = ranking_frozen(found.issue)
    corrections = publications.corrections_of(found.every)
    actor = getattr(request, "actor", None)
    own_id = actor.agency_id if actor is not None else None
    content = results_page(found, ranking, corrections, own_id=own_id, query=request.GET.dict())
    return _page(request, "year", content)


@login_not_required
@require_safe
def sheet(request: HttpRequest, which: str, agency: str) -> HttpResponse:
    """Show the published result of one agency."""
    found = _publication(request, which)
    assessment = publications.published_agency(found, agency)
    place = ranking_frozen(found.issue).of(assessment.agency_id)
    if place is None:
        raise Beyond(_("Không có kết quả của cơ quan này trong lần công bố."))
    leaves = publications.leaf_points(found.issue, assessment)
    corrections = publications.corrections_of(found.every)
    return _page(request, "sheet", sheet_page(found, assessment, place, leaves, corrections))


@login_not_required
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Show how results come about, with the criteria of the newest that are public."""
    rounds = publications.published_rounds()
    newest = publications.publication_of(rounds[0], rounds) if rounds else None
    return _page(request, "method", method_page(newest, ranking_frozen(newest.issue) if newest else None))


@login_not_required
@require_safe
def method_of(request: HttpRequest, which: str) -> HttpResponse:
    """Show how the results of a year came about, with its criteria."""
    found = _publication(request, which)
    return _page(request, "method", method_page(found, ranking_frozen(found.issue)))


@login_not_required
@require_safe
def data(request: HttpRequest, which: str) -> HttpResponse:
    """Hand out the results of a year as CSV, a row for each agency."""
    return _file(request, _publication(request, which), ranking_csv, name=ranking_name, kind="csv", media_type=_CSV)


@login_not_required
@require_safe
def leaves(request: HttpRequest, which: str) -> HttpResponse:
    """Hand out the points of a year as CSV, a row for each sub-criterion of each agency."""
    return _file(request, _publication(request, which), _leaves, name=leaves_name, kind="leaves", media_type=_CSV)


def _leaves(ranking: Ranking) -> bytes:
    ids = [one.assessment_id for kind in ranking.kinds for one in kind.standings]
    return leaves_csv(ranking, publications.leaf_points_of_all(ranking.frozen_issue, ids))


@login_not_required
@require_safe
def annex(request: HttpRequest, which: str) -> HttpResponse:
    """Hand out the annexes of the decision as DOCX."""
    found = _publication(request, which)
    at = found.issue.published_at or found.issue.at

    def make(ranking: Ranking) -> bytes:
        return annex_docx(ranking, today=_day(found, at), now=at)

    return _file(request, found, make, name=annex_name, kind="annex", media_type=DOCX)


def _day(found: Publication, at: datetime) -> date:
    return found.issue.decided_on or local_date(at)


@login_not_required
@require_safe
def decision(request: HttpRequest, which: str, number: int) -> HttpResponse:
    """Hand out a published decision as it was signed."""
    found = _publication(request, which)
    issue = next((one for one in found.issues if one.number == number), None)
    if issue is None or issue.document is None or issue.document.file is None:
        raise Beyond(_("Quyết định này chưa có tệp để tải."))
    file, name = issue.document.file, issue.document.file_name
    etag = f'"{issue.uid}-{file.sha256[:16]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(content_of(file), content_type=file.media_type)
    return _headed(answer, etag=etag, name=name)


def _publication(request: HttpRequest, which: str) -> Publication:
    """Return what an address names; ``?cua`` names the body where several published the same of one year.

    Raises:
        Beyond: nothing of it is public.
    """
    named = year_and_purpose(which)
    if named is None:
        raise Beyond(_("Chưa có kết quả chấm điểm nào được công bố ở địa chỉ này."))
    return publications.publication_for(*named, _owner(request.GET.get("cua", "")))


def _owner(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(request: HttpRequest, name: str, content: object) -> HttpResponse:
    answer = page(request, f"scoring/ranking/{name}.html", content)
    answer.headers["Cache-Control"] = "private, no-cache"  # the switch of the language holds a mark of this reader
    return answer


def _file(
    request: HttpRequest,
    found: Publication,
    make: Callable[[Ranking], bytes],
    *,
    name: Callable[[Ranking], str],
    kind: str,
    media_type: str,
) -> HttpResponse:
    """Return a file, or nothing where the reader's copy is still the same: it is not even made then."""
    etag = f'"{found.issue.uid}-{kind}"'
    same = get_conditional_response(request, etag=etag)
    ranking = Ranking(found.round, found.issue, ()) if same is not None else ranking_frozen(found.issue)
    answer = same if same is not None else HttpResponse(make(ranking), content_type=media_type)
    return _headed(answer, etag=etag, name=name(ranking))


def _headed(answer: HttpResponse, *, etag: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}"
    answer.headers["Access-Control-Allow-Origin"] = "*"  # pages of others may read what is public
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
