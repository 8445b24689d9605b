"""Whatever is done with a return in whatever order: its two ledgers agree, and closed is closed."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.figures.constants import ReturnState
from caicach.figures.models import CellChange, FigureCell, Return
from caicach.figures.services import return_reopen, return_send_back, return_submit, returns_accept
from caicach.obligations.constants import ObligationState
from caicach.obligations.services import obligation_accept, obligation_reopen, obligation_return
from caicach.web.errors import Refusal
from figures_cast import FiguresCast

WHY = "Phát hiện thiếu hồ sơ đất đai sau khi nhận."
ACTS = ("save", "submit", "accept", "send_back", "reopen", "other_accept", "other_return", "other_reopen")
# The other ledger's state for each of ours.
AGREES = {
    ReturnState.DRAFT: ObligationState.OPEN,
    ReturnState.SUBMITTED: ObligationState.SUBMITTED,
    ReturnState.RETURNED: ObligationState.RETURNED,
    ReturnState.ACCEPTED: ObligationState.ACCEPTED,
}


def act(figures: FiguresCast, name: str, at: int) -> bool:
    """Try an act; return whether it was done."""
    cast = figures.cast
    standing, officer, now, today = cast.standing_officer.actor, cast.commune_officer.actor, cast.now, cast.today
    sheet = figures.again(figures.commune)
    try:
        match name:
            case "save":
                figures.save(sheet, {"steer.docs": at + 1}, actor=officer)
            case "submit":
                return_submit(sheet, actor=officer, now=now, today=today)
            case "accept":
                return bool(returns_accept([sheet], actor=standing, now=now + timedelta(seconds=at)).done)
            case "send_back":
                return_send_back(sheet, actor=standing, reason=WHY, now=now)
            case "reopen":
                return_reopen(sheet, actor=standing, until=today, reason=WHY, now=now)
            case "other_accept":
                obligation_accept(sheet.obligation, actor=standing, now=now)
            case "other_return":
                obligation_return(sheet.obligation, actor=standing, reason=WHY, now=now)
            case "other_reopen":
                obligation_reopen(sheet.obligation, actor=standing, reason=WHY, now=now)
    except Refusal:
        return False
    return True


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=12))
def test_both_ledgers_agree_after_every_act_and_what_is_closed_stays_as_it_was(
    figures: FiguresCast, acts: list[str]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        for at, name in enumerate(acts):
            before = figures.again(figures.commune)
            is_done = act(figures, name, at)
            after = figures.again(figures.commune)
            assert after.obligation.state == AGREES[ReturnState(after.state)]
            if name == "save":
                is_open = before.state in (ReturnState.DRAFT, ReturnState.RETURNED) or before.open_until is not None
                assert is_done == is_open
            if not is_done:
                assert (after.state, after.revision, after.submitted_at) == (
                    before.state, before.revision, before.submitted_at,
                )  # fmt: skip
            assert (after.first_submitted_at is not None) == (after.state != ReturnState.DRAFT)
            cell = FigureCell.objects.filter(sheet=after, line_key="steer.docs").first()
            last = CellChange.objects.filter(sheet=after).order_by("pk").last()
            assert (f"{cell.value:f}" if cell else None) == (last.new if last else None)
        transaction.set_rollback(True)
    assert Return.objects.get(pk=figures.commune.pk).state == ReturnState.DRAFT
