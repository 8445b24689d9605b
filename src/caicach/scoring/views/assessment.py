"""Scoring an agency: the tree with one sub-criterion open, its claim and proof; the summary that is locked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.documents.selectors import document_to_prove
from caicach.scoring import access
from caicach.scoring.exports.assessment_book import book_name, write_book
from caicach.scoring.exports.proof_list import list_docx, list_name, proofs_zip, zip_name
from caicach.scoring.forms.claims import BookForm, ClaimForm, LeftOutForm, PaperForm, ProofForm, ReasonForm
from caicach.scoring.imports.assessment_book import read_book
from caicach.scoring.pages.analysis.winnable import WinPanel, panel_of
from caicach.scoring.pages.assessment.book import book_page
from caicach.scoring.pages.assessment.frame import Rights
from caicach.scoring.pages.assessment.leaf import NOTHING_SENT, Read, Sent, leaf_page
from caicach.scoring.pages.assessment.proofs import Proving, found_of
from caicach.scoring.pages.assessment.summary import Sent as SummarySent
from caicach.scoring.pages.assessment.summary import summary_page
from caicach.scoring.selectors.appeals import appeal_facts
from caicach.scoring.selectors.assessments import Sheet, assessment_for, changes_of, earlier_score, sheet_of
from caicach.scoring.selectors.proofs import documents_offered, judge, proof_for
from caicach.scoring.selectors.unit_grid import row_for
from caicach.scoring.selectors.winnable import chances_of
from caicach.scoring.services import claims, locking, proofs, proposals
from caicach.scoring.services.by_data import left_out_by_data, proposals_take
from caicach.ui.notation import number_text
from caicach.web.downloads import DOCX, XLSX, attachment
from caicach.web.errors import BadInput, Beyond
from caicach.web.pages import done, page
from caicach.web.requests import ActorRequest, whole_number
from caicach.web.workbooks import MAX_BYTES
from vanban.text.forms import squeeze

__all__ = [
    "adjust",
    "book",
    "book_in",
    "book_take",
    "by_data",
    "claim",
    "leaf",
    "left_out",
    "lock",
    "proof_add",
    "proof_files",
    "proof_list",
    "proof_remove",
    "propose",
    "rights_of",
    "sheet",
    "sheet_with",
    "show_leaf",
    "signed_paper",
    "summary",
    "unlock",
]


@require_safe
def sheet(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show an assessment at the first sub-criterion that lacks something."""
    found = sheet_of(assessment_for(request.actor, uid))
    keys = [one.key for one in found.leaves]
    if not keys:
        raise Beyond(_("Phiếu chấm này không có tiêu chí nào."))
    return show_leaf(request, found, next(iter(found.gaps), keys[0]))


@require_safe
def leaf(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Show one sub-criterion of an assessment."""
    return show_leaf(request, sheet_with(request, uid, key), key)


@require_POST
def claim(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Keep what is claimed; one that was refused is shown again with what was typed."""
    found = sheet_with(request, uid, key)
    access.require_scorer(request.actor, found.assessment)
    if "value" not in request.POST:
        raise BadInput(_("Không rõ điểm nào được gửi. Tải lại trang rồi chấm lại."))
    form = ClaimForm(request.POST, leaf=found.criteria.by_key()[key], auto_id="tc-%s")
    if not form.is_valid():
        return show_leaf(request, found, key, Sent(claim=form), status=422)
    try:
        claims.claim_save(found.assessment, form.draft(), actor=request.actor, now=request.now)
    except BadInput as refusal:
        return show_leaf(request, found, key, Sent(claim=form, refused=str(refusal)), status=refusal.status)
    messages.success(request, _("Đã lưu điểm tự chấm của tiêu chí %(number)s.") % {"number": form.leaf.number})
    keys = [one.key for one in found.leaves]
    after = keys[keys.index(key) + 1 :][:1]
    return redirect("scoring:leaf", uid=uid, key=after[0] if after and "tiep" in request.POST else key)


@require_POST
def by_data(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take over from data at once: every proposal where nothing is claimed, or that all that does not apply so be."""
    found = assessment_for(request.actor, uid)
    access.require_scorer(request.actor, found)
    if "bo" in request.POST:
        asked = left_out_by_data(found, actor=request.actor, now=request.now)
        words = {"count": number_text(len(asked))}
        messages.success(request, _("Đã đề nghị không áp dụng %(count)s tiêu chí; cơ quan thẩm định xem xét.") % words)
    else:
        taken = proposals_take(found, actor=request.actor, now=request.now)
        words = {"count": number_text(len(taken))}
        messages.success(
            request, _("Đã tự chấm %(count)s tiêu chí theo đề xuất; xem lại từng điểm trước khi khóa.") % words
        )
    return redirect("scoring:summary", uid=uid)


@require_POST
def left_out(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Ask that a sub-criterion does not apply to the agency, or take that back."""
    found = sheet_with(request, uid, key)
    access.require_scorer(request.actor, found.assessment)
    if "rut" in request.POST:
        claims.left_out_withdraw(found.assessment, key, actor=request.actor, now=request.now)
        messages.success(request, _("Đã rút đề nghị không áp dụng."))
        return redirect("scoring:leaf", uid=uid, key=key)
    form = LeftOutForm(request.POST, auto_id="ka-%s")
    if not form.is_valid():
        return show_leaf(request, found, key, Sent(left_out=form), status=422)
    try:
        reason = form.cleaned_data["reason"]
        claims.left_out_ask(found.assessment, key, reason=reason, actor=request.actor, now=request.now)
    except BadInput as refusal:
        return show_leaf(request, found, key, Sent(left_out=form, refused=str(refusal)), status=refusal.status)
    messages.success(request, _("Đã gửi đề nghị không áp dụng; cơ quan thẩm định xem xét."))
    return redirect("scoring:leaf", uid=uid, key=key)


@require_POST
def proof_add(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Put a document beside a claim; a search in the register shows what it found, and keeps nothing."""
    found = sheet_with(request, uid, key)
    access.require_scorer(request.actor, found.assessment)
    form = ProofForm(request.POST, request.FILES, auto_id="mc-%s")
    pick, step = request.POST.get("pick", ""), request.POST.get("step")
    if not pick and (step == "find" or (step == "enter" and request.POST.get("find"))):
        return show_leaf(request, found, key, Sent(proving=_found(request, found)))
    if not form.is_valid():
        return show_leaf(request, found, key, Sent(proving=Proving(form)), status=422)
    try:
        draft = form.draft(key, document_to_prove(request.actor, pick) if pick else None)
        proof = proofs.proof_add(found.assessment, draft, actor=request.actor, now=request.now)
    except (BadInput, Beyond) as refusal:
        return show_leaf(request, found, key, Sent(proving=Proving(form, str(refusal))), status=refusal.status)
    messages.success(request, _("Đã thêm minh chứng “%(title)s”.") % {"title": str(proof.document)})
    return redirect("scoring:leaf", uid=uid, key=key)


def _found(request: ActorRequest, found: Sheet) -> Proving:
    words = squeeze(request.POST.get("find", ""))[:200]
    rows, has_more = documents_offered(request.actor, found.assessment, words, today=request.today)
    typed = {name: request.POST.get(name, "") for name in ProofForm.base_fields if name != "file"}
    return Proving(ProofForm(initial=typed, auto_id="mc-%s"), found=found_of(words, rows, has_more=has_more))


@require_POST
def proof_remove(request: ActorRequest, uid: UUID, key: str) -> HttpResponse:
    """Take a document back."""
    found = sheet_with(request, uid, key)
    access.require_scorer(request.actor, found.assessment)
    proof = proof_for(request.actor, whole_number(request.POST.get("proof", "")))
    if proof.score_id != found.scores[key].pk:
        raise Beyond(_("Minh chứng này của tiêu chí khác."))
    proofs.proof_remove(proof, actor=request.actor, now=request.now)
    messages.success(request, _("Đã bỏ minh chứng “%(title)s”.") % {"title": str(proof.document)})
    return redirect("scoring:leaf", uid=uid, key=key)


@require_POST
def propose(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Compute anew what data proposes."""
    found = assessment_for(request.actor, uid)
    changed = proposals.sheet_propose(found, actor=request.actor, now=request.now)
    messages.success(request, _("Đã tính lại điểm đề xuất: %(count)s tiêu chí thay đổi.") % {"count": changed})
    key = request.POST.get("key", "")
    return redirect("scoring:leaf", uid=uid, key=key) if key else redirect("scoring:sheet", uid=uid)


@require_safe
def summary(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the summary, which is printed and signed."""
    return _summary(request, sheet_of(assessment_for(request.actor, uid)))


@require_POST
def adjust(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep bonus and penalty points."""
    found = sheet_of(assessment_for(request.actor, uid))
    access.require_scorer(request.actor, found.assessment)
    drafts = [
        claims.AdjustmentDraft(one.key, request.POST[f"diem_{one.key}"], request.POST.get(f"ly_do_{one.key}", ""))
        for one in found.criteria.adjustments
        if f"diem_{one.key}" in request.POST
    ]
    if not drafts:
        raise BadInput(_("Không rõ điểm nào được gửi. Tải lại trang rồi chấm lại."))
    try:
        claims.adjustments_save(found.assessment, drafts, actor=request.actor, now=request.now)
    except BadInput as refusal:
        return _summary(request, found, SummarySent(refused=str(refusal)), status=refusal.status)
    messages.success(request, _("Đã lưu điểm thưởng, điểm trừ."))
    return redirect("scoring:summary", uid=uid)


@require_POST
def lock(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Lock the self-scoring and hand it in."""
    found = sheet_of(assessment_for(request.actor, uid))
    is_for = access.require_scorer(request.actor, found.assessment)
    form = PaperForm(request.POST, request.FILES, auto_id="pk-%s") if is_for else None
    if form is not None and not form.is_valid():
        return _summary(request, found, SummarySent(paper=form), status=422)
    paper = form.draft() if form is not None and form.cleaned_data.get("file") else None
    draft = locking.LockDraft(blanks_are_zero="bang-khong" in request.POST, paper=paper)
    try:
        locking.assessment_lock(found.assessment, draft, actor=request.actor, now=request.now)
    except BadInput as refusal:
        return _summary(request, found, SummarySent(paper=form, refused=str(refusal)), status=refusal.status)
    messages.success(request, _("Đã khóa điểm tự chấm và gửi. In phiếu chấm, ký rồi tải bản đã ký lên."))
    return done(request, "scoring:summary", uid=uid)


@require_POST
def unlock(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Open a locked self-scoring again."""
    found = sheet_of(assessment_for(request.actor, uid))
    access.require(request.actor, "run", found.assessment.round)
    form = ReasonForm(request.POST, auto_id="mk-%s")
    if not form.is_valid():
        return _summary(request, found, SummarySent(unlock=form), status=422)
    try:
        reason = form.cleaned_data["reason"]
        locking.assessment_unlock(found.assessment, reason=reason, actor=request.actor, now=request.now)
    except BadInput as refusal:
        return _summary(request, found, SummarySent(unlock=form, refused=str(refusal)), status=refusal.status)
    messages.success(request, _("Đã mở khóa điểm tự chấm."))
    return done(request, "scoring:summary", uid=uid)


@require_POST
def signed_paper(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep the paper that was printed and signed."""
    found = sheet_of(assessment_for(request.actor, uid))
    access.require_scorer(request.actor, found.assessment)
    form = PaperForm(request.POST, request.FILES, auto_id="pk-%s")
    if not form.is_valid():
        return _summary(request, found, SummarySent(paper=form), status=422)
    try:
        locking.signed_paper_set(found.assessment, form.draft(), actor=request.actor, now=request.now)
    except BadInput as refusal:
        return _summary(request, found, SummarySent(paper=form, refused=str(refusal)), status=refusal.status)
    messages.success(request, _("Đã tải phiếu chấm đã ký."))
    return done(request, "scoring:summary", uid=uid)


@require_safe
def proof_list(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the list of proof as a DOCX file."""
    found = sheet_of(assessment_for(request.actor, uid))
    return attachment(list_docx(found, today=request.today, now=request.now), name=list_name(found), media_type=DOCX)


@require_safe
def proof_files(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out all files of proof in folders numbered by criterion."""
    found = sheet_of(assessment_for(request.actor, uid))
    data = proofs_zip(found, today=request.today, now=request.now)
    return attachment(data, name=zip_name(found), media_type="application/zip")


@require_safe
def book(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the workbook to fill offline."""
    found = sheet_of(assessment_for(request.actor, uid))
    data = write_book(found, today=request.today, now=request.now)
    return attachment(data, name=book_name(found), media_type=XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def book_in(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what a filled workbook would change; nothing is kept."""
    found = sheet_of(assessment_for(request.actor, uid))
    access.require_scorer(request.actor, found.assessment)
    sent = request.method == "POST"
    form = BookForm(request.POST, request.FILES) if sent else BookForm()
    diff, error, status = None, "", 422 if sent else 200
    if form.is_valid():
        try:
            diff, status = read_book(form.cleaned_data["file"].read(MAX_BYTES + 1), found), 200
        except BadInput as refusal:
            error, status = str(refusal), refusal.status
    content = book_page(found, rights_of(request, found), today=request.today, form=form, diff=diff, error=error)
    return page(request, "scoring/assessment/book.html", content, status=status)


@require_POST
def book_take(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep the changes of a workbook that were chosen."""
    found = assessment_for(request.actor, uid)
    access.require_scorer(request.actor, found)
    given = request.POST
    drafts = [
        claims.ClaimDraft(
            key, given.get(f"gia_tri_{key}", ""), given.get(f"giai_trinh_{key}", ""),
            whole_number(given.get(f"lan_{key}", "")),
        )
        for key in given.getlist("chon")
    ]  # fmt: skip
    if not drafts:
        raise BadInput(_("Chưa chọn tiêu chí nào. Đánh dấu các tiêu chí cần lưu."))
    claims.claims_save(found, drafts, actor=request.actor, now=request.now)
    messages.success(request, _("Đã lưu điểm tự chấm của %(count)s tiêu chí.") % {"count": len(drafts)})
    return redirect("scoring:sheet", uid=uid)


def sheet_with(request: ActorRequest, uid: UUID, key: str) -> Sheet:
    """Return an assessment that has the sub-criterion ``key``.

    Raises:
        Beyond: it has none, or the assessment is beyond the actor's reach.
    """
    found = sheet_of(assessment_for(request.actor, uid))
    if key not in found.scores or key not in found.criteria.by_key():
        raise Beyond(_("Không có tiêu chí này trong phiếu chấm."))
    return found


def rights_of(request: ActorRequest, found: Sheet) -> Rights:
    """Return what the reader may do with an assessment."""
    is_own = access.can(request.actor, "claim", found.assessment).allowed
    is_for = not is_own and access.can(request.actor, "claim_for", found.assessment).allowed
    may_unlock = access.can(request.actor, "run", found.assessment.round).allowed
    return Rights(scores_here=is_own or is_for, is_for=is_for, may_unlock=may_unlock)


def show_leaf(
    request: ActorRequest, found: Sheet, key: str, sent: Sent = NOTHING_SENT, *, status: int = 200
) -> HttpResponse:
    """Show one sub-criterion with what was sent and not kept."""
    score = found.scores[key]
    read = Read(
        judged=judge(found.assessment, [score])[score.pk],
        changes=changes_of(score),
        earlier=earlier_score(found, found.criteria.by_key()[key]),
        winnable=_winnable(request, found, key),
        row=row_for(request.actor, found, key),
        appeal=appeal_facts(request.actor, found, score),
    )
    content = leaf_page(found, key, read, rights_of(request, found), today=request.today, sent=sent)
    return page(request, "scoring/assessment/leaf.html", content, status=status)


def _winnable(request: ActorRequest, found: Sheet, key: str) -> WinPanel | None:
    """Return what can still be won, for whoever scores the agency."""
    if not rights_of(request, found).scores_here:
        return None
    may_give = access.can(request.actor, "improve", found.assessment).allowed
    return panel_of(found, chances_of(found, today=request.today), key, may_give=may_give)


def _summary(
    request: ActorRequest, found: Sheet, sent: SummarySent | None = None, *, status: int = 200
) -> HttpResponse:
    content = summary_page(found, rights_of(request, found), today=request.today, sent=sent)
    return page(request, "scoring/assessment/summary.html", content, status=status)
