"""Taking a file or a paste in: kept, and read once at the door; what cannot be read at all leaves nothing behind."""

from datetime import datetime

from django.db import transaction

from caicach.figures.constants import IntakeKind
from caicach.figures.imports.pasted import table_of
from caicach.figures.imports.systems import table_in
from caicach.figures.imports.taking import intake_weighed, is_slow, paper_read
from caicach.figures.models import Intake, Period, Return
from caicach.figures.services.intakes import intake_enqueue, intake_keep
from caicach.figures.services.recipes import recipe_find
from caicach.files import services as files
from caicach.web.actor import Actor

__all__ = ["document_bring", "paste_bring", "table_bring", "workbook_bring"]


@transaction.atomic
def workbook_bring(sheet: Return, content: "bytes | files.Source", *, name: str, actor: Actor, now: datetime) -> Intake:
    """Keep a workbook for ``sheet`` until it is confirmed.

    Raises:
        NotAllowed: the actor does not fill the return.
        BadInput: it is no workbook, cannot be read, or is of another return or version.
    """
    data = files.without_secrets(content, name=name)
    kept = intake_keep(IntakeKind.WORKBOOK, actor=actor, now=now, sheet=sheet, content=data, file_name=name)
    intake_weighed(kept, actor=actor)
    return kept


@transaction.atomic
def paste_bring(sheet: Return, text: str, *, start: str, actor: Actor, now: datetime) -> Intake:
    """Keep a paste for ``sheet`` until it is confirmed.

    Raises:
        NotAllowed: the actor does not fill the return.
        BadInput: nothing in it, or nobody can say where its figures belong.
    """
    table_of(text)
    kept = intake_keep(IntakeKind.PASTE, actor=actor, now=now, sheet=sheet, text=text, start=start)
    intake_weighed(kept, actor=actor)
    return kept


@transaction.atomic
def document_bring(sheet: Return, content: "bytes | files.Source", *, name: str, actor: Actor, now: datetime) -> Intake:
    """Keep a report for ``sheet``: read at once where that is quick, else by a job.

    Raises:
        NotAllowed: the actor does not fill the return.
        BadInput: it cannot be read, or holds no line of the form.
    """
    data = files.without_secrets(content, name=name)
    slow = is_slow(data, name=name)
    kept = intake_keep(IntakeKind.DOCUMENT, actor=actor, now=now, sheet=sheet, content=data, file_name=name)
    if slow:
        intake_enqueue(kept, actor=actor, now=now)
    else:
        paper_read(kept)
        intake_weighed(kept, actor=actor)
    return kept


@transaction.atomic
def table_bring(
    content: "bytes | files.Source",
    *,
    name: str,
    actor: Actor,
    now: datetime,
    sheet: Return | None = None,
    period: Period | None = None,
) -> Intake:
    """Keep a table of another system for one return, or for those of a period; its columns may be known already.

    Raises:
        NotAllowed: the actor does not fill the return, or belongs to no body.
        BadInput: it is no table, cannot be read, or holds too many rows.
    """
    data = files.without_secrets(content, name=name)
    table = table_in(data, name=name)
    kept = intake_keep(
        IntakeKind.SYSTEM, actor=actor, now=now, sheet=sheet, period=period, content=data, file_name=name
    )
    recipe_find(kept, table.header, actor=actor, now=now)
    return kept
