"""Reading an expression of a form; what cannot be read is refused with its place."""

import pkgutil
from decimal import Decimal
from functools import cache
from typing import Any, NoReturn

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import VisitError
from lark.tree import Meta

from reform.forms.tree import (
    Cell,
    Change,
    Comparison,
    Day,
    Earlier,
    Kind,
    Negative,
    Node,
    Number,
    Operation,
    Opposite,
    Truths,
    When,
    Word,
    parts_of,
)
from reform.messages import MESSAGES

__all__ = ["FormulaError", "kind_of", "parse_formula"]

_LONGEST = 2_000  # characters
_DEEPEST = 60  # brackets within brackets
_MOST_SIGNS = 100  # each may be a rank of the tree
_NAMES = {
    Kind.NUMBER: "một số",
    Kind.WORD: "một lựa chọn",
    Kind.DAY: "một ngày",
    Kind.TRUTH: "một điều kiện",
    Kind.CELL: "một chỉ tiêu",
}


class FormulaError(ValueError):
    """An expression cannot be read. ``str()`` is the sentence for whoever wrote it; ``at`` the character, from 0."""

    def __init__(self, code: str, *, at: int, **params: object) -> None:
        self.code, self.at, self.params = code, at, {**params, "column": at + 1}
        super().__init__(MESSAGES[code] % self.params)


def parse_formula(text: str) -> Node:
    """Return the expression in ``text``, of the language of ``grammar.lark``.

    Raises:
        FormulaError: it is not of the language (FX001, FX002), too long or too deep (FX003), a number stands where a
            condition must, or the other way round (FX004), or a return before an earlier one is asked for (FX005).
    """
    if len(text) > _LONGEST or _depth(text) > _DEEPEST or _signs(text) > _MOST_SIGNS:
        raise FormulaError("FX003", at=0, letters=_LONGEST, depth=_DEEPEST, signs=_MOST_SIGNS)
    try:
        return _Builder().transform(_parser().parse(text))
    except UnexpectedInput as error:
        _refuse(text, error)
    except VisitError as error:
        raise error.orig_exc from None


def _refuse(text: str, error: UnexpectedInput) -> NoReturn:
    at = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    token = getattr(error, "token", None)
    rest = text[at:].split(maxsplit=1)
    if not rest or (token is not None and token.type == "$END"):
        raise FormulaError("FX002", at=len(text.rstrip())) from None
    raise FormulaError("FX001", at=at, text=rest[0][:30]) from None


def _depth(text: str) -> int:
    depth = deepest = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
    return max(deepest, text.count("not "), text.count("--"))


def _signs(text: str) -> int:
    return sum(text.count(sign) for sign in ("+", "-", "*", "/", "=", "<", ">", "not"))


def kind_of(node: Node) -> Kind:
    """Return what ``node`` gives."""
    match node:
        case Comparison() | Truths() | Opposite():
            return Kind.TRUTH
        case Word():
            return Kind.WORD
        case Day():
            return Kind.DAY
        case Cell():
            return Kind.CELL
        case Earlier():
            return kind_of(node.of)
        case _:
            return Kind.NUMBER


@cache
def _parser() -> Lark:
    grammar = (pkgutil.get_data("reform.forms", "grammar.lark") or b"").decode()
    return Lark(grammar, parser="lalr", propagate_positions=True)


@v_args(meta=True)
class _Builder(Transformer[Token, Node]):
    """Makes nodes of what the grammar finds, each of the kinds that its sign takes."""

    def either(self, meta: Meta, parts: list[Node]) -> Node:
        return Truths("or", tuple(_taken(part, meta, Kind.TRUTH) for part in parts))

    def both(self, meta: Meta, parts: list[Node]) -> Node:
        return Truths("and", tuple(_taken(part, meta, Kind.TRUTH) for part in parts))

    def opposite(self, meta: Meta, parts: list[Node]) -> Node:
        return Opposite(_taken(parts[0], meta, Kind.TRUTH))

    def comparison(self, meta: Meta, parts: list[Node | Token]) -> Node:
        left, sign, right = parts
        return _compared(left, str(sign), right, meta)  # type: ignore[arg-type]  # as the grammar orders them

    def operation(self, meta: Meta, parts: list[Node | Token]) -> Node:
        left, sign, right = parts
        return Operation(str(sign), _number(left, meta), _number(right, meta))  # type: ignore[arg-type]

    def negative(self, meta: Meta, parts: list[Node]) -> Node:
        return Negative(_number(parts[0], meta))

    def number(self, _meta: Meta, parts: list[Token]) -> Node:
        return Number(Decimal(parts[0]))

    def word(self, _meta: Meta, parts: list[Token]) -> Node:
        return Word(parts[0].strip("'"))

    def day(self, _meta: Meta, parts: list[Token]) -> Node:
        return Day(str(parts[0]))

    def member(self, _meta: Meta, parts: list[Token]) -> tuple[str, str]:
        return str(parts[0]), str(parts[1])

    def cell(self, meta: Meta, parts: list[Any]) -> Node:
        key, *members = (part for part in parts if part is not None)
        if len(dict(members)) < len(members):
            raise FormulaError("FX006", at=meta.start_pos, text=key)
        return Cell(str(key), tuple(sorted(members)))

    def earlier(self, meta: Meta, parts: list[Node | Token]) -> Node:
        word, of = parts
        return Earlier(When(str(word)), _of_now(of, meta))  # type: ignore[arg-type]

    def change(self, meta: Meta, parts: list[Node | Token]) -> Node:
        of, basis = parts
        return Change(_of_now(_number(of, meta), meta), When(str(basis)))  # type: ignore[arg-type]


def _number(node: Node, meta: Meta) -> Node:
    return _taken(node, meta, Kind.NUMBER, Kind.CELL)


def _taken(node: Node, meta: Meta, *kinds: Kind) -> Node:
    found = kind_of(node)
    if found not in kinds:
        raise FormulaError("FX004", at=meta.start_pos, text=str(node), found=_NAMES[found], wanted=_NAMES[kinds[0]])
    return node


_FELLOWS = {
    Kind.NUMBER: (Kind.NUMBER, Kind.CELL),
    Kind.WORD: (Kind.CELL, Kind.WORD),
    Kind.DAY: (Kind.DAY,),
    Kind.CELL: (Kind.NUMBER, Kind.CELL, Kind.WORD),
}


def _compared(left: Node, sign: str, right: Node, meta: Meta) -> Node:
    _taken(left, meta, Kind.NUMBER, Kind.CELL, Kind.WORD, Kind.DAY)
    _taken(right, meta, *_FELLOWS[kind_of(left)])
    if Kind.WORD in (kind_of(left), kind_of(right)) and sign not in ("==", "!="):
        raise FormulaError("FX007", at=meta.start_pos, sign=sign)
    return Comparison(sign, left, right)


def _of_now(node: Node, meta: Meta) -> Node:
    if _mentions_earlier(node):
        raise FormulaError("FX005", at=meta.start_pos, text=str(node))
    return node


def _mentions_earlier(node: Node) -> bool:
    return isinstance(node, Earlier | Change) or any(map(_mentions_earlier, parts_of(node)))
