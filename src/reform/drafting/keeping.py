"""What of the form in force goes on in a draft besides the printed lines: optional lines, formulas, rules.

Owns: carrying them where everything that they speak of is there. Does not: recognise lines (``building``).
"""

from typing import TYPE_CHECKING

from reform.drafting.lines import DraftLine, drafted
from reform.drafting.outline import DraftGroup
from reform.drafting.tables import LineGroup, LineSection
from reform.forms.model import Aggregation, Form, Group, Line, LineType, Rule
from reform.forms.tree import Node, asked_by
from vanban.reports import AskedFor, BlankLine
from vanban.text.findings import Place, Severity

if TYPE_CHECKING:
    from reform.drafting.building import Builder

__all__ = ["Keeping"]

OWN = "x."  # keys of lines that a single body added begin so


class Keeping:
    """Keeps for one draft what the form in force has besides."""

    def __init__(self, builder: "Builder") -> None:
        self.builder, self.draft = builder, builder.draft
        self.splits = builder.splits.dimensions
        named = [row.members for row in builder.rows.values()]
        self.members = {
            key: {members[key] for members in named if key in members} or set(one.members)
            for key, one in self.splits.items()
        }

    def keep(self) -> tuple[Rule, ...]:
        """Add the optional lines and formulas that still make sense; return the rules that do."""
        base = self.builder.base
        if base is None:
            return ()
        self._optional(base)
        self._extensions(base)
        for line in list(self.draft.values()):
            if line.before is not None and not self._formula(line, line.before):
                self._drop(line.key)
        self._tell_gone(base)
        kept = tuple(rule for rule in base.rules if self._is_whole(rule.check) and self._splits(rule))
        if len(kept) < len(base.rules):
            gone = ", ".join(rule.key for rule in base.rules if rule not in kept)
            self.builder.doubt("FD016", None, Severity.NOTE, rules=gone)
        return kept

    def _optional(self, base: Form) -> None:
        """Add the optional lines of the form in force behind their fellows of its groups, switched off."""
        for section in base.sections:
            for group in section.groups:
                more = [line for line in group.lines if _is_ours(line) and line.key not in self.draft]
                place = self._place(section.key, group) if more else None
                for line in more if place is not None else ():
                    self.draft[line.key] = _again(line, self.builder.levels)
                    self.builder.order[id(place)].append(line.key)
        for made in self.draft.values():
            if made.before is not None:
                made.part_of = made.before.part_of if made.before.part_of in self.draft else None
                made.subset_of = made.before.subset_of if made.before.subset_of in self.draft else None

    def _extensions(self, base: Form) -> None:
        """Keep the sections that single bodies added to the form in force."""
        for section in base.sections:
            lines = [line for line in section.lines if line.key.startswith(OWN)]
            for line in lines:
                self.draft[line.key] = _again(line, self.builder.levels)
            if lines:
                owner = lines[0].key.split(".")[1]
                made = tuple(self.draft[line.key] for line in lines)
                self.builder.extensions.append(LineSection(owner, section.label, (LineGroup(section.number, made),)))

    def _place(self, section: str, group: Group) -> DraftGroup | None:
        """Return the group of the draft that most lines of a group are in now; else one of its own in its section."""
        keys = {line.key for line in group.lines}
        best, most = None, 0
        for _, own in self.builder.sections:
            for one in own.groups:
                here = sum(key in keys for key in self.builder.order[id(one)])
                best, most = (one, here) if here > most else (best, most)
        if best is None and (found := dict(self.builder.sections).get(section)) is not None:
            best = DraftGroup(group.label, None)
            found.groups.append(best)
            self.builder.order[id(best)] = []
        return best

    def _drop(self, key: str) -> None:
        """Leave out an optional rate whose parts are gone."""
        del self.draft[key]
        for keys in self.builder.order.values():
            if key in keys:
                keys.remove(key)

    def _formula(self, line: DraftLine, before: Line) -> bool:
        """Keep the formula of a line; return whether the line makes sense without it."""
        if before.calc is not None and self._is_whole(before.calc):
            line.calc = str(before.calc)
        elif line.aggregation is Aggregation.RATIO and line.calc is None:
            at = next((row.at for row in self.builder.rows.values() if row.key == line.key), None)
            if at is None:
                return False
            line.aggregation = Aggregation.OWN
            self.builder.doubt("FD008", at)
        if line.weight is not None and line.weight not in self.draft:
            line.weight = None
        if before.counts is not None and not self._is_whole(before.counts):
            line.counts, line.aggregation = None, Aggregation.OWN
        return True

    def _is_whole(self, node: Node) -> bool:
        """Whether every cell that a formula asks for is there."""
        for asked in asked_by(node):
            line = self.draft.get(asked.cell.key)
            if line is None:
                return False
            for dimension, member in asked.cell.members:
                if dimension not in line.by or member not in self.members.get(dimension, ()):
                    return False
        return True

    def _splits(self, rule: Rule) -> bool:
        """Whether a rule for each member still has lines that are split so."""
        keys = {asked.cell.key for asked in asked_by(rule.check)}
        return rule.each is None or any(rule.each in self.draft[key].by for key in keys)

    def _tell_gone(self, base: Form) -> None:
        gone = [line.label for line in base.lines if line.key not in self.draft]
        if gone:
            self.builder.doubt("FD017", None, Severity.NOTE, labels="; ".join(gone))


def _is_ours(line: Line) -> bool:
    """Whether a line was added by us, not prescribed and not of a single body."""
    return line.is_optional and not line.key.startswith(OWN)


def _again(line: Line, levels: tuple[str, ...]) -> DraftLine:
    """Return an optional line as it was."""
    made = drafted(_as_blank(line), line.key, line, levels)
    made.by, made.is_optional, made.unit = list(line.by), True, line.unit
    made.choice = line.choice.key if line.choice else None
    return made


def _as_blank(line: Line) -> BlankLine:
    asked = AskedFor.CHOICE if line.type is LineType.CHOICE else AskedFor(line.type.value)
    return BlankLine(None, line.label, asked, line.unit, line.unit, (), 1, None, (), "", Place())
