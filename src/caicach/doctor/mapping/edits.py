"""Edits that would put a finding right: which of them can be offered, and which get in each other's way.

Owns: holding an edit against the words at its place. Does not: know who accepted it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from caicach.doctor.mapping.texts import Blocks, text_at
from vanban.text.findings import Edit

__all__ = ["edits_in", "is_formal", "meet", "settled_by"]

_LONGEST = 200  # letters of words that are replaced: more is no slip of the pen
_END = 10**9


class _Editable(Protocol):
    """What has edits and a number."""

    @property
    def number(self) -> int: ...
    @property
    def edits(self) -> Sequence[Mapping[str, Any]]: ...


def edits_in(blocks: Blocks, edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Return ``edits`` as plain values; none at all where one of them does not find exactly its old words.

    What changes nothing, runs over the end of a line, or meets another of the same finding is none either.
    """
    given = [edit.to_json() for edit in edits]
    is_sound = all(_is_sound(blocks, edit) for edit in given)
    is_apart = not any(_overlap(one, other) for at, one in enumerate(given) for other in given[:at])
    return given if is_sound and is_apart else []


def _is_sound(blocks: Blocks, edit: Mapping[str, Any]) -> bool:
    place, old, new = edit["place"], edit["old"], edit["new"]
    start, end, text = place.get("start"), place.get("end"), text_at(blocks, place)
    if text is None or start is None or end is None or not old.strip() or old == new:
        return False
    return text[start:end] == old and len(old) <= _LONGEST and "\n" not in old + new


def meet(one: _Editable, other: _Editable) -> bool:
    """Whether the edits of two findings change the same words."""
    return any(_overlap(mine, yours) for mine in one.edits for yours in other.edits)


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, yours = one["place"], other["place"]
    is_same_text = all(mine.get(name) == yours.get(name) for name in ("block", "row", "column"))
    return (
        is_same_text and mine.get("start", 0) < yours.get("end", _END) and yours.get("start", 0) < mine.get("end", _END)
    )


def is_formal(edits: Sequence[Mapping[str, Any]]) -> bool:
    """Whether ``edits`` change blanks and signs alone, no letter and no digit: nobody need weigh them one by one."""
    return bool(edits) and all(_letters(edit["old"]) == _letters(edit["new"]) for edit in edits)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def settled_by(found: Sequence[_Editable], accepted: Collection[int]) -> dict[int, int]:
    """Return the findings whose own edit became idle, because another that was accepted changes the same words.

    Returns:
        By the number of the idle finding, the number of the accepted one.
    """
    chosen = [one for one in found if one.number in accepted]
    return {
        one.number: other.number
        for one in found
        if one.edits and one.number not in accepted
        for other in chosen
        if meet(one, other)
    }
