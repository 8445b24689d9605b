"""The background work of this app."""

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.imports.taking import paper_read
from caicach.figures.models import Intake, Period
from caicach.figures.services.count import period_count
from caicach.figures.services.counting import periods_count
from caicach.figures.services.intakes import intake_remove
from caicach.jobs.registry import Job
from caicach.web import clock
from caicach.web.actor import SYSTEM

__all__ = ["document_address", "document_read", "document_unread", "figures_address", "figures_count", "figures_daily"]


def figures_count(_job: Job, /, *, period_id: int) -> None:
    """Count what the program can for the returns of one period.

    Idempotent: all of it is one transaction, and counting again changes nothing. A period that is gone is left alone.
    """
    period = Period.objects.select_related("form").defer("form__definition").filter(pk=period_id).first()
    if period is not None:
        period_count(period, actor=SYSTEM, now=clock.now())


def figures_daily(job: Job, /) -> None:
    """Count what the program can for every open period.

    Idempotent: what was counted today is left alone.
    """
    periods_count(now=clock.now(), said=job.progress)


def figures_address(*, period_id: int) -> str:
    """Return the page of the period that was counted."""
    uid = Period.objects.filter(pk=period_id).values_list("uid", flat=True).first()
    return reverse("figures:period", args=[uid]) if uid else reverse("figures:list")


def document_read(job: Job, /, *, intake_id: int) -> None:
    """Read a report that brings figures.

    Idempotent: one that was read, or is gone, is left alone.

    Raises:
        BadInput: it cannot be read; nothing of it is kept (``document_unread``).
    """
    related = ("sheet__agency", "sheet__period__form", "file")
    intake = Intake.objects.select_related(*related).filter(pk=intake_id, taken_at=None).first()
    if intake is not None:
        paper_read(intake, step=lambda done, total: job.progress(_("Đọc từng trang"), done, total))


def document_address(*, intake_id: int) -> str:
    """Return where the result is shown."""
    uid = Intake.objects.filter(pk=intake_id).values_list("uid", flat=True).first()
    return reverse("figures:intake", args=[uid]) if uid else reverse("figures:list")


def document_unread(*, intake_id: int) -> None:
    """Remove a report that could not be read, with its file."""
    intake_remove(intake_id)
