"""What does not fit in a whole: under its line and in one list, with who explained it, and the form that explains."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.figures.models import Explanation
from caicach.figures.pages.whole.frame import address
from caicach.figures.selectors.whole_view import WholeView
from caicach.ui.notation import moment_text, number_text
from caicach.ui.sentences import in_language
from reform.forms import Cell
from reform.forms.figures import cell_text
from reform.forms.findings import Finding
from reform.forms.model import Weight

__all__ = ["Quote", "Refused", "SumNote", "notes_of", "open_in", "place_of"]

_MOST_QUOTES = 5
_ORDER = {"bad": 0, "warn": 1, "ok": 2}


@dataclass(frozen=True, slots=True)
class Quote:
    """What a body explained about the same line."""

    agency: str
    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An explanation that could not be kept; what was typed stays in its field."""

    rule: str
    cell: Cell
    text: str
    error: str


@dataclass(frozen=True, slots=True)
class SumNote:
    """A finding of the whole."""

    id: str
    rule: str
    cell: str
    section_key: str
    tone: str  # "bad", "warn", "ok" (explained)
    title: str  # the first sentence
    text: str  # the rest
    line: str  # "2.1.2 Hồ sơ tiếp nhận mới"
    url: str  # its line in its section
    explanation: str = ""
    explained_by: str = ""
    may_explain: bool = False
    typed: str = ""
    error: str = ""
    told: str = ""  # how many bodies below explained the same
    quotes: tuple[Quote, ...] = ()
    more: str = ""

    @property
    def icon(self) -> str:
        """The symbol of its weight."""
        return {"bad": "circle-x", "warn": "alert-triangle"}.get(self.tone, "circle-check")

    @property
    def said(self) -> str:
        """The word for the symbol."""
        return {"bad": _("Sai"), "warn": _("Cần giải trình")}.get(self.tone, _("Đã giải trình"))


def place_of(view: WholeView, cell: Cell) -> str:
    """Return the anchor of a cell's line on the pages of sections."""
    return view.places.get(cell, "")


def open_in(view: WholeView, cells: Iterable[Cell]) -> tuple[Finding, ...]:
    """Return what does not fit in ``cells`` and nobody explained."""
    wanted = frozenset(cells)
    return tuple(one for one in view.state.findings if one.cell in wanted and not view.is_explained(one))


def notes_of(
    view: WholeView, below: Iterable[Explanation] = (), *, refused: Refused | None = None
) -> tuple[SumNote, ...]:
    """Return every finding of the whole, hard ones first, explained ones last; ``below``: what bodies explained."""
    told: dict[tuple[str, str], list[Explanation]] = {}
    for one in below:
        told.setdefault((one.rule, one.line_key), []).append(one)
    made = [_note(view, one, told.get((one.rule, one.cell.key), ()), refused) for one in view.state.findings]
    return tuple(sorted(made, key=lambda note: _ORDER[note.tone]))


def _note(view: WholeView, finding: Finding, told: Sequence[Explanation], refused: Refused | None) -> SumNote:
    title, _sign, rest = in_language(finding.sentence).partition(". ")
    place, section = place_of(view, finding.cell), view.section_of.get(finding.cell, "")
    explained = view.explained.get((finding.rule, finding.cell))
    mine = refused if refused is not None and (refused.rule, refused.cell) == (finding.rule, finding.cell) else None
    quotes = tuple(Quote(one.sheet.agency.current_name, one.text) for one in told[:_MOST_QUOTES])
    more = len(told) - len(quotes)
    return SumNote(
        id=f"n-{place or 'bieu'}-{finding.rule}",
        rule=finding.rule,
        cell=cell_text(finding.cell),
        section_key=section,
        tone="ok" if explained else "bad" if finding.weight is Weight.HARD else "warn",
        title=title if title.endswith(".") else f"{title}.",
        text=rest,
        line=_line(view, finding.cell),
        url=f"{address(view.whole, 'whole-section', section=section)}#{place}" if section else "",
        explanation=explained.text if explained else "",
        explained_by=_by(explained) if explained else "",
        may_explain=view.may_explain(finding.cell),
        typed=mine.text if mine else "",
        error=mine.error if mine else "",
        told=_told(len(told)),
        quotes=quotes,
        more=_("và %(count)s đơn vị nữa") % {"count": number_text(more)} if more else "",
    )


def _line(view: WholeView, cell: Cell) -> str:
    row = view.rows.get(cell)
    if row is None:
        return ""
    return f"{row.number} {row.label}" if row.depth == 0 else f"{row.line.number} {row.line.label}: {row.label}"


def _by(one: Explanation) -> str:
    return f"{one.by.full_name if one.by else _('hệ thống')}, {moment_text(one.at)}"


def _told(count: int) -> str:
    words = ngettext("%(count)s đơn vị đã giải trình", "%(count)s đơn vị đã giải trình", count)
    return words % {"count": number_text(count)} if count else ""
