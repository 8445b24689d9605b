"""Who has acted on what a source assigned: handed in, decided, entered an event."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Event, Obligation, Submission

__all__ = ["ActRow", "acts_of_source", "counts_to_withdraw"]


@dataclass(frozen=True, slots=True)
class ActRow:
    """One kind of act of one agency."""

    who: str  # the agency, or the duty whose event was entered
    what: str  # "đã nộp sản phẩm"
    count: int


def acts_of_source(source_uid: UUID) -> tuple[ActRow, ...]:
    """Return the acts on the duties of ``source_uid``: two queries.

    Whether the reader may see the source is for the caller to ask.
    """
    handed_in = (
        Submission.objects.filter(obligation__duty__source_uid=source_uid)
        .values_list("obligation__agency__current_name")
        .annotate(count=Count("pk"))
        .order_by("obligation__agency__current_sort_key", "obligation__agency__current_name")
    )
    events = (
        Event.objects.filter(duty__source_uid=source_uid, undone_at=None)
        .values_list("duty__title")
        .annotate(count=Count("pk"))
        .order_by("duty__title")
    )
    return (
        *(ActRow(name, _("đã nộp sản phẩm"), count) for name, count in handed_in),
        *(
            ActRow(_("sự kiện của “%(title)s”") % {"title": title}, _("đã ghi nhận sự kiện"), count)
            for title, count in events
        ),
    )


def counts_to_withdraw(source_uid: UUID) -> dict[str, int]:
    """Return how many duties, obligations and agencies a source has given work to, cancelled ones left out."""
    standing = Obligation.objects.filter(duty__source_uid=source_uid).exclude(state=ObligationState.CANCELLED)
    counted: dict[str, int] = standing.aggregate(
        duties=Count("duty", distinct=True), obligations=Count("pk"), agencies=Count("agency", distinct=True)
    )
    return counted
