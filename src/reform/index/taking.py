"""Taking the parts of a criteria set out of what YAML gave: points, days of the year, formulas of one kind.

Owns: which kind of value each part takes. Does not: know what the parts mean (reading.py).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reform.definitions import Codes, Table
from reform.definitions import Parts as GeneralParts
from reform.forms.parsing import kind_of
from reform.forms.parts import Parts as FormParts
from reform.forms.tree import Kind, Node
from reform.index.loading import SET_CODES
from reform.index.model import Window, YearDay
from vanban.text.forms import normalise, squeeze

__all__ = ["Parts", "Table", "day_text"]

MOST = Decimal(10**9)  # of any number of a set; nothing that is scored is larger
_DAY = re.compile(r"(-?\d)-(\d{1,2})-(\d{1,2})", re.ASCII)
_LEAP = 2000  # any leap year: 29 February is a day of a set
_NAMES = {Kind.NUMBER: "một số", Kind.WORD: "một lựa chọn", Kind.TRUTH: "một điều kiện", Kind.DAY: "một ngày"}


@dataclass(frozen=True, slots=True)
class Parts(FormParts):
    """Takes parts; each call names the table, the part, and the place that a problem is told with."""

    codes: Codes = SET_CODES

    def text(self, row: Table, name: str, place: str) -> str:
        """Return a text of one line that must be there, in the normal form."""
        return squeeze(GeneralParts.text(self, row, name, place)) or self._blank(row, name, place)

    def prose(self, row: Table, name: str, place: str) -> str:
        """Return a text that may have lines, or nothing where none is said."""
        value = row.get(name)
        if value is not None and not isinstance(value, str):
            self.told(place, name)
        return normalise(value).strip() if isinstance(value, str) else ""

    def _blank(self, row: Table, name: str, place: str) -> str:
        """Tell a text of which nothing is left in the normal form; one of blanks alone was told already."""
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            self.told(place, name)
        return ""

    def only(self, row: Table, known: Collection[str], place: str) -> None:
        """Tell every name that is not one of ``known``: what nobody reads would be lost without a word."""
        before = len(self.problems.found)
        self.near({name: row[name] for name in row if isinstance(name, str)}, known, place)
        told = {dict(problem.params)["name"] for problem in self.problems.found[before:]}
        for name in row:
            if name not in known and name not in told:
                self.problems.add("IX007", place, name=name)

    def size(self, row: Table, name: str, place: str) -> Decimal | None:
        """Return a number of a size that a set may have; None where none is said."""
        found = self.number(row, name, place)
        if found is None or abs(found) <= MOST:
            return found
        self.told(place, name)
        return None

    def points(self, row: Table, name: str, place: str) -> Decimal:
        """Return points that must be there and above zero; else zero."""
        found = self.size(row, name, place)
        if found is None and row.get(name) is None:
            self.told(place, name)
        if found is not None and found <= 0:
            self.problems.add("IX008", place, name=name)
        return max(found or Decimal(0), Decimal(0))

    def count(self, row: Table, name: str, place: str, default: int) -> int:
        """Return a whole number that is not below zero."""
        found = self.whole(row, name, place)
        if found is None or 0 <= found <= MOST:
            return default if found is None else found
        self.told(place, name)
        return default

    def year_day(self, row: Table, name: str, place: str, default: YearDay | None = None) -> YearDay | None:
        """Return a day of the year that is scored: "-1-12-01" is 1 December of the year before."""
        text = self.text_or(row, name, place)
        if not text:
            return default
        found = _DAY.fullmatch(text)
        made = YearDay(int(found[1]), int(found[2]), int(found[3])) if found else None
        if made is not None and _is_day(made):
            return made
        self.problems.add("IX009", place, name=name, text=text)
        return default

    def window(self, row: Table, place: str, default: Window | None) -> Window | None:
        """Return from when to when proof counts; both days must be there."""
        said = self.table(row, "window", place)
        if not said:
            return default
        self.only(said, ("from", "to"), place)
        first, last = self.year_day(said, "from", place), self.year_day(said, "to", place)
        for name in ("from", "to"):
            if said.get(name) is None:
                self.told(place, f"window.{name}")
        return Window(first, last) if first is not None and last is not None else default

    def expression(self, row: Table, name: str, place: str, *kinds: Kind) -> Node | None:
        """Return a formula that gives one of ``kinds``; a single figure may be a number or a choice."""
        node = self.formula(row, name, place)
        found = kind_of(node) if node is not None else None
        if found is None or found in kinds or (found is Kind.CELL and set(kinds) & {Kind.NUMBER, Kind.WORD}):
            return node
        self.problems.add("IX010", place, name=name, found=_NAMES.get(found, "một chỉ tiêu"), wanted=_NAMES[kinds[0]])
        return None


def day_text(day: YearDay) -> str:
    """Return ``day`` as it is written in a set: "-1-12-01"."""
    return f"{day.year_offset}-{day.month:02d}-{day.day:02d}"


def _is_day(day: YearDay) -> bool:
    try:
        return bool(date(_LEAP, day.month, day.day))
    except ValueError:
        return False
