"""Bringing in what amends a plan, comparing it row by row, and applying it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.plans import selectors
from caicach.plans.constants import AmendmentKind, PairChoice, PlanState
from caicach.plans.forms import AmendForm, PairForm
from caicach.plans.pages.amend import amend_page
from caicach.plans.pages.compare import compare_page
from caicach.plans.pages.history import history_page
from caicach.plans.services.amend import Amending, amending_of, plan_amend
from caicach.plans.services.amendments import amendment_upload, pair_say, row_copy, row_forget
from caicach.plans.views.moved import told_in_words
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, Refusal, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

if TYPE_CHECKING:
    from caicach.plans.models import Plan

__all__ = ["amend", "compare", "history", "pair"]


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take the file of a decision that amends the plan; reading it goes on in the background."""
    plan = selectors.plan_assigned(request.actor, uid)
    form = AmendForm(request.POST, request.FILES) if request.method == "POST" else AmendForm()
    if form.is_valid():
        try:
            made = _upload(request, plan, form)
        except BadInput as refusal:
            form.add_error("file", str(refusal))
        else:
            reads = made.state == PlanState.READING
            return (
                redirect("jobs:detail", uid=selectors.job_uid(made)) if reads else redirect("plans:compare", made.uid)
            )
    return page(request, "plans/amend.html", amend_page(plan, form), status=422 if form.is_bound else 200)


def _upload(request: ActorRequest, plan: "Plan", form: AmendForm) -> "Plan":
    given = form.cleaned_data
    return amendment_upload(
        plan,
        actor=request.actor,
        content=given["file"],
        file_name=given["file"].name,
        how=AmendmentKind(given["how"]),
        is_by_hand=given["is_by_hand"],
        now=request.now,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@told_in_words
def compare(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what the amendment changes, row by row; by POST, apply it."""
    amendment, plan = selectors.amendment_to_review(request.actor, uid)
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            made = _apply(request, amendment)
        except (BadInput, WrongState) as refusal:
            refused = refusal
            amendment, plan = selectors.amendment_to_review(request.actor, uid)
        else:
            words = {"rows": number_text(made.touched_count), "count": number_text(made.revision.after_count)}
            messages.success(request, _("Đã sửa đổi %(rows)s dòng; các dòng đó nay có %(count)s nhiệm vụ.") % words)
            return redirect("plans:detail", uid=plan.uid)
    shown = amending_of(amendment, plan, now=request.now, today=request.today)
    content = compare_page(amendment, plan, shown, error=str(refused or ""))
    return page(request, "plans/compare.html", content, status=refused.status if refused else 200)


def _apply(request: ActorRequest, amendment: "Plan") -> Amending:
    return plan_amend(
        amendment,
        actor=request.actor,
        version=request.POST.get("seen", ""),
        is_issuer_seen="issuer_seen" in request.POST,
        now=request.now,
        today=request.today,
    )


@require_POST
@told_in_words
def pair(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Say of a row which one it is, or what becomes of it; then show the comparison again."""
    amendment, _plan = selectors.amendment_to_review(request.actor, uid)
    form = PairForm(request.POST)
    try:
        address = _say(request, amendment, form)
    except BadInput as refusal:
        messages.error(request, str(refusal))
        address = None
    return address or redirect("plans:compare", uid=uid)


def _say(request: ActorRequest, amendment: "Plan", form: PairForm) -> HttpResponse | None:
    """Do what the button says; return where to go on, where it is not the comparison."""
    if not form.is_valid() or (form.cleaned_data["old"] is None and form.cleaned_data["new"] is None):
        raise BadInput(_("Chưa chọn dòng nào. Bấm nút ở dòng cần chọn."))
    old, new, choice = (form.cleaned_data[name] for name in ("old", "new", "choice"))
    if choice == "copy":
        row = row_copy(amendment, actor=request.actor, old_id=old or 0, now=request.now)
        return redirect("plans:row", uid=amendment.uid, position=row.position)
    if choice == "forget":
        row_forget(amendment, actor=request.actor, row_id=new or 0, now=request.now)
        return None
    said = PairChoice(choice) if choice else None
    pair_say(amendment, actor=request.actor, old_id=old, new_id=new, choice=said, now=request.now)
    return None


@require_safe
def history(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what each amendment did to the plan."""
    plan = selectors.plan_for(request.actor, uid)
    return page(request, "plans/history.html", history_page(plan, request.actor))
