"""The pages between a sheet and what becomes of its rows."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.sheets.constants import SHOWN_PROBLEMS
from caicach.sheets.forms import ColumnsForm, SheetForm
from caicach.sheets.mapping import column_name
from caicach.sheets.registry import ColumnRole, Problem, Purpose, Trial, purposes
from caicach.sheets.selectors import OpenedUpload
from caicach.ui.notation import number_text
from caicach.ui.sentences import in_language
from caicach.ui.values import Figure, Link, Step, Words
from vanban.text.messages import message_of

__all__ = ["BringPage", "ColumnsPage", "TrialPage"]


@dataclass(frozen=True, slots=True)
class BringPage:
    """The form that takes a sheet, and which columns it should have."""

    title: Words
    lead: Words
    crumbs: tuple[Link, ...]
    steps: tuple[Step, ...]
    form: SheetForm
    roles: tuple[ColumnRole, ...]
    back_url: str

    @classmethod
    def of(cls, purpose: str, form: SheetForm) -> "BringPage":
        """Return the page of a purpose."""
        found = purposes.find(purpose)
        return cls(found.title, found.lead, crumbs(found), steps(0), form, found.roles(), reverse(found.back))


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the sheet."""

    letter: str
    title: str
    samples: tuple[str, ...]
    field: BoundField


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The choice of what each column means."""

    lead: Words
    crumbs: tuple[Link, ...]
    file_name: str
    header_row: int
    row_count: int
    steps: tuple[Step, ...]
    form: ColumnsForm
    lines: tuple[ColumnLine, ...]
    needed: tuple[str, ...]
    notes: tuple[str, ...]
    cancel_url: str

    @classmethod
    def of(cls, opened: OpenedUpload, form: ColumnsForm) -> "ColumnsPage":
        """Return the page of a sheet."""
        table = opened.table
        columns = zip(table.titles, table.samples, form.columns(), strict=True)
        return cls(
            lead=opened.purpose.lead,
            crumbs=crumbs(opened.purpose, _("Ý nghĩa các cột")),
            file_name=opened.upload.file_name,
            header_row=table.header_row,
            row_count=len(table.rows),
            steps=steps(1),
            form=form,
            lines=tuple(
                ColumnLine(column_name(at), title, samples, field)
                for at, (title, samples, field) in enumerate(columns)
                if title or samples
            ),
            needed=tuple(role.label for role in opened.purpose.roles() if role.is_required),
            notes=_notes(opened),
            cancel_url=reverse("sheets:cancel", args=[opened.upload.uid]),
        )


@dataclass(frozen=True, slots=True)
class TrialPage:
    """What the rows would make; nothing is stored."""

    title: Words
    crumbs: tuple[Link, ...]
    file_name: str
    steps: tuple[Step, ...]
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]
    problem_count: int
    notes: tuple[str, ...]
    button: str  # empty: no row can be taken
    columns_url: str
    cancel_url: str

    @classmethod
    def of(cls, opened: OpenedUpload, trial: Trial) -> "TrialPage":
        """Return the page of a trial."""
        uid = opened.upload.uid
        return cls(
            title=opened.purpose.title,
            crumbs=crumbs(opened.purpose, _("Chạy thử")),
            file_name=opened.upload.file_name,
            steps=steps(2),
            figures=tuple(Figure(one.label, number_text(one.value), tone=one.tone) for one in trial.counts),
            problems=trial.problems[:SHOWN_PROBLEMS],
            problem_count=len(trial.problems),
            notes=(*trial.notes, *_notes(opened)),
            button=trial.button if trial.taken else "",
            columns_url=reverse("sheets:columns", args=[uid]),
            cancel_url=reverse("sheets:cancel", args=[uid]),
        )


def crumbs(purpose: Purpose, *here: Words) -> tuple[Link, ...]:
    """Return the way back to the list that the rows go into; what stands at ``here`` is the current page."""
    return (Link(purpose.back_label, reverse(purpose.back)), Link(purpose.title), *map(Link, here))


def steps(at: int) -> tuple[Step, ...]:
    """Return the steps of the way; ``at`` (from 0) is the current one."""
    words = (_("Chọn tệp"), _("Ý nghĩa các cột"), _("Chạy thử"), _("Xong"))
    return tuple(Step(word, "done" if place < at else "now" if place == at else "") for place, word in enumerate(words))


def _notes(opened: OpenedUpload) -> tuple[str, ...]:
    """Return what was found while the sheet was opened, in words."""
    return tuple(in_language(message_of(finding)) for finding in opened.table.findings)
