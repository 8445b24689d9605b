"""The rows of a plan under review in the order a person looks at them: what is open, what is doubtful, the rest."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans.mapping.expansion import Expansion
from caicach.plans.models import Deliverable, Plan
from caicach.plans.pages.words import problem_sentence
from caicach.ui.sentences import in_language
from caicach.ui.values import Row
from reform.messages import MESSAGES
from reform.tracking import MODE_RULES

__all__ = ["Group", "Line", "Rank", "Rows", "number_of", "rows_of"]

CONFIDENT = {rule.rule_id: rule.confident for rule in MODE_RULES}
SEVERE = ("error", "warning")
Key = tuple[int | None, int | None]  # (block, row) of a place


class Rank(IntEnum):
    """Where a row stands in the work of the review."""

    OPEN = 1  # must be settled before anything is assigned
    DOUBTFUL = 2  # was read, but a person should look
    SURE = 3
    SEEN = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its place in the work, and why a person should look."""

    deliverable: Deliverable
    number: str
    url: str
    rank: Rank
    problems: tuple[str, ...]
    findings: tuple[str, ...]  # sentences of the reader about this row of the document
    doubts: tuple[str, ...]  # what a rule proposed without being sure

    @property
    def position(self) -> int:
        """From 1, in the document's order."""
        return self.deliverable.position

    def row(self, current: int) -> Row:
        """Return the line as the list shows it; what was seen gives no reasons any more."""
        said = self.problems or (() if self.rank is Rank.SEEN else (*self.findings, *self.doubts))
        return Row(
            number=self.number,
            title=self.deliverable.text,
            url=self.url,
            level=min(int(self.rank), 3),
            say=said[0] if said else "",
            tone="bad" if self.problems else "warn",
            current=self.position == current,
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading of the list."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Rows:
    """All rows of a plan, in the document's order."""

    lines: tuple[Line, ...]
    document_findings: tuple[str, ...]  # the reader's sentences that belong to no row

    @cached_property
    def in_order(self) -> tuple[Line, ...]:
        """The rows in the order of the work."""
        return tuple(sorted(self.lines, key=lambda line: (line.rank, line.position)))

    @cached_property
    def seen(self) -> int:
        """How many rows a person has looked at."""
        return sum(line.deliverable.reviewed_at is not None for line in self.lines)

    def of(self, rank: Rank) -> tuple[Line, ...]:
        """Return the rows of one rank."""
        return tuple(line for line in self.lines if line.rank is rank)

    def at(self, position: int) -> Line:
        """Return the row at ``position`` (from 1)."""
        return self.lines[position - 1]

    def first(self) -> int:
        """Return the position where the review begins, or goes on: the first row of the work not yet seen."""
        return self.in_order[0].position

    def around(self, position: int) -> tuple[str, str]:
        """Return the addresses of the rows before and after, in the order of the work; empty at its ends."""
        order = self.in_order
        at = order.index(self.at(position))
        return order[at - 1].url if at else "", order[at + 1].url if at + 1 < len(order) else ""

    def following(self, position: int) -> int:
        """Return where to go when the row at ``position`` is done: the next not yet seen, then those skipped."""
        waiting = [line for line in self.in_order if line.rank is not Rank.SEEN and line.position != position]
        rank = self._rank_when_open(position)
        later = [line for line in waiting if (line.rank, line.position) > (rank, position)]
        found = (later or waiting)[:1]
        return found[0].position if found else position

    def _rank_when_open(self, position: int) -> Rank:
        """Return the rank that a row had before it was seen."""
        line = self.at(position)
        if line.rank is not Rank.SEEN:
            return line.rank
        return Rank.DOUBTFUL if line.findings or line.doubts else Rank.SURE

    def next_open(self, position: int) -> str:
        """Return the address of the next row with something open, after this one first; empty where none is."""
        others = [line for line in self.of(Rank.OPEN) if line.position != position]
        later = [line for line in others if line.position > position]
        return (later or others)[0].url if others else ""

    def sure_of_area(self, position: int) -> tuple[Line, ...]:
        """Return the sure rows of the same area that nobody has seen yet: what one key accepts."""
        area = self.at(position).deliverable.task.area_code
        return tuple(line for line in self.of(Rank.SURE) if line.deliverable.task.area_code == area)

    def groups(self, current: int) -> tuple[Group, ...]:
        """Return the headings of the list with their rows; a heading without rows is left out."""
        titles = {
            Rank.OPEN: _("Cần xem trước"),
            Rank.DOUBTFUL: _("Nên xem"),
            Rank.SURE: _("Đã đọc chắc chắn"),
            Rank.SEEN: _("Đã xem"),
        }
        found = ((titles[rank], tuple(line.row(current) for line in self.of(rank))) for rank in Rank)
        return tuple(
            Group(_("%(title)s · %(count)s") % {"title": title, "count": len(rows)}, rows)
            for title, rows in found
            if rows
        )


def number_of(deliverable: Deliverable) -> str:
    """Return how people name the row: "II.3", with a letter where a task has several deliverables."""
    task = deliverable.task
    return f"{task.annex_number}.{task.number}".strip(".") or str(deliverable.position)


def rows_of(plan: Plan, deliverables: Sequence[Deliverable], expansion: Expansion) -> Rows:
    """Return the rows of ``plan`` with what stands open (``expansion``) and what the reader said of each."""
    problems = _problems(expansion)
    findings = json.loads(plan.reading).get("findings", ())
    by_place = _by_place(findings)
    keys = {key for row in deliverables for key in _keys(row)}
    base = reverse("plans:row", args=[plan.uid, 0]).removesuffix("0/")
    return Rows(
        lines=tuple(_line(row, f"{base}{row.position}/", problems, by_place) for row in deliverables),
        document_findings=tuple(
            dict.fromkeys(in_language(one["message"]) for one in findings if _key(one.get("where") or {}) not in keys)
        ),
    )


def _line(
    row: Deliverable, url: str, problems: Mapping[int | None, list[str]], findings: Mapping[Key, list[str]]
) -> Line:
    said = tuple(dict.fromkeys(sentence for key in _keys(row) for sentence in findings.get(key, ())))
    doubts = () if CONFIDENT.get(row.mode_rule, True) else (in_language(MESSAGES[row.mode_rule]),)
    line = Line(row, number_of(row), url, Rank.SURE, tuple(problems.get(row.pk, ())), said, doubts)
    if line.problems:
        return replace(line, rank=Rank.OPEN)
    if row.reviewed_at is not None:
        return replace(line, rank=Rank.SEEN)
    return replace(line, rank=Rank.DOUBTFUL) if said or doubts else line


def _problems(expansion: Expansion) -> dict[int | None, list[str]]:
    problems: dict[int | None, list[str]] = defaultdict(list)
    for problem in expansion.problems:
        sentence = problem_sentence(problem)
        if sentence not in problems[problem.deliverable_id]:
            problems[problem.deliverable_id].append(sentence)
    return problems


def _by_place(findings: Iterable[Mapping[str, Any]]) -> dict[Key, list[str]]:
    """Return the reader's graver sentences by the row of the document that they speak of."""
    found: dict[Key, list[str]] = defaultdict(list)
    for one in findings:
        where = one.get("where")
        if one.get("severity") in SEVERE and isinstance(where, dict) and where.get("block") is not None:
            found[_key(where)].append(in_language(one["message"]))
    return found


def _keys(row: Deliverable) -> tuple[Key, ...]:
    """Return the rows of the document that a row was read from: its own, and that of its task."""
    keys = (_key(json.loads(row.place)), _key(json.loads(row.task.place)))
    return tuple(dict.fromkeys(key for key in keys if key[0] is not None))


def _key(place: Mapping[str, Any]) -> Key:
    return place.get("block"), place.get("row")
