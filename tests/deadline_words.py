"""Deadlines as short words, so that a table of phrases can be read."""

from vanban.language.deadlines import Deadline, DeadlineKind, read_deadlines


def read(text: str, year: int = 2026) -> str:
    """The deadlines of a text, each in short words, parted by `` + ``."""
    return " + ".join(map(short, read_deadlines(text, year=year).value))


def codes(text: str, year: int = 2026) -> list[str]:
    """The codes of the findings of a text."""
    return [finding.code for finding in read_deadlines(text, year=year).findings]


def short(deadline: Deadline) -> str:
    """``by 2026-06-30``, ``2026-01-01..2026-03-31``, ``monthly before 25``; ``?`` where the year was inferred."""
    words = {
        DeadlineKind.BY: by,
        DeadlineKind.WITHIN: within,
        DeadlineKind.RECURRING: recurring,
        DeadlineKind.RELATIVE: relative,
    }.get(deadline.kind, kind)(deadline)
    return words + ("?" if deadline.year_inferred else "")


def kind(deadline: Deadline) -> str:
    return str(deadline.kind)


def by(deadline: Deadline) -> str:
    return f"{'by' if deadline.inclusive else 'before'} {deadline.date}"


def within(deadline: Deadline) -> str:
    return f"{deadline.start}..{deadline.end}"


def recurring(deadline: Deadline) -> str:
    words = [deadline.freq or "no rhythm"]
    if deadline.times != 1:
        words.append(f"x{deadline.times}")
    if deadline.inclusive is not None:
        words.append("by" if deadline.inclusive else "before")
    if deadline.day is not None:
        words.append(f"day {deadline.day}")
    if deadline.month is not None:
        words.append(f"month {deadline.month}")
    if deadline.month_of_quarter is not None:
        words.append(f"month {deadline.month_of_quarter} of 3")
    return " ".join(words)


def relative(deadline: Deadline) -> str:
    return f"{deadline.amount} {deadline.unit} after {deadline.event}"
