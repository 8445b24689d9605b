"""Reading a form's definition from YAML; whatever is wrong with it is told, all at once.

The file has ``form`` (id, version, title, effective, null_reasons, defaults), ``units``, ``dimensions``, ``choices``,
``requirement_profiles``, ``sections`` (groups, lines) and ``rules``; the words of each are those of model.py.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import yaml

from reform.forms.annexes import check_annex, read_annex
from reform.forms.checking import check_form
from reform.forms.model import (
    ANY_LEVEL,
    Aggregation,
    Choice,
    Dimension,
    Form,
    Group,
    Line,
    LineTime,
    LineType,
    Need,
    Rule,
    Section,
    Weight,
)
from reform.forms.parsing import FormulaError, parse_formula
from reform.forms.problems import Problem, Problems
from reform.forms.tree import Node

__all__ = ["FormError", "fingerprint", "read_form"]

_DEFAULTS = {"type": "count", "time": "flow", "agg": "sum", "by": (), "src": "manual", "req": "all"}
_GOOD = {"up": 1, "down": -1, None: 0}
Word = TypeVar("Word", bound=StrEnum)


class FormError(ValueError):
    """A form cannot be used as it is written; ``problems`` says all that is wrong, ``str()`` the first of it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self.problems[0]))


def read_form(text: str) -> Form:
    """Return the form that the YAML ``text`` defines.

    Raises:
        FormError: it is no YAML, something is missing or not known, a formula cannot be read, a line is named that is
            not there, numbers leave gaps, or lines are computed from each other in a circle.
    """
    problems = Problems()
    form = _Reader(_table(text), problems).form()
    check_form(form, problems)
    check_annex(form, problems)
    if problems.found:
        raise FormError(problems.found)
    return form


def fingerprint(text: str) -> str:
    """Return the SHA-256 of what the YAML ``text`` says, whatever its blanks and comments: two forms are one or not."""
    said = json.dumps(_table(text), sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _table(text: str) -> Mapping[str, Any]:
    try:
        table = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = mark.line + 1 if mark is not None else 1
        raise FormError([Problem("FM001", "YAML", (("line", str(at)),))]) from None
    if not isinstance(table, dict) or not isinstance(table.get("form"), dict):
        raise FormError([Problem("FM002", "YAML", (("name", "form"),))])
    return table


class _Reader:
    """Makes the parts of a form of the parts of a table; what it cannot make it tells, and goes on."""

    def __init__(self, table: Mapping[str, Any], problems: Problems) -> None:
        self.table, self.problems = table, problems
        self.head = table["form"]
        self.defaults = {**_DEFAULTS, **(self.head.get("defaults") or {})}
        self.units = self._of("units")
        self.profiles = self._of("requirement_profiles")
        self.choices = {key: Choice(key, _words(words)) for key, words in self._of("choices").items()}

    def form(self) -> Form:
        effective = self.head.get("effective") or {}
        begins = effective.get("from")
        if not isinstance(begins, date):
            self.problems.add("FM002", "form", name="effective.from")
        return Form(
            key=self._text(self.head, "id", "form"),
            version=self._text(self.head, "version", "form"),
            title=self._text(self.head, "title", "form"),
            valid_from=begins if isinstance(begins, date) else date.min,
            valid_to=effective.get("to"),
            dimensions={key: self._dimension(key, row) for key, row in self._of("dimensions").items()},
            sections=tuple(map(self._section, self._rows(self.table, "sections", "form"))),
            rules=tuple(map(self._rule, self.table.get("rules") or ())),
            null_reasons=_words(self.head.get("null_reasons") or {}),
            annex=read_annex(self._rows({"annex": [], **self.table}, "annex", "form"), self.problems),
        )

    def _dimension(self, key: str, row: Mapping[str, Any]) -> Dimension:
        members = _words(row.get("members") or {})
        return Dimension(key, self._text(row, "label", key), members, bool(row.get("partition")))

    def _section(self, row: Mapping[str, Any]) -> Section:
        key = self._text(row, "key", "sections")
        groups = tuple(self._group(one, key) for one in self._rows(row, "groups", key))
        return Section(key, self._text(row, "num", key), self._text(row, "label", key), groups)

    def _group(self, row: Mapping[str, Any], place: str) -> Group:
        number = self._text(row, "num", place)
        lines = tuple(self._line(one, number) for one in self._rows(row, "lines", number))
        return Group(number, self._text(row, "label", number), lines)

    def _line(self, row: Mapping[str, Any], place: str) -> Line:
        key = self._text(row, "key", place)
        said = {**self.defaults, **row}
        return Line(
            key=key,
            number=self._text(row, "num", key),
            label=self._text(row, "label", key),
            type=self._word(LineType, said["type"], key, "type"),
            unit=self._unit(said.get("unit"), key),
            time=self._word(LineTime, said["time"], key, "time"),
            aggregation=self._word(Aggregation, said["agg"], key, "agg"),
            by=tuple(said["by"]),
            needs=self._needs(said["req"], key),
            source=str(said["src"]),
            part_of=row.get("part_of"),
            subset_of=row.get("subset_of"),
            calc=self._formula(row.get("calc"), key),
            counts=self._formula(row.get("of"), key),
            weight=row.get("weight"),
            choice=self._choice(row.get("choices"), key),
            good=_GOOD.get(row.get("good"), 0),
            since=row.get("since"),
        )

    def _rule(self, row: Mapping[str, Any]) -> Rule:
        key = self._text(row, "id", "rules")
        check = self._formula(row.get("check"), key)
        if check is None:
            self.problems.add("FM002", key, name="check")
        weight = self._word(Weight, row.get("severity", "soft"), key, "severity")
        sentence = self._text(row, "say", key)
        return Rule(key, weight, check or parse_formula("0 == 0"), sentence, row.get("each"))

    def _formula(self, text: object, place: str) -> Node | None:
        if text is None:
            return None
        try:
            return parse_formula(str(text))
        except FormulaError as error:
            self.problems.add("FM003", place, said=str(error).rstrip("."))
            return None

    def _needs(self, profile: object, place: str) -> Mapping[str, Need]:
        if profile == "all" and "all" not in self.profiles:
            return {ANY_LEVEL: Need.REQUIRED}
        if not isinstance(self.profiles.get(profile), dict):
            self.problems.add("FM004", place, what="req", name=profile)
            return {}
        said = self.profiles[profile]
        return {level: self._word(Need, word, place, "requirement_profiles") for level, word in said.items()}

    def _unit(self, key: object, place: str) -> str:
        if key is None:
            return ""
        if key not in self.units:
            self.problems.add("FM004", place, what="unit", name=key)
        return str(self.units.get(key, ""))

    def _choice(self, key: object, place: str) -> Choice | None:
        if key is not None and key not in self.choices:
            self.problems.add("FM004", place, what="choices", name=key)
        return self.choices.get(key) if isinstance(key, str) else None

    def _word(self, kind: type[Word], word: object, place: str, what: str) -> Word:
        try:
            return kind(str(word))
        except ValueError:
            self.problems.add("FM004", place, what=what, name=word)
            return next(iter(kind))

    def _text(self, row: Mapping[str, Any], name: str, place: str) -> str:
        value = row.get(name)
        if not isinstance(value, str) or not value.strip():
            self.problems.add("FM002", place, name=name)
            return ""
        return value

    def _of(self, name: str) -> Mapping[Any, Any]:
        found = self.table.get(name) or {}
        if not isinstance(found, dict):
            self.problems.add("FM002", "form", name=name)
            return {}
        return found

    def _rows(self, row: Mapping[str, Any], name: str, place: str) -> list[Mapping[str, Any]]:
        found = row.get(name)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.problems.add("FM002", place, name=name)
            return []
        return found


def _words(found: Mapping[Any, Any]) -> dict[str, str]:
    """Return words with their labels. YAML reads a bare ``no`` as false: such a word is told by ``check_form``."""
    return {str(key): str(label) for key, label in found.items()}
