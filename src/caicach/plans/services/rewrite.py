"""Rows of a plan are rewritten as an amendment says, inside the caller's transaction, in fixed statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max
from django.utils.translation import gettext as _

from caicach.plans.constants import PartyRole, RowChange
from caicach.plans.mapping.wordings import former_of, line_of
from caicach.plans.models import Deliverable, Party, Plan, PlanTask, RowVersion
from caicach.plans.selectors.amendments import Comparison
from caicach.plans.selectors.plans import label_of
from caicach.plans.services.amendments import party_copy, rows_copy
from vanban.plans.amending import Fate, Item, consolidated
from vanban.plans.lines import Part, word_key

__all__ = ["Rewritten", "rows_rewrite"]

_ROLES = {Part.LEAD: PartyRole.LEAD, Part.COORDINATING: PartyRole.COORDINATING, Part.MONITORING: PartyRole.MONITORING}
_FIELDS = (
    "task", "text", "deadline_text", "deadlines", "due_override_on", "mode", "mode_rule", "ownership",
    "ownership_rule", "acceptor", "budget", "note", "dropped_by", "reviewed_at",
)  # fmt: skip
_TASK_FIELDS = ("annex_number", "annex_title", "area_code", "number", "text")
_UNKNOWN_AREA = "other"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Which rows of the plan were touched."""

    row_ids: frozenset[int]  # changed, added, dropped
    dated_ids: frozenset[int]  # those whose deadline is the amendment's


def rows_rewrite(comparison: Comparison, *, now: datetime) -> Rewritten:
    """Make the rows of the plan say what the amendment says; doubts are left alone."""
    return _Rewriter(comparison, now).write()


class _Rewriter:
    """One amendment at work."""

    def __init__(self, comparison: Comparison, now: datetime) -> None:
        self.made = comparison
        self.now = now
        self.old = {row.pk: row for row in comparison.old}
        self.new = {row.pk: row for row in comparison.new}
        self.former = {row.pk: former_of(row) for row in comparison.old}
        self.moved_tasks: dict[int, PlanTask] = {}  # by the amendment's task

    def write(self) -> Rewritten:
        """Rewrite, add, drop, put in order, keep what stood before."""
        changed = self._of(Fate.CHANGED)
        dropped = self._of(Fate.DROPPED)
        self._tasks([*changed, *(item for item in self._of(Fate.UNCHANGED) if item.is_renumbered)])
        for item in changed:
            self._change(item)
        for item in dropped:
            self._old(item).dropped_by = self.made.amendment
        touched = [self._old(item) for item in (*changed, *dropped)]
        Deliverable.objects.bulk_update(touched, _FIELDS)
        self._parties(changed)
        added = self._add()
        self._order(added)
        self._keep(changed, dropped, added)
        dated = [item.old.key for item in changed if item.old and Part.DEADLINE in item.parts]
        return Rewritten(
            row_ids=frozenset([*(row.pk for row in touched), *(row.pk for row in added.values())]),
            dated_ids=frozenset([*dated, *(row.pk for row in added.values())]),
        )

    def _of(self, fate: Fate) -> list[Item]:
        return [item for item in self.made.items if item.fate is fate]

    def _old(self, item: Item) -> Deliverable:
        return self.old[item.old.key if item.old else 0]

    def _new(self, item: Item) -> Deliverable:
        return self.new[item.new.key if item.new else 0]

    def _change(self, item: Item) -> None:
        """Give a row the words of the amendment; how it is proved and owned stays where a person said so."""
        row, new = self._old(item), self._new(item)
        row.text, row.reviewed_at = new.text, self.now
        if Part.DEADLINE in item.parts:
            row.deadline_text, row.deadlines = new.deadline_text, new.deadlines
            row.due_override_on = new.due_override_on
        elif new.due_override_on:
            row.due_override_on = new.due_override_on
        for name, rule in (("mode", "mode_rule"), ("ownership", "ownership_rule")):
            if getattr(row, rule) or not getattr(new, rule):
                setattr(row, name, getattr(new, name))
                setattr(row, rule, getattr(new, rule))
        row.acceptor_id = new.acceptor_id or row.acceptor_id
        row.budget, row.note = new.budget or row.budget, new.note or row.note

    def _parties(self, changed: Sequence[Item]) -> None:
        """Put the bodies of the roles that changed in the place of those that stood."""
        gone: list[int] = []
        fresh: list[Party] = []
        for item in changed:
            roles = {role for part, role in _ROLES.items() if part in item.parts}
            row = self._old(item)
            gone += [party.pk for party in row.parties.all() if party.role in roles]
            fresh += [party_copy(party, row) for party in self._new(item).parties.all() if party.role in roles]
        Party.objects.filter(pk__in=gone).delete()
        Party.objects.bulk_create(fresh)

    def _tasks(self, items: Sequence[Item]) -> None:
        """Give rows the task of the amendment: in place where all its rows go on in one, else one of their own."""
        rewritten: dict[int, PlanTask] = {}
        for item in items:
            row, values = self._old(item), self._task_values(item)
            if all(getattr(row.task, name) == value for name, value in values.items()):
                continue
            task = self._heir(item)
            for name, value in values.items():
                setattr(task, name, value)
            rewritten[task.pk or -self._new(item).task_id] = task
            row.task = task
        fresh = [task for task in rewritten.values() if task.pk is None]
        PlanTask.objects.bulk_create(fresh)
        PlanTask.objects.bulk_update([task for task in rewritten.values() if task not in fresh], _TASK_FIELDS)
        rows = [self._old(item) for item in items]
        Deliverable.objects.bulk_update(rows, ["task"])

    def _task_values(self, item: Item) -> Mapping[str, str]:
        """Return what the amendment says of a task; the numbers of a partial one are its own, not the plan's."""
        old, new = self._old(item).task, self._new(item).task
        text = new.text if word_key(new.text) != word_key(old.text) else old.text
        area = old.area_code if new.area_code == _UNKNOWN_AREA else new.area_code
        if not self.made.is_whole:
            return {"text": text, "area_code": area}
        names = ("annex_number", "annex_title", "number")
        return {"text": text, "area_code": area, **{name: getattr(new, name) for name in names}}

    def _heir(self, item: Item) -> PlanTask:
        old, new_id = self._old(item).task, self._new(item).task_id
        if new_id in self.moved_tasks:
            return self.moved_tasks[new_id]
        mine = {one.new.key for one in self.made.items if one.new and one.old and self._old(one).task_id == old.pk}
        count = sum(row.task_id == old.pk for row in self.old.values())
        goes_on = len(mine) == count and {self.new[key].task_id for key in mine} == {new_id}
        task = old if goes_on else self._fresh_task(old)
        self.moved_tasks[new_id] = task
        return task

    def _fresh_task(self, old: PlanTask) -> PlanTask:
        last = self.made.plan.tasks.aggregate(last=Max("position"))["last"] or 0
        fresh = sum(task.pk is None for task in self.moved_tasks.values())
        values = {name: getattr(old, name) for name in (*_TASK_FIELDS, "place", "period_task_id")}
        return PlanTask(plan=self.made.plan, position=last + 1 + fresh, **values)

    def _add(self) -> dict[int, Deliverable]:
        """Lay the rows that are new; return them by the amendment's row."""
        rows = [self._new(item) for item in self._of(Fate.ADDED)]
        if not rows:
            return {}
        known = {self._new(one).task_id: self._old(one).task for one in self.made.items if one.old and one.new}
        copies = rows_copy(rows, self.made.plan, now=self.now, known=known)
        basis = basis_of(self.made.amendment)
        Deliverable.objects.filter(pk__in=[row.pk for row in copies]).update(basis=basis)
        return {row.pk: copy for row, copy in zip(rows, copies, strict=True)}

    def _order(self, added: Mapping[int, Deliverable]) -> None:
        """Number the rows as the consolidated plan has them, what was dropped behind."""
        plan = self.made.plan
        if not added and not self.made.is_whole:
            return
        lines = consolidated([line_of(row) for row in self.made.old], self.made.items, is_whole=self.made.is_whole)
        known = {**self.old, **added}
        ordered = [known[line.key] for line in lines if line.key in known]
        seen = {row.pk for row in ordered}
        behind = [row for row in plan.deliverables.order_by("position") if row.pk not in seen]
        for at, row in enumerate((*ordered, *behind), start=1):
            row.position = at
        # Out of the way first: a position stands once at every moment.
        plan.deliverables.update(position=F("position") + _AWAY)
        Deliverable.objects.bulk_update([*ordered, *behind], ["position"])

    def _keep(self, changed: Sequence[Item], dropped: Sequence[Item], added: Mapping[int, Deliverable]) -> None:
        """Keep what the rows said before."""
        rows = [(self._old(item).pk, RowChange.CHANGED, self._new(item).place) for item in changed]
        rows += [(self._old(item).pk, RowChange.DROPPED, "{}") for item in dropped]
        rows += [(copy.pk, RowChange.ADDED, self.new[key].place) for key, copy in added.items()]
        RowVersion.objects.bulk_create(
            RowVersion(
                amendment=self.made.amendment,
                deliverable_id=pk,
                change=change,
                former=self.former.get(pk, "{}"),
                place=place,
            )
            for pk, change, place in rows
        )


_AWAY = 1_000_000  # above every position


def basis_of(amendment: Plan) -> str:
    """Return by which document a row was added, in words."""
    return (_("Bổ sung theo %(document)s") % {"document": label_of(amendment)})[:500]
