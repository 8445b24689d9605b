"""Reading a form's definition from YAML; whatever is wrong with it is told, all at once.

The file has ``form`` (id, version, title, effective, null_reasons, unknown_reasons, number_format, defaults),
``units``, ``dimensions``, ``choices``, ``sources``, ``requirement_profiles``, ``owners``, ``tolerances``,
``sections`` (groups, lines), ``rules``, ``crosswalk`` (the prescribed annex, row by row) and ``earlier`` (links from
earlier versions); the words of each are those of model.py.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from reform.forms.annexes import read_annex
from reform.forms.checking import check_form
from reform.forms.figures import NONE_YET, NOT_APPLICABLE
from reform.forms.links import read_crosswalks
from reform.forms.loading import FormError, fingerprint, form_table
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
    Tolerance,
    Weight,
)
from reform.forms.parsing import parse_formula
from reform.forms.parts import Parts, Table
from reform.forms.problems import Problems

__all__ = ["FormError", "fingerprint", "read_form"]

_DEFAULTS = {"type": "count", "time": "flow", "agg": "sum", "by": [], "src": "manual", "req": "all"}
_GOOD = {"up": 1, "down": -1}
LINE_WORDS = (
    "num", "key", "label", "printed", "optional", "type", "choices", "unit", "time", "since", "agg", "by", "src", "req",
    "part_of", "subset_of", "calc", "of", "of_levels", "weight", "good", "tolerance", "min", "max", "cmp",
)  # fmt: skip
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
        self.defaults = {**_DEFAULTS, **self.parts.table(self.head, "defaults", "form")}
        self.units = self.parts.words(table, "units", "form")
        self.profiles = self.parts.table(table, "requirement_profiles", "form")
        self.owners = self.parts.table(table, "owners", "form")
        listed = self.parts.table(table, "choices", "form")
        self.choices = {key: Choice(key, self.parts.words(listed, key, "choices")) for key in listed}

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
            sections=tuple(map(self._section, parts.rows(self.table, "sections", "form", must=True))),
            rules=tuple(map(self._rule, parts.rows(self.table, "rules", "form"))),
            null_reasons=reasons,
            unknown_reasons=self._unknown(reasons),
            percent_digits=self._digits(),
            tolerance=self._tolerance(self.table, "tolerances", "form"),
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
        found = self.parts.table(self.table, "dimensions", "form")
        return {key: self._dimension(key, self.parts.table(found, key, key)) for key in found}

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

    def _group(self, row: Table, place: str) -> Group:
        number = self.parts.text(row, "num", place)
        lines = tuple(self._line(one, number) for one in self.parts.rows(row, "lines", number, must=True))
        return Group(number, self.parts.text(row, "label", number), lines)

    def _line(self, row: Table, place: str) -> Line:
        parts, key = self.parts, self.parts.text(row, "key", place)
        self.parts.near(row, LINE_WORDS, key)
        said = {**self.defaults, **row}
        code, order = self._printed(row, key)
        return Line(
            key=key,
            number=parts.text(row, "num", key),
            label=parts.text(row, "label", key),
            type=parts.word(LineType, said["type"], key, "type"),
            unit=self._unit(said, key),
            time=parts.word(LineTime, said["time"], key, "time"),
            aggregation=parts.word(Aggregation, said["agg"], key, "agg"),
            by=parts.names(said, "by", key),
            needs=self._needs(said["req"], key),
            source=parts.text(said, "src", key),
            part_of=parts.name_or_none(row, "part_of", key),
            subset_of=parts.name_or_none(row, "subset_of", key),
            calc=parts.formula(row, "calc", key),
            counts=parts.formula(row, "of", key),
            weight=parts.name_or_none(row, "weight", key),
            choice=self._choice(row, key),
            good=self._good(row, key),
            since=parts.whole(row, "since", key),
            compared=parts.names(said, "cmp", key) if "cmp" in said else ("prev", "yoy"),
            least=parts.number(row, "min", key),
            most=parts.number(row, "max", key),
            tolerance=self._tolerance(row, "tolerance", key),
            counted_levels=parts.names(row, "of_levels", key),
            is_optional=parts.flag(row, "optional", key),
            printed=code,
            order=order,
        )

    def _printed(self, row: Table, key: str) -> tuple[str, int | None]:
        """Return the code and the place of a line in the prescribed annex; the code may stand alone."""
        if isinstance(row.get("printed"), str):
            return self.parts.text(row, "printed", key), None
        found = self.parts.table(row, "printed", key)
        return self.parts.text_or(found, "code", key), self.parts.whole(found, "at", key)

    def _tolerance(self, row: Table, name: str, place: str) -> Tolerance | None:
        if row.get(name) is None:
            return None
        found = self.parts.table(row, name, place)
        change = self.parts.table(found, "change_percent", place)
        points, least = self.parts.number(found, "percent_points", place), self.parts.number(found, "least", place)
        return Tolerance(
            self.parts.number(change, "prev", place),
            self.parts.number(change, "yoy", place),
            Decimal(0) if least is None else least,
            Decimal("0.01") if points is None else points,
        )

    def _rule(self, row: Table) -> Rule:
        key = self.parts.text(row, "id", "rules")
        self.parts.near(row, RULE_WORDS, key)
        check = self.parts.formula(row, "check", key)
        if check is None:
            self.problems.add("FM002", key, name="check")
        weight = self.parts.word(Weight, row.get("severity", "soft"), key, "severity")
        each = self.parts.name_or_none(row, "each", key)
        return Rule(key, weight, check or parse_formula("0 == 0"), self.parts.text(row, "say", key), each)

    def _needs(self, profile: object, place: str) -> Mapping[str, Need]:
        if profile == "all" and "all" not in self.profiles:
            return {ANY_LEVEL: Need.REQUIRED}
        said = self.profiles.get(profile) if isinstance(profile, str) else None
        if not isinstance(said, dict):
            self.problems.add("FM004", place, what="req", name=profile)
            return {}
        return {str(level): self.parts.word(Need, word, place, "requirement_profiles") for level, word in said.items()}

    def _unit(self, said: Table, place: str) -> str:
        key = self.parts.text_or(said, "unit", place)
        if key and key not in self.units:
            self.problems.add("FM004", place, what="unit", name=key)
        return self.units.get(key, "")

    def _choice(self, row: Table, place: str) -> Choice | None:
        key = self.parts.text_or(row, "choices", place)
        if key and key not in self.choices:
            self.problems.add("FM004", place, what="choices", name=key)
        return self.choices.get(key)

    def _good(self, row: Table, place: str) -> int:
        word = self.parts.text_or(row, "good", place)
        if word and word not in _GOOD:
            self.problems.add("FM004", place, what="good", name=word)
        return _GOOD.get(word, 0)
