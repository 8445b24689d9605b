"""Appraising by agency: all sub-criteria of one that the reader's body appraises, and one of them on its page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.scoring.forms.appraisal import GridFilter, adjust_drafts, grid_draft, papers_typed
from caicach.scoring.pages.appraisal.leaf_part import AppraiseSent
from caicach.scoring.pages.appraisal.unit import UnitSent, unit_page
from caicach.scoring.pages.assessment.leaf import Sent
from caicach.scoring.selectors.adjusting import papers_by_symbol
from caicach.scoring.selectors.assessments import assessment_for, sheet_of
from caicach.scoring.selectors.unit_grid import UnitGrid, row_for, unit_grid_of
from caicach.scoring.services.adjust_appraise import adjustments_appraise
from caicach.scoring.services.appraise import keep_clear
from caicach.scoring.services.appraise_grid import grid_save
from caicach.scoring.views.assessment import sheet_with, show_leaf
from caicach.ui.notation import number_text
from caicach.web.errors import NotAllowed
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["leaf_appraise", "unit"]

_UNIT = "scoring/appraisal/unit.html"


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show one agency over all sub-criteria that the reader's body appraises; by POST, keep what was given."""
    found = unit_grid_of(request.actor, assessment_for(request.actor, uid))
    if request.method != "POST":
        return page(request, _UNIT, unit_page(found, GridFilter.of(request.GET), today=request.today))
    if "giu-ro" in request.POST:
        keys = [row.leaf.key for row in found.rows if row.is_clear]
        round_ = found.assessment.round
        done = keep_clear(round_, keys, actor=request.actor, now=request.now, assessment=found.assessment)
        words = {"count": number_text(len(done.done))}
        messages.success(request, _("Đã giữ điểm tự chấm của %(count)s tiêu chí.") % words)
        return redirect(request.get_full_path())
    return _save(request, found)


def _save(request: ActorRequest, found: UnitGrid) -> HttpResponse:
    """Keep what can be kept of scores, and of bonus and penalty; show again what was refused."""
    round_, data = found.assessment.round, request.POST
    draft, texts = grid_draft(found.rows, data)
    papers = papers_by_symbol(request.actor, papers_typed(found.adjustments, data))
    adjustments, adjust_texts, unknown = adjust_drafts(found.adjustments, data, papers)
    done = grid_save(round_, draft, actor=request.actor, now=request.now)
    adjusted = adjustments_appraise(round_, adjustments, actor=request.actor, now=request.now)
    count = len(done.done) + len(adjusted.done)
    sent = UnitSent(
        texts,
        {one.score_id: one.sentence for one in done.refused},
        adjust_texts,
        {(one.assessment_id, one.key): one.sentence for one in (*unknown, *adjusted.refused)},
    )
    if sent.errors or sent.adjust_errors:
        if count:
            messages.success(request, _kept(count))
        again = unit_grid_of(request.actor, assessment_for(request.actor, found.assessment.uid))
        content = unit_page(again, GridFilter.of(request.GET), today=request.today, sent=sent.of_refused())
        return page(request, _UNIT, content, status=422)
    messages.success(request, _kept(count))
    if "tiep" in data and found.after is not None:
        return redirect("scoring:unit-appraisal", uid=found.after.uid)
    return redirect(request.get_full_path())


def _kept(count: int) -> str:
    return _("Đã lưu %(count)s dòng.") % {"count": number_text(count)} if count else _("Chưa có dòng nào thay đổi.")


@require_POST
def leaf_appraise(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Keep what an appraiser gave at one sub-criterion of one agency."""
    found = sheet_with(request, uid, key)
    row = row_for(request.actor, found, key)
    if row is None:
        raise NotAllowed(_("Cơ quan bạn không thẩm định tiêu chí này của cơ quan này."))
    draft, texts = grid_draft([row], request.POST)
    done = grid_save(found.assessment.round, draft, actor=request.actor, now=request.now)
    if done.refused:
        again = sheet_of(assessment_for(request.actor, uid))
        sent = Sent(appraise=AppraiseSent(texts[row.score.pk], done.refused[0].sentence))
        return show_leaf(request, again, key, sent, status=422)
    messages.success(request, _("Đã lưu.") if done.done else _("Chưa có gì thay đổi."))
    return redirect("scoring:leaf", uid=uid, key=key)
