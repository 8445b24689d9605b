"""Beginning an agency's own plan."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.plans.forms.own_plan import OwnStartForm
from caicach.plans.pages.own_plan import OwnStartPage, crumbs_of
from caicach.plans.selectors import label_of
from caicach.plans.selectors import own_plan as selectors
from caicach.plans.services.own_plan import own_plan_start
from caicach.ui.values import Link
from caicach.web.errors import BadInput, NotAllowed, WrongState
from caicach.web.pages import page
from caicach.web.requests import ActorRequest, whole_number

if TYPE_CHECKING:
    from caicach.plans.models import OwnPlan

__all__ = ["start"]


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """Choose the superiors' plans; by POST begin with the rows that concern the agency."""
    choice = _Choice(request)
    plans = selectors.superiors_for(choice.agency_id, year=choice.year)
    form = OwnStartForm(
        request.POST if request.method == "POST" else None,
        plans=[(plan.pk, f"{label_of(plan)} · {plan.issuer.current_name} · {plan.title}") for plan in plans],
        initial={"superiors": [plan.pk for plan in plans], "title": choice.title},
    )
    if form.is_valid() and (own := _begin(request, choice, form)):
        messages.success(request, _("Đã lấy việc của cấp trên vào bản soạn; kiểm tra từng dòng."))
        return redirect("plans:own", uid=own.uid)
    content = choice.page(form, has_superiors=bool(plans))
    return page(request, "plans/own_start.html", content, status=422 if form.is_bound else 200)


def _begin(request: ActorRequest, choice: "_Choice", form: OwnStartForm) -> "OwnPlan | None":
    """Begin the plan; None where it was refused, with the reason in the form."""
    given = form.cleaned_data
    try:
        return own_plan_start(
            actor=request.actor,
            agency_id=choice.agency_id,
            year=choice.year,
            superior_ids=given["superiors"],
            title=given["title"],
            days_before=given["days_before"],
            now=request.now,
            today=request.today,
        )
    except (BadInput, WrongState) as refusal:
        form.add_error(None, str(refusal))
    return None


class _Choice:
    """Whose plan, of which year: by the address."""

    def __init__(self, request: ActorRequest) -> None:
        self.agencies = selectors.agencies_writing(request.actor)
        if not self.agencies:
            raise NotAllowed(_("Chỉ công chức, lãnh đạo của cơ quan soạn kế hoạch của cơ quan mình."))
        names = dict(self.agencies)
        asked = whole_number(request.GET.get("co-quan", ""))
        self.agency_id = asked if asked in names else self.agencies[0][0]
        self.name = names[self.agency_id]
        self.years = (request.today.year, request.today.year + 1)
        year = whole_number(request.GET.get("nam", ""))
        self.year = year if year in self.years else self.years[0]

    @property
    def title(self) -> str:
        """The title that is proposed."""
        return _("Cải cách hành chính năm %(year)s của %(agency)s") % {"year": self.year, "agency": self.name}

    def page(self, form: OwnStartForm, *, has_superiors: bool) -> OwnStartPage:
        """Return the page."""
        return OwnStartPage(
            agencies=[
                Link(name, self._address(agency_id, self.year), current=agency_id == self.agency_id)
                for agency_id, name in self.agencies
            ],
            years=[
                Link(str(year), self._address(self.agency_id, year), current=year == self.year) for year in self.years
            ],
            agency=self.name,
            year=str(self.year),
            form=form,
            has_superiors=has_superiors,
            crumbs=crumbs_of(last=_("Bắt đầu soạn")),
        )

    def _address(self, agency_id: int, year: int) -> str:
        return f"{reverse('plans:own_start')}?co-quan={agency_id}&nam={year}"
