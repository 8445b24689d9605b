"""Correcting one row of an assigned plan."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.obligations.constants import TrackingMode
from caicach.plans import selectors
from caicach.plans.constants import Ownership
from caicach.plans.forms import ChangeForm, DeliverableForm
from caicach.plans.pages.correct import correct_page
from caicach.plans.pages.rows import number_of
from caicach.plans.services import DeliverableEdit, written_values
from caicach.plans.services.correct import Correction, correction_of, deliverable_correct
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, Refusal, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["correct"]


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActorRequest, uid: UUID, position: int) -> HttpResponse:
    """Show the row; by POST what a correction would touch, and with ``xac-nhan`` correct it."""
    view = _View(request, uid, position)
    if request.method != "POST" or not view.is_valid():
        return view.page(status=422 if view.form.is_bound else 200)
    if "xac-nhan" in request.POST:
        try:
            made = view.do()
        except (BadInput, WrongState) as refusal:
            return view.page(view.preview(), refusal=refusal, status=refusal.status)
        words = {"number": number_of(view.row), "count": number_text(made.revision.after_count)}
        messages.success(request, _("Đã sửa dòng %(number)s: nay có %(count)s nhiệm vụ.") % words)
        return redirect("plans:detail", uid=uid)
    return view.page(view.preview())


class _View:
    """One row with its forms."""

    def __init__(self, request: ActorRequest, uid: UUID, position: int) -> None:
        self.request = request
        self.row = selectors.row_to_correct(request.actor, uid, position)
        self.plan = self.row.plan
        self.resolver = selectors.resolver_of(self.plan)
        data = request.POST if request.method == "POST" else None
        self.form = self._form(data)
        self.change = ChangeForm(data, auto_id="sua-%s")

    def _form(self, data: QueryDict | None) -> DeliverableForm:
        row = self.row
        bodies = selectors.bodies_of(self.resolver)
        if row.acceptor is not None and row.acceptor.pk not in dict(bodies):
            bodies = [*bodies, (row.acceptor.pk, row.acceptor.current_name)]
        on = self.plan.issued_on or date(self.plan.year, 1, 1)
        return DeliverableForm(data, bodies=bodies, on=on, initial=written_values(row))

    def is_valid(self) -> bool:
        """Whether both forms hold what they must."""
        return all([self.form.is_valid(), self.change.is_valid()])

    def preview(self) -> Correction:
        """Return what the correction would do."""
        return correction_of(self.row, self._edit(), now=self.request.now, today=self.request.today)

    def do(self) -> Correction:
        """Correct the row."""
        return deliverable_correct(
            self.row,
            actor=self.request.actor,
            edit=self._edit(),
            reason=self.change.cleaned_data["reason"],
            version=self.change.cleaned_data["seen"],
            is_for_proved=self.change.is_for_proved,
            now=self.request.now,
            today=self.request.today,
        )

    def _edit(self) -> DeliverableEdit:
        given = dict(self.form.cleaned_data)
        given.pop("version", None)
        mode, ownership = TrackingMode(given.pop("mode")), Ownership(given.pop("ownership"))
        return DeliverableEdit(mode=mode, ownership=ownership, acceptor_id=given.pop("acceptor"), **given)

    def page(
        self, made: Correction | None = None, *, refusal: Refusal | None = None, status: int = 200
    ) -> HttpResponse:
        """Return the page."""
        # Asked only where something is proved; then it must be answered.
        self.change.fields["proved"].required = bool(made and made.needs_choice)
        content = correct_page(
            self.row,
            form=self.form,
            change=self.change,
            made=made,
            resolver=self.resolver,
            picked=[value for value in self.request.POST.getlist("picked") if "|" in value],
            error=str(refusal or ""),
            source_url=selectors.source_of_row(self.row),
        )
        return page(self.request, "plans/correct.html", content, status=status)
