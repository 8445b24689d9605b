"""What the rules of tracking look at: the words of a deliverable and the kinds of its deadlines.

Owns: the case and the way examples are written down beside the rules. Does not: judge.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reform.due import merge_series
from vanban.language.deadlines import Deadline, DeadlineKind
from vanban.text.forms import squeeze

__all__ = ["DATED", "FREQUENT", "LEADING_VERBS", "PERIODIC", "Case", "case_of", "example"]

# What ``Case.when`` holds: the kind of a deadline, for a recurring one its frequency.
DATED = frozenset({"by", "within"})
PERIODIC = frozenset({"monthly", "quarterly", "half_yearly", "nine_monthly"})
FREQUENT = frozenset({"continuous", "daily", "weekly"})

# Verbs that some plans put before the name of the document.
LEADING_VERBS = re.compile(
    r"^(?:(?:tham mưu|trình|ban hành|xây dựng|hoàn thành|hoàn thiện|phê duyệt|dự thảo|các|những|\d+)\s+)+"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One deliverable as the rules see it. All words are squeezed and in lower case, with their tone marks."""

    subject: str  # the deliverable's words; the task's where the cell is empty
    deadline_words: str  # of all its deadlines
    when: frozenset[str]  # kinds that count after merging; never empty

    @property
    def noun(self) -> str:
        """Return the subject without the verbs before the name of a document."""
        return LEADING_VERBS.sub("", self.subject)

    def is_only(self, kinds: frozenset[str]) -> bool:
        """Return whether all its deadlines are of ``kinds``."""
        return self.when <= kinds

    def has(self, kinds: frozenset[str]) -> bool:
        """Return whether one of its deadlines is of ``kinds``."""
        return bool(self.when & kinds)


def case_of(task_text: str, deliverable_text: str, deadlines: Sequence[Deadline]) -> Case:
    """Return the case of one deliverable; without a deadline it is that of an empty cell."""
    counted = merge_series(deadlines)
    when = frozenset(_when(deadline) for deadline in counted) or frozenset({DeadlineKind.NONE.value})
    words = " ".join(f"{deadline.label or ''} {deadline.text}" for deadline in deadlines)
    return Case(_lower(deliverable_text) or _lower(task_text), _lower(words), when)


def example(deliverable: str, *when: str, said: str = "") -> Case:
    """Return a case as the rules write their examples: the words, the kinds or frequencies, the deadline's words."""
    return Case(_lower(deliverable), _lower(said), frozenset(when))


def _when(deadline: Deadline) -> str:
    if deadline.kind is DeadlineKind.RECURRING:
        return deadline.freq or deadline.kind.value
    return deadline.kind.value


def _lower(text: str) -> str:
    return squeeze(text).lower()
