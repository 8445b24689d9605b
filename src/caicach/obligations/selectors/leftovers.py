"""What of a source is not done, and what it came to: for the end of a plan's year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from caicach.obligations.constants import ExtensionState, ObligationState
from caicach.obligations.models import Extension, Obligation
from caicach.obligations.selectors.dormant import dormant_of, quarter_of
from caicach.obligations.selectors.tasks import is_late
from caicach.web.actor import Actor

__all__ = [
    "Leftover",
    "LeftoverKind",
    "Owing",
    "Totals",
    "leftovers_of_source",
    "standing_by_agency",
    "totals_of_source",
]

_GONE = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
_UNDONE = (ObligationState.DORMANT, ObligationState.OPEN, ObligationState.RETURNED, ObligationState.SUBMITTED)


class LeftoverKind(StrEnum):
    """Why something is not done, in the order in which people look at it."""

    LATE = "late"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    OPEN = "open"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True)
class Owing:
    """One obligation that is not done."""

    pk: int
    agency_id: int
    agency: str
    occurrence: str
    state: str
    due_on: date | None
    is_extension_asked: bool  # a request for a later date waits


@dataclass(frozen=True, slots=True)
class Leftover:
    """What of one duty is not done for one reason."""

    kind: LeftoverKind
    duty_id: int
    is_report: bool
    number: str
    title: str
    owing: tuple[Owing, ...]
    is_question_open: bool  # the quarterly question about what it waits for has no answer

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.kind}-{self.duty_id}"

    @property
    def extension_count(self) -> int:
        """Requests for a later date that wait."""
        return sum(one.is_extension_asked for one in self.owing)


@dataclass(frozen=True, slots=True)
class Totals:
    """A source in numbers: every obligation once, what was cancelled or transferred apart."""

    total: int
    accepted: int
    on_time: int  # of those accepted
    met_late: int  # of those accepted
    ended: int  # cancelled or transferred, not in the total


def leftovers_of_source(source_uid: UUID, actor: Actor, *, today: date) -> tuple[Leftover, ...]:
    """Return what of a source is not done, by reason and duty: a fixed number of queries.

    Whether the actor may see the whole source is for the caller to ask: it knows the plan.
    """
    rows = _undone(source_uid)
    late = set(rows.filter(is_late(today)).values_list("pk", flat=True))
    asleep = _open_questions(actor, today=today)
    found: dict[tuple[LeftoverKind, int], list[Obligation]] = {}
    for one in rows.select_related("agency", "duty").order_by("agency__current_sort_key", "due_on", "pk"):
        found.setdefault((_kind(one, late), one.duty_id), []).append(one)
    made = [_leftover(kind, ones, is_question_open=duty_id in asleep) for (kind, duty_id), ones in found.items()]
    order = {kind: at for at, kind in enumerate(LeftoverKind)}
    return tuple(sorted(made, key=lambda one: (order[one.kind], one.duty_id)))


def _undone(source_uid: UUID) -> QuerySet[Obligation]:
    asked = Extension.objects.filter(obligation=OuterRef("pk"), state=ExtensionState.WAITING)
    rows = Obligation.objects.filter(duty__source_uid=source_uid, state__in=_UNDONE)
    return rows.annotate(is_asked=Exists(asked))


def _kind(one: Obligation, late: Iterable[int]) -> LeftoverKind:
    if one.state == ObligationState.OPEN:
        return LeftoverKind.LATE if one.pk in late else LeftoverKind.OPEN
    return LeftoverKind(one.state)


def _open_questions(actor: Actor, *, today: date) -> frozenset[int]:
    """Return the duties whose monitors did not answer the question of the last quarter."""
    last = quarter_of(today).before
    return frozenset(one.duty.pk for one in dormant_of(actor) if one.is_unanswered_in(last))


def _leftover(kind: LeftoverKind, ones: Sequence[Obligation], *, is_question_open: bool) -> Leftover:
    duty = ones[0].duty
    return Leftover(
        kind=kind,
        duty_id=duty.pk,
        is_report=duty.is_report,
        number=duty.number,
        title=duty.title,
        owing=tuple(_owing(one) for one in ones),
        is_question_open=kind is LeftoverKind.DORMANT and is_question_open,
    )


def _owing(one: Obligation) -> Owing:
    return Owing(
        pk=one.pk,
        agency_id=one.agency_id,
        agency=one.agency.current_name,
        occurrence=one.occurrence_label,
        state=one.state,
        due_on=one.due_on,
        is_extension_asked=bool(getattr(one, "is_asked", False)),
    )


def totals_of_source(source_uid: UUID) -> Totals:
    """Return a source in numbers: one query. Whether the actor may see it is for the caller to ask."""
    done = Q(state=ObligationState.ACCEPTED)
    counted = Obligation.objects.filter(duty__source_uid=source_uid).aggregate(
        total=_count(~Q(state__in=_GONE)),
        accepted=_count(done),
        on_time=_count(done & Q(met_on__lte=F("due_on"))),
        met_late=_count(done & Q(met_on__gt=F("due_on"))),
        ended=_count(Q(state__in=_GONE)),
    )
    return Totals(**counted)


def _count(condition: Q) -> Count:
    return Count("pk", filter=condition)


def standing_by_agency(duty_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    """Return the obligation that each agency has to do next by a duty: (duty, agency) -> obligation; one query.

    What sleeps comes last; what was accepted, cancelled or transferred is none.
    """
    rows = Obligation.objects.filter(duty_id__in=set(duty_ids), state__in=_UNDONE)
    found: dict[tuple[int, int], int] = {}
    for pk, duty_id, agency_id in rows.order_by(F("due_on").asc(nulls_last=True), "pk").values_list(
        "pk", "duty_id", "agency_id"
    ):
        found.setdefault((duty_id, agency_id), pk)
    return found
