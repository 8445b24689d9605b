"""Packaged tables of what a decree can change: YAML files whose every row has a source and a validity.

Owns: reading a table and the header that each must carry. Does not: say what the rows mean (see their packages).
A row inherits the header's source and validity and may state its own. Validity is half open, ``valid_to`` never empty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files
from typing import Any, Protocol, TypeVar

import yaml

__all__ = ["Dated", "Row", "Source", "in_force", "read_table"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from and when it holds."""

    legal_basis: str  # the article or the official letter that says it
    source_document: str  # title of what was read
    source_url: str  # where it was read
    valid_from: date
    valid_to: date  # half open; 9999-12-31 = until changed
    retrieved_on: date
    checked_by: str  # who compared it with the source, or what was not compared

    def holds(self, at: date) -> bool:
        """Return whether the row is in force on ``at``."""
        return self.valid_from <= at < self.valid_to


class Dated(Protocol):
    """Whatever carries a source."""

    @property
    def source(self) -> Source:
        """Return where it comes from and when it holds."""


Kept = TypeVar("Kept", bound=Dated)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its own values, and its source with what it inherits from the header."""

    values: Mapping[str, Any]
    source: Source


def read_table(package: str, name: str) -> tuple[Row, ...]:
    """Return the rows of the packaged table ``data/<name>.yaml`` of ``package``, in the file's order.

    Raises:
        KeyError: the header lacks one of the fields of ``Source`` (a programmer's error, held by a test).
    """
    text = files(package).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    table = yaml.safe_load(text)
    return tuple(_row(row, table["header"]) for row in table["rows"])


def in_force(rows: Iterable[Kept], at: date) -> tuple[Kept, ...]:
    """Return those of ``rows`` that hold on ``at``, in the order given."""
    return tuple(row for row in rows if row.source.holds(at))


def _row(row: Mapping[str, Any], header: Mapping[str, Any]) -> Row:
    names = [field.name for field in fields(Source)]
    source = Source(**{name: row.get(name, header[name]) for name in names})
    return Row({name: value for name, value in row.items() if name not in names}, source)
