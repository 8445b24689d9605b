"""Whether the parts of a form fit together: names that are there, numbers without gaps, formulas without circles."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from reform.forms.model import Aggregation, Form, Line, LineType, Need
from reform.forms.parsing import kind_of
from reform.forms.problems import Problems
from reform.forms.tree import Kind, Node, When, asked_by

__all__ = ["check_form", "computed_order"]

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def check_form(form: Form, problems: Problems) -> None:
    """Tell ``problems`` whatever keeps the parts of ``form`` from fitting together."""
    lines = form.by_key()
    _check_keys(form, problems)
    _check_numbers(form, problems)
    for line in form.lines:
        _check_named(line, lines, problems)
        _check_kind(line, problems)
        _check_needs(line, lines, form, problems)
        for formula in (line.calc, line.counts):
            _check_formula(formula, line.key, form, lines, problems)
    for rule in form.rules:
        _check_formula(rule.check, rule.key, form, lines, problems)
        if kind_of(rule.check) is not Kind.TRUTH:
            problems.add("FM008", rule.key)
        if rule.each is not None and rule.each not in form.dimensions:
            problems.add("FM004", rule.key, what="each", name=rule.each)
    for key in _circle(lines):
        problems.add("FM010", key)


def computed_order(form: Form) -> tuple[Line, ...]:
    """Return the lines that a formula gives, each after those that it is computed from."""
    lines = form.by_key()
    done: dict[str, Line] = {}

    def take(line: Line) -> None:
        if line.calc is None or line.key in done:
            return
        for key in _needed(line):
            take(lines[key])
        done[line.key] = line

    for line in form.lines:
        take(line)
    return tuple(done.values())


def _needed(line: Line) -> Iterator[str]:
    """Yield the lines of the same return that ``line`` is computed from."""
    if line.calc is not None:
        yield from sorted(asked.cell.key for asked in asked_by(line.calc) if asked.when is When.NOW)


def _circle(lines: dict[str, Line]) -> list[str]:
    """Return a line of each circle: it is computed, in the end, from itself."""
    reached: dict[str, set[str]] = {}

    def reach(key: str, path: tuple[str, ...]) -> set[str]:
        if key in reached or key in path or key not in lines:
            return reached.get(key, set())
        found: set[str] = set()
        for needed in _needed(lines[key]):
            found |= {needed} | reach(needed, (*path, key))
        reached[key] = found
        return found

    for key in lines:
        reach(key, ())
    return [key for key in lines if key in reached[key]]


def _check_keys(form: Form, problems: Problems) -> None:
    for key in _twice(line.key for line in form.lines):
        problems.add("FM005", key)
    for key in _twice(rule.key for rule in form.rules):
        problems.add("FM005", key)
    for line in form.lines:
        if line.key and not _KEY.fullmatch(line.key):
            problems.add("FM006", line.key)


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1 and key]


def _check_numbers(form: Form, problems: Problems) -> None:
    """Numbers follow the tree: the group's own, then one more for each line, without a gap."""
    for section in form.sections:
        for group in section.groups:
            for at, line in enumerate(group.lines, start=1):
                wanted = f"{group.number}.{at}"
                if line.number and line.number != wanted:
                    problems.add("FM007", line.key, number=line.number, wanted=wanted)


def _check_named(line: Line, lines: dict[str, Line], problems: Problems) -> None:
    for what, key in (("part_of", line.part_of), ("subset_of", line.subset_of), ("weight", line.weight)):
        if key is not None and key not in lines:
            problems.add("FM004", line.key, what=what, name=key)


def _check_kind(line: Line, problems: Problems) -> None:
    if (line.type is LineType.CHOICE) != (line.choice is not None):
        problems.add("FM011", line.key)
    if line.aggregation is Aggregation.RATIO and line.calc is None:
        problems.add("FM002", line.key, name="calc")
    if line.aggregation is Aggregation.WEIGHTED and line.weight is None:
        problems.add("FM002", line.key, name="weight")
    if line.aggregation is Aggregation.COUNT_IF and (line.counts is None or kind_of(line.counts) is not Kind.TRUTH):
        problems.add("FM008", line.key)
    for word in line.choice.words if line.choice else ():
        if word in ("True", "False"):
            problems.add("FM012", line.key, word=word)


def _check_needs(line: Line, lines: dict[str, Line], form: Form, problems: Problems) -> None:
    """No level has a line whose whole stands on another level's sheet alone."""
    for key in filter(None, (line.part_of, line.subset_of)):
        whole = lines.get(key)
        for level, need in line.needs.items():
            if whole and need is Need.REQUIRED and whole.need_of(level) is Need.ABSENT:
                problems.add("FM013", line.key, level=level, whole=key)
    for dimension in line.by:
        if dimension not in form.dimensions:
            problems.add("FM004", line.key, what="by", name=dimension)


def _check_formula(formula: Node | None, place: str, form: Form, lines: dict[str, Line], problems: Problems) -> None:
    if formula is None:
        return
    for asked in sorted(asked_by(formula), key=str):
        cell = asked.cell
        if cell.key not in lines:
            problems.add("FM009", place, name=cell.key)
            continue
        for dimension, member in cell.members:
            has = dimension in lines[cell.key].by and dimension in form.dimensions
            if not has or member not in form.dimensions[dimension].members:
                problems.add("FM014", place, cell=cell)
