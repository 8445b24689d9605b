"""The readable summary of a report for ``caicach read``: its statistics as an indented list, its figures, its sums."""

from collections.abc import Iterator
from decimal import Decimal

from vanban.reports import Claim, Indicator, Narrative, Report, SumClaim

__all__ = ["report_lines"]

_BLANK = "(để trống)"


def report_lines(report: Report) -> Iterator[str]:
    """Yield the lines that say what stands in ``report``; its head and its findings are the caller's."""
    blank = sum(line.value is None and line.type != "group" for line in report.indicators)
    yield f"Số liệu thống kê: {len(report.indicators)} dòng, {blank} dòng để trống"
    yield from map(_indicator, report.indicators)
    if report.narratives:
        yield ""
        yield "Số liệu trong lời văn:"
        for narrative in report.narratives:
            yield from _narrative(narrative)
    if report.claims:
        yield ""
        yield "Tổng và tỷ lệ nêu trong lời văn:"
        yield from map(_claim, report.claims)
    yield ""
    yield f"Văn bản viện dẫn: {len(report.citations)}"


def _indicator(line: Indicator) -> str:
    number = f"{line.code}. " if line.coded else "- "
    label = line.label.rstrip(": ")
    indent = "  " * line.level
    if line.type == "group":
        return f"{indent}{number}{label}"
    answers = dict(line.choices)
    if line.columns:
        value = "; ".join(f"{column.title}: {_number(column.figure.value)}" for column in line.columns)
    elif line.value is not None and (answer := answers.get(str(line.value))):
        value = f"{line.value} ({answer})"
    else:
        value = line.raw if line.type == "text" and line.raw else _number(line.value, line.measure)
    return f"{indent}{number}{label}: {value}"


def _narrative(narrative: Narrative) -> Iterator[str]:
    section = narrative.section or "-"
    ahead = " (kỳ tới)" if narrative.ahead else ""
    for figure in narrative.figures:
        yield f"  {section}{ahead}: {figure.name}: {_number(figure.value, figure.unit)}"


def _claim(claim: Claim) -> str:
    if isinstance(claim, SumClaim):
        parts = " + ".join(_number(part.value) for part in claim.parts)
        total = claim.total
        return f"  {claim.section or '-'}: {_number(total.value, total.unit)} gồm {parts}"
    numbers = f"{_number(claim.numerator.value)} / {_number(claim.denominator.value)}"
    return f"  {claim.section or '-'}: {numbers} = {_number(claim.rate.value, '%')}"


def _number(value: Decimal | None, unit: str | None = None) -> str:
    """Return a number as Vietnamese writes it, with its unit."""
    if value is None:
        return _BLANK
    whole, _, fraction = f"{value:f}".partition(".")
    written = f"{int(whole):,}".replace(",", ".")
    written = f"-{written.lstrip('-')}" if whole.startswith("-") else written
    fraction = fraction.rstrip("0")
    written = f"{written},{fraction}" if fraction else written
    return f"{written}%" if unit == "%" else f"{written} {unit or ''}".rstrip()
