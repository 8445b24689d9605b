"""Reading the lines of a form: each takes from the defaults what it does not say, and names units and choices.

Owns: the words of a line in the YAML. Does not: read the rest of the form (reading.py) or hold
lines against each other.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reform.forms.model import ANY_LEVEL, Aggregation, Choice, Line, LineTime, LineType, Need, Tolerance
from reform.forms.parts import Parts, Table

__all__ = ["LineReader", "read_tolerance"]

_DEFAULTS = {"type": "count", "time": "flow", "agg": "sum", "by": [], "src": "manual", "req": "all"}
_GOOD = {"up": 1, "down": -1}
_WORDS = (
    "num", "key", "label", "printed", "optional", "type", "choices", "unit", "time", "since", "agg", "by", "src", "req",
    "part_of", "subset_of", "calc", "of", "of_levels", "weight", "good", "tolerance", "min", "max", "cmp",
)  # fmt: skip


def read_tolerance(row: Table, name: str, place: str, parts: Parts) -> Tolerance | None:
    """Return from which difference on a figure wants an explanation; None where nothing is said."""
    if row.get(name) is None:
        return None
    found = parts.table(row, name, place)
    change = parts.table(found, "change_percent", place)
    points, least = parts.number(found, "percent_points", place), parts.number(found, "least", place)
    return Tolerance(
        parts.number(change, "prev", place),
        parts.number(change, "yoy", place),
        Decimal(0) if least is None else least,
        Decimal("0.01") if points is None else points,
    )


class LineReader:
    """Makes lines; what it cannot make it tells, and goes on."""

    def __init__(self, table: Mapping[str, Any], parts: Parts) -> None:
        self.parts, self.problems = parts, parts.problems
        self.defaults = {**_DEFAULTS, **parts.table(table["form"], "defaults", "form")}
        self.units = parts.words(table, "units", "form")
        self.profiles = parts.table(table, "requirement_profiles", "form")
        listed = parts.table(table, "choices", "form")
        self.choices = {key: Choice(key, parts.words(listed, key, "choices")) for key in listed}

    def line(self, row: Table, place: str) -> Line:
        """Return the line that ``row`` says; ``place`` is where it stands."""
        parts, key = self.parts, self.parts.text(row, "key", place)
        self.parts.near(row, _WORDS, key)
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
            tolerance=read_tolerance(row, "tolerance", key, parts),
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
