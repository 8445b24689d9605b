"""Small criteria sets for the tests of the index."""

from datetime import date
from decimal import Decimal
from typing import Any

from reform.index.model import (
    Adjustment,
    CriteriaSet,
    Criterion,
    Grade,
    IndexArea,
    Option,
    ProofRule,
    Purpose,
    ScoringKind,
    ScoringRule,
    Sign,
    Step,
    SubCriterion,
    Window,
    YearDay,
)

__all__ = ["CLOSING", "GRADES", "YEAR", "YEAR_WINDOW", "leaf", "set_of"]

YEAR = 2026
CLOSING = date(2026, 12, 14)
YEAR_WINDOW = Window(YearDay(-1, 12, 1), YearDay(0, 12, 31))
GRADES = (
    Grade("excellent", "Xuất sắc", Decimal(90), area_least_percent=Decimal(70)),
    Grade("good", "Tốt", Decimal(80)),
    Grade("weak", "Yếu", Decimal(0)),
)
RULES: dict[ScoringKind, dict[str, Any]] = {
    ScoringKind.CHOICE: {
        "options": (Option("in_time", "Kịp thời", Decimal(1)), Option("late", "Chậm", Decimal("0.5")))
    },
    ScoringKind.STEPS: {"steps": (Step(Decimal(95), Decimal(1)), Step(Decimal(80), Decimal("0.5")))},
    ScoringKind.SPAN: {"low": Decimal(95), "high": Decimal("99.5"), "unit": "%"},
    ScoringKind.COUNT: {"each": Decimal("0.25"), "unit": "sáng kiến"},
    ScoringKind.DEDUCTION: {"each": Decimal("0.25"), "free": Decimal(1), "unit": "lần"},
}


def leaf(
    kind: ScoringKind = ScoringKind.YES_NO,
    points: str = "1",
    key: str = "a.b.c",
    number: str = "1.1.1",
    proofs: tuple[ProofRule, ...] = (),
    lead_days: int | None = None,
    **rule: Any,
) -> SubCriterion:
    """Return a sub-criterion of ``kind`` with an ordinary rule of it, but for what ``rule`` says."""
    scoring = ScoringRule(kind, **{**RULES.get(kind, {}), **rule})
    return SubCriterion(key, number, f"Tiêu chí {number}", Decimal(points), scoring, proofs=proofs, lead_days=lead_days)


def set_of(*areas: tuple[SubCriterion, ...], **values: Any) -> CriteriaSet:
    """Return a set with an area for each group of leaves, all under one criterion."""
    made = tuple(
        IndexArea(f"area{at}", str(at), f"Lĩnh vực {at}", "", (Criterion(f"area{at}.all", f"{at}.1", "Chung", some),))
        for at, some in enumerate(areas, start=1)
    )
    standard: dict[str, Any] = {
        "key": "thu",
        "version": "2026.1",
        "title": "Bộ tiêu chí thử",
        "purpose": Purpose.PAR_INDEX,
        "year": YEAR,
        "kinds": ("commune",),
        "maximum": sum((area.points for area in made), Decimal(0)),
        "areas": made,
        "grades": GRADES,
        "window": YEAR_WINDOW,
        "adjustments": (
            Adjustment("bonus.idea", "T1", "Sáng kiến", Sign.BONUS, Decimal("0.5"), Decimal(1)),
            Adjustment("bonus.award", "T2", "Khen thưởng", Sign.BONUS, Decimal(1), Decimal(1)),
            Adjustment("penalty.breach", "P1", "Vi phạm", Sign.PENALTY, Decimal(1), Decimal(3)),
        ),
        "most_bonus": Decimal("1.5"),
        "most_penalty": Decimal(3),
    }
    return CriteriaSet(**{**standard, **values})
