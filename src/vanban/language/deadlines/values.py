"""What a deadline says, as a value: the kinds, the fields, and the shape in which it is printed and stored."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

__all__ = ["Deadline", "DeadlineKind", "deadline_from_json"]


class DeadlineKind(StrEnum):
    """How a deadline fixes (or does not fix) its day."""

    BY = "by"  # a day: "trước ngày 30/12/2026", "chậm nhất ngày 01/4/2026"
    WITHIN = "within"  # a span: "Quý I/2026", "Trong năm 2026"
    RECURRING = "recurring"  # "hằng quý", "trước ngày 25 hằng tháng"
    CONTINUOUS = "continuous"  # "Thường xuyên"
    RELATIVE = "relative"  # so long after an event: "07 ngày làm việc kể từ ngày …"
    AS_DIRECTED = "as_directed"  # another text or an event will say: "Theo hướng dẫn của …"
    DONE = "done"  # "Đã thực hiện"
    AD_HOC = "ad_hoc"  # "đột xuất", "khi có yêu cầu"
    NONE = "none"  # the cell says nothing
    IMPOSSIBLE = "impossible"  # a day the calendar does not have
    UNREAD = "unread"  # no rule reads it


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline of a text; which fields are set follows from ``kind``.

    ``text`` is the clause's own words after the clean-ups of a reading, ``label`` the words that say for which
    deliverable it stands. ``[at, until)`` is the clause in code points of the normalised text
    (``vanban.text.forms.normalise``): ``squeeze(normalised[at:until]) == text``.
    """

    kind: DeadlineKind
    text: str
    label: str | None = None
    start: datetime.date | None = None  # within: first day
    end: datetime.date | None = None  # within: last day, inclusive
    date: datetime.date | None = None  # by
    inclusive: bool | None = None  # by, recurring with a day: does the day itself still count
    freq: str | None = None  # recurring: daily, weekly, monthly, quarterly, half_yearly, yearly
    times: int | None = None  # recurring: how often in each period
    month: int | None = None  # recurring yearly: 1 to 12
    day: int | None = None  # recurring monthly, quarterly or yearly: 1 to 31
    month_of_quarter: int | None = None  # recurring quarterly: 1 to 3
    amount: int | None = None  # relative: how many of `unit`
    unit: str | None = None  # relative: hour, working_day, day, month, immediately (amount 0)
    event: str | None = None  # relative: the words of the event; None where the text names none
    year_inferred: bool = False  # the text gives no year; the plan's was taken
    at: int = 0
    until: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the shape of the contract: ``label``, ``kind``, the fields that apply, ``text``; days as ISO."""
        data: dict[str, Any] = {"label": self.label, "kind": str(self.kind)}
        for name in _FIELDS_OF.get(self.kind, ()):
            value = getattr(self, name)
            if value is not None or (self.kind is DeadlineKind.RELATIVE and name == "event"):
                data[name] = value.isoformat() if isinstance(value, datetime.date) else value
        if self.year_inferred:
            data["year_inferred"] = True
        return data | {"text": self.text}


_FIELDS_OF: dict[DeadlineKind, tuple[str, ...]] = {
    DeadlineKind.BY: ("date", "inclusive"),
    DeadlineKind.WITHIN: ("start", "end"),
    DeadlineKind.RECURRING: ("freq", "times", "month_of_quarter", "month", "day", "inclusive"),
    DeadlineKind.RELATIVE: ("amount", "unit", "event"),
}
_DAYS = ("start", "end", "date")
_STORED = tuple(field.name for field in fields(Deadline) if field.name not in ("kind", "at", "until"))


def deadline_from_json(data: Mapping[str, Any]) -> Deadline:
    """Return the deadline that ``to_json`` printed; spans are not stored, so ``at`` and ``until`` are 0.

    Keys that a deadline does not have (``source``) are passed over.

    Raises:
        KeyError: ``kind`` or ``text`` is missing.
        ValueError: the kind is not one of ours, or a day is not an ISO date.
    """
    values = {name: data[name] for name in _STORED if data.get(name) is not None}
    values |= {name: datetime.date.fromisoformat(values[name]) for name in _DAYS if name in values}
    return Deadline(kind=DeadlineKind(data["kind"]), **{"text": data["text"], **values})
