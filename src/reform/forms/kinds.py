"""Whether formulas put like with like: numbers with numbers, a choice with the words of its list.

Only the lines of a form say what a cell holds; what can be said of an expression alone the parser has said already.
"""

from collections.abc import Iterator, Mapping

from reform.definitions import Problems
from reform.forms.model import Line, LineType
from reform.forms.parsing import kind_of
from reform.forms.tree import Cell, Change, Comparison, Earlier, Kind, Negative, Node, Operation, Word, parts_of

__all__ = ["check_calc", "check_kinds"]

WORDS_OF_TRUTH = {"yes", "no"}  # a choice that a condition may decide
_NAMES = {Kind.NUMBER: "một số", Kind.WORD: "một lựa chọn", Kind.TRUTH: "một điều kiện", Kind.DAY: "một ngày"}


def check_kinds(node: Node, place: str, lines: Mapping[str, Line], problems: Problems) -> None:
    """Tell ``problems`` where ``node`` computes with a choice, or compares one with what it cannot be."""
    for part in _all(node):
        match part:
            case Operation(_, left, right) if _is_choice(left, lines) or _is_choice(right, lines):
                problems.add("FM016", place, text=part)
            case Negative(of) | Change(of) if _is_choice(of, lines):
                problems.add("FM016", place, text=part)
            case Comparison(sign, left, right) if not _comparable(left, sign, right, lines):
                problems.add("FM016", place, text=part)


def check_calc(line: Line, lines: Mapping[str, Line], problems: Problems) -> None:
    """Tell ``problems`` where a line's formula gives what the line does not hold."""
    if line.calc is None:
        return
    found = kind_of(line.calc)
    if found is Kind.CELL:
        found = Kind.WORD if _is_choice(line.calc, lines) else Kind.NUMBER
    is_choice = line.type is LineType.CHOICE
    decides = found is Kind.TRUTH and line.choice is not None and set(line.choice.words) >= WORDS_OF_TRUTH
    if not (decides or (is_choice and found is Kind.WORD) or (not is_choice and found is Kind.NUMBER)):
        wanted = _NAMES[Kind.WORD] if is_choice else _NAMES[Kind.NUMBER]
        problems.add("FM015", line.key, found=_NAMES[found], wanted=wanted)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for part in parts_of(node):
        yield from _all(part)


def _line_of(node: Node, lines: Mapping[str, Line]) -> Line | None:
    while isinstance(node, Earlier):
        node = node.of
    return lines.get(node.key) if isinstance(node, Cell) else None


def _is_choice(node: Node, lines: Mapping[str, Line]) -> bool:
    line = _line_of(node, lines)
    return line is not None and line.type is LineType.CHOICE


def _comparable(left: Node, sign: str, right: Node, lines: Mapping[str, Line]) -> bool:
    words, line = (left, _line_of(right, lines)) if isinstance(left, Word) else (right, _line_of(left, lines))
    if isinstance(words, Word):
        return line is None or (line.choice is not None and words.text in line.choice.words)
    both = _is_choice(left, lines), _is_choice(right, lines)
    return both == (False, False) or (all(both) and sign in ("==", "!="))
