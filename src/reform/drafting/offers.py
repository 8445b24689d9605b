"""A report that came as a document is offered as a return: which figure goes to which cell, and how sure that is.

Owns: finding the cell of each line, by the annex of the form or of the version before it. Does not: save anything, or
judge the figures (``reform.forms``): whoever takes the offer looks at it first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reform.drafting.answers import word_of_number
from reform.drafting.entries import FormRows, form_rows, report_entries
from reform.drafting.implied import implied_zeros
from reform.drafting.matching import Match, matched
from reform.forms.figures import Figure, Filled
from reform.forms.model import AnnexRow, Form, Line, LineType, Quality
from reform.forms.sheets import CellKind, sheet_of
from reform.forms.tree import Cell
from vanban.reports import Indicator, IndicatorType, Report
from vanban.text.findings import Finding, Place, Severity

__all__ = ["Offer", "Offered", "offered"]

MOST = 2_000  # lines; what is longer is no report of figures
_RANK = {Quality.SAME: 0, Quality.APPROX: 1, Quality.NONE: 2}


@dataclass(frozen=True, slots=True)
class Offered:
    """A figure for a cell."""

    cell: Cell
    figure: Figure
    quality: Quality  # approx: the paper counts what is nearly, not exactly, the cell
    line: int  # index in ``Report.indicators``
    label: str  # as the paper prints it
    raw: str
    place: Place  # where the figure stands
    likeness: float  # of the labels, 0 to 1
    is_doubtful: bool  # the labels differ so much that somebody should look
    is_implied: bool = False  # blank on paper: zero, because the line (a total) leaves nothing for it


@dataclass(frozen=True, slots=True)
class Offer:
    """What a report gives for a return."""

    cells: tuple[Offered, ...]  # for cells that are typed
    declared: tuple[Offered, ...]  # totals and rates that the form computes: to be compared, never stored
    doubts: tuple[Finding, ...]  # codes OF…, each with its place
    unmatched: tuple[int, ...]  # lines of the report with a value that went nowhere
    source: str  # "key/version" of the form whose annex the report follows

    @property
    def filled(self) -> Filled:
        """The figures for typed cells."""
        return {one.cell: one.figure for one in self.cells}

    @property
    def declared_figures(self) -> Filled:
        """The figures that are only compared."""
        return {one.cell: one.figure for one in self.declared}


def offered(
    report: Report, form: Form, level: str, *, earlier: Form | None = None, extra: Collection[str] = ()
) -> Offer:
    """Return what ``report`` gives for a return of ``form`` at ``level``.

    Args:
        report: The report as it was read.
        form: The form of the return.
        level: The level of the body that reports.
        earlier: The version before, whose annex an old report may follow; its figures are carried by the crosswalk.
        extra: Keys of optional lines that are switched on.
    """
    if len(report.indicators) > MOST:
        told = Finding("OF008", Severity.ERROR, params={"lines": len(report.indicators), "most": MOST})
        return Offer((), (), (told,), (), f"{form.key}/{form.version}")
    entries = report_entries(report.indicators)
    rows = form_rows(form, level, extra=extra)
    matches = matched(entries, rows.entries)
    if earlier is not None:
        before = form_rows(earlier, level)
        old = matched(entries, before.entries)
        if _worth(old) > _worth(matches):
            return _Offering(report, form, level, before, earlier, extra).offer(old)
    return _Offering(report, form, level, rows, form, extra).offer(matches)


def _worth(matches: Collection[Match]) -> float:
    return sum(match.likeness for match in matches)


class _Offering:
    def __init__(
        self, report: Report, form: Form, level: str, rows: FormRows, source: Form, extra: Collection[str]
    ) -> None:
        self.report, self.form, self.level, self.rows, self.source = report, form, level, rows, source
        self.extra = extra
        self.kinds = {row.cell: row.kind for row in sheet_of(form, level, extra=extra).rows}
        self.lines = form.by_key()
        self.found: dict[Cell, Offered] = {}
        self.doubts: list[Finding] = []
        self.links = {
            link.cell: (link.target, link.quality)
            for crosswalk in form.crosswalks
            if crosswalk.source == f"{source.key}/{source.version}"
            for link in crosswalk.links
        }

    def offer(self, matches: Collection[Match]) -> Offer:
        by_line = {match.left: match for match in matches}
        unmatched = []
        for at, line in enumerate(self.report.indicators):
            if line.value is None or line.type is IndicatorType.GROUP:
                continue
            if at not in by_line:
                self._doubt("OF001", line, value=line.raw)
                unmatched.append(at)
            elif not self._take(at, line, by_line[at]):
                unmatched.append(at)
        self._imply()
        given = sorted(self.found.values(), key=lambda one: one.line)
        typed = {cell for cell, kind in self.kinds.items() if kind is CellKind.TYPED}
        return Offer(
            cells=tuple(one for one in given if one.cell in typed),
            declared=tuple(one for one in given if one.cell not in typed),
            doubts=tuple(self.doubts),
            unmatched=tuple(unmatched),
            source=f"{self.source.key}/{self.source.version}",
        )

    def _take(self, at: int, line: Indicator, match: Match) -> bool:
        """Offer the figure of a line; return whether it went anywhere."""
        row = self.rows.rows[match.right]
        cell, quality = self._carried(row)
        if cell is None or cell not in self.kinds:
            self._doubt("OF002" if row.target is not None else "OF001", line, value=line.raw)
            return False
        figure = _figure(self.lines[cell.key], line, row.answers)
        if figure is None:
            self._doubt("OF003", line, raw=line.raw)
            return False
        one = Offered(
            cell, figure, quality, at, line.label, line.raw, line.value_place, match.likeness, match.is_doubtful
        )
        return self._keep(one, line, row)

    def _keep(self, one: Offered, line: Indicator, row: AnnexRow) -> bool:
        before = self.found.get(one.cell)
        if before is not None:
            if before.figure != one.figure:
                self._doubt("OF004", line, raw=line.raw, other=before.raw)
            return before.figure == one.figure
        self.found[one.cell] = one
        if one.is_doubtful:
            self._doubt("OF005", line, label=self.rows.entries[row.order - 1].label)
        elif line.coded and line.code and row.code and line.code != row.code:
            self._doubt("OF006", line, code=line.code, wanted=row.code)
        if one.quality is Quality.APPROX:
            self._doubt("OF007", line)
        return True

    def _imply(self) -> None:
        given = {cell: one.figure for cell, one in self.found.items()}
        for cell, total in implied_zeros(self.form, self.level, given, extra=self.extra).items():
            of = self.found.get(total)
            if of is not None:
                self.found[cell] = replace(of, cell=cell, figure=Figure(Decimal(0)), raw="", is_implied=True)

    def _carried(self, row: AnnexRow) -> tuple[Cell | None, Quality]:
        """Return the cell of this form and this level that a row of the annex stands for."""
        cell, quality = row.target, row.quality
        if cell is None:
            return None, Quality.NONE
        if self.source is not self.form:
            cell, carried = self.links.get(cell, (cell, Quality.SAME))
            quality = max(quality, carried, key=_RANK.__getitem__)
            if cell is None or cell.key not in self.lines:
                return None, Quality.NONE
        line = self.lines[cell.key]
        members = dict(cell.members)
        for key in line.by:
            only = self.form.dimensions[key].members_of(self.level)
            if len(only) == 1:
                members.setdefault(key, only[0])
        return Cell(cell.key, tuple(sorted(members.items()))), quality

    def _doubt(self, code: str, line: Indicator, /, **params: object) -> None:
        severity = Severity.NOTE if code in ("OF006", "OF007") else Severity.WARNING
        self.doubts.append(Finding(code, severity, line.value_place, line.label, params))


def _figure(line: Line, said: Indicator, answers: Mapping[str, str]) -> Figure | None:
    """Return the figure that a line of the report says; None where it cannot stand in a cell of ``line``."""
    value = said.value
    if value is None:
        return None
    if line.type is LineType.CHOICE:
        word = word_of_number(line.choice, value, said.choices, answers) if line.choice else None
        return Figure(word) if word else None
    if said.type is IndicatorType.CHOICE or (line.type is LineType.COUNT and not _is_count(value)):
        return None
    return Figure(value)


def _is_count(value: Decimal) -> bool:
    return value >= 0 and value == value.to_integral_value()
