"""What changed from one version of a criteria set to the next: areas, sub-criteria, bonuses, grades, the head.

A sub-criterion is known by its key. Another label, number, proof or maximum leaves its share of the maximum what it
was; other thresholds or states make it another one, that cannot be put beside that of the version before.
"""

from dataclasses import dataclass

from reform.index.links import measures_same
from reform.index.model import Adjustment, CriteriaSet, SubCriterion

__all__ = ["AdjustmentChange", "Differences", "LeafChange", "differences"]

# Attribute of the sub-criterion, and its word in the YAML.
PARTS = (
    ("points", "max"), ("rule", "score"), ("applies", "applies"), ("label", "label"), ("method", "how"),
    ("proofs", "proof"), ("can_be_left_out", "can_be_left_out"), ("appraiser", "appraiser"),
    ("lead_days", "lead_days"), ("remedy", "remedy"), ("source", "source"),
)  # fmt: skip
HEAD = (
    ("title", "title"), ("purpose", "purpose"), ("year", "year"), ("kinds", "kinds"), ("maximum", "maximum"),
    ("digits", "digits"), ("window", "window"), ("legal_basis", "legal_basis"), ("checked_by", "checked_by"),
    ("most_bonus", "bonus"), ("most_penalty", "penalty"), ("grades", "grades"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeafChange:
    """A sub-criterion that both versions have, and what is otherwise."""

    old: SubCriterion
    new: SubCriterion
    parts: tuple[str, ...]  # words of the YAML; empty where only the number is another
    changes_meaning: bool  # its share of the maximum cannot be put beside that of the version before

    @property
    def is_renumbered(self) -> bool:
        """Whether it has another number."""
        return self.old.number != self.new.number


@dataclass(frozen=True, slots=True)
class AdjustmentChange:
    """A bonus or penalty that both versions have, worded, capped or counted otherwise."""

    old: Adjustment
    new: Adjustment


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that is otherwise, in the order of the new version; what is gone in that of the old.

    The version itself and the links to last year's set are no differences of what is measured.
    """

    head: tuple[str, ...]  # words of the YAML: "maximum", "grades"
    headings: tuple[str, ...]  # keys of areas and criteria that are new, gone, or headed or placed otherwise
    added: tuple[SubCriterion, ...]
    removed: tuple[SubCriterion, ...]
    changed: tuple[LeafChange, ...]  # not those that have only another number
    renumbered: tuple[LeafChange, ...]
    adjustments_added: tuple[Adjustment, ...]
    adjustments_removed: tuple[Adjustment, ...]
    adjustments_changed: tuple[AdjustmentChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both versions ask for the same and give the same for it."""
        leaves = self.added or self.removed or self.changed or self.renumbered
        beside = self.adjustments_added or self.adjustments_removed or self.adjustments_changed
        return not (self.head or self.headings or leaves or beside)

    @property
    def of_meaning(self) -> tuple[LeafChange, ...]:
        """The sub-criteria whose shares cannot be put beside those of the version before."""
        return tuple(change for change in self.changed if change.changes_meaning)


def differences(old: CriteriaSet, new: CriteriaSet) -> Differences:
    """Return what changed from ``old`` to ``new``."""
    before, after = old.by_key(), new.by_key()
    placed_before, placed = _placed(old), _placed(new)
    both = [
        _compared(before[key], leaf, is_moved=placed_before[key] != placed[key])
        for key, leaf in after.items()
        if key in before
    ]
    beside_before, beside = ({one.key: one for one in version.adjustments} for version in (old, new))
    return Differences(
        head=tuple(word for name, word in HEAD if getattr(old, name) != getattr(new, name)),
        headings=_headings(old, new),
        added=tuple(leaf for key, leaf in after.items() if key not in before),
        removed=tuple(leaf for key, leaf in before.items() if key not in after),
        changed=tuple(change for change in both if change.parts),
        renumbered=tuple(change for change in both if change.is_renumbered and not change.parts),
        adjustments_added=tuple(one for key, one in beside.items() if key not in beside_before),
        adjustments_removed=tuple(one for key, one in beside_before.items() if key not in beside),
        adjustments_changed=tuple(
            AdjustmentChange(beside_before[key], one)
            for key, one in beside.items()
            if key in beside_before and beside_before[key] != one
        ),
    )


def _compared(old: SubCriterion, new: SubCriterion, *, is_moved: bool) -> LeafChange:
    parts = [word for name, word in PARTS if getattr(old, name) != getattr(new, name)]
    parts += ["area"] if is_moved else []
    return LeafChange(old, new, tuple(parts), not measures_same(old, new))


def _placed(one: CriteriaSet) -> dict[str, tuple[str, str]]:
    """Return under which area and criterion each sub-criterion stands."""
    return {
        leaf.key: (area.key, criterion.key)
        for area in one.areas
        for criterion in area.criteria
        for leaf in criterion.leaves
    }


def _headings(old: CriteriaSet, new: CriteriaSet) -> tuple[str, ...]:
    before, after = _headed(old), _headed(new)
    found = [key for key, said in after.items() if before.get(key) != said]
    return (*found, *(key for key in before if key not in after))


def _headed(one: CriteriaSet) -> dict[str, tuple[object, ...]]:
    """Return what is said of areas and criteria beside their sub-criteria; one that stands alone is its own."""
    found: dict[str, tuple[object, ...]] = {}
    for area in one.areas:
        found[area.key] = (area.number, area.label, area.area, area.appraiser)
        for criterion in area.criteria:
            if not criterion.is_alone:
                found[criterion.key] = (criterion.number, criterion.label, area.key)
    return found
