"""The rows of a plan in one table, with what changing many of them needs, each asked once."""

from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import ngettext

from caicach.plans import selectors, services
from caicach.plans.forms import BulkForm
from caicach.plans.pages.people import groups_named
from caicach.plans.pages.rows import Rank, Rows, rows_of
from caicach.ui.notation import number_text
from caicach.web.requests import ActorRequest

__all__ = ["ManyRows"]


class ManyRows:
    """A plan's rows, the form over them, and what it does."""

    def __init__(self, request: ActorRequest, uid: UUID) -> None:
        self.request = request
        self.plan = selectors.plan_to_review(request.actor, uid)
        self.deliverables = selectors.deliverables_of(self.plan)
        self.resolver = selectors.resolver_of(self.plan)

    @cached_property
    def expansion(self) -> selectors.Expansion:
        """What the plan would assign as its rows stand."""
        return selectors.expansion_of(
            self.plan, today=self.request.today, deliverables=self.deliverables, resolver=self.resolver
        )

    @cached_property
    def rows(self) -> Rows:
        """The rows with what stands open in each."""
        return rows_of(self.plan, self.deliverables, self.expansion)

    @cached_property
    def form(self) -> BulkForm:
        """The form, bound where it was sent."""
        bodies = selectors.bodies_of(self.resolver)
        groups = [(offer.value, offer.label) for offer in groups_named(self.resolver, "")]
        return BulkForm(
            self.request.POST if self.request.method == "POST" else None,
            row_ids=[row.pk for row in self.deliverables],
            bodies=bodies,
            leads=[*groups, *((f"a:{agency_id}", name) for agency_id, name in bodies)],
        )

    def change(self) -> str:
        """Do what the valid form asks for; return what was done, in words.

        Raises:
            BadInput: nothing was said to change.
        """
        ids = self.form.cleaned_data["rows"]
        actor, now = self.request.actor, self.request.now
        if self.request.POST.get("act") == "accept":
            openly = {line.deliverable.pk for line in self.rows.of(Rank.OPEN)}
            done = [row_id for row_id in ids if row_id not in openly]
            services.rows_accept(self.plan, deliverable_ids=done, actor=actor, now=now)
            words = ngettext("Đã chấp nhận %(count)s dòng.", "Đã chấp nhận %(count)s dòng.", len(done))
            return words % {"count": number_text(len(done))}
        change = self.form.change()
        count = services.rows_set(self.plan, deliverable_ids=ids, change=change, actor=actor, now=now)
        return ngettext("Đã đổi %(count)s dòng.", "Đã đổi %(count)s dòng.", count) % {"count": number_text(count)}
