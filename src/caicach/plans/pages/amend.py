"""Bringing in a document that amends a plan."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans.forms import AmendForm
from caicach.plans.models import Plan
from caicach.plans.pages.words import kicker_of
from caicach.plans.selectors import label_of
from caicach.ui.values import Link

__all__ = ["AmendPage", "amend_page"]


@dataclass(frozen=True, slots=True)
class AmendPage:
    """The form that takes the amending document."""

    plan: Plan
    kicker: str
    crumbs: list[Link]
    form: AmendForm


def amend_page(plan: Plan, form: AmendForm) -> AmendPage:
    """Return the page of ``plan``."""
    crumbs = [
        Link(_("Kế hoạch"), reverse("plans:list")),
        Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
        Link(_("Sửa đổi, bổ sung")),
    ]
    return AmendPage(plan, kicker_of(plan), crumbs, form)
