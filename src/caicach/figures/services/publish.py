"""Publishing the whole of a period as open data, and withdrawing it.

What is published is a copy of the sums as they stand: only the whole, never what a single unit gave.
"""

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import PeriodState
from caicach.figures.mapping import figure_of_row, figure_text
from caicach.figures.models import FigureCell, Period, Publication, Return
from caicach.figures.selectors.returns import whole_of
from caicach.figures.selectors.whole import last_run
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState

__all__ = ["period_publish", "period_unpublish"]

_REASON_LENGTH = 500
_CLOSED = (PeriodState.CONSOLIDATED, PeriodState.LOCKED)


@transaction.atomic
def period_publish(period: Period, *, actor: Actor, now: datetime) -> Publication:
    """Make the sums of a closed period public as they stand; what was public before is replaced and kept.

    Transition: none.  Audit: ``figures.publish``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        WrongState: the period is not closed, its whole is missing or stale, somebody else published at the same
            moment, or nothing differs from what is public.
    """
    access.require(actor, "manage", period)
    claimed = Period.objects.filter(pk=period.pk, state__in=_CLOSED, published_at=period.published_at)
    if not claimed.update(published_at=now):
        raise WrongState(_("Chỉ công bố số liệu tổng hợp đã chốt. Chốt số liệu, tải lại trang rồi công bố."))
    whole = _ready_whole(period)
    before = Publication.objects.filter(period=period).order_by("-number").first()
    cells = _cells_of(whole)
    if before is not None and before.ended_at is None:
        if before.cells == cells:
            raise WrongState(_("Số đã công bố giống số tổng hợp hiện nay: không có gì mới để công bố."))
        Publication.objects.filter(pk=before.pk).update(ended_at=now, ended_by_id=actor.user_id)
    run = last_run(whole)
    made = Publication.objects.create(
        period=period,
        number=before.number + 1 if before is not None else 1,
        cells=cells,
        received=run.received if run is not None else 0,
        expected=run.expected if run is not None else 0,
        by_id=actor.user_id,
        at=now,
    )
    new = {"number": made.number, "received": made.received, "expected": made.expected}
    audit.record("figures.publish", period, actor=actor, new=new, at=now)
    period.published_at = now
    return made


@transaction.atomic
def period_unpublish(period: Period, *, actor: Actor, reason: str, now: datetime) -> None:
    """Withdraw what is public of a period, with the reason; it stays in the history.

    Transition: none.  Audit: ``figures.unpublish``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadInput: no reason.
        WrongState: nothing of it is public.
    """
    access.require(actor, "manage", period)
    why = reason.strip()[:_REASON_LENGTH]
    if not why:
        raise BadInput(_("Ghi lý do rút số liệu đã công bố."))
    if not Period.objects.filter(pk=period.pk, published_at__isnull=False).update(published_at=None):
        raise WrongState(_("Số liệu của kỳ này chưa công bố, hoặc có người vừa rút."))
    mine = Publication.objects.filter(period=period, ended_at=None)
    mine.update(ended_at=now, ended_by_id=actor.user_id, end_reason=why)
    audit.record("figures.unpublish", period, actor=actor, new={"reason": why}, at=now)
    period.published_at = None


def _ready_whole(period: Period) -> Return:
    """Return the whole that the period's returns come to; asked after the claim, so that what came meanwhile is seen.

    Raises:
        WrongState: there is none, or it is not of the figures as they stand.
    """
    whole = whole_of(period.pk)
    if whole is None or whole.saved_at is None or whole.stale_since is not None:
        raise WrongState(_("Số liệu tổng hợp chưa có hoặc đã cũ so với các bản số liệu. Tổng hợp lại rồi công bố."))
    return whole


def _cells_of(whole: Return) -> str:
    """Return the figures of the whole in one spelling, so that two copies can be compared."""
    rows = FigureCell.objects.filter(sheet=whole).order_by("line_key", "members")
    said = [(one.line_key, one.members, figure_text(figure_of_row(one)), one.received, one.expected) for one in rows]
    return json.dumps(said, ensure_ascii=False)
