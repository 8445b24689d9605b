"""The rows of an annex nested by their numbers: I, 1, 1.1, 1.1.1; states that stand in rows of their own.

Owns: which row belongs to which. Does not: make criteria of them (annexes.py).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from reform.index.annex_rows import AnnexRow
from reform.index.repeats import roman
from reform.index.sentences import State
from vanban.text.forms import compare_key, squeeze

__all__ = ["AnnexTree", "Node", "nested"]

_TOTAL = re.compile(r"(?:tong (?:so )?diem|tong cong|tong)\b")
_BESIDE = re.compile(r"(?:cac )?(?:noi dung )?(?:diem (?:thuong|cong|tru|phat)|thuong diem|tru diem)\b")
_LETTERS = 9  # depth of "a", "b": below every number


@dataclass(slots=True, eq=False)
class Node:
    """A row and what stands below it."""

    row: AnnexRow
    depth: int
    children: list["Node"] = field(default_factory=list)
    loose: list[AnnexRow] = field(default_factory=list)  # rows below it without a number, with points
    said: list[str] = field(default_factory=list)  # rows below it without a number and without points

    @property
    def label(self) -> str:
        """Its words; those of how points are given where it has no others, else its number."""
        return self.row.label or squeeze(self.row.how.partition("\n")[0]) or self.row.code

    @property
    def leaves(self) -> Iterator["Node"]:
        """The nodes below without any below them, or the node itself."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves

    @property
    def how(self) -> str:
        """How its points are given: its own words and those of the rows below it that have no points."""
        return "\n".join(filter(None, (self.row.how, *self.said)))

    @property
    def states(self) -> tuple[State, ...]:
        """The states that stand in rows of their own."""
        return tuple(State(row.label or row.how, row.points) for row in self.loose)

    @property
    def points(self) -> Decimal | None:
        """At most: as printed, else what the best state is worth."""
        if self.row.points is not None or not self.loose:
            return self.row.points
        return max((row.points for row in self.loose if row.points is not None), default=None)

    @property
    def is_beside(self) -> bool:
        """Whether its points stand beside the tree: a bonus or a penalty."""
        return bool(_BESIDE.match(compare_key(self.row.label)))

    @property
    def takes(self) -> bool:
        """Whether they are taken away."""
        return bool(re.search(r"\b(?:tru|phat)\b", compare_key(self.row.label)))


@dataclass(frozen=True, slots=True)
class AnnexTree:
    """The annex: its areas, and the total where one is printed."""

    roots: tuple[Node, ...]
    total: Decimal | None


def nested(rows: Iterable[AnnexRow]) -> AnnexTree:
    """Return ``rows`` by their numbers."""
    rows = list(rows)
    has_roman = any(_is_roman(row.code, rows) for row in rows)
    roots: list[Node] = []
    above: list[Node] = []
    total = None
    for row in rows:
        if not row.code and _TOTAL.match(compare_key(row.label)):
            total = row.points if row.points is not None else total
            continue
        depth = _depth(row, has_roman=has_roman)
        if depth is None:
            _below(row, above)
            continue
        node = Node(row, depth)
        while above and above[-1].depth >= depth:
            above.pop()
        (above[-1].children if above else roots).append(node)
        above.append(node)
    for root in roots:
        _settle(root)
    return AnnexTree(tuple(roots), total)


def _is_roman(code: str, rows: list[AnnexRow]) -> bool:
    """Tell a Roman number from a letter: C and D stand behind A and B."""
    return roman(code) is not None and not any(row.code in ("A", "B") for row in rows)


def _depth(row: AnnexRow, *, has_roman: bool) -> int | None:
    """Return how deep a row stands; None where it has no number of its own."""
    code = row.code
    if not code:
        return 0 if _BESIDE.match(compare_key(row.label)) else None
    if code[0].isdigit():
        return code.count(".") + (1 if has_roman else 0)
    if code[-1].isdigit():  # "T1": numbered within a part of its own
        return code.count(".") + 1
    if code.isupper():
        return 0
    return _LETTERS


def _below(row: AnnexRow, above: list[Node]) -> None:
    """Put a row without a number under the row above it: a state with its points, or words."""
    if not above:
        return
    if row.points is not None and (row.label or row.how):
        if above[0].is_beside:
            above[0].children.append(Node(row, 1))
        else:
            above[-1].loose.append(row)
    else:
        above[-1].said.extend(filter(None, (row.label, row.how)))


def _settle(node: Node) -> None:
    """Tell states from parts: of parts the points add up to those above, of states the best is worth them."""
    for child in node.children:
        _settle(child)
    lettered = [child for child in node.children if child.depth == _LETTERS and not child.children]
    worths = [child.row.points for child in lettered if child.row.points is not None]
    if lettered and len(worths) == len(node.children) and _are_states(worths, node.row.points):
        node.loose.extend(child.row for child in lettered)
        node.children.clear()
    loose = [row.points for row in node.loose if row.points is not None]
    if not node.children and len(loose) > 1 and not _are_states(loose, node.row.points):
        node.children.extend(Node(row, _LETTERS) for row in node.loose)
        node.loose.clear()


def _are_states(worths: list[Decimal], most: Decimal | None) -> bool:
    return most is None or max(worths) == most or sum(worths) != most
