"""One row under review, with all that its page needs, each asked once."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from caicach.obligations.constants import TrackingMode
from caicach.plans import selectors
from caicach.plans.constants import Ownership, PartyRole
from caicach.plans.forms import DeliverableForm
from caicach.plans.pages.review import Offer, number_of, review_page
from caicach.plans.services import DeliverableEdit, words_of
from caicach.web.errors import Beyond
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["RowView"]

SEARCH = "tim"  # the parameter of an address that asks for agencies by name


class RowView:
    """A plan's rows and the one in view."""

    def __init__(self, request: ActorRequest, uid: UUID, position: int = 1) -> None:
        self.request = request
        self.plan = selectors.plan_to_review(request.actor, uid)
        self.rows = selectors.deliverables_of(self.plan)
        if not 1 <= position <= len(self.rows):
            raise Beyond(_("Kế hoạch không có dòng này."))
        self.position = position
        self.deliverable = self.rows[position - 1]
        self.number = number_of(self.deliverable)
        self.resolver = selectors.resolver_of(self.plan)

    @cached_property
    def expansion(self) -> selectors.Expansion:
        """What the plan would assign as its rows stand."""
        return selectors.expansion_of(
            self.plan, today=self.request.today, deliverables=self.rows, resolver=self.resolver
        )

    def first_open(self) -> int:
        """Return the position of the first row with something open; the first row where nothing is."""
        return self._open_positions()[0] if self._open_positions() else 1

    def next_position(self, position: int) -> int:
        """Return where to go after saving: the next open row, else the next row."""
        later = [open_at for open_at in self._open_positions() if open_at > position]
        return later[0] if later else min(position + 1, len(self.rows))

    def _open_positions(self) -> list[int]:
        ids = {problem.deliverable_id for problem in self.expansion.problems}
        return [row.position for row in self.rows if row.pk in ids]

    def form(self, data: QueryDict | None) -> DeliverableForm:
        """Return the form of the row, filled with what was read or sent."""
        row, parties = self.deliverable, self.deliverable.parties.all()
        return DeliverableForm(
            data,
            bodies=selectors.bodies_of(self.resolver),
            on=self.plan.issued_on or date(self.plan.year, 1, 1),
            initial={
                "number": row.task.number,
                "area_code": row.task.area_code,
                "task_text": row.task.text,
                "text": row.text,
                "deadline_text": row.deadline_text,
                "due_override_on": row.due_override_on,
                "mode": row.mode,
                "ownership": row.ownership,
                "lead": words_of(parties, PartyRole.LEAD),
                "coordinating": words_of(parties, PartyRole.COORDINATING),
                "monitoring": words_of(parties, PartyRole.MONITORING),
                "acceptor": row.acceptor_id,
                "budget": row.budget,
                "note": row.note,
            },
        )

    def edit(self, form: DeliverableForm) -> DeliverableEdit:
        """Return the change that a valid form asks for."""
        given = form.cleaned_data | {
            "mode": TrackingMode(form.cleaned_data["mode"]),
            "ownership": Ownership(form.cleaned_data["ownership"]),
            "acceptor_id": form.cleaned_data["acceptor"],
        }
        del given["acceptor"]
        return DeliverableEdit(**given)

    def page(self, form: DeliverableForm, *, status: int = 200) -> HttpResponse:
        """Return the page of the row."""
        search = self.request.GET.get(SEARCH, "").strip()
        content = review_page(
            self.plan,
            self.rows,
            position=self.position,
            expansion=self.expansion,
            resolver=self.resolver,
            blocks=selectors.source_blocks(self.plan),
            form=form,
            found=[Offer(f"a:{one.id}", one.name, "") for one in selectors.bodies_named(self.resolver, search)],
            search=search,
            is_history=selectors.facts_of(self.plan, today=self.request.today).is_history,
        )
        return page(self.request, "plans/review.html", content, status=status)
