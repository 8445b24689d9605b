"""What a reader found and where: the one type of finding and the one type of place.

A finding carries no sentence. Its code and parameters are turned into words by the catalogue in
``vanban.text.messages``, so that the words can be reviewed and translated in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

__all__ = ["Edit", "Finding", "Place", "Reading", "Severity"]

Value = TypeVar("Value")


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # the value cannot be used until a person settles it
    WARNING = "warning"  # the value was read, but a person should look
    ADVICE = "advice"  # better otherwise, though nothing is wrong with it
    NOTE = "note"  # worth knowing


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood in a document; what the format does not know is None."""

    page: int | None = None  # from 1
    block: int | None = None  # from 0, paragraphs and tables in reading order
    table: int | None = None  # from 0, among the tables
    row: int | None = None  # from 0, within the table as it stands in the document, header rows counted
    column: int | None = None  # from 0
    start: int | None = None  # code points in the normalised text of the block or cell
    end: int | None = None  # half open
    # Left, top, right, bottom on the page, in thousandths of its width and height; where the format has pages.
    box: tuple[int, int, int, int] | None = None

    def within(self, start: int, end: int) -> "Place":
        """Return the same place narrowed to the span ``[start, end)`` of its text."""
        return replace(self, start=start, end=end)

    def to_json(self) -> dict[str, Any]:
        """Return what is known of the place, as the contract prints it; a box as a list of four numbers."""
        names = ("page", "block", "table", "row", "column", "start", "end")
        known = {name: value for name in names if (value := getattr(self, name)) is not None}
        return known | ({"box": list(self.box)} if self.box is not None else {})


@dataclass(frozen=True, slots=True)
class Edit:
    """Words at an exact place and the words to put there; a person accepts it, nothing is changed by itself."""

    place: Place  # with its span
    old: str  # exactly what stands there
    new: str  # empty: the words go

    def to_json(self) -> dict[str, Any]:
        """Return the edit as plain values."""
        return {"place": self.place.to_json(), "old": self.old, "new": self.new}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about what was read.

    ``code`` is permanent (``DL001``): never reused, never reworded into another meaning.
    """

    code: str
    severity: Severity
    place: Place = Place()
    evidence: str = ""  # the document's own words
    params: Mapping[str, Any] = field(default_factory=dict)  # fills the catalogue's sentence
    also: tuple[Place, ...] = ()  # the other places that it speaks of: the second value, the twin
    fix: str | None = None  # what the evidence should say, where only one correction is possible
    edits: tuple[Edit, ...] = ()  # what would put it right, all of them together; empty: a person must word it


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """The result of reading: a value, or the best that could be made of it, with what was found on the way."""

    value: Value
    findings: tuple[Finding, ...] = ()
