"""Correction slips: the way figures change after they were taken in."""

import pytest

from caicach.figures.constants import CorrectionState, Origin, ReturnState
from caicach.figures.models import Correction, Return
from caicach.figures.selectors import changes_of, filled_for
from caicach.figures.services import (
    correction_ask,
    correction_cells,
    correction_decide,
    period_lock,
    return_submit,
    returns_accept,
)
from caicach.web.errors import BadInput, NotAllowed, WrongState
from figures_cast import GOOD, FiguresCast, drafts_of
from reform.forms.figures import cell_of

WHY = "Đếm thiếu hai văn bản ban hành ngày 12/3."
DOCS = cell_of("steer.docs", "")


@pytest.fixture
def taken(figures: FiguresCast) -> Return:
    """The commune's return, taken in, with a sum that was made of it."""
    cast = figures.cast
    figures.save(figures.commune, GOOD)
    sheet = figures.again(figures.commune)
    return_submit(sheet, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
    returns_accept([figures.again(sheet)], actor=cast.standing_officer.actor, now=cast.now)
    Return.objects.filter(pk=figures.whole.pk).update(saved_at=cast.now, stale_since=None)
    return figures.again(sheet)


def ask(figures: FiguresCast, sheet: Return, value: object = 6, reason: str = WHY) -> Correction:
    made = correction_ask(
        sheet,
        drafts_of({"steer.docs": value}),
        actor=figures.cast.commune_officer.actor,
        reason=reason,
        now=figures.cast.now,
    )
    return Correction.objects.select_related("sheet__period__form", "sheet__agency").get(pk=made.pk)


def decide(figures: FiguresCast, slip: Correction, *, approve: bool = True, reason: str = "") -> Correction:
    actor = figures.cast.standing_officer.actor
    return correction_decide(slip, actor=actor, approve=approve, reason=reason, now=figures.cast.now)


def test_nothing_changes_before_it_is_approved_and_then_the_sum_is_stale(figures: FiguresCast, taken: Return) -> None:
    slip = ask(figures, taken)
    assert correction_cells(slip) == {DOCS: ("4", "6")}
    assert filled_for(taken)[DOCS].value == 4
    assert figures.again(figures.whole).stale_since is None
    decide(figures, slip)
    after = figures.again(taken)
    assert (filled_for(taken)[DOCS].value, after.revision, after.state) == (6, 2, ReturnState.ACCEPTED)
    assert figures.again(figures.whole).stale_since == figures.cast.now
    (change, *_rest) = changes_of(taken, cell=DOCS)
    assert (change.origin, change.old, change.new) == (Origin.CORRECTED, "4", "6")
    assert change.reason == f"Phiếu đính chính 1: {WHY}"


def test_a_locked_period_changes_by_slips_alone(figures: FiguresCast, taken: Return) -> None:
    period_lock(figures.period, actor=figures.cast.standing_officer.actor, now=figures.cast.now)
    sheet = figures.again(taken)
    with pytest.raises(WrongState):
        figures.save(sheet, {"steer.docs": 6})
    decide(figures, ask(figures, sheet))
    assert filled_for(sheet)[DOCS].value == 6


def test_a_slip_that_is_refused_says_why_and_leaves_all_as_it_was(figures: FiguresCast, taken: Return) -> None:
    slip = ask(figures, taken)
    with pytest.raises(BadInput, match="lý do"):
        decide(figures, slip, approve=False, reason="không")
    decide(figures, slip, approve=False, reason="Hai văn bản này thuộc kỳ sau.")
    slip.refresh_from_db()
    assert slip.state == CorrectionState.REFUSED
    assert filled_for(taken)[DOCS].value == 4
    with pytest.raises(WrongState, match="đã có người quyết định"):
        decide(figures, slip)


def test_a_slip_written_of_other_figures_is_not_applied(figures: FiguresCast, taken: Return) -> None:
    slip = ask(figures, taken)
    taken.cells.filter(line_key="steer.docs").update(value=5)
    with pytest.raises(WrongState, match=r"1\.1\.1"):
        decide(figures, slip)
    slip.refresh_from_db()
    assert slip.state == CorrectionState.ASKED
    assert filled_for(taken)[DOCS].value == 5


def test_a_slip_needs_a_return_that_was_taken_in_a_reason_and_a_change(figures: FiguresCast, taken: Return) -> None:
    with pytest.raises(BadInput, match="lý do đính chính"):
        ask(figures, taken, reason="sai")
    with pytest.raises(BadInput, match="không sửa số nào"):
        ask(figures, taken, 4)
    with pytest.raises(NotAllowed):
        ask(figures, figures.neighbour)
    ask(figures, taken)
    with pytest.raises(WrongState, match="đang có phiếu"):
        ask(figures, taken, 9)
    cast = figures.cast
    with pytest.raises(WrongState, match="bản chưa nhận"):
        correction_ask(
            figures.neighbour,
            drafts_of({"steer.docs": 1}),
            actor=cast.neighbour_officer.actor,
            reason=WHY,
            now=cast.now,
        )


def test_who_asks_does_not_decide(figures: FiguresCast, taken: Return) -> None:
    slip = ask(figures, taken)
    for person in (figures.cast.commune_officer, figures.cast.commune_leader, figures.cast.neighbour_officer):
        with pytest.raises(NotAllowed):
            correction_decide(slip, actor=person.actor, approve=True, now=figures.cast.now)
