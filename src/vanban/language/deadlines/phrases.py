"""What one phrase of the grammar means before a year is known: periods, limits, rhythms, lengths.

``PhraseBuilder`` turns each production of ``grammar.lark`` into one of these values while the phrase is parsed;
``dates`` gives them their days.
"""

from dataclasses import dataclass
from enum import StrEnum

from vanban.language.deadlines.values import DeadlineKind

__all__ = ["Length", "Limit", "Period", "Phrase", "Year"]


@dataclass(frozen=True, slots=True)
class Year:
    """The year that the words of a period name; with both fields empty they name none."""

    number: int | None = None
    shift: int = 0  # "năm sau" is 1, "năm trước" -1: counted from the plan's year
    short: bool = False  # it was written with two digits

    @property
    def named(self) -> bool:
        """Whether the words name a year."""
        return self.number is not None or self.shift != 0


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month, quarter, year or part of one, whose year may be unsaid.

    ``first`` and ``last`` are (month, day); a day below 1 counts back from the end of the month (0 = its last day).
    They need not exist: ``dates`` finds out.
    """

    unit: str  # day, day_of_month ("ngày 20 tháng 3"), month, quarter, year, part
    first: tuple[int, int]
    last: tuple[int, int]
    year: Year = Year()
    span: tuple[int, int] = (0, 0)  # of its words


class Limit(StrEnum):
    """On which side of a day the duty must be done."""

    BEFORE = "before"  # the day itself is too late
    ON = "on"
    UNTIL = "until"  # to the end of it


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time or a rhythm: ``amount`` is None where the text has the bare unit ("hằng quý")."""

    amount: int | None
    unit: str  # hour, working_day, day, week, month, quarter, year
    every: bool = False  # "hằng", "mỗi", "định kỳ" stood before it


@dataclass(frozen=True, slots=True)
class Phrase:
    """One island of the text: what it says, and how it behaves among the words around it."""

    kind: DeadlineKind
    rule: str  # the production that read it
    periods: tuple[Period, ...] = ()
    spans: bool = False  # the periods are the two ends of one span
    limit: Limit | None = None
    freq: str | None = None
    times: int | None = None
    day: int | None = None
    month_of_quarter: int | None = None
    amount: int | None = None
    unit: str | None = None
    takes_event: bool = False  # the words after it are its event
    anchored: bool = False  # opens with a word that only a deadline has: "trước", "trong", "định kỳ"
    findings: tuple[str, ...] = ()  # codes of what a person should know about this reading
