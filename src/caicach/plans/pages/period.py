"""A period plan: which year carries each of its tasks and how far it is, and its targets beside those of the years."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.selectors import Progress
from caicach.plans.models import Plan, PlanTask
from caicach.plans.pages.words import kicker_of
from caicach.plans.selectors import label_of
from caicach.plans.selectors.periods import PeriodFacts
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Link
from vanban.plans.matching import nearest

__all__ = ["PeriodPage", "period_page"]


@dataclass(frozen=True, slots=True)
class YearCell:
    """What one year plan does for a task."""

    year: str
    text: str  # "3 / 12"; "–" where the year does not carry it
    url: str


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One task of the period."""

    number: str
    position: str
    text: str
    state: str
    tone: str
    cells: list[YearCell]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of the period beside those of its years."""

    text: str
    years: list[tuple[str, str]]  # (year, words); empty words: the year names none


@dataclass(frozen=True, slots=True)
class UntiedTask:
    """A task of a year that carries none of the period."""

    pk: str
    year: str
    text: str


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """The page."""

    plan: Plan
    label: str
    kicker: str
    crumbs: list[Link]
    figures: list[Figure]
    years: list[Link]
    lines: list[PeriodLine]
    targets: list[TargetLine]
    untied: list[UntiedTask]
    may_tie: bool


def period_page(facts: PeriodFacts, *, may_tie: bool) -> PeriodPage:
    """Return the page of a period plan."""
    plan = facts.plan
    lines = [_line(task, facts) for task in facts.tasks]
    return PeriodPage(
        plan=plan,
        label=label_of(plan),
        kicker=kicker_of(plan),
        crumbs=[
            Link(_("Kế hoạch"), reverse("plans:list")),
            Link(label_of(plan), reverse("plans:detail", args=[plan.uid])),
            Link(_("Giai đoạn %(first)s–%(last)s") % {"first": str(plan.period_from), "last": str(plan.period_to)}),
        ],
        figures=_figures(facts),
        years=[Link(f"{one.year}: {label_of(one)}", reverse("plans:detail", args=[one.uid])) for one in facts.years],
        lines=lines,
        targets=list(_targets(facts)),
        untied=[UntiedTask(str(task.pk), str(task.plan.year), task.text) for task in facts.untied],
        may_tie=may_tie,
    )


def _figures(facts: PeriodFacts) -> list[Figure]:
    carried = sum(task.pk in facts.carrying for task in facts.tasks)
    missing = sum(task.pk not in facts.carrying and task.pk not in facts.by_task for task in facts.tasks)
    return [
        Figure(_("Nhiệm vụ của giai đoạn"), number_text(len(facts.tasks))),
        Figure(_("Đã vào kế hoạch năm"), number_text(carried)),
        Figure(_("Chưa vào kế hoạch năm nào"), number_text(missing), tone="warn" if missing else ""),
    ]


def _line(task: PlanTask, facts: PeriodFacts) -> PeriodLine:
    carrying = facts.carrying.get(task.pk, ())
    whole = facts.by_task.get(task.pk, Progress())
    for one in carrying:
        whole += facts.by_task.get(one.pk, Progress())
    state, tone = _state(whole, is_carried=bool(carrying) or task.pk in facts.by_task)
    return PeriodLine(
        number=f"{task.annex_number}.{task.number}".strip("."),
        position=str(task.position),
        text=task.text,
        state=state,
        tone=tone,
        cells=[_cell(year, [one for one in carrying if one.plan_id == year.pk], facts) for year in facts.years],
    )


def _state(whole: Progress, *, is_carried: bool) -> tuple[str, str]:
    if not is_carried:
        return _("chưa vào kế hoạch năm nào"), "warn"
    if not whole.total:
        return _("đã vào kế hoạch năm"), ""
    words = _("%(done)s trong %(total)s đã nghiệm thu") % {
        "done": number_text(whole.accepted),
        "total": number_text(whole.total),
    }
    return words, "ok" if whole.accepted == whole.total else "bad" if whole.late else ""


def _cell(year: Plan, tasks: list[PlanTask], facts: PeriodFacts) -> YearCell:
    if not tasks:
        return YearCell(str(year.year), "–", "")
    whole = Progress()
    for task in tasks:
        whole += facts.by_task.get(task.pk, Progress())
    words = f"{number_text(whole.accepted)} / {number_text(whole.total)}" if whole.total else _("có")
    return YearCell(str(year.year), words, reverse("plans:detail", args=[year.uid]))


def _targets(facts: PeriodFacts) -> Iterator[TargetLine]:
    """Yield each target of the period with the one of each year that says the same thing with other figures."""
    own = _target_texts(facts.plan)
    keyed = dict(enumerate(own))
    by_year = []
    for year in facts.years:
        texts = dict(enumerate(_target_texts(year)))
        said: dict[int, str] = {}
        for key, above in nearest(texts, keyed).items():
            said.setdefault(above, texts[key])
        by_year.append((str(year.year), said))
    for at, text in keyed.items():
        yield TargetLine(text, [(year, said.get(at, "")) for year, said in by_year])


def _target_texts(plan: Plan) -> list[str]:
    return list(dict.fromkeys(one["text"] for one in json.loads(plan.reading).get("targets", ())))
