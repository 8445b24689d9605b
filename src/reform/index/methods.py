"""How points are given, in the words of a decision, made a rule; what words leave open is told.

Owns: which kind of scoring the sentences of one sub-criterion come to. Does not: know tables (annex_rows.py). Where
the words cannot be told, a person gives the points by hand: yes or no, and a point to look at.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from reform.forms.wording import said_number
from reform.index.model import Option, ScoringKind, ScoringRule, Step
from reform.index.repeats import twice
from reform.index.sentences import Bounds, Each, State, bounds_of, cap_of, each_of, sentences_of, state_of
from vanban.text.forms import compare_key

__all__ = ["Method", "method_of"]

Doubts = tuple[tuple[str, dict[str, str]], ...]  # codes with what fills their sentences
# Values are rounded to two digits before points are taken: above 95 is from 95,01 on.
STEP = Decimal("0.01")
HUNDRED = Decimal(100)
LONGEST = 5_000  # letters of how points are given; no decision has a tenth of it
_SURVEY = re.compile(r"\b(?:(?:dieu tra|khao sat) (?:xa hoi hoc|xhh)|ket qua khao sat|phieu khao sat|diem dieu tra)\b")
# "x điểm tối đa", "* 1,5": a share of the points; "x 100" makes a share per cent, and says nothing of points.
_TIMES = re.compile(r"(?:[)\]%]\s*|\s)(?:[x×*]|nhân(?:\s+với)?)\s*(?:(?:số\s+)?điểm\s+tối\s+đa|(?!100\b)\d)", re.I)
_FORMULA = re.compile(r"điểm\b.*\bcông\s+thức\b(?!.*[x×*]\s*100\b)", re.I)
_RATIO = re.compile(r"[/:÷%]|t[ỷỉ]\s+lệ", re.I)
_LINEAR = re.compile(r"\b(?:duong thang|noi suy|tuyen tinh|ty le thuan|theo ty le tuong ung)\b")
_OUTSIDE = re.compile(r"\bkhong (?:phai )?tu (?:cham|danh gia)\b")
_NO = re.compile(r"\A(?:khong|chua)\b")
_POINTS_WORD = re.compile(r"\d\s*điểm|điểm\s*\d", re.I)


@dataclass(frozen=True, slots=True)
class Method:
    """The rule that words come to, and what a person should look at: codes of ``reform.messages`` with their words."""

    rule: ScoringRule
    doubts: Doubts = ()


@dataclass(slots=True)
class _Words:
    """What the sentences of one sub-criterion say."""

    states: list[State] = field(default_factory=list)
    each: list[Each] = field(default_factory=list)
    formula: bool = False
    linear: bool = False  # between two states points go along a line
    unread: list[str] = field(default_factory=list)  # they speak of points, and are not understood


def method_of(text: str, most: Decimal, rows: Sequence[State] = (), label: str = "") -> Method:
    """Return the rule of a sub-criterion.

    Args:
        text: How its points are given.
        most: Its maximum.
        rows: States that stand in rows of their own, with their points.
        label: What it is about; some say there alone that a survey gives its points.
    """
    words = _words(text[:LONGEST], most)
    words.states.extend(rows)
    if _SURVEY.search(compare_key(f"{label} {text}")):
        return Method(ScoringRule(ScoringKind.SURVEY, unit="%", low=Decimal(0), high=HUNDRED), (("IA006", {}),))
    made = _each(words, most) or _between(words, most, text) or _formula(words, most) or _states(words, most)
    return made or Method(_by_hand(), (("IA001", {}),))


def _words(text: str, most: Decimal) -> _Words:
    words = _Words()
    for sentence in sentences_of(text):
        if cap_of(sentence) == most:
            continue
        state = state_of(sentence)
        if (found := each_of(sentence)) and not (state and found.points >= most and not found.takes):
            words.each.append(found)
        elif (_TIMES.search(sentence) or _FORMULA.search(sentence)) and _RATIO.search(sentence):
            words.formula = True
        elif _LINEAR.search(compare_key(sentence)):
            words.linear = True
        elif cap_of(sentence) is not None:
            words.unread.append(sentence)
        elif state is not None:
            words.states.append(state)
        elif _POINTS_WORD.search(sentence):
            words.unread.append(sentence)
    return words


def _by_hand() -> ScoringRule:
    return ScoringRule(ScoringKind.YES_NO)


def _each(words: _Words, most: Decimal) -> Method | None:
    """Points for each: beside them stands at most what gives all or nothing."""
    if not words.each:
        return None
    one = words.each[0]
    others = {most if state.points is None else state.points for state in words.states}
    is_plain = len(words.each) == 1 and not words.formula and not words.unread and others <= {Decimal(0), most}
    if not is_plain or one.cap not in (None, most) or one.points > most or not one.points:
        return Method(_by_hand(), (("IA001", {}),))
    kind = ScoringKind.DEDUCTION if one.takes else ScoringKind.COUNT
    return Method(ScoringRule(kind, unit=one.what, each=one.points))


def _between(words: _Words, most: Decimal, text: str) -> Method | None:
    """Points along a line from what gives nothing to what gives all."""
    if not words.linear:
        return None
    ends = {most if state.points is None else state.points: bounds_of(state.said) for state in words.states}
    nothing, everything = ends.get(Decimal(0)), ends.get(most)
    if len(words.states) != 2 or nothing is None or everything is None or words.unread or words.formula:
        return Method(_by_hand(), (("IA001", {}),))
    low = nothing.high if nothing.high is not None else nothing.low
    high = everything.low if everything.low is not None else everything.high
    if low is None or high is None or low == high:
        return Method(_by_hand(), (("IA001", {}),))
    kind = ScoringKind.EXTERNAL if _OUTSIDE.search(compare_key(text)) else ScoringKind.SPAN
    return Method(ScoringRule(kind, unit=everything.unit or nothing.unit, low=low, high=high))


def _formula(words: _Words, most: Decimal) -> Method | None:
    """A share of the maximum: linear from nothing to a hundred per cent, if no state cuts it off."""
    if not words.formula:
        return None
    for state in words.states:
        bounds, points = bounds_of(state.said), most if state.points is None else state.points
        if bounds is None or not _is_end(bounds, points, most):
            return Method(_by_hand(), (("IA001", {}),))
    rule = ScoringRule(ScoringKind.SPAN, unit="%", low=Decimal(0), high=HUNDRED)
    return Method(rule, (("IA005", {}),))


def _is_end(bounds: Bounds, points: Decimal, most: Decimal) -> bool:
    """Tell whether a state says what the share gives anyway: all at a hundred per cent, nothing at zero."""
    return (bounds.low == HUNDRED and points == most) or (bounds.high == 0 and points == 0)


def _states(words: _Words, most: Decimal) -> Method | None:
    worths = [most if state.points is None else state.points for state in words.states]
    if not worths:
        return None
    if max(worths) != most:
        return Method(_by_hand(), (("IA002", {"points": said_number(max(worths)), "most": said_number(most)}),))
    doubts: Doubts = (("IA001", {}),) if words.unread else ()
    if len(worths) == 1:
        return Method(_by_hand(), doubts)
    bounds = [bounds_of(state.said) for state in words.states]
    if all(bounds) and (made := _steps([one for one in bounds if one is not None], worths)):
        return Method(made.rule, (*made.doubts, *doubts))
    return _options(words, worths, doubts)


def _options(words: _Words, worths: Sequence[Decimal], doubts: Doubts) -> Method:
    labels = [state.said for state in words.states]
    if twice(label.casefold() for label in labels):
        return Method(_by_hand(), (("IA001", {}),))
    if len(labels) == 2 and min(worths) == 0 and _NO.match(compare_key(labels[worths.index(Decimal(0))])):
        return Method(_by_hand(), doubts)
    named = enumerate(zip(labels, worths, strict=True), start=1)
    options = tuple(Option(f"m{at}", label, points) for at, (label, points) in named)
    return Method(ScoringRule(ScoringKind.CHOICE, options=options), doubts)


def _steps(bounds: Sequence[Bounds], worths: Sequence[Decimal]) -> Method | None:
    """Return thresholds, the best first; None where the states are no ladder."""
    ranked = sorted(zip(bounds, worths, strict=True), key=lambda pair: -pair[1])
    best = ranked[0][0]
    is_less = best.low is None or (best.low == 0 and not best.is_low_open and best.high is not None)
    if best.high is not None and not is_less:
        return None
    ladder = [(_edge(one, is_less=is_less), points) for one, points in ranked]
    steps = tuple(Step(edge, points) for edge, points in _closed(ladder, is_less=is_less))
    sign = 1 if is_less else -1
    falls = all(sign * one.value < sign * other.value and one.points > other.points for one, other in pairwise(steps))
    if not steps or not falls or any(edge is None for edge, _points in ladder[:-1]):
        return None
    if ladder[-1][0] is None and is_less and ladder[-1][1] > 0:
        return None
    units = {one.unit for one in bounds if one.unit}
    unit = units.pop() if len(units) == 1 else ""
    rule = ScoringRule(ScoringKind.STEPS, unit=unit, steps=steps, is_less_better=is_less)
    return Method(rule, tuple(_ladder_doubts([one for one, _points in ranked], is_less=is_less)))


def _edge(one: Bounds, *, is_less: bool) -> Decimal | None:
    """Return the threshold at which a state begins: its lower bound, or its upper one where less is better."""
    if is_less:
        return one.high - STEP if one.high is not None and one.is_high_open else one.high
    return one.low + STEP if one.low is not None and one.is_low_open else one.low


def _closed(ladder: Sequence[tuple[Decimal | None, Decimal]], *, is_less: bool) -> list[tuple[Decimal, Decimal]]:
    """Return the steps that give points; the last state without a bound of its own begins at nothing."""
    made = [(edge, points) for edge, points in ladder if edge is not None and points > 0]
    edge, points = ladder[-1]
    return [*made, (Decimal(0), points)] if edge is None and points > 0 and not is_less else made


def _ladder_doubts(bounds: Sequence[Bounds], *, is_less: bool) -> list[tuple[str, dict[str, str]]]:
    """Return what is odd: a bound that is not in its state, and values between two states."""
    found: list[tuple[str, dict[str, str]]] = []
    for one in bounds:
        edge, is_open = (one.high, one.is_high_open) if is_less else (one.low, one.is_low_open)
        if edge is not None and is_open:
            made = _edge(one, is_less=is_less) or Decimal(0)
            found.append(("IA003", {"value": said_number(edge), "taken": said_number(made)}))
    for one, other in pairwise(bounds):
        end, begin = (one.high, other.low) if is_less else (one.low, other.high)
        if end is not None and begin is not None and end != begin:
            found.append(("IA004", {"value": said_number(end), "other": said_number(begin)}))
    return found
