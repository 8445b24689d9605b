"""What ties the lines of a draft: parts of a whole, bounds, formulas of rates.

Owns: proposing ties, those of the form in force first. Does not: make lines (``building``).
"""

from typing import TYPE_CHECKING

from reform.drafting.lines import DraftLine
from reform.drafting.rates import Counted, formula_for
from reform.forms.model import Aggregation, LineType
from vanban.text.findings import Severity

if TYPE_CHECKING:
    from reform.drafting.building import Builder

__all__ = ["Ties"]

_COUNTED = (LineType.COUNT, LineType.NUMBER)
_LEAST_PARTS = 2


class Ties:
    """Ties the lines of one draft."""

    def __init__(self, builder: "Builder") -> None:
        self.builder, self.draft = builder, builder.draft
        self.at = {row.key: row.at for row in reversed(builder.rows.values())}  # first row of each line

    def tie(self) -> None:
        """Propose what ties the lines."""
        for line in self.draft.values():
            if line.before is not None:
                line.part_of = line.before.part_of if line.before.part_of in self.draft else None
                line.subset_of = line.before.subset_of if line.before.subset_of in self.draft else None
        for whole, subs in self.builder.subs.items():
            self._parts(self.draft[whole], [self.draft[key] for key in subs])
        self._numbered()
        for group in self.builder.order.values():
            for place, key in enumerate(group):
                if self.draft[key].type is LineType.PERCENT and not self._has_formula(self.draft[key]):
                    self._rate(self.draft[key], group[:place])

    def _parts(self, whole: DraftLine, subs: list[DraftLine]) -> None:
        """Propose that lines under "Trong đó" make up theirs; one alone is at most theirs."""
        new = [one for one in subs if one.before is None and _are_alike(one, whole)]
        for one in new:
            if len(new) >= _LEAST_PARTS:
                one.part_of = whole.key
            else:
                one.subset_of = whole.key
        if new:
            code = "FD006" if len(new) >= _LEAST_PARTS else "FD022"
            self.builder.doubt(code, self.at[whole.key], parts="; ".join(one.label for one in new))

    def _numbered(self) -> None:
        """Propose that a numbered line is at most the line that its number stands below."""
        lines = self.builder.lines
        for at, row in self.builder.rows.items():
            parent, one = lines[at].parent, self.draft[row.key]
            above = self.builder.rows.get(parent) if parent is not None and not lines[at].is_part else None
            if above is None or above.key == row.key or one.before is not None or one.subset_of or one.part_of:
                continue
            if _are_alike(one, self.draft[above.key]):
                one.subset_of = above.key
                self.builder.doubt("FD022", parent, parts=one.label)

    def _has_formula(self, line: DraftLine) -> bool:
        """Whether the form in force has one: what it needs is looked at when its other lines are there."""
        return line.before is not None and line.before.calc is not None

    def _rate(self, line: DraftLine, above: list[str]) -> None:
        lines = [self.draft[key] for key in above]
        counted = [
            Counted(one.key, one.label, one.unit, one.part_of or one.subset_of) for one in lines if one.type in _COUNTED
        ]
        formula = formula_for(line.label, counted)
        if formula is None:
            self.builder.doubt("FD008", self.at[line.key])
            return
        line.calc, line.aggregation, line.source = formula, Aggregation.RATIO, "calc"
        self.builder.doubt("FD007", self.at[line.key], Severity.WARNING, formula=formula)


def _are_alike(one: DraftLine, other: DraftLine) -> bool:
    return one.type in _COUNTED and other.type in _COUNTED and (one.unit == other.unit or not one.unit)
