"""One row of a plan in words alone, and which of its words say another thing than before.

Owns: what of a row has legal weight, and when two wordings are one. Does not: find which rows belong together
(``matching``).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vanban.text.forms import squeeze

__all__ = ["Part", "PlanLine", "changed_parts", "unsaid_parts", "word_key"]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TRIM = re.compile(r"\A[\s.,;:•+–-]+|[\s.,;:•+–-]+\Z")
_DASHES = re.compile(r"\s*[-–—]\s*")


class Part(StrEnum):
    """What of a row has legal weight. Its number is none: numbers move with whatever is put in before them."""

    TASK = "task"
    PRODUCT = "product"
    LEAD = "lead"
    COORDINATING = "coordinating"
    MONITORING = "monitoring"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One deliverable of a plan."""

    key: int  # of the caller
    area: str
    number: str
    task: str
    product: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    monitoring: tuple[str, ...]
    deadline: str

    def part(self, part: Part) -> tuple[str, ...]:
        """Return the words of one part, a body each where it names bodies."""
        value = getattr(self, part.value)
        return value if isinstance(value, tuple) else (value,)


def unsaid_parts(lines: Iterable[PlanLine]) -> tuple[Part, ...]:
    """Return the parts that no row says anything of."""
    said = {part for line in lines for part in Part if any(line.part(part))}
    return tuple(part for part in Part if part not in said)


def changed_parts(old: PlanLine, new: PlanLine) -> tuple[Part, ...]:
    """Return the parts in which ``new`` says another thing than ``old``; none where they are one."""
    return tuple(part for part in Part if _keys(old.part(part)) != _keys(new.part(part)))


def _keys(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for one in words if (key := word_key(one)))


def word_key(text: str) -> str:
    """Return the key under which two writings of the same words are equal, and other words are not.

    Case, white space, dashes, marks at the ends and the place of the tone fall away (``Uỷ ban`` is ``Ủy ban``); letters
    and tones stay, for ``sở`` and ``số`` are two words.
    """
    plain = _DASHES.sub("-", _TRIM.sub("", squeeze(text).casefold()))
    return " ".join(_toned(word) for word in plain.split())


def _toned(word: str) -> str:
    """Return a word with its tone behind it, wherever it was written."""
    apart = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in apart if mark in _TONES)
    return "".join(mark for mark in apart if mark not in _TONES) + "".join(sorted(tones))
