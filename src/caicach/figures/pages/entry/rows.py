"""The lines of a section as they are filled and read: one row a cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from caicach.figures.mapping import figure_of_row, figure_text
from caicach.figures.models import FigureCell
from caicach.figures.pages.entry.shown import Shown, change_text, reason_icon, shown_of, typed_text
from caicach.figures.selectors.counting import NOTES
from caicach.figures.selectors.entry import Entry
from caicach.ui.sentences import in_language
from reform.forms import Cell
from reform.forms.figures import Figure, cell_text, members_text
from reform.forms.model import LineType
from reform.forms.sheets import CellKind, Row, SheetSection
from reform.forms.tree import When

__all__ = ["EntryGroup", "EntryRow", "Sent", "cell_url", "groups_of", "places_of"]

VALUE, NONE, BLANK = "value", "none", "blank"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One cell with all that stands beside it."""

    id: str  # of the row on the page: "o12", by its place in the whole sheet
    name: str  # of the cell, as fields name it
    url: str  # the cell's own page
    number: str
    label: str
    unit: str
    depth: int
    spoken: str  # number, line, members and unit, for those who do not see the table
    kind: str  # "typed", "choice", "auto" (a source counted it), "margin", "computed", "rolled"
    state: str  # "value", "none" (with a reason), "blank"
    is_required: bool
    typed: str  # what stands in its field
    seen: str  # the stored figure in one line: whoever changes it says what they saw
    now: Shown
    year_before: Shown
    before: Shown
    change: str
    reason: str = ""  # key
    reason_text: str = ""
    reason_icon: str = ""
    words: tuple[tuple[str, str], ...] = ()  # of a choice
    source: str = ""  # how a source counted it
    counted: str = ""  # what the source counted, where a person wrote another figure
    override: str = ""  # and why
    note: str = ""
    remark_count: int = 0
    proof_count: int = 0
    tone: str = ""  # "bad", "warn": a finding stands under it
    decimals: bool = False  # the keyboard of a phone needs a comma
    error: str = ""  # why what was typed cannot be read
    notes: tuple[object, ...] = ()  # findings under the row

    @property
    def is_typed(self) -> bool:
        """Whether a person fills it in its place."""
        return self.kind in ("typed", "choice")

    @property
    def icon(self) -> str:
        """The symbol of a cell that is not typed."""
        return {"auto": "link", "rolled": "sitemap"}.get(self.kind, "math-function")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent and refused, by the name of the cell: it stays in the fields."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


NOTHING_SENT = Sent()


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Rows under one heading."""

    number: str
    label: str
    rows: tuple[EntryRow, ...]


def cell_url(entry: Entry, cell: Cell) -> str:
    """Return the page of one cell: its history, note, and what people say about it."""
    query = {"dong": cell.key, "o": members_text(cell)}
    return f"{reverse('figures:cell', args=[entry.sheet.uid])}?{urlencode(query)}"


def places_of(entry: Entry) -> dict[Cell, str]:
    """Return the id that the row of each cell has on its page."""
    return {cell: f"o{at}" for at, cell in enumerate(entry.printed.cells, start=1)}


def groups_of(
    entry: Entry, section: SheetSection, *, sent: Sent = NOTHING_SENT, notes: Mapping[Cell, tuple[object, ...]]
) -> tuple[EntryGroup, ...]:
    """Return the groups of ``section`` with what was sent and refused, and the findings under each cell."""
    maker = _Maker(entry, places_of(entry), sent, notes)
    return tuple(EntryGroup(one.number, one.label, tuple(maker.rows(one.rows))) for one in section.groups)


class _Maker:
    """Makes the rows of a section."""

    def __init__(
        self, entry: Entry, places: Mapping[Cell, str], sent: Sent, notes: Mapping[Cell, tuple[object, ...]]
    ) -> None:
        self.entry, self.places, self.sent, self.notes = entry, places, sent, notes
        self.form = entry.printed.form
        self.tones = _tones(entry)

    def rows(self, rows: Iterable[Row]) -> Iterator[EntryRow]:
        """Yield the rows; a member's spoken name begins with the line it belongs to."""
        above: list[str] = []
        for row in rows:
            above = [*above[: row.depth], row.label]
            yield self.row(row, ", ".join(above))

    def row(self, row: Row, named: str) -> EntryRow:
        cell, line, entry = row.cell, row.line, self.entry
        name = cell_text(cell)
        stored, figure = entry.stored.get(cell), entry.filled.get(cell)
        unit = "" if line.type is LineType.CHOICE else line.unit
        year_before, before = entry.figure_at(When.YEAR_BEFORE, cell), entry.figure_at(When.PREVIOUS, cell)
        none = _("chưa có số so sánh")
        return EntryRow(
            id=self.places[cell],
            name=name,
            url=cell_url(entry, cell),
            number=row.number,
            label=row.label,
            unit=unit,
            depth=row.depth,
            spoken=" ".join(filter(None, (row.number, named, f"({unit})" if unit else ""))),
            kind=_kind(row, stored),
            state=BLANK if figure is None else NONE if figure.value is None else VALUE,
            is_required=row.is_required,
            typed=self.sent.typed.get(name, typed_text(figure)),
            seen=figure_text(figure_of_row(stored) if stored else None),
            now=shown_of(figure, line, self.form),
            year_before=shown_of(
                year_before, line, self.form, blank=none, is_near=entry.is_near(When.YEAR_BEFORE, cell)
            ),
            before=shown_of(before, line, self.form, blank=none, is_near=entry.is_near(When.PREVIOUS, cell)),
            change=change_text(figure, year_before, line),
            words=tuple(line.choice.words.items()) if line.choice else (),
            tone=self.tones.get(cell, ""),
            decimals=line.type is not LineType.COUNT,
            remark_count=entry.remark_counts.get(cell, 0),
            proof_count=len(entry.proved.get(cell, ())),
            error=self.sent.errors.get(name, ""),
            notes=self.notes.get(cell, ()),
            **self._reason(figure),
            **self._source(stored, row),
        )

    def _reason(self, figure: Figure | None) -> dict[str, str]:
        if figure is None or not figure.reason:
            return {}
        words = self.form.null_reasons.get(figure.reason, figure.reason)
        return {"reason": figure.reason, "reason_text": words, "reason_icon": reason_icon(figure.reason)}

    def _source(self, stored: FigureCell | None, row: Row) -> dict[str, str]:
        if stored is None:
            return {}
        counted = Figure(stored.source_value) if stored.source_value is not None else None
        is_other = counted is not None and (stored.value != stored.source_value)
        return {
            "source": in_language(stored.source_note, also=NOTES),
            "counted": shown_of(counted, row.line, self.form).text if is_other else "",
            "override": stored.override_reason if is_other else "",
            "note": stored.note,
        }


def _kind(row: Row, stored: FigureCell | None) -> str:
    if row.kind is not CellKind.TYPED:
        return row.kind.value
    if stored is not None and stored.source_value is not None:
        return "auto"
    return "choice" if row.line.type is LineType.CHOICE else "typed"


def _tones(entry: Entry) -> dict[Cell, str]:
    """Return how much the cells with open findings weigh, hard before soft."""
    tones: dict[Cell, str] = {}
    for finding in entry.open_findings:
        tone = "bad" if finding.weight.value == "hard" else "warn"
        if tones.get(finding.cell) != "bad":
            tones[finding.cell] = tone
    return tones
