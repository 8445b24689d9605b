"""The versions of a plan: what each amendment did, with the former wording of every row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans.constants import PlanState, RowChange
from caicach.plans.mapping.wordings import line_from, line_of
from caicach.plans.models import Deliverable, Plan, RowVersion
from caicach.plans.pages.compare import PART_WORDS, PartChange
from caicach.plans.pages.words import kicker_of
from caicach.plans.selectors import amendments_of, label_of, rows_with_versions
from caicach.ui.values import Link
from caicach.web.actor import Actor
from vanban.plans.lines import PlanLine, changed_parts

__all__ = ["HistoryPage", "HistoryPart", "RowHistory", "history_page"]


@dataclass(frozen=True, slots=True)
class RowHistory:
    """What one amendment did to one row."""

    number: str
    title: str
    task: str
    verb: str
    tone: str
    changes: list[PartChange]


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """One amendment."""

    label: str
    url: str
    rows: list[RowHistory]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The page."""

    plan: Plan
    kicker: str
    crumbs: list[Link]
    parts: list[HistoryPart]


def history_page(plan: Plan, actor: Actor) -> HistoryPage:
    """Return what amendments did to ``plan``, the last one first."""
    rows = rows_with_versions(plan)
    applied = [one for one in amendments_of(plan, actor) if one.state == PlanState.CONFIRMED]
    return HistoryPage(
        plan=plan,
        kicker=kicker_of(plan),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Các lần sửa đổi")),
        ],
        parts=[_part(amendment, rows) for amendment in reversed(applied)],
    )


def _part(amendment: Plan, rows: Sequence[tuple[Deliverable, Sequence[RowVersion]]]) -> HistoryPart:
    url = reverse("plans:source", args=[amendment.uid])
    return HistoryPart(label_of(amendment), url, list(_rows(amendment, rows)))


def _rows(amendment: Plan, rows: Sequence[tuple[Deliverable, Sequence[RowVersion]]]) -> Iterator[RowHistory]:
    words = {
        RowChange.ADDED: (_("bổ sung"), "ok"),
        RowChange.CHANGED: (_("sửa đổi"), "warn"),
        RowChange.DROPPED: (_("bãi bỏ"), "bad"),
    }
    for row, versions in rows:
        for at, one in enumerate(versions):
            if one.amendment_id == amendment.pk:
                verb, tone = words[RowChange(one.change)]
                after = _after(row, versions[at + 1 :])
                old = line_from(one.former, row.pk)
                changes = _changes(old, after) if one.change == RowChange.CHANGED and old else []
                yield RowHistory(after.number, after.product, after.task, str(verb), tone, changes)


def _after(row: Deliverable, later: Sequence[RowVersion]) -> PlanLine:
    """Return what the row said after an amendment: what stood before the next one, or what stands now."""
    return next((line for one in later if (line := line_from(one.former, row.pk))), line_of(row))


def _changes(old: PlanLine, new: PlanLine) -> list[PartChange]:
    return [
        PartChange(str(PART_WORDS[part]), "; ".join(old.part(part)), "; ".join(new.part(part)))
        for part in changed_parts(old, new)
    ]
