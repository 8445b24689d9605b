"""A table of another system with its source, opened for the page that says what its columns mean."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.figures.imports.alignment import Table
from caicach.figures.imports.recipes import Step, steps_of
from caicach.figures.imports.systems import table_in
from caicach.figures.mapping import sheet_for
from caicach.figures.models import Intake, Recipe
from caicach.files import selectors as files
from caicach.web.errors import Beyond
from reform.forms.sheets import Sheet

__all__ = ["OpenedTable", "opened_table"]

_MOST_ASKED = ("commune", "department", "province")  # whose sheet is shown where many units are filled


@dataclass(frozen=True, slots=True)
class OpenedTable:
    """A table that waits, with its source and the sheet that it fills."""

    intake: Intake
    recipe: Recipe
    table: Table
    sheet: Sheet

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the source."""
        return steps_of(self.recipe.steps)


def opened_table(intake: Intake) -> OpenedTable:
    """Return the table of ``intake``.

    Raises:
        Beyond: its source was forgotten.
        BadInput: it cannot be read.
    """
    if intake.recipe is None or intake.file is None:
        raise Beyond(_("Nguồn của bảng này đã bị quên. Tải bảng lên lại."))
    table = table_in(files.content_of(intake.file), name=intake.file_name)
    level = intake.sheet.level if intake.sheet is not None else _level(intake)
    return OpenedTable(intake, intake.recipe, table, sheet_for(intake.period.form, level))


def _level(intake: Intake) -> str:
    """Return the level most of the period's units fill the form at."""
    levels = {sheet.level for sheet in intake.period.returns.all()}
    return next((level for level in _MOST_ASKED if level in levels), intake.period.whole_level)
