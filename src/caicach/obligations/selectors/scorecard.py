"""Scorecards: the tasks of each agency that fell due in a span of days, and what became of them.

Owns: counting by agency and origin. Does not: say what a task is (``tasks``), compare agencies (``board``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db.models import Case, Count, DateField, F, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from caicach.agencies.access import within_reach
from caicach.agencies.selectors import AgencyFacts, agency_in_reach, facts_of_agencies
from caicach.obligations.constants import DutyOrigin, LateCause, ObligationState, SubmissionState, TrackingMode
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.selectors.day_numbers import DayNumber
from caicach.obligations.selectors.tasks import (
    clock_ran_out,
    is_behind,
    is_on_time,
    stands_alone,
    waits_for_others,
)
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.scorecards import Span

__all__ = ["AgencyScore", "Score", "agency_scored", "scores_of", "scores_through"]


@dataclass(frozen=True, slots=True)
class Score:
    """Tasks that fell due. On time + handed in late + late = due; the clock of ``waiting`` stood, so they are apart."""

    due: int = 0
    on_time: int = 0
    met_late: int = 0
    waiting: int = 0  # the due day passed while another body had the matter
    subjective: int = 0  # of those behind, by the cause given
    objective: int = 0
    given_back: int = 0  # returned at least once
    accepted: int = 0
    behind_days: float = 0.0  # all days behind of ``behind``
    accepted_days: float = 0.0  # all days from assignment to acceptance of ``accepted``

    @classmethod
    def of(cls, parts: "Iterable[Score]") -> "Score":
        """Return the sum of ``parts``."""
        rows = list(parts)
        return cls(*(sum(getattr(one, part.name) for one in rows) for part in fields(cls)))

    @property
    def late(self) -> int:
        """Still owed."""
        return self.due - self.on_time - self.met_late

    @property
    def behind(self) -> int:
        """Late in whatever way: still owed, or handed in after the day."""
        return self.due - self.on_time

    @property
    def unexplained(self) -> int:
        """Behind without a cause that was given."""
        return self.behind - self.subjective - self.objective

    @property
    def on_time_share(self) -> Decimal | None:
        """On time of those due, in percent; 100 and 0 are kept for all and none. None: nothing fell due."""
        return _share(self.on_time, self.due)

    @property
    def given_back_share(self) -> Decimal | None:
        """Returned at least once of those due, in percent."""
        return _share(self.given_back, self.due)

    @property
    def subjective_share(self) -> Decimal | None:
        """The agency's own cause of those behind whose cause was given, in percent."""
        return _share(self.subjective, self.subjective + self.objective)

    @property
    def mean_behind_days(self) -> Decimal | None:
        """Days behind for each task behind."""
        return _mean(self.behind_days, self.behind)

    @property
    def mean_accepted_days(self) -> Decimal | None:
        """Days from assignment to acceptance for each task accepted."""
        return _mean(self.accepted_days, self.accepted)


@dataclass(frozen=True, slots=True)
class AgencyScore:
    """What fell due at one agency, by where the duty came from."""

    agency: AgencyFacts
    by_origin: Mapping[str, Score]  # of ``DutyOrigin``

    def score(self, origin: str) -> Score:
        """Return what came from one origin."""
        return self.by_origin.get(origin, _NOTHING)


def scores_of(actor: Actor, span: Span, *, today: date, agency: UUID | None = None) -> tuple[AgencyScore, ...]:
    """Return the scores of every agency of the actor's subtrees with something due in ``span``: three queries.

    Args:
        actor: Who asks; what is seen of other agencies makes half a card, so that it makes none.
        span: Days on which tasks fall due.
        today: What falls due today or later is not counted yet.
        agency: This one alone.
    """
    past = _past(actor, span.first_on, span.until(today), agency)
    by = ("agency_id", "duty__origin")
    counts = _counts(today)
    given_back = _given_back(past)
    found: dict[int, dict[str, Score]] = {}
    for agency_id, origin, *values in past.values(*by).annotate(**counts).order_by().values_list(*by, *counts):
        numbers = dict(zip(counts, (value or 0 for value in values), strict=True))
        score = Score(**numbers, given_back=given_back.get((agency_id, origin), 0))
        found.setdefault(agency_id, {})[origin] = score
    known = facts_of_agencies(found)
    return tuple(AgencyScore(known[agency_id], by_origin) for agency_id, by_origin in found.items())


def scores_through(
    actor: Actor, agency: UUID, spans: Sequence[Span], *, origin: str = DutyOrigin.PLAN, today: date
) -> tuple[Score, ...]:
    """Return what was due and on time at one agency in each of ``spans`` (the oldest first): one query."""
    past = _past(actor, spans[0].first_on, spans[-1].until(today), agency).filter(duty__origin=origin)
    counts = {
        "due": Count("due_on", filter=clock_ran_out()),
        "on_time": Count("due_on", filter=is_on_time() & clock_ran_out()),
    }
    days = list(past.values("due_on").annotate(**counts).order_by().values_list("due_on", *counts))
    return tuple(
        Score.of(
            Score(due=due, on_time=on_time) for due_on, due, on_time in days if span.first_on <= due_on <= span.last_on
        )
        for span in spans
    )


def agency_scored(actor: Actor, uid: UUID) -> AgencyFacts:
    """Return the agency of a card: one query.

    Raises:
        Beyond: there is none in the actor's subtrees.
    """
    agency = agency_in_reach(actor, uid)
    if agency is None:
        raise Beyond(_("Không có cơ quan này, hoặc bảng điểm của cơ quan nằm ngoài phạm vi của bạn."))
    return agency


def _past(actor: Actor, first_on: date, last_on: date, agency: UUID | None) -> "QuerySet[Obligation]":
    """Return the tasks whose due day ended; those whose clock stands are among them."""
    tracked = stands_alone() & ~Q(duty__mode=TrackingMode.NOT_TRACKED)  # of every origin: they are grouped, never added
    tasks = Obligation.objects.filter(tracked, within_reach("agency", actor), due_on__range=(first_on, last_on))
    return tasks if agency is None else tasks.filter(agency__uid=agency)


def _counts(today: date) -> "dict[str, Count | Sum]":
    fell_due, behind = clock_ran_out(), is_behind(today)
    accepted = Q(state=ObligationState.ACCEPTED) & fell_due
    ended = Case(  # the same day as ``tasks.counted_day``
        When(met_on__isnull=False, then=F("met_on")),
        When(paused_on__lt=today, then=F("paused_on")),
        default=Value(today, DateField()),
    )
    return {
        "due": Count("due_on", filter=fell_due),
        "on_time": Count("due_on", filter=is_on_time() & fell_due),
        "met_late": Count("due_on", filter=Q(met_on__gt=F("due_on")) & fell_due),
        "waiting": Count("due_on", filter=waits_for_others(today)),
        "subjective": Count("due_on", filter=behind & Q(late_cause=LateCause.SUBJECTIVE)),
        "objective": Count("due_on", filter=behind & Q(late_cause=LateCause.OBJECTIVE)),
        "accepted": Count("due_on", filter=accepted),
        "behind_days": Sum(DayNumber(ended) - DayNumber(F("due_on")), filter=behind),
        "accepted_days": Sum(DayNumber(F("accepted_at")) - DayNumber(F("created_at")), filter=accepted),
    }


def _given_back(past: "QuerySet[Obligation]") -> dict[tuple[int, str], int]:
    """Return by agency and origin how many tasks that fell due were returned at least once."""
    returned = Submission.objects.filter(state=SubmissionState.RETURNED).values("obligation_id")
    by = ("agency_id", "duty__origin")
    rows = past.filter(clock_ran_out(), pk__in=returned).values(*by).annotate(count=Count("*")).order_by()
    return {(agency_id, origin): count for agency_id, origin, count in rows.values_list(*by, "count")}


def _share(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    step = Decimal("0.01")
    share = (Decimal(100) * part / whole).quantize(step, rounding=ROUND_HALF_UP)
    if share == 100 and part < whole:
        return 100 - step
    return step if share == 0 and part else share


def _mean(days: float, count: int) -> Decimal | None:
    return (Decimal(str(days)) / count).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if count else None


_NOTHING = Score()
