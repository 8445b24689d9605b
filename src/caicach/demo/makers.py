"""Made-up figures of an agency for a form: of a believable size, the same each time, fitting together.

Owns: choosing numbers from the form's own structure (parts make up their whole, a share is below it, what grows in a
year never falls). Does not: save them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from zlib import crc32

from reform.forms import Cell, Figure, Form, Line, LineTime, LineType, completed, findings_of
from reform.forms.sheets import CellKind, Sheet

__all__ = ["Maker", "made_up"]

# How far the year is at the end of each period.
_DONE = {"Q1": Decimal("0.24"), "H1": Decimal("0.5"), "Q3": Decimal("0.76"), "Y": Decimal(1)}
# Believable sizes of a year, by the unit that is counted: (from, to).
_SIZES = {
    "Hồ sơ": (1800, 9000), "Văn bản": (40, 400), "Nhiệm vụ": (20, 70), "Thủ tục": (120, 420), "Người": (18, 60),
    "Cơ quan, đơn vị": (2, 9), "Triệu đồng": (4000, 60000), "Phiếu": (100, 600), "Cuộc": (1, 6), "Ý kiến": (5, 60),
    "Tin, bài": (10, 90), "Mô hình": (0, 3), "Vấn đề": (0, 9), "Lĩnh vực": (8, 40), "Thứ hạng": (1, 100),
    "Điểm": (70, 95), "%": (72, 99),
}  # fmt: skip
_SIZE = (1, 20)
# What goes with another line: so much of it. The rules of the form hold these against each other.
_TIES: Mapping[str, tuple[str, Decimal]] = {
    "dossier.on_time": ("dossier.received", Decimal("0.97")),
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
_WORDS = {"survey": "online", "yes_no": "yes"}
_MOSTLY = Decimal("0.96")  # of what is a share of something
_TRIES = 6


@dataclass(frozen=True)
class Maker:
    """Makes the figures of one agency for one period."""

    form: Form
    sheet: Sheet
    seed: str  # of the agency: its numbers are its own, year by year
    year: int
    code: str  # of the period

    def filled(self) -> dict[Cell, Figure]:
        """Return every cell that the agency types."""
        cells = {row.cell: self._figure(row.line, row.cell) for row in self.sheet.rows if row.kind is CellKind.TYPED}
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

    def _value(self, line: Line, members: tuple[tuple[str, str], ...]) -> Decimal:
        """Return a number: the sum of its parts, a share of what it belongs to, else one of its size."""
        tie = _TIES.get(line.key)
        if tie and tie[0] in self._lines:
            return self._whole(self._value(self._lines[tie[0]], members) * tie[1])
        parts = self._parts.get(line.key)
        if parts:
            return sum((self._whole(self._value(self._lines[key], members)) for key in parts), Decimal(0))
        if line.subset_of and line.subset_of in self._lines:
            return self._whole(self._value(self._lines[line.subset_of], members) * self._share(line))
        low, high = _SIZES.get(line.unit, _SIZE)
        # An agency stands at one level: lines with and without that split are of one size.
        split = [one for one in members if one[0] != "tier"]
        spread = Decimal(low + self._dice(line.key, str(split)) % (high - low + 1)) / (2 if line.part_of else 1)
        return self._whole(spread * self._grown(line))

    def _grown(self, line: Line) -> Decimal:
        growth = 1 + Decimal(self.year % 7) / 60
        return growth * (_DONE[self.code] if line.time is LineTime.FLOW else 1)

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
            mends = {one.cell: one.suggestion for one in found if one.suggestion is not None and one.cell in cells}
            if not mends:
                break
            cells |= mends
        return cells


def made_up(form: Form, sheet: Sheet, *, seed: str, year: int, code: str) -> Mapping[Cell, Figure]:
    """Return figures for every cell that an agency types on ``sheet``.

    Args:
        form: The form.
        sheet: What the agency sees of it.
        seed: Of the agency.
        year: Of the period.
        code: Of the period: Q1, H1, Q3 (nine months), Y.
    """
    return Maker(form, sheet, seed, year, code).filled()
