"""Periodic reports in words: templates as data, figures by key, and what became of each figure that is printed.

Owns: templates, how their sentences are filled, how an edited text keeps its figures, how a returned one is compared.
Does not: store anything (the app ``reports``), or lay out a paper (``vanban.writing``).
"""

from reform.narratives.changes import Difference, DifferenceKind, Row, differences
from reform.narratives.checking import check_template
from reform.narratives.editing import plain_of, source_of
from reform.narratives.facts import Doc, Facts, Item, Relation, Target
from reform.narratives.figures import Match, MatchKind, TypedNumber, matched, typed_numbers
from reform.narratives.model import Chapter, Recipient, Section, Template
from reform.narratives.notation import printed_figure, printed_number
from reform.narratives.packaged import packaged_templates
from reform.narratives.parsing import SlotField, TemplateError, slots_of
from reform.narratives.reading import read_template, template_fingerprint
from reform.narratives.rendering import docs_note, rendered
from reform.narratives.runs import GAP, Gap, Paragraph, Printed, Shown, Words, paragraph_from, paragraph_json

__all__ = [
    "GAP",
    "Chapter",
    "Difference",
    "DifferenceKind",
    "Doc",
    "Facts",
    "Gap",
    "Item",
    "Match",
    "MatchKind",
    "Paragraph",
    "Printed",
    "Recipient",
    "Relation",
    "Row",
    "Section",
    "Shown",
    "SlotField",
    "Target",
    "Template",
    "TemplateError",
    "TypedNumber",
    "Words",
    "check_template",
    "differences",
    "docs_note",
    "matched",
    "packaged_templates",
    "paragraph_from",
    "paragraph_json",
    "plain_of",
    "printed_figure",
    "printed_number",
    "read_template",
    "rendered",
    "slots_of",
    "source_of",
    "template_fingerprint",
    "typed_numbers",
]
