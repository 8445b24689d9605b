"""The rows of statistics tables become lines: cut rows joined, shifted cells put back, the hierarchy found.

Owns: what a row says, and which line stands below which. Does not: say what a line's value is (``indicators``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from vanban.reports.codes import Depths, code_of, is_total, lead_of, split_code
from vanban.reports.layouts import Layout, ValueColumn
from vanban.reports.numbers import choices_of, is_number
from vanban.reports.tables import StatRow, StatTable
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["Line", "Lines"]

# A label that ends so goes on in the next row.
_OPEN_END = re.compile(r"(?:[,(/]|\b(?:và|của|tại|các|cho|theo|với|trong|do|từ|đến|về|bởi|được|cấp|hoặc|là|ở))\Z", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the statistics, its cells as words."""

    code: str | None
    label: str
    unit: str
    values: tuple[str, ...]  # one for each column of values
    note: str
    columns: tuple[ValueColumn, ...]
    main: int | None  # index in ``values``
    place: Place  # the label's cell
    value_places: tuple[Place, ...]
    depth: int = 0  # from 1
    parent: int | None = None
    shifted: bool = False  # its cells stood one column too far to the left

    @property
    def raw(self) -> str:
        """Return the words of the main value."""
        return self.values[self.main] if self.main is not None else ""

    @property
    def value_place(self) -> Place:
        """Return the cell of the main value, or the line's place where no column is the main one."""
        return self.value_places[self.main] if self.main is not None else self.place


@dataclass(slots=True)
class Lines:
    """The lines of all statistics tables of a document, in order."""

    found: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _depths: Depths = field(default_factory=Depths)
    _coded: int | None = None  # index of the last line with a number
    _ranks: list[tuple[int, int]] = field(default_factory=list)  # (rank, index) of the lines without one since then
    _base: int | None = None  # without numbers: the line that "Trong đó" speaks of
    _within: bool = False

    def add(self, table: StatTable) -> None:
        """Take the lines of a table."""
        if not table.continues:
            self._depths, self._coded, self._ranks, self._base, self._within = Depths(), None, [], None, False
        for row in table.rows:
            self._take(row, table.layout)

    def _take(self, row: StatRow, layout: Layout) -> None:
        if row.after_break and _is_rest_of_number(row, layout):
            return
        no, line = _line_of(row, layout)
        if self._is_rest(row, no, line):
            self.found[-1] = _joined(self.found[-1], line)
            self.findings.append(Finding("RP008", Severity.NOTE, line.place, line.label or line.unit))
            return
        code = code_of(no)
        if code is None and not squeeze(no) and (split := split_code(line.label)):
            code, label = split
            line = replace(line, label=label)
        if code is not None:
            self._add_coded(code, line)
        else:
            self._add_uncoded(no, line)

    def _is_rest(self, row: StatRow, no: str, line: Line) -> bool:
        """Say whether a row is the rest of the one above, which a page break cut."""
        if not self.found or squeeze(no) or not (row.after_break or (not line.raw and not line.unit)):
            return False
        above, label = self.found[-1], line.label
        if not label:
            return row.after_break and bool(line.unit or line.note) and not line.raw
        if split_code(label) or not label[:1].isalpha():
            return False
        open_end = _OPEN_END.search(above.label) is not None
        if label[:1].islower():
            return (row.after_break or open_end) and not (line.raw and above.raw)
        return open_end and not line.raw and not (line.unit and above.unit and not choices_of(above.unit))

    def _add_coded(self, code: str, line: Line) -> None:
        depth = self._depths.of(code)
        lead = lead_of("", line.label)
        parent = next((at for at in self._chain() if self.found[at].depth < depth), None)
        self._coded, self._ranks, self._base, self._within = len(self.found), [], None, False
        self.found.append(replace(line, code=code, label=lead.label or line.label, depth=depth, parent=parent))

    def _chain(self) -> Iterable[int]:
        """Yield the last coded line and the lines above it."""
        at = self._coded
        while at is not None:
            yield at
            at = self.found[at].parent

    def _add_uncoded(self, no: str, line: Line) -> None:
        lead = lead_of(no, line.label)
        if not lead.label:  # "Trong đó" alone
            self._within, self._ranks = True, [pair for pair in self._ranks if pair[0] < lead.rank]
            return
        line = replace(line, label=lead.label)
        if is_total(lead.label) and not lead.rank and not lead.within:
            self._coded = self._base = None  # it stands beside all lines, not below the one before it
        if self._coded is None:
            self._add_free(lead.rank, line, within=lead.within)
            return
        if lead.within and not lead.rank:
            self._ranks = []
        self._below(self._coded, lead.rank, line)

    def _add_free(self, rank: int, line: Line, *, within: bool) -> None:
        """Add a line of a table without numbers."""
        # Behind a "Trong đó" of its own row, lines without a dash are parts as long as they name no unit.
        part = within or rank or (self._within and not line.unit)
        if self._base is None or not part:
            self._base, self._ranks, self._within = len(self.found), [], False
            self.found.append(replace(line, depth=1))
            return
        self._within = self._within or within
        self._below(self._base, rank, line)

    def _below(self, base: int, rank: int, line: Line) -> None:
        while self._ranks and self._ranks[-1][0] >= rank:
            self._ranks.pop()
        parent = self._ranks[-1][1] if self._ranks else base
        self._ranks.append((rank, len(self.found)))
        self.found.append(replace(line, depth=self.found[parent].depth + 1, parent=parent))


def _line_of(row: StatRow, layout: Layout) -> tuple[str, Line]:
    """Return the words of the column of numbers, and the line; cells that stand too far to the left are put back."""
    cells = row.cells
    no = cells[layout.no].text if layout.no is not None else ""
    label, unit = cells[layout.label].text, cells[layout.unit].text if layout.unit is not None else ""
    values = tuple(cells[column.column].text for column in layout.values)
    main = next((at for at, column in enumerate(layout.values) if column.column == layout.main), None)
    note = cells[layout.note].text if layout.note is not None else ""
    place, shifted = cells[layout.label].place, False
    places = tuple(cells[column.column].place for column in layout.values)
    if _label_in_no(no, label):
        no, label, place = "", no, cells[layout.no or 0].place
        shifted = True
        if layout.unit is not None and main is not None and not values[main].strip() and is_number(unit):
            values = (*values[:main], unit, *values[main + 1 :])
            places = (*places[:main], cells[layout.unit].place, *places[main + 1 :])
            unit = ""
    line = Line(
        code=None,
        label=squeeze(label),
        unit=squeeze(unit),
        values=tuple(map(squeeze, values)),
        note=squeeze(note),
        columns=layout.values,
        main=main,
        place=replace(place, page=place.page or row.page),
        value_places=tuple(replace(at, page=at.page or row.page) for at in places),
        shifted=shifted,
    )
    return no, line


def _is_rest_of_number(row: StatRow, layout: Layout) -> bool:
    """Say whether a page break left the end of "Trong đó" alone in the column of numbers."""
    filled = [at for at, cell in enumerate(row.cells) if cell.text.strip()]
    return filled == [layout.no] and squeeze(row.cells[filled[0]].text)[:1].islower()


def _label_in_no(no: str, label: str) -> bool:
    """Say whether the words of a line stand in the column of numbers."""
    return not label.strip() and bool(squeeze(no)) and code_of(no) is None and bool(lead_of("", no).label)


def _joined(above: Line, below: Line) -> Line:
    """Return a line with its rest behind the page break."""
    values = (
        tuple(
            " ".join(part for part in (own, rest) if part) if own != rest else own
            for own, rest in zip(above.values, below.values, strict=True)
        )
        if len(above.values) == len(below.values)
        else above.values
    )
    same_unit = compare_key(above.unit) == compare_key(below.unit)
    return replace(
        above,
        label=" ".join(part for part in (above.label, below.label) if part),
        unit=above.unit if same_unit else " ".join(part for part in (above.unit, below.unit) if part),
        values=values,
        note=" ".join(part for part in (above.note, below.note) if part),
    )
