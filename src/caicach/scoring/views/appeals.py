"""Explaining the points: on one sub-criterion, all differences of an agency at once; answering what was objected."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.scoring import access
from caicach.scoring.constants import LeftOut
from caicach.scoring.forms.appeals import AnswerText, AppealForm, answers_sent, replies_sent
from caicach.scoring.forms.claims import PaperForm
from caicach.scoring.pages.appeals.differences import DifferencesSent, differences_page
from caicach.scoring.pages.appeals.leaf_part import AppealSent
from caicach.scoring.pages.appeals.listing import AppealsFilter, AppealsSent, appeals_page
from caicach.scoring.pages.assessment.leaf import Sent
from caicach.scoring.selectors.appeals import (
    RoundAppeals,
    appeals_by_score,
    differences_of,
    explanation_due_on,
    round_appeals,
)
from caicach.scoring.selectors.assessments import Sheet, assessment_for, sheet_of
from caicach.scoring.selectors.rounds import round_for
from caicach.scoring.services.appeal_answers import appeals_answer
from caicach.scoring.services.appeals import Reply, appeal_withdraw, replies_save
from caicach.scoring.services.explanation import FinishDraft, explanation_finish
from caicach.scoring.views.assessment import rights_of, sheet_with, show_leaf
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["appeals", "differences", "reply"]


@require_POST
def reply(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Keep what an agency says to one sub-criterion: it agrees, objects, or takes back what it said."""
    found = sheet_with(request, uid, key)
    access.require_scorer(request.actor, found.assessment)
    score = found.scores[key]
    if "rut" in request.POST:
        return _withdraw(request, found, key)
    seen = whole_number(request.POST.get("seen", ""))
    if "dong-y" in request.POST:
        _kept(request, found, Reply(score.pk, seen_id=seen))
        messages.success(request, _("Đã ghi đồng ý với điểm thẩm định."))
        return redirect("scoring:leaf", uid=uid, key=key)
    form = AppealForm(request.POST, may_leave_out=score.left_out == LeftOut.REFUSED, auto_id="gt-%s")
    if not form.is_valid():
        return show_leaf(request, found, key, Sent(appeal=AppealSent(form)), status=422)
    try:
        _kept(request, found, Reply(score.pk, form.draft(), seen))
    except BadInput as refusal:
        sent = Sent(appeal=AppealSent(form, str(refusal)))
        return show_leaf(request, found, key, sent, status=refusal.status)
    messages.success(request, _("Đã ghi giải trình. Thêm văn bản chứng minh ở phần minh chứng nếu cần."))
    return redirect("scoring:leaf", uid=uid, key=key)


def _kept(request: ActorRequest, found: Sheet, said: Reply) -> None:
    done = replies_save(found.assessment, [said], actor=request.actor, now=request.now)
    if done.refused:
        raise BadInput(done.refused[0].sentence)


def _withdraw(request: ActorRequest, found: Sheet, key: str) -> HttpResponse:
    score = found.scores[key]
    appeal = appeals_by_score(found.assessment, [score.pk]).get(score.pk)
    if appeal is None:
        raise WrongState(_("Giải trình này đã được trả lời hoặc đã rút. Tải lại trang để xem."))
    appeal.score = score
    score.assessment = found.assessment
    appeal_withdraw(appeal, actor=request.actor, now=request.now)
    messages.success(request, _("Đã rút. Bạn có thể trả lời lại khi bước giải trình còn mở."))
    return redirect("scoring:leaf", uid=found.assessment.uid, key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def differences(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show all differences of an assessment; by POST, keep what was said, and finish where that is asked for."""
    found = sheet_of(assessment_for(request.actor, uid))
    if request.method != "POST":
        return _differences(request, found, DifferencesSent({}, {}))
    access.require_scorer(request.actor, found.assessment)
    rows = differences_of(found, appeals_by_score(found.assessment))
    said, texts = replies_sent(rows, request.POST)
    done = replies_save(found.assessment, said, actor=request.actor, now=request.now)
    errors = {one.score_id: one.sentence for one in done.refused}
    if errors or "xong" in request.POST:
        kept = {pk: text for pk, text in texts.items() if pk in errors}
        rest = "dong-y-con-lai" in request.POST
        return _finish(request, found, DifferencesSent(kept, errors, rest_is_agreed=rest))
    words = {"count": number_text(len(done.done))}
    messages.success(request, _("Đã lưu %(count)s dòng.") % words if said else _("Chưa có dòng nào thay đổi."))
    return redirect("scoring:differences", uid=uid)


def _finish(request: ActorRequest, found: Sheet, sent: DifferencesSent) -> HttpResponse:
    """Finish the explanation; where a row or the whole is refused, show the page again with what was typed."""
    is_for = access.require_scorer(request.actor, found.assessment)
    form = PaperForm(request.POST, request.FILES, auto_id="pk-%s") if is_for else None
    again = DifferencesSent(sent.texts, sent.errors, paper=form, rest_is_agreed=sent.rest_is_agreed)
    if sent.errors or (form is not None and not form.is_valid()):
        return _differences(request, found, again, status=422)
    paper = form.draft() if form is not None and form.cleaned_data.get("file") else None
    try:
        draft = FinishDraft(sent.rest_is_agreed, paper)
        explanation_finish(found.assessment, draft, actor=request.actor, now=request.now)
    except BadInput as refusal:
        refused = DifferencesSent({}, {}, str(refusal), form, sent.rest_is_agreed)
        return _differences(request, found, refused, status=refusal.status)
    messages.success(request, _("Đã kết thúc giải trình. Cơ quan thẩm định xem và trả lời các kiến nghị."))
    return redirect("scoring:differences", uid=found.assessment.uid)


def _differences(request: ActorRequest, found: Sheet, sent: DifferencesSent, *, status: int = 200) -> HttpResponse:
    rows = differences_of(found, appeals_by_score(found.assessment))
    due_on, rights = explanation_due_on(found.assessment), rights_of(request, found)
    content = differences_page(found, rows, rights, due_on, today=request.today, sent=sent)
    return page(request, "scoring/appeals/differences.html", content, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def appeals(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the objections of a round to whoever answers them; by POST, keep the answers."""
    round_ = round_for(request.actor, uid).round
    asked, found = AppealsFilter.of(request.GET.dict()), round_appeals(request.actor, round_)
    if request.method != "POST":
        return page(request, "scoring/appeals/list.html", appeals_page(found, asked))
    return _answer(request, found, asked)


def _answer(request: ActorRequest, found: RoundAppeals, asked: AppealsFilter) -> HttpResponse:
    # What was sent is kept whichever page of the list shows it: somebody may have answered a row meanwhile.
    answers, texts = answers_sent(found.rows, request.POST, request.POST.getlist("chon"))
    if not answers:
        messages.success(request, _("Chưa có kiến nghị nào được trả lời."))
        return redirect(request.get_full_path())
    done = appeals_answer(found.round, answers, actor=request.actor, now=request.now)
    words = {"count": number_text(len(done.done))}
    if done.done:
        messages.success(request, _("Đã trả lời %(count)s kiến nghị.") % words)
    if not done.refused:
        return redirect(request.get_full_path())
    errors = {one.appeal_id: one.sentence for one in done.refused}
    common = AnswerText(request.POST.get("tra_loi_chung", ""), "", request.POST.get("y_kien_chung", ""))
    sent = AppealsSent({pk: text for pk, text in texts.items() if pk in errors}, errors, common)
    content = appeals_page(round_appeals(request.actor, found.round), asked, sent)
    return page(request, "scoring/appeals/list.html", content, status=422)
