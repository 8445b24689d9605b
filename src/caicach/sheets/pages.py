"""The pages between a sheet and what becomes of its rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies.selectors import names_of
from caicach.sheets.constants import SHOWN_PROBLEMS
from caicach.sheets.forms import ColumnsForm, NameForm, SheetForm
from caicach.sheets.mapping import column_name
from caicach.sheets.models import ColumnMapping
from caicach.sheets.registry import ColumnRole, Problem, Purpose, Trial, purposes
from caicach.sheets.selectors import OpenedUpload
from caicach.ui.notation import number_text
from caicach.ui.sentences import in_language
from caicach.ui.values import Fact, Figure, Link, Step, Words
from vanban.text.messages import message_of

__all__ = ["BringPage", "ColumnsPage", "MappingsPage", "TrialPage"]


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
    mappings_url: str
    section: str  # the word of the navigation that it stands under

    @classmethod
    def of(cls, purpose: str, form: SheetForm) -> "BringPage":
        """Return the page of a purpose."""
        found = purposes.find(purpose)
        back, known = reverse(found.back), reverse("sheets:mappings", args=[purpose])
        return cls(found.title, found.lead, crumbs(found), steps(0), form, found.roles(), back, known, found.section)


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
    mappings_url: str
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
            mappings_url=reverse("sheets:mappings", args=[opened.upload.purpose]),
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


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source of sheets whose columns are known."""

    name: str
    owner: str
    columns: tuple[Fact, ...]  # the title in the sheet, what it is taken for
    unused: tuple[str, ...]  # titles that are not used
    by: str
    remembered_at: datetime
    form: NameForm
    is_open: bool  # the form was sent and did not fit
    rename_url: str
    forget_url: str

    @classmethod
    def of(cls, mapping: ColumnMapping, labels: Mapping[str, str], owner: str, form: NameForm | None) -> "KnownSource":
        """Return a source as it is shown."""
        held = tuple(zip(json.loads(mapping.titles), json.loads(mapping.roles), strict=False))
        return cls(
            name=mapping.name,
            owner=owner,
            columns=tuple(Fact(title or "–", labels[role]) for title, role in held if role in labels),
            unused=tuple(title for title, role in held if title and role not in labels),
            by=str(mapping.remembered_by or ""),
            remembered_at=mapping.remembered_at,
            form=form or NameForm(initial={"name": mapping.name}, prefix=mapping.uid.hex),
            is_open=form is not None,
            rename_url=reverse("sheets:rename", args=[mapping.uid]),
            forget_url=reverse("sheets:forget", args=[mapping.uid]),
        )


@dataclass(frozen=True, slots=True)
class MappingsPage:
    """The sources whose columns are known."""

    crumbs: tuple[Link, ...]
    section: str
    sources: tuple[KnownSource, ...]
    paging: Page[ColumnMapping]
    bring_url: str

    @classmethod
    def of(
        cls, purpose: str, found: Page[ColumnMapping], *, sent: tuple[UUID | None, NameForm | None]
    ) -> "MappingsPage":
        """Return the page of a purpose; ``sent`` is a form that did not fit, with the source it was sent for."""
        own = purposes.find(purpose)
        labels = {role.key: role.label for role in own.roles()}
        owners = names_of(one.owner_id for one in found)
        return cls(
            crumbs=(
                Link(own.back_label, reverse(own.back)),
                Link(own.title, _bring_url(purpose)),
                Link(_("Cột đã nhớ")),
            ),
            section=own.section,
            sources=tuple(
                KnownSource.of(one, labels, owners[one.owner_id], sent[1] if one.uid == sent[0] else None)
                for one in found
            ),
            paging=found,
            bring_url=_bring_url(purpose),
        )


def _bring_url(purpose: str) -> str:
    """Return where sheets of ``purpose`` are brought."""
    own = purposes.find(purpose)
    return reverse("sheets:bring", args=[purpose]) if own.owner_of else reverse(own.back)


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
