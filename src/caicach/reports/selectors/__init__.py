"""Reading: reports within reach, what they are written from, what they print."""

from caicach.reports.selectors.composed import (
    annex_of,
    composed,
    filled_section,
    gaps_of,
    is_blank,
    section_as,
    slots_in,
    source_of_row,
)
from caicach.reports.selectors.facts import facts_of, own_lines_of, targets_of
from caicach.reports.selectors.ledger import DutyLine, duties_of
from caicach.reports.selectors.reports import (
    Openable,
    UnitText,
    files_of,
    history_of,
    openable,
    report_for,
    reports_of,
    sections_of,
    target_rows,
    units_texts,
)
from caicach.reports.selectors.templates import TemplateChoice, template_for, templates_for, templates_of

__all__ = [
    "DutyLine",
    "Openable",
    "TemplateChoice",
    "UnitText",
    "annex_of",
    "composed",
    "duties_of",
    "facts_of",
    "files_of",
    "filled_section",
    "gaps_of",
    "history_of",
    "is_blank",
    "openable",
    "own_lines_of",
    "report_for",
    "reports_of",
    "section_as",
    "sections_of",
    "slots_in",
    "source_of_row",
    "target_rows",
    "targets_of",
    "template_for",
    "templates_for",
    "templates_of",
    "units_texts",
]
