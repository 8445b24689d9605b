"""What points mean: what can still be won, where they were lost, what moved; work from both."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.people.selectors import posts_at
from caicach.plans.selectors.own_plan import units_of
from caicach.scoring import access
from caicach.scoring.constants import ImprovementKind
from caicach.scoring.forms.improving import GiveWorkForm
from caicach.scoring.pages.analysis.winnable import winnable_page
from caicach.scoring.selectors.assessments import Sheet, assessment_for, sheet_of
from caicach.scoring.selectors.winnable import chances_of
from caicach.scoring.services.improvements import Improvements, improvements_assign
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["winnable"]


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
    _tell(request, given)
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


def _tell(request: ActorRequest, given: Improvements) -> None:
    if given.made:
        words = {"count": number_text(len(given.made))}
        messages.success(request, _("Đã giao việc cho %(count)s tiêu chí.") % words)
