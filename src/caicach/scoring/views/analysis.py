"""What points mean: what can still be won, where they were lost, what moved; work from both."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.people.selectors import posts_at
from caicach.plans.selectors.own_plan import own_draft_of, units_of
from caicach.scoring import access
from caicach.scoring.constants import ImprovementKind
from caicach.scoring.exports.remedies import remedies_docx, remedies_name, remedies_of
from caicach.scoring.forms.improving import GiveWorkForm, RemedyForm
from caicach.scoring.pages.analysis.remedies import remedies_page
from caicach.scoring.pages.analysis.result import ALL, result_page, typed_of
from caicach.scoring.pages.analysis.winnable import winnable_page
from caicach.scoring.selectors.analysis import own_result
from caicach.scoring.selectors.assessments import Sheet, assessment_for, sheet_of
from caicach.scoring.selectors.winnable import chances_of, lost_of
from caicach.scoring.services.improvements import Improvements, improvements_assign, remedies_plan
from caicach.ui.notation import number_text
from caicach.web.downloads import DOCX, attachment
from caicach.web.errors import BadInput, Beyond, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["remedies", "remedies_annex", "result", "tell_given", "winnable"]

_MENDED = (9, 30)  # month and day that stand in the form first: before the next year's self-scoring begins


@require_http_methods(["GET", "HEAD", "POST"])
def winnable(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what an agency can still win; by POST, give work for what was chosen."""
    found = sheet_of(assessment_for(request.actor, uid))
    if request.method != "POST":
        return _show_winnable(request, found, _form(request, found))
    access.require(request.actor, "improve", found.assessment)
    chosen, form = request.POST.getlist("chon"), _form(request, found, is_sent=True)
    if form is None or not form.is_valid():
        return _show_winnable(request, found, form, chosen, status=422)
    try:
        given = improvements_assign(
            found.assessment, chosen, form.draft(ImprovementKind.WIN), actor=request.actor, now=request.now
        )
    except (BadInput, WrongState) as refusal:
        return _show_winnable(request, found, form, chosen, [str(refusal)], status=refusal.status)
    tell_given(request, given)
    if given.refused:
        left = [one.leaf_key for one in given.refused]
        return _show_winnable(request, found, form, left, [one.sentence for one in given.refused], status=422)
    back = request.POST.get("ve", "")
    return (
        redirect("scoring:leaf", uid=uid, key=back) if back in found.scores else redirect("scoring:winnable", uid=uid)
    )


def _form(request: ActorRequest, found: Sheet, *, is_sent: bool = False) -> GiveWorkForm | None:
    """Return the form; None where the reader gives no work here."""
    if not access.can(request.actor, "improve", found.assessment).allowed:
        return None
    agency_id = found.assessment.agency_id
    units, posts = units_of(agency_id, on=request.today), posts_at((agency_id,), on=request.today)
    return GiveWorkForm(request.POST if is_sent else None, units=units, posts=posts)


def _show_winnable(
    request: ActorRequest,
    found: Sheet,
    form: GiveWorkForm | None,
    chosen: Sequence[str] = (),
    refused: Sequence[str] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    chances = chances_of(found, today=request.today)
    content = winnable_page(found, chances, form=form, chosen=chosen, refused=refused)
    return page(request, "scoring/analysis/winnable.html", content, status=status)


def tell_given(request: ActorRequest, given: Improvements) -> None:
    """Say how much work was given."""
    if given.made:
        words = {"count": number_text(len(given.made))}
        messages.success(request, _("Đã giao việc cho %(count)s tiêu chí.") % words)


@require_safe
def result(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what an agency has reached; with points to try in the address, what these would come to."""
    found = own_result(request.actor, assessment_for(request.actor, uid))
    if found is None:
        raise Beyond(_("Phiếu chấm này không có tiêu chí nào."))
    may_mend = access.can(request.actor, "improve", found.sheet.assessment).allowed
    content = result_page(found, typed_of(request.GET.dict()), may_mend=may_mend, is_whole=ALL in request.GET)
    return page(request, "scoring/analysis/result.html", content, status=422 if content.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remedies(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what an agency lost; by POST, put what was chosen into its next plan, or give it as duties."""
    found = sheet_of(assessment_for(request.actor, uid))
    may_give = access.can(request.actor, "improve", found.assessment).allowed
    if request.method != "POST":
        day = mended_on(found.assessment.round.year, request.today)
        return _show_remedies(request, found, RemedyForm(initial={"due_on": day}) if may_give else None)
    access.require(request.actor, "improve", found.assessment)
    chosen, form = request.POST.getlist("chon"), RemedyForm(request.POST)
    if not form.is_valid():
        return _show_remedies(request, found, form, chosen, status=422)
    try:
        given = remedies_plan(
            found.assessment, chosen, form.cleaned_data["due_on"], actor=request.actor, now=request.now
        )
    except (BadInput, WrongState) as refusal:
        return _show_remedies(request, found, form, chosen, [str(refusal)], status=refusal.status)
    tell_given(request, given)
    if given.refused:
        left = [one.leaf_key for one in given.refused]
        return _show_remedies(request, found, form, left, [one.sentence for one in given.refused], status=422)
    if given.own_plan is not None:
        return redirect("plans:own", uid=given.own_plan.uid)
    return redirect("scoring:remedies", uid=uid)


def _show_remedies(
    request: ActorRequest,
    found: Sheet,
    form: RemedyForm | None,
    chosen: Sequence[str] | None = None,
    refused: Sequence[str] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    assessment = found.assessment
    has_plan = own_draft_of(assessment.agency_id, assessment.round.year + 1) is not None
    content = remedies_page(found, lost_of(found), form=form, has_plan=has_plan, chosen=chosen, refused=refused)
    return page(request, "scoring/analysis/remedies.html", content, status=status)


@require_safe
def remedies_annex(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out what an agency lost as the annex of its next plan."""
    found = sheet_of(assessment_for(request.actor, uid))
    round_, name = found.assessment.round, found.assessment.agency.current_name
    day = mended_on(round_.year, request.today)
    rows = remedies_of(found, lost_of(found))
    data = remedies_docx(round_, name, rows, due_on=day, today=request.today, now=request.now)
    return attachment(data, name=remedies_name(name, day.year), media_type=DOCX)


def mended_on(year: int, today: date) -> date:
    """Return by when what was lost in ``year`` is mended, unless somebody says otherwise: in the year after it."""
    return max(date(year + 1, *_MENDED), today)
