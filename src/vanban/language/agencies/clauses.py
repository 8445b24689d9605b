"""A cell is cut into clauses: at bullets, line ends, semicolons and ends of sentences.

Owns: where a clause begins and ends, and what stood before it. Does not: look for bodies (see ``lists``).
"""

import re
from dataclasses import dataclass
from enum import Enum

from vanban.language.agencies.matching import words_pattern
from vanban.language.agencies.names import (
    BODY_HEADS,
    CAPITAL_HEADS,
    CLASS_NOUNS,
    DEPARTMENTS,
    LEVELS,
    NAMED_NOUNS,
    PLURALS,
    TITLES,
)

__all__ = ["Break", "Clause", "clauses_of"]


class Break(Enum):
    """What stands before a clause; a label holds until the next item begins."""

    ITEM = "item"  # start of the cell, a bullet, a new line
    SENTENCE = "sentence"
    SEMICOLON = "semicolon"


@dataclass(frozen=True, slots=True)
class Clause:
    """The span ``[start, end)`` of one clause in the cell's text."""

    start: int
    end: int
    before: Break


# A line's own mark: dash, dot, number, letter. Numbers need a dot or bracket, so that "36 UBND" stays.
_BULLET = r"(?:[-+*•●▪◦·>✓]+|\(?\d{1,2}[.)]|\(?[a-zđ]\))"
_REACH = 240  # how far before a cut its left side is looked at
_LINE_BULLET = re.compile(rf"\s*{_BULLET}\s*")
_OPENING = words_pattern(
    (*BODY_HEADS, *CAPITAL_HEADS, *CLASS_NOUNS, *DEPARTMENTS, *LEVELS, *NAMED_NOUNS, *PLURALS, *TITLES)
)
# Inside a line a bullet stands after punctuation, or, where the cell is a bulleted list, before the name of a body.
_AFTER_POINT = r"(?<=[;.:,])\s*[-+•●*]\s*(?=\S)"
_BEFORE_BODY = rf"\s[-+•●*]\s+(?={_OPENING})|\s\d{{1,2}}[.)]\s+(?={_OPENING})"
# Heads that no other word can be taken for, after a point or dash without a blank.
_SURE = r"(?:sở|ubnd|ủy ban nhân dân|các|phòng|văn phòng|công an|cơ quan)\s"
_CUTS = re.compile(rf"(?P<line>\s*\n\s*)|(?P<bullet>{_AFTER_POINT})|(?P<semicolon>;)|(?P<sentence>\.(?=\s|{_SURE}))")
_BULLETED_CUTS = re.compile(_CUTS.pattern + rf"|(?P<inline>{_BEFORE_BODY}|-(?={_SURE}))")
_STARTS_BODY = re.compile(_OPENING)
_OPEN_END = re.compile(r"(?:[,&/-]|(?<!\w)(?:và|của|thuộc|các|với|hoặc))$")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:tp|tx|tt|ttr|p|q|h|x|vp|gđ|pgđ|ths|ts|bs|st|đ/c)$")
# "Văn phòng HĐND - UBND": an elected body without its place before the dash is no end of an item.
_JOINED = re.compile(r"(?<!\w)(?:hđnd|ubnd|hội đồng nhân dân|đảng ủy|ủy ban kiểm tra|ubkt|đoàn đbqh)$")


def clauses_of(text: str, form: str) -> list[Clause]:
    """Return the clauses of the cell ``text``; ``form`` is its match form. None is blank."""
    first = _LINE_BULLET.match(form)
    bulleted = first is not None and bool(form.strip())
    found: list[Clause] = []
    start, before = (first.end() if first else 0), Break.ITEM
    for cut in (_BULLETED_CUTS if bulleted else _CUTS).finditer(form, start):
        if cut.start() < start or not _cuts(text, form, start, cut, bulleted=bulleted):
            continue
        _add(found, form, start, cut.start(), before)
        start, before = _after(form, cut)
    _add(found, form, start, len(form), before)
    return found


def _cuts(text: str, form: str, start: int, cut: re.Match[str], *, bulleted: bool) -> bool:
    """Say whether the mark ``cut`` really ends the clause that began at ``start``."""
    left = form[max(start, cut.start() - _REACH) : cut.start()].rstrip()
    if left.count("(") > left.count(")"):
        return False
    match cut.lastgroup:
        case "line":
            return _line_ends(text, form, left, cut.end(), bulleted=bulleted)
        case "sentence":
            return not _ABBREVIATION.search(left)
        case "inline":
            return not _JOINED.search(left)
        case _:
            return True


def _line_ends(text: str, form: str, left: str, at: int, *, bulleted: bool) -> bool:
    """Say whether a new line at ``at`` is a new item: names may be broken over lines."""
    if at >= len(form) or _LINE_BULLET.match(form, at):
        return True
    if _OPEN_END.search(left) and not left.endswith(","):
        return False
    opens = _STARTS_BODY.match(form, at) is not None
    if left.endswith((";", ".", ":", ",")):
        return opens or not left.endswith(",")
    if bulleted or not text[at].isupper():
        return opens and text[at].isupper()
    return True


def _after(form: str, cut: re.Match[str]) -> tuple[int, Break]:
    """Return where the next clause begins and what stood before it."""
    if cut.lastgroup in ("semicolon", "sentence"):
        before = Break.SEMICOLON if cut.lastgroup == "semicolon" else Break.SENTENCE
        rest = re.compile(r"\s*").match(form, cut.end())
        at = rest.end() if rest else cut.end()
        bullet = _LINE_BULLET.match(form, cut.end())
        broken = "\n" in form[cut.end() : at]
        if bullet and (broken or bullet.group().strip() in "-+*•●▪"):
            return bullet.end(), Break.ITEM
        return at, Break.ITEM if broken else before
    bullet = _LINE_BULLET.match(form, cut.end()) if cut.lastgroup == "line" else None
    return (bullet.end() if bullet else cut.end()), Break.ITEM


def _add(found: list[Clause], form: str, start: int, end: int, before: Break) -> None:
    """Add the clause without blanks and closing marks at its ends, if anything is left."""
    while start < end and (form[start].isspace() or form[start] in ".;,:"):
        start += 1
    while end > start and (form[end - 1].isspace() or form[end - 1] in ".;,/"):
        end -= 1
    if any(char.isalnum() for char in form[start:end]):
        found.append(Clause(start, end, before))
