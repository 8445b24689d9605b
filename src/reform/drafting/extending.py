"""Lines that a province or a commune adds to a form for itself: a section of its own behind the prescribed ones.

Owns: their place, their numbers and their keys (``x.<owner>.<name>``). Does not: change a prescribed line, or publish.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from reform.drafting.keys import Keys, slug
from reform.drafting.tables import text_of
from reform.forms.model import Aggregation, LineTime, LineType
from reform.forms.reading import read_form

__all__ = ["ExtensionLine", "with_extension"]

LABEL = "Nội dung bổ sung"
_OWNER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """A line to add."""

    label: str
    unit: str = ""  # as printed
    type: LineType = LineType.COUNT
    time: LineTime = LineTime.FLOW
    aggregation: Aggregation = Aggregation.SUM
    calc: str | None = None
    subset_of: str | None = None


def with_extension(
    text: str, owner: str, lines: Sequence[ExtensionLine], *, label: str = LABEL, level: str = ""
) -> str:
    """Return the form in ``text`` with lines of ``owner`` behind those that it has; earlier ones of it stay.

    They are off until somebody switches them on, like every line that is not prescribed.

    Args:
        text: YAML of a form.
        owner: ASCII name of whose lines they are: "song_may".
        lines: The lines, in order.
        label: Title of their section, where it is new.
        level: The level that fills them in, where they are new; empty: every level.

    Raises:
        ValueError: ``owner`` is no such name.
        FormError: ``text`` is no form, or a formula or a bound of the new lines names what is not there.
    """
    if not _OWNER.fullmatch(owner):
        raise ValueError(owner)
    keys = Keys([line.key for line in read_form(text).lines])
    table: dict[str, Any] = yaml.safe_load(text)
    extension = _extension(table, owner, label, level)
    units = table.setdefault("units", {})
    for line in lines:
        rows = extension["lines"]
        rows.append(_row(line, f"{_prefix(table, extension)}.{len(rows) + 1}", _key(keys, owner, line), units))
    made = text_of(table)
    read_form(made)
    return made


def _extension(table: dict[str, Any], owner: str, label: str, level: str) -> dict[str, Any]:
    """Return what ``owner`` adds to the form; made where it added nothing yet."""
    rows: list[dict[str, Any]] = table.setdefault("extensions", [])
    for row in rows:
        if row["owner"] == owner:
            return row
    rows.append({"owner": owner, **({"level": level} if level else {}), "label": label, "lines": []})
    return rows[-1]


def _prefix(table: Mapping[str, Any], extension: Mapping[str, Any]) -> str:
    """Return the number of the section: "X" for the first body that adds lines, "X2" for the second."""
    at = next(at for at, row in enumerate(table["extensions"], start=1) if row is extension)
    return "X" if at == 1 else f"X{at}"


def _key(keys: Keys, owner: str, line: ExtensionLine) -> str:
    return keys.free(f"x.{owner}.{slug(line.label)}")


def _row(line: ExtensionLine, number: str, key: str, units: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "num": number,
        "key": key,
        "label": line.label,
        "unit": _unit(line, units),
        "type": line.type.value,
        "time": line.time.value,
        "agg": (Aggregation.RATIO if line.calc else line.aggregation).value,
        "src": "calc" if line.calc else "manual",
        "subset_of": line.subset_of,
        "calc": line.calc,
    }
    return {name: value for name, value in said.items() if value is not None}


def _unit(line: ExtensionLine, units: dict[str, str]) -> str | None:
    """Return the key of a unit; a new one is added."""
    printed = "%" if line.type is LineType.PERCENT else line.unit
    if not printed:
        return None
    known = next((key for key, label in units.items() if label == printed), None)
    if known is None:
        known = Keys(units).free("pct" if printed == "%" else slug(printed))
        units[known] = printed
    return known
