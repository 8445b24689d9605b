"""Choosing what part of a plan its annex with results shows."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans import selectors
from caicach.plans.exports.form import AnnexForm
from caicach.plans.models import Plan
from caicach.ui.values import Link

__all__ = ["AnnexPage", "annex_page"]


@dataclass(frozen=True, slots=True)
class AnnexPage:
    """The choices."""

    plan: Plan
    label: str
    form: AnnexForm
    crumbs: list[Link]


def annex_page(plan: Plan, form: AnnexForm) -> AnnexPage:
    """Return the page of ``plan``."""
    label = selectors.label_of(plan)
    crumbs = [
        Link(_("Kế hoạch"), reverse("plans:list")),
        Link(label, reverse("plans:detail", args=[plan.uid])),
        Link(_("Phụ lục kết quả")),
    ]
    return AnnexPage(plan, label, form, crumbs)
