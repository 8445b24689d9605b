"""Taking back a whole plan: what it assigned, and who has acted on it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.selectors.acts import ActRow, acts_of_source, counts_to_withdraw
from caicach.plans.forms import ReasonForm
from caicach.plans.models import Plan
from caicach.plans.pages.words import kicker_of
from caicach.plans.selectors import label_of
from caicach.ui.values import Link

__all__ = ["WithdrawPage", "withdraw_page"]


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """The page."""

    plan: Plan
    label: str
    kicker: str
    crumbs: list[Link]
    form: ReasonForm
    acts: tuple[ActRow, ...]  # somebody has acted: it cannot be withdrawn
    duty_count: int
    obligation_count: int
    agency_count: int


def withdraw_page(plan: Plan, form: ReasonForm) -> WithdrawPage:
    """Return the page of ``plan``."""
    counts = counts_to_withdraw(plan.uid)
    return WithdrawPage(
        plan=plan,
        label=label_of(plan),
        kicker=kicker_of(plan),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Thu hồi")),
        ],
        form=form,
        acts=acts_of_source(plan.uid),
        duty_count=counts["duties"],
        obligation_count=counts["obligations"],
        agency_count=counts["agencies"],
    )
