"""Granting many obligations a later day at once, where nobody asked: an act of whoever assigned them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.obligations.constants import DueChangeKind
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.extending import can_be_extended
from caicach.obligations.services.decide_many import MOST_AT_ONCE
from caicach.obligations.services.due_dates import due_move
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from vanban.text.forms import compare_key, squeeze

__all__ = ["Extended", "obligations_extend"]

_WORDS_LETTERS = 5  # below this nothing is said


@dataclass(frozen=True, slots=True)
class Extended:
    """How many got the later day, and which did not: keys of obligations."""

    done: int
    left: tuple[int, ...]


@transaction.atomic
def obligations_extend(
    obligation_ids: Collection[int], to_due_on: date, *, actor: Actor, words: str, now: datetime
) -> Extended:
    """Give obligations a later day, all the same; those whose day is as late already are left as they are.

    Audit: ``obligations.due``, one row an obligation. A fixed number of statements, two more for each 400 rows.

    Raises:
        BadInput: nothing is chosen, or more than 2,000; no reason; the day is over, or lies before one was assigned.
        WrongState: somebody moved one of them meanwhile; nothing is changed.
    """
    if not obligation_ids:
        raise BadInput(_("Chưa chọn nhiệm vụ nào."))
    if len(obligation_ids) > MOST_AT_ONCE:
        raise BadInput(_("Chọn quá 2.000 nhiệm vụ một lần. Lọc hẹp hơn rồi làm từng phần."))
    if to_due_on < clock.local_date(now):
        raise BadInput(_("Hạn mới %(new)s đã qua. Chọn từ hôm nay trở đi.") % {"new": f"{to_due_on:%d/%m/%Y}"})
    reason = squeeze(words)
    if len(compare_key(reason)) < _WORDS_LETTERS:
        raise BadInput(_("Thiếu lý do gia hạn: viết rõ vì sao các nhiệm vụ này được thêm thời gian."))
    found = Obligation.objects.filter(can_be_extended(actor), pk__in=list(obligation_ids), due_on__lt=to_due_on)
    rows = list(found.select_for_update(of=("self",)).select_related("duty", "event").order_by("pk"))
    if rows:
        due_move(rows, to_due_on, kind=DueChangeKind.EXTENSION, actor=actor, now=now, words=reason)
    done = {row.pk for row in rows}
    return Extended(len(rows), tuple(pk for pk in obligation_ids if pk not in done))
