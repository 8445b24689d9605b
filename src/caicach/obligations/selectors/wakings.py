"""What an event would wake, and by when it would fall due."""

from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from caicach.calendars.selectors import calendar_of, rules_on
from caicach.obligations.constants import ObligationState
from caicach.obligations.mapping import Waking, entered_due, reasons_to_json, term_of
from caicach.obligations.models import Duty
from caicach.web.errors import BadInput
from reform.due import woken

__all__ = ["wakings"]


def wakings(
    duty: Duty, *, occurred_on: date, due_on: date | None = None, occurrence_key: str | None = None
) -> tuple[Waking, ...]:
    """Return who would wake, with which due day, if what ``duty`` waits for happened on ``occurred_on``: one query.

    Raises:
        BadInput: no term counts from the event, and no due day (or one before the event) is given.
    """
    asleep = duty.obligations.filter(state=ObligationState.DORMANT).order_by("agency_id", "occurrence_key")
    if occurrence_key is not None:
        asleep = asleep.filter(occurrence_key=occurrence_key)

    @cache  # all agencies of one occurrence wait for the same term
    def fate(due_reason: str) -> tuple[date, str]:
        return _fate(due_reason, duty.deadline, occurred_on, due_on)

    return tuple(
        Waking(pk, agency_id, *fate(due_reason))
        for pk, agency_id, due_reason in asleep.values_list("pk", "agency_id", "due_reason")
    )


def _fate(due_reason: str, deadlines: str, occurred_on: date, due_on: date | None) -> tuple[date, str]:
    """Return the due day and how it came about, as stored."""
    term = term_of(due_reason, deadlines)
    if term is not None:
        made = woken(term, occurred_on, calendar_of(occurred_on.year), rules_on(occurred_on))
        if made.due_on is None:
            raise ValueError("an event always gives a day")  # the contract of ``woken``
        return made.due_on, reasons_to_json(made.reasons)
    if due_on is None:
        raise BadInput(_("Thời hạn theo văn bản không tính được từ sự kiện này. Nhập hạn được giao."))
    if due_on < occurred_on:
        raise BadInput(_("Hạn %(due)s trước ngày xảy ra sự kiện. Kiểm tra lại hạn.") % {"due": f"{due_on:%d/%m/%Y}"})
    return due_on, reasons_to_json((entered_due(occurred_on, due_on),))
