"""Closing a plan's year, its summary, and opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.obligations.selectors.leftovers import totals_of_source
from caicach.plans import access, selectors
from caicach.plans.exports.minutes import minutes_docx, minutes_name
from caicach.plans.forms import ClosingForm, ReopenForm, fates_of
from caicach.plans.pages.closing import closed_page, closing_page
from caicach.plans.services.close import Choice, Closing, closing_preview, plan_close, plan_reopen
from caicach.ui.notation import number_text
from caicach.web.downloads import DOCX, attachment
from caicach.web.errors import BadInput, Refusal, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["close", "closed", "minutes"]


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show what is not done; by POST what the choices would do, and with ``xac-nhan`` close the plan."""
    view = _View(request, uid)
    if request.method != "POST" or not view.form.is_valid():
        return view.page(status=422 if view.form.is_bound else 200)
    if "xac-nhan" not in request.POST:
        return view.page(is_shown=True)
    try:
        made = view.do()
    except (BadInput, WrongState) as refusal:
        return view.page(is_shown=True, refusal=refusal, status=refusal.status)
    words = {"count": number_text(sum(len(line.leftover.owing) for line in made.lines))}
    messages.success(request, _("Đã đóng kế hoạch; %(count)s nhiệm vụ chưa xong được xử lý như đã chọn.") % words)
    return redirect("plans:closed", uid=uid)


class _View:
    """A plan, and what somebody chose for what it leaves."""

    def __init__(self, request: ActorRequest, uid: UUID) -> None:
        self.request = request
        self.plan = selectors.plan_to_close(request.actor, uid)
        self.plans = selectors.next_plans(self.plan, request.actor)
        first = str(self.plans[0].uid) if self.plans else ""
        self.form = ClosingForm(
            request.POST if request.method == "POST" else None,
            plans=[(str(plan.uid), selectors.label_of(plan)) for plan in self.plans],
            initial={"next_plan": first},
        )
        said = request.POST.get("next_plan", first)
        self.next_plan = next((plan for plan in self.plans if str(plan.uid) == said), None)
        self.rows = [row for row in selectors.deliverables_of(self.next_plan) if row.duty_id] if self.next_plan else []

    @cached_property
    def proposed(self) -> dict[int, int]:
        """The position of the likely row in the next plan, by duty."""
        if self.next_plan is None:
            return {}
        rows = selectors.proposed_rows(self.plan, self.next_plan)
        duties = {row.pk: row.duty_id for row in selectors.deliverables_of(self.plan)}
        positions = {row.pk: row.position for row in self.rows}
        return {duties[old] or 0: positions[new] for old, new in rows.items()}

    def preview(self) -> Closing:
        """Return what the choices would do."""
        bare = closing_preview(self.plan, {}, actor=self.request.actor, next_plan=None, today=self.request.today)
        lines = [(line.leftover.key, str(line.leftover.kind)) for line in bare.lines]
        rows = {row.position: row.pk for row in self.rows}
        chosen = fates_of(self.request.POST.dict(), lines, rows) if self.form.is_bound else {}
        self.choices = {key: Choice(fate, row_id) for key, (fate, row_id) in chosen.items()}
        return closing_preview(
            self.plan,
            self.choices,
            actor=self.request.actor,
            next_plan=self.next_plan,
            today=self.request.today,
        )

    def do(self) -> Closing:
        """Close the plan."""
        self.preview()
        given = self.form.cleaned_data
        return plan_close(
            self.plan,
            self.choices,
            actor=self.request.actor,
            next_plan=self.next_plan,
            due_on=given["due_on"],
            reason=given["reason"],
            version=given["seen"],
            now=self.request.now,
            today=self.request.today,
        )

    def page(self, *, is_shown: bool = False, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
        """Return the page."""
        content = closing_page(
            self.preview(),
            form=self.form,
            totals=totals_of_source(self.plan.uid),
            sent=self.request.POST.dict(),
            rows=self.rows,
            proposed=self.proposed,
            is_early=self.request.today.year <= self.plan.year,
            is_shown=is_shown,
            error=str(refusal or ""),
        )
        return page(self.request, "plans/closing.html", content, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def closed(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the summary of a closed plan; by POST, open it again."""
    plan, closing = selectors.plan_closed(request.actor, uid)
    may_open = access.can_assign(request.actor, plan.issuer_id).allowed
    form = ReopenForm(request.POST if request.method == "POST" else None) if may_open else None
    if request.method == "POST":
        access.require(request.actor, plan.issuer_id)
    if form is not None and form.is_valid():
        try:
            plan_reopen(plan, actor=request.actor, reason=form.cleaned_data["reason"], now=request.now)
        except BadInput as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("Đã mở lại kế hoạch. Việc đã chuyển hoặc hủy vẫn như khi đóng."))
            return redirect("plans:detail", uid=uid)
    refused = form is not None and form.is_bound
    return page(request, "plans/closed.html", closed_page(plan, closing, form), status=422 if refused else 200)


@require_safe
def minutes(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Hand out the summary of a closed plan as an official paper."""
    plan, closing = selectors.plan_closed(request.actor, uid)
    data = minutes_docx(plan, closing, actor=request.actor, today=request.today, now=request.now)
    return attachment(data, name=minutes_name(plan), media_type=DOCX)
