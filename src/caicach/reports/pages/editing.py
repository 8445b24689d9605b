"""The editor of one section, put together from what stands in the ledgers: a fixed number of queries."""

from datetime import date

from caicach.reports import access
from caicach.reports.constants import ReportState
from caicach.reports.forms import OwnLineForm, SectionForm, slot_initial
from caicach.reports.mapping import frozen_of, slots_from
from caicach.reports.models import Report, ReportSection
from caicach.reports.pages.origins import figure_address
from caicach.reports.pages.section import HistoryPage, SectionPage, TypedRow, match_sentence, section_page
from caicach.reports.selectors import (
    facts_of,
    filled_section,
    history_of,
    section_as,
    sections_of,
    slots_in,
    units_texts,
)
from caicach.reports.services import Clash
from caicach.reports.services.sections import shown_text
from caicach.web.actor import Actor
from reform.narratives import (
    Facts,
    Match,
    MatchKind,
    Paragraph,
    Section,
    matched,
    plain_of,
    printed_number,
    typed_numbers,
)

__all__ = ["editor_page", "history_page"]


def editor_page(
    report: Report,
    section: Section,
    actor: Actor,
    *,
    today: date,
    sent: SectionForm | None = None,
    theirs: Clash | None = None,
) -> SectionPage:
    """Return the editor; ``sent`` is a form that was refused, ``theirs`` what somebody else saved meanwhile."""
    facts, rows = facts_of(report, today=today), sections_of(report)
    row = rows.get(section.key)
    paragraphs = _paragraphs(report, section, row, facts)
    decision = access.can_write(actor, report, area=section.area)
    is_open = report.state == ReportState.DRAFTING
    form = sent or _form(section, row, paragraphs)
    if theirs is not None:
        form = _again(form, row, paragraphs)
    return section_page(
        report,
        section,
        row,
        facts,
        rows,
        paragraphs=paragraphs,
        form=form if decision.allowed and is_open else None,
        typed=tuple(_typed(report, matched(one, facts)) for one in typed_numbers(paragraphs)),
        units=units_texts(report).get(section.area, ()) if section.area else (),
        theirs=theirs.theirs if theirs else "",
        why_not="" if decision.allowed else decision.reason,
    )


def _paragraphs(report: Report, section: Section, row: ReportSection | None, facts: Facts) -> tuple[Paragraph, ...]:
    """Return what stands in the section: as frozen, once it is."""
    if report.frozen:
        frozen = {one.key: one.paragraphs for one in frozen_of(report).sections}
        return frozen.get(section.key, ())
    return filled_section(section, row, facts)


def _form(section: Section, row: ReportSection | None, paragraphs: tuple[Paragraph, ...]) -> SectionForm:
    initial = {
        "revision": row.revision if row else 0,
        "shown": shown_text(paragraphs),
        "text": plain_of(paragraphs),
        **slot_initial(slots_from(row.slots) if row else {}),
    }
    return SectionForm(initial=initial, slots=slots_in(section))


def _again(form: SectionForm, row: ReportSection | None, paragraphs: tuple[Paragraph, ...]) -> SectionForm:
    """Return the form with the writer's own words, to be saved over what stands now."""
    data = dict(form.data.items())
    data["revision"], data["shown"] = str(row.revision if row else 0), shown_text(paragraphs)
    form.data = data
    return form


def _typed(report: Report, match: Match) -> TypedRow:
    number = match.number
    initial = {"value": number.text.rstrip("% "), "is_rate": number.is_rate}
    form = OwnLineForm(initial=initial) if match.kind is MatchKind.UNMATCHED else None
    known = printed_number(match.known) if match.known is not None else ""
    url = figure_address(report, match.cell) if match.cell is not None else ""
    return TypedRow(number.text, number.around, match.kind.value, match_sentence(match), known, url, form)


def history_page(report: Report, section: Section, actor: Actor, *, today: date) -> HistoryPage:
    """Return what a section was after each save."""
    row = sections_of(report).get(section.key)
    versions = history_of(row) if row is not None else ()
    facts = facts_of(report, today=today)
    texts = {one.number: plain_of(section_as(section, one, facts)) for one in versions}
    allowed = access.can_write(actor, report, area=section.area).allowed and report.state == ReportState.DRAFTING
    return HistoryPage.of(report, section, versions, texts, may_write=allowed)
