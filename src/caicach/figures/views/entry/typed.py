"""Figures as a browser sends them: text or a reason for each cell, beside what the person saw there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from caicach.figures.constants import Origin
from caicach.figures.mapping import figure_of_row, figure_text, typed_figure
from caicach.figures.pages.entry.rows import Sent
from caicach.figures.pages.entry.shown import shown_of, typed_text
from caicach.figures.selectors.entry import Entry
from caicach.figures.services import CellDraft
from caicach.web.errors import BadInput
from reform.forms.figures import Figure, cell_text
from reform.forms.sheets import CellKind, Row, SheetSection

__all__ = ["Posted", "origin_of", "posted_of"]

_TEXT, _REASON, _SEEN, _FILL = "o:", "r:", "s:", "dien"
_MARK = "@"  # before the key of a reason


@dataclass(frozen=True, slots=True)
class Posted:
    """What was sent for a section: what is to be saved, and what cannot be read or was changed by somebody else."""

    drafts: tuple[CellDraft, ...] = ()
    sent: Sent = field(default_factory=Sent)

    @property
    def errors(self) -> Mapping[str, str]:
        """Sentences by the name of the cell."""
        return self.sent.errors


def origin_of(entry: Entry) -> Origin:
    """Return how this person fills the return: by typing, or from the unit's paper."""
    return Origin.TYPED if entry.is_filler else Origin.PAPER


def posted_of(data: QueryDict, entry: Entry, section: SheetSection) -> Posted:
    """Return what ``data`` asks of ``section``; cells that stand as the person saw them are left out."""
    chosen_name, _sign, chosen_text = data.get(_FILL, "").rpartition("=")
    drafts: list[CellDraft] = []
    typed: dict[str, str] = {}
    errors: dict[str, str] = {}
    for row in section.rows:
        name = cell_text(row.cell)
        if row.kind is not CellKind.TYPED or _TEXT + name not in data:
            continue
        field_ = _Field(entry, row, data, name)
        typed[name] = chosen_text if name == chosen_name else field_.text
        try:
            draft = field_.draft(chosen_text if name == chosen_name else None)
        except BadInput as refusal:
            errors[name] = str(refusal)
        else:
            drafts += [draft] if draft else []
    return Posted(tuple(drafts), Sent(typed, errors))


class _Field:
    """One cell as it was sent."""

    def __init__(self, entry: Entry, row: Row, data: QueryDict, name: str) -> None:
        self.entry, self.row = entry, row
        stored = entry.stored.get(row.cell)
        self.stands = figure_of_row(stored) if stored else None
        self.text = data.get(_TEXT + name, "").strip()
        self.reason = data.get(_REASON + name, "")
        self.seen = data.get(_SEEN + name, figure_text(self.stands))

    def draft(self, chosen: str | None) -> CellDraft | None:
        """Return what is to be saved; None where nothing changes.

        Raises:
            BadInput: it cannot be read, or somebody else changed the cell since the person saw it.
        """
        form = self.entry.printed.form
        figure = typed_figure(self.said() if chosen is None else chosen, self.row.line, form)
        wanted, stands = figure_text(figure), figure_text(self.stands)
        if wanted in (self.seen, stands):
            return None
        if self.seen != stands:
            raise BadInput(self._other())
        return CellDraft(self.row.cell, figure)

    def said(self) -> str:
        """Return the text or the reason, whichever the person changed; text wins where both say something.

        Raises:
            BadInput: both were changed.
        """
        was_reason = self.seen.removeprefix(_MARK) if self.seen.startswith(_MARK) else ""
        if not self.reason:
            return self.text
        if not self.text or (self.reason != was_reason and self.text == typed_text(self.stands)):
            return _MARK + self.reason
        if self.reason == was_reason:
            return self.text
        words = {"line": self.row.number}
        raise BadInput(_("Dòng %(line)s: vừa có số vừa có lý do không có số. Giữ lại một.") % words)

    def _other(self) -> str:
        now = _words_of(self.stands, self.row, self.entry)
        words = {"line": self.row.number, "now": now}
        return _("Dòng %(line)s vừa được đổi ở nơi khác, nay là: %(now)s. Gõ lại nếu vẫn muốn thay.") % words


def _words_of(figure: Figure | None, row: Row, entry: Entry) -> str:
    shown = shown_of(figure, row.line, entry.printed.form, blank=_("chưa nhập"))
    return shown.title or shown.text
