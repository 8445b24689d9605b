"""A round over all agencies: what its points mean, and work for many agencies at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.scoring import access
from caicach.scoring.constants import AssessmentState, ImprovementKind
from caicach.scoring.exports.remedies import remedies_docx, remedies_name, remedies_over
from caicach.scoring.forms.improving import GiveManyForm
from caicach.scoring.pages.analysis.openings import openings_page
from caicach.scoring.pages.analysis.overall import ALL, overall_page
from caicach.scoring.selectors.analysis import leaf_losses, losing_agencies, ranking_for
from caicach.scoring.selectors.differences import bodies_of
from caicach.scoring.selectors.openings import agencies_of, openings_of
from caicach.scoring.selectors.publications import sees_all
from caicach.scoring.selectors.rounds import RoundFacts, round_for
from caicach.scoring.services.improvements import improvements_assign_all
from caicach.scoring.views.analysis import mended_on, tell_given
from caicach.web.downloads import DOCX, attachment
from caicach.web.errors import BadInput, NotAllowed, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest, whole_number

if TYPE_CHECKING:
    from caicach.scoring.models import Round

__all__ = ["analysis", "round_annex", "round_work"]


def _facts(request: ActorRequest, uid: UUID) -> RoundFacts:
    """Return a round that the reader analyses: whoever holds its owner in scope.

    Raises:
        Beyond: out of reach.
        NotAllowed: the reader sees but a part of it.
    """
    found = round_for(request.actor, uid)
    if not sees_all(request.actor, found.round):
        raise NotAllowed(
            _("Chỉ người theo dõi cả đợt chấm xem phân tích này. Xem kết quả của cơ quan bạn ở phiếu chấm.")
        )
    return found


@require_safe
def analysis(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what the points of a round mean."""
    facts = _facts(request, uid)
    ranking, _sees = ranking_for(request.actor, facts.round)
    content = overall_page(
        ranking,
        leaf_losses(facts.round),
        bodies_of(facts.round),
        is_whole=ALL in request.GET,
        may_give=access.can(request.actor, "run", facts.round).allowed,
        is_scoring=bool(facts.states.get(AssessmentState.SCORING)),
    )
    return page(request, "scoring/analysis/overall.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
def round_work(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show where work can be given in a round; by POST, give it to the agencies that were chosen."""
    round_ = _facts(request, uid).round
    access.require(request.actor, "run", round_)
    kind = ImprovementKind.WIN if request.GET.get("loai") == ImprovementKind.WIN else ImprovementKind.REMEDY
    key = request.GET.get("tieu-chi", "")
    if request.method != "POST":
        day = None if kind == ImprovementKind.WIN else mended_on(round_.year, request.today)
        return _show(request, round_, key, GiveManyForm(kind=kind, initial={"due_on": day}))
    chosen, form = request.POST.getlist("chon"), GiveManyForm(request.POST, kind=kind)
    if not form.is_valid():
        return _show(request, round_, key, form, chosen, status=422)
    picks = [(pk, key) for one in chosen if (pk := whole_number(one)) is not None]
    try:
        given = improvements_assign_all(round_, picks, form.draft(), actor=request.actor, now=request.now)
    except (BadInput, WrongState) as refusal:
        return _show(request, round_, key, form, chosen, [str(refusal)], status=refusal.status)
    tell_given(request, given)
    if given.refused:
        left = [str(one.assessment_id) for one in given.refused]
        return _show(request, round_, key, form, left, [one.sentence for one in given.refused], status=422)
    return redirect(request.get_full_path())


def _show(
    request: ActorRequest,
    round_: "Round",
    key: str,
    form: GiveManyForm,
    chosen: Sequence[str] | None = None,
    refused: Sequence[str] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    openings = openings_of(round_, form.kind, today=request.today)
    agencies = agencies_of(round_, form.kind, key, today=request.today) if key else ()
    content = openings_page(
        round_, form.kind, openings, agencies, key if agencies else "", form, chosen=chosen, refused=refused
    )
    return page(request, "scoring/analysis/openings.html", content, status=status)


@require_safe
def round_annex(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out what all agencies lost as the annex of the owner's next plan."""
    round_ = _facts(request, uid).round
    day, name = mended_on(round_.year, request.today), round_.owner.current_name
    rows = remedies_over(leaf_losses(round_), losing_agencies(round_))
    data = remedies_docx(round_, name, rows, due_on=day, today=request.today, now=request.now)
    return attachment(data, name=remedies_name(name, day.year), media_type=DOCX)
