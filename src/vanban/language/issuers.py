"""Who issued a document, from its head, its opening sentence or its captions.

Owns: the issuing body's name as it is written in running text ("UBND tỉnh Sông Mây").
Does not: resolve the name to an agency of the register.
"""

import re
from collections import Counter
from collections.abc import Sequence

from vanban.language.letters import CAPITALS
from vanban.text.forms import compare_key

__all__ = ["issuer_of"]

_LEVELS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu")
_LEVEL = "|".join(_LEVELS)
_COMMITTEE = r"(?:[Ủủ]y|[Uu][ỷỶ]|ỦY|UỶ)\s+(?:ban\s+nhân\s+dân|BAN\s+NHÂN\s+DÂN)"
_WORD = rf"[{CAPITALS}]\w*"
_NAMED = re.compile(
    rf"(?P<chair>Chủ tịch )?(?:{_COMMITTEE}|UBND) (?P<level>{_LEVEL}) (?P<name>{_WORD}(?:[ -]{_WORD}){{0,3}})"
)
_CAPITALS = re.compile(
    rf"\A(?P<chair>CHỦ TỊCH )?(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND) (?P<level>{_LEVEL}) (?P<name>[^,;:()\d]+?)\Z",
    re.IGNORECASE,
)
_COMMITTEE_LINE = re.compile(r"\A(?:(?:ỦY|UỶ) BAN NHÂN DÂN|UBND)\Z")
_PLACE_LINE = re.compile(rf"\A(?P<level>{_LEVEL})\s+(?P<name>[^,;:()\d]+)\Z", re.IGNORECASE)
_OFFICE_LINE = re.compile(r"\A(?:SỞ|BAN|VĂN PHÒNG|THANH TRA|PHÒNG|TRUNG TÂM|CHI CỤC|CỤC|BỘ|CHÍNH PHỦ|BỘ CHỈ HUY)\b")
_OPENING = re.compile(
    r"\A(?P<who>(?:Chủ tịch|Ủy ban|Uỷ ban|UBND|Sở|Ban|Bộ|Văn phòng|Thanh tra|Phòng|Cục|Chi cục|Trung tâm|Công an|"
    r"Hội đồng)[^,;:.]{2,90}?) (?:ban hành|xây dựng|triển khai|yêu cầu)(?: và [^,;:.]{2,40})? (?:Kế hoạch|Chương trình)"
)
_TWO_WORDS = frozenset({"thanh tra", "văn phòng", "trung tâm", "chi cục", "công an"})  # then comes the name proper
_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc")


def issuer_of(texts: Sequence[str], type_at: int) -> str | None:
    """Return the issuing body's name, or None.

    Args:
        texts: The document's lines outside tables, squeezed.
        type_at: Where the line with the document's type stands; the head is above it.
    """
    return _authority(texts, type_at) or _head_block(texts, type_at) or _opening(texts) or _named_most(texts)


def _authority(texts: Sequence[str], type_at: int) -> str | None:
    """Return the authority that a decision names in capitals under its title."""
    for text in texts[type_at + 1 : type_at + 6]:
        match = _CAPITALS.match(text)
        if match and text.isupper():
            return _named(match)
    return None


def _head_block(texts: Sequence[str], type_at: int) -> str | None:
    """Return the body above the number: a committee with its place, or an office under a committee."""
    head = [text for text in texts[:type_at] if compare_key(text) not in _MOTTO]
    lines = [line.strip() for text in head for line in text.split("\n")]
    committee = None
    office = None
    for at, line in enumerate(lines):
        match = _CAPITALS.match(line)
        if match and line.isupper():
            committee = _named(match)
        elif _COMMITTEE_LINE.match(line) and at + 1 < len(lines) and (place := _PLACE_LINE.match(lines[at + 1])):
            committee = f"UBND {place['level'].lower()} {_proper(place['name'])}"
        elif line.isupper() and _OFFICE_LINE.match(line):
            office = line
    if office is None:
        return committee
    own = _spelling(office, texts)
    return _placed(own, committee.removeprefix("UBND ")) if committee else own


def _placed(office: str, place: str) -> str:
    """Return an office with its place; the level once: "Thanh tra tỉnh" of "tỉnh Sông Mây"."""
    level = next((level for level in _LEVELS if place.startswith(f"{level} ")), "")
    again = level and office.lower().endswith(f" {level}")
    return f"{office} {place.removeprefix(level).strip() if again else place}"


def _opening(texts: Sequence[str]) -> str | None:
    for text in texts:
        match = _OPENING.match(text)
        if match:
            named = _NAMED.match(match["who"])
            return _named(named) if named else match["who"]
    return None


def _named_most(texts: Sequence[str]) -> str | None:
    """Return the People's Committee that the text names most often with its proper name."""
    names = Counter(
        f"UBND {match['level'].lower()} {match['name']}" for text in texts for match in _NAMED.finditer(text)
    )
    return names.most_common(1)[0][0] if names else None


def _named(match: re.Match[str]) -> str:
    name = match["name"].strip()
    chair = "Chủ tịch " if match["chair"] else ""
    return f"{chair}UBND {match['level'].lower()} {_proper(name) if name.isupper() else name}"


def _proper(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split())


def _spelling(capitals: str, texts: Sequence[str]) -> str:
    """Return how running text spells a name that the head has in capitals."""
    key = capitals.casefold()
    for text in texts:
        at = text.casefold().find(key)
        if at >= 0 and not text[at : at + len(key)].isupper():
            found = text[at : at + len(key)]
            return found[0].upper() + found[1:]
    words = capitals.lower().split()
    if " ".join(words[:2]) in _TWO_WORDS:
        rest = [word.capitalize() if at == 0 and word not in _LEVELS else word for at, word in enumerate(words[2:])]
        return " ".join([words[0].capitalize(), words[1], *rest])
    return " ".join([words[0].capitalize(), *(words[1:2] and [words[1].capitalize()]), *words[2:]])
