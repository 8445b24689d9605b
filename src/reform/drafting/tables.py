"""A draft as the YAML that ``read_form`` takes.

Owns: the order and the names of its parts. Does not: decide what is in them (``drafts``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from reform.drafting.keys import slug
from reform.drafting.lines import DraftLine
from reform.forms.model import Choice, Dimension, Form, LineTime, LineType, Rule, Tolerance

__all__ = ["Contents", "Head", "LineGroup", "LineSection", "table_of", "text_of"]

_REASONS = {
    "none_yet": "Chưa phát sinh để tính",
    "not_applicable": "Không thuộc phạm vi",
    "not_collected": "Chưa thu thập được",
}
_SOURCES = {"manual": "Nhập tay kèm minh chứng", "calc": "Tính từ chỉ tiêu khác"}
_WIDTH = 4_000  # letters in a line of the file


@dataclass(frozen=True, slots=True)
class Head:
    """What the draft is."""

    key: str
    version: str
    title: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class LineGroup:
    """A group with its lines."""

    label: str
    lines: tuple[DraftLine, ...]


@dataclass(frozen=True, slots=True)
class LineSection:
    """A section with its groups."""

    key: str
    label: str
    groups: tuple[LineGroup, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in the draft."""

    sections: tuple[LineSection, ...]
    extensions: tuple[LineSection, ...]  # of single bodies: keys are the owners, labels of groups the numbers
    dimensions: tuple[Dimension, ...]
    choices: tuple[Choice, ...]
    rules: tuple[Rule, ...]
    annex: tuple[Mapping[str, Any], ...]

    @property
    def lines(self) -> tuple[DraftLine, ...]:
        """All lines."""
        groups = (group for section in (*self.sections, *self.extensions) for group in section.groups)
        return tuple(line for group in groups for line in group.lines)


def table_of(head: Head, base: Form | None, contents: Contents) -> dict[str, Any]:
    """Return the parts of the draft in the order in which people read a form's file."""
    units, profiles = _units(contents.lines), _profiles(contents.lines)
    sections = [_section(at, one, units, profiles, base) for at, one in enumerate(contents.sections, start=1)]
    table: dict[str, Any] = {
        "form": {
            "id": head.key,
            "version": head.version,
            "title": head.title,
            "effective": {"from": head.valid_from, "to": None},
            "null_reasons": dict(base.null_reasons) if base else _REASONS,
        },
        "units": {key: label for label, key in units.items()},
        "dimensions": {one.key: _dimension(one) for one in contents.dimensions},
        "choices": {one.key: dict(one.words) for one in contents.choices},
        "sources": dict(base.sources) if base and base.sources else _SOURCES,
        "requirement_profiles": {name: dict(needs) for needs, name in profiles.items()},
        "owners": _owners(base, contents.sections),
        "sections": sections,
        "extensions": [_extension(one, units, profiles) for one in contents.extensions],
        "rules": [_rule(rule) for rule in contents.rules],
        "crosswalk": list(contents.annex),
    }
    if base is not None and base.tolerance is not None:
        table["tolerances"] = _tolerance(base.tolerance)
    return {name: part for name, part in table.items() if part}


def text_of(table: Mapping[str, Any]) -> str:
    """Return the YAML of a table; the innermost parts stand on one line each."""
    return yaml.safe_dump(dict(table), allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=None)


def _units(lines: Iterable[DraftLine]) -> dict[str, str]:
    """Return the key of each unit, by what is printed."""
    found: dict[str, str] = {}
    for line in lines:
        if line.unit and line.unit not in found:
            key = "pct" if line.unit == "%" else slug(line.unit)
            found[line.unit] = key if key not in found.values() else f"{key}_{len(found) + 1}"
    return found


Needs = tuple[tuple[str, str], ...]


def _needs(line: DraftLine) -> Needs:
    return tuple((level, need.value) for level, need in line.needs.items())


def _profiles(lines: Iterable[DraftLine]) -> dict[Needs, str]:
    """Return the name of each way in which levels use lines; the most frequent one where all must is "all"."""
    found: dict[Needs, str] = {}
    for line in lines:
        needs = _needs(line)
        if needs not in found:
            everyone = all(need == "R" for _, need in needs)
            found[needs] = "all" if everyone and "all" not in found.values() else f"muc_{len(found) + 1}"
    return found


def _dimension(one: Dimension) -> dict[str, Any]:
    made: dict[str, Any] = {"label": one.label, "partition": one.is_partition, "members": dict(one.members)}
    for name, found in (("levels", one.levels), ("rolled", one.rolled)):
        if found:
            made[name] = {level: list(members) for level, members in found.items()}
    return made


def _owners(base: Form | None, sections: Iterable[LineSection]) -> dict[str, dict[str, str]]:
    known = {section.key: dict(section.owners) for section in base.sections} if base else {}
    return {section.key: known[section.key] for section in sections if known.get(section.key)}


def _section(
    at: int, section: LineSection, units: Mapping[str, str], profiles: Mapping[Needs, str], base: Form | None
) -> dict[str, Any]:
    areas = {one.key: one.area for one in base.sections} if base else {}
    groups = []
    for number, group in enumerate(section.groups, start=1):
        place = f"{at}.{number}"
        lines = [_line(f"{place}.{row}", line, units, profiles) for row, line in enumerate(group.lines, start=1)]
        groups.append({"num": place, "label": group.label, "lines": lines})
    made: dict[str, Any] = {"num": str(at), "key": section.key, "label": section.label}
    if areas.get(section.key):
        made["area"] = areas[section.key]
    return {**made, "groups": groups}


def _extension(one: LineSection, units: Mapping[str, str], profiles: Mapping[Needs, str]) -> dict[str, Any]:
    """Return what a single body added; the label of its group is its number."""
    (group,) = one.groups
    lines = [_line(f"{group.label}.{at}", line, units, profiles) for at, line in enumerate(group.lines, start=1)]
    return {"owner": one.key, "label": one.label, "lines": lines}


def _line(number: str, line: DraftLine, units: Mapping[str, str], profiles: Mapping[Needs, str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "num": number,
        "key": line.key,
        "printed": {"code": line.printed[0], "at": line.printed[1]} if line.printed else None,
        "optional": line.is_optional or None,
        "label": line.label,
        "unit": units.get(line.unit),
        "type": None if line.type is LineType.COUNT else line.type.value,
        "choices": line.choice,
        "time": None if line.time is LineTime.FLOW else line.time.value,
        "since": line.since,
        "agg": line.aggregation.value,
        "of": line.counts,
        "weight": line.weight,
        "by": list(line.by) or None,
        "src": line.source,
        "req": profiles[_needs(line)],
        "part_of": line.part_of,
        "subset_of": line.subset_of,
        "calc": line.calc,
        "good": {1: "up", -1: "down"}.get(line.good),
    }
    if said["printed"] and not line.printed[0]:  # type: ignore[index]  # it is printed
        del said["printed"]["code"]
    return {name: value for name, value in said.items() if value is not None}


def _rule(rule: Rule) -> dict[str, Any]:
    said = {
        "id": rule.key,
        "severity": rule.weight.value,
        "check": str(rule.check),
        "each": rule.each,
        "say": rule.sentence,
    }
    return {name: value for name, value in said.items() if value is not None}


def _tolerance(found: Tolerance) -> dict[str, Any]:
    change = {"prev": found.previous, "yoy": found.year_before}
    return {
        "percent_points": float(found.points),
        "change_percent": {name: float(value) for name, value in change.items() if value is not None},
        "least": float(found.least),
    }
