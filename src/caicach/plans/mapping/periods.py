"""What of a period plan is owed by itself, and what only through the plans of its years."""

from collections.abc import Iterable

from vanban.language.deadlines import Deadline, DeadlineKind

__all__ = ["THROUGH_YEARS", "is_dated"]

# Id of the rule that leaves a row to the year plans; the reviewer may say otherwise.
THROUGH_YEARS = "PERIOD"


def is_dated(deadlines: Iterable[Deadline]) -> bool:
    """Whether a row has a date of its own: a day, or a span within one year, that the text itself names."""
    return any(_is_dated(one) for one in deadlines)


def _is_dated(one: Deadline) -> bool:
    if one.year_inferred:
        return False
    if one.kind is DeadlineKind.WITHIN and one.start and one.end:
        return one.start.year == one.end.year
    return one.kind is DeadlineKind.BY
