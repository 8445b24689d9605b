"""The rows of a sheet made a criteria set again; whatever is wrong is told with the number of its row.

Owns: how rows nest, and which part of a set's file each cell is. Does not: judge the set (checking.py).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from reform.definitions import Problem, Problems, plain_number
from reform.index.loading import SetError
from reform.index.model import CriteriaSet, ScoringKind
from reform.index.reading import draft_of, place_of
from reform.index.row_words import read_number, read_proofs, read_states
from reform.index.rows import APPRAISERS, COLUMNS, KINDS, YES, Rank, SetRow, area_names
from reform.index.rules import PARTS_OF
from reform.index.writing import set_as_table
from vanban.text.forms import compare_key, squeeze
from vanban.text.numbers import UnreadableNumber

__all__ = ["RowsRead", "rows_read", "set_from_rows"]

Table = dict[str, Any]
_STATE = "in_time | Ban hành đúng hạn | 0,5"
_STEP = "từ 95 | 0,5"
_PROOF = "Kế hoạch năm | loại KH | hạn 31/12 năm trước"
_RULE = ("states", "value", "unit", "low", "high", "each", "free", "least_sample")
_NUMBERS = ("low", "high", "each", "free", "least_sample")


@dataclass(frozen=True, slots=True)
class RowsRead:
    """What rows say, as far as they can be read."""

    made: CriteriaSet
    unread: tuple[Problem, ...]  # cells that say nothing which could be kept
    problems: tuple[Problem, ...]  # what was read and does not fit together: a draft may be kept so


def set_from_rows(rows: Iterable[SetRow], base: CriteriaSet) -> CriteriaSet:
    """Return the set of ``rows``; what rows do not have (head, grades, caps, links) is that of ``base``.

    Raises:
        SetError: what is wrong, each with its row; a place that is in no row is that of ``read_set``.
    """
    read = rows_read(rows, base)
    if read.unread or read.problems:
        raise SetError((*read.unread, *read.problems))
    return read.made


def rows_read(rows: Iterable[SetRow], base: CriteriaSet) -> RowsRead:
    """Return what ``rows`` say and all that is wrong with them, each with its row; the rest as ``set_from_rows``."""
    sheet = _Sheet(base)
    for row in rows:
        if any(_text(value) for value in row.cells.values()):
            sheet.take(row)
    made, problems = draft_of(sheet.table())
    # What is not wrong any more once the set is written was left out of it: a formula that cannot be read.
    kept = {(one.code, one.params) for one in draft_of(set_as_table(made))[1]}
    lost = sheet.placed(one for one in problems if (one.code, one.params) not in kept)
    rest = sheet.placed(one for one in problems if (one.code, one.params) in kept)
    return RowsRead(made, (*sheet.problems.found, *lost), tuple(rest))


@dataclass(slots=True)
class _Sheet:
    """What was taken of the rows so far, as the parts of a set's file."""

    base: CriteriaSet
    problems: Problems = field(default_factory=Problems)
    areas: list[Table] = field(default_factory=list)
    beside: dict[str, list[Table]] = field(default_factory=lambda: {Rank.BONUS: [], Rank.PENALTY: []})
    places: dict[str, int] = field(default_factory=dict)  # how reading calls a part -> its row
    untold: set[tuple[str, str]] = field(default_factory=set)  # (place, part) of which a cell was told already

    def take(self, row: SetRow) -> None:
        rank = self._word(row, "rank", {one.value: one.value for one in Rank})
        if rank == Rank.AREA:
            self._area(row)
        elif rank == Rank.CRITERION:
            self._criterion(row)
        elif rank == Rank.LEAF:
            self._leaf_row(row)
        elif rank is not None:
            self._adjustment(row, rank)
        elif not row.cells.get("rank"):
            self.problems.add("IX003", _at(row), name=COLUMNS["rank"])

    def table(self) -> Table:
        """Return the whole file: what the rows say in the place of what ``base`` said."""
        table = set_as_table(replace(self.base, areas=(), adjustments=()))
        table["areas"] = self.areas
        caps = {"bonus": (self.base.most_bonus, Rank.BONUS), "penalty": (self.base.most_penalty, Rank.PENALTY)}
        for name, (cap, rank) in caps.items():
            if self.beside[rank]:
                most = cap or sum((Decimal(str(one.get("max", 0))) for one in self.beside[rank]), Decimal(0))
                table[name] = {"max": plain_number(most), "items": self.beside[rank]}
        return table

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return ``problems`` with their rows; a part whose cell was told already is not told again as missing."""
        left = [
            one
            for one in problems
            if not any((one.place, value) in self.untold for name, value in one.params if name == "name")
        ]
        return [
            replace(one, place=f"Dòng {self.places[one.place]} ({one.place})") if one.place in self.places else one
            for one in left
        ]

    def _area(self, row: SetRow) -> None:
        made = self._named(row) | {"criteria": []}
        names = {name: code for code, name in area_names(self.base.year).items()}
        self._put(made, "area", self._word(row, "area", names))
        self._put(made, "appraiser", self._word(row, "appraiser", _turned(APPRAISERS)))
        self.areas.append(made)
        self._place(made, f"areas {len(self.areas)}", row)

    def _criterion(self, row: SetRow) -> None:
        if not self.areas:
            self.problems.add("IX043", _at(row))
            return
        criteria = self.areas[-1]["criteria"]
        made = self._scored(row) if row.cells.get("kind") else self._named(row) | {"items": []}
        criteria.append(made)
        self._place(made, f"{place_of(self.areas[-1], f'areas {len(self.areas)}')}, criteria {len(criteria)}", row)

    def _leaf_row(self, row: SetRow) -> None:
        above = self.areas[-1]["criteria"][-1] if self.areas and self.areas[-1]["criteria"] else {}
        if "items" not in above:
            self.problems.add("IX043", _at(row))
            return
        made = self._scored(row)
        above["items"].append(made)
        self._place(made, f"{place_of(above, '')}, items {len(above['items'])}", row)

    def _adjustment(self, row: SetRow, rank: str) -> None:
        made = self._named(row)
        self._put(made, "each", self._number(row, "each"))
        self._put(made, "proof", self._proofs(row))
        self.beside[rank].append(made)
        name = "bonus" if rank == Rank.BONUS else "penalty"
        self._place(made, f"{name} {len(self.beside[rank])}", row)

    def _place(self, made: Table, before: str, row: SetRow) -> None:
        self.places.setdefault(place_of(made, before), row.at)

    def _named(self, row: SetRow) -> Table:
        made = {name: _text(row.cells[name]) for name in ("key", "num", "label") if _text(row.cells.get(name))}
        self._put(made, "max", self._number(row, "max"))
        return made

    def _scored(self, row: SetRow) -> Table:
        made = self._named(row)
        for name in ("how", "remedy", "source", "applies"):
            self._put(made, name, _text(row.cells.get(name)) or None)
        self._put(made, "score", self._score(row))
        self._put(made, "proof", self._proofs(row))
        self._put(made, "appraiser", self._word(row, "appraiser", _turned(APPRAISERS)))
        self._put(made, "can_be_left_out", self._word(row, "can_be_left_out", {YES: True, "x": True, "Không": False}))
        self._put(made, "lead_days", self._number(row, "lead_days"))
        return made

    def _score(self, row: SetRow) -> Table | None:
        """Return the rule: the cells that its kind has, and those that it has not where somebody filled them in."""
        kind = self._word(row, "kind", _turned(KINDS))
        if kind is None:
            return None
        made: Table = {"kind": kind}
        for name in _RULE:
            if row.cells.get(name) not in (None, ""):
                self._put(made, _part(ScoringKind(kind), name), self._rule_cell(row, name, kind))
        return made

    def _rule_cell(self, row: SetRow, name: str, kind: str) -> object:
        if name == "states":
            return self._states(row, kind)
        return self._number(row, name) if name in _NUMBERS else _text(row.cells[name])

    def _states(self, row: SetRow, kind: str) -> object:
        is_choice = kind == ScoringKind.CHOICE
        found, wrong = read_states(_lines_of(row.cells["states"]), is_choice=is_choice)
        self._unread(row, "states", wrong, _STATE if is_choice else _STEP)
        return found

    def _proofs(self, row: SetRow) -> list[Table] | None:
        found, wrong = read_proofs(_lines_of(row.cells.get("proof", "")))
        self._unread(row, "proof", wrong, _PROOF)
        return found or None

    def _unread(self, row: SetRow, name: str, wrong: Iterable[str], example: str) -> None:
        for text in wrong:
            self.problems.add("IX042", _at(row), text=text, column=COLUMNS[name], example=example)
            self._told(row, "options" if name == "states" else name)

    def _number(self, row: SetRow, name: str) -> int | float | None:
        value = row.cells.get(name)
        if value is None or not _text(value):
            return None
        try:
            number = value if isinstance(value, Decimal) else read_number(_text(value))
        except UnreadableNumber:
            number = Decimal("NaN")
        if number.is_finite():
            return plain_number(number)
        self.problems.add("IX040", _at(row), text=_text(value), column=COLUMNS[name])
        self._told(row, name)
        return None

    def _word(self, row: SetRow, name: str, words: Mapping[str, Any]) -> Any:  # noqa: ANN401  # a code or a truth
        """Return what a cell's word stands for; the code itself is taken too."""
        text = _text(row.cells.get(name))
        found = {compare_key(word): code for word, code in words.items()} | {str(code): code for code in words.values()}
        if not text or text in found or compare_key(text) in found:
            return found.get(text, found.get(compare_key(text)))
        self.problems.add("IX041", _at(row), text=text, column=COLUMNS[name], words="; ".join(words))
        self._told(row, "score" if name == "kind" else name)
        return None

    def _told(self, row: SetRow, part: str) -> None:
        """Remember that a part of this row is told: by its key or number, as reading would call it."""
        self.untold.add((place_of({name: _text(row.cells.get(name)) for name in ("key", "num")}, ""), part))

    @staticmethod
    def _put(made: Table, name: str, value: object) -> None:
        if value is not None:
            made[name] = value


def _part(kind: ScoringKind, name: str) -> str:
    """Return the part of ``score`` that a cell is."""
    if name == "states":
        return "steps" if kind is ScoringKind.STEPS else "options"
    return "points" if name == "value" and "points" in PARTS_OF[kind] else name


def _turned(words: Mapping[Any, str]) -> dict[str, str]:
    return {word: code.value for code, word in words.items()}


def _text(value: str | Decimal | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else value.strip()


def _lines_of(value: str | Decimal) -> str:
    return re.sub(r"\r\n?", "\n", _text(value))


def _at(row: SetRow) -> str:
    name = squeeze(_text(row.cells.get("key")) or _text(row.cells.get("num")))
    return f"Dòng {row.at} ({name})" if name else f"Dòng {row.at}"
