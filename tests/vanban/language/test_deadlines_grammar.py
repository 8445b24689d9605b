"""The examples in the grammar are true: each is read by the production below it, with the kind that it names."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pytest
from lark import Lark, Token, Tree

from vanban.language.deadlines import read_deadlines
from vanban.language.deadlines.folding import fold
from vanban.language.deadlines.parsing import islands_in, tokens_of

GRAMMAR = (files("vanban.language.deadlines") / "grammar.lark").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"// e\.g\. (?P<phrase>.+) => (?P<kind>\w+)$")
HEADER = re.compile(r"(?P<inline>\??)(?P<rule>[a-z_]+): ?(?P<body>.*)")
# Rules that only say what there is; their parts have the examples.
LISTS = ("phrase", "prose")


def productions() -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Every production: its rule, what it is called in a tree ("" where it has no node), its body, its examples."""
    rule, inline, examples = "", False, []
    for line in GRAMMAR.splitlines():
        text = line.strip()
        if example := EXAMPLE.match(text):
            examples.append((example["phrase"], example["kind"]))
        elif header := HEADER.fullmatch(text):
            rule, inline = header["rule"], bool(header["inline"])
            yield rule, *named(header["body"], rule, inline=inline), examples
            examples = []
        elif text.startswith("| "):
            yield rule, *named(text[2:], rule, inline=inline), examples
            examples = []


def named(body: str, rule: str, *, inline: bool) -> tuple[str, str]:
    symbols, _, alias = body.partition("->")
    alone = len(symbols.split()) == 1
    return alias.strip() or ("" if inline and alone else rule), symbols.strip()


PRODUCTIONS = [production for production in productions() if production[0] not in LISTS]
EXAMPLES = [
    pytest.param(name, body, phrase, kind, id=f"{rule}: {phrase}")
    for rule, name, body, examples in PRODUCTIONS
    for phrase, kind in examples
]


@cache
def tree_parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer="basic", start=["phrase", "prose"])


def tree_of(tokens: list[Token]) -> Tree[Token]:
    parser = tree_parser().parse_interactive("", start="phrase")
    for token in tokens:
        parser.feed_token(token)
    result = parser.feed_eof()
    return result if isinstance(result, Tree) else Tree("phrase", [result])


def uses(tree: Tree[Token], name: str, terminals: set[str]) -> bool:
    """Whether a node of the production's name holds its terminals (any node, where it has no name)."""
    return any(
        node.data == name or not name
        for node in tree.iter_subtrees()
        if terminals <= {child.type for child in node.children if isinstance(child, Token)}
    )


def test_every_production_has_an_example() -> None:
    assert [f"{rule}: {body}" for rule, _, body, examples in PRODUCTIONS if not examples] == []


@pytest.mark.parametrize(("name", "body", "phrase", "kind"), EXAMPLES)
def test_an_example_is_read_by_its_production(name: str, body: str, phrase: str, kind: str) -> None:
    tokens = tokens_of(fold(phrase))
    terminals = set(re.findall(r"\b[A-Z][A-Z0-9_]*\b(?!\?)", body))

    trees = [tree_of(list(tokens[island.first : island.after])) for island in islands_in(tokens)]

    assert any(uses(tree, name, terminals) for tree in trees)


@pytest.mark.parametrize(("name", "body", "phrase", "kind"), EXAMPLES)
def test_an_example_has_the_kind_that_it_names(name: str, body: str, phrase: str, kind: str) -> None:
    assert {str(deadline.kind) for deadline in read_deadlines(phrase, year=2026).value} == {kind}


def test_the_grammar_leaves_the_parser_no_choice() -> None:
    """LALR resolves a shift/reduce conflict in silence; there must be none."""
    states = tree_parser().parser.parser._parse_table.states  # type: ignore[attr-defined]

    assert states
    assert conflicts() == []


def conflicts() -> list[str]:
    import logging

    from lark import logger

    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    ear, level = Ear(), logger.level
    logger.addHandler(ear)
    logger.setLevel(logging.DEBUG)
    try:
        Lark(GRAMMAR, parser="lalr", lexer="basic", start=["phrase", "prose"], debug=True)
    finally:
        logger.removeHandler(ear)
        logger.setLevel(level)
    return [message for message in heard if "conflict" in message.lower()]
