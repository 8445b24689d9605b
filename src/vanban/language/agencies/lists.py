"""A clause that lists bodies is cut into its items; a name that contains a comma or "và" stays whole.

The rule of the language behind it: after a separator a new item begins where a word stands that can open the name of a
body ("UBND", "Sở" and a field, "các cơ quan"), unless the left side still lacks its place ("HĐND và UBND huyện"), or
both sides are bare classes that share what follows the last of them ("các phòng, ban, đơn vị cấp huyện").
Owns: cutting at commas, "và", "&", "/". Does not: cut at semicolons and bullets (see ``clauses``).
"""

import re
from enum import Enum

from vanban.language.agencies.matching import words_pattern
from vanban.language.agencies.names import (
    BODY_HEADS,
    CAPITAL_HEADS,
    CLASS_NOUNS,
    DEPARTMENTS,
    FIELDS,
    LEVELS,
    LIGHT_MODIFIERS,
    NAMED_NOUNS,
    NO_NAMES,
    PLURALS,
    RELATIONS,
    ROLE_VERBS,
    SCHOOLS,
    SHARING,
    TITLES,
)

__all__ = ["Opening", "items_of", "opening_at"]


class Opening(Enum):
    """What kind of word opens at a place."""

    NAME = "name"  # a body of its own: "UBND …", "Sở Nội vụ"
    TITLE = "title"  # a post: "Chủ tịch UBND …"
    PLURAL = "plural"  # "các" and a class of bodies
    PLURAL_LEVEL = "plural level"  # "các" and a level: "các xã"
    CLASS = "class"  # a bare class: "đơn vị …"
    LEVEL = "level"  # a bare level: "thị xã", "cấp xã"
    NONE = "none"


_HEAD = re.compile(words_pattern(BODY_HEADS))
_CAPITAL_HEAD = re.compile(words_pattern(CAPITAL_HEADS))
_TITLE = re.compile(words_pattern(TITLES))
_PLURAL = re.compile(words_pattern(PLURALS) + r"(?:\s+cả)?(?:\s+các)?\s+")
_CLASS = re.compile(words_pattern(CLASS_NOUNS))
_PLURAL_NOUN = re.compile(words_pattern((*CLASS_NOUNS, *TITLES, *BODY_HEADS, *DEPARTMENTS, *NAMED_NOUNS)))
_LEVEL = re.compile(words_pattern(LEVELS))
_DEPARTMENT = re.compile(words_pattern(DEPARTMENTS) + r"\s+")
# Departments named after classes of people: "Phòng Công chức, viên chức" is one body.
_NAMED_AFTER_CLASSES = re.compile(
    words_pattern(DEPARTMENTS)
    + r"\s+(?:cán bộ|công chức|viên chức|người có công)(?:(?:\s*,\s*|\s+và\s+)(?:công chức|viên chức|trẻ em))+(?!\w)"
)
_NAMED = re.compile(words_pattern(NAMED_NOUNS) + r"\s+(?!" + words_pattern(NO_NAMES) + ")")
_SCHOOL = re.compile(words_pattern(SCHOOLS))
_FIELD = re.compile(words_pattern(field for field in FIELDS if len(field) > 3))
_SHORT_HEAD = re.compile(
    r"(?:VP|TT|CA|CN|VPĐK|VPĐKĐĐ|BCH|BCHQS|NHCSXH|NHNN|LHPN|CCB|UBMT|ĐTN|TTPVHCC|TTHCC)\b|(?:TT|P|VP|S)\.\s?\w"
)

_REACH = 240  # how far before a separator its left side is looked at
_SEPARATOR = re.compile(r"\s*,\s*(?:và\s+)?|\s+(?:và|cùng với|cùng(?!\s+cấp)|hoặc|và/hoặc)\s+|\s+&\s+|\s*/\s*")
_ENDS_SHARING = re.compile(words_pattern(SHARING) + "$")
_ELECTED = re.compile(r"(?:hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân)(?!\w)")
_ENDS_TITLE = re.compile(words_pattern(TITLES) + "$")
_ENDS_CLASS = re.compile(words_pattern(CLASS_NOUNS) + "$")
_ENDS_LEVEL = re.compile(r"(?:" + words_pattern(LEVELS) + r"|(?<!\w)các cấp)$")
_ENDS_LIGHT = re.compile(words_pattern(CLASS_NOUNS) + r"\s+" + words_pattern(LIGHT_MODIFIERS) + "$")
_RELATION = re.compile(words_pattern(RELATIONS))
# A name with a class inside: "Văn phòng các cơ quan", "Cơ quan Thường trực của đơn vị".
_INNER_CLASS = re.compile(r"(?<!\w)(?:các|của|thuộc)\s")
_LONE = re.compile(r"(?:các\s+)?(?:cơ quan|đơn vị|tổ chức)$")
_VERB = re.compile(r"(?<=\s)" + words_pattern(ROLE_VERBS))
_ENDS_VERB = re.compile(words_pattern(ROLE_VERBS) + "$")


def opening_at(text: str, form: str, at: int) -> Opening:
    """Return what opens at ``at`` in ``text``, whose match form is ``form``."""
    plural = _PLURAL.match(form, at)
    if plural:
        return _plural_at(form, plural.end())
    if _SHORT_HEAD.match(text, at):
        return Opening.NAME
    if _TITLE.match(form, at):
        return Opening.TITLE
    if _is_named(text, form, at):
        return Opening.NAME
    if _LEVEL.match(form, at):
        return Opening.LEVEL
    return Opening.CLASS if _CLASS.match(form, at) else Opening.NONE


def _plural_at(form: str, at: int) -> Opening:
    """Return what follows "các"."""
    if _PLURAL_NOUN.match(form, at):
        return Opening.PLURAL
    return Opening.PLURAL_LEVEL if _LEVEL.match(form, at) else Opening.NONE


def _is_named(text: str, form: str, at: int) -> bool:
    """Say whether a body's own name opens at ``at``: a head word, or a noun before a capital or a known field."""
    department = _DEPARTMENT.match(form, at)
    if department and _FIELD.match(form, department.end()):
        return True
    noun = department or _NAMED.match(form, at)
    if noun and noun.end() < len(text) and text[noun.end()].isupper():
        return not _SCHOOL.match(form, noun.end()) or _has_capital(text, form, noun.end())
    return _HEAD.match(form, at) is not None or (
        text[at : at + 1].isupper() and _CAPITAL_HEAD.match(form, at) is not None
    )


def _has_capital(text: str, form: str, at: int) -> bool:
    """Say whether a school's kind is followed by a name of its own."""
    kind = _SCHOOL.match(form, at)
    rest = text[kind.end() if kind else at :].split(",")[0]
    return any(word[:1].isupper() and not _SCHOOL.fullmatch(word.lower()) for word in rest.split())


def items_of(text: str, form: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the bodies listed in ``text[start:end]``, in order; at least one."""
    found: list[tuple[int, int]] = []
    element = start  # where the last element of the item under way begins
    depth_open, depth_at = 0, start
    for sep in _SEPARATOR.finditer(form, start, end):
        depth_open += form.count("(", depth_at, sep.start()) - form.count(")", depth_at, sep.start())
        depth_at = sep.start()
        if depth_open > 0 or sep.start() <= start:
            continue
        if _splits(text, form, (start, element, sep.start(), sep.end(), end)):
            found.append((start, sep.start()))
            start = sep.end()
        element = sep.end()
    return [*found, (start, end)]


def _splits(text: str, form: str, places: tuple[int, int, int, int, int]) -> bool:
    """Say whether a new body begins after a separator.

    ``places``: start of the item, start of its last element, end of the left side, start of the right side, end.
    """
    start, element, left_end, right, end = places
    opening = opening_at(text, form, right)
    named = _NAMED_AFTER_CLASSES.match(form, element, end)
    if named and named.end() > left_end:
        return False
    left = form[max(start, left_end - _REACH) : left_end]
    if opening is Opening.NONE or _in_role(text, form, places, opening):
        return False
    if opening is Opening.NAME:
        return not _shares(form, start, left_end, right) and not _is_plain(text, form, places)
    if opening is Opening.TITLE:
        return not _ENDS_TITLE.search(left)
    if opening is Opening.PLURAL:
        return not _ENDS_TITLE.search(left)
    if opening is Opening.PLURAL_LEVEL:
        return not _ENDS_LEVEL.search(left)
    if opening is Opening.LEVEL:
        return False
    return _class_splits(text, form, (start, element, left_end, right, end))


def _shares(form: str, start: int, left_end: int, right: int) -> bool:
    """Say whether the left side lacks its place and takes that of the right: "HĐND và UBND huyện"."""
    if not _ENDS_SHARING.search(form[max(start, left_end - _REACH) : left_end]):
        return False
    return not form.startswith(("văn phòng", "vp"), start) or _ELECTED.match(form, right) is not None


def _is_plain(text: str, form: str, places: tuple[int, int, int, int, int]) -> bool:
    """Say whether a head word only goes on with a list of classes: "các trường học, trạm y tế trên địa bàn"."""
    start, element, left_end, right, end = places
    if not text[right].islower() or not _ENDS_CLASS.search(form[max(element, left_end - _REACH) : left_end]):
        return False
    following = _SEPARATOR.search(form, right, end)
    words = text[right : following.start() if following else end]
    return words == words.lower() and opening_at(text, form, start) in (Opening.PLURAL, Opening.CLASS)


def _class_splits(text: str, form: str, places: tuple[int, int, int, int, int]) -> bool:
    """Say whether the bare class after a separator is a body of its own, or shares the tail of a list of classes."""
    start, element, left_end, right, end = places
    left = form[max(element, left_end - _REACH) : left_end]
    if opening_at(text, form, element) is Opening.NAME and not _INNER_CLASS.search(left):
        return True
    noun = _CLASS.match(form, right)
    following = _SEPARATOR.search(form, right, end)
    tail = form[noun.end() if noun else right : following.start() if following else end].strip()
    shared = not tail or _RELATION.match(tail) is not None
    if _ENDS_CLASS.search(left):
        return not shared and not _LONE.fullmatch(form[start:left_end])
    if _ENDS_LIGHT.search(left):
        return not shared
    if _ENDS_LEVEL.search(left):
        return opening_at(text, form, start) in (Opening.NAME, Opening.TITLE) or not shared or "cấp" in left
    return True


def _in_role(text: str, form: str, places: tuple[int, int, int, int, int], opening: Opening) -> bool:
    """Say whether the separator stands inside what a body is to do: "hướng dẫn các sở, UBND cấp huyện"."""
    start, _, left_end, right, end = places
    start = max(start, left_end - _REACH)
    left = form[start:left_end]
    verb = _VERB.search(left)
    if not verb or _ENDS_VERB.search(left):
        return False
    object_at = start + verb.end() + len(left[verb.end() :]) - len(left[verb.end() :].lstrip())
    if form.startswith("với ", object_at) or opening_at(text, form, object_at) is not Opening.NONE:
        return True
    return opening in (Opening.NAME, Opening.TITLE) and not _VERB.search(form[right:end])
