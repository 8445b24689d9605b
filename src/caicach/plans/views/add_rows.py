"""Adding rows to a plan, pasted or typed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.plans import selectors
from caicach.plans.constants import PlanState
from caicach.plans.forms import HandRowForm, PasteForm, choice_of
from caicach.plans.mapping.hand_row import hand_row
from caicach.plans.mapping.paste import Pasted, read_pasted
from caicach.plans.pages.add_rows import Reading, add_page, reading_of
from caicach.plans.services import Choice
from caicach.plans.services.add_rows import addition_of, rows_add
from caicach.ui.notation import number_text
from caicach.web.errors import BadInput, Refusal, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["add"]

BY_HAND = "tay"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the form; by POST what was read of it, and with ``xac-nhan`` add it."""
    view = _View(request, uid)
    if request.method != "POST" or not view.form.is_valid():
        return view.page(status=422 if view.form.is_bound else 200)
    if "xac-nhan" in request.POST:
        try:
            count = view.do()
        except (BadInput, WrongState) as refusal:
            return view.page(view.reading(), refusal=refusal, status=refusal.status)
        messages.success(request, _("Đã bổ sung %(count)s dòng.") % {"count": number_text(count)})
        return redirect("plans:detail", uid=uid)
    return view.page(view.reading())


class _View:
    """A plan, and the rows that somebody wants to add."""

    def __init__(self, request: ActorRequest, uid: UUID) -> None:
        self.request = request
        self.plan = selectors.plan_to_extend(request.actor, uid)
        self.is_by_hand = request.GET.get("cach") == BY_HAND
        data = request.POST if request.method == "POST" else None
        kind = HandRowForm if self.is_by_hand else PasteForm
        self.form = kind(data, on=self.plan.issued_on or date(self.plan.year, 1, 1))
        if self.plan.state == PlanState.CONFIRMED:
            self.form.need_basis()
        self.picked = [value for value in request.POST.getlist("picked") if "|" in value]

    @cached_property
    def read(self) -> Pasted:
        """The rows of a valid form."""
        given = self.form.cleaned_data
        if self.is_by_hand:
            return Pasted((hand_row(given, year=self.plan.year),), (), ())
        pasted = read_pasted(given["text"], year=self.plan.year, headers=selectors.headers_of(self.plan))
        rows = (replace(row, area_code=given["area_code"]) if row.area_code == "other" else row for row in pasted.rows)
        return replace(pasted, rows=tuple(rows))

    @property
    def choices(self) -> dict[str, Choice]:
        """Whom the person meant by open phrases."""
        pairs = (value.partition("|")[::2] for value in self.picked)
        return {words: choice for value, words in pairs if (choice := choice_of(value))}

    def reading(self) -> Reading:
        """Return what was read and what would follow."""
        made = addition_of(
            self.plan, self.read.rows, picked=self.choices, now=self.request.now, today=self.request.today
        )
        return reading_of(
            self.plan,
            made,
            resolver=selectors.resolver_of(self.plan),
            columns=self.read.columns,
            findings=self._findings(self.read.findings),
        )

    def _findings(self, said: Sequence[str]) -> list[str]:
        if self.read.rows:
            return list(said)
        return [*said, _("Không đọc được dòng nào. Chép cả dòng tiêu đề của bảng, hoặc nhập từng dòng.")]

    def do(self) -> int:
        """Add the rows; return how many."""
        made = rows_add(
            self.plan,
            actor=self.request.actor,
            rows=self.read.rows,
            picked=self.choices,
            basis=self.form.cleaned_data["basis"],
            version=self.form.cleaned_data["seen"],
            now=self.request.now,
            today=self.request.today,
        )
        return len(made.rows)

    def page(
        self, reading: Reading | None = None, *, refusal: Refusal | None = None, status: int = 200
    ) -> HttpResponse:
        """Return the page."""
        if reading is not None:  # what is confirmed next is what this page shows
            self.form.data = self.request.POST.copy()
            self.form.data["seen"] = reading.version
        content = add_page(
            self.plan,
            way=BY_HAND if self.is_by_hand else "",
            form=self.form,
            reading=reading,
            picked=self.picked,
            error=str(refusal or ""),
        )
        return page(self.request, "plans/add_rows.html", content, status=status)
