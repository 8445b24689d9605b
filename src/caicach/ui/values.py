"""Values that components take: a view fills them, a template hands them on.

A component reads attributes only, so that any object with the same names will do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

__all__ = [
    "Check",
    "Day",
    "DueStep",
    "Fact",
    "Figure",
    "FoundDocument",
    "FoundDocuments",
    "Link",
    "Moment",
    "Row",
    "Share",
    "Step",
    "Words",
]

Words = str | Promise  # a text, or a message that is translated when it is shown


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go to: a tab, a chip of a filter bar, a crumb, an item of a period switch."""

    label: Words
    url: str = ""  # empty: the page one is on (last crumb)
    current: bool = False
    count: int | None = None  # shown behind the label
    tone: str = ""  # "", "warn", "bad"
    icon: str = ""
    rare: bool = False  # of tabs: folded behind the others until it is the current one


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a definition list."""

    label: Words
    value: Words  # text, or safe markup
    note: Words = ""  # grey, behind the value
    url: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure of a ribbon or a tile; the value is already text in our notation."""

    label: Words
    value: Words
    unit: Words = ""  # "%", "/ 14"
    note: Words = ""
    url: str = ""  # to the rows behind the figure
    tone: str = ""  # "bad" where a person is needed
    word: bool = False  # the value is a word, not a number: smaller


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of a timeline, newest first."""

    what: Words  # text, or safe markup
    when: Words
    icon: str
    kind: str = ""  # "" neutral, "nop" handed in, "tra" returned, "ok" accepted, "next" still to come
    quote: str = ""  # a person's words
    quote_tone: str = "plain"  # "plain" or "warn"


@dataclass(frozen=True, slots=True)
class DueStep:
    """One date of a deadline's history; the first is the original and is never lost."""

    on: date
    label: Words  # "Hạn gốc", "Gia hạn 1 tháng"
    note: Words = ""  # who decided, by which document
    state: str = ""  # "old" replaced, "now" in force, "" otherwise


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a week strip with what is due on it."""

    on: date
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a wizard."""

    label: Words
    state: str = ""  # "done", "now", "" still to come
    url: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement and whether it is met."""

    label: Words
    met: bool | None  # None: nobody has looked yet
    word: Words = ""  # spoken before the label: "Thiếu", "Chưa đạt"


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a share bar."""

    count: int
    label: Words  # "đúng hạn"
    tone: str  # "ok", "warn", "bad", "wait", "nop", "mo"

    @property
    def icon(self) -> str:
        """The symbol that says in the legend what the colour says in the bar."""
        return {"ok": "circle-check", "warn": "clock", "bad": "alert-triangle"}.get(self.tone, "circle-dashed")


@dataclass(frozen=True, slots=True)
class Row:
    """One row in the list beside a review."""

    number: str
    title: Words
    url: str
    level: int = 3  # confidence of the reading: 1 low, 2 middle, 3 high
    say: Words = ""  # what a person should look at
    tone: str = "warn"  # of ``say``
    current: bool = False
    extra: dict[str, str] = field(default_factory=dict)  # data-* attributes of the link


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document of the register that may be picked."""

    uid: str
    name: str
    info: str


@dataclass(frozen=True, slots=True)
class FoundDocuments:
    """What a search in the register found, to pick one from."""

    words: str  # that were searched for; empty: none
    documents: tuple[FoundDocument, ...]
    has_more: bool
