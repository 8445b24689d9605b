"""Reports: the statistics and the figures of a report, read from paragraphs and tables."""

from vanban.reports.blank import AskedFor, BlankAnnex, BlankLine, read_blank
from vanban.reports.contract import report_to_json
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
from vanban.reports.reader import is_report, read_report
from vanban.reports.relations import Basis, Outcome, Relation, relations

__all__ = [
    "AskedFor",
    "Basis",
    "BlankAnnex",
    "BlankLine",
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
    "is_report",
    "read_blank",
    "read_report",
    "relations",
    "report_to_json",
]
