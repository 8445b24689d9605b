"""Made-up figures of an agency for a form: of a believable size, the same each time, fitting together.

Owns: choosing numbers from the form's own structure (parts make up their whole, a share is below it, what grows in a
year never falls), round figures that stand already. Does not: save them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from zlib import crc32

from reform.forms import Cell, Figure, Form, Line, LineTime, LineType, completed, findings_of
from reform.forms.model import Aggregation
from reform.forms.sheets import CellKind, Sheet

__all__ = ["Maker", "Size", "made_up"]

# How far the year is at the end of each period.
_DONE = {"Q1": Decimal("0.24"), "H1": Decimal("0.5"), "Q3": Decimal("0.76"), "Y": Decimal(1)}
# Believable sizes of a year, by the unit that is counted: (from, to).
_SIZES = {
    "Hồ sơ": (500, 2600), "Văn bản": (40, 400), "Nhiệm vụ": (20, 70), "Thủ tục": (120, 420), "Người": (18, 60),
    "Cơ quan, đơn vị": (2, 9), "Triệu đồng": (4000, 60000), "Phiếu": (100, 600), "Cuộc": (1, 6), "Ý kiến": (5, 60),
    "Tin, bài": (10, 90), "Mô hình": (0, 3), "Vấn đề": (0, 9), "Lĩnh vực": (8, 40), "Thứ hạng": (1, 100),
    "Điểm": (70, 95), "%": (72, 99),
}  # fmt: skip
_SIZE = (1, 20)
# Lines of another size than their unit says: what the ledger of this province would count.
_OWN_SIZES = {
    "plan.tasks": (8, 14), "assigned.total": (11, 20), "steer.docs": (2, 5), "conduct.scope": (10, 18),
    "edoc.sent_digital": (120, 600), "edoc.sent_both": (8, 60), "edoc.sent_paper": (2, 10), "org.offices": (3, 3),
    "org.attached": (1, 1), "legal.issued": (2, 9), "legal.checked": (3, 12), "legal.reviewed": (20, 60),
    "staff.cut": (0, 3), "psu_staff.cut": (0, 3), "hire.officials": (0, 4), "hire.employees": (0, 6),
    "appoint.heads": (0, 3), "sanction.employees": (0, 1), "hire.officials_special": (0, 1),
    "hire.employees_special": (0, 1), "appoint.leaders": (0, 2), "post.breaches": (0, 1), "fin.to_company": (0, 1),
    "staff.contract": (0, 6),
    "edoc.digital_rate": (70, 84), "edoc.both_rate": (4, 12),
}  # fmt: skip
_ALL_YEAR = ("plan.tasks", "assigned.total")  # known from the beginning of the year
# Of these tasks so much is done at the end of the year.
_DONE_TASKS: Mapping[str, tuple[str, Decimal]] = {
    "plan.done": ("plan.tasks", Decimal("0.85")),
    "assigned.on_time": ("assigned.total", Decimal("0.72")),
    "assigned.late": ("assigned.total", Decimal("0.09")),
}
# What goes with another line: so much of it. The rules of the form hold these against each other.
_TIES: Mapping[str, tuple[str, Decimal]] = {
    "dossier.resolved": ("dossier.received", Decimal("0.985")),
    "dossier.on_time_field[field=construction]": ("dossier.received", Decimal("0.05")),
    "inspect.done[unit_kind=office]": ("org.offices", Decimal("0.7")),
    "inspect.done[unit_kind=commune]": ("org.communes", Decimal("0.3")),
    "post.offices_ok": ("org.offices", Decimal(1)),
    "proc.dropped": ("proc.new", Decimal(1)),
    "onestop.flow_ok": ("onestop.procs", Decimal("0.97")),
    "onestop.flow_digital": ("onestop.flow_ok", Decimal("0.93")),
    "org.psu_2015": ("org.psu", Decimal("1.25")),
    "staff.quota_2015": ("staff.quota", Decimal("1.12")),
    "psu_staff.quota_2015": ("psu_staff.quota", Decimal("1.15")),
    "ict.cert_units": ("ict.cert_scope", Decimal("0.9")),
    "dossier.on_time": ("dossier.received", Decimal("0.957")),
    "dossier.on_time_field": ("dossier.received", Decimal("0.12")),
    "publish.any": ("dossier.received", Decimal("0.96")),
    "publish.portal": ("dossier.received", Decimal("0.94")),
    "publish.website": ("dossier.received", Decimal("0.21")),
    "apology.published": ("dossier.received", Decimal("0.008")),
    "staff.present": ("staff.quota", Decimal("0.94")),
    "psu_staff.present": ("psu_staff.quota", Decimal("0.95")),
    "fin.group4": ("org.psu", Decimal(1)),
    "fin.group1": ("org.psu", Decimal(0)),
    "fin.group2": ("org.psu", Decimal(0)),
    "fin.group3_70": ("org.psu", Decimal(0)),
    "fin.group3_30": ("org.psu", Decimal(0)),
    "fin.group3_10": ("org.psu", Decimal(0)),
    "post.psu_ok": ("org.psu", Decimal(1)),
    "dvc.partial": ("proc.active", Decimal("0.34")),
    "dvc.full": ("proc.active", Decimal("0.27")),
    "pay.procs": ("proc.active", Decimal("0.2")),
    "onestop.anywhere": ("onestop.procs", Decimal("0.06")),
    "legal.proposed": ("legal.reviewed", Decimal("0.15")),
    "sanction.total": ("staff.quota", Decimal("0.02")),
    "sanction.heads": ("staff.quota", Decimal(0)),
    "sanction.leaders": ("staff.quota", Decimal(0)),
}
_BASES = ("org.psu_2015", "staff.quota_2015", "psu_staff.quota_2015")  # not asked of communes
# What grows better from year to year, by so much of what it belongs to.
_BETTER = {"dossier.on_time": Decimal("0.006")}
# How far agencies fall behind the best of them, at most, by so much of what it belongs to.
_BEHIND = {"dossier.on_time": Decimal("0.03")}
# How people hand in, beside the mean; online a little more each year.
_CHANNELS = {"direct": Decimal("1.1"), "post": Decimal("0.2"), "partial": Decimal("1.0"), "full": Decimal("1.5")}
_ONLINE = ("partial", "full")
_ONLINE_MORE = Decimal("0.07")  # a year
_SINCE = 2024
_WORDS = {"survey": "online", "yes_no": "yes"}
_MOSTLY = Decimal("0.96")  # of what is a share of something
_TRIES = 6
Members = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a body is beside a commune or a department of today."""

    times: Decimal = Decimal(1)  # a district of old was so many communes
    below: int = 0  # bodies whose figures of the base year are in this one's

    def of(self, line: Line) -> Decimal:
        """Return by how much a line of such a body is larger: what is added up over places."""
        return self.times if line.aggregation is Aggregation.SUM and line.type is LineType.COUNT else Decimal(1)


_COMMUNE = Size()


@dataclass(frozen=True)
class Maker:
    """Makes the figures of one agency for one period."""

    form: Form
    sheet: Sheet
    seed: str  # of the agency: its numbers are its own, year by year
    year: int
    code: str  # of the period
    stands: Mapping[Cell, Figure] = field(default_factory=dict)  # counted or typed before: the others fit with it
    size: Size = _COMMUNE

    def filled(self) -> dict[Cell, Figure]:
        """Return every cell that the agency types; what stood there is as it was."""
        typed = [row for row in self.sheet.rows if row.kind is CellKind.TYPED]
        cells = {row.cell: self.stands.get(row.cell) or self._figure(row.line, row.cell) for row in typed}
        return self._mended(cells)

    @cached_property
    def _lines(self) -> dict[str, Line]:
        return self.form.by_key()

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        on_sheet = {row.line.key for row in self.sheet.rows}
        found: dict[str, list[str]] = {}
        for line in self.form.lines:
            if line.part_of and line.key in on_sheet:
                found.setdefault(line.part_of, []).append(line.key)
        return found

    def _figure(self, line: Line, cell: Cell) -> Figure:
        if line.type is LineType.CHOICE and line.choice is not None:
            words = tuple(line.choice.words)
            return Figure(_WORDS.get(line.choice.key, words[self._dice(line.key, "word") % len(words)]))
        value = self._value(line, cell.members)
        return Figure(value if line.type is not LineType.COUNT else Decimal(int(value)))

    @cached_property
    def _cells(self) -> dict[str, list[Members]]:
        found: dict[str, list[Members]] = {}
        for row in self.sheet.rows:
            if row.kind is CellKind.TYPED:
                found.setdefault(row.line.key, []).append(row.cell.members)
        return found

    def _at(self, key: str, members: Members) -> Decimal:
        """Return what another line has where ``members`` are: the sum of its cells there."""
        line = self._lines[key]
        wanted = {one for one in members if one[0] in line.by}
        cells = [one for one in self._cells.get(key, ()) if wanted <= set(one)] or [tuple(sorted(wanted))]
        return sum((self._stood(line, one) for one in cells), Decimal(0))

    def _stood(self, line: Line, members: Members) -> Decimal:
        figure = self.stands.get(Cell(line.key, members))
        number = figure.number if figure is not None else None
        return self._value(line, members) if number is None else number

    def _value(self, line: Line, members: Members) -> Decimal:
        """Return a number: the sum of its parts, a share of what it belongs to, else one of its size."""
        done = _DONE_TASKS.get(line.key)
        if done and done[0] in self._lines:
            return self._whole(self._at(done[0], members) * done[1] * _DONE[self.code])
        fixed = self._tied(line, members)
        if fixed is None:
            fixed = self._share_of_whole(line, members)
        if fixed is not None:
            return fixed
        parts = self._parts.get(line.key)
        if parts and line.key not in _OWN_SIZES:
            return sum((self._whole(self._at(key, members)) for key in parts), Decimal(0))
        if line.subset_of and line.subset_of in self._lines:
            return self._whole(self._at(line.subset_of, members) * self._share(line))
        return self._sized(line, members)

    def _tied(self, line: Line, members: Members) -> Decimal | None:
        """Return the number of a line that goes with another; None of any other."""
        own = Cell(line.key, tuple(one for one in members if one[0] != "tier"))
        tie = _TIES.get(str(own)) or _TIES.get(line.key)
        if tie is None or tie[0] not in self._lines:
            return None
        behind = _BEHIND.get(line.key, Decimal(0)) * (self._dice(line.key, "behind") % 101) / 100
        share = tie[1] + _BETTER.get(line.key, Decimal(0)) * self._years - behind
        mean = Decimal(sum(_SIZES.get(line.unit, _SIZE))) / 2
        below = mean * self.size.below if line.key in _BASES else Decimal(0)
        return self._whole((self._at(tie[0], members) + below) * share)

    def _share_of_whole(self, line: Line, members: Members) -> Decimal | None:
        """Return what a part gets of a whole that stands already; None where there is none."""
        whole = self.stands.get(Cell(line.part_of, members)) if line.part_of else None
        if whole is None or whole.number is None or line.part_of is None:
            return None
        parts = self._parts[line.part_of]
        each = self._whole(whole.number / (len(parts) + 1))
        return whole.number - each * (len(parts) - 1) if line.key == parts[0] else each

    def _sized(self, line: Line, members: Members) -> Decimal:
        low, high = _OWN_SIZES.get(line.key) or _SIZES.get(line.unit, _SIZE)
        # An agency stands at one level: lines with and without that split are of one size.
        split = [one for one in members if one[0] != "tier"]
        spread = Decimal(low + self._dice(line.key, str(split)) % (high - low + 1)) / (2 if line.part_of else 1)
        return self._whole(spread * self._grown(line) * self.size.of(line) * self._channel(members))

    @property
    def _years(self) -> Decimal:
        """How many years since the first, the part of this one too."""
        return self.year - _SINCE + _DONE[self.code] / 2

    def _channel(self, members: Members) -> Decimal:
        """Return how many come this way: more online each year."""
        way = dict(members).get("channel_in", "")
        more = 1 + _ONLINE_MORE * self._years if way in _ONLINE else Decimal(1)
        return _CHANNELS.get(way, Decimal(1)) * more

    def _grown(self, line: Line) -> Decimal:
        """Return how far a line is: what runs through the year grows with it, and a little from year to year."""
        if line.key in _ALL_YEAR or line.time is not LineTime.FLOW or line.type is LineType.PERCENT:
            return Decimal(1)
        return (1 + Decimal(self.year % 7) / 60) * _DONE[self.code]

    def _share(self, line: Line) -> Decimal:
        return _MOSTLY if line.good > 0 else Decimal(30 + self._dice(line.key, "share") % 50) / 100

    def _dice(self, *words: str) -> int:
        return crc32("|".join((self.seed, *words)).encode())

    @staticmethod
    def _whole(value: Decimal) -> Decimal:
        return Decimal(int(value))

    def _mended(self, cells: dict[Cell, Figure]) -> dict[Cell, Figure]:
        """Take up what the rules suggest, as a person does who fills the form."""
        for _ in range(_TRIES):
            whole = completed(self.form, self.sheet.level, cells)
            found = findings_of(self.form, self.sheet.level, whole)
            offered = {one.cell: one.suggestion for one in found if one.suggestion is not None}
            mends = {cell: one for cell, one in offered.items() if cell in cells and cell not in self.stands}
            if not mends:
                break
            cells |= mends
        return cells


def made_up(
    form: Form,
    sheet: Sheet,
    *,
    seed: str,
    year: int,
    code: str,
    stands: Mapping[Cell, Figure] = MappingProxyType({}),
    size: Size = _COMMUNE,
) -> Mapping[Cell, Figure]:
    """Return figures for every cell that an agency types on ``sheet``.

    Args:
        form: The form.
        sheet: What the agency sees of it.
        seed: Of the agency.
        year: Of the period.
        code: Of the period: Q1, H1, Q3 (nine months), Y.
        stands: What stands in its cells already; it is as it was, and the others fit with it.
        size: How large the agency is.
    """
    return Maker(form, sheet, seed, year, code, stands, size).filled()
