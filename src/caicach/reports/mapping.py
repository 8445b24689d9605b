"""Between the rows of this app and the values of ``reform.narratives``: templates, names of periods, frozen reports.

Owns: what an issued report is kept as, and its hash. Does not: ask the database.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from caicach.figures.selectors import figure_text
from caicach.reports.models import OwnLine, Report, ReportTemplate
from reform.forms import Cell, Line
from reform.forms.figures import Filled, cell_of, members_text
from reform.forms.model import Aggregation, LineTime, LineType
from reform.narratives import (
    Difference,
    DifferenceKind,
    Facts,
    Paragraph,
    Template,
    paragraph_from,
    paragraph_json,
    read_template,
)
from reform.regimes import PeriodCode, ReportPeriod

__all__ = [
    "DOCUMENT_SETS",
    "LISTS",
    "NAMES",
    "Frozen",
    "FrozenRow",
    "FrozenSection",
    "decimal_said",
    "difference_from",
    "difference_json",
    "facts_json",
    "frozen_of",
    "hash_of",
    "line_of",
    "lines_of",
    "lines_text",
    "next_name",
    "next_window",
    "row_json",
    "section_json",
    "slots_from",
    "slots_json",
    "template_of",
    "template_value",
]

# What templates may ask for, beside figures.
NAMES = ("ky", "ky_sau", "don_vi", "tu_ngay", "den_ngay", "so_don_vi")
LISTS = (
    "da_xong", "qua_han", "chua_xong", "sap_den_han", "giai_trinh", "chua_gui", "chi_tieu_dat", "chi_tieu_chua_dat",
)  # fmt: skip
DOCUMENT_SETS = ("van_ban_trong_ky",)
_NEXT = {
    PeriodCode.Q1: "quý II năm %(year)s",
    PeriodCode.H1: "6 tháng cuối năm %(year)s",
    PeriodCode.Q3: "quý IV năm %(year)s",
    PeriodCode.YEAR: "năm %(next)s",
}
_QUARTER_DAYS, _MONTH_DAYS = 92, 31


@lru_cache(maxsize=32)
def template_value(definition: str) -> Template:
    """Return the template that a YAML text defines; read once.

    Raises:
        reform.narratives.TemplateError: it cannot be read.
    """
    return read_template(definition)


def template_of(row: ReportTemplate) -> Template:
    """Return the template of a stored version."""
    return template_value(row.definition)


def next_name(code: str, year: int) -> str:
    """Return the name of the period that comes after: ``quý II năm 2026`` after quarter I."""
    period = ReportPeriod(year, PeriodCode(code))
    known = _NEXT.get(period.code)
    if known:
        return known % {"year": year, "next": year + 1}
    month = period.last_month
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return f"tháng {after[1]}/{after[0]}"


def next_window(code: str, data_to: date) -> tuple[date, date]:
    """Return the days in which falls due what the next period has to do: from the day after the figures' last."""
    days = _MONTH_DAYS if code.startswith("M") else _QUARTER_DAYS
    return data_to + timedelta(days=1), data_to + timedelta(days=days)


def line_of(row: OwnLine) -> Line:
    """Return an added line as a line of a form."""
    return Line(
        key=row.key,
        number="",
        label=row.label,
        type=LineType.PERCENT if row.is_rate else LineType.NUMBER,
        unit="%" if row.is_rate else row.unit,
        time=LineTime.FLOW,
        aggregation=Aggregation.OWN,
        by=(),
        needs={},
        source="manual",
    )


def slots_from(stored: str) -> dict[str, str]:
    """Return the texts of free slots."""
    return {str(key): str(text) for key, text in json.loads(stored or "{}").items()}


def slots_json(slots: Mapping[str, str]) -> str:
    """Return the texts of free slots as they are kept; empty ones are not."""
    return _canonical({key: text for key, text in slots.items() if text.strip()})


@dataclass(frozen=True, slots=True)
class FrozenSection:
    """A section as it is printed."""

    key: str
    chapter: str  # the chapter's heading where this is its first section
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A line of the annex as it is printed; ``cell`` is None of a heading."""

    number: str
    label: str
    unit: str
    printed: str
    note: str  # why nothing stands there
    depth: int
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """Everything that a report prints, and the figures that it was made of."""

    told: dict[str, Any]

    @property
    def text(self) -> str:
        """The JSON that is kept: the same report gives the same bytes."""
        return _canonical(self.told)

    @property
    def sections(self) -> tuple[FrozenSection, ...]:
        """The sections in printed order."""
        return tuple(
            FrozenSection(one["key"], one["chapter"], one["title"], tuple(map(paragraph_from, one["paragraphs"])))
            for one in self.told["sections"]
        )

    @property
    def annex(self) -> tuple[FrozenRow, ...]:
        """The lines of the statistics annex."""
        return tuple(_row_from(row) for row in self.told["annex"])

    @property
    def figures(self) -> dict[Cell, str]:
        """The figures by cell, as ``figures.mapping.figure_text`` writes them."""
        return {cell_of(key, members): text for key, members, text in self.told["inputs"]["figures"]}


def frozen_of(report: Report) -> Frozen:
    """Return what a report was frozen as.

    Raises:
        ValueError: it was not frozen yet.
    """
    return Frozen(json.loads(report.frozen))


def hash_of(text: str) -> str:
    """Return the SHA-256 of a frozen report."""
    return hashlib.sha256(text.encode()).hexdigest()


def section_json(section: FrozenSection) -> dict[str, Any]:
    """Return a section as JSON values."""
    paragraphs = [paragraph_json(one) for one in section.paragraphs]
    return {"key": section.key, "chapter": section.chapter, "title": section.title, "paragraphs": paragraphs}


def row_json(row: FrozenRow) -> list[Any]:
    """Return a line of the annex as JSON values."""
    cell = [row.cell.key, members_text(row.cell)] if row.cell else None
    return [row.number, row.label, row.unit, row.printed, row.note, row.depth, cell]


def _row_from(told: list[Any]) -> FrozenRow:
    number, label, unit, printed, note, depth, cell = told
    return FrozenRow(number, label, unit, printed, note, depth, cell_of(*cell) if cell else None)


def facts_json(facts: Facts) -> dict[str, Any]:
    """Return all that a report took: figures of now and before, targets, names, lists, documents."""
    return {
        "figures": _filled_json(facts.filled),
        "earlier": {when.value: _filled_json(filled) for when, filled in sorted(facts.earlier.items(), key=_by_when)},
        "targets": [
            [
                cell.key,
                members_text(cell),
                target.relation.value,
                str(target.value),
                target.citation,
                target.horizon,
                target.source,
            ]
            for cell, target in sorted(facts.targets.items(), key=_by_cell)
        ],
        "names": dict(facts.names),
        "lists": {
            name: [{"values": dict(one.values), "docs": [doc.note for doc in one.docs]} for one in items]
            for name, items in facts.lists.items()
        },
        "documents": {name: [doc.note for doc in docs] for name, docs in facts.documents.items()},
        "form": [facts.form.key, facts.form.version],
    }


def _filled_json(filled: Filled) -> list[list[str]]:
    return [
        [cell.key, members_text(cell), figure_text(figure)] for cell, figure in sorted(filled.items(), key=_by_cell)
    ]


def _by_cell(pair: tuple[Cell, object]) -> str:
    return str(pair[0])


def _by_when(pair: tuple[Any, object]) -> str:
    return str(pair[0].value)


def difference_json(one: Difference) -> dict[str, Any]:
    """Return a difference as JSON values."""
    cell = [one.cell.key, members_text(one.cell)] if one.cell else None
    return {
        "kind": one.kind.value,
        "place": one.place,
        "sentence": one.sentence,
        "was": one.was,
        "now": one.now,
        "cell": cell,
    }


def difference_from(told: Mapping[str, Any]) -> Difference:
    """Return the difference of ``difference_json``."""
    cell = cell_of(*told["cell"]) if told["cell"] else None
    return Difference(DifferenceKind(told["kind"]), told["place"], told["sentence"], told["was"], told["now"], cell)


def decimal_said(text: str) -> Decimal | None:
    """Return the number that a paper prints: ``8.803``, ``99,03%``; None where it prints none."""
    bare = text.strip().rstrip("%").replace(".", "").replace(",", ".")
    try:
        return Decimal(bare)
    except ArithmeticError:
        return None


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a field in which each line is an item."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def lines_text(lines: Iterable[str]) -> str:
    """Return items as such a field."""
    return "\n".join(lines)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
