"""Words that were probably recognised wrongly: their places in the fields of a row, and the fields put right.

Owns: finding one word again in a text that was cut and put together from the document. Does not: change anything.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Doubt", "corrected", "doubt_of"]

_WORD_BEFORE, _WORD_AFTER = re.compile(r"(\w+)\W*$"), re.compile(r"^\W*(\w+)")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One word, or a few, that probably say something else."""

    key: str  # of the cell and the suggestion in it; stays what it is while the plan is reviewed
    raw: str
    suggested: str
    fields: Mapping[str, str]  # fields that hold it -> how they would read; empty: a person finds the place
    names: tuple[str, ...]  # fields that hold it, certainly or perhaps


def doubt_of(
    key: str, said: Sequence[object], text: str, *, names: Sequence[str], written: Mapping[str, str]
) -> Doubt | None:
    """Return a stored suggestion (``[start, end, raw, suggested]``) about ``text`` as it concerns the fields ``names``.

    ``written``: what stands in the fields now. None where it does not concern them (any more).
    """
    start, _end, raw, suggested = said
    at = start if isinstance(start, int) else 0
    raw, suggested = str(raw), str(suggested)
    holding = [name for name in names if _matches(written.get(name, ""), raw)]
    if names and not holding:
        return None
    read = {name: corrected(written[name], raw, suggested, text=text, at=at) for name in holding}
    return Doubt(key, raw, suggested, {name: value for name, value in read.items() if value}, tuple(holding))


def corrected(value: str, raw: str, suggested: str, *, text: str, at: int) -> str:
    """Return ``value`` with ``raw`` (in ``text`` at ``at``) replaced; empty where its place is not certain.

    Of several places it is the one between the same two words.
    """
    found = _matches(value, raw)
    if len(found) > 1:
        around = _around(text, at, at + len(raw))
        found = [one for one in found if _around(value, *one.span()) == around]
    if len(found) != 1:
        return ""
    return value[: found[0].start()] + suggested + value[found[0].end() :]


def _matches(value: str, raw: str) -> list[re.Match[str]]:
    words = r"\s+".join(map(re.escape, raw.split()))
    return list(re.finditer(rf"(?<!\w){words}(?!\w)", value)) if words else []


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    before, after = _WORD_BEFORE.search(text[:start]), _WORD_AFTER.search(text[end:])
    return before.group(1) if before else "", after.group(1) if after else ""
