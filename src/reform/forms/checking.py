"""Whether the parts of a form fit together: names that are there, numbers without gaps, formulas without circles."""

import re
from collections import Counter
from collections.abc import Iterable

from reform.definitions import Problems
from reform.forms.annexes import check_annex
from reform.forms.kinds import check_calc, check_kinds
from reform.forms.links import check_crosswalks
from reform.forms.model import Aggregation, Dimension, Form, Line, LineType, Need
from reform.forms.ordering import circle_of
from reform.forms.parsing import kind_of
from reform.forms.tree import Kind, Node, asked_by

__all__ = ["check_form"]

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def check_form(form: Form, problems: Problems) -> None:
    """Tell ``problems`` whatever keeps the parts of ``form`` from fitting together."""
    lines = form.by_key()
    _check_keys(form, problems)
    _check_numbers(form, problems)
    _check_head(form, problems)
    for line in form.lines:
        _check_named(line, lines, problems)
        _check_kind(line, problems)
        _check_needs(line, lines, form, problems)
        check_calc(line, lines, problems)
        for formula in (line.calc, line.counts):
            _check_formula(formula, line.key, form, lines, problems)
    for rule in form.rules:
        _check_formula(rule.check, rule.key, form, lines, problems)
        if kind_of(rule.check) is not Kind.TRUTH:
            problems.add("FM008", rule.key)
        if rule.each is not None and rule.each not in form.dimensions:
            problems.add("FM004", rule.key, what="each", name=rule.each)
    for key in circle_of(lines):
        problems.add("FM010", key)
    check_annex(form, problems)
    check_crosswalks(form, problems)


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


def _check_head(form: Form, problems: Problems) -> None:
    for reason in sorted(form.unknown_reasons - set(form.null_reasons)):
        problems.add("FM004", "form", what="unknown_reasons", name=reason)
    for dimension in form.dimensions.values():
        _check_members(dimension, problems)
    for section in form.sections:
        if form.sources:
            for line in section.lines:
                if line.source not in form.sources:
                    problems.add("FM004", line.key, what="src", name=line.source)


def _check_members(dimension: Dimension, problems: Problems) -> None:
    for what, by_level in (("levels", dimension.levels), ("rolled", dimension.rolled)):
        for members in by_level.values():
            for member in members:
                if member not in dimension.members:
                    problems.add("FM004", dimension.key, what=what, name=member)


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
    check_kinds(formula, place, lines, problems)
