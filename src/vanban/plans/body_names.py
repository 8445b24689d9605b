"""Whether two phrases name one body or class of bodies, and of which level.

Owns: likeness of names within one document. Does not: know any register of bodies.
"""

import re

from vanban.text.forms import compare_key

__all__ = ["is_same_body", "level_of", "name_key"]

_LEVELS = {
    "commune": r"cap xa|(?:toan|cac|ubnd|dia ban) xa|xa phuong|xa thi tran|thi tran|phuong|dac khu",
    "district": r"cap huyen|(?:toan|cac|ubnd|dia ban|phong|hdnd) huyen|huyen thi xa|huyen [a-z]+|huyen",
    "province": r"cap tinh|(?:toan|ubnd|hdnd|dia ban|cua) tinh|tinh [a-z]+|tinh",
}
_LEVEL = {level: re.compile(rf"(?<![0-9a-z])(?:{words})(?![0-9a-z])") for level, words in _LEVELS.items()}
_COMMITTEE = re.compile(r"\b(?:uy ban nhan dan|chu tich ubnd|ubnd)\b")
_CLASS = re.compile(r"\b(?:so|phong|ban)(?: ban)? nganh\b|\bco quan don vi\b|\bphong chuyen mon\b|\bcac so\b")


def level_of(text: str) -> str | None:
    """Return "province", "district" or "commune" where the words name exactly one level; None otherwise."""
    key = compare_key(text)
    found = [level for level, pattern in _LEVEL.items() if pattern.search(key)]
    return found[0] if len(found) == 1 else None


def name_key(name: str) -> str:
    """Return the key of a body's name without what joins its parts: "và", "&", dashes, commas."""
    key = compare_key(name).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
    return " ".join(word for word in key.split() if word not in ("va", "cac"))


def is_same_body(one: str, other: str) -> bool:
    """Say whether two phrases of one document name the same body, or the same class of bodies of one level."""
    first, second = name_key(one), name_key(other)
    if first == second:
        return True
    if _COMMITTEE.search(first) and _COMMITTEE.search(second):
        level = level_of(one)
        return level is not None and level == level_of(other)
    return bool(_CLASS.search(first) and _CLASS.search(second))
