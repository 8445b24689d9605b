"""Writing a form as the YAML that it is read from: what was changed on a page is a file again.

``read_form(write_form(form)) == form``; comments and parts that the model does not keep are not written.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from reform.definitions import definition_text, plain_number, said
from reform.forms.figures import NONE_YET, NOT_APPLICABLE
from reform.forms.model import (
    ANY_LEVEL,
    AnnexRow,
    Crosswalk,
    Dimension,
    Form,
    Line,
    Need,
    Quality,
    Rule,
    Section,
    Tolerance,
)

__all__ = ["write_form"]

Table = dict[str, Any]


def write_form(form: Form) -> str:
    """Return the YAML of ``form``."""
    return definition_text(_Writer(form).table())


class _Writer:
    """Makes the table of one form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        units = dict.fromkeys(line.unit for line in form.lines if line.unit)
        self.units = {label: f"u{at}" for at, label in enumerate(units, start=1)}
        self.choices = {line.choice.key: line.choice for line in form.lines if line.choice is not None}
        self.profiles: dict[tuple[tuple[str, str], ...], str] = {}

    def table(self) -> Table:
        form = self.form
        sections = [self._section(section) for section in form.sections]
        owners = {section.key: dict(section.owners) for section in form.sections if section.owners}
        return said(
            form=self._head(),
            units={key: label for label, key in self.units.items()},
            dimensions={key: _dimension(one) for key, one in form.dimensions.items()},
            choices={key: dict(choice.words) for key, choice in self.choices.items()},
            sources=dict(form.sources),
            requirement_profiles={name: dict(needs) for needs, name in self.profiles.items()},
            owners=owners,
            tolerances=_tolerance(form.tolerance),
            sections=sections,
            rules=[_rule(rule) for rule in form.rules],
            crosswalk=[_annex_row(row) for row in form.annex],
            earlier=[_crosswalk(one) for one in form.crosswalks],
        )

    def _head(self) -> Table:
        form = self.form
        usual = frozenset(form.null_reasons) - {NONE_YET, NOT_APPLICABLE}
        return said(
            id=form.key,
            version=form.version,
            title=form.title,
            effective=said(**{"from": form.valid_from, "to": form.valid_to}),
            null_reasons=dict(form.null_reasons),
            legal_basis=form.legal_basis,
            checked_by=form.checked_by,
            number_format={"percent_digits": form.percent_digits} if form.percent_digits != 2 else None,
        ) | ({"unknown_reasons": sorted(form.unknown_reasons)} if form.unknown_reasons != usual else {})

    def _section(self, section: Section) -> Table:
        groups = [
            {"num": group.number, "label": group.label, "lines": [self._line(line) for line in group.lines]}
            for group in section.groups
        ]
        head = {"num": section.number, "key": section.key, "label": section.label} | said(area=section.area)
        return head | {"groups": groups}

    def _line(self, line: Line) -> Table:
        made = said(
            num=line.number,
            key=line.key,
            label=line.label,
            printed=said(code=line.printed, at=line.order),
            optional=line.is_optional,
            type=line.type.value,
            choices=line.choice.key if line.choice else None,
            unit=self.units.get(line.unit),
            time=line.time.value,
            since=line.since,
            agg=line.aggregation.value,
            by=list(line.by),
            src=line.source,
            req=self._profile(line.needs),
            part_of=line.part_of,
            subset_of=line.subset_of,
            calc=str(line.calc) if line.calc is not None else None,
            of=str(line.counts) if line.counts is not None else None,
            of_levels=list(line.counted_levels),
            weight=line.weight,
            good={1: "up", -1: "down"}.get(line.good),
            tolerance=_tolerance(line.tolerance),
        )
        bounds = {
            name: plain_number(value) for name, value in (("min", line.least), ("max", line.most)) if value is not None
        }
        return made | bounds | ({"cmp": list(line.compared)} if line.compared != ("prev", "yoy") else {})

    def _profile(self, needs: Mapping[str, Need]) -> str | None:
        """Return the name of a profile, a new one where no line before has the same; the usual one has none."""
        if needs == {ANY_LEVEL: Need.REQUIRED}:
            return None
        named = tuple((level, need.value) for level, need in needs.items())
        return self.profiles.setdefault(named, f"p{len(self.profiles) + 1}")


def _dimension(one: Dimension) -> Table:
    return {"label": one.label, "partition": one.is_partition, "members": dict(one.members)} | said(
        levels=_listed(one.levels), rolled=_listed(one.rolled)
    )


def _listed(found: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    return {key: list(names) for key, names in found.items()}


def _tolerance(one: Tolerance | None) -> Table | None:
    if one is None:
        return None
    change = {"prev": one.previous, "yoy": one.year_before}
    return {
        "percent_points": plain_number(one.points),
        "change_percent": {name: plain_number(value) for name, value in change.items() if value is not None},
        "least": plain_number(one.least),
    }


def _rule(rule: Rule) -> Table:
    return {"id": rule.key, "severity": rule.weight.value, "check": str(rule.check)} | said(
        each=rule.each, say=rule.sentence
    )


def _annex_row(row: AnnexRow) -> Table:
    return {"at": row.order} | said(
        code=row.code,
        label=row.label,
        path=" / ".join(row.path),
        to=str(row.target) if row.target is not None else None,
        quality=row.quality.value if row.quality is not Quality.SAME else None,
        answers=dict(row.answers),
    )


def _crosswalk(one: Crosswalk) -> Table:
    links = [
        {"cell": str(link.cell), "quality": link.quality.value}
        | said(to=str(link.target) if link.target is not None else None, note=link.note)
        for link in one.links
    ]
    return {"from": one.source, "links": links}
