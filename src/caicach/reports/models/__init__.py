"""Templates of reports, reports with their sections, answers to duties, a body's own lines and targets."""

from caicach.reports.models.lines import LineTarget, OwnLine, OwnValue, TargetBinding
from caicach.reports.models.reports import DutyAnswer, Report, ReportFile
from caicach.reports.models.sections import ReportSection, SectionVersion
from caicach.reports.models.templates import ReportTemplate

__all__ = [
    "DutyAnswer",
    "LineTarget",
    "OwnLine",
    "OwnValue",
    "Report",
    "ReportFile",
    "ReportSection",
    "ReportTemplate",
    "SectionVersion",
    "TargetBinding",
]
