"""Taking returns in, giving them back, opening one again for a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.models import Return
from caicach.figures.services.cells import unlocked
from caicach.figures.services.follow import give_back, take_in
from caicach.obligations.selectors import pending_numbers
from caicach.obligations.services.decide import returned_words
from caicach.obligations.services.decide_many import Chosen, obligations_accept, obligations_return
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key, normalise

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["Decided", "return_reopen", "return_send_back", "returns_accept", "returns_send_back"]

_TAKEN = (ReturnState.ACCEPTED, ReturnState.CONSOLIDATED)
_REASON_LENGTH = 500
_REASON_LETTERS = 5  # below this nobody knows why
_LONGEST = timedelta(days=60)  # of a return that is open again: longer is another period


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done, and what was not with the reason."""

    done: tuple[Return, ...]
    refused: tuple[tuple[Return, str], ...]


@transaction.atomic
def returns_accept(sheets: Sequence[Return], *, actor: Actor, now: datetime) -> Decided:
    """Take in what was handed in; what the reports carry is done with them. A fixed number of statements.

    What cannot be taken in stays as it is and is told with its reason.

    Transition: submitted → accepted.  Audit: ``figures.accept``, one row a return.

    Raises:
        BadInput: nothing is chosen.
    """
    chosen = _chosen(sheets)
    if chosen:
        obligations_accept(chosen, actor=actor, now=now)
    take_in(_own_rule(sheets, actor), actor=actor, now=now)
    return _outcome(sheets, ReturnState.ACCEPTED, actor=actor, now=now, action="figures.accept")


@transaction.atomic
def returns_send_back(sheets: Sequence[Return], *, actor: Actor, reason: str, now: datetime) -> Decided:
    """Give back what was handed in, with what is to be mended; what the reports carry is open again with them.

    Transition: submitted → returned.  Audit: ``figures.return``, one row a return.

    Raises:
        BadInput: nothing is chosen, or no reason that the units can act on.
    """
    words = returned_words(reason, ())
    chosen = _chosen(sheets)
    if chosen:
        obligations_return(chosen, actor=actor, reason=words, now=now)
    rows = _own_rule(sheets, actor).filter(state=ReturnState.SUBMITTED)
    give_back(rows, actor=actor, reason=words, now=now)
    return _outcome(sheets, ReturnState.RETURNED, actor=actor, now=now, action="figures.return", reason=words)


def return_send_back(sheet: Return, *, actor: Actor, reason: str, now: datetime) -> Return:
    """Give one return back; as ``returns_send_back``.

    Raises:
        NotAllowed: the return is not the actor's to decide.
        WrongState: it does not wait to be taken in any more.
    """
    access.require(actor, "decide", sheet)
    decided = returns_send_back([sheet], actor=actor, reason=reason, now=now)
    if decided.refused:
        raise WrongState(decided.refused[0][1])
    return decided.done[0]


@transaction.atomic
def return_reopen(sheet: Return, *, actor: Actor, until: date, reason: str, now: datetime) -> Return:
    """Let a unit mend a return that was taken in, until a day; after it the return is closed again by itself.

    The acceptance stands. Each figure that changes meanwhile is kept in its history, and makes the sum stale.

    Transition: none.  Audit: ``figures.reopen``.

    Raises:
        NotAllowed: the actor does not take in this unit's returns.
        BadInput: no reason, or the day has passed or lies too far ahead.
        WrongState: it was not taken in, or the period is locked.
    """
    access.require(actor, "reopen", sheet)
    words = _reason(reason)
    today = clock.local_date(now)
    if not today <= until <= today + _LONGEST:
        raise BadInput(_("Ngày đóng lại phải từ hôm nay đến %(last)s.") % {"last": f"{today + _LONGEST:%d/%m/%Y}"})
    mine = Return.objects.filter(unlocked(), pk=sheet.pk, kind=ReturnKind.OWN, state__in=_TAKEN)
    if not mine.update(open_until=until, open_reason=words):
        raise WrongState(_("Chỉ mở lại được bản số liệu đã nhận, trong kỳ chưa khóa. Tải lại trang để xem."))
    old = {"open_until": sheet.open_until}
    audit.record("figures.reopen", sheet, actor=actor, old=old, new={"open_until": until, "reason": words}, at=now)
    sheet.open_until, sheet.open_reason = until, words
    return sheet


def _reason(reason: str) -> str:
    words = normalise(reason).strip()
    if len(compare_key(words)) < _REASON_LETTERS:
        raise BadInput(_("Thiếu lý do mở lại: viết rõ cần sửa số liệu nào, vì sao."))
    if len(words) > _REASON_LENGTH:
        raise BadInput(_("Lý do dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _REASON_LENGTH})
    return words


def _chosen(sheets: Sequence[Return]) -> list[Chosen]:
    """Return the hand-ins of the other ledger that wait."""
    if not sheets:
        raise BadInput(_("Chưa chọn bản số liệu nào. Đánh dấu đơn vị trong danh sách rồi bấm lại."))
    numbers = pending_numbers([one.obligation_id for one in sheets if one.obligation_id is not None])
    return [Chosen(pk, number) for pk, number in numbers.items()]


def _own_rule(sheets: Sequence[Return], actor: Actor) -> "QuerySet[Return]":
    """Return those that nobody owes and this actor may decide."""
    free = [one for one in sheets if one.obligation_id is None and access.can(actor, "decide", one).allowed]
    return Return.objects.filter(pk__in=[one.pk for one in free])


def _outcome(
    sheets: Sequence[Return],
    to: ReturnState,
    *,
    actor: Actor,
    now: datetime,
    action: str,
    reason: str = "",
) -> Decided:
    """Say what became of each: what carries this decision is done, the rest was refused."""
    rows = Return.objects.filter(pk__in=[one.pk for one in sheets], state=to, decided_at=now, decided_by=actor.user_id)
    moved = set(rows.values_list("pk", flat=True))
    done = tuple(one for one in sheets if one.pk in moved)
    new = {"state": to, "reason": reason, "at_once": len(done)}
    audit.record_many(action, [(one, {"state": one.state}, new) for one in done], actor=actor, at=now)
    refused = tuple((one, _why(one, actor)) for one in sheets if one.pk not in moved)
    for one in done:
        one.state, one.decided_at, one.return_reason = to, now, reason
    return Decided(done, refused)


def _why(sheet: Return, actor: Actor) -> str:
    decision = access.can(actor, "decide", sheet)
    if not decision.allowed:
        return decision.reason
    return str(_("Bản số liệu không còn chờ nhận: chưa gửi, hoặc có người vừa xử lý."))
