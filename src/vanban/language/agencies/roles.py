"""What a cell says of a body beside its name: before a colon, after a colon, in brackets, by a verb.

Owns: labels ("Cơ quan thẩm định: …") and roles ("…: tổng hợp", "… theo dõi cấp xã"). Does not: cut lists of bodies.
"""

import re

from vanban.language.agencies.clauses import Clause
from vanban.language.agencies.lists import Opening, opening_at
from vanban.language.agencies.matching import words_pattern
from vanban.language.agencies.members import is_member_colon
from vanban.language.agencies.names import (
    BODY_HEADS,
    CAPITAL_HEADS,
    COMMITTEES,
    DEPARTMENTS,
    LEVELS,
    NAMED_NOUNS,
    ROLE_VERBS,
    STANDING_ROLES,
    TITLES,
)
from vanban.text.forms import squeeze

__all__ = ["label_of", "own_role", "role_after_colon"]

_COLON = re.compile(r"\s*:\s*")
_ANY_VERB = words_pattern(ROLE_VERBS)
_VERB = re.compile(rf"(?<=[^\s,&/])\s+(?P<role>{_ANY_VERB})")
_SURE_VERB = re.compile(r"(?<=[^\s,&/])\s+(?P<role>(?<!\w)(?:chủ trì|phối hợp|tổng hợp|báo cáo|tham mưu)(?!\w))")
_BRACKETED = re.compile(r"\s*\((?P<role>" + words_pattern((*ROLE_VERBS, *STANDING_ROLES)) + r"[^()]*)\)$")
_APPOSED = re.compile(r"\s+-\s+(?P<role>" + words_pattern(STANDING_ROLES) + r".*)$")
_LEAD = re.compile(r"(?P<role>đề nghị|giao|mời|chủ trì|phối hợp(?:\s+với)?)\s+")
_COMMITTEE = re.compile(words_pattern(COMMITTEES))
# Classes that a verb describes rather than gives a task to: "các cơ quan chủ trì nhiệm vụ".
_LOOSE = re.compile(
    r"(?:các\s+|những\s+)?(?:cơ quan|đơn vị|tổ chức|doanh nghiệp|công chức|cán bộ|cá nhân|bộ phận)(?!\w)"
)
_COMPLETE = re.compile(words_pattern(("liên quan", "địa phương", *LEVELS)) + "$")
_HEAD = re.compile(
    r"(?:các\s+)?" + words_pattern((*BODY_HEADS, *CAPITAL_HEADS, *DEPARTMENTS, *NAMED_NOUNS, *TITLES)) + r"|\w+"
)
_NAMES = (Opening.NAME, Opening.TITLE, Opening.PLURAL, Opening.PLURAL_LEVEL)


def label_of(text: str, form: str, clause: Clause) -> tuple[str | None, int]:
    """Return the label before a colon, or none, and where the bodies begin: "Cơ quan thẩm định: Sở Nội vụ"."""
    colon = _COLON.search(form, clause.start, clause.end)
    if not colon:
        return None, clause.start
    empty = colon.end() >= clause.end
    left = opening_at(text, form, clause.start)
    right = Opening.NONE if empty else opening_at(text, form, colon.end())
    if left in _NAMES and not _LOOSE.match(form, clause.start):
        return None, clause.start
    if right is Opening.NONE and not empty and (left is not Opening.NONE or not text[colon.end()].isupper()):
        return None, clause.start
    return squeeze(text[clause.start : colon.start()]), colon.end()


def role_after_colon(text: str, form: str, clause: Clause) -> tuple[int, str | None]:
    """Return where the bodies end and the role after the colon; names after a colon are members, not a role."""
    colon = _COLON.search(form, clause.start, clause.end)
    if not colon or colon.end() >= clause.end:
        return clause.end, None
    if is_member_colon(text, form, clause.start, colon.start(), colon.end()):
        return clause.end, None
    return colon.start(), _words(text, colon.end(), clause.end)


def own_role(text: str, form: str, start: int, end: int) -> tuple[int, int, str | None]:
    """Return the span of the name alone and the role said beside it without a colon."""
    lead = _LEAD.match(form, start, end)
    if lead and opening_at(text, form, lead.end()) is not Opening.NONE:
        begin, until, role = own_role(text, form, lead.end(), end)
        return begin, until, f"{_words(text, start, lead.end('role'))} {role or ''}".strip()
    beside = _BRACKETED.search(form, start, end) or _APPOSED.search(form, start, end) or _verb(text, form, start, end)
    if not beside or beside.start() <= start:
        return start, end, None
    role_end = beside.end("role") if beside.re is _BRACKETED else end
    return start, beside.start(), _words(text, beside.start("role"), role_end)


def _verb(text: str, form: str, start: int, end: int) -> re.Match[str] | None:
    """Return the verb after a complete name, in small letters: "Trung tâm Kiểm soát", "Đội kiểm tra" have none."""
    if opening_at(text, form, start) is Opening.NONE:
        return None
    head = _HEAD.match(form, start)
    begin = head.end() if head else start
    loose = _LOOSE.match(form, start) is not None
    for verb in (_SURE_VERB if _COMMITTEE.match(form, start) else _VERB).finditer(form, begin, end):
        before = form[start : verb.start()]
        described = before.endswith((" và", " hoặc", " được giao", " được", " để"))
        if text[verb.start("role")].islower() and verb.start() > begin and not described:
            return verb if not loose or _COMPLETE.search(before) else None
    return None


def _words(text: str, start: int, end: int) -> str:
    return squeeze(text[start:end]).rstrip(" .;,")
