"""Pages on which tables of other systems become figures: the sources, and the steps of one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.imports.alignment import Table
from caicach.figures.imports.recipes import steps_of
from caicach.figures.models import Intake, Recipe
from caicach.ui.notation import number_text
from caicach.ui.values import Link, Words
from reform.forms.codes import codes_of
from reform.forms.sheets import Sheet

__all__ = ["RecipePage", "SystemsPage", "recipe_page", "systems_page"]

_SAMPLES = 3
_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Source:
    """A source whose tables are known."""

    name: str
    step_count: int
    columns: str
    by: str
    at: datetime
    forget_url: str


@dataclass(frozen=True, slots=True)
class SystemsPage:
    """The sources, and the form that takes a table."""

    crumbs: tuple[Link, ...]
    form: Form
    sources: tuple[Source, ...]
    is_possible: bool  # there is a return or a period to fill


def systems_page(form: Form, recipes: Sequence[Recipe], *, is_possible: bool) -> SystemsPage:
    """Return the page of all sources."""
    return SystemsPage(
        crumbs=(Link(_("Số liệu"), reverse("figures:list")), Link(_("Lấy từ hệ thống khác"))),
        form=form,
        sources=tuple(_source(one) for one in recipes),
        is_possible=is_possible,
    )


def _source(one: Recipe) -> Source:
    return Source(
        name=one.name,
        step_count=len(steps_of(one.steps)),
        columns=", ".join(filter(None, json.loads(one.titles))),
        by=one.remembered_by.full_name if one.remembered_by else "",
        at=one.remembered_at,
        forget_url=reverse("figures:recipe-forget", args=[one.uid]),
    )


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the table."""

    title: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the source."""

    number: int  # from 0: what its button sends
    code: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class RecipePage:
    """The columns of a table and the steps by which they become figures."""

    title: Words
    lead: str
    crumbs: tuple[Link, ...]
    rows_note: str
    columns: tuple[ColumnRow, ...]
    steps: tuple[StepRow, ...]
    step_form: Form
    recipe_form: Form
    preview_url: str
    drop_url: str


def recipe_page(intake: Intake, recipe: Recipe, table: Table, sheet: Sheet, forms: tuple[Form, Form]) -> RecipePage:
    """Return the page of a table; ``forms``: the one that adds a step, the one about the whole source."""
    rows = {str(row.cell): row for row in sheet.rows}
    codes = {str(cell): code for cell, code in codes_of(sheet.rows).items()}
    return RecipePage(
        title=_("Cột nào cho ô nào"),
        lead=f"{intake.file_name} · {intake.period.name}",
        crumbs=(
            Link(_("Số liệu"), reverse("figures:list")),
            Link(_("Lấy từ hệ thống khác"), reverse("figures:systems")),
            Link(recipe.name),
        ),
        rows_note=_("%(count)s dòng") % {"count": number_text(len(table.rows))},
        columns=tuple(ColumnRow(title, _samples(table, at)) for at, title in enumerate(table.header) if title),
        steps=tuple(
            StepRow(
                number, codes.get(step.cell, ""), rows[step.cell].label if step.cell in rows else step.cell, step.words
            )
            for number, step in enumerate(steps_of(recipe.steps))
        ),
        step_form=forms[0],
        recipe_form=forms[1],
        preview_url=reverse("figures:intake", args=[intake.uid]) if steps_of(recipe.steps) else "",
        drop_url=reverse("figures:intake-drop", args=[intake.uid]),
    )


def _samples(table: Table, at: int) -> tuple[str, ...]:
    texts = dict.fromkeys(row.cells[at] for row in table.rows[:500] if at < len(row.cells) and row.cells[at])
    return tuple(text[:_LETTERS] for text in list(texts)[:_SAMPLES])
