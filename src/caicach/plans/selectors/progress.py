"""How far a plan is."""

from dataclasses import astuple, dataclass
from datetime import date

from django.db.models import Count, Q

from caicach.obligations import access as obligations
from caicach.obligations.constants import ObligationState
from caicach.obligations.selectors import is_late
from caicach.plans.constants import PLAN
from caicach.plans.models import Plan
from caicach.web.actor import Actor

__all__ = ["Progress", "progress_of"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the obligations of one duty, or of a plan, are; the actor's reach alone is counted."""

    total: int = 0
    accepted: int = 0
    submitted: int = 0  # waits for acceptance
    late: int = 0  # past due, and nothing in hand to accept
    dormant: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))


def progress_of(plan: Plan, actor: Actor, *, today: date) -> dict[int, Progress]:
    """Return the progress of each duty of ``plan`` within the actor's reach, by duty: one query.

    What was cancelled is not owed and counts nowhere.
    """
    mine = (
        obligations.visible_obligations(actor)
        .filter(Q(duty__deliverable__plan=plan) | Q(duty__source_kind=PLAN, duty__source_id=plan.pk))
        .exclude(state=ObligationState.CANCELLED)
    )
    rows = mine.values("duty").annotate(
        total=Count("pk"),
        accepted=Count("pk", filter=Q(state=ObligationState.ACCEPTED)),
        submitted=Count("pk", filter=Q(state=ObligationState.SUBMITTED)),
        late=Count("pk", filter=is_late(today)),
        dormant=Count("pk", filter=Q(state=ObligationState.DORMANT)),
    )
    return {
        row["duty"]: Progress(row["total"], row["accepted"], row["submitted"], row["late"], row["dormant"])
        for row in rows
    }
