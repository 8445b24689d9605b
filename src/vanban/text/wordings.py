"""How alike two wordings are, by the words that tell.

Owns: the words that tell, their weight within one document. Does not: decide what likeness a rule asks for.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from vanban.text.forms import compare_key, normalise

__all__ = ["Vocabulary", "spelled_key", "words_of"]

# What the field writes short and long in one document, on ``compare_key``.
_SPELLED = {
    "cchc": "cai cach hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "qppl": "quy pham phap luat",
    "vbqppl": "van ban quy pham phap luat",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "cntt": "cong nghe thong tin",
    "csdl": "co so du lieu",
    "dvc": "dich vu cong",
    "dvctt": "dich vu cong truc tuyen",
    "cbccvc": "can bo cong chuc vien chuc",
}
# With their marks: without them "từ" would be one with "tư", "có" with "cơ".
_JOINING_WORDS = (
    "và của các cho theo về tại trên trong được đến từ với ở là có những một số để bằng vào khi này đó cùng từng mỗi "
    "phải bảo đảm đạt tối thiểu phấn đấu ít nhất trở lên việc"
)
_JOINING = frozenset(_JOINING_WORDS.split())
_WORD = re.compile(r"\w+")


def words_of(text: str) -> frozenset[str]:
    """Return the words of ``text`` that tell, folded: abbreviations spelled out, joining words and marks left out."""
    words = (word for word in _WORD.findall(normalise(text).casefold()) if word not in _JOINING)
    return frozenset(spelled_key(" ".join(words)).split())


def spelled_key(text: str) -> str:
    """Return the key of ``text`` with the field's abbreviations spelled out: "CCHC" is "cai cach hanh chinh"."""
    return " ".join(_SPELLED.get(key, key) for key in compare_key(text).split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How much each word tells among the texts of one document: the fewer hold it, the more."""

    weights: Mapping[str, float]
    rarest: float  # of a word that none of the texts holds

    @classmethod
    def of(cls, texts: Iterable[frozenset[str]]) -> "Vocabulary":
        """Return the vocabulary of texts given as their words."""
        held = list(texts)
        counts = Counter(word for words in held for word in words)
        return cls({word: log(1 + len(held) / count) for word, count in counts.items()}, log(2 + len(held)))

    def weight(self, words: Iterable[str]) -> float:
        """Return how much ``words`` tell together."""
        # Sorted, so that a sum of the same words is the same to the last digit.
        return sum(self.weights.get(word, self.rarest) for word in sorted(words))

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return from 0 to 1 how alike two wordings are: what they share of what they say together."""
        together = self.weight(one | other)
        return self.weight(one & other) / together if together else 0.0

    def share(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """Return from 0 to 1 how much of ``part`` stands in ``whole``."""
        own = self.weight(part)
        return self.weight(part & whole) / own if own else 0.0
