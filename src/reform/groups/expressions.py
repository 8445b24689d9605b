"""Groups of agencies as expressions over a register.

A group is never a list of names: it is an expression, expanded over the register of a date, so that "UBND cấp xã" of a
plan of 2023 and of a plan of 2026 are each the communes of their day.

Grammar (``|`` union, ``-`` difference: one rank, from the left; ``&`` intersection binds closer)::

    expression := term (("|" | "-") term)*          level(commune) | level(district)
    term       := factor ("&" factor)*              children(issuer) & kind(department, office)
    factor     := "(" expression ")"
                | "issuer"                          the body whose document speaks
                | "territory"                       the People's Committee at or above the issuer
                | "level" "(" word ("," word)* ")"      all of these levels
                | "kind" "(" word ("," word)* ")"       all of these kinds
                | "agency" "(" number ("," number)* ")" these very agencies
                | "named" "(" string ("," string)* ")"  all that bear one of these names, with or without the place
                | "children" "(" expression ")"     directly under any of these
                | "under" "(" expression ")"        at any depth under any of these, not these themselves
                | "parents" "(" expression ")"      directly above any of these
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from reform.groups.names import canonical, noun_and_proper
from reform.groups.register import COMMITTEE, KINDS, LEVELS, Register, RegisterEntry
from vanban.text.messages import MESSAGES

__all__ = [
    "Expression",
    "ExpressionError",
    "Member",
    "expand",
    "parse_expression",
    "quoted",
    "unclear_names",
    "union_terms",
]

_TOKEN = re.compile(r'\s*(?:(?P<word>[a-z_]+)|(?P<number>\d{1,18})|"(?P<string>[^"]*)"|(?P<sign>[|&(),-]))')
_DEEPEST = 50
_WORDS = {"issuer": "issuer", "territory": "territory"}
_OVER_EXPRESSION = frozenset({"children", "under", "parents"})
_OVER_WORDS: dict[str, tuple[str, ...]] = {"level": LEVELS, "kind": KINDS}


class ExpressionError(ValueError):
    """An expression cannot be read. ``str()`` is the sentence for the person who wrote it."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(MESSAGES[code] % params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Expression:
    """A node: ``operator`` is a sign (``| - &``), a word (``issuer``) or a function (``level``, ``under`` …)."""

    operator: str
    words: tuple[str, ...] = ()  # of level, kind, named, agency
    parts: tuple["Expression", ...] = ()  # of signs and of children, under, parents

    def __str__(self) -> str:
        if self.operator in "|-&":
            left, right = self.parts
            first, second = _wrapped(left, self.operator, right=False), _wrapped(right, self.operator, right=True)
            return f"{first} {self.operator} {second}"
        if self.operator in _WORDS:
            return self.operator
        inside = [str(part) for part in self.parts]
        inside += [quoted(word) if self.operator == "named" else word for word in self.words]
        return f"{self.operator}({', '.join(inside)})"

    def mentions(self, operator: str) -> bool:
        """Whether ``operator`` stands anywhere in the expression."""
        return self.operator == operator or any(part.mentions(operator) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Member:
    """One agency of an expanded group, with the reason why it belongs there."""

    agency_id: int
    reason_code: str  # a code of vanban.text.messages
    params: Mapping[str, str] = field(default_factory=dict)  # fills the code's sentence

    @property
    def reason(self) -> str:
        """The reason as a Vietnamese sentence."""
        return MESSAGES[self.reason_code] % self.params


def quoted(name: str) -> str:
    """Return ``name`` as a string of the grammar (which knows no quotation mark inside)."""
    return '"' + name.replace('"', "") + '"'


def union_terms(expression: Expression) -> tuple[Expression, ...]:
    """Return the terms of the outermost union, from the left; an expression without one is its own term."""
    if expression.operator != "|":
        return (expression,)
    left, right = expression.parts
    return (*union_terms(left), *union_terms(right))


def parse_expression(text: str) -> Expression:
    """Read an expression of the module's grammar.

    Raises:
        ExpressionError: the text is not of the grammar, or names a level or kind that does not exist.
    """
    return _Parser(text).whole()


def expand(expression: str | Expression, register: Register, issuer_id: int) -> tuple[Member, ...]:
    """Return the agencies of a group on the register's date, each with its reason.

    Shape: unique, ordered from the highest level down, then as the register lists them; empty where the register has
    none. The reason is that of the first term of the union to which the agency belongs.

    Raises:
        ExpressionError: a text that is not of the grammar.
    """
    tree = parse_expression(expression) if isinstance(expression, str) else expression
    reasons: dict[int, Expression] = {}
    for term in union_terms(tree):
        for agency_id in _evaluate(term, register, issuer_id):
            reasons.setdefault(agency_id, term)
    return tuple(_member(entry, reasons[entry.id], register) for entry in register.ordered(reasons))


def unclear_names(expression: Expression, register: Register, issuer_id: int) -> tuple[str, ...]:
    """Return the names that ``named`` narrows a class by, of which the class has none, or of places more than one."""
    found = [name for part in expression.parts for name in unclear_names(part, register, issuer_id)]
    if expression.operator in "&-" and expression.parts[1].operator == "named":
        group, names = expression.parts
        of_class = _evaluate(group, register, issuer_id)
        is_of_places = "kind(committee)" in str(group)
        for name in names.words:
            bearers = of_class & _named(register, (name,), issuer_id)
            if not bearers or (is_of_places and len(bearers) > 1):
                found.append(name)
    return tuple(found)


def _evaluate(node: Expression, register: Register, issuer_id: int) -> frozenset[int]:
    if node.operator in "|-&":
        left, right = (_evaluate(part, register, issuer_id) for part in node.parts)
        return _SETS[node.operator](left, right)
    if node.operator in _OVER_EXPRESSION:
        return _RELATIVES[node.operator](register, _evaluate(node.parts[0], register, issuer_id))
    return _LEAVES[node.operator](register, node.words, issuer_id)


def _named(register: Register, words: tuple[str, ...], _issuer_id: int) -> frozenset[int]:
    wanted = {canonical(word) for word in words}
    return frozenset(entry.id for entry in register.entries if wanted & _all_names(register, entry))


def _all_names(register: Register, entry: RegisterEntry) -> frozenset[str]:
    """Every word under which an entry is named, with a committee's place alone ("Suối Nhạn") among them."""
    names = register.names(entry.id)
    if entry.kind != COMMITTEE:
        return names.anywhere | names.at_home
    return names.anywhere | {noun_and_proper(register.place(entry.id))[1]}


def _parents(register: Register, ids: frozenset[int]) -> frozenset[int]:
    above = (register.by_id[agency_id].parent_id for agency_id in ids)
    return frozenset(agency_id for agency_id in above if agency_id is not None and agency_id in register)


def _under(register: Register, ids: frozenset[int]) -> frozenset[int]:
    return frozenset(found for agency_id in ids for found in register.subtree(agency_id)[1:])


def _present(register: Register, agency_id: int | None) -> frozenset[int]:
    return frozenset({agency_id}) if agency_id is not None and agency_id in register else frozenset()


Ids = frozenset[int]
_SETS: dict[str, Callable[[Ids, Ids], Ids]] = {
    "|": lambda left, right: left | right,
    "-": lambda left, right: left - right,
    "&": lambda left, right: left & right,
}
_RELATIVES: dict[str, Callable[[Register, Ids], Ids]] = {
    "children": lambda register, ids: frozenset(child for above in ids for child in register.children(above)),
    "under": _under,
    "parents": _parents,
}
_LEAVES: dict[str, Callable[[Register, tuple[str, ...], int], Ids]] = {
    "issuer": lambda register, _words, issuer_id: _present(register, issuer_id),
    "territory": lambda register, _words, issuer_id: _present(register, register.territory(issuer_id)),
    "level": lambda register, words, _issuer: frozenset().union(*(register.of_level(word) for word in words)),
    "kind": lambda register, words, _issuer: frozenset().union(*(register.of_kind(word) for word in words)),
    "agency": lambda register, words, _issuer: frozenset(int(word) for word in words if int(word) in register),
    "named": _named,
}


def _member(entry: RegisterEntry, term: Expression, register: Register) -> Member:
    """Say why ``entry`` belongs to the group through ``term``."""
    above = register.by_id.get(entry.parent_id) if entry.parent_id is not None else None
    params = {"name": entry.name, "parent": above.name if above else "", "level": _LEVEL_WORDS.get(entry.level, "")}
    if term.mentions("agency"):
        return Member(entry.id, "GRP013", params)
    if term.mentions("named"):
        return Member(entry.id, "GRP014", params)
    if term.mentions("parents"):
        return Member(entry.id, "GRP015", params)
    if entry.kind == COMMITTEE:
        return Member(entry.id, "GRP011" if above else "GRP012", params)
    return Member(entry.id, "GRP010" if above else "GRP012", params)


_LEVEL_WORDS = {"central": "trung ương", "province": "tỉnh", "district": "huyện", "commune": "xã"}


def _wrapped(part: Expression, outer: str, *, right: bool) -> str:
    """Return a part's text, in parentheses where it would be read otherwise."""
    loose = part.operator in "|-"
    needs = (loose and (outer == "&" or right)) or (right and outer == "&" and part.operator == "&")
    return f"({part})" if needs else str(part)


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0

    def whole(self) -> Expression:
        found = self.expression()
        if self.at < len(self.tokens):
            raise self.error()
        return found

    def expression(self) -> Expression:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.error()
        found = self.term()
        while sign := self.sign("|", "-"):
            found = Expression(sign, parts=(found, self.term()))
        self.depth -= 1
        return found

    def term(self) -> Expression:
        found = self.factor()
        while sign := self.sign("&"):
            found = Expression(sign, parts=(found, self.factor()))
        return found

    def factor(self) -> Expression:
        if self.sign("("):
            found = self.expression()
            self.expect(")")
            return found
        name = self.take("word")
        if name in _WORDS:
            return Expression(name)
        self.expect("(")
        if name in _OVER_EXPRESSION:
            found = Expression(name, parts=(self.expression(),))
        else:
            found = Expression(name, words=self.words(name))
        self.expect(")")
        return found

    def words(self, name: str) -> tuple[str, ...]:
        kind = {"named": "string", "agency": "number", "level": "word", "kind": "word"}.get(name)
        if kind is None:
            raise ExpressionError("GRP002", word=name)
        found = [self.take(kind)]
        while self.sign(","):
            found.append(self.take(kind))
        for word in found:
            if name in _OVER_WORDS and word not in _OVER_WORDS[name]:
                raise ExpressionError("GRP003", word=word, known=", ".join(_OVER_WORDS[name]))
        return tuple(found)

    def sign(self, *signs: str) -> str:
        """Take one of ``signs`` where it comes next; else return the empty string."""
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "sign" and self.tokens[self.at][1] in signs:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def expect(self, sign: str) -> None:
        if not self.sign(sign):
            raise self.error()

    def take(self, kind: str) -> str:
        if self.at >= len(self.tokens) or self.tokens[self.at][0] != kind:
            raise self.error()
        self.at += 1
        return self.tokens[self.at - 1][1]

    def error(self) -> ExpressionError:
        rest = self.text[self.tokens[self.at][2] :] if self.at < len(self.tokens) else ""
        return ExpressionError("GRP001", expression=self.text, rest=rest[:40])


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if not found or not found.lastgroup:
            raise ExpressionError("GRP001", expression=text, rest=text[at : at + 40])
        yield found.lastgroup, found[found.lastgroup], found.start(found.lastgroup)
        at = found.end()
