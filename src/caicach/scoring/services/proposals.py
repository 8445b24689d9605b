"""What data proposes: stored with the scores, so that pages and grids need no counting. A proposal changes no claim."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.jobs import services as jobs
from caicach.jobs.selectors import is_waiting, was_begun
from caicach.scoring import access
from caicach.scoring.constants import PROPOSE_DAILY_KIND, PROPOSE_KIND, AssessmentState, RoundState
from caicach.scoring.mapping import set_of, value_text
from caicach.scoring.models import Assessment, Round, Score
from caicach.scoring.selectors.sources import AgencyFigures, figures_for, naming_of
from caicach.scoring.services.writing import scores_write
from caicach.web import clock
from caicach.web.actor import SYSTEM, Actor
from reform.index import SubCriterion, proposed
from reform.index.conditions import applicability

__all__ = ["proposals_ask", "proposals_look", "proposals_refresh", "rounds_propose", "sheet_propose"]

FIRST_HOUR = 4  # before people come; what was done the day before is in the ledgers then
_COLUMNS = ["proposed", "proposed_value", "proposed_lines", "proposed_at"]
_log = logging.getLogger(__name__)

Said = Callable[[str, int, int], None]


@transaction.atomic
def proposals_refresh(round_: Round, assessments: Sequence[Assessment] | None = None, *, now: datetime) -> int:
    """Compute anew what data proposes for a round, or for some of its assessments; return how many scores changed.

    What is settled keeps what was proposed. The number of statements grows with changed scores by thousands alone.
    """
    rows = _open(round_) if assessments is None else _open(round_).filter(pk__in=[one.pk for one in assessments])
    sheets = {row.pk: row for row in rows.select_related("round_set__set_version")}
    figures = figures_for(round_, {row.agency_id for row in sheets.values()}, today=clock.local_date(now))
    says = {row.pk: _Proposing(row, figures[row.agency_id], now) for row in sheets.values()}
    changed = [one for one in Score.objects.filter(assessment__in=list(sheets)) if says[one.assessment_id].put(one)]
    scores_write(changed, _COLUMNS)
    return len(changed)


def _open(round_: Round) -> "QuerySet[Assessment]":
    return Assessment.objects.filter(round=round_).exclude(state=AssessmentState.SETTLED)


class _Proposing:
    """Proposes for the scores of one agency."""

    def __init__(self, assessment: Assessment, figures: AgencyFigures, now: datetime) -> None:
        criteria = set_of(assessment.round_set.set_version)
        self.leaves, self.digits, self.now = criteria.by_key(), criteria.digits, now
        self.values, self.naming = figures.values, naming_of(figures.origin, clock.local_date(now))

    def put(self, score: Score) -> bool:
        """Put what data proposes into ``score``; return whether anything is other than before."""
        leaf = self.leaves.get(score.leaf_key)
        points, value, lines = (None, "", "") if leaf is None else self._proposed(leaf)
        if (score.proposed, score.proposed_value, score.proposed_lines) == (points, value, lines):
            return False
        score.proposed, score.proposed_value, score.proposed_lines = points, value, lines
        score.proposed_at = self.now if lines else None
        return True

    def _proposed(self, leaf: SubCriterion) -> tuple[Decimal | None, str, str]:
        """Return points, value and lines; of what does not apply, as data says, the lines alone: why."""
        found = applicability(leaf, self.values, self.naming)
        if found is not None and not found.applies:
            return None, "", found.line
        made = proposed(leaf, self.values, self.naming, self.digits)
        return (None, "", "") if made is None else (made.points, value_text(made.value), "\n".join(made.lines))


def sheet_propose(assessment: Assessment, *, actor: Actor, now: datetime) -> int:
    """Compute anew what data proposes for one agency, on demand.

    Raises:
        NotAllowed: the actor scores neither the agency nor for it.
    """
    access.require_scorer(actor, assessment)
    return proposals_refresh(assessment.round, [assessment], now=now)


def proposals_ask(round_: Round, *, actor: Actor, now: datetime) -> None:
    """Let the proposals of a round that was just opened be computed in the background."""
    label = _("Tính điểm đề xuất từ số liệu cho %(round)s") % {"round": round_.title}
    jobs.enqueue(PROPOSE_KIND, actor=actor, label=label, arguments={"round_id": round_.pk}, now=now)


def proposals_look(now: datetime) -> None:
    """Start the day's proposals once (an entry of ``jobs.registry.rounds``): three queries at most."""
    local = now.astimezone(clock.LOCAL)
    if local.hour < FIRST_HOUR or not _rounds().exists() or is_waiting(PROPOSE_DAILY_KIND):
        return
    if was_begun(PROPOSE_DAILY_KIND, since=datetime.combine(local.date(), time.min, tzinfo=clock.LOCAL)):
        return
    label = _("Tính điểm đề xuất hằng ngày")
    jobs.enqueue(PROPOSE_DAILY_KIND, actor=SYSTEM, label=label, arguments={}, now=now)


def _rounds() -> "QuerySet[Round]":
    return Round.objects.filter(state=RoundState.OPEN, is_history=False)


def rounds_propose(*, now: datetime, said: Said = lambda *_said: None) -> Mapping[int, int]:
    """Compute the proposals of every open round; return how many scores of each changed.

    Each in a transaction of its own: one that fails is written to the log, and stops none of the others. Idempotent.
    """
    rounds = list(_rounds())
    done: dict[int, int] = {}
    for at, round_ in enumerate(rounds):
        said(_("Tính điểm đề xuất"), at, len(rounds))
        try:
            done[round_.pk] = proposals_refresh(round_, now=now)
        except Exception:
            _log.exception("proposing for round %s failed", round_.uid)
    return done
