"""How the states of an obligation look: icon, word and colour, never colour alone.

The words of the states are those of ``obligations``; this floor knows them as text, so that it imports nothing above.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from caicach.ui.notation import number_text
from caicach.ui.values import Words

__all__ = ["StateLook", "look_of"]


@dataclass(frozen=True, slots=True)
class StateLook:
    """One state as drawn."""

    kind: str  # the class ``st--<kind>``
    icon: str
    word: Words  # translated when shown


LOOKS = {
    "dormant": StateLook("cho", "hourglass-empty", _("Chờ sự kiện")),
    "open": StateLook("mo", "circle-dashed", _("Đang mở")),
    "submitted": StateLook("nop", "send", _("Đã nộp")),
    "returned": StateLook("tra", "arrow-back-up", _("Trả lại")),
    "accepted": StateLook("xong", "circle-check", _("Hoàn thành")),
    "cancelled": StateLook("cho", "ban", _("Đã hủy")),
    "transferred": StateLook("cho", "arrow-right", _("Đã chuyển")),
    "request": StateLook("cho", "message", _("Đề nghị")),
    "history": StateLook("cho", "clock", _("Lưu lịch sử")),
}
_LATE = {"open": _("Quá hạn %(days)s ngày"), "returned": _("Trả lại, quá hạn %(days)s ngày")}


def look_of(state: str, due_on: date | None, today: date | None) -> StateLook:
    """Return how ``state`` looks on ``today``: what still waits for the owner after its due date is overdue.

    Raises:
        KeyError: no such state (a programmer's error).
    """
    look = LOOKS[state]
    if due_on is None or today is None or due_on >= today or state not in _LATE:
        return look
    days = number_text((today - due_on).days)
    return StateLook("tre", "alert-triangle", str(_LATE[state]) % {"days": days})
