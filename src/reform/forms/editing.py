"""Changing the draft of a form line by line: numbers follow the tree, keys stay, whatever else is for ``read_form``.

Owns: putting lines and rules in, taking them out, moving them. Does not: judge whether the form then fits together.
"""

from collections.abc import Callable
from dataclasses import replace

from reform.forms.model import Form, Group, Line, Rule, Section

__all__ = ["put_line", "put_rule", "shifted", "without_line", "without_rule"]


def put_line(form: Form, line: Line, *, group: str, before_key: str = "") -> Form:
    """Return ``form`` with ``line`` in the group numbered ``group``.

    Args:
        form: The draft.
        line: A line whose key the form has already is replaced, in its place where it stays in its group; a new one
            goes to the end of the group.
        group: Number of the group.
        before_key: The key that the line had before, where it was renamed; empty: it kept it.
    """
    key = before_key or line.key

    def put(one: Group) -> Group:
        stands = [held.key for held in one.lines]
        if one.number != group:
            return _numbered(one, tuple(held for held in one.lines if held.key != key))
        if key in stands:
            return _numbered(one, tuple(line if held.key == key else held for held in one.lines))
        return _numbered(one, (*one.lines, line))

    return _each_group(form, put)


def without_line(form: Form, key: str) -> Form:
    """Return ``form`` without the line ``key``; an unknown key changes nothing."""
    return _each_group(form, lambda one: _numbered(one, tuple(line for line in one.lines if line.key != key)))


def shifted(form: Form, key: str, steps: int) -> Form:
    """Return ``form`` with the line ``key`` moved by ``steps`` within its group, not beyond its ends."""

    def shift(one: Group) -> Group:
        at = next((at for at, line in enumerate(one.lines) if line.key == key), None)
        if at is None:
            return one
        lines = [*one.lines]
        lines.insert(max(0, min(len(lines) - 1, at + steps)), lines.pop(at))
        return _numbered(one, tuple(lines))

    return _each_group(form, shift)


def put_rule(form: Form, rule: Rule, *, before_key: str = "") -> Form:
    """Return ``form`` with ``rule`` in the place of that of its key (or of ``before_key``), else at the end."""
    key = before_key or rule.key
    if any(held.key == key for held in form.rules):
        return replace(form, rules=tuple(rule if held.key == key else held for held in form.rules))
    return replace(form, rules=(*form.rules, rule))


def without_rule(form: Form, key: str) -> Form:
    """Return ``form`` without the rule ``key``; an unknown key changes nothing."""
    return replace(form, rules=tuple(rule for rule in form.rules if rule.key != key))


def _each_group(form: Form, act: Callable[[Group], Group]) -> Form:
    def again(section: Section) -> Section:
        return replace(section, groups=tuple(map(act, section.groups)))

    return replace(form, sections=tuple(map(again, form.sections)))


def _numbered(group: Group, lines: tuple[Line, ...]) -> Group:
    """Number the lines of a group from 1; what the prescribed annex prints stays what it was."""
    numbered = (replace(line, number=f"{group.number}.{at}") for at, line in enumerate(lines, start=1))
    return replace(group, lines=tuple(numbered))
