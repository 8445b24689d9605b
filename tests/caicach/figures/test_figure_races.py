"""Two people at the same moment: each save is whole, and one of two that exclude each other is told."""

from functools import partial

import pytest

from caicach.figures.constants import ReturnState
from caicach.figures.models import CellChange, FigureCell, Period, Return
from caicach.figures.selectors import filled_for, return_for
from caicach.figures.services import (
    PeriodDraft,
    cells_save,
    correction_ask,
    correction_decide,
    period_lock,
    period_open,
    return_send_back,
    return_submit,
    returns_accept,
)
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Duty, Submission
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import WrongState
from cast import Cast
from figures_cast import GOOD, FiguresCast, drafts_of, form_make, third_commune_make
from reform.regimes import PeriodCode
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def save(figures: FiguresCast, values: dict[str, object], actor: Actor | None = None) -> None:
    sheet = return_for(SYSTEM, figures.commune.uid)
    actor = actor or figures.cast.commune_officer.actor
    cells_save(sheet, drafts_of(values), actor=actor, now=figures.cast.now)


def submit(figures: FiguresCast) -> None:
    cast = figures.cast
    sheet = return_for(SYSTEM, figures.commune.uid)
    return_submit(sheet, actor=cast.commune_leader.actor, now=cast.now, today=cast.today)


def test_two_who_save_other_cells_are_both_saved_and_the_count_is_of_both(figures: FiguresCast) -> None:
    halves = list(GOOD.items())
    first, second = dict(halves[:7]), dict(halves[7:])
    assert at_once(partial(save, figures, first), partial(save, figures, second)) == ["", ""]
    row = Return.objects.get(pk=figures.commune.pk)
    assert (row.filled_count, row.hard_count, row.soft_count) == (13, 0, 0)


def test_two_who_save_the_same_cell_leave_one_value_and_its_whole_history(figures: FiguresCast) -> None:
    one, two = partial(save, figures, {"steer.docs": 1}), partial(save, figures, {"steer.docs": 2})
    assert at_once(one, two) == ["", ""]
    (cell,) = FigureCell.objects.filter(sheet=figures.commune)
    first, second = CellChange.objects.order_by("pk")
    assert (first.old, second.old, second.new) == ("", first.new, f"{cell.value:f}")


def test_a_save_comes_before_the_hand_in_or_is_refused_whole(figures: FiguresCast) -> None:
    said = at_once(partial(save, figures, GOOD), partial(submit, figures))
    sheet = return_for(SYSTEM, figures.commune.uid)
    assert sheet.state == ReturnState.SUBMITTED
    sentence = Submission.objects.get().sentence
    if said == ["", ""]:
        assert len(filled_for(sheet)) == 13
        assert "13/13" in sentence
    else:
        assert said == ["", "WrongState"]
        assert filled_for(sheet) == {}
        assert "0/13" in sentence


def test_a_return_is_handed_in_once_by_two(figures: FiguresCast) -> None:
    assert at_once(partial(submit, figures), partial(submit, figures)) == ["", "WrongState"]
    assert Submission.objects.count() == 1


def test_it_is_either_taken_in_or_given_back(figures: FiguresCast) -> None:
    submit(figures)
    cast = figures.cast
    standing = cast.standing_officer.actor

    def take() -> None:
        sheet = return_for(SYSTEM, figures.commune.uid)
        if not returns_accept([sheet], actor=standing, now=cast.now).done:
            raise WrongState

    def give_back() -> None:
        sheet = return_for(SYSTEM, figures.commune.uid)
        return_send_back(sheet, actor=standing, reason="Sửa dòng 2.1.4 cho khớp.", now=cast.now)

    assert at_once(take, give_back) == ["", "WrongState"]
    sheet = return_for(SYSTEM, figures.commune.uid)
    agrees = {ReturnState.ACCEPTED: ObligationState.ACCEPTED, ReturnState.RETURNED: ObligationState.RETURNED}
    assert sheet.obligation.state == agrees[ReturnState(sheet.state)]


def test_a_period_is_opened_once_by_two(cast: Cast) -> None:
    third_commune_make(cast)
    form_make()
    draft = PeriodDraft(owner_id=cast.province.pk, form_key="song-may", year=2026, code=PeriodCode.Q1)
    act = partial(period_open, draft, actor=cast.standing_officer.actor, now=cast.now)
    assert at_once(act, act) == ["", "WrongState"]
    assert (Period.objects.count(), Duty.objects.count(), Return.objects.count()) == (1, 1, 8)


def test_a_slip_is_decided_once_by_two(figures: FiguresCast) -> None:
    cast = figures.cast
    save(figures, GOOD)
    submit(figures)
    standing = cast.standing_officer.actor
    returns_accept([return_for(SYSTEM, figures.commune.uid)], actor=standing, now=cast.now)
    slip = correction_ask(
        return_for(SYSTEM, figures.commune.uid),
        drafts_of({"steer.docs": 9}),
        actor=cast.commune_officer.actor,
        reason="Đếm thiếu năm văn bản của tháng 2.",
        now=cast.now,
    )
    approve = partial(correction_decide, slip, actor=standing, approve=True, now=cast.now)
    refuse = partial(
        correction_decide, slip, actor=standing, approve=False, reason="Năm văn bản này thuộc kỳ sau.", now=cast.now
    )
    assert at_once(approve, refuse) == ["", "WrongState"]


def test_a_period_is_locked_once_by_two(figures: FiguresCast) -> None:
    Return.objects.filter(pk=figures.whole.pk).update(saved_at=figures.cast.now)
    act = partial(period_lock, figures.period, actor=figures.cast.standing_officer.actor, now=figures.cast.now)
    assert at_once(act, act) == ["", "WrongState"]
