"""The figures of a report's prose: numbers with what they count.

Owns: which numbers of a passage are figures (not dates, symbols, numbers of clauses, terms, years or slogans).
Does not: know units (``units``), name figures (``names``) or compare them (``claims``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.language.targets.numbers import decimal_of
from vanban.plans.outline import Passage
from vanban.reports.model import Figure, Narrative
from vanban.reports.names import Clause, name_of
from vanban.reports.units import is_name, unit_at
from vanban.text.forms import compare_key

__all__ = ["Spotted", "as_narrative", "narrative_of", "spot"]

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+)"
_FIGURE = re.compile(
    rf"(?<![\w.,/:\-–])(?P<first>{_NUMBER})(?:\s?/\s?(?P<second>{_NUMBER}))?(?![\w/:]|[.,]\d)(?P<gap>\s*)"
)
_QUOTED = re.compile(r"[“\"][^”\"]{0,80}[”\"]")  # “4 tăng, 2 giảm, 3 không”
_FOOTNOTE = re.compile(r"\A[¹²³⁰⁴-⁹]|\A\[\d+\]")
_AHEAD = re.compile(r"\b(?:nhiem vu trong tam|phuong huong|nhiem vu (?:va )?giai phap|ke hoach thuc hien trong)\b")
_HEADING_WORDS = 24


@dataclass(frozen=True, slots=True)
class Spotted:
    """A figure with its span in the passage."""

    figure: Figure
    start: int
    end: int  # behind the unit
    ratio: int | None = None  # 1 the first, 2 the second number of "288/367"


def narrative_of(passages: Sequence[Passage]) -> Iterator[tuple[Passage, bool, tuple[Spotted, ...]]]:
    """Yield every passage but footnotes with whether it speaks of the next period, and its figures."""
    ahead: str | None = None  # the section that does
    for passage in passages:
        section = passage.section or ""
        if passage.numbered and _is_about_the_next(passage.text):
            ahead = section
        elif ahead is not None and not (section == ahead or section.startswith(f"{ahead}.")):
            ahead = None
        if not _FOOTNOTE.match(passage.text):
            yield passage, ahead is not None, spot(passage)


def _is_about_the_next(heading: str) -> bool:
    key = compare_key(heading)
    return len(heading.split()) <= _HEADING_WORDS and _AHEAD.search(key) is not None and "ket qua" not in key


def as_narrative(passage: Passage, found: Sequence[Spotted], *, ahead: bool) -> Narrative:
    """Return the figures of a passage as a part of the report."""
    return Narrative(passage.section, passage.text, tuple(spotted.figure for spotted in found), ahead)


def spot(passage: Passage) -> tuple[Spotted, ...]:
    """Return the figures of ``passage`` in order."""
    text = passage.text
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found: list[Spotted] = []
    for match in _FIGURE.finditer(text):
        unit = unit_at(text, match.end())
        if unit is None or (unit != "%" and not match["gap"]) or is_name(text, match.start(), unit):
            continue
        if any(start <= match.start() < end for start, end in quoted) or _is_date(match):
            continue
        found.extend(_figures(passage, match, unit, found[-1] if found else None))
    return tuple(found)


def _is_date(match: re.Match[str]) -> bool:
    """Say whether two numbers with a stroke are more likely a month and its year than a share."""
    return match["second"] is not None and re.fullmatch(r"(?:19|20)\d\d", match["second"]) is not None


def _figures(passage: Passage, match: re.Match[str], unit: str, before: Spotted | None) -> Iterator[Spotted]:
    end = match.end() + len(unit)
    clause = Clause(
        text=passage.text,
        after=before.end if before else 0,
        start=match.start(),
        end=end,
        unit=unit,
        above=before.figure.name if before else None,
    )
    name = name_of(clause)
    for group in ("first", "second") if match["second"] else ("first",):
        span = match.span(group)
        ratio = (1 if group == "first" else 2) if match["second"] else None
        figure = Figure(name, decimal_of(match[group]), unit, match[group], passage.place(*span))
        yield Spotted(figure, span[0], end, ratio)
