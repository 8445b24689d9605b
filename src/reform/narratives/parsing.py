"""Reading the sentences of a template: words, calls between {{ and }}, conditions between {% and %}.

Owns: the language and its errors with their places. Does not: know figures (``checking``) or print (``rendering``).
A line is a paragraph; one that begins with ``##`` is a heading. A call that stands alone on its line may make several.
What stands between [[ and ]] is left out where one of its figures is on no sheet of the body.
"""

import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lark import Lark, Token, UnexpectedInput
from lark.tree import Tree

from reform.forms.parsing import FormulaError, kind_of, parse_formula
from reform.forms.tree import Kind
from reform.forms.tree import Node as FormulaNode
from reform.messages import MESSAGES

__all__ = [
    "Call",
    "Choice",
    "Node",
    "Optional",
    "Piece",
    "Present",
    "SlotField",
    "TemplateError",
    "calls_of",
    "parse_text",
    "slots_of",
]

_LONGEST = 60_000  # characters of a section
_DEEPEST = 6  # conditions within conditions
_TOKEN = re.compile(r"\{\{(?P<call>.*?)\}\}|\{%(?P<tag>.*?)%\}|(?P<sign>\[\[|\]\])", re.DOTALL)
_LIST = re.compile(r"(?P<no>không )?có\(\s*(?P<name>[a-z][a-z0-9_]*)\s*\)")
_SIGNS = ("{{", "}}", "{%", "%}")
_IF, _ELSE, _END = "nếu", "không thì", "hết"


class TemplateError(ValueError):
    """A template cannot be read. ``str()`` is the sentence for whoever wrote it; ``line`` from 1."""

    def __init__(self, code: str, *, line: int = 0, **params: object) -> None:
        self.code, self.line, self.params = code, line, {**params, "line": line}
        super().__init__(MESSAGES[code] % self.params)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call, or a bare name without arguments."""

    name: str
    words: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    source: str  # with its brackets, as it is written
    line: int
    is_alone: bool = False  # nothing else stands on its line


@dataclass(frozen=True, slots=True)
class Present:
    """The condition that a list or a set of documents has something in it, or has nothing."""

    name: str
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """Words for when a condition holds, and for when it does not."""

    condition: FormulaNode | Present
    then: tuple["Node", ...]
    otherwise: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Optional:
    """Words that are left out where one of their figures is on no sheet of the body."""

    nodes: tuple["Node", ...]


Node = Piece | Call | Choice | Optional


@dataclass(frozen=True, slots=True)
class SlotField:
    """A free slot: what somebody should write, at most how many words."""

    key: str
    hint: str
    words: int  # at most; 0: as many as it takes


def slots_of(text: str) -> tuple[SlotField, ...]:
    """Return the free slots of a section's text in their order, those inside conditions too.

    Raises:
        TemplateError: the text cannot be read.
    """
    return tuple(_slot(call) for call in calls_of(parse_text(text)) if call.name == "ghi")


def calls_of(nodes: tuple[Node, ...]) -> Iterator[Call]:
    """Yield every call, those inside conditions too."""
    for node in nodes:
        if isinstance(node, Call):
            yield node
        elif isinstance(node, Choice):
            yield from calls_of(node.then)
            yield from calls_of(node.otherwise)
        elif isinstance(node, Optional):
            yield from calls_of(node.nodes)


def _slot(call: Call) -> SlotField:
    key, hint, most = (*call.words, "", "", "")[:3]
    return SlotField(key, hint, int(most) if most.isdigit() else 0)


@cache
def parse_text(text: str) -> tuple[Node, ...]:
    """Return the words, calls and conditions of a section's text.

    Raises:
        TemplateError: a call or a condition cannot be read (NT001, NT002), a bracket is left open (NT003), a condition
            has no end or an end has no beginning (NT004), or it is too long or too deep (NT005).
    """
    if len(text) > _LONGEST:
        raise TemplateError("NT005", letters=_LONGEST, depth=_DEEPEST)
    return _Reader(text).nodes()


class _Reader:
    """Makes nodes of the tokens of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_TOKEN.finditer(text))
        self.at = 0  # of the next token
        self.reached = 0  # end of what was taken

    def nodes(self) -> tuple[Node, ...]:
        found, ended_by = self._until_tag(depth=0)
        if ended_by:
            raise TemplateError("NT004", line=self._line(self.reached), tag=ended_by)
        return found

    def _until_tag(self, depth: int) -> tuple[tuple[Node, ...], str]:
        """Return nodes up to an ``else`` or ``end`` of this depth, and which of them came."""
        if depth > _DEEPEST:
            raise TemplateError("NT005", letters=_LONGEST, depth=_DEEPEST)
        found: list[Node] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            found += self._words(token.start())
            self.at, self.reached = self.at + 1, token.end()
            if token["call"] is not None:
                found.append(self._call(token))
                continue
            if token["sign"] == "]]":
                return tuple(found), "]]"
            if token["sign"]:
                found.append(self._optional(token, depth))
                continue
            tag = " ".join(token["tag"].split())
            if tag in (_ELSE, _END):
                return tuple(found), tag
            found.append(self._choice(token, tag, depth))
        found += self._words(len(self.text))
        self.reached = len(self.text)
        return tuple(found), ""

    def _words(self, until: int) -> list[Node]:
        text = self.text[self.reached : until]
        for sign in _SIGNS:
            if sign in text:
                raise TemplateError("NT003", line=self._line(self.reached + text.index(sign)), sign=sign)
        return [Piece(text)] if text else []

    def _call(self, token: re.Match[str]) -> Call:
        line = self._line(token.start())
        try:
            call = _read_call(token["call"])
        except UnexpectedInput:
            raise TemplateError("NT001", line=line, said=token.group().strip()) from None
        before = self.text.rfind("\n", 0, token.start()) + 1
        after = self.text.find("\n", token.end())
        around = self.text[before : token.start()] + self.text[token.end() : after if after >= 0 else len(self.text)]
        return replace(call, source=token.group(), line=line, is_alone=not _TOKEN.sub("", around).strip(" .-"))

    def _choice(self, token: re.Match[str], tag: str, depth: int) -> Choice:
        line = self._line(token.start())
        word, _blank, said = tag.partition(" ")
        if word != _IF or not said:
            raise TemplateError("NT002", line=line, said=tag)
        condition = _condition(said, line)
        then, ended_by = self._until_tag(depth + 1)
        otherwise: tuple[Node, ...] = ()
        if ended_by == _ELSE:
            otherwise, ended_by = self._until_tag(depth + 1)
        if ended_by != _END:
            raise TemplateError("NT004", line=line, tag=tag)
        return Choice(condition, then, otherwise, line)

    def _optional(self, token: re.Match[str], depth: int) -> Optional:
        nodes, ended_by = self._until_tag(depth + 1)
        if ended_by != "]]":
            raise TemplateError("NT003", line=self._line(token.start()), sign="[[")
        return Optional(nodes)

    def _line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1


def _condition(said: str, line: int) -> FormulaNode | Present:
    match = _LIST.fullmatch(said)
    if match:
        return Present(match["name"], wanted=not match["no"])
    try:
        node = parse_formula(said)
    except FormulaError as error:
        raise TemplateError("NT002", line=line, said=f"{said} ({str(error).rstrip('.')})") from None
    if kind_of(node) is not Kind.TRUTH:
        raise TemplateError("NT002", line=line, said=said)
    return node


@cache
def _grammar() -> Lark:
    text = pkgutil.get_data(__package__, "grammar.lark")
    if text is None:
        raise RuntimeError("the grammar is not packaged")
    return Lark(text.decode(), parser="lalr")


def _read_call(text: str) -> Call:
    tree: Tree[Any] = _grammar().parse(text.strip())
    name, *arguments = tree.children
    words: list[str] = []
    named: list[tuple[str, str]] = []
    for argument in arguments:
        if argument is None:
            continue
        parts = [_bare(part) for part in argument.children]  # type: ignore[arg-type]  # tokens
        if argument.data == "named":
            named.append((parts[0], parts[1]))
        else:
            words.append(parts[0])
    return Call(str(name), tuple(words), tuple(named), "", 0)


def _bare(token: Token) -> str:
    return token[1:-1] if token.type == "WORD" else str(token)
