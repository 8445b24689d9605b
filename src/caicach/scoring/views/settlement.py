"""Settling a round: the board, other points of one agency, the act itself, the minutes, corrections afterwards."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.scoring import access
from caicach.scoring.constants import RoundState
from caicach.scoring.exports.minutes import minutes_docx, minutes_name
from caicach.scoring.forms.settlement import (
    CorrectForm,
    MinutesForm,
    RowText,
    SettleForm,
    correction_drafts,
    settled_drafts,
)
from caicach.scoring.pages.settlement.board import BoardSent, board_page
from caicach.scoring.pages.settlement.sheet import FILTERS, SheetSent, adjustment_texts, score_texts, sheet_page
from caicach.scoring.selectors.appeals import appeals_by_score
from caicach.scoring.selectors.assessments import Sheet, assessment_for, sheet_of
from caicach.scoring.selectors.minutes import minutes_of
from caicach.scoring.selectors.settlement import board_of, latest_issue, readiness_of, round_to_settle
from caicach.scoring.services.corrections import results_correct
from caicach.scoring.services.minutes import minutes_set
from caicach.scoring.services.settle import round_settle
from caicach.scoring.services.settled import adjustments_settle, settled_set
from caicach.ui.notation import number_text
from caicach.web.downloads import DOCX, attachment
from caicach.web.errors import BadInput, NotAllowed, WrongState
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest

__all__ = ["minutes", "minutes_signed", "settle", "settlement", "settlement_sheet"]

_BOARD, _SHEET = "scoring/settlement/board.html", "scoring/settlement/sheet.html"


@require_safe
def settlement(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the points of all agencies side by side, and what is missing before they are settled."""
    return _board(request, uid)


def _board(request: ActorRequest, uid: UUID, sent: BoardSent | None = None, *, status: int = 200) -> HttpResponse:
    round_ = round_to_settle(request.actor, uid)
    readiness = readiness_of(round_) if round_.state == RoundState.OPEN else None
    may_run = access.can(request.actor, "run", round_).allowed
    content = board_page(board_of(round_), readiness, may_run=may_run, query=request.GET, sent=sent)
    return page(request, _BOARD, content, status=status)


@require_POST
def settle(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Settle the round; one that was refused is shown again with what was typed."""
    round_ = round_to_settle(request.actor, uid)
    access.require(request.actor, "run", round_)
    form = SettleForm(request.POST, blanks=readiness_of(round_).blanks)
    if not form.is_valid():
        return _board(request, uid, BoardSent(form=form), status=422)
    try:
        round_settle(round_, form.draft(), actor=request.actor, now=request.now)
    except (BadInput, WrongState) as refusal:
        return _board(request, uid, BoardSent(form=form, refused=str(refusal)), status=refusal.status)
    messages.success(request, _("Đã công nhận và chốt kết quả. Nhập số quyết định để công bố."))
    return done(request, "scoring:settlement", uid=uid)


@require_safe
def minutes(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the minutes of the meeting as a DOCX file to fill and sign."""
    found = minutes_of(round_to_settle(request.actor, uid))
    return attachment(
        minutes_docx(found, today=request.today, now=request.now), name=minutes_name(found), media_type=DOCX
    )


@require_POST
def minutes_signed(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep the minutes as they were signed, beside the latest results."""
    round_ = round_to_settle(request.actor, uid)
    access.require(request.actor, "run", round_)
    issue = latest_issue(round_)
    form = MinutesForm(request.POST, request.FILES, auto_id="bb-%s")
    if not form.is_valid():
        return _board(request, uid, BoardSent(minutes=form), status=422)
    try:
        document = minutes_set(issue, form.draft(), actor=request.actor, now=request.now)
    except BadInput as refusal:
        return _board(request, uid, BoardSent(minutes=form, refused=str(refusal)), status=refusal.status)
    messages.success(request, _("Đã lưu biên bản đã ký “%(title)s”.") % {"title": str(document)})
    return done(request, "scoring:settlement", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def settlement_sheet(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show one agency's points side by side; by POST, keep other points to settle, or correct those settled."""
    found = sheet_of(assessment_for(request.actor, uid))
    if request.method != "POST":
        return _sheet(request, found)
    if not access.settles(request.actor, found.assessment):
        raise NotAllowed(_("Chỉ cán bộ cơ quan thường trực công nhận điểm, và không công nhận cho cơ quan mình."))
    if found.assessment.round.state == RoundState.OPEN:
        return _save(request, found)
    return _correct(request, found)


def _sheet(request: ActorRequest, found: Sheet, sent: SheetSent | None = None, *, status: int = 200) -> HttpResponse:
    shown = request.GET.get("loc", "")
    content = sheet_page(
        found,
        appeals_by_score(found.assessment),
        shown if shown in FILTERS else "",
        settles=access.settles(request.actor, found.assessment),
        today=request.today,
        sent=sent,
    )
    return page(request, _SHEET, content, status=status)


def _save(request: ActorRequest, found: Sheet) -> HttpResponse:
    leaves, others, texts = settled_drafts(request.POST, score_texts(found), adjustment_texts(found))
    round_ = found.assessment.round
    saved = settled_set(round_, leaves, actor=request.actor, now=request.now)
    adjusted = adjustments_settle(round_, others, actor=request.actor, now=request.now)
    errors = {str(one.score_id): one.sentence for one in saved.refused}
    errors |= {f"tt_{one.score_id}": one.sentence for one in adjusted.refused}
    count = len(saved.done) + len(adjusted.done)
    said = _("Đã lưu %(count)s dòng.") if count else _("Chưa có dòng nào thay đổi.")
    if errors:
        return _again(request, found, said if count else "", texts, errors)
    messages.success(request, said % {"count": number_text(count)})
    return done(request, "scoring:settlement-sheet", uid=found.assessment.uid)


def _again(
    request: ActorRequest, found: Sheet, said: str, texts: Mapping[str, RowText], errors: Mapping[str, str]
) -> HttpResponse:
    """Show the page with the rows that were refused, their texts and why."""
    if said:
        messages.success(request, said % {"count": number_text(len(texts) - len(errors))})
    refused = _("%(count)s dòng chưa lưu được; lý do ghi ở từng dòng.") % {"count": number_text(len(errors))}
    kept = {name: text for name, text in texts.items() if name in errors}
    return _sheet(request, sheet_of(found.assessment), SheetSent(kept, errors, refused=refused), status=422)


def _correct(request: ActorRequest, found: Sheet) -> HttpResponse:
    drafts, others, texts = correction_drafts(request.POST, score_texts(found), adjustment_texts(found))
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _sheet(request, found, SheetSent(texts, {}, form=form), status=422)
    try:
        reason, round_ = form.cleaned_data["reason"], found.assessment.round
        issue = results_correct(round_, drafts, others, reason=reason, actor=request.actor, now=request.now)
    except (BadInput, WrongState) as refusal:
        sent = SheetSent(texts, {}, form=form, refused=str(refusal))
        return _sheet(request, found, sent, status=refusal.status)
    words = {"number": number_text(issue.number)}
    messages.success(request, _("Đã chốt kết quả lần %(number)s. Nhập số quyết định sửa để công bố.") % words)
    return done(request, "scoring:settlement", uid=found.assessment.round.uid)
