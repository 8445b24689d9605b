"""One body, a class of bodies, or whoever is concerned.

Owns: telling the three kinds apart by the words of a phrase. Does not: expand a class.
"""

import re

from vanban.language.agencies.lists import Opening, opening_at
from vanban.language.agencies.matching import words_pattern
from vanban.language.agencies.names import BODY_MARKS, CLASS_NOUNS, DEPARTMENTS, LEVELS, TITLES

__all__ = ["kind_of"]

_RELATED = re.compile(r"liên quan(?!\w)|(?<!\w)khác(?:\s+(?:trên địa bàn|của)\b.*)?$")
_MARK = re.compile(words_pattern(BODY_MARKS))
_MANY = re.compile(
    r"(?<!liên hiệp )(?<!\w)các\s+" + words_pattern((*CLASS_NOUNS, *DEPARTMENTS, *LEVELS, "phó", "cấp", "trường"))
)
_LEVEL = r"(?:" + words_pattern(LEVELS) + r"|(?<!\w)cấp \w+)"
_LEVEL_LIST = re.compile(_LEVEL + r"\s*(?:,|/|\s(?:và|hoặc)\s)\s*(?:cấp\s+)?" + words_pattern(LEVELS))
_ELECTED_LIST = re.compile(
    r"(?:đảng ủy|hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|mttq)\s*(?:,|-|&|\s(?:và)\s)\s*"
    r"(?:hđnd|ubnd|hội đồng|ủy ban|mttq|ubmttq|mặt trận)"
)
# One in a province, but written as a class; a plan of a ministry means all of them.
_PROVINCE_LEVEL = re.compile(r"(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|chính quyền)\s.*cấp tỉnh$")
_TITLES = words_pattern(TITLES)
_TITLE = re.compile(rf"{_TITLES}(?:\s*,\s*{_TITLES})*\s+")
_TITLES_LIST = re.compile(rf"{_TITLES}\s*(?:,|\svà\s)\s*(?:các\s+)?{_TITLES}")
_CLASSES = (Opening.PLURAL, Opening.PLURAL_LEVEL, Opening.CLASS, Opening.LEVEL)
_STANDING = re.compile(r"(?:cơ quan|đơn vị) thường trực(?!\w)")


def kind_of(text: str, form: str, start: int, end: int, *, members: bool) -> str:
    """Return "agency", "group" or "related" for the phrase ``text[start:end]``; a list with ``members`` is a group."""
    name = form[start:end]
    if _RELATED.search(name):
        return "related"
    if members or _is_class(text, form, start, name) or _is_list(name) or _is_marked(name):
        return "group"
    return "agency"


def _is_class(text: str, form: str, start: int, name: str) -> bool:
    """Say whether the phrase opens with a class: "các sở", "đơn vị sự nghiệp", "Thủ trưởng cơ quan"."""
    opening = opening_at(text, form, start)
    if opening is Opening.TITLE:
        title = _TITLE.match(name)
        opening = opening_at(text, form, start + title.end()) if title else opening
    return opening in _CLASSES and not _STANDING.match(name)


def _is_list(name: str) -> bool:
    """Say whether several levels, elected bodies or posts share one tail."""
    return bool(_LEVEL_LIST.search(name) or _ELECTED_LIST.match(name) or _TITLES_LIST.match(name))


def _is_marked(name: str) -> bool:
    """Say whether words inside make it many: "cấp xã", "các huyện"."""
    return bool(_MARK.search(name) or _MANY.search(name) or _PROVINCE_LEVEL.match(name))
