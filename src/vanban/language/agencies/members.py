"""Shortened lists: one class with the names that it holds: "UBND các huyện: A, B", "Các sở Nội vụ, Tài chính".

Owns: which names are in the list. Does not: build the full name of each (that is the register's).
"""

import re

from vanban.language.agencies.matching import match_form, words_pattern
from vanban.language.agencies.names import FIELDS, LEVELS
from vanban.text.forms import squeeze

__all__ = ["is_member_colon", "members_of", "names_in"]

_LIST_HEAD = re.compile(r"(?:các\s+)?(?:sở|phòng|ban|bộ|ban đảng|hội)\s*:?\s+")
_PLURAL = re.compile(r"(?<!\w)(?:các|những)\s[^:]*$")
_COLON = re.compile(r"\s*:\s*")
_SPLIT = re.compile(r"\s*[,;]\s*|\s+và\s+")
_PIECE = re.compile(r"[^,]+?(?=\s*,|\s+và\s|$)|(?<=\svà\s)[^,]+")
_JOINTS = re.compile(r"[\s,\-–&/]+(?:và\s+)?")
_AND = re.compile(r"^[\s,]*(?:và\s+)?")
_FIELDS = frozenset(_JOINTS.sub(" ", match_form(field)).strip() for field in FIELDS)
_TAIL = re.compile(r"\s+(?:các\s+)?" + words_pattern(LEVELS) + r".*$|\s+(?:thuộc|trực thuộc|của)\s.*$")
# Bodies that every place has, before a level and names: "UBND xã A, xã B", "Công an các phường C, D".
_PLACED = re.compile(
    r"(?:ubnd|hđnd|ủy ban nhân dân|đảng ủy|công an|trạm y tế|chủ tịch ubnd)\s+(?P<many>các\s+)?(?P<level>"
    + words_pattern(LEVELS)
    + r")\s+(?=\w)"
)


def members_of(text: str, name: str) -> tuple[str, ...]:
    """Return the names that ``text`` lists (``name`` is its match form); none where it is one name or a class."""
    colon = _COLON.search(name)
    if colon:
        return names_in(text[colon.end() :])
    if not _SPLIT.search(name):
        return ()
    head = _LIST_HEAD.match(name)
    if head and "," in name:
        tail = _TAIL.search(name, head.end())
        return _fields_in(text[head.end() : tail.start() if tail else len(text)])
    return _places_in(text, name)


def names_in(listed: str) -> tuple[str, ...]:
    """Return the names between the commas, semicolons and "và" of ``listed``."""
    return tuple(squeeze(part) for part in _SPLIT.split(listed.strip()) if part.strip())


def is_member_colon(text: str, form: str, start: int, colon: int, after: int) -> bool:
    """Say whether names follow the colon at ``colon`` of a class that begins at ``start``, rather than a role."""
    left = form[start:colon]
    plural = _PLURAL.search(left) or _LIST_HEAD.fullmatch(left + " ")
    return plural is not None and text[after].isupper()


def _places_in(text: str, name: str) -> tuple[str, ...]:
    """Return the places of a list of bodies of one kind."""
    placed = _PLACED.match(name)
    if not placed or not text[placed.end()].isupper():
        return ()
    names = names_in(text[placed.end() if placed["many"] else placed.start("level") :])
    lower = [part for part in names if not part[:1].isupper() and not re.match(words_pattern(LEVELS), part.lower())]
    return names if len(names) > 1 and not lower else ()


def _fields_in(listed: str) -> tuple[str, ...]:
    """Return the fields that ``listed`` is made of; none where it is one field, or not made of known fields alone."""
    if _is_field(listed):
        return ()
    parts = [match.span() for match in _PIECE.finditer(listed)]
    fields: list[str] = []
    while parts:
        taken = _longest_field(listed, parts)
        if not taken:
            return ()
        fields.append(taken[0])
        parts = parts[taken[1] :]
    return tuple(fields) if len(fields) > 1 else ()


def _longest_field(listed: str, parts: list[tuple[int, int]]) -> tuple[str, int] | None:
    """Return the longest field that begins with the first part, and how many parts it takes."""
    for count in range(len(parts), 0, -1):
        words = _AND.sub("", listed[parts[0][0] : parts[count - 1][1]]).strip()
        if _is_field(words):
            return squeeze(words), count
    return None


def _is_field(words: str) -> bool:
    return _JOINTS.sub(" ", match_form(words)).strip() in _FIELDS
