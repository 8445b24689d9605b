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

SECTION = "Nội dung bổ sung"
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


def with_extension(text: str, owner: str, lines: Sequence[ExtensionLine], *, label: str = SECTION) -> str:
    """Return the form in ``text`` with lines of ``owner`` behind those that it has; earlier ones of it stay.

    Args:
        text: YAML of a form.
        owner: ASCII name of whose lines they are: "song_may".
        lines: The lines, in order.
        label: Title of the section, where it is new.

    Raises:
        ValueError: ``owner`` is no such name.
        FormError: ``text`` is no form, or a formula or a bound of the new lines names what is not there.
    """
    if not _OWNER.fullmatch(owner):
        raise ValueError(owner)
    keys = Keys([line.key for line in read_form(text).lines])
    table: dict[str, Any] = yaml.safe_load(text)
    group = _group(table, owner, label)
    units = table.setdefault("units", {})
    for line in lines:
        number = f"{group['num']}.{len(group['lines']) + 1}"
        group["lines"].append(_row(line, number, keys.free(f"x.{owner}.{slug(line.label)}"), units))
    made = text_of(table)
    read_form(made)
    return made


def _group(table: Mapping[str, Any], owner: str, label: str) -> dict[str, Any]:
    """Return the group of ``owner``, in the section of added lines; both are made where they are not there."""
    sections: list[dict[str, Any]] = table["sections"]
    section = next((one for one in sections if one["key"] == "x"), None)
    if section is None:
        section = {"num": str(len(sections) + 1), "key": "x", "label": label, "groups": []}
        sections.append(section)
    groups: list[dict[str, Any]] = section["groups"]
    found = next((one for one in groups if one["lines"] and one["lines"][0]["key"].startswith(f"x.{owner}.")), None)
    if found is None:
        found = {"num": f"{section['num']}.{len(groups) + 1}", "label": label, "lines": []}
        groups.append(found)
    return found


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
