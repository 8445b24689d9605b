"""What was urged."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.notices import access
from caicach.notices.models import Reminder, ReminderRow
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["by_agency", "reminder_for", "reminders_of", "urged_rows"]


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
