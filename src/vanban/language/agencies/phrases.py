"""From the items of a clause to bodies: their kind, the role said of them, the members of a shortened list.

Owns: labels before a colon, roles after a colon, verbs after a name, members. Does not: cut lists (see ``lists``).
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from vanban.language.agencies.clauses import Break, Clause, clauses_of
from vanban.language.agencies.lists import Opening, items_of, opening_at
from vanban.language.agencies.matching import match_form, words_pattern
from vanban.language.agencies.names import BODY_MARKS, CLASS_NOUNS, COMMITTEES, FIELDS, LEVELS, ROLE_VERBS, TITLES
from vanban.text.findings import Finding, Place, Reading, Severity
from vanban.text.forms import normalise, squeeze

__all__ = ["AgencyPhrase", "parse_agencies", "read_agencies"]


@dataclass(frozen=True, slots=True)
class AgencyPhrase:
    """One body, or one class of bodies, as a cell names it."""

    text: str  # the source's spelling, blanks folded
    kind: str  # "agency", "group" or "related"
    role: str | None = None  # what is said of it beside its name
    at: int = 0  # span [at, until) in the normalised text given
    until: int = 0
    members: tuple[str, ...] = ()  # the names of a shortened list: "UBND các huyện: A, B" has A and B

    def to_json(self) -> dict[str, Any]:
        """Return the contract's shape: text and kind, with role and members only where there are any."""
        shape: dict[str, Any] = {"text": self.text, "kind": self.kind}
        if self.role:
            shape["role"] = self.role
        if self.members:
            shape["members"] = list(self.members)
        return shape


_NOTHING = re.compile(r"(?:không(?: có)?|[-/.…x\s]*)$")
_RELATED = re.compile(r"liên quan(?!\w)|(?<!\w)khác(?:\s+(?:trên địa bàn|của)\b.*)?$")
_MARK = re.compile(words_pattern(BODY_MARKS))
_MANY = re.compile(r"(?<!liên hiệp )(?<!\w)các\s+" + words_pattern((*CLASS_NOUNS, *LEVELS, "phòng", "phó", "cấp")))
_LEVEL_LIST = re.compile(
    r"(?:" + words_pattern(LEVELS) + r"|(?<!\w)cấp \w+)\s*(?:,|/|\s(?:và|hoặc)\s)\s*(?:cấp\s+)?" + words_pattern(LEVELS)
)
_ELECTED_LIST = re.compile(
    r"^(?:đảng ủy|hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|mttq)\s*(?:,|-|\s(?:và)\s)\s*"
    r"(?:hđnd|ubnd|hội đồng|ủy ban|mttq|ubmttq|mặt trận)"
)
_PROVINCE_LEVEL = re.compile(r"^(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|chính quyền).* cấp tỉnh$")
_TITLE = re.compile(words_pattern(TITLES) + r"(?:\s*,\s*" + words_pattern(TITLES) + r")*\s+")
_TITLES_LIST = re.compile(words_pattern(TITLES) + r"\s*(?:,|\svà\s)\s*(?:các\s+)?" + words_pattern(TITLES))
_VERB = re.compile(r"(?<=[^\s,&/])\s+(?P<role>(?:chịu\s+)?" + words_pattern(ROLE_VERBS) + ")")
_SURE_VERB = re.compile(r"(?<=[^\s,&/])\s+(?P<role>(?<!\w)(?:chủ trì|phối hợp|tổng hợp|báo cáo|tham mưu)(?!\w))")
_PAREN_ROLE = re.compile(
    r"\s*\((?P<role>"
    + words_pattern((*ROLE_VERBS, "cơ quan chủ trì", "cơ quan phối hợp", "thường trực"))
    + r"[^()]*)\)$"
)
_LEAD = re.compile(r"(?P<role>đề nghị|giao|mời|chủ trì|phối hợp(?:\s+với)?)\s+")
_COMMITTEE = re.compile(words_pattern(COMMITTEES))
_LOOSE_CLASS = re.compile(
    r"(?:các\s+|những\s+)?(?:cơ quan|đơn vị|tổ chức|doanh nghiệp|công chức|cán bộ|cá nhân|bộ phận)(?!\w)"
)
_LIST_HEAD = re.compile(r"(?:các\s+)?(?P<head>sở|phòng|ban|bộ|ban đảng|hội)\s*:?\s+")
_MEMBER_SPLIT = re.compile(r"\s*[,;]\s*|\s+và\s+")
_JOINTS = re.compile(r"[\s,\-–&/]+(?:và\s+)?")
_FIELDS = frozenset(_JOINTS.sub(" ", match_form(field)).strip() for field in FIELDS)
_TAIL = re.compile(r"\s+(?:các\s+)?" + words_pattern(LEVELS) + r".*$|\s+(?:thuộc|trực thuộc|của)\s.*$")
_COLON = re.compile(r"\s*:\s*")


def read_agencies(text: str) -> tuple[AgencyPhrase, ...]:
    """Return the bodies that the cell ``text`` names, in order; a blank cell gives none.

    Lists are split, names that contain a comma or "và" are not. Never raises.

    Example:
        >>> [(a.text, a.kind) for a in read_agencies("- Sở Nội vụ; - UBND các xã, phường")]
        [('Sở Nội vụ', 'agency'), ('UBND các xã, phường', 'group')]
    """
    return parse_agencies(text).value


def parse_agencies(text: str) -> Reading[tuple[AgencyPhrase, ...]]:
    """Return the bodies of a cell with a finding (AG001) for each phrase in which no word for a body stands."""
    text = normalise(text)
    form = match_form(text)
    phrases: list[AgencyPhrase] = []
    label, label_open = None, False
    for clause in clauses_of(text, form):
        if clause.before is not Break.SEMICOLON and not label_open:
            label = None
        label_open = label_open and clause.before is not Break.SENTENCE
        new_label, start = _label(text, form, clause)
        if new_label is not None:
            label, label_open = new_label, start >= clause.end
        if start < clause.end:
            _extend(phrases, text, form, replace(clause, start=start), label)
    return Reading(
        tuple(phrases), tuple(_unknown(text, form, phrase) for phrase in phrases if _is_unknown(text, form, phrase))
    )


def _is_unknown(text: str, form: str, phrase: AgencyPhrase) -> bool:
    return opening_at(text, form, phrase.at) is Opening.NONE


def _unknown(text: str, form: str, phrase: AgencyPhrase) -> Finding:
    return Finding("AG001", Severity.NOTE, Place(start=phrase.at, end=phrase.until), phrase.text)


def _label(text: str, form: str, clause: Clause) -> tuple[str | None, int]:
    """Return the label before a colon and where the bodies begin: "Cơ quan thẩm định: Sở Nội vụ"."""
    colon = _COLON.search(form, clause.start, clause.end)
    if not colon:
        return None, clause.start
    left = opening_at(text, form, clause.start)
    right = opening_at(text, form, colon.end()) if colon.end() < clause.end else Opening.NONE
    loose = _LOOSE_CLASS.match(form, clause.start) is not None
    named = left in (Opening.NAME, Opening.TITLE, Opening.PLURAL, Opening.PLURAL_LEVEL) and not loose
    if named or (right is Opening.NONE and left is not Opening.NONE and colon.end() < clause.end):
        return None, clause.start
    if right is Opening.NONE and colon.end() < clause.end and not text[colon.end()].isupper():
        return None, clause.start
    return squeeze(text[clause.start : colon.start()]), colon.end()


def _extend(phrases: list[AgencyPhrase], text: str, form: str, clause: Clause, label: str | None) -> None:
    """Add the bodies of one clause to ``phrases``."""
    if _NOTHING.match(form[clause.start : clause.end]):
        return
    if _continues(phrases, text, form, clause):
        return
    body_end, role = _role_after_colon(text, form, clause)
    for start, end in items_of(text, form, clause.start, body_end):
        phrases.append(_phrase(text, form, start, end, role or label))


def _continues(phrases: list[AgencyPhrase], text: str, form: str, clause: Clause) -> bool:
    """Join a clause without a body to what the clause before it said: a further member, a further part of the role."""
    if clause.before is not Break.SEMICOLON or not phrases or opening_at(text, form, clause.start) is not Opening.NONE:
        return False
    last = phrases[-1]
    if last.members:
        more = tuple(squeeze(part) for part in _MEMBER_SPLIT.split(text[clause.start : clause.end]))
        joined = replace(last, members=last.members + more, text=squeeze(text[last.at : clause.end]), until=clause.end)
    elif last.role and not text[clause.start].isupper():
        joined = replace(last, role=f"{last.role}; {squeeze(text[clause.start : clause.end])}")
    else:
        return False
    phrases[-1] = joined
    return True


def _role_after_colon(text: str, form: str, clause: Clause) -> tuple[int, str | None]:
    """Return where the bodies end and the role after the colon; names after a colon are members, not a role."""
    colon = _COLON.search(form, clause.start, clause.end)
    if not colon or colon.end() >= clause.end or _lists_members(text, form, clause.start, colon):
        return clause.end, None
    return colon.start(), squeeze(text[colon.end() : clause.end]).rstrip(" .;,")


def _lists_members(text: str, form: str, start: int, colon: re.Match[str]) -> bool:
    """Say whether names follow the colon: "UBND các huyện: A, B", "Các sở: Nội vụ, Tài chính"."""
    left = form[start : colon.start()]
    plural = re.search(r"(?<!\w)(?:các|những)\s[^:]*$", left) or _LIST_HEAD.fullmatch(left + " ")
    return bool(plural) and text[colon.end()].isupper()


def _phrase(text: str, form: str, start: int, end: int, label: str | None) -> AgencyPhrase:
    """Return the body in ``text[start:end]`` with its kind and role."""
    start, end, role = _own_role(text, form, start, end)
    name = form[start:end]
    members = _members(text[start:end], name)
    if role and label and role != label:
        role = f"{label}: {role}"
    kind = _kind(text, form, start, end, members)
    return AgencyPhrase(squeeze(text[start:end]), kind, role or label, start, end, members)


def _own_role(text: str, form: str, start: int, end: int) -> tuple[int, int, str | None]:
    """Return the span of the name alone and the role said beside it without a colon."""
    lead = _LEAD.match(form, start, end)
    if lead and opening_at(text, form, lead.end()) is not Opening.NONE:
        return lead.end(), end, squeeze(text[start : lead.end("role")])
    paren = _PAREN_ROLE.search(form, start, end)
    if paren and paren.end() == end:
        return start, paren.start(), squeeze(text[paren.start("role") : paren.end("role")])
    verb = _verb(text, form, start, end)
    if verb:
        role = squeeze(text[verb.start("role") : end]).rstrip(" .;,")
        return start, verb.start(), role
    return start, end, None


def _verb(text: str, form: str, start: int, end: int) -> re.Match[str] | None:
    """Return the verb after a complete name; classes described by a verb have none: "các cơ quan chủ trì nhiệm vụ"."""
    if _LOOSE_CLASS.match(form, start) or opening_at(text, form, start) is Opening.NONE:
        return None
    pattern = _SURE_VERB if _COMMITTEE.match(form, start) else _VERB
    # The head word needs a name before a verb can follow: "Trung tâm Kiểm soát", "Đội kiểm tra".
    first = form.find(" ", start, end)
    for verb in pattern.finditer(form, max(first, start), end):
        lower = text[verb.start("role")].islower()
        before = form[start : verb.start()]
        if lower and verb.start() > first and not before.endswith((" và", " hoặc", " được giao", "trung tâm", " được")):
            return verb
    return None


def _kind(text: str, form: str, start: int, end: int, members: tuple[str, ...]) -> str:
    """Return the kind of the body in ``text[start:end]``."""
    name = form[start:end]
    if _RELATED.search(name):
        return "related"
    opening = opening_at(text, form, start)
    if opening is Opening.TITLE:
        title = _TITLE.match(name)
        inner = opening_at(text, form, start + title.end()) if title else Opening.NAME
        opening = inner if inner in (Opening.CLASS, Opening.PLURAL, Opening.PLURAL_LEVEL) else opening
    many = opening in (Opening.PLURAL, Opening.PLURAL_LEVEL, Opening.CLASS, Opening.LEVEL) and name not in (
        "báo",
        "đài",
    )
    listed = _LEVEL_LIST.search(name) or _ELECTED_LIST.match(name) or _TITLES_LIST.match(name)
    marked = _MARK.search(name) or _MANY.search(name) or _PROVINCE_LEVEL.match(name)
    return "group" if many or listed or marked or members else "agency"


def _members(text: str, name: str) -> tuple[str, ...]:
    """Return the names in a shortened list: after a colon, or fields that are departments each."""
    colon = _COLON.search(name)
    if colon and not name[: colon.start()].endswith(")"):
        return tuple(squeeze(part) for part in _MEMBER_SPLIT.split(text[colon.end() :].strip()) if part)
    head = _LIST_HEAD.match(name)
    if not head or "," not in name:
        return ()
    tail = _TAIL.search(name, head.end())
    listed = text[head.end() : tail.start() if tail else len(text)]
    return _fields_in(listed)


def _field(words: str) -> bool:
    return _JOINTS.sub(" ", match_form(words)).strip() in _FIELDS


def _fields_in(listed: str) -> tuple[str, ...]:
    """Return the fields that ``listed`` is made of, or none where it is one field or is not made of fields alone."""
    if _field(listed):
        return ()
    parts = [
        (found.start(), found.end()) for found in re.finditer(r"[^,]+?(?=\s*,|\s+và\s|$)|(?<=\svà\s)[^,]+", listed)
    ]
    fields: list[str] = []
    index = 0
    while index < len(parts):
        for last in range(len(parts) - 1, index - 1, -1):
            candidate = re.sub(r"^[\s,]*(?:và\s+)?", "", listed[parts[index][0] : parts[last][1]]).strip()
            if _field(candidate):
                fields.append(squeeze(candidate))
                index = last + 1
                break
        else:
            return ()
    return tuple(fields) if len(fields) > 1 else ()
