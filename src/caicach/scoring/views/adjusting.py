"""Appraising bonus and penalty points over all agencies of a round."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.scoring.forms.appraisal import adjust_drafts, papers_typed
from caicach.scoring.pages.appraisal.adjusting import adjust_page, asked_rows
from caicach.scoring.pages.appraisal.tabs import ways_for
from caicach.scoring.selectors.adjusting import adjust_grid_of, papers_by_symbol
from caicach.scoring.selectors.grid import appraising_of
from caicach.scoring.selectors.rounds import round_for
from caicach.scoring.services.adjust_appraise import adjustments_appraise
from caicach.ui.notation import number_text
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["adjustments"]


@require_http_methods(["GET", "HEAD", "POST"])
def adjustments(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show bonus and penalty points over all agencies; by POST, keep what was given."""
    round_ = round_for(request.actor, uid).round
    grid, asked = adjust_grid_of(request.actor, round_), request.GET.get("muc", "")
    ways = ways_for(request.actor, appraising_of(request.actor, round_))
    if request.method != "POST":
        return page(request, "scoring/appraisal/adjusting.html", adjust_page(grid, asked, ways))
    rows = asked_rows(grid, asked)
    papers = papers_by_symbol(request.actor, papers_typed(rows, request.POST))
    drafts, texts, unknown = adjust_drafts(rows, request.POST, papers)
    done = adjustments_appraise(round_, drafts, actor=request.actor, now=request.now)
    errors = {(one.assessment_id, one.key): one.sentence for one in (*unknown, *done.refused)}
    words = {"count": number_text(len(done.done))}
    said = _("Đã lưu %(count)s dòng.") % words if done.done else _("Chưa có dòng nào thay đổi.")
    if done.done or not errors:
        messages.success(request, said)
    if not errors:
        return redirect(request.get_full_path())
    kept = {place: text for place, text in texts.items() if place in errors}
    content = adjust_page(adjust_grid_of(request.actor, round_), asked, ways, texts=kept, errors=errors)
    return page(request, "scoring/appraisal/adjusting.html", content, status=422)
