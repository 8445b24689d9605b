"""Appraising: what there is to do in a round, and one sub-criterion over all agencies."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.scoring.forms.appraisal import GridFilter, grid_draft
from caicach.scoring.pages.appraisal.grid import grid_page
from caicach.scoring.pages.appraisal.listing import AppraisalPage
from caicach.scoring.pages.appraisal.tabs import ways_for
from caicach.scoring.pages.appraisal.units import units_page
from caicach.scoring.pages.phase_finish import finish_block
from caicach.scoring.selectors.grid import Grid, appraising_of, grid_of, progress_of, units_of
from caicach.scoring.selectors.phases import finishing_of
from caicach.scoring.selectors.rounds import round_for
from caicach.scoring.services.appraise import keep_clear
from caicach.scoring.services.appraise_grid import grid_save
from caicach.ui.notation import number_text
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["appraisal", "grid", "units"]

_GRID = "scoring/appraisal/grid.html"


@require_safe
def appraisal(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what the reader's body appraises in a round, and how far it is."""
    round_ = round_for(request.actor, uid).round
    appraising = appraising_of(request.actor, round_)
    finish = finish_block(round_, finishing_of(request.actor, round_))
    ways = ways_for(request.actor, appraising)
    content = AppraisalPage.of(round_, progress_of(appraising), finish, ways)
    return page(request, "scoring/appraisal/list.html", content)


@require_safe
def units(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the agencies that the reader's body appraises, with how far each is."""
    round_ = round_for(request.actor, uid).round
    appraising = appraising_of(request.actor, round_)
    content = units_page(round_, units_of(appraising), ways_for(request.actor, appraising))
    return page(request, "scoring/appraisal/units.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Show one sub-criterion over all agencies; by POST, keep what was given."""
    found = grid_of(request.actor, round_for(request.actor, uid).round, key)
    if request.method != "POST":
        return page(request, _GRID, grid_page(found, GridFilter.of(request.GET), today=request.today))
    if "giu-ro" in request.POST:
        done = keep_clear(found.round, [key], actor=request.actor, now=request.now)
        words = {"count": number_text(len(done.done))}
        messages.success(request, _("Đã giữ điểm tự chấm của %(count)s cơ quan.") % words)
        return redirect(request.get_full_path())
    return _save(request, found)


def _save(request: ActorRequest, found: Grid) -> HttpResponse:
    draft, texts = grid_draft(found.rows, request.POST)
    done = grid_save(found.round, draft, actor=request.actor, now=request.now)
    errors = {one.score_id: one.sentence for one in done.refused}
    words = {"count": number_text(len(done.done))}
    said = _("Đã lưu %(count)s dòng.") % words if done.done else _("Chưa có dòng nào thay đổi.")
    if errors:
        if done.done:
            messages.success(request, said)
        kept = {pk: text for pk, text in texts.items() if pk in errors}
        again = grid_of(request.actor, found.round, found.of.leaf.key)
        content = grid_page(again, GridFilter.of(request.GET), today=request.today, texts=kept, errors=errors)
        return page(request, _GRID, content, status=422)
    messages.success(request, said)
    after = found.keys[found.keys.index(found.of.leaf.key) + 1 :][:1]
    if "tiep" in request.POST and after:
        return redirect("scoring:grid", uid=found.round.uid, key=after[0])
    return redirect(request.get_full_path())
