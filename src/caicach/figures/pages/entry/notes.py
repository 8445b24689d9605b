"""Findings as they stand under their lines, and what is still open in the whole return."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.pages.entry.rows import places_of
from caicach.figures.pages.entry.shown import typed_text
from caicach.figures.selectors.entry import Entry
from caicach.ui.notation import moment_text, number_text
from caicach.ui.sentences import in_language
from caicach.ui.values import Link
from reform.forms import Cell
from reform.forms.figures import cell_text
from reform.forms.judging import Finding
from reform.forms.model import Weight

__all__ = ["Note", "Open", "line_number", "link_of", "notes_of", "open_of"]

LINKS = 6  # that the alert on top shows


@dataclass(frozen=True, slots=True)
class Note:
    """One finding under its line."""

    id: str
    key: str  # the same finding of the same cell, however its numbers change
    row_id: str
    rule: str
    cell: str
    tone: str  # "bad", "warn", "ok" (explained)
    title: str  # the first sentence
    text: str  # the rest
    explanation: str = ""
    explained_by: str = ""
    fill: str = ""  # what would make it hold
    may_be_none: bool = False  # the cell is blank

    @property
    def icon(self) -> str:
        """The symbol of its weight."""
        return {"bad": "circle-x", "warn": "alert-triangle"}.get(self.tone, "circle-check")

    @property
    def said(self) -> str:
        """The word for the symbol."""
        return {"bad": _("Không khớp:"), "warn": _("Cần xem:")}.get(self.tone, _("Đã giải trình:"))


@dataclass(frozen=True, slots=True)
class Open:
    """What is still open in the whole return."""

    title: str = ""
    tone: str = "warn"
    links: tuple[Link, ...] = ()
    more: str = ""
    what_then: str = ""


def notes_of(entry: Entry) -> dict[Cell, tuple[Note, ...]]:
    """Return the notes under each cell, hard ones first, explained ones last."""
    places = places_of(entry)
    found: dict[Cell, list[Note]] = {}
    for finding in entry.shown_findings:
        if finding.cell in places:
            found.setdefault(finding.cell, []).append(_note(entry, finding, places[finding.cell]))
    order = {"bad": 0, "warn": 1, "ok": 2}
    return {cell: tuple(sorted(notes, key=lambda note: order[note.tone])) for cell, notes in found.items()}


def _note(entry: Entry, finding: Finding, row_id: str) -> Note:
    title, _sign, rest = in_language(finding.sentence).partition(". ")
    explained = entry.explained.get((finding.rule, finding.cell))
    tone = "ok" if explained else "bad" if finding.weight is Weight.HARD else "warn"
    name = cell_text(finding.cell)
    said_by = explained.by.full_name if explained and explained.by else ""
    return Note(
        id=f"n-{row_id}-{finding.rule}",
        key=f"{finding.rule}:{name}",
        row_id=row_id,
        rule=finding.rule,
        cell=name,
        tone=tone,
        title=title if title.endswith(".") else f"{title}.",
        text=rest,
        explanation=explained.text if explained else "",
        explained_by=f"{said_by}, {moment_text(explained.at)}" if explained else "",
        fill=typed_text(finding.suggestion),
        may_be_none=finding.cell not in entry.filled,
    )


def open_of(entry: Entry) -> Open:
    """Return what the alert on top says: errors, what wants an explanation, blanks; each finding a link."""
    findings = entry.open_findings
    hard = [one for one in findings if one.weight is Weight.HARD]
    blank = entry.state.required_count - entry.state.filled_count
    parts = _counted(len(hard), len(findings) - len(hard), blank)
    if not parts:
        return Open()
    shown = sorted(findings, key=lambda one: one.weight is not Weight.HARD)
    left = len(shown) - LINKS
    return Open(
        title=_("Còn %(parts)s") % {"parts": ", ".join(parts)},
        tone="bad" if hard else "warn" if findings else "",
        links=tuple(link_of(entry, one) for one in shown[:LINKS]),
        more=_("và %(count)s chỗ khác") % {"count": number_text(left)} if left > 0 else "",
        what_then=_("Vẫn gửi được; chỗ chưa sửa, chưa giải trình được ghi kèm để nơi nhận quyết định."),
    )


def _counted(hard: int, soft: int, blank: int) -> list[str]:
    parts = [
        (hard, ngettext("%(count)s lỗi phải sửa", "%(count)s lỗi phải sửa", hard)),
        (soft, ngettext("%(count)s chỗ cần giải trình", "%(count)s chỗ cần giải trình", soft)),
        (blank, ngettext("%(count)s ô chưa nhập", "%(count)s ô chưa nhập", blank)),
    ]
    return [words % {"count": number_text(count)} for count, words in parts if count]


def link_of(entry: Entry, finding: Finding) -> Link:
    """Return a finding as a link to its cell."""
    row, section = entry.rows.get(finding.cell), entry.section_of_cell.get(finding.cell)
    title = in_language(finding.sentence).partition(". ")[0].rstrip(".")
    if row is None or section is None:  # about the return, not about a cell
        return Link(in_language(finding.sentence))
    address = reverse("figures:section", args=[entry.sheet.uid, section])
    words = _("%(what)s (dòng %(line)s)") % {"what": title, "line": line_number(entry, finding.cell)}
    return Link(
        words, f"{address}#{places_of(entry)[finding.cell]}", tone="bad" if finding.weight is Weight.HARD else ""
    )


def line_number(entry: Entry, cell: Cell) -> str:
    """Return the printed number of a cell with that of its line before it: ``3.2.2 a``."""
    row = entry.rows[cell]
    return row.number if row.depth == 0 else f"{row.line.number} {row.number}"
