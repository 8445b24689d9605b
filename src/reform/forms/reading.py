"""Reading a form's definition from YAML; whatever is wrong with it is told, all at once.

The file has ``form`` (id, version, title, effective, null_reasons, unknown_reasons, number_format, defaults),
``units``, ``dimensions``, ``choices``, ``sources``, ``requirement_profiles``, ``owners``, ``tolerances``,
``sections`` (groups, lines), ``extensions`` (what single bodies add), ``rules``, ``crosswalk`` (the prescribed annex,
row by row) and ``earlier`` (links from earlier versions); the words of each are those of model.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reform.definitions import Problems
from reform.forms.annexes import read_annex
from reform.forms.checking import check_form
from reform.forms.figures import NONE_YET, NOT_APPLICABLE
from reform.forms.lines import LineReader, read_tolerance
from reform.forms.links import read_crosswalks
from reform.forms.loading import FormError, fingerprint, form_table
from reform.forms.model import Dimension, Form, Group, Need, Rule, Section, Weight
from reform.forms.parsing import parse_formula
from reform.forms.parts import Parts, Table

__all__ = ["FormError", "fingerprint", "read_form"]

RULE_WORDS = ("id", "severity", "check", "each", "say")


def read_form(text: str) -> Form:
    """Return the form that the YAML ``text`` defines.

    Raises:
        FormError: it is no YAML, something is missing, of the wrong kind or not known, a formula cannot be read, a line
            is named that is not there, numbers leave gaps, or lines are computed from each other in a circle.
    """
    problems = Problems()
    form = _Reader(form_table(text), problems).form()
    check_form(form, problems)
    if problems.found:
        raise FormError(problems.found)
    return form


class _Reader:
    """Makes the parts of a form of the parts of a table; what it cannot make it tells, and goes on."""

    def __init__(self, table: Mapping[str, Any], problems: Problems) -> None:
        self.table, self.problems, self.parts = table, problems, Parts(problems)
        self.head = table["form"]
        self.lines = LineReader(table, self.parts)
        self.owners = self.parts.table(table, "owners", "form")

    def form(self) -> Form:
        parts, head = self.parts, self.head
        effective = parts.table(head, "effective", "form")
        reasons = parts.words(head, "null_reasons", "form")
        return Form(
            key=parts.text(head, "id", "form"),
            version=parts.text(head, "version", "form"),
            title=parts.text(head, "title", "form"),
            valid_from=parts.day(effective, "from", "form", must=True) or date.min,
            valid_to=parts.day(effective, "to", "form", must=False),
            dimensions=self._dimensions(),
            sections=(*map(self._section, parts.rows(self.table, "sections", "form", must=True)), *self._extensions()),
            rules=tuple(map(self._rule, parts.rows(self.table, "rules", "form"))),
            null_reasons=reasons,
            unknown_reasons=self._unknown(reasons),
            percent_digits=self._digits(),
            tolerance=read_tolerance(self.table, "tolerances", "form", parts),
            sources=parts.words(self.table, "sources", "form"),
            annex=read_annex(self.table, parts),
            crosswalks=read_crosswalks(self.table, parts),
            legal_basis=parts.text_or(head, "legal_basis", "form"),
            checked_by=parts.text_or(head, "checked_by", "form"),
        )

    def _unknown(self, reasons: Mapping[str, str]) -> frozenset[str]:
        """Return the reasons after which there is a value that nobody knows; unsaid, all but the two that we know."""
        if self.head.get("unknown_reasons") is None:
            return frozenset(reasons) - {NONE_YET, NOT_APPLICABLE}
        return frozenset(self.parts.names(self.head, "unknown_reasons", "form"))

    def _digits(self) -> int:
        found = self.parts.whole(self.parts.table(self.head, "number_format", "form"), "percent_digits", "form")
        return 2 if found is None else min(max(found, 0), 4)

    def _dimensions(self) -> dict[str, Dimension]:
        tables = [self.table, *self.parts.rows(self.table, "extensions", "form")]
        found = [self.parts.table(table, "dimensions", "form") for table in tables]
        return {key: self._dimension(key, self.parts.table(some, key, key)) for some in found for key in some}

    def _dimension(self, key: str, row: Table) -> Dimension:
        parts = self.parts
        return Dimension(
            key, parts.text(row, "label", key), parts.words(row, "members", key), parts.flag(row, "partition", key),
            parts.names_by(row, "levels", key), parts.names_by(row, "rolled", key),
        )  # fmt: skip

    def _section(self, row: Table) -> Section:
        key = self.parts.text(row, "key", "sections")
        groups = tuple(self._group(one, key) for one in self.parts.rows(row, "groups", key, must=True))
        number, label = self.parts.text(row, "num", key), self.parts.text(row, "label", key)
        owners, area = self.parts.words(self.owners, key, "owners"), self.parts.text_or(row, "area", key)
        return Section(key, number, label, groups, owners, area)

    def _extensions(self) -> Iterator[Section]:
        """Yield what single bodies add: a section of their own, off until somebody switches its lines on."""
        for at, row in enumerate(self.parts.rows(self.table, "extensions", "form"), start=1):
            place = f"extensions {at}"
            owner, label = self.parts.text(row, "owner", place), self.parts.text(row, "label", place)
            level = self.parts.text_or(row, "level", place)
            lines = [self.lines.line(one, place) for one in self.parts.rows(row, "lines", place, must=True)]
            number = lines[0].number.rpartition(".")[0] if lines else ""
            needs = {level: Need.REQUIRED} if level else {}
            made = tuple(replace(line, is_optional=True, needs=needs or line.needs) for line in lines)
            yield Section(f"x_{owner}", number, label, (Group(number, label, made),))

    def _group(self, row: Table, place: str) -> Group:
        number = self.parts.text(row, "num", place)
        lines = tuple(self.lines.line(one, number) for one in self.parts.rows(row, "lines", number, must=True))
        return Group(number, self.parts.text(row, "label", number), lines)

    def _rule(self, row: Table) -> Rule:
        key = self.parts.text(row, "id", "rules")
        self.parts.near(row, RULE_WORDS, key)
        check = self.parts.formula(row, "check", key)
        if check is None:
            self.problems.add("FM002", key, name="check")
        weight = self.parts.word(Weight, row.get("severity", "soft"), key, "severity")
        each = self.parts.name_or_none(row, "each", key)
        return Rule(key, weight, check or parse_formula("0 == 0"), self.parts.text(row, "say", key), each)
