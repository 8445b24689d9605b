"""What to look at before a report is closed for signing: gaps, typed numbers, what the doctor finds."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.reports.exports.checking import doctor_notes
from caicach.reports.mapping import Frozen
from caicach.reports.models import Report
from caicach.reports.pages.origins import figure_address
from caicach.reports.pages.report import CheckPage, Problem
from caicach.reports.pages.section import match_sentence
from caicach.reports.selectors import facts_of, gaps_of
from caicach.ui.sentences import in_language
from reform.narratives import MatchKind, matched, typed_numbers

__all__ = ["check_page"]

# What the floors say of a gap that has no line of the form.
_GAPS = (gettext_noop("phần chưa có nội dung"), gettext_noop("chưa điền: %(hint)s"))


def check_page(report: Report, frozen: Frozen, form: Any, *, today: date) -> CheckPage:
    """Return the page of a report as it would be printed now."""
    places = _places(frozen)
    gaps = tuple(
        Problem(in_language(what, also=_GAPS), places[key], _url(report, key)) for key, what in gaps_of(frozen)
    )
    notes = tuple(Problem(in_language(one.words), one.evidence) for one in doctor_notes(frozen))
    return CheckPage.of(report, gaps, _typed(report, frozen, today), notes, form)


def _places(frozen: Frozen) -> dict[str, str]:
    """Return where each section stands: its chapter and its title."""
    found, chapter = {}, ""
    for section in frozen.sections:
        chapter = section.chapter or chapter
        found[section.key] = ", ".join(filter(None, (chapter, section.title)))
    return found


def _typed(report: Report, frozen: Frozen, today: date) -> tuple[Problem, ...]:
    facts = facts_of(report, today=today)
    found = []
    for section in frozen.sections:
        for number in typed_numbers(section.paragraphs):
            match = matched(number, facts)
            if match.kind is not MatchKind.MATCHED:
                title, cell = f"{number.text}: {match_sentence(match)}", match.cell
                cell_url = figure_address(report, cell) if cell is not None else ""
                found.append(Problem(title, number.around, _url(report, section.key), cell_url))
    return tuple(found)


def _url(report: Report, key: str) -> str:
    return reverse("reports:section", args=[report.uid, key])
