"""Building a draft: rows of the annex to lines, lines to groups, what ties them, and what of the form in force stays.

Owns: which line a row becomes. Does not: write YAML (``tables``) or decide what is odd in numbers (``numbering``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reform.definitions import Problem
from reform.drafting.annexing import DraftRow, annex_rows, shown_rows
from reform.drafting.keeping import Keeping
from reform.drafting.keys import Keys, slug
from reform.drafting.lines import KINDS, Choices, DraftLine, Row, drafted
from reform.drafting.outline import DraftGroup, DraftSection, outline_of
from reform.drafting.recognising import recognised
from reform.drafting.splits import Splits, narrowed
from reform.drafting.tables import Contents, Head, LineGroup, LineSection, table_of
from reform.drafting.ties import Ties
from reform.forms.model import Aggregation, AnnexRow, Form, LineType, Rule
from vanban.reports import AskedFor, BlankAnnex, BlankLine, ColumnKind
from vanban.text.findings import Finding, Severity

__all__ = ["Builder", "DraftRow"]

_NUMBERS = (LineType.COUNT, LineType.NUMBER)
_LEAST_LEVELS = 2


class Builder:
    """Builds one draft; ``build`` first."""

    def __init__(self, annex: BlankAnnex, base: Form | None, levels: Sequence[str]) -> None:
        self.lines, self.base, self.levels = _named(annex.lines), base, tuple(levels)
        self.before = base.by_key() if base else {}
        self.doubts: list[Finding] = []
        self.rows: dict[int, Row] = {}
        self.draft: dict[str, DraftLine] = {}
        self.answers: dict[int, dict[str, str]] = {}
        self.subs: dict[str, list[str]] = {}  # line -> lines below it under "Trong đó"
        self.choices = Choices(base)
        self.keys = Keys(self.before)
        self.parts = _parts(self.lines)
        labels = [tuple(self.lines[part].label for part in below) for below in self.parts]
        self.splits = Splits(base.dimensions if base else {}, labels)
        self.taken: dict[int, tuple[AnnexRow, float]] = {}
        self.sections: list[tuple[str, DraftSection]] = []
        self.order: dict[int, list[str]] = {}  # id of a group -> keys of its lines
        self.rules: tuple[Rule, ...] = ()
        self.extensions: list[LineSection] = []  # of single bodies

    def build(self) -> None:
        """Make the draft of the annex."""
        self._recognise()
        headings = {at for at, line in enumerate(self.lines) if self._is_heading(at, line)}
        for section in outline_of(self.lines, headings):
            key = self._section_key(section)
            self.sections.append((key, section))
            for group in section.groups:
                self.order[id(group)] = []
                for at in group.lines:
                    self._line(at, key, group)
        Ties(self).tie()
        self.rules = Keeping(self).keep()

    def doubt(self, code: str, at: int | None, /, severity: Severity = Severity.WARNING, **params: object) -> None:
        """Remember a doubt about a row; None: about the whole."""
        line = self.lines[at] if at is not None else None
        found = (
            Finding(code, severity, line.place, line.label, params) if line else Finding(code, severity, params=params)
        )
        self.doubts.append(found)

    def shown(self) -> tuple[DraftRow, ...]:
        """Return what became of each row of the annex."""
        return shown_rows(self.lines, self.rows, self.before)

    def table(self, head: Head) -> dict[str, Any]:
        """Return the parts of the draft's file."""
        used = {key for line in self.draft.values() for key in line.by}
        lists = {line.choice for line in self.draft.values()}
        contents = Contents(
            sections=tuple(
                LineSection(key, section.label, tuple(self._group(group) for group in section.groups))
                for key, section in self.sections
            ),
            extensions=tuple(self.extensions),
            dimensions=tuple(
                narrowed(one, self._named_of(key), self.levels)
                for key, one in self.splits.dimensions.items()
                if key in used
            ),
            choices=tuple(one for key, one in self.choices.lists.items() if key in lists),
            rules=self.rules,
            annex=annex_rows(self.lines, self.rows, self.answers),
        )
        return table_of(head, self.base, contents)

    def without(self, problems: Sequence[Problem]) -> bool:
        """Take out what does not fit together, and tell it; return whether anything was."""
        rules = {rule.key for rule in self.rules}
        some = False
        for problem in problems:
            if problem.place in rules:
                self.rules = tuple(rule for rule in self.rules if rule.key != problem.place)
                some = True
            elif problem.place in self.draft:
                line = self.draft[problem.place]
                line.calc = line.part_of = line.subset_of = line.weight = line.counts = None
                self._make_plain(line)
                some = True
            self.doubt("FD019", None, place=problem.place, said=str(problem))
        return some

    def bare(self) -> None:
        """Take out every tie: the lines alone are left."""
        self.rules = ()
        for line in self.draft.values():
            line.calc = line.part_of = line.subset_of = line.weight = line.counts = None
            self._make_plain(line)

    @staticmethod
    def _make_plain(line: DraftLine) -> None:
        if line.aggregation in (Aggregation.RATIO, Aggregation.WEIGHTED, Aggregation.COUNT_IF):
            line.aggregation = Aggregation.OWN

    def _recognise(self) -> None:
        """Find the lines that the form in force has already."""
        if self.base is None:
            return
        self.taken, doubts = recognised(self.lines, self.base, self.levels[-1])
        for doubt in doubts:
            self.doubt(doubt.code, doubt.at, doubt.severity, **doubt.params)

    def _is_heading(self, at: int, line: BlankLine) -> bool:
        if line.asked is AskedFor.HEADING and at in self.taken:
            self.doubt("FD014", at, old=self.before[_key(self.taken[at][0])].label)
            return False
        if line.asked is AskedFor.TEXT and at not in self.taken:
            self.doubt("FD013", at)
            return True
        return line.asked is AskedFor.HEADING

    def _section_key(self, section: DraftSection) -> str:
        """Return the key of the section of the form in force that most of its lines are of, else a new one."""
        at = [line for group in section.groups for line in group.lines if line in self.taken]
        used = {key for key, _ in self.sections}
        counts: dict[str, int] = {}
        for one in self.base.sections if self.base else ():
            own = {line.key for line in one.lines}
            counts[one.key] = sum(_key(self.taken[line][0]) in own for line in at)
        best = max(counts, key=lambda key: counts[key], default="")
        if best and counts[best] and best not in used:
            return best
        key, count = slug(section.label, 4), 2
        while key in used:
            key, count = f"{slug(section.label, 4)}_{count}", count + 1
        return key

    def _line(self, at: int, section: str, group: DraftGroup) -> None:
        key, members = self._cell(at, section)
        self._add(at, key, members, group)
        self._below(at, key, members, section, group)

    def _cell(self, at: int, section: str) -> tuple[str, dict[str, str]]:
        """Return the line and the members that a row asks for: those of the form in force, or a new line."""
        found = self.taken.get(at)
        if found is not None and found[0].target is not None:
            cell = found[0].target
            if all((row.key, dict(row.members)) != (cell.key, dict(cell.members)) for row in self.rows.values()):
                return cell.key, dict(cell.members)
        self.doubt("FD012", at, Severity.NOTE)
        return self.keys.take(section, self.lines[at].label), {}

    def _add(self, at: int, key: str, members: Mapping[str, str], group: DraftGroup) -> None:
        """Tie a row to its cell; the first row of a line makes the line."""
        line, before = self.lines[at], self.before.get(key)
        row, likeness = self.taken.get(at, (None, 0.0))
        self.rows[at] = Row(at, key, members, row, likeness)
        if key not in self.draft:
            made = drafted(line, key, before, self.levels)
            if members and before is not None:
                made.label = before.label
            made.printed = (line.code or "", at + 1)
            self.draft[key] = made
            self.order[id(group)].append(key)
            self._ask_about(at, line, made)
        made = self.draft[key]
        for dimension in (*(before.by if before else ()), *members):
            if dimension in members and dimension not in made.by:
                made.by.append(dimension)
        if made.type is LineType.CHOICE and made.choice is None:
            made.choice, self.answers[at] = self.choices.take(line, before)
        elif made.choice is not None:
            self.answers[at] = self.choices.again(made.choice, line)
        self._columns(at, line, made)

    def _ask_about(self, at: int, line: BlankLine, made: DraftLine) -> None:
        if not made.unit and made.type is not LineType.CHOICE:
            self.doubt("FD004", at)
        if made.type is LineType.PERCENT and line.unit and "%" not in line.unit:
            self.doubt("FD005", at, unit=line.unit)
        if line.choices and (len(line.choices) < _LEAST_LEVELS or not all(number for number, _ in line.choices)):
            self.doubt("FD009", at)

    def _columns(self, at: int, line: BlankLine, made: DraftLine) -> None:
        """Split a line by columns that are each for one level; of other columns the main one is taken."""
        levels = [title for title, kind in line.columns if kind is ColumnKind.LEVEL]
        split = self.splits.find(levels) if len(levels) >= _LEAST_LEVELS and made.type in _NUMBERS else None
        if split is not None:
            if split.dimension.key not in made.by:
                made.by.append(split.dimension.key)
        elif len(line.columns) > 1 and not any(row.at < at for row in self.rows.values()):
            self.doubt("FD015", at, Severity.NOTE, titles="; ".join(title for title, _ in line.columns))

    def _below(self, at: int, key: str, members: Mapping[str, str], section: str, group: DraftGroup) -> None:
        """Add the parts of a row: members of a dimension, or lines of their own."""
        known: list[int] = []
        unknown: list[int] = []
        for part in self.parts[at]:
            taken = self.taken.get(part)
            (known if taken is not None and _key(taken[0]) in {key, *self.before} else unknown).append(part)
        alike = [part for part in unknown if self._is_alike(part, key)]
        for part, inner in self._members(at, key, members, known, alike):
            self._add(part, key, inner, group)
            self._below(part, key, inner, section, group)
            unknown.remove(part)
        for part in sorted((*known, *unknown)):
            sub, inner = self._cell(part, section)
            self._add(part, sub, inner, group)
            if sub != key:
                self.subs.setdefault(key, []).append(sub)
            self._below(part, sub, inner, section, group)

    def _members(
        self, at: int, key: str, members: Mapping[str, str], known: Sequence[int], alike: Sequence[int]
    ) -> list[tuple[int, dict[str, str]]]:
        """Return the parts among ``alike`` that are members of a dimension, with all members of their cells."""
        labels = [self.lines[part].label for part in alike]
        beside = self._dimension_of(key, members, known)
        if beside is not None:
            found = [(part, {**members, beside: self.splits.extend(beside, self.lines[part].label)}) for part in alike]
            for part, _ in found:
                self.doubt("FD024", part, dimension=self.splits.dimensions[beside].label)
            return found
        split = self.splits.find(labels) if alike else None
        if split is None or split.dimension.key in members:
            return []
        if split.is_new:
            code = "FD023" if self.draft[key].type is LineType.PERCENT else "FD020"
            self.doubt(code, at, parts=", ".join(labels))
        return [
            (part, {**members, split.dimension.key: member}) for part, member in zip(alike, split.members, strict=True)
        ]

    def _dimension_of(self, key: str, members: Mapping[str, str], known: Sequence[int]) -> str | None:
        """Return the dimension whose members the parts stand for that the form in force has."""
        cells = [row.target for row, _ in (self.taken[part] for part in known) if row.target is not None]
        more = {name for cell in cells if cell.key == key for name, _ in cell.members if name not in members}
        return more.pop() if len(more) == 1 else None

    def _is_alike(self, part: int, key: str) -> bool:
        """Whether a part counts what its line counts: a rate among counts is a line of its own."""
        kind = KINDS.get(self.lines[part].asked)
        return kind is self.draft[key].type or {kind, self.draft[key].type} <= set(_NUMBERS)

    def _named_of(self, dimension: str) -> frozenset[str]:
        """Return the members of a dimension that rows of the annex name."""
        return frozenset(row.members[dimension] for row in self.rows.values() if dimension in row.members)

    def _group(self, group: DraftGroup) -> LineGroup:
        return LineGroup(group.label, tuple(self.draft[key] for key in self.order[id(group)]))


def _named(lines: Sequence[BlankLine]) -> tuple[BlankLine, ...]:
    """Return the lines with labels: what stands in no cell is counted."""
    return tuple(line if line.label else replace(line, label=f"Dòng {at}") for at, line in enumerate(lines, start=1))


def _key(row: AnnexRow) -> str:
    return row.target.key if row.target is not None else ""


def _parts(lines: Sequence[BlankLine]) -> list[list[int]]:
    """Return for each line those right below it that have no number of their own."""
    found: list[list[int]] = [[] for _ in lines]
    for at, line in enumerate(lines):
        if line.is_part and line.parent is not None:
            found[line.parent].append(at)
    return found
