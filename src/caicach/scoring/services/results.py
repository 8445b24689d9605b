"""Freezing what a round came to: the rows that a decision publishes, never changed afterwards."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caicach.scoring.constants import Stage
from caicach.scoring.models import Assessment, ResultIssue, ResultRow, Round
from caicach.scoring.selectors.frozen import areas_text, digest_of
from caicach.scoring.selectors.results import UnitResult, ranked_results, results_of
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["results_freeze"]


@transaction.atomic
def results_freeze(round_: Round, number: int, reason: str = "", *, actor: Actor, now: datetime) -> ResultIssue:
    """Freeze the settled results of ``round_`` as its issue ``number``; ``reason``: why an earlier one is corrected.

    Ranks, grades, areas and the points of the earlier stages stand in the rows; their fingerprint with the sets' in
    the issue. Whether the actor may, and whether all is settled, is for the caller to ask. Eleven statements.

    Raises:
        WrongState: somebody else froze this number at the same moment.
    """
    units = ranked_results(round_, stage=Stage.SETTLED)
    claimed, appraised = _points(round_, Stage.CLAIMED), _points(round_, Stage.REVIEWED)
    rows = [_row(unit, claimed, appraised) for unit in units]
    digest = digest_of(rows, (unit.assessment.round_set.set_version.fingerprint for unit in units))
    issue = _issue(round_, number, reason, digest, actor=actor, now=now)
    for row in rows:
        row.issue = issue
    ResultRow.objects.bulk_create(rows)
    return issue


def _issue(round_: Round, number: int, reason: str, digest: str, *, actor: Actor, now: datetime) -> ResultIssue:
    """Write the issue; of two at once the database lets one in."""
    try:
        with transaction.atomic():
            return ResultIssue.objects.create(
                round=round_, number=number, reason=reason, digest=digest, by_id=actor.user_id, at=now
            )
    except IntegrityError:
        raise WrongState(_("Kết quả vừa có người khác chốt. Tải lại trang để xem; chưa có gì thay đổi.")) from None


def _points(round_: Round, stage: Stage) -> dict[int, Decimal | None]:
    """Return what each assessment had at an earlier stage, with bonus and penalty; None where it had nothing."""
    units = results_of(Assessment.objects.filter(round=round_), stage=stage)
    return {one.assessment.pk: one.result.points if one.result.total.scored else None for one in units}


def _row(unit: UnitResult, claimed: Mapping[int, Decimal | None], appraised: Mapping[int, Decimal | None]) -> ResultRow:
    result, sheet = unit.result, unit.assessment
    return ResultRow(
        assessment=sheet,
        claimed=claimed[sheet.pk],
        appraised=appraised[sheet.pk],
        points=result.points,
        maximum=result.total.maximum,
        bonus=result.bonus,
        penalty=result.penalty,
        index=result.index,
        rank=unit.rank,
        grade_key=result.grade.key if result.grade else "",
        grade_label=result.grade.label if result.grade else "",
        areas=areas_text(result.areas),
    )
