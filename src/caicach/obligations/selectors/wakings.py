"""What an event makes of what sleeps: the one place where the days of dormant obligations are counted.

Where a duty's event may repeat, what sleeps stays as it is and an occurrence opens beside it; else it wakes itself.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from caicach.calendars.selectors import calendar_of, rules_on
from caicach.obligations.constants import ObligationState
from caicach.obligations.mapping import entered_due, reasons_to_json, term_of, waits_of
from caicach.obligations.models import Duty, Obligation
from caicach.web.errors import BadInput
from reform.due import recorded_key, woken

__all__ = ["Happening", "Waking", "due_of_event", "wakings"]

_LABEL = 80  # characters of an occurrence's label


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, as far as days and occurrences hang on it."""

    occurred_on: date
    due_on: date | None = None  # entered by whoever records; needed where no term counts from the event
    occurrence_key: str | None = None  # of what sleeps; None: everything of the duty
    agency_ids: Collection[int] = ()  # whom it concerns; empty: all who wait
    case: str = ""  # of one case; only where the event may repeat


@dataclass(frozen=True, slots=True)
class Waking:
    """What an event makes of one dormant obligation."""

    asleep: Obligation  # what wakes, or stays where an occurrence opens beside it
    due_on: date  # last day
    due_reason: str  # JSON of ``reasons_to_json``
    key: str = ""  # of the occurrence that opens; empty: what sleeps wakes itself
    label: str = ""

    @property
    def agency_id(self) -> int:
        """Whose it is."""
        return self.asleep.agency_id


@dataclass(frozen=True, slots=True)
class Wakings:
    """What an event would do for one duty."""

    duty: Duty
    rows: tuple[Waking, ...] = ()
    # Agencies for which the same was recorded already: this day, this case.
    taken: tuple[int, ...] = field(default=())


def wakings(duties: Collection[Duty], happening: Happening) -> tuple[Wakings, ...]:
    """Return what would become of what sleeps of ``duties``, in their order: two queries, whatever their number.

    Raises:
        BadInput: no term counts from the event, and no due day (or one before the event) is given; or a case is named
            where the event happens only once.
    """
    asleep = _asleep(duties, happening)
    opened = _opened(duty for duty in duties if duty.event_repeats)
    return tuple(_wakings_of(duty, asleep.get(duty.pk, ()), opened.get(duty.pk, {}), happening) for duty in duties)


def due_of_event(waits: str, deadlines: str, occurred_on: date, due_on: date | None = None) -> tuple[date, str]:
    """Return the due day that an event gives, and how it came about, as stored: what was awaited stands in front.

    Args:
        waits: The stored reasons of what sleeps.
        deadlines: JSON of its duty's deadlines, asked where the reasons do not tell the term.
        occurred_on: Day of the event.
        due_on: The day named by whoever directed it, used where no term counts from the event.

    Raises:
        BadInput: no term counts from the event, and no due day (or one before the event) is given.
    """
    term = term_of(waits, deadlines)
    if term is not None:
        made = woken(term, occurred_on, calendar_of(occurred_on.year), rules_on(occurred_on))
        if made.due_on is None:
            raise ValueError("an event always gives a day")  # the contract of ``woken``
        return made.due_on, _joined(waits, reasons_to_json(made.reasons))
    if due_on is None:
        raise BadInput(_("Thời hạn theo văn bản không tính được từ sự kiện này. Nhập hạn được giao."))
    if due_on < occurred_on:
        raise BadInput(_("Hạn %(due)s trước ngày xảy ra sự kiện. Kiểm tra lại hạn.") % {"due": f"{due_on:%d/%m/%Y}"})
    return due_on, _joined(waits, reasons_to_json((entered_due(occurred_on, due_on),)))


def _asleep(duties: Iterable[Duty], happening: Happening) -> Mapping[int, list[Obligation]]:
    rows = Obligation.objects.filter(duty__in=[duty.pk for duty in duties], state=ObligationState.DORMANT)
    if happening.occurrence_key is not None:
        rows = rows.filter(occurrence_key=happening.occurrence_key)
    if happening.agency_ids:
        rows = rows.filter(agency_id__in=happening.agency_ids)
    by_duty: dict[int, list[Obligation]] = defaultdict(list)
    for row in rows.order_by("agency_id", "occurrence_key"):
        by_duty[row.duty_id].append(row)
    return by_duty


def _opened(duties: Iterable[Duty]) -> Mapping[int, Mapping[tuple[int, str], str]]:
    """Return the states of what events opened, by (agency, key): one query, none where no event repeats."""
    ids = [duty.pk for duty in duties]
    if not ids:
        return {}
    found: dict[int, dict[tuple[int, str], str]] = defaultdict(dict)
    rows = Obligation.objects.filter(duty__in=ids, event__isnull=False)
    for duty_id, agency_id, key, state in rows.values_list("duty_id", "agency_id", "occurrence_key", "state"):
        found[duty_id][agency_id, key] = state
    return found


def _wakings_of(
    duty: Duty, asleep: Iterable[Obligation], opened: Mapping[tuple[int, str], str], happening: Happening
) -> Wakings:
    if happening.case and not duty.event_repeats:
        raise BadInput(
            _("“%(duty)s” chờ một sự kiện chỉ có một lần. Bỏ tên vụ việc, hoặc đánh dấu sự kiện có thể lặp lại.")
            % {"duty": duty.title}
        )

    @cache  # all agencies of one occurrence wait for the same term
    def fate(waits: str) -> tuple[date, str]:
        return due_of_event(waits, duty.deadline, happening.occurred_on, happening.due_on)

    rows: list[Waking] = []
    taken: list[int] = []
    for row in asleep:
        if not duty.event_repeats:
            rows.append(Waking(row, *fate(row.due_reason)))
        elif key := _free_key(row, opened, happening):
            rows.append(Waking(row, *fate(row.due_reason), key=key, label=_label(happening)))
        else:
            taken.append(row.agency_id)
    return Wakings(duty, tuple(rows), tuple(dict.fromkeys(taken)))


def _free_key(row: Obligation, opened: Mapping[tuple[int, str], str], happening: Happening) -> str | None:
    """Return the key of the occurrence to open; None where the same stands already. What was undone keeps its key."""
    for number in range(1, len(opened) + 2):
        key = recorded_key(row.occurrence_key, happening.occurred_on, case=happening.case, number=number)
        state = opened.get((row.agency_id, key))
        if state is None:
            return key
        if state != ObligationState.CANCELLED:
            return None
    raise ValueError("one more number than rows is always free")


def _label(happening: Happening) -> str:
    """Return how people call the occurrence: its day, and its case where it has one."""
    day = _("sự kiện %(day)s") % {"day": f"{happening.occurred_on:%d/%m/%Y}"}
    words = f"{day}: {happening.case}" if happening.case else day
    return words if len(words) <= _LABEL else f"{words[: _LABEL - 1]}…"


def _joined(waits: str, told: str) -> str:
    return json.dumps([*json.loads(waits_of(waits) or "[]"), *json.loads(told)], ensure_ascii=False, sort_keys=True)
