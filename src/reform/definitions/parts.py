"""Taking the parts of a definition out of what YAML gave: a part of the wrong kind is told, never raised.

Owns: which kind of value each part takes. Does not: know what the parts mean.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from reform.definitions.problems import Codes, Problems

__all__ = ["Parts", "Table"]

Table = Mapping[str, Any]
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Parts:
    """Takes parts; each call names the table, the part, and the place that a problem is told with."""

    problems: Problems
    codes: Codes

    def told(self, place: str, name: str) -> None:
        """Tell that the part ``name`` is not there, or of the wrong kind."""
        self.problems.add(self.codes.missing, place, name=name)

    def text(self, row: Table, name: str, place: str) -> str:
        """Return a text that must be there."""
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value
        self.told(place, name)
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
        self.told(place, name)
        return False

    def number(self, row: Table, name: str, place: str) -> Decimal | None:
        """Return a number; None where none is said."""
        value = row.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = Decimal(str(value))
            if found.is_finite():
                return found
        if value is not None:
            self.told(place, name)
        return None

    def whole(self, row: Table, name: str, place: str) -> int | None:
        """Return a whole number; None where none is said."""
        value = row.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self.told(place, name)
        return None

    def table(self, row: Table, name: str, place: str) -> dict[str, Any]:
        """Return parts by their names; nothing where nothing is said."""
        found = row.get(name)
        if isinstance(found, dict) and all(isinstance(key, str) for key in found):
            return found
        if found is not None:
            self.told(place, name)
        return {}

    def rows(self, row: Table, name: str, place: str, *, must: bool = False) -> list[dict[str, Any]]:
        """Return a list of tables; where one must be there, an empty part is told."""
        found = row.get(name)
        if isinstance(found, list) and all(_is_table(one) for one in found) and (found or not must):
            return found
        if found is not None or must:
            self.told(place, name)
        return []

    def names(self, row: Table, name: str, place: str) -> tuple[str, ...]:
        """Return a list of words."""
        found = row.get(name)
        if isinstance(found, list | tuple) and all(isinstance(one, str) for one in found):
            return tuple(found)
        if found is not None:
            self.told(place, name)
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
                self.problems.add(self.codes.near, place, name=name, near=close[0])

    def words(self, row: Table, name: str, place: str) -> dict[str, str]:
        """Return words with their labels. YAML reads a bare ``no`` as false: the word is told by whoever checks."""
        found = row.get(name)
        if not isinstance(found, dict):
            if found is not None:
                self.told(place, name)
            return {}
        said = {str(key): one.get("label") if isinstance(one, dict) else one for key, one in found.items()}
        for label in said.values():
            if not isinstance(label, str):
                self.told(place, name)
        return {key: label for key, label in said.items() if isinstance(label, str)}

    def word(self, kind: type[Word], word: object, place: str, what: str) -> Word:
        """Return the one of ``kind`` that ``word`` names."""
        try:
            return kind(word) if isinstance(word, str) else kind("")
        except ValueError:
            self.problems.add(self.codes.unknown, place, what=what, name=word)
            return next(iter(kind))


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)
