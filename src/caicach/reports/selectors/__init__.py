"""Reading: reports within reach, what they are written from, what they print."""

from caicach.reports.selectors.answered import answers_of
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
from caicach.reports.selectors.facts import facts_of
from caicach.reports.selectors.kept import KeptLine, histories_of, kept_line_for, kept_lines
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
    units_texts,
)
from caicach.reports.selectors.targets import (
    BoundTarget,
    PlanTargets,
    fitting_lines,
    form_of_report,
    plan_targets_of,
    relation_of,
    typed_targets,
)
from caicach.reports.selectors.templates import TemplateChoice, template_for, templates_for, templates_of

__all__ = [
    "BoundTarget",
    "DutyLine",
    "KeptLine",
    "Openable",
    "PlanTargets",
    "TemplateChoice",
    "UnitText",
    "annex_of",
    "answers_of",
    "composed",
    "duties_of",
    "facts_of",
    "files_of",
    "filled_section",
    "fitting_lines",
    "form_of_report",
    "gaps_of",
    "histories_of",
    "history_of",
    "is_blank",
    "kept_line_for",
    "kept_lines",
    "openable",
    "plan_targets_of",
    "relation_of",
    "report_for",
    "reports_of",
    "section_as",
    "sections_of",
    "slots_in",
    "source_of_row",
    "template_for",
    "templates_for",
    "templates_of",
    "typed_targets",
    "units_texts",
]
