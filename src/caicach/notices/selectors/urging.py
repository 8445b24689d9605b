"""What was urged."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.notices import access
from caicach.notices.models import Reminder, ReminderRow
from caicach.obligations.registry import Urged
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

if TYPE_CHECKING:
    from caicach.obligations.models import Obligation

__all__ = ["by_agency", "reminder_for", "reminders_of", "times_urged", "urged_rows"]


def reminders_of(actor: Actor, *, limit: int = 30) -> tuple[Reminder, ...]:
    """Return what the actor's body sent, the newest first: one query."""
    sent = access.visible_reminders(actor).select_related("agency", "document")
    return tuple(sent.order_by("-made_at", "-pk")[:limit])


def reminder_for(actor: Actor, uid: UUID) -> Reminder:
    """Return one of them.

    Raises:
        Beyond: there is none within reach.
    """
    found = access.visible_reminders(actor).select_related("agency__current_parent", "document", "made_by")
    one = found.filter(uid=uid).first()
    if one is None:
        raise Beyond(_("Không có lần đôn đốc này."))
    return one


def urged_rows(reminder: Reminder) -> tuple[ReminderRow, ...]:
    """Return what a reminder urged, by agency and due day: one query."""
    rows = reminder.rows.select_related("obligation__duty", "agency")
    return tuple(rows.order_by("agency__current_sort_key", "agency_id", "due_on", "pk"))


def by_agency(rows: Sequence[ReminderRow]) -> tuple[tuple[str, tuple[ReminderRow, ...]], ...]:
    """Return the rows of each agency under its name."""
    grouped = groupby(rows, key=lambda row: (row.agency_id, row.agency.current_name))
    return tuple((name, tuple(some)) for (_pk, name), some in grouped)


def times_urged(actor: Actor, obligation: "Obligation") -> tuple[Urged, ...]:
    """Return when ``obligation`` was urged, the last first (an entry of ``obligations.registry.urgings``): one query.

    Whoever sees the obligation sees that it was urged; the reminder itself is for the body that sent it.
    """
    rows = ReminderRow.objects.filter(obligation=obligation).order_by("-reminder__made_at", "-pk")
    found = rows.select_related("reminder__agency", "reminder__document")
    return tuple(_urged(row.reminder, actor) for row in found)


def _urged(one: Reminder, actor: Actor) -> Urged:
    how = str(one.document) if one.document else _("công văn") if one.is_letter else _("nhắc trong hệ thống")
    is_own = actor.agency_id == one.agency_id
    url = reverse("notices:reminder", args=[one.uid]) if is_own else ""
    return Urged(clock.local_date(one.made_at), one.agency.current_name, how, url)
