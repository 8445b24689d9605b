"""The background work of this app."""

from django.urls import reverse

from caicach.jobs.registry import Job
from caicach.scoring.models import Round
from caicach.scoring.services.proposals import proposals_refresh, rounds_propose
from caicach.web import clock

__all__ = ["propose", "propose_daily", "proposed_address"]


def propose(_job: Job, /, *, round_id: int) -> None:
    """Compute what data proposes for one round.

    Idempotent: all of it is one transaction, and computing again changes nothing. A round that is gone is left alone.
    """
    round_ = Round.objects.filter(pk=round_id).first()
    if round_ is not None:
        proposals_refresh(round_, now=clock.now())


def propose_daily(job: Job, /) -> None:
    """Compute what data proposes for every open round.

    Idempotent: computing again changes nothing.
    """
    rounds_propose(now=clock.now(), said=job.progress)


def proposed_address(*, round_id: int) -> str:
    """Return the page of the round."""
    uid = Round.objects.filter(pk=round_id).values_list("uid", flat=True).first()
    return reverse("scoring:round", args=[uid]) if uid else reverse("scoring:list")
