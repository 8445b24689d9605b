"""How long a step of the ledger may take where a standing body runs it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import ClockKind
from caicach.obligations.models import ClockTerm
from caicach.obligations.selectors.clock_terms import clock_days
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from vanban.text.forms import squeeze

__all__ = ["MOST_DAYS", "clock_set", "clocks_set"]

MOST_DAYS = 60  # working days: longer than a quarter a step is no step
_BASIS_LENGTH = 300


def clock_set(
    standing_body_id: int, *, actor: Actor, kind: str, working_days: int, basis: str = "", now: datetime, today: date
) -> None:
    """Give one step another term: ``clocks_set`` for one."""
    clocks_set(standing_body_id, actor=actor, days={kind: working_days}, basis=basis, now=now, today=today)


@transaction.atomic
def clocks_set(
    standing_body_id: int, *, actor: Actor, days: Mapping[str, int], basis: str = "", now: datetime, today: date
) -> int:
    """Let steps take so many working days from today on; return how many terms changed.

    What has begun keeps the last day that it was given. Saying what holds already does nothing.

    Audit: ``obligations.clock``, one row a step.

    Args:
        standing_body_id: Where this body runs the ledger.
        actor: Who sets them.
        days: Working days by ``ClockKind``.
        basis: The document that names them, kept with each row.
        now: The moment.
        today: The civil day of ``now``.

    Raises:
        NotAllowed: the actor is no standing officer of the body and does not lead it.
        BadInput: no such step, or a number of days that is not 1 to 60.
    """
    access.require_clock_keeper(actor, standing_body_id)
    words = squeeze(basis)[:_BASIS_LENGTH]
    for kind, count in days.items():
        if kind not in ClockKind.values or not 1 <= count <= MOST_DAYS:
            raise BadInput(_("Thời hạn của một bước từ 1 đến %(most)s ngày làm việc.") % {"most": MOST_DAYS})
    before = {kind: (clock_days(standing_body_id, kind, on=today), "") for kind in days}
    own = ClockTerm.objects.filter(standing_body_id=standing_body_id, valid_from__lte=today, valid_to__gt=today)
    before |= {row.kind: (row.working_days, row.basis) for row in own}
    # A basis alone concerns the terms that the body has set; what is packaged keeps its own.
    set_before = {row.kind for row in own}
    changed = [
        kind
        for kind, count in days.items()
        if count != before[kind][0] or (kind in set_before and words and words != before[kind][1])
    ]
    for kind in changed:
        term = _set(standing_body_id, kind, days[kind], words or before[kind][1], today)
        old = {"working_days": before[kind][0], "basis": before[kind][1]}
        new = {"body": standing_body_id, "kind": kind, "working_days": term.working_days, "basis": term.basis}
        audit.record("obligations.clock", term, actor=actor, old=old, new=new, at=now)
    return len(changed)


def _set(standing_body_id: int, kind: str, working_days: int, basis: str, today: date) -> ClockTerm:
    rows = ClockTerm.objects.filter(standing_body_id=standing_body_id, kind=kind)
    rows.filter(valid_from__lt=today, valid_to__gt=today).update(valid_to=today)
    term, _is_new = rows.update_or_create(
        standing_body_id=standing_body_id,
        kind=kind,
        valid_from=today,
        defaults={"working_days": working_days, "basis": basis},
    )
    return term
