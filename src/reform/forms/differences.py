"""What changed from one version of a form to the next: lines, rules, dimensions, and how figures are carried.

A line is known by its key. Another label, number or place leaves a figure what it is; another unit, time, split,
formula or way of adding up makes it another one, and wants a new key or a link from the version before.
"""

from dataclasses import dataclass

from reform.forms.model import Form, Line, Rule

__all__ = ["Differences", "LineChange", "RuleChange", "differences"]

# What a figure is: (attribute of the line, its word in the YAML).
MEANING = (
    ("type", "type"), ("unit", "unit"), ("time", "time"), ("aggregation", "agg"), ("by", "by"), ("part_of", "part_of"),
    ("subset_of", "subset_of"), ("calc", "calc"), ("counts", "of"), ("weight", "weight"), ("choice", "choices"),
    ("since", "since"),
)  # fmt: skip
# What leaves it the same.
ABOUT = (
    ("label", "label"), ("source", "src"), ("good", "good"), ("compared", "cmp"), ("least", "min"), ("most", "max"),
    ("tolerance", "tolerance"), ("counted_levels", "of_levels"), ("is_optional", "optional"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that both versions have, and what is otherwise."""

    old: Line
    new: Line
    parts: tuple[str, ...]  # words of the YAML; empty where only the number is another
    changes_meaning: bool  # its figures cannot be put beside those of the version before

    @property
    def is_renumbered(self) -> bool:
        """Whether the line has another number, here or in the prescribed annex."""
        old, new = self.old, self.new
        return (old.number, old.printed, old.order) != (new.number, new.printed, new.order)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that both versions have, worded, weighed or computed otherwise."""

    old: Rule
    new: Rule


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that is otherwise, in the order of the new version; what is gone in that of the old."""

    added: tuple[Line, ...]
    removed: tuple[Line, ...]
    changed: tuple[LineChange, ...]  # labels, needs and meanings; not those that have only another number
    renumbered: tuple[LineChange, ...]
    rules_added: tuple[Rule, ...]
    rules_removed: tuple[Rule, ...]
    rules_changed: tuple[RuleChange, ...]
    dimensions_changed: tuple[str, ...]  # keys; new and gone ones too
    levels_added: tuple[str, ...]
    levels_removed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both versions ask for the same."""
        lines = self.added or self.removed or self.changed or self.renumbered
        rules = self.rules_added or self.rules_removed or self.rules_changed
        return not (lines or rules or self.dimensions_changed or self.levels_added or self.levels_removed)

    @property
    def of_meaning(self) -> tuple[LineChange, ...]:
        """The lines whose figures cannot be put beside those of the version before."""
        return tuple(change for change in self.changed if change.changes_meaning)


def differences(old: Form, new: Form) -> Differences:
    """Return what changed from ``old`` to ``new``."""
    before, after = old.by_key(), new.by_key()
    levels = [level for level in new.levels if level in old.levels]
    both = [_compared(before[key], line, levels) for key, line in after.items() if key in before]
    rules_before, rules_after = ({rule.key: rule for rule in form.rules} for form in (old, new))
    dimensions = dict.fromkeys((*new.dimensions, *old.dimensions))
    return Differences(
        added=tuple(line for key, line in after.items() if key not in before),
        removed=tuple(line for key, line in before.items() if key not in after),
        changed=tuple(change for change in both if change.parts),
        renumbered=tuple(change for change in both if change.is_renumbered and not change.parts),
        rules_added=tuple(rule for key, rule in rules_after.items() if key not in rules_before),
        rules_removed=tuple(rule for key, rule in rules_before.items() if key not in rules_after),
        rules_changed=tuple(
            RuleChange(rules_before[key], rule)
            for key, rule in rules_after.items()
            if key in rules_before and rules_before[key] != rule
        ),
        dimensions_changed=tuple(key for key in dimensions if old.dimensions.get(key) != new.dimensions.get(key)),
        levels_added=tuple(level for level in new.levels if level not in old.levels),
        levels_removed=tuple(level for level in old.levels if level not in new.levels),
    )


def _compared(old: Line, new: Line, levels: list[str]) -> LineChange:
    meant = [word for name, word in MEANING if getattr(old, name) != getattr(new, name)]
    said = [word for name, word in ABOUT if getattr(old, name) != getattr(new, name)]
    said += ["req"] if any(old.need_of(level) is not new.need_of(level) for level in levels) else []
    return LineChange(old, new, tuple(dict.fromkeys((*meant, *said))), bool(meant))
