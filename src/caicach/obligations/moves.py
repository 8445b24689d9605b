"""Every change of state that there is, with what makes it. The one list: the database takes no other.

Owns: which state may follow which, and by what act. Does not: say who may act (``access``) or do it (``services``).
The constraint of ``Transition`` and the diagram of ``docs/reference/states.md`` are made from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caicach.obligations.constants import ObligationState

__all__ = ["MOVES", "Move", "pairs"]

_S = ObligationState
_AWAITED = (_S.OPEN, _S.RETURNED)
_ALL = (_S.DORMANT, _S.OPEN, _S.SUBMITTED, _S.RETURNED, _S.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Move:
    """One act, from some states to one other."""

    act: str  # of the services
    words: Promise  # what people call it
    before: tuple[str, ...]  # "" before it arose
    after: ObligationState


MOVES: tuple[Move, ...] = (
    Move("duties_assign", _("giao, đã biết hạn"), ("",), _S.OPEN),
    Move("duties_assign", _("giao, chờ sự kiện"), ("",), _S.DORMANT),
    Move("event_record", _("ghi nhận sự kiện"), (_S.DORMANT,), _S.OPEN),
    Move("event_undo", _("hủy ghi nhận sự kiện"), (_S.OPEN,), _S.DORMANT),
    Move("obligation_submit", _("nộp"), _AWAITED, _S.SUBMITTED),
    Move("obligation_accept", _("nghiệm thu"), (_S.SUBMITTED,), _S.ACCEPTED),
    Move("obligation_return", _("trả lại"), (_S.SUBMITTED,), _S.RETURNED),
    Move("obligation_reopen", _("mở lại"), (_S.ACCEPTED,), _S.RETURNED),
    Move("duties_change", _("sửa dòng: từ nay có hạn"), (_S.DORMANT,), _S.OPEN),
    Move("duties_change", _("sửa dòng: từ nay chờ sự kiện"), _AWAITED, _S.DORMANT),
    Move("duties_change", _("sửa dòng: lại phải làm"), (_S.CANCELLED, _S.TRANSFERRED), _S.OPEN),
    Move("duties_change", _("sửa dòng: lại chờ sự kiện"), (_S.CANCELLED, _S.TRANSFERRED), _S.DORMANT),
    Move("obligations_transfer", _("nhận từ cơ quan khác, đã bị trả lại"), ("", _S.CANCELLED), _S.RETURNED),
    Move("obligations_end", _("hủy"), _ALL, _S.CANCELLED),
    Move("obligations_end", _("chuyển giao"), _ALL, _S.TRANSFERRED),
)


def pairs() -> Iterator[tuple[str, str]]:
    """Yield every (state before, state after) once, in the order of the list."""
    yield from dict.fromkeys((before, str(move.after)) for move in MOVES for before in map(str, move.before))
