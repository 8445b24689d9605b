"""What the charts of a report are drawn from: rates where a leader looks, and the targets of the year.

Owns: which numbers, as values that can be kept. Does not: draw (``exports``).
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from caicach.reports.models import Report
from caicach.reports.selectors.trend import TREND_LINES
from reform.forms import Cell, When
from reform.forms.model import LineType
from reform.narratives import Facts, Relation

__all__ = ["charts_of"]

# Rates that leaders look at, as far as the form has them.
_RATES = (
    "dossier.on_time_rate", "dossier.online_rate", "plan.done_rate", "assigned.on_time_rate", "pay.rate",
    "edoc.digital_rate",
)  # fmt: skip


def charts_of(report: Report, facts: Facts) -> Iterator[dict[str, Any]]:
    """Yield charts of the rates against last year's, of their trend and of the targets; those that have numbers."""
    name = report.period.name
    rates = [*_rates(facts)]
    if rates:
        yield {"kind": "rates", "title": f"Một số tỷ lệ {name} so với cùng kỳ năm trước", "bars": rates}
    lines = [*_trend(facts)]
    if lines:
        labels = [one.values["kỳ"] for one in facts.lists["xu_huong"]]
        yield {"kind": "trend", "title": f"Diễn biến một số tỷ lệ đến {name}", "labels": labels, "lines": lines}
    targets = [*_targets(report, facts)]
    if targets:
        yield {"kind": "targets", "title": f"Kết quả {name} so với chỉ tiêu kế hoạch năm", "bars": targets}


def _rates(facts: Facts) -> Iterator[dict[str, Any]]:
    lines = facts.lines()
    for key in _RATES:
        now = _number(facts, Cell(key), When.NOW)
        if key in lines and now:
            yield {"label": lines[key].label, "now": now, "before": _number(facts, Cell(key), When.YEAR_BEFORE)}


def _trend(facts: Facts) -> Iterator[dict[str, Any]]:
    """Yield the rates that are known for two periods at least, each with its values by period ("" is not known)."""
    known = facts.lines()
    for key in TREND_LINES:
        values = [one.values.get(key, "") for one in facts.lists.get("xu_huong", ())]
        if key in known and sum(map(bool, values)) > 1:
            yield {"label": known[key].label, "values": values}


def _targets(report: Report, facts: Facts) -> Iterator[dict[str, Any]]:
    lines = facts.lines()
    for cell, target in sorted(facts.targets.items(), key=lambda pair: str(pair[0])):
        line, now = lines.get(cell.key), _number(facts, cell, When.NOW)
        if line is None or line.type is not LineType.PERCENT or not now:
            continue
        yield {
            "label": line.label,
            "now": now,
            "target": str(target.value),
            "horizon": str(target.horizon or report.period.year),
            "baseline": _number(facts, cell, When.YEAR_BEFORE),
            "baseline_label": f"cùng kỳ {report.period.year - 1}",
            "is_at_most": target.relation is Relation.MOST,
        }


def _number(facts: Facts, cell: Cell, when: When) -> str:
    figure = facts.figure(cell, when)
    if figure is None or figure.number is None:
        return ""
    return str(figure.number.quantize(Decimal("0.01")))
