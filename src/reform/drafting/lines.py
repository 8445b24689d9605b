"""The lines of a draft: what each row of the annex becomes, from its own words and from the line that it was before.

Owns: kinds, units, times and answers of lines. Does not: order them (``outline``), split them (``splits``) or write
them down (``tables``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reform.drafting.answers import denies, same_answers
from reform.drafting.keys import slug
from reform.forms.model import Aggregation, AnnexRow, Choice, Form, Line, LineTime, LineType, Need
from vanban.reports import AskedFor, BlankLine
from vanban.text.forms import compare_key

__all__ = ["Choices", "DraftLine", "Row", "drafted"]

KINDS = {
    AskedFor.COUNT: LineType.COUNT,
    AskedFor.NUMBER: LineType.NUMBER,
    AskedFor.PERCENT: LineType.PERCENT,
    AskedFor.CHOICE: LineType.CHOICE,
}
_LEAST_ANSWERS = 2
_TIMES = (
    (re.compile(r"\bnam truoc\b.*\b(?:chi so|diem|xep hang|thu hang)|\b(?:chi so|xep hang|thu hang)\b.*\bnam truoc\b"),
     LineTime.PAST_YEAR),
    (re.compile(r"\bso voi (?:nam )?20\d\d\b"), LineTime.SINCE),
    (re.compile(r"\b(?:ke hoach nam|duoc giao|giao trong nam|de ra trong ke hoach|nam truoc chuyen sang)\b"),
     LineTime.YEAR),
    (re.compile(r"\b(?:thoi diem|hien co|hien tai|dang ap dung|co mat|dang giai quyet|con hieu luc|tinh den)\b"),
     LineTime.STOCK),
)  # fmt: skip
_YEAR = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the annex and the cell that it asks for."""

    at: int  # index in the annex
    key: str
    members: Mapping[str, str]  # dimension -> member; empty for the line itself
    before: AnnexRow | None  # the row of the form in force that it is taken for
    likeness: float = 0.0


@dataclass(slots=True)
class DraftLine:
    """A line of the draft."""

    key: str
    label: str
    type: LineType
    unit: str = ""
    time: LineTime = LineTime.FLOW
    aggregation: Aggregation = Aggregation.SUM
    by: list[str] = field(default_factory=list)
    needs: Mapping[str, Need] = field(default_factory=dict)
    source: str = "manual"
    part_of: str | None = None
    subset_of: str | None = None
    calc: str | None = None
    counts: str | None = None
    weight: str | None = None
    choice: str | None = None  # key of a list of answers
    good: int = 0
    since: int | None = None
    is_optional: bool = False
    printed: tuple[str, int] | None = None  # number and place in the annex
    before: Line | None = None  # the line of the form in force


class Choices:
    """The lists of answers of a draft: those of the form in force first, new ones where none fits."""

    def __init__(self, base: Form | None) -> None:
        self.lists = {line.choice.key: line.choice for line in (base.lines if base else ()) if line.choice}

    def take(self, line: BlankLine, before: Line | None) -> tuple[str, dict[str, str]]:
        """Return the key of a list for the answers of ``line``, and the word of each printed number."""
        answers = [answer for _, answer in line.choices]
        preferred = [before.choice] if before is not None and before.choice is not None else []
        for choice in (*preferred, *self.lists.values()):
            if choice not in preferred and len(choice.words) != len(answers):
                continue
            words = same_answers(choice, answers)
            if words is not None:
                return choice.key, _numbered(line, words)
        return self._new(line, answers)

    def again(self, key: str, line: BlankLine) -> dict[str, str]:
        """Return the word of each printed number in the list ``key``; nothing where the row lists other answers."""
        words = same_answers(self.lists[key], [answer for _, answer in line.choices])
        return _numbered(line, words) if words else {}

    def _new(self, line: BlankLine, answers: Sequence[str]) -> tuple[str, dict[str, str]]:
        words: dict[str, str] = {}
        for answer in answers:
            key = _answer_key(answer, answers)
            words[answer] = key if key not in words.values() else f"{key}_{len(words) + 1}"
        name, count = slug(line.label, 3), 2
        key = name
        while key in self.lists:
            key, count = f"{name}_{count}", count + 1
        self.lists[key] = Choice(key, {word: answer for answer, word in words.items()})
        return key, _numbered(line, words)


def _answer_key(answer: str, answers: Sequence[str]) -> str:
    """Return the word for an answer: "yes" and "no" where these are the two that there are."""
    if len(answers) == _LEAST_ANSWERS and sum(map(denies, answers)) == 1:
        return "no" if denies(answer) else "yes"
    return slug(answer, 3)


def _numbered(line: BlankLine, words: Mapping[str, str]) -> dict[str, str]:
    return {number: words[answer] for number, answer in line.choices if number}


def drafted(line: BlankLine, key: str, before: Line | None, levels: Sequence[str]) -> DraftLine:
    """Return the line that a row of the annex becomes, as the line before it was where there was one."""
    if before is not None:
        return DraftLine(
            key=key,
            label=line.label,
            type=before.type,
            unit=line.measure or before.unit,
            time=before.time,
            aggregation=before.aggregation,
            needs=_of_levels(before, levels),
            source=before.source,
            counts=str(before.counts) if before.counts is not None else None,
            weight=before.weight,
            good=before.good,
            since=before.since,
            before=before,
        )
    kind = KINDS.get(line.asked, LineType.COUNT)
    time = _time(line.label)
    year = _YEAR.search(line.label)
    return DraftLine(
        key=key,
        label=line.label,
        type=kind,
        unit="%" if kind is LineType.PERCENT else line.measure or "",
        time=time,
        aggregation=Aggregation.OWN if kind in (LineType.CHOICE, LineType.PERCENT) else Aggregation.SUM,
        needs=dict.fromkeys(levels, Need.REQUIRED),
        since=int(year[1]) if year and time is LineTime.SINCE else None,
    )


def _of_levels(line: Line, levels: Sequence[str]) -> dict[str, Need]:
    return {level: line.need_of(level) for level in levels}


def _time(label: str) -> LineTime:
    key = compare_key(label)
    return next((time for pattern, time in _TIMES if pattern.search(key)), LineTime.FLOW)
