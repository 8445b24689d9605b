"""What a criteria set is: areas, criteria and sub-criteria with their points, rules of scoring and proof asked.

Owns: the shape of a version of a set and looking its parts up. Does not: read YAML, score, or rank.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reform.forms.tree import Node

__all__ = [
    "Adjustment",
    "Appraiser",
    "CriteriaSet",
    "Criterion",
    "Grade",
    "IndexArea",
    "Issuer",
    "Link",
    "Option",
    "ProofRule",
    "Purpose",
    "ScoringKind",
    "ScoringRule",
    "Sign",
    "Step",
    "SubCriterion",
    "Window",
    "YearDay",
]


class Purpose(StrEnum):
    """What a set measures; the engine is the same."""

    PAR_INDEX = "par_index"  # Chỉ số cải cách hành chính
    TASK_COMPLETION = "task_completion"  # mức độ hoàn thành nhiệm vụ
    DIGITAL_COMMUNE = "digital_commune"  # chuyển đổi số cấp xã
    PROCEDURE_CONTROL = "procedure_control"  # kiểm soát thủ tục hành chính


class ScoringKind(StrEnum):
    """How points come from what is claimed."""

    YES_NO = "yes_no"  # all points or none
    CHOICE = "choice"  # one of several states in words, each with its points
    STEPS = "steps"  # by the thresholds that a value reaches
    SPAN = "span"  # linear between two values
    COUNT = "count"  # so much for each, up to the maximum
    DEDUCTION = "deduction"  # the maximum less so much for each, never below zero
    FORMULA = "formula"  # the formula gives the points themselves
    SURVEY = "survey"  # a result of the sociological survey, linear; never self-scored
    EXTERNAL = "external"  # a result that another body publishes, linear


class Appraiser(StrEnum):
    """Who appraises a sub-criterion. Nobody appraises their own agency (see the scoring service)."""

    STANDING = "standing"  # the standing body of reform
    AREA = "area"  # the body that leads the area
    COUNCIL = "council"  # the appraisal council


class Issuer(StrEnum):
    """Who must have issued a document that proves a claim."""

    OWN = "own"  # the agency itself
    SUPERIOR = "superior"  # a body above it
    ANY = "any"


class Sign(StrEnum):
    """Which way points beside the tree go."""

    BONUS = "bonus"
    PENALTY = "penalty"


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day counted from the year that is scored: ``YearDay(-1, 12, 1)`` is 1 December of the year before."""

    year_offset: int
    month: int
    day: int

    def on(self, year: int) -> date:
        """Return the day for the scored ``year``; 29 February of a common year is its last day."""
        at = year + self.year_offset
        return date(at, self.month, self.day) if (self.month, self.day) != (2, 29) else _end_of_february(at)


@dataclass(frozen=True, slots=True)
class Window:
    """From which day to which, both counted, a document of proof must have been issued."""

    first: YearDay
    last: YearDay

    def holds(self, day: date, year: int) -> bool:
        """Tell whether ``day`` lies in the window of the scored ``year``."""
        return self.first.on(year) <= day <= self.last.on(year)


@dataclass(frozen=True, slots=True)
class Option:
    """One state that can be chosen, and what it is worth."""

    key: str
    label: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """From which value on (or down to which, where less is better) there are how many points."""

    value: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """How the points of a sub-criterion come about. What a kind does not use keeps its default."""

    kind: ScoringKind
    value: Node | None = None  # formula over figures and duties that gives the value (``FORMULA``: the points)
    unit: str = ""  # of the value, as printed: "%", "hồ sơ"
    options: tuple[Option, ...] = ()  # of ``CHOICE``
    steps: tuple[Step, ...] = ()  # of ``STEPS``, the best first
    is_less_better: bool = False  # of ``STEPS``: a step is reached at its value or below it
    low: Decimal | None = None  # of ``SPAN``, ``SURVEY``, ``EXTERNAL``: the value that gives nothing
    high: Decimal | None = None  # … and the one that gives all; below ``low`` where less is better
    each: Decimal | None = None  # of ``COUNT``, ``DEDUCTION``: points for each
    free: Decimal = Decimal(0)  # of ``COUNT``, ``DEDUCTION``: so many do not count
    least_sample: int = 0  # of ``SURVEY``: fewer answers are shown grey and say so

    @property
    def is_self_scored(self) -> bool:
        """Whether the agency claims points; a survey and what others publish come from outside."""
        return self.kind not in {ScoringKind.SURVEY, ScoringKind.EXTERNAL}


@dataclass(frozen=True, slots=True)
class ProofRule:
    """One kind of document that a sub-criterion asks for."""

    label: str  # as it is asked: "Báo cáo kết quả giải quyết hồ sơ"
    types: tuple[str, ...] = ()  # abbreviations of types of documents (Nghị định 30/2020): "BC"; empty: any
    least: int = 1  # how many
    issuer: Issuer = Issuer.OWN
    window: Window | None = None  # None: the set's
    due: YearDay | None = None  # the last day on which it is in time
    is_signature_asked: bool = False  # an unverified one is told and costs no point


@dataclass(frozen=True, slots=True)
class SubCriterion:
    """A leaf: what points are given for. ``key`` is for ever; ``number`` and ``label`` are what is printed."""

    key: str
    number: str
    label: str
    points: Decimal  # at most
    rule: ScoringRule
    method: str = ""  # how points are given, in the words of the decision
    proofs: tuple[ProofRule, ...] = ()
    appraiser: Appraiser | None = None  # None: the area's
    can_be_left_out: bool = False  # "không áp dụng" may be asked for, with a reason, and approved
    applies: Node | None = None  # where data can say so: whether it applies to an agency
    lead_days: int | None = None  # how long the work behind it takes, for the next points to win
    remedy: str = ""  # what an agency does to win the points, as a duty is worded
    source: str = ""  # where its figures come from, in words


@dataclass(frozen=True, slots=True)
class Criterion:
    """Sub-criteria under one heading; one that stands alone has a single leaf of its own number."""

    key: str
    number: str
    label: str
    leaves: tuple[SubCriterion, ...]

    @property
    def is_alone(self) -> bool:
        """Whether it is printed as one row: its only sub-criterion is the criterion itself."""
        mine = (self.key, self.number, self.label)
        return [(leaf.key, leaf.number, leaf.label) for leaf in self.leaves] == [mine]

    @property
    def points(self) -> Decimal:
        """At most, as the leaves add up."""
        return sum((leaf.points for leaf in self.leaves), Decimal(0))


@dataclass(frozen=True, slots=True)
class IndexArea:
    """An area of reform (or the impact of it) and its criteria."""

    key: str
    number: str
    label: str
    area: str  # code of ``reform.areas``; empty: no area of the plans (impact)
    criteria: tuple[Criterion, ...]
    appraiser: Appraiser = Appraiser.AREA

    @property
    def leaves(self) -> Iterator[SubCriterion]:
        """The leaves in printed order."""
        return (leaf for criterion in self.criteria for leaf in criterion.leaves)

    @property
    def points(self) -> Decimal:
        """At most, as the leaves add up."""
        return sum((leaf.points for leaf in self.leaves), Decimal(0))


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Points beside the tree: a bonus or a penalty, so much for each, up to a cap."""

    key: str
    number: str
    label: str
    sign: Sign
    each: Decimal
    most: Decimal  # of this one, as a positive number
    proofs: tuple[ProofRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """A class of results. The first whose bounds are met is given; the last has ``from_percent`` 0."""

    key: str
    label: str
    from_percent: Decimal
    area_least_percent: Decimal | None = None  # no area may be below, where the decision says so


@dataclass(frozen=True, slots=True)
class Link:
    """A sub-criterion of last year's set and the one of this set that measures the same, or nearly (``is_same``)."""

    before: str
    now: str | None  # None: dropped
    is_same: bool = True


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A version of a set for one kind of agency and one year."""

    key: str  # over the years: "cchc-so"
    version: str  # "2026.1"
    title: str
    purpose: Purpose
    year: int
    kinds: tuple[str, ...]  # kinds of agencies, as levels of forms are named: "department", "commune"
    maximum: Decimal  # of the tree: 100 with the survey
    areas: tuple[IndexArea, ...]
    grades: tuple[Grade, ...]  # the best first
    window: Window
    adjustments: tuple[Adjustment, ...] = ()
    most_bonus: Decimal = Decimal(0)
    most_penalty: Decimal = Decimal(0)
    digits: int = 2  # of points and of the index, after the point; half-up
    previous: str = ""  # version of this set that ``links`` speak of
    links: tuple[Link, ...] = ()
    legal_basis: str = ""
    checked_by: str = ""

    def __hash__(self) -> int:
        return hash((self.key, self.version))

    @property
    def leaves(self) -> Iterator[SubCriterion]:
        """All leaves in printed order."""
        return (leaf for area in self.areas for leaf in area.leaves)

    def adjustment_of(self, key: str) -> Adjustment | None:
        """Return the bonus or penalty of ``key``; None: the set has none."""
        return next((one for one in self.adjustments if one.key == key), None)

    def by_key(self) -> Mapping[str, SubCriterion]:
        """Return the leaves by their keys."""
        return {leaf.key: leaf for leaf in self.leaves}


def _end_of_february(year: int) -> date:
    return date.fromordinal(date(year, 3, 1).toordinal() - 1)
