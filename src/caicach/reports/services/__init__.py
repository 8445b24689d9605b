"""Writing reports: opening, sections, answers, own lines, closing, issuing, what comes back; templates."""

from caicach.reports.services.answers import AnswerDraft, answer_save
from caicach.reports.services.issuing import IssueDraft, report_check, report_issue, report_reopen, report_replace
from caicach.reports.services.lines import LineDraft, TargetDraft, own_line_make, target_remove, target_set
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
    "SectionDraft",
    "TargetDraft",
    "answer_save",
    "correction_start",
    "own_line_make",
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
    "target_remove",
    "target_set",
    "template_copy",
    "template_problems",
    "template_publish",
    "template_require",
    "template_save",
    "text_insert",
]
