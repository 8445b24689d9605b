"""Names to sign in by: the name one is called by, the first letters of the rest, and a short word of the agency.

``Lê Thị Mai Hương`` of ``UBND xã Suối Nhạn`` becomes ``huongltm.suoinhan``.
"""

import re
from collections.abc import Collection

from vanban.text.forms import compare_key

__all__ = ["USERNAME", "agency_word", "propose_username"]

USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,62})[a-z0-9]")  # three letters at least
# Words that say what an agency is, not which.
_KINDS = (
    "uy ban nhan dan", "hoi dong nhan dan", "ubnd", "hdnd", "thanh pho", "thi tran", "thi xa", "dac khu",
    "xa", "phuong", "huyen", "tinh", "so",
)  # fmt: skip
_LONGEST = 18  # letters of the agency's word


def agency_word(name: str) -> str:
    """Return a short word of an agency's name: what is left without its kind, or the first letters of a long one."""
    key = compare_key(name)
    for kind in _KINDS:
        key = re.sub(rf"^{kind}(?: |$)", "", key)
    words = (key or compare_key(name)).split()
    whole = "".join(words)
    return whole if len(whole) <= _LONGEST else "".join(word[0] for word in words)[:_LONGEST]


def propose_username(full_name: str, agency_name: str, taken: Collection[str]) -> str:
    """Return a name that is not in ``taken``; a number follows where two people would have the same."""
    words = compare_key(full_name).split() or ["nguoi", "dung"]
    person = (words[-1] + "".join(word[0] for word in words[:-1]))[:30]
    wanted = f"{person}.{agency_word(agency_name)}"
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}{number}"
    return found
