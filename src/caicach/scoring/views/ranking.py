"""Ranks inside: looking, publishing, and the papers of a result."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.scoring import access
from caicach.scoring.exports.decision import decision_docx, decision_name, decision_pdf
from caicach.scoring.exports.open_ranking import ranking_csv, ranking_name
from caicach.scoring.exports.result_sheet import sheet_docx, sheet_name, sheet_pdf, sheets_name, sheets_zip
from caicach.scoring.forms.publication import PublicationForm
from caicach.scoring.pages.ranking.inside import InsidePage, inside_page, nothing_page, publishing
from caicach.scoring.selectors import publications
from caicach.scoring.selectors.ranking import Ranking, ranking_frozen, ranking_now
from caicach.scoring.services.publication import results_publish
from caicach.web.downloads import DOCX, attachment
from caicach.web.errors import BadInput, Beyond, Refusal
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number
from vanban.writing import PdfUnavailableError

__all__ = ["data", "decision", "publish", "ranking", "result_sheet", "result_sheets"]

_SECTION = "xep-hang"  # of the word in the navigation
_TEMPLATE = "scoring/ranking/inside.html"
_ZIP, _CSV = "application/zip", "text/csv; charset=utf-8"
_TYPES = {"docx": DOCX, "pdf": "application/pdf"}


@require_safe
def ranking(request: ActorRequest, uid: UUID | None = None) -> HttpResponse:
    """Show the ranks of a round, or of the newest."""
    return page(request, _TEMPLATE, _page(request, uid), section=_SECTION)


@require_POST
def publish(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Publish the latest results of a round by the decision that was signed."""
    form = PublicationForm(request.POST, request.FILES)
    round_ = _round(request, uid)
    access.require(request.actor, "run", round_)
    every = publications.issues_of(round_)
    if not every:
        raise Beyond(_("Kết quả chưa được công nhận nên chưa công bố được. Công nhận kết quả trước."))
    if not form.is_valid():
        return page(request, _TEMPLATE, _page(request, uid, form), status=422, section=_SECTION)
    try:
        results_publish(every[-1], form.draft(), actor=request.actor, now=request.now)
    except Refusal as refusal:
        return page(
            request, _TEMPLATE, _page(request, uid, form, str(refusal)), status=refusal.status, section=_SECTION
        )
    messages.success(request, _("Đã công bố. Ai có địa chỉ trang công khai cũng xem được, không cần tài khoản."))
    return done(request, "scoring:ranking-of", uid=uid)


@require_safe
def decision(request: ActorRequest, uid: UUID, ending: str) -> HttpResponse:
    """Hand out the decision with its annexes; until it is signed, its draft."""
    frozen, every = _frozen(request, uid)
    found = publications.corrections_of(every, until=frozen.issue)
    correction = next((one for one in found if one.issue == frozen.issue), None)
    write = partial(_WRITERS["decision"][_known(ending)], frozen, correction, today=request.today, now=request.now)
    return _paper(write, decision_name(frozen, ending), ending)


@require_safe
def result_sheets(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the sheets of all agencies in one archive."""
    frozen, _every = _frozen(request, uid)
    ids = [one.assessment_id for kind in frozen.kinds for one in kind.standings]
    leaves = publications.leaf_points_of_all(frozen.frozen_issue, ids)
    made = sheets_zip(frozen, leaves, today=request.today, now=request.now)
    return attachment(made, name=sheets_name(frozen), media_type=_ZIP)


@require_safe
def result_sheet(request: ActorRequest, uid: UUID, agency: UUID, ending: str) -> HttpResponse:
    """Hand out the sheet of one agency, with the scores side by side, to whoever may open its assessment."""
    round_ = _round(request, uid)
    issue = publications.issue_for(publications.issues_of(round_), is_all=publications.sees_all(request.actor, round_))
    frozen = ranking_frozen(issue) if issue is not None else None
    found = frozen.of_uid(agency) if frozen is not None else None
    opened = publications.opened_agencies(request.actor, round_)
    if frozen is None or found is None or found[1].agency_id not in opened:
        raise Beyond(_("Không có phiếu kết quả này, hoặc phiếu nằm ngoài phạm vi của bạn."))
    pk = found[1].assessment_id
    leaves = publications.leaf_points_of_all(frozen.frozen_issue, [pk]).get(pk, ())
    write = partial(_WRITERS["sheet"][_known(ending)], frozen, found, leaves, today=request.today, now=request.now)
    return _paper(write, sheet_name(found[1], frozen, ending), ending)


@require_safe
def data(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the ranks as CSV."""
    frozen, _every = _frozen(request, uid)
    return attachment(ranking_csv(frozen), name=ranking_name(frozen), media_type=_CSV)


_WRITERS: dict[str, dict[str, Callable[..., bytes]]] = {
    "decision": {"docx": decision_docx, "pdf": decision_pdf},
    "sheet": {"docx": sheet_docx, "pdf": sheet_pdf},
}


def _known(ending: str) -> str:
    if ending not in _TYPES:
        raise Beyond(_("Chỉ có dạng DOCX và PDF."))
    return ending


def _paper(write: Callable[[], bytes], name: str, ending: str) -> HttpResponse:
    """Return a paper as a file.

    Raises:
        BadInput: the machine cannot print; the sentence says what to install.
    """
    try:
        return attachment(write(), name=name, media_type=_TYPES[ending])
    except PdfUnavailableError as error:
        raise BadInput(str(error)) from None


def _round(request: ActorRequest, uid: UUID) -> Any:
    return publications.round_ranked_for(request.actor, uid)


def _frozen(request: ActorRequest, uid: UUID) -> tuple[Ranking, tuple[Any, ...]]:
    """Return what a decision froze, with all decisions of the round, to whoever sees the whole: ``?lan`` or the latest.

    Raises:
        NotAllowed: the actor runs not the round.
        Beyond: nothing is settled yet, or there is no such decision.
    """
    round_ = _round(request, uid)
    if not publications.sees_all(request.actor, round_):
        access.require(request.actor, "run", round_)
    every = publications.issues_of(round_)
    number = whole_number(request.GET.get("lan", "")) or (every[-1].number if every else 0)
    issue = next((one for one in every if one.number == number), None)
    if issue is None:
        raise Beyond(_("Kết quả của đợt chấm này chưa được công nhận, nên chưa có văn bản."))
    return ranking_frozen(issue), every


def _page(
    request: ActorRequest, uid: UUID | None, form: PublicationForm | None = None, refused: str = ""
) -> InsidePage:
    """Return the page: who holds the round's owner in scope sees all at once, others their own until it is public."""
    actor = request.actor
    round_ = publications.round_ranked_for(actor, uid)
    if round_ is None:
        return nothing_page()
    every, sees_all = publications.issues_of(round_), publications.sees_all(actor, round_)
    issue = publications.issue_for(every, is_all=sees_all)
    found = ranking_frozen(issue) if issue is not None else ranking_now(round_)
    is_whole = sees_all or (issue is not None and issue.published_at is not None)
    shown = inside_page(
        found if is_whole else found.only(publications.seen_agencies(actor, round_)),
        publications.rounds_to_rank(actor),
        publications.corrections_of(every, until=issue) if is_whole else (),
        own_id=actor.agency_id,
        opened=publications.opened_agencies(actor, round_),
        is_whole=is_whole,
        is_keeper=sees_all,
        query=request.GET.dict(),
    )
    if issue is None or issue.published_at is not None or not access.can(actor, "run", round_).allowed:
        return shown
    return publishing(shown, issue, form or PublicationForm(), refused)
