"""Lines of statistics as evidence quotes them.

Owns: the words of a line, the chain of labels above it, numbers as they are written. Does not: judge.
"""

from collections.abc import Sequence
from decimal import Decimal

from vanban.checks.model import Paper
from vanban.language.headers import Header
from vanban.reports import Indicator, Report
from vanban.text.forms import squeeze

__all__ = ["chain_of", "quote", "report_of", "said_number"]

_NOTHING = Report(Header(), (), (), (), (), ())


def report_of(paper: Paper) -> Report:
    """Return the document read as a report; an empty one where it holds neither statistics nor claims."""
    return paper.report or _NOTHING


def quote(line: Indicator) -> str:
    """Return a line as it is printed: code, label, unit, value."""
    code = f"{line.code}." if line.coded and line.code else ""
    return squeeze(" ".join(part for part in (code, line.label, line.unit or "", line.raw) if part))


def chain_of(lines: Sequence[Indicator], at: int) -> str:
    """Return the labels from the coded line above down to the line: what it counts, and of whom."""
    labels: list[str] = []
    step: int | None = at
    while step is not None:
        labels.insert(0, lines[step].label)
        if lines[step].coded:
            break
        step = lines[step].parent
    return squeeze(" ".join(labels))


def said_number(value: Decimal) -> str:
    """Return a number as documents write it: thousands behind full stops, a comma before decimals."""
    whole, _, rest = f"{value:f}".partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = f"{int(digits):,}".replace(",", ".")
    rest = rest.rstrip("0")
    return f"{sign}{groups},{rest}" if rest else f"{sign}{groups}"
