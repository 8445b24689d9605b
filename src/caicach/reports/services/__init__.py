"""Writing reports: opening, sections, answers, own lines, closing, issuing, what comes back; templates."""

from caicach.reports.services.answers import AnswerDraft, answer_save
from caicach.reports.services.issuing import IssueDraft, report_check, report_issue, report_reopen, report_replace
from caicach.reports.services.lines import LineDraft, LinesTaken, own_line_make, own_line_switch, own_lines_take
from caicach.reports.services.opening import HeadDraft, report_head_save, report_open
from caicach.reports.services.returned import Brought, correction_start, paper_bring
from caicach.reports.services.sections import (
    Clash,
    SectionDraft,
    section_assign,
    section_done,
    section_restore,
    section_save,
    text_insert,
)
from caicach.reports.services.targets import TargetDraft, target_bind, target_remove, target_set, target_unbind
from caicach.reports.services.templates import (
    template_copy,
    template_problems,
    template_publish,
    template_require,
    template_save,
)

__all__ = [
    "AnswerDraft",
    "Brought",
    "Clash",
    "HeadDraft",
    "IssueDraft",
    "LineDraft",
    "LinesTaken",
    "SectionDraft",
    "TargetDraft",
    "answer_save",
    "correction_start",
    "own_line_make",
    "own_line_switch",
    "own_lines_take",
    "paper_bring",
    "report_check",
    "report_head_save",
    "report_issue",
    "report_open",
    "report_reopen",
    "report_replace",
    "section_assign",
    "section_done",
    "section_restore",
    "section_save",
    "target_bind",
    "target_remove",
    "target_set",
    "target_unbind",
    "template_copy",
    "template_problems",
    "template_publish",
    "template_require",
    "template_save",
    "text_insert",
]
