"""A report put together: its sections filled, its annexes, and what it is printed with.

Owns: what is printed, as values that can be kept. Does not: lay it out (``exports``).
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from caicach.figures.selectors import form_of
from caicach.reports.mapping import (
    Frozen,
    FrozenRow,
    FrozenSection,
    facts_json,
    lines_of,
    row_json,
    section_json,
    slots_from,
    template_of,
)
from caicach.reports.models import Report, ReportSection, SectionVersion
from caicach.reports.selectors.charts import charts_of
from caicach.reports.selectors.explained import EACH
from reform.forms.model import LineType
from reform.forms.paper import PaperRow, paper_of
from reform.forms.tree import Cell
from reform.narratives import (
    GAP,
    Chapter,
    Facts,
    Gap,
    Paragraph,
    Printed,
    Section,
    SlotField,
    docs_note,
    printed_figure,
    rendered,
    slots_of,
)

__all__ = ["annex_of", "composed", "filled_section", "gaps_of", "is_blank", "section_as", "slots_in", "source_of_row"]

_NOTHING = Paragraph((Printed(GAP, "", gaps=(Gap("phần chưa có nội dung"),)),))  # of a section that nobody wrote
_TASK_STATES = (
    ("da_xong", "Đã hoàn thành"),
    ("qua_han", "Quá hạn"),
    ("chua_xong", "Chưa hoàn thành"),
    ("sap_den_han", "Trong hạn, kỳ sau"),
)
_OWN_LINES = "Chỉ tiêu bổ sung của địa phương"


def composed(report: Report, facts: Facts, sections: Mapping[str, ReportSection], *, at: datetime) -> Frozen:
    """Return everything that ``report`` prints now, with the inputs that it came from; asks the database nothing."""
    template = template_of(report.template)
    return Frozen(
        {
            "at": at.isoformat(),
            "head": {
                "kind": template.kind,
                "subject": " ".join(one.text for one in rendered(template.subject, facts)),
                "body": report.agency.current_name,
                "parent": report.parent_name,
                "place": report.place,
                "to": list(lines_of(report.addressees)),
                "offices": list(lines_of(report.sign_offices)),
                "signer": report.signer,
                "copies": list(lines_of(report.copies_to)),
                "period": report.period.name,
            },
            "sections": [section_json(one) for one in _sections(template.chapters, facts, sections)],
            "annex": [row_json(row) for row in annex_of(report, facts)],
            "tasks": [*_tasks(facts)],
            "explained": [*_explained(facts)],
            "charts": [*charts_of(report, facts)] if report.has_charts else [],
            "inputs": facts_json(facts),
            "template": [template.key, template.version, report.template.fingerprint],
            "form": report.period.form.fingerprint,
        }
    )


def filled_section(section: Section, row: ReportSection | None, facts: Facts) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a section as they stand: the template's words, or those that somebody wrote."""
    return rendered(source_of_row(section, row), _with_slots(facts, row))


def section_as(section: Section, version: SectionVersion, facts: Facts) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a section as a version of it had them, filled with the figures of now."""
    row = ReportSection(key=section.key, source=version.source, slots=version.slots)
    return filled_section(section, row, facts)


def slots_in(section: Section) -> tuple[SlotField, ...]:
    """Return the free slots of a section."""
    return slots_of(section.text)


def source_of_row(section: Section, row: ReportSection | None) -> str:
    """Return the text that a section is filled from."""
    return row.source if row is not None and row.source else section.text


def _with_slots(facts: Facts, row: ReportSection | None) -> Facts:
    slots = slots_from(row.slots) if row is not None else {}
    return Facts(
        facts.form, facts.level, facts.filled, facts.earlier, facts.targets, facts.names, facts.lists,
        facts.documents, slots, facts.extras, facts.on,
    )  # fmt: skip


def _sections(
    chapters: tuple[Chapter, ...], facts: Facts, sections: Mapping[str, ReportSection]
) -> Iterator[FrozenSection]:
    for chapter in chapters:
        heading = chapter.title
        for section in chapter.sections:
            paragraphs = filled_section(section, sections.get(section.key), facts)
            printed = tuple(one for one in paragraphs if not is_blank(one)) or (_NOTHING,)
            yield FrozenSection(section.key, heading, section.title, printed)
            heading = ""


def is_blank(paragraph: Paragraph) -> bool:
    """Whether a paragraph is nothing but a free slot that nobody filled: it is not printed, and no gap."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return len(runs) == 1 and isinstance(runs[0], Printed) and bool(runs[0].slot) and bool(runs[0].gaps)


def gaps_of(frozen: Frozen) -> tuple[tuple[str, str], ...]:
    """Return every "…" that is printed: section and what is missing."""
    return tuple(
        (section.key, gap.what)
        for section in frozen.sections
        for paragraph in section.paragraphs
        for gap in paragraph.gaps
    )


def annex_of(report: Report, facts: Facts) -> Iterator[FrozenRow]:
    """Yield the lines of the statistics annex as prescribed, then those that the body added."""
    form = form_of(report.period.form)
    extra = json.loads(report.period.form.extra_keys or "[]")
    for row in paper_of(form, report.sheet.level, extra=extra):
        yield _row(row, facts)
    if facts.extras:
        yield FrozenRow("", _OWN_LINES, "", "", "", 0, None)
    for number, line in enumerate(facts.extras, start=1):
        figure = facts.figure(Cell(line.key))
        printed = printed_figure(figure, line, form).rstrip("%") if figure else ""
        yield FrozenRow(f"ĐP.{number}", line.label, line.unit, printed, "", 0, Cell(line.key))


def _row(row: PaperRow, facts: Facts) -> FrozenRow:
    figure = facts.figure(row.cell) if row.cell else None
    printed, note = "", ""
    if row.cell is not None and figure is not None:
        line = facts.lines()[row.cell.key]
        if line.type is LineType.CHOICE and isinstance(figure.value, str):
            printed = row.answers.get(figure.value, figure.value)
        elif figure.number is not None:
            printed = printed_figure(figure, line, facts.form).rstrip("%")
        else:
            note = facts.form.null_reasons.get(figure.reason, figure.reason)
    return FrozenRow(row.number, row.label, row.unit, printed, note, row.depth, row.cell)


def _explained(facts: Facts) -> Iterator[list[str]]:
    """Yield the lines of the annex of explanations: what does not fit, whose figures, why they stand all the same."""
    for item in facts.lists.get(EACH, ()):
        yield [item.values["vấn đề"], item.values.get("đơn vị", ""), item.values["giải trình"]]


def _tasks(facts: Facts) -> Iterator[list[str]]:
    """Yield the lines of the annex of tasks: state, task, who, by when, result with documents, reason."""
    for name, state in _TASK_STATES:
        for item in facts.lists.get(name, ()):
            docs = docs_note(item.docs) if item.docs else ""
            result = "; ".join(filter(None, (item.values.get("kết quả", ""), docs)))
            yield [
                state,
                item.values.get("nhiệm vụ", ""),
                item.values.get("chủ trì", ""),
                item.values.get("hạn", ""),
                result,
                item.values.get("lý do", ""),
            ]
