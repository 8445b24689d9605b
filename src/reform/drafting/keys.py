"""Keys made of Vietnamese labels: ASCII, short, never twice.

Owns: how a label becomes a key. Does not: decide whether a line needs a new one.
"""

import re
from collections.abc import Collection

from reform.drafting.wording import words_of
from vanban.text.forms import compare_key

__all__ = ["Keys", "slug"]

_WORDS = 5
_LETTER = re.compile(r"[a-z]")


def slug(label: str, words: int = _WORDS) -> str:
    """Return the first words of ``label`` that say something, as a part of a key; "x" where there are none.

    Example:
        >>> slug("Số mô hình, sáng kiến mới được triển khai")
        'mo_hinh_sang_kien_moi'
    """
    found = [word for word in words_of(label) if word.isascii()] or compare_key(label).split()
    key = re.sub(r"[^a-z0-9_]", "", "_".join(found[:words]))
    return key if _LETTER.match(key) else f"x_{key}".rstrip("_")


class Keys:
    """Gives keys, each once; those of the form in force are never given to another line."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)

    def take(self, section: str, label: str) -> str:
        """Return a new key for a line of ``section``."""
        return self.free(f"{section}.{slug(label)}")

    def free(self, wanted: str) -> str:
        """Return ``wanted``, with a number behind it where it is taken."""
        key, count = wanted, 2
        while key in self._taken:
            key, count = f"{wanted}_{count}", count + 1
        self._taken.add(key)
        return key
