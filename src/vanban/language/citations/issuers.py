"""Who issued a cited document: "của Chủ tịch UBND tỉnh", "của Chính phủ tại Nghị định …".

Owns: how far the name of an issuer reaches in running text. Does not: find the body in a register.
"""

import re

from vanban.language.agencies.names import FIELDS
from vanban.language.citations.names import ISSUER_STOPS, ISSUER_WORDS, TYPES
from vanban.text.forms import squeeze

__all__ = ["issuer_after", "issuer_before"]

_OF = re.compile(r"\s*,?\s*\(?\s*(?:của|do)\s+(?=[A-ZĐÁÀẢÃẠÂÊÔƠƯỦỨỨ])")
_STOP = re.compile(r"[.;:,\n()“”\"]|\s(?:" + "|".join(word.replace(" ", r"\s+") for word in ISSUER_STOPS) + r")(?!\w)")
_WORD = re.compile(r"\S+")
_TYPE = re.compile(r"(?:" + "|".join(re.escape(kind) for kind in sorted(TYPES, key=len, reverse=True)) + r")(?!\w)")
_BODY = re.compile(r"(?:UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Chủ tịch|Chính phủ|Thủ tướng|Bộ|Sở|Ban|Tỉnh|Văn phòng)(?!\w)")
# A ministry or department with its field, which may hold commas and "và".
_FIELDS = "|".join(
    r"[\s,\-–&]+(?:và\s+)?".join(map(re.escape, field.split())) for field in sorted(FIELDS, key=len, reverse=True)
)
_OF_FIELD = re.compile(
    rf"(?:(?:Bộ trưởng|Giám đốc|Thứ trưởng|Trưởng)\s+)?(?:Bộ|Sở|Phòng|Ban)\s+(?:{_FIELDS})(?!\w)", re.IGNORECASE
)
_MINISTER = re.compile(r"Bộ trưởng, Chủ nhiệm (?:Văn phòng Chính phủ|Ủy ban Dân tộc)")
_DEPARTMENT = re.compile(r"(?:Bộ trưởng\s+|Giám đốc\s+)?(?:Bộ|Sở|Phòng|Văn phòng|Liên)(?!\w)")
_COMMITTEE_OF = re.compile(r"\s+của\s+Chính phủ(?!\w)")
_BEFORE = re.compile(
    r"(?<!\w)của\s+(?P<name>[^.;:\n]{2,80}?)\s+(?:tại|trong|theo)\s+(?:các\s+|khoản .{0,30}|Điều .{0,20})?$"
)


def issuer_after(text: str, at: int) -> tuple[str | None, int]:
    """Return the issuer named from ``at`` on ("của …") and where it ends; none where no issuer follows."""
    of = _OF.match(text, at)
    if not of:
        return None, at
    end = _end_of(text, of.end())
    name = squeeze(text[of.end() : end])
    return (name, end) if name else (None, at)


def issuer_before(text: str, start: int, at: int) -> str | None:
    """Return the issuer named before a citation: "quy định của Chính phủ tại Nghị định …"."""
    before = _BEFORE.search(text, max(start, at - 100), at)
    if not before:
        return None
    name = before.group("name").split(" của ")[-1]
    begin = before.end("name") - len(name)
    return squeeze(name) if name[:1].isupper() and _end_of(text, begin) == before.end("name") else None


def _end_of(text: str, start: int) -> int:
    """Return where the name that begins at ``start`` ends."""
    known = _MINISTER.match(text, start) or _OF_FIELD.match(text, start)
    end = known.end() if known else start
    stop = _STOP.search(text, end, start + 120)
    limit = stop.start() if stop else min(len(text), start + 120)
    for word in _WORD.finditer(text, end, limit):
        if not _goes_on(text, start, word, limit):
            break
        end = word.end()
    committee = _COMMITTEE_OF.match(text, end) if text.startswith("Ban Chỉ đạo", start) else None
    return committee.end() if committee else end


def _goes_on(text: str, start: int, word: re.Match[str], limit: int) -> bool:
    """Say whether ``word`` still belongs to the issuer's name."""
    token = word.group()
    following = text[word.end() : word.end() + 1 + limit].lstrip()
    if token in ("và", "-", "–", "&"):
        joined = following[:1].isupper() and not _TYPE.match(following) and not _BODY.match(following)
        return joined and _DEPARTMENT.match(text, start) is not None and not _OF_FIELD.match(text, start)
    if token[:1].isupper():
        return word.start() == start or not _begins_document(text, start, word.start())
    return token.rstrip(",") in ISSUER_WORDS


def _begins_document(text: str, start: int, at: int) -> bool:
    """Say whether another document begins at ``at``; "Bộ Kế hoạch và Đầu tư" has such a word in its name."""
    return _TYPE.match(text, at) is not None and _DEPARTMENT.fullmatch(text[start:at].strip()) is None
