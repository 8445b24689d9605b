"""Targets in a paragraph or cell: what is to be reached, how it compares, in what unit.

Which blocks to ask: paragraphs of goal sections (``is_target_section``; pass ``goal=True``), paragraphs of task
sections, and in tables the cells of tasks and of deliverables. Not deadline, body, budget or note cells. Where a task
and its deliverable state one mark, ``unique_targets`` keeps the first.

Owns: numbers that set a mark. Does not: read dates, symbols, articles of laws, terms ("trong 05 ngày"), or tell whether
a mark was reached.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from vanban.language.targets.bounds import Bounds, bounds_of
from vanban.language.targets.clauses import clause_around, sentences_of, starts_measure, subject_of
from vanban.language.targets.comparing import Comparison, comparison_of, is_target, runs_backwards
from vanban.language.targets.marks import Mark, marks_of
from vanban.text.findings import Finding, Place, Reading, Severity
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["Target", "is_target_section", "parse_targets", "read_targets", "unique_targets"]


@dataclass(frozen=True, slots=True)
class Target:
    """One mark that a plan sets."""

    text: str  # the clause around the number, at most 160 characters
    section: str | None  # where it stands, as the caller names it
    comparator: str  # ">=", "<=", "=", ">", "<", "top", "decrease_by", "increase_by", "exists"
    value: Decimal | None  # in ``unit``; None where the plan names no number
    unit: str | None  # "%", "rank" or a code of ``units.UNITS``
    subject: str  # short: what is measured
    at: int = 0  # span [at, until) of ``text`` in the normalised text given
    until: int = 0
    baseline_year: int | None = None  # the year it is compared with: "giảm 10% so với năm 2021"
    horizon_year: int | None = None  # the year by whose end it is to be reached: "đến năm 2030"; None: the plan's
    level: str | None = None  # "province", "district" or "commune", where the text says for which level it holds
    scope: str | None = None  # the source's words: "bình quân cả tỉnh", "mỗi cơ quan, đơn vị"

    def to_json(self) -> dict[str, Any]:
        """Return the contract's shape; whole values as int, others as float; bounds only where they are stated."""
        bounds = {name: getattr(self, name) for name in _BOUNDS if getattr(self, name) is not None}
        return bounds | {
            "text": self.text,
            "section": self.section,
            "comparator": self.comparator,
            "value": None if self.value is None else _plain(self.value),
            "unit": self.unit,
            "subject": self.subject,
        }

    @classmethod
    def from_json(cls, shape: Mapping[str, Any]) -> "Target":
        """Return the target that ``to_json`` gave; it has lost the span of its words."""
        value = shape["value"]
        known: dict[str, Any] = {name: shape.get(name) for name in ("section", "unit", *_BOUNDS)}
        return cls(
            text=shape["text"],
            comparator=shape["comparator"],
            value=None if value is None else Decimal(str(value)),
            subject=shape["subject"],
            **known,
        )


_BOUNDS = ("baseline_year", "horizon_year", "level", "scope")
_FEW_WORDS = 3  # of a subject that only says for whom the measure before it holds
_GOAL_HEADING = re.compile(r"(?<!\w)(?:mục tiêu|chỉ tiêu)(?!\w)")
_MORE = re.compile(r"(?<!\w)có thêm\s+(?:các\s+|nhiều\s+)?(?=đơn vị|cơ quan|xã|địa phương)", re.IGNORECASE)
_DONE = re.compile(
    r"(?:phấn đấu\s+)?(?:cơ bản\s+)?(?:hoàn thành|triển khai thực hiện tất cả|tất cả)(?!\w)", re.IGNORECASE
)


def is_target_section(heading: str) -> bool:
    """Say whether a heading opens a section of goals: "1. Mục tiêu", "Một số mục tiêu, chỉ tiêu cụ thể"."""
    return _GOAL_HEADING.search(squeeze(heading).lower()) is not None


def read_targets(text: str, *, section: str | None = None, goal: bool = False) -> tuple[Target, ...]:
    """Return the targets of one paragraph or cell, in order. Never raises.

    Args:
        text: One paragraph or cell.
        section: Kept in each target: "1.5", "A.III.1", "Phụ lục 02/2".
        goal: The block stands in a section of goals: then every counted unit is a target, and a sentence without a
            number that says what is to be completed is one too (comparator ``exists``, no value).

    Example:
        >>> [(t.comparator, t.value, t.unit) for t in read_targets("cấp tỉnh đạt tối thiểu 30%, cấp xã 15,5%")]
        [('>=', Decimal('30'), '%'), ('>=', Decimal('15.5'), '%')]
    """
    return parse_targets(text, section=section, goal=goal).value


def parse_targets(text: str, *, section: str | None = None, goal: bool = False) -> Reading[tuple[Target, ...]]:
    """Return the targets of one block with findings: ranges that run backwards (TG001)."""
    text = normalise(text)
    targets: list[Target] = []
    findings: list[Finding] = []
    for start, end in sentences_of(text):
        marks = [mark for mark in marks_of(text[start:end]) if is_target(text[start:end], mark, goal=goal)]
        found = list(_targets(text, (start, end), marks, section)) or list(
            _unnumbered(text, (start, end), section, goal=goal)
        )
        targets.extend(found)
        findings.extend(_backwards(text, start, mark) for mark in marks if runs_backwards(text[start:end], mark))
    return Reading(tuple(targets), tuple(findings))


def unique_targets(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return each target of a section once: same section, comparator, value, unit and first words of the subject."""
    unique: dict[tuple[Any, ...], Target] = {}
    for target in targets:
        subject = " ".join(compare_key(target.subject).split()[:4])
        key = (target.section, target.comparator, target.value, target.unit, subject)
        unique.setdefault(key, target)
    return tuple(unique.values())


def _targets(text: str, sentence: tuple[int, int], marks: list[Mark], section: str | None) -> Iterator[Target]:
    """Yield the targets of one sentence; what one mark leaves open is taken from the mark before it."""
    start, end = sentence
    body = text[start:end]
    last: Comparison | None = None
    measure = ""
    for index, mark in enumerate(marks):
        floor = marks[index - 1].until if index else 0
        ceiling = marks[index + 1].at if index + 1 < len(marks) else len(body)
        last = comparison_of(body, mark, floor, ceiling, last if index and marks[index - 1].unit == mark.unit else None)
        at, until = clause_around(body, mark.at, mark.until, floor, ceiling)
        subject = subject_of(body, mark, at if index else 0, until)
        measure, subject = _measured(measure, subject)
        bounds = _bounds(text, sentence, mark, floor, ceiling)
        words, span = squeeze(body[at:until]), (start + at, start + until)
        for comparator, value in last.values(mark):
            yield _bounded(Target(words, section, comparator, value, mark.unit, subject, *span), bounds)


def _bounds(text: str, sentence: tuple[int, int], mark: Mark, floor: int, ceiling: int) -> Bounds:
    start = sentence[0]
    return bounds_of(text, sentence, (start + mark.at, start + mark.until), (start + floor, start + ceiling))


def _bounded(target: Target, bounds: Bounds) -> Target:
    return replace(
        target,
        baseline_year=bounds.baseline_year,
        horizon_year=bounds.horizon_year,
        level=bounds.level,
        scope=bounds.scope,
    )


def _measured(measure: str, subject: str) -> tuple[str, str]:
    """Return the measure under way and the subject with it: after "tỷ lệ … cấp tỉnh 30%" comes "cấp huyện 20%"."""
    if starts_measure(subject):
        return subject, subject
    if measure and subject.lower().startswith("cấp ") and len(subject.split()) <= _FEW_WORDS:
        return measure, f"{measure}; {subject}"
    return "", subject


def _unnumbered(text: str, sentence: tuple[int, int], section: str | None, *, goal: bool) -> Iterator[Target]:
    """Yield the target of a sentence without a number: more units of a kind, or something to be completed."""
    start, end = sentence
    body = text[start:end]
    more = _MORE.search(body)
    done = _DONE.match(body) if goal else None
    if not more and not done:
        return
    at, until = clause_around(body, (more or done).start(), (more or done).end(), 0, len(body))  # type: ignore[union-attr]
    subject = squeeze(body[(more or done).end() : until])[:120]  # type: ignore[union-attr]
    comparator, unit = ("increase_by", "units") if more else ("exists", None)
    yield Target(squeeze(body[at:until]), section, comparator, None, unit, subject, start + at, start + until)


def _backwards(text: str, start: int, mark: Mark) -> Finding:
    place = Place(start=start + mark.at, end=start + mark.until)
    return Finding("TG001", Severity.WARNING, place, squeeze(text[start + mark.at : start + mark.until]))


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
