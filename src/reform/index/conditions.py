"""Conditions over figures in words: "số cuộc kiểm tra lớn hơn 0", "đã ban hành quy chế là “có”"; whether one applies.

Owns: how a comparison, with a number or with a word, is said, and what a sub-criterion's own condition comes to. Does
not: give points (scoring.py), or decide that something does not apply: a person does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reform.forms import Asked, Figures, Node, formula_of
from reform.forms.tree import Cell, Comparison, Earlier, Opposite, Truths, When, Word, parts_of
from reform.forms.wording import said_node, said_number
from reform.index.model import SubCriterion
from reform.messages import MESSAGES

__all__ = ["Applicability", "Naming", "applicability", "said_condition", "said_figure", "said_figures"]

_SIGNS = {
    "==": "bằng", "!=": "khác", ">": "lớn hơn", ">=": "từ", "<": "nhỏ hơn", "<=": "không quá",
}  # fmt: skip
_JOINTS = {"and": " và ", "or": " hoặc "}


def _as_it_is(_cell: Cell, text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Naming:
    """What names figures, and the words that may stand in them."""

    label: Callable[[Cell], str]
    word: Callable[[Cell, str], str] = _as_it_is  # the label of a word of a choice


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether a sub-criterion applies to an agency, as data says it; no decision."""

    applies: bool
    line: str  # why, with the figures


def applicability(leaf: SubCriterion, figures: Figures, naming: Naming) -> Applicability | None:
    """Return whether ``figures`` say that ``leaf`` applies; None where it has no condition or a figure is missing."""
    if leaf.applies is None:
        return None
    found = formula_of(leaf.applies)(figures)
    if not isinstance(found, bool):
        return None
    said = {"condition": said_condition(leaf.applies, naming), "figures": said_figures(leaf.applies, figures, naming)}
    return Applicability(found, MESSAGES["SC022" if found else "SC023"] % said)


def said_condition(node: Node, naming: Naming) -> str:
    """Return a condition in words, to stand within a sentence."""
    match node:
        case Truths(word, parts):
            return _JOINTS[word].join(_inside(part, naming) for part in parts)
        case Opposite(of):
            return f"không đúng là {_inside(of, naming)}"
        case Comparison():
            return _compared(node, naming)
        case _:
            return _side(node, naming)


def _inside(node: Node, naming: Naming) -> str:
    said = said_condition(node, naming)
    return f"({said})" if isinstance(node, Truths) else said


def _compared(node: Comparison, naming: Naming) -> str:
    left, right = node.left, node.right
    if isinstance(left, Word) and not isinstance(right, Word):
        left, right = right, left  # a word stands behind what it is held against
    if isinstance(right, Word):
        is_same = "là" if node.sign == "==" else "không phải là"
        return f"{_side(left, naming)} {is_same} “{_word(left, right.text, naming)}”"
    more = " trở lên" if node.sign == ">=" else ""
    return f"{_side(left, naming)} {_SIGNS[node.sign]} {_side(right, naming)}{more}"


def _word(of: Node, text: str, naming: Naming) -> str:
    cell = next((asked.cell for asked in _asked(of)), None)
    return text if cell is None else naming.word(cell, text)


def _side(node: Node, naming: Naming) -> str:
    return said_node(node, lambda asked: naming.label(asked.cell), str)


def said_figures(node: Node, figures: Figures, naming: Naming) -> str:
    """Return what the figures that ``node`` takes are, each once, in the order in which they stand there."""
    return "; ".join(_stands(asked, figures, naming) for asked in dict.fromkeys(_asked(node)))


def _stands(asked: Asked, figures: Figures, naming: Naming) -> str:
    value, label = figures.get(asked), naming.label(asked.cell)
    if isinstance(value, Decimal):
        return f"{label} là {said_number(value)}"
    return f"{label} là “{naming.word(asked.cell, value)}”" if isinstance(value, str) else label


def said_figure(asked: Asked, figures: Figures, naming: Naming) -> str:
    """Return one figure with its value; of one that is not known the name alone."""
    value, label = figures.get(asked), naming.label(asked.cell)
    if isinstance(value, Decimal):
        return f"{label} {said_number(value)}"
    return f"{label}: {naming.word(asked.cell, value)}" if isinstance(value, str) else label


def _asked(node: Node, when: When = When.NOW) -> Iterator[Asked]:
    if isinstance(node, Cell):
        yield Asked(when, node)
        return
    for part in parts_of(node):
        yield from _asked(part, node.when if isinstance(node, Earlier) else when)
