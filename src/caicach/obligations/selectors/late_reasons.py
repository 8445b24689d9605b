"""Why things are late: of one obligation, and counted over all within reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import get_language

from caicach.obligations import access
from caicach.obligations.constants import AWAITS_HAND_IN, LateCause
from caicach.obligations.models import LateReason, Obligation
from caicach.obligations.selectors.tasks import days_late, is_late, is_met_late, is_task
from caicach.web.actor import Actor
from reform.clocks import late_reason

__all__ = ["CauseCounts", "cause_counts", "is_or_was_late", "late_reason_of", "reason_label"]


@dataclass(frozen=True, slots=True)
class CauseCounts:
    """Tasks that are late or were handed in late, by whose the cause is."""

    objective: int = 0
    subjective: int = 0
    unsaid: int = 0  # nobody said why yet

    @property
    def total(self) -> int:
        """All of them."""
        return self.objective + self.subjective + self.unsaid


def is_or_was_late(one: Obligation, today: date) -> bool:
    """Whether an obligation is late now, or stands handed in or accepted after its day."""
    if one.is_history or one.due_on is None:
        return False
    if one.state in AWAITS_HAND_IN:
        return days_late(one.due_on, one.paused_on, today) > 0
    return one.met_on is not None and one.met_on > one.due_on


def late_reason_of(obligation: Obligation) -> LateReason | None:
    """Return what was said why it is late, last: one query."""
    return LateReason.objects.filter(obligation=obligation).select_related("given_by", "agency").first()


def reason_label(code: str) -> str:
    """Return what a code of the coded list means, in the reader's language; the code itself where it is not known."""
    row = late_reason(code)
    if row is None:
        return code
    return row.label_en if (get_language() or "").startswith("en") else row.label


def cause_counts(actor: Actor, *, today: date, **narrowed: object) -> CauseCounts:
    """Return the causes of what is late or was handed in late within reach: one query.

    Args:
        actor: Who asks.
        today: Late is what fell due before this day.
        narrowed: Lookups of obligations, such as ``due_on__range``.
    """
    late = access.visible_obligations(actor).filter(is_task(), is_late(today) | is_met_late(), **narrowed)
    counted = dict(late.values_list("late_cause").annotate(count=Count("pk")).order_by())
    return _counts(counted)


def _counts(counted: Mapping[str, int]) -> CauseCounts:
    return CauseCounts(counted.get(LateCause.OBJECTIVE, 0), counted.get(LateCause.SUBJECTIVE, 0), counted.get("", 0))
