"""Taking the parts of a form out of what YAML gave, whatever that is: a part of the wrong kind is told, never raised.

Owns: which kind of value each part takes. Does not: know what the parts mean (reading.py).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from reform.forms.parsing import FormulaError, parse_formula
from reform.forms.problems import Problems
from reform.forms.tree import Cell, Node

__all__ = ["Parts", "Table"]

Table = Mapping[str, Any]
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Parts:
    """Takes parts; each call names the table, the part, and the place that a problem is told with."""

    problems: Problems

    def _told(self, place: str, name: str) -> None:
        self.problems.add("FM002", place, name=name)

    def text(self, row: Table, name: str, place: str) -> str:
        """Return a text that must be there."""
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value
        self._told(place, name)
        return ""

    def text_or(self, row: Table, name: str, place: str, default: str = "") -> str:
        """Return a text, or ``default`` where there is none."""
        return default if row.get(name) is None else self.text(row, name, place)

    def name_or_none(self, row: Table, name: str, place: str) -> str | None:
        """Return the key of another part, or None."""
        return self.text_or(row, name, place) or None

    def flag(self, row: Table, name: str, place: str) -> bool:
        """Return yes or no; what is not said is no."""
        value = row.get(name, False)
        if isinstance(value, bool):
            return value
        self._told(place, name)
        return False

    def day(self, row: Table, name: str, place: str, *, must: bool) -> date | None:
        """Return a day; None where none is said."""
        value = row.get(name)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None or must:
            self._told(place, f"effective.{name}")
        return None

    def number(self, row: Table, name: str, place: str) -> Decimal | None:
        """Return a number; None where none is said."""
        value = row.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = Decimal(str(value))
            if found.is_finite():
                return found
        if value is not None:
            self._told(place, name)
        return None

    def whole(self, row: Table, name: str, place: str) -> int | None:
        """Return a whole number; None where none is said."""
        value = row.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self._told(place, name)
        return None

    def table(self, row: Table, name: str, place: str) -> dict[str, Any]:
        """Return parts by their names; nothing where nothing is said."""
        found = row.get(name)
        if isinstance(found, dict) and all(isinstance(key, str) for key in found):
            return found
        if found is not None:
            self._told(place, name)
        return {}

    def rows(self, row: Table, name: str, place: str, *, must: bool = False) -> list[dict[str, Any]]:
        """Return a list of tables; where one must be there, an empty part is told."""
        found = row.get(name)
        if isinstance(found, list) and all(_is_table(one) for one in found):
            return found
        if found is not None or must:
            self._told(place, name)
        return []

    def names(self, row: Table, name: str, place: str) -> tuple[str, ...]:
        """Return a list of words."""
        found = row.get(name)
        if isinstance(found, list | tuple) and all(isinstance(one, str) for one in found):
            return tuple(found)
        if found is not None:
            self._told(place, name)
        return ()

    def names_by(self, row: Table, name: str, place: str) -> dict[str, tuple[str, ...]]:
        """Return lists of words by their names."""
        found = self.table(row, name, place)
        return {key: self.names(found, key, place) for key in found}

    def near(self, row: Table, known: Collection[str], place: str) -> None:
        """Tell a name that nobody knows but that is nearly one of ``known``: what is misspelt would be passed over."""
        for name in row:
            close = get_close_matches(name, known, n=1, cutoff=0.8) if name not in known else []
            if close:
                self.problems.add("FM018", place, name=name, near=close[0])

    def words(self, row: Table, name: str, place: str) -> dict[str, str]:
        """Return words with their labels. YAML reads a bare ``no`` as false: such a word is told by ``check_form``."""
        found = row.get(name)
        if not isinstance(found, dict):
            if found is not None:
                self._told(place, name)
            return {}
        said = {str(key): one.get("label") if isinstance(one, dict) else one for key, one in found.items()}
        for label in said.values():
            if not isinstance(label, str):
                self._told(place, name)
        return {key: label for key, label in said.items() if isinstance(label, str)}

    def word(self, kind: type[Word], word: object, place: str, what: str) -> Word:
        """Return the one of ``kind`` that ``word`` names."""
        try:
            return kind(word) if isinstance(word, str) else kind("")
        except ValueError:
            self.problems.add("FM004", place, what=what, name=word)
            return next(iter(kind))

    def formula(self, row: Table, name: str, place: str) -> Node | None:
        """Return an expression; None where none is said, or none that can be read."""
        text = self.text_or(row, name, place)
        try:
            return parse_formula(text) if text else None
        except FormulaError as error:
            self.problems.add("FM003", place, said=str(error).rstrip("."))
            return None

    def cell(self, row: Table, name: str, place: str) -> Cell | None:
        """Return a cell; None where none is said."""
        node = self.formula(row, name, place)
        if node is None or isinstance(node, Cell):
            return node
        self._told(place, name)
        return None


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)
