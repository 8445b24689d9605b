"""The page of one cell: what stands there and where it came from, how it changed, what is said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.constants import Origin
from caicach.figures.mapping import cell_columns, figure_of_text
from caicach.figures.models import CellProof, FigureCell
from caicach.figures.pages.entry import frame
from caicach.figures.pages.entry.proofs import ProofsPart, Proving, proofs_part
from caicach.figures.pages.entry.rows import cell_url, places_of
from caicach.figures.pages.entry.section import Acts
from caicach.figures.pages.entry.shown import shown_of, typed_text
from caicach.figures.pages.entry.talk import RemarkLine, remarks_of
from caicach.figures.selectors import Changed
from caicach.figures.selectors.counting import NOTES
from caicach.figures.selectors.entry import Entry
from caicach.ui.notation import moment_text
from caicach.ui.sentences import in_language
from caicach.ui.values import Fact, Link
from reform.forms import Cell, Line, asked_by
from reform.forms.figures import Figure, cell_text
from reform.forms.sheets import CellKind, Row
from reform.forms.tree import When

__all__ = ["NOTHING_SENT", "CellPage", "ChangeLine", "Sent", "cell_page"]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of the cell."""

    when: str
    who: str
    what: str  # "112 → 118"
    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent from the page and not kept, or not yet."""

    refused: str = ""
    override: tuple[str, str] | None = None  # a figure and its reason
    proving: Proving | None = None


NOTHING_SENT = Sent()


@dataclass(frozen=True, slots=True)
class CellPage:
    """One cell."""

    title: str
    lead: str
    crumbs: tuple[Link, ...]
    label: str
    facts: tuple[Fact, ...]
    parts: tuple[Fact, ...]  # of a total or a computed line: the figures it comes from
    formula: str
    proofs: ProofsPart
    changes: tuple[ChangeLine, ...]
    remarks: tuple[RemarkLine, ...]
    note: str
    may_note: bool
    may_override: bool
    may_talk: bool
    override: str  # the figure in force, or the one that was sent and refused
    override_reason: str
    counted: str
    refused: str
    url: str
    remark_url: str
    section_key: str
    cell: str
    back_url: str


def cell_page(
    entry: Entry,
    cell: Cell,
    changes: Sequence[Changed],
    *,
    today: date,
    acts: Acts,
    sent: Sent = NOTHING_SENT,
) -> CellPage:
    """Return the page of ``cell`` with what was sent and not kept."""
    row, stored = entry.rows[cell], entry.stored.get(cell)
    section = entry.section_of_cell[cell]
    line_key, members = cell_columns(cell)
    about = [one for one in entry.talks.remarks if (one.line_key, one.members) == (line_key, members)]
    is_counted = stored is not None and stored.source_value is not None
    number = row.number if row.depth == 0 else f"{row.line.number} {row.number}"
    figure, reason = sent.override or (typed_text(entry.filled.get(cell)), stored.override_reason if stored else "")
    back = f"{reverse('figures:section', args=[entry.sheet.uid, section])}#{places_of(entry)[cell]}"
    return CellPage(
        title=_("Dòng %(number)s: %(label)s") % {"number": number, "label": row.label},
        lead=frame.lead_of(entry.sheet, today=today),
        crumbs=frame.crumbs_of(entry.sheet, Link(_("Dòng %(number)s") % {"number": number})),
        label=row.label,
        facts=_facts(entry, row, stored),
        parts=_parts(entry, row),
        formula=_formula(entry, row),
        proofs=proofs_part(entry, cell, acts, sent.proving),
        changes=_history(entry, row, changes),
        remarks=remarks_of(entry, about),
        note=stored.note if stored else "",
        may_note=entry.may_fill and stored is not None,
        may_override=entry.may_fill and is_counted,
        may_talk=acts.may_talk,
        override=figure,
        override_reason=reason,
        counted=shown_of(Figure(stored.source_value), row.line, entry.printed.form).text
        if is_counted and stored
        else "",
        refused=sent.refused,
        url=cell_url(entry, cell),
        remark_url=reverse("figures:remark", args=[entry.sheet.uid]),
        section_key=section,
        cell=cell_text(cell),
        back_url=back,
    )


def _facts(entry: Entry, row: Row, stored: FigureCell | None) -> tuple[Fact, ...]:
    form, cell = entry.printed.form, row.cell
    figure = entry.filled.get(cell)
    now = shown_of(figure, row.line, form, blank=_("chưa nhập"))
    facts = [
        Fact(
            entry.sheet.period.name,
            now.title or now.text,
            row.line.unit if figure and not now.title else "",
            strong=True,
        )
    ]
    for when in (When.PREVIOUS, When.YEAR_BEFORE):
        told = entry.earlier.returns.get(when)
        if told is not None:
            shown = shown_of(entry.figure_at(when, cell), row.line, form, blank=_("chưa có số so sánh"))
            facts.append(Fact(told.period, shown.title or shown.text))
    if stored is not None:
        facts.append(Fact(_("Nguồn"), Origin(stored.origin).label))
        if stored.source_note:
            facts.append(Fact(_("Cách đếm"), in_language(stored.source_note, also=NOTES)))
        if stored.source_value is not None and stored.override_reason:
            counted = shown_of(Figure(stored.source_value), row.line, form)
            facts.append(Fact(_("Hệ thống đếm được"), counted.text, stored.override_reason))
    return tuple(facts)


def _parts(entry: Entry, row: Row) -> tuple[Fact, ...]:
    """Return the figures that a total or a computed line comes from."""
    if row.kind is CellKind.COMPUTED and row.line.calc is not None:
        asked = {one.cell.key for one in asked_by(row.line.calc) if one.when is When.NOW}
        found = [
            one
            for key, one in entry.rows.items()
            if key.key in asked and (key.members == row.cell.members or not key.members)
        ]
    elif row.kind is CellKind.MARGIN:
        mine = set(row.cell.members)
        found = [
            one
            for key, one in entry.rows.items()
            if key.key == row.cell.key and mine < set(key.members) and len(key.members) == len(mine) + 1
        ]
    else:
        return ()
    form = entry.printed.form
    return tuple(
        Fact(f"{one.number} {one.label}", shown_of(entry.filled.get(one.cell), one.line, form).text) for one in found
    )


def _formula(entry: Entry, row: Row) -> str:
    """Return the formula of a computed line with the printed numbers of lines in the place of their keys."""
    if row.kind is not CellKind.COMPUTED or row.line.calc is None:
        return ""
    text = str(row.line.calc)
    numbers = {line.key: line.number for line in entry.printed.form.lines}
    for key in sorted({one.cell.key for one in asked_by(row.line.calc)}, key=len, reverse=True):
        text = text.replace(key, f"[{numbers[key]}]")
    return text


def _history(entry: Entry, row: Row, changes: Sequence[Changed]) -> tuple[ChangeLine, ...]:
    """Return what changed in the cell and in what proves it, the newest first."""
    place = cell_columns(row.cell)
    dated = [(one.at, _change(one, row.line, entry)) for one in changes]
    for proof in entry.proofs:
        if (proof.line_key, proof.members) == place:
            dated += _of_proof(proof)
    return tuple(line for _at, line in sorted(dated, key=lambda one: one[0], reverse=True))


def _of_proof(proof: CellProof) -> list[tuple[datetime, ChangeLine]]:
    """Return that a proof was put there, and that it was taken back."""
    words = {"title": proof.title}
    who = proof.added_by.full_name if proof.added_by else ""
    said = [(proof.added_at, who, _("thêm minh chứng “%(title)s”") % words, proof.place)]
    if proof.removed_at is not None:
        by = proof.removed_by.full_name if proof.removed_by else ""
        said.append((proof.removed_at, by, _("bỏ minh chứng “%(title)s”") % words, ""))
    return [(at, ChangeLine(moment_text(at), who, what, "", place)) for at, who, what, place in said]


def _change(one: Changed, line: Line, entry: Entry) -> ChangeLine:
    old, new = _said(one.old, line, entry), _said(one.new, line, entry)
    return ChangeLine(moment_text(one.at), one.by, f"{old} → {new}", str(one.origin.label), one.reason)


def _said(text: str, line: Line, entry: Entry) -> str:
    shown = shown_of(figure_of_text(text, line), line, entry.printed.form, blank=_("trống"))
    return (shown.title or shown.text).lower() if shown.title else shown.text
