"""A plan beside that of its superior: which row carries out which, and what is missing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans.models import Plan
from caicach.plans.selectors import label_of
from caicach.plans.selectors.own_plan import Concern
from caicach.plans.selectors.superior import Following
from caicach.ui.notation import date_text, number_text
from caicach.ui.values import Link
from vanban.text.messages import message_of

__all__ = ["SuperiorPage", "superior_page"]


@dataclass(frozen=True, slots=True)
class FollowLine:
    """One row of the plan with the superior's row that it carries out."""

    row_id: int
    number: str
    task: str
    text: str
    deadline: str
    options: list[tuple[str, str, bool]]  # (value, words, chosen)
    is_proposed: bool
    said: tuple[str, ...]  # in what it falls short


@dataclass(frozen=True, slots=True)
class SuperiorPage:
    """The page."""

    plan: Plan
    heading: str
    kicker: str
    crumbs: list[Link]
    choices: list[Link]
    superior: Plan | None
    superior_label: str
    lines: list[FollowLine]
    missing: list[tuple[str, str, str]]  # (product, task, deadline)
    proposed_count: int
    is_joined: bool
    error: str


def superior_page(plan: Plan, choices: list[Plan], following: Following | None, *, error: str = "") -> SuperiorPage:
    """Return the page of ``plan``; without ``following`` there is no superior's plan to choose."""
    here = reverse("plans:superior", args=[plan.uid])
    current = following.superior if following else None
    return SuperiorPage(
        plan=plan,
        heading=_heading(following),
        kicker=label_of(plan),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Kế hoạch của cấp trên")),
        ],
        choices=[Link(label_of(one), f"{here}?theo={one.uid}", current=one == current) for one in choices],
        superior=current,
        superior_label=label_of(current) if current else "",
        lines=_lines(following) if following else [],
        missing=[_missing(one) for one in following.missing] if following else [],
        proposed_count=len(following.proposed) if following else 0,
        is_joined=current is not None and plan.superior_id == current.pk,
        error=error,
    )


def _heading(following: Following | None) -> str:
    if following is None:
        return _("Nối với kế hoạch của cấp trên")
    count = len(following.missing)
    if not count:
        return _("Có đủ các dòng cấp trên giao")
    return _("Còn thiếu %(count)s dòng của cấp trên") % {"count": number_text(count)}


def _lines(following: Following) -> list[FollowLine]:
    said: dict[int, list[str]] = {}
    for one in following.comparison.shortfalls:
        if one.subordinate is not None:
            said.setdefault(one.subordinate, []).append(message_of(one.finding))
    names = [
        (one.deliverable.pk, f"{one.deliverable.task.number} {one.deliverable.text}") for one in following.concerns
    ]
    return [
        FollowLine(
            row_id=row.pk,
            number=row.task.number,
            task=row.task.text,
            text=row.text,
            deadline=row.deadline_text,
            options=[(str(key), words, key == following.chosen[row.pk]) for key, words in names],
            is_proposed=row.pk in following.proposed,
            said=tuple(said.get(row.pk, ())),
        )
        for row in following.rows
    ]


def _missing(one: Concern) -> tuple[str, str, str]:
    due = date_text(one.due_on) if one.due_on else one.deliverable.deadline_text
    return one.deliverable.text, one.deliverable.task.text, due
