"""Reports: the statistics and the figures of a report, read from paragraphs and tables."""

from vanban.reports.model import (
    Claim,
    ColumnFigure,
    ColumnKind,
    Figure,
    Indicator,
    IndicatorType,
    Narrative,
    RateClaim,
    Report,
    SumClaim,
)
from vanban.reports.relations import Basis, Outcome, Relation, relations

__all__ = [
    "Basis",
    "Claim",
    "ColumnFigure",
    "ColumnKind",
    "Figure",
    "Indicator",
    "IndicatorType",
    "Narrative",
    "Outcome",
    "RateClaim",
    "Relation",
    "Report",
    "SumClaim",
    "relations",
]
