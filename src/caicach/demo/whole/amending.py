"""In July the plan is amended by a decision: one day moves, one row comes in."""

from datetime import datetime

from caicach.demo.load import filled
from caicach.demo.whole.receiving import receive
from caicach.demo.whole.stage import Stage
from caicach.plans import selectors, services
from caicach.plans.constants import AmendmentKind, PlanState
from caicach.plans.services.amend import amending_of, plan_amend
from caicach.plans.services.amendments import amendment_upload
from caicach.web.clock import local_date

__all__ = ["amend"]

DECISION = "quyet-dinh-sua-doi.txt"


def amend(stage: Stage, now: datetime) -> None:
    """Bring the decision in, compare it and confirm, as the standing body does."""
    issued = selectors.plans_for(stage.standing).filter(issuer_id=stage.province.province, state=PlanState.CONFIRMED)
    plan = issued.select_related("issuer").get(amends=None)
    made = amendment_upload(
        plan,
        actor=stage.standing,
        content=filled(DECISION, stage.year),
        file_name=DECISION,
        how=AmendmentKind.PARTIAL,
        is_by_hand=False,
        now=now,
    )
    made.refresh_from_db()
    if made.state == PlanState.READING:
        services.plan_read(made, year=stage.year)
        made.refresh_from_db()
    today = local_date(now)
    shown = amending_of(made, plan, now=now, today=today)
    plan_amend(made, actor=stage.standing, version=shown.version, now=now, today=today)
    stage.tell("amended", shown.touched_count)
    receive(stage, now, with_contests=False)
