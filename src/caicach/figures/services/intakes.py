"""A file or a paste that brings figures is kept until a person says yes; then it stays as the record of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import INTAKE_KEPT_FOR, READ_KIND, IntakeKind
from caicach.figures.models import Intake, Period, Recipe, Return
from caicach.files import services as files
from caicach.jobs import services as jobs
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState

__all__ = [
    "intake_drop",
    "intake_enqueue",
    "intake_finish",
    "intake_keep",
    "intake_remove",
    "intakes_expire",
    "require_bring",
]

_AT_ONCE = 50  # that one round lets go


def require_bring(actor: Actor, sheet: Return) -> None:
    """Let pass whoever may put figures into ``sheet``, as its own or for the unit.

    Raises:
        NotAllowed: with the reason in words.
    """
    own = access.can(actor, "fill", sheet)
    if not own.allowed and not access.can(actor, "fill_for", sheet).allowed:
        raise NotAllowed(own.reason)


@transaction.atomic
def intake_keep(  # noqa: PLR0913 -- what was brought, for what, by whom
    kind: IntakeKind,
    *,
    actor: Actor,
    now: datetime,
    sheet: Return | None = None,
    period: Period | None = None,
    content: "bytes | files.Source | None" = None,
    file_name: str = "",
    text: str = "",
    start: str = "",
    recipe: Recipe | None = None,
) -> Intake:
    """Keep what was brought until it is confirmed, a day at most; nothing of the return changes.

    Args:
        kind: How it came.
        actor: Who brings it.
        now: The moment.
        sheet: The return that it is for; None: of several returns of ``period``.
        period: Where there is no ``sheet``.
        content: The file; None for a paste.
        file_name: Its name.
        text: What was pasted.
        start: The cell at which pasted figures begin.
        recipe: How a table of another system is read.

    Raises:
        NotAllowed: the actor does not fill the return.
        BadInput: an empty file, one too large, or marked as a state secret.
    """
    if sheet is not None:
        require_bring(actor, sheet)
    place = sheet.period if sheet is not None else period
    if place is None:
        raise BadInput(_("Chưa chọn kỳ báo cáo. Chọn kỳ rồi làm lại."))
    stored = None
    if content is not None:
        stored = files.file_store(files.without_secrets(content, name=file_name), now=now, allowed=None)
    return Intake.objects.create(
        kind=kind,
        sheet=sheet,
        period=place,
        recipe=recipe,
        file=stored,
        file_name=file_name[-255:],
        text=text,
        start=start[:250],
        brought_by_id=actor.user_id,
        brought_at=now,
    )


def intake_finish(intake: Intake, *, actor: Actor, changed_count: int, now: datetime) -> None:
    """Mark an intake as taken, within the transaction that saved its cells.

    Audit: ``figures.intake``.

    Raises:
        WrongState: it was taken or dropped meanwhile (a second click).
    """
    waiting = Intake.objects.filter(pk=intake.pk, taken_at=None)
    if not waiting.update(taken_at=now, changed_count=changed_count):
        raise WrongState(_("Số liệu này đã được lưu hoặc đã bỏ. Mở bản số liệu để xem."))
    new = {"kind": intake.kind, "file": intake.file_name, "cells": changed_count}
    audit.record("figures.intake", intake, actor=actor, new=new, at=now)


@transaction.atomic
def intake_drop(intake: Intake, *, actor: Actor) -> None:
    """Let go what waits without taking anything; a second click changes nothing.

    Raises:
        NotAllowed: somebody else brought it.
    """
    if intake.brought_by_id != actor.user_id:
        raise NotAllowed(_("Chỉ người đưa số liệu vào mới bỏ được lượt này."))
    _drop(intake)


def intakes_expire(now: datetime) -> None:
    """Let go what nobody confirmed for a day (an entry of ``jobs.registry.rounds``): mostly one query."""
    stale = Intake.objects.select_related("file").filter(taken_at=None, brought_at__lt=now - INTAKE_KEPT_FOR)
    for intake in stale.order_by("pk")[:_AT_ONCE]:
        with transaction.atomic():
            _drop(intake)


def _drop(intake: Intake) -> None:
    file = intake.file
    if Intake.objects.filter(pk=intake.pk, taken_at=None).delete()[0] and file is not None:
        files.file_forget(file)


@transaction.atomic
def intake_remove(intake_id: int) -> None:
    """Remove what could not be read, with its file."""
    intake = Intake.objects.select_related("file").filter(pk=intake_id, taken_at=None).first()
    if intake is not None:
        _drop(intake)


def intake_enqueue(intake: Intake, *, actor: Actor, now: datetime) -> None:
    """Let a job read the document of ``intake``; it is shown when that ends."""
    label = _("Đọc báo cáo %(name)s") % {"name": intake.file_name}
    intake.job = jobs.enqueue(READ_KIND, actor=actor, label=label, arguments={"intake_id": intake.pk}, now=now)
    intake.save(update_fields=["job"])
