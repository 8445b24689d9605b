"""What was brought in and waits, and what was brought before."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.figures.mapping import cell_of_columns
from caicach.figures.models import FigureCell, FormVersion, Intake, Return
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.forms import Cell

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = ["cells_beside", "files_before", "intake_for", "owns_intake_file", "version_before", "visible_intakes"]

_SHOWN = 5


def visible_intakes(actor: Actor) -> QuerySet[Intake]:
    """Return what the actor brought."""
    return Intake.objects.all() if actor.is_system else Intake.objects.filter(brought_by_id=actor.user_id)


def intake_for(actor: Actor, uid: UUID) -> Intake:
    """Return what waits under ``uid`` and the actor brought.

    Raises:
        Beyond: there is none, it was taken or dropped, or somebody else brought it.
    """
    found = visible_intakes(actor).filter(uid=uid, taken_at=None)
    related = (
        "sheet__agency",
        "sheet__period__form",
        "sheet__period__owner",
        "sheet__period__receiver",
        "sheet__obligation",
    )
    rows = found.select_related(*related, "period__form", "period__owner", "file", "recipe", "job")
    one = rows.defer("sheet__period__form__definition", "period__form__definition").first()
    if one is None:
        raise Beyond(_("Không có lượt đưa số liệu này: đã lưu, đã bỏ, hoặc do người khác đưa vào."))
    return one


def files_before(sheet: Return, *, but: Intake) -> tuple[Intake, ...]:
    """Return the latest files and pastes that changed cells of ``sheet``, the newest first. One query."""
    rows = Intake.objects.filter(sheet=sheet, taken_at__isnull=False, changed_count__gt=0).exclude(pk=but.pk)
    return tuple(rows.select_related("brought_by").order_by("-taken_at", "-pk")[:_SHOWN])


def owns_intake_file(actor: Actor, stored: "StoredFile") -> bool:
    """Whether ``stored`` brought figures that the actor sees (an entry of ``files.registry.owners``)."""
    from caicach.figures.access import visible_periods, visible_returns

    kept = Intake.objects.filter(file=stored)
    if visible_intakes(actor).filter(file=stored).exists():
        return True
    seen = kept.filter(taken_at__isnull=False)
    return (
        seen.filter(sheet__in=visible_returns(actor)).exists()
        or seen.filter(sheet=None, period__in=visible_periods(actor)).exists()
    )


def version_before(version: FormVersion) -> FormVersion | None:
    """Return the version of a form before ``version``, whose annex an old report may follow."""
    if version.based_on_id is not None:
        return version.based_on
    same = FormVersion.objects.filter(form_key=version.form_key, valid_from__lt=version.valid_from)
    return same.order_by("-valid_from", "-pk").first()


def cells_beside(sheet_ids: Iterable[int]) -> dict[int, dict[Cell, FigureCell]]:
    """Return the stored cells of returns with who wrote them, by return. One query."""
    found: dict[int, dict[Cell, FigureCell]] = {sheet_id: {} for sheet_id in sheet_ids}
    rows = FigureCell.objects.filter(sheet_id__in=list(found)).select_related("updated_by")
    for row in rows:
        found[row.sheet_id][cell_of_columns(row.line_key, row.members)] = row
    return found
