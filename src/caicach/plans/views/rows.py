"""One row under review, with all that its page needs, each asked once."""

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from caicach.obligations.constants import TrackingMode
from caicach.plans import selectors
from caicach.plans.constants import Ownership
from caicach.plans.forms import DeliverableForm
from caicach.plans.mapping.suggestions import Doubt
from caicach.plans.mapping.versions import version_of
from caicach.plans.pages.origin import doubts_of
from caicach.plans.pages.people import offers_for
from caicach.plans.pages.review import review_page
from caicach.plans.pages.rows import Rows, number_of, rows_of
from caicach.plans.pages.sheet import mark_of
from caicach.plans.services import DeliverableEdit, written_values
from caicach.ui.notation import date_text
from caicach.web.errors import Beyond
from caicach.web.pages import is_htmx, page
from caicach.web.requests import ActorRequest, whole_number

__all__ = ["RowView"]

SEARCH = "tim"  # the parameter of an address that asks for agencies by name


class RowView:
    """A plan's rows and the one in view."""

    def __init__(self, request: ActorRequest, uid: UUID, position: int = 1) -> None:
        self.request = request
        self.plan = selectors.plan_to_review(request.actor, uid)
        self.deliverables = selectors.deliverables_of(self.plan)
        if not 1 <= position <= len(self.deliverables):
            raise Beyond(_("Kế hoạch không có dòng này."))
        self.position = position
        self.deliverable = self.deliverables[position - 1]
        self.number = number_of(self.deliverable)
        self.resolver = selectors.resolver_of(self.plan)

    @cached_property
    def expansion(self) -> selectors.Expansion:
        """What the plan would assign as its rows stand."""
        return selectors.expansion_of(
            self.plan, today=self.request.today, deliverables=self.deliverables, resolver=self.resolver
        )

    @cached_property
    def rows(self) -> Rows:
        """The rows in the order of the work, with what stands open in each."""
        return rows_of(self.plan, self.deliverables, self.expansion)

    def form(self, data: QueryDict | None) -> DeliverableForm:
        """Return the form of the row, filled with what was read or sent."""
        row = self.deliverable
        return DeliverableForm(
            data,
            bodies=self._bodies(data),
            on=self.plan.issued_on or date(self.plan.year, 1, 1),
            initial=written_values(row) | {"version": version_of(row)},
        )

    def edit(self, form: DeliverableForm) -> DeliverableEdit:
        """Return the change that a valid form asks for."""
        given = form.cleaned_data | {
            "mode": TrackingMode(form.cleaned_data["mode"]),
            "ownership": Ownership(form.cleaned_data["ownership"]),
            "acceptor_id": form.cleaned_data["acceptor"],
        }
        del given["acceptor"], given["version"]
        return DeliverableEdit(**given)

    def doubt(self, key: str) -> Doubt | None:
        """Return the suggestion of this row with a key; None where it does not concern the row (any more)."""
        blocks = selectors.source_blocks(self.plan)
        mark = mark_of(blocks, json.loads(self.plan.reading), self.deliverable)
        found = doubts_of(blocks, mark, written_values(self.deliverable))
        return next((one for one in found if one.key == key), None)

    def edit_with(self, values: Mapping[str, str]) -> DeliverableEdit:
        """Return the change of nothing but ``values``."""
        given = {**written_values(self.deliverable), **values}
        given["acceptor_id"] = given.pop("acceptor")
        return DeliverableEdit(**given)

    def _bodies(self, data: QueryDict | None) -> list[tuple[int, str]]:
        """Return who may accept: the bodies under the issuer, the one chosen before, the one found by its name."""
        bodies = dict(selectors.bodies_of(self.resolver))
        asked = data.get("acceptor", "") if data is not None else ""
        others = (self.deliverable.acceptor_id, whole_number(asked))
        bodies |= {one: name for one in others if one is not None and (name := self.resolver.name(one))}
        return list(bodies.items())

    def say_stale(self, form: DeliverableForm) -> None:
        """Put what is stored now under every field where the sent value differs, so that nothing is lost."""
        for name, field in form.fields.items():
            stored, sent = form.get_initial_for_field(field, name), form.cleaned_data.get(name)
            if name != "version" and str(stored or "") != str(sent or ""):
                shown = dict(getattr(field, "choices", ())).get(stored, stored)
                shown = date_text(shown) if isinstance(shown, date) else shown
                form.add_error(name, _("Đang lưu: “%(value)s”.") % {"value": shown or "–"})
        # The next save is made knowing what is stored now.
        known = QueryDict(mutable=True)
        known.update(form.data)
        known["version"] = version_of(self.deliverable)
        form.data = known

    def page(self, form: DeliverableForm, *, status: int = 200, stale: str = "") -> HttpResponse:
        """Return the page of the row, or for a script the parts of it that change."""
        search = self.request.GET.get(SEARCH, "").strip()
        is_part = is_htmx(self.request) and "HX-History-Restore-Request" not in self.request.headers
        content = review_page(
            self.plan,
            self.deliverables,
            self.rows,
            position=self.position,
            expansion=self.expansion,
            resolver=self.resolver,
            blocks=selectors.source_blocks(self.plan),
            form=form,
            found=offers_for(self.resolver, search, "", selectors.bodies_named(self.resolver, search))
            if search
            else (),
            search=search,
            stale=stale,
            is_history=selectors.facts_of(self.plan, today=self.request.today).is_history,
            is_part=is_part,
        )
        return page(self.request, "plans/_work.html" if is_part else "plans/review.html", content, status=status)
