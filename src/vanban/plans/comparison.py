"""A plan against the plan of the body above: what is missing, later or weaker.

Owns: the differences that make a subordinate's plan fall short. Does not: judge what it does beyond the superior's
(more tasks, earlier dates, higher marks are its own), or decide which rows concern a body.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.language.targets import Target, read_targets
from vanban.plans.goals import weaker_goals
from vanban.plans.likeness import pair_texts
from vanban.plans.model import Plan
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = [
    "Above",
    "ComparedLine",
    "Comparison",
    "Shortfall",
    "ShortfallKind",
    "above_of",
    "compare_lines",
    "compare_plans",
    "compare_with",
    "compared_lines",
    "last_day",
    "lower_targets",
    "match_lines",
    "shortfalls_of",
]

_EVIDENCE = 160
_A_YEAR = {"daily": 365, "weekly": 52, "monthly": 12, "quarterly": 4, "half_yearly": 2, "yearly": 1}
_HOURS = {"immediately": 0, "hour": 1, "day": 24, "working_day": 24, "month": 720}
_FALLING = frozenset({"<=", "<", "top"})  # the smaller, the better
_OF_DAYS = frozenset({"PC003", "PC004"})
_WORDS_OF_TASK = 110
_ALIKE = 0.34  # share of words that two marks must have in common, where a row sets several


class ShortfallKind(StrEnum):
    """In what a row of a subordinate's plan falls short."""

    MISSING = "missing"  # no row carries the task out
    LATER = "later"  # a later day, no day, or less often
    WEAKER = "weaker"  # a lower mark, or a product that is left out
    SILENT = "silent"  # a mark that is not repeated; worth knowing, no more


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One deliverable of a plan, as it is compared."""

    key: int  # of the caller
    area: str
    number: str
    task: str
    product: str
    deadlines: tuple[Deadline, ...]
    place: Place = field(default_factory=Place)
    leads: tuple[str, ...] = ()  # who leads, in the plan's words


@dataclass(frozen=True, slots=True)
class Above:
    """A superior's plan, as far as another plan is held against it."""

    lines: tuple[ComparedLine, ...]  # those that bind the subordinate
    goals: tuple[tuple[Target, Place], ...] = ()
    year: int | None = None  # None: not said, so that days are compared whatever the other's year


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One difference; the place of its finding is that of the superior's row."""

    kind: ShortfallKind
    finding: Finding
    superior: int  # key of the superior's row
    subordinate: int | None = None  # key of the row below; None: there is none
    place: Place | None = None  # of the row below


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side."""

    pairs: tuple[tuple[int, int], ...]  # keys: superior's row, row below
    shortfalls: tuple[Shortfall, ...]  # in the order of the superior's rows
    goals: tuple[Finding, ...] = ()  # goals of the prose that are set lower, places of the superior's
    years: Finding | None = None  # the plans are of two years, so that their days were not compared

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone: of the plans as wholes, of their goals, of their rows."""
        return (*((self.years,) if self.years else ()), *self.goals, *(one.finding for one in self.shortfalls))


def compare_plans(
    superior: Plan, subordinate: Plan, *, concerns: Callable[[ComparedLine], bool] | None = None
) -> Comparison:
    """Compare two read plans: goals and rows. Never raises; a plan compared with itself has no findings.

    Of plans for two years the days are not compared (PC009 says so): last year's plan is often the pattern of this one.

    Args:
        superior: The plan of the body above.
        subordinate: The plan that is to carry it out.
        concerns: Says which rows of the superior bind the subordinate; None: all.
    """
    return compare_with(above_of(superior, concerns=concerns), subordinate)


def above_of(plan: Plan, *, concerns: Callable[[ComparedLine], bool] | None = None) -> Above:
    """Return a read plan as one that others are held against; ``concerns`` as for ``compare_plans``."""
    lines = tuple(line for line in compared_lines(plan) if concerns is None or concerns(line))
    return Above(lines, plan.targets, plan.header.year)


def compare_with(above: Above, subordinate: Plan) -> Comparison:
    """Compare a read plan with what is known of its superior's; as ``compare_plans``."""
    compared = compare_lines(above.lines, compared_lines(subordinate))
    goals = weaker_goals(above.goals, subordinate.targets)
    years = (above.year, subordinate.header.year)
    if None in years or years[0] == years[1]:
        return replace(compared, goals=goals)
    kept = tuple(one for one in compared.shortfalls if one.finding.code not in _OF_DAYS)
    params = {"superior": years[0], "subordinate": years[1]}
    said = Finding("PC009", Severity.WARNING, Place(), f"{years[0]} | {years[1]}", params)
    return replace(compared, shortfalls=kept, goals=goals, years=said)


def compare_lines(
    superior: Sequence[ComparedLine],
    subordinate: Sequence[ComparedLine],
    pairs: Iterable[tuple[int, int]] | None = None,
) -> Comparison:
    """Compare rows of two plans; without ``pairs`` (keys above, below) they are matched by their words.

    A row of the superior without words asks for nothing.
    """
    known = match_lines(superior, subordinate) if pairs is None else tuple(pairs)
    below = {line.key: line for line in subordinate}
    of: dict[int, list[ComparedLine]] = {}
    for above_key, below_key in known:
        if below_key in below:
            of.setdefault(above_key, []).append(below[below_key])
    done = {compare_key(line.task) for line in superior if line.key in of}
    found = (
        one
        for line in superior
        if compare_key(_words(line)[1])
        for one in shortfalls_of(line, of.get(line.key, ()), task_is_covered=_is_in(line, done))
    )
    return Comparison(known, tuple(found))


def _is_in(line: ComparedLine, tasks: set[str]) -> bool:
    return bool(compare_key(line.task)) and compare_key(line.task) in tasks


def compared_lines(plan: Plan) -> tuple[ComparedLine, ...]:
    """Return the rows of a read plan, numbered from 0 in source order; a row without a product is its task."""
    return tuple(
        ComparedLine(key, area, number, task, product, deadlines, place, leads)
        for key, (area, number, task, product, deadlines, place, leads) in enumerate(_rows(plan))
    )


def _rows(plan: Plan) -> Iterator[tuple[str, str, str, str, tuple[Deadline, ...], Place, tuple[str, ...]]]:
    for annex, task in plan.tasks():
        for row in task.rows:
            leads = tuple(body.text for body in row.lead)
            for one in row.deliverables:
                own = tuple(row.deadlines[at] for at in one.deadlines) or row.deadlines
                yield annex.area, task.no or "", task.text, one.text, own, one.place, leads
            if not row.deliverables:
                yield annex.area, task.no or "", task.text, task.text, row.deadlines, row.place, leads


def match_lines(superior: Sequence[ComparedLine], subordinate: Sequence[ComparedLine]) -> tuple[tuple[int, int], ...]:
    """Return which row below carries out which row above, by keys: by the words of task and product.

    A row below may carry out several tasks, but one product of each: that one product of a task was taken up does not
    mean that the others were.
    """
    pairs = pair_texts([_words(line) for line in superior], [_words(line) for line in subordinate])
    taken: dict[int, str] = {}
    kept = []
    for pair in sorted(pairs, key=lambda pair: (pair.is_shared, pair.above)):
        task = compare_key(superior[pair.above].task)
        if not pair.is_shared or taken.get(pair.below) != task:
            taken.setdefault(pair.below, task)
            kept.append(pair)
    return tuple(
        (superior[pair.above].key, subordinate[pair.below].key) for pair in sorted(kept, key=lambda one: one.above)
    )


def _words(line: ComparedLine) -> tuple[str, str]:
    product = "" if line.product == line.task else line.product
    return line.area, f"{line.task} {product}"


def shortfalls_of(
    superior: ComparedLine, rows: Sequence[ComparedLine], *, task_is_covered: bool = False
) -> tuple[Shortfall, ...]:
    """Return in what ``rows`` (those that carry ``superior`` out) fall short of it.

    Args:
        superior: The row of the superior's plan.
        rows: The rows below that carry it out; of several, the last to end counts.
        task_is_covered: Another product of the same task is carried out: then this product was left out.
    """
    if not rows:
        code, kind = ("PC002", ShortfallKind.WEAKER) if task_is_covered else ("PC001", ShortfallKind.MISSING)
        return (_shortfall(kind, code, superior, None, _named(superior)),)
    return (*_times(superior, rows), *_marks(superior, rows))


def _named(line: ComparedLine) -> str:
    """Return a row so that a person finds it: its product alone is often "Báo cáo kết quả thực hiện"."""
    task = squeeze(line.task)
    short = task if len(task) <= _WORDS_OF_TASK else f"{task[:_WORDS_OF_TASK].rsplit(' ', 1)[0]}…"
    return short if line.product == line.task else f"{short}: {line.product}"


def _shortfall(
    kind: ShortfallKind, code: str, superior: ComparedLine, row: ComparedLine | None, evidence: str, **params: str
) -> Shortfall:
    severity = Severity.NOTE if kind is ShortfallKind.SILENT else Severity.WARNING
    finding = Finding(code, severity, superior.place, squeeze(evidence)[:_EVIDENCE], params)
    return Shortfall(kind, finding, superior.key, row.key if row else None, row.place if row else None)


def last_day(deadlines: Iterable[Deadline]) -> date | None:
    """Return the last day that deadlines with a fixed day leave; None where none has one."""
    days = (_day(deadline) for deadline in deadlines)
    return max((day for day in days if day is not None), default=None)


def _day(deadline: Deadline) -> date | None:
    if deadline.kind is DeadlineKind.WITHIN:
        return deadline.end
    if deadline.kind is not DeadlineKind.BY or deadline.date is None:
        return None
    # "trước ngày 30": the day itself no longer counts.
    return deadline.date - timedelta(days=1) if deadline.inclusive is False else deadline.date


def _times(superior: ComparedLine, rows: Sequence[ComparedLine]) -> Iterator[Shortfall]:
    """Yield what of the rows' time falls short: the day, the rhythm, the term after an event."""
    limit, often, term = last_day(superior.deadlines), _rhythm(superior.deadlines), _term(superior.deadlines)
    for row in rows:
        day = last_day(row.deadlines)
        if limit is not None and day is not None and day > limit:
            yield _shortfall(
                ShortfallKind.LATER, "PC003", superior, row, row.product, due=_said(limit), later=_said(day)
            )
        elif limit is not None and day is None and not _rhythm(row.deadlines):
            yield _shortfall(ShortfallKind.LATER, "PC004", superior, row, row.product, due=_said(limit))
        elif often and _is_rarer(row.deadlines, often):
            yield _shortfall(ShortfallKind.LATER, "PC005", superior, row, row.product)
        elif term is not None and (own := _term(row.deadlines)) is not None and own > term:
            yield _shortfall(ShortfallKind.LATER, "PC008", superior, row, row.product)


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _rhythm(deadlines: Iterable[Deadline]) -> int:
    """Return how often a year the deadlines come; 0 for none that comes back."""
    return max(
        (_A_YEAR.get(one.freq or "", 0) * (one.times or 1) for one in deadlines if one.kind is DeadlineKind.RECURRING),
        default=0,
    )


def _is_rarer(deadlines: Sequence[Deadline], often: int) -> bool:
    if any(one.kind is DeadlineKind.CONTINUOUS for one in deadlines):
        return False
    return _rhythm(deadlines) < often


def _term(deadlines: Iterable[Deadline]) -> int | None:
    """Return the longest term after an event, in hours of whole days; None where there is none."""
    terms = [
        one.amount * _HOURS[one.unit]
        for one in deadlines
        if one.kind is DeadlineKind.RELATIVE and one.amount is not None and one.unit in _HOURS
    ]
    return max(terms, default=None)


def _marks(superior: ComparedLine, rows: Sequence[ComparedLine]) -> Iterator[Shortfall]:
    """Yield the marks that the rows lower or leave out."""
    own = tuple((row, target) for row in rows for target in _targets(row))
    below = [target for _row, target in own]
    for target, other in lower_targets(_targets(superior), below):
        if other is None:
            yield _shortfall(ShortfallKind.SILENT, "PC007", superior, rows[0], target.text, target=target.text)
        else:
            row = next(row for row, one in own if one is other)
            yield _shortfall(
                ShortfallKind.WEAKER, "PC006", superior, row, other.text, target=target.text, lower=other.text
            )


def _targets(line: ComparedLine) -> tuple[Target, ...]:
    product = "" if line.product == line.task else line.product
    found = (*read_targets(line.task), *read_targets(product))
    return tuple(one for one in found if one.value is not None)


def lower_targets(
    superior: Sequence[Target], subordinate: Sequence[Target]
) -> tuple[tuple[Target, Target | None], ...]:
    """Return the marks of ``superior`` that ``subordinate`` lowers, each with the lower one; None: not repeated.

    Marks are paired where unit and direction agree, the most alike first; where each side sets one, they are a pair.
    """
    pairs = _pairs_of(superior, subordinate)
    return tuple(
        (one, subordinate[pairs[at]] if at in pairs else None)
        for at, one in enumerate(superior)
        if at not in pairs or _is_lower(one, subordinate[pairs[at]])
    )


def _pairs_of(superior: Sequence[Target], subordinate: Sequence[Target]) -> dict[int, int]:
    alone = len(superior) == 1 and len(subordinate) == 1
    ranked = sorted(
        (-_share(one, other), abs(i - j), i, j)
        for i, one in enumerate(superior)
        for j, other in enumerate(subordinate)
        if _is_comparable(one, other) and (alone or _share(one, other) >= _ALIKE)
    )
    pairs: dict[int, int] = {}
    for _share_of, _apart, i, j in ranked:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _is_comparable(one: Target, other: Target) -> bool:
    return one.unit == other.unit and _direction(one) == _direction(other)


def _direction(target: Target) -> str:
    if target.comparator in ("decrease_by", "increase_by"):
        return target.comparator
    return "falls" if target.comparator in _FALLING or target.unit == "rank" else "rises"


def _share(one: Target, other: Target) -> float:
    mine, its = set(compare_key(one.text).split()), set(compare_key(other.text).split())
    return round(len(mine & its) / len(mine | its), 6) if mine | its else 1.0


def _is_lower(one: Target, other: Target) -> bool:
    if one.value is None or other.value is None:
        return False
    return other.value > one.value if _direction(one) == "falls" else other.value < one.value
