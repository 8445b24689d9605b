"""A row of an assigned plan that is corrected: the fields, and what would follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies.selectors import names_of
from caicach.obligations.constants import TrackingMode
from caicach.plans.constants import Ownership
from caicach.plans.forms import ChangeForm, DeliverableForm
from caicach.plans.models import Deliverable, Plan
from caicach.plans.pages.changes import ChangeGroup, explanations, groups_of
from caicach.plans.pages.people import Question, questions_of
from caicach.plans.pages.rows import number_of
from caicach.plans.pages.words import kicker_of, problem_sentence
from caicach.plans.selectors import label_of
from caicach.plans.services.correct import Correction
from caicach.ui.notation import date_text
from caicach.ui.values import Link
from reform.areas import area_of
from reform.groups.resolver import Resolver

__all__ = ["Change", "CorrectPage", "Preview", "correct_page"]


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the correction would do."""

    changes: list[Change]
    before: int
    after: int
    stays: int
    groups: list[ChangeGroup]
    schedule: list[str]  # how the dates came about
    problems: list[str]
    questions: list[Question]
    needs_choice: bool
    version: str

    @property
    def is_ready(self) -> bool:
        """Whether it can be confirmed."""
        return bool(self.changes) and not self.problems


@dataclass(frozen=True, slots=True)
class CorrectPage:
    """The page."""

    plan: Plan
    row: Deliverable
    number: str
    kicker: str
    crumbs: list[Link]
    form: DeliverableForm
    change: ChangeForm
    picked: list[str]  # choices made before, as the form sends them
    preview: Preview | None
    error: str
    source_url: str


def correct_page(  # noqa: PLR0913 - everything one page shows
    row: Deliverable,
    *,
    form: DeliverableForm,
    change: ChangeForm,
    made: Correction | None,
    resolver: Resolver,
    picked: Sequence[str] = (),
    error: str = "",
    source_url: str = "",
) -> CorrectPage:
    """Return the page of ``row``, with the preview ``made`` where there is one."""
    plan, number = row.plan, number_of(row)
    return CorrectPage(
        plan=plan,
        row=row,
        number=number,
        kicker=kicker_of(plan),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Sửa dòng %(number)s") % {"number": number}),
        ],
        form=form,
        change=change,
        picked=list(picked),
        preview=_preview(made, resolver) if made else None,
        error=error,
        source_url=source_url,
    )


def _preview(made: Correction, resolver: Resolver) -> Preview:
    problems = dict.fromkeys(problem_sentence(problem) for problem in made.problems)
    return Preview(
        changes=_changes(made),
        before=made.revision.before_count,
        after=made.revision.after_count,
        stays=sum(line.kind == "stays" for line in made.revision.lines),
        groups=groups_of(made.revision),
        schedule=explanations(made.expansion, [made.row.pk]),
        problems=list(problems),
        questions=questions_of(made.row, [made.row], resolver, []),
        needs_choice=made.needs_choice,
        version=made.version,
    )


def _changes(made: Correction) -> list[Change]:
    labels = _labels()
    bodies = names_of({value for side in (made.old, made.new) if (value := side.get("acceptor_id"))})
    return [
        Change(labels[name], _shown(name, made, made.old[name], bodies), _shown(name, made, made.new[name], bodies))
        for name in labels
        if name in made.new
    ]


def _labels() -> dict[str, str]:
    return {
        "task": _("Nhiệm vụ"),
        "text": _("Sản phẩm"),
        "deadline_text": _("Thời hạn theo văn bản"),
        "due_override_on": _("Hạn do người rà soát đặt"),
        "mode": _("Cách theo dõi"),
        "ownership": _("Giao cho"),
        "lead": _("Chủ trì"),
        "coordinating": _("Phối hợp"),
        "monitoring": _("Theo dõi, đôn đốc"),
        "acceptor_id": _("Nghiệm thu"),
        "area": _("Lĩnh vực"),
        "number": _("Số thứ tự"),
        "budget": _("Kinh phí"),
        "note": _("Ghi chú"),
    }


def _shown(name: str, made: Correction, value: Any, bodies: dict[int, str]) -> str:
    """Return a value in words."""
    if name == "mode":
        return str(TrackingMode(value).label)
    if name == "ownership":
        return str(Ownership(value).label)
    if name == "acceptor_id":
        return bodies.get(value, "")
    if name == "area":
        plan = made.row.plan
        return area_of(value, plan.issued_on or plan.uploaded_at.date()).short_name
    if name == "due_override_on":
        return date_text(value) if value else ""
    return "; ".join(str(value).splitlines())
