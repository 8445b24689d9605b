"""Handing returns in, taking them in, giving them back, opening them again."""

from datetime import timedelta
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.figures.constants import Origin, ReturnState
from caicach.figures.models import Return
from caicach.figures.selectors import changes_of, my_returns
from caicach.figures.services import (
    cells_save,
    explain,
    return_reopen,
    return_send_back,
    return_submit,
    return_submit_for,
    returns_accept,
    returns_send_back,
)
from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.models import HandInDraft, HandInPractice, Obligation
from caicach.obligations.services import draft_approve, obligation_accept, obligation_reopen, obligation_return
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import START
from figures_cast import GOOD, FiguresCast, drafts_of
from reform.forms.figures import cell_of

WHY = "Số hồ sơ quá hạn chưa khớp với hệ thống một cửa."


def submit(figures: FiguresCast, sheet: Return, *, actor: Actor | None = None, **values: Any) -> Return:
    """Hand a return in as its own officer does."""
    cast = figures.cast
    return_submit(sheet, actor=actor or cast.commune_officer.actor, now=cast.now, today=cast.today, **values)
    return figures.again(sheet)


def accept(figures: FiguresCast, *sheets: Return, actor: Actor | None = None) -> tuple[str, ...]:
    """Take returns in; return why others were refused."""
    decided = returns_accept(sheets, actor=actor or figures.cast.standing_officer.actor, now=figures.cast.now)
    return tuple(said for _sheet, said in decided.refused)


def test_a_return_is_handed_in_and_taken_in_with_what_it_is_owed_by(figures: FiguresCast) -> None:
    figures.save(figures.commune, GOOD)
    sheet = submit(figures, figures.commune)
    assert (sheet.state, sheet.submitted_by_id) == (ReturnState.SUBMITTED, figures.cast.commune_officer.user.pk)
    assert sheet.obligation.state == ObligationState.SUBMITTED
    assert sheet.obligation.met_on == figures.cast.today
    assert "13/13 ô bắt buộc; không có chỗ chưa khớp" in sheet.obligation.submissions.get().sentence
    assert accept(figures, sheet) == ()
    sheet = figures.again(sheet)
    assert (sheet.state, sheet.obligation.state) == (ReturnState.ACCEPTED, ObligationState.ACCEPTED)


def test_what_does_not_fit_holds_nothing_up_and_is_counted(figures: FiguresCast) -> None:
    figures.save(figures.commune, {**GOOD, "dossier.late[tier=commune]": 10, "staff.quota": None})
    told = return_submit(
        figures.commune, actor=figures.cast.commune_officer.actor, now=figures.cast.now, today=figures.cast.today
    )
    assert (told.hard_count, told.soft_count, told.missing_count) == (2, 0, 1)
    sheet = figures.again(figures.commune)
    assert sheet.state == ReturnState.SUBMITTED
    assert "12/13 ô bắt buộc; 2 chỗ chưa khớp" in sheet.obligation.submissions.get().sentence


def test_an_explanation_takes_a_finding_off_the_count_and_can_be_taken_back(figures: FiguresCast) -> None:
    actor, now = figures.cast.commune_officer.actor, figures.cast.now
    figures.save(figures.commune, {**GOOD, "staff.present": 30})
    place = {"rule": "V02", "cell": cell_of("staff.present", "")}
    (finding,) = explain(figures.commune, **place, text="", actor=actor, now=now).findings
    place["cell"] = finding.cell
    words = "Đã tuyển thêm theo Nghị quyết mới, chưa được giao bổ sung."
    state = explain(figures.commune, **place, text=words, actor=actor, now=now)
    assert (state.soft_count, len(state.findings)) == (0, 1)
    assert figures.again(figures.commune).soft_count == 0
    assert figures.save(figures.commune, {"staff.present": 31}).soft_count == 0  # still explained
    assert explain(figures.commune, **place, text="", actor=actor, now=now).soft_count == 1
    with pytest.raises(BadInput, match="quá ngắn"):
        explain(figures.commune, **place, text="vì vậy", actor=actor, now=now)
    with pytest.raises(BadInput, match="không còn nữa"):
        explain(figures.commune, rule="V01", cell=finding.cell, text=words, actor=actor, now=now)
    with pytest.raises(NotAllowed):
        explain(figures.commune, **place, text=words, actor=figures.cast.neighbour_officer.actor, now=now)


def test_who_enters_for_a_unit_explains_until_it_is_handed_in(figures: FiguresCast) -> None:
    officer, now = figures.cast.standing_officer.actor, figures.cast.now
    figures.save(figures.commune, {**GOOD, "staff.present": 30})
    place = {"rule": "V02", "cell": cell_of("staff.present", ""), "text": "Giấy của đơn vị ghi rõ đã tuyển thêm."}
    assert explain(figures.commune, **place, actor=officer, now=now).soft_count == 0

    return_submit(
        figures.again(figures.commune), actor=figures.cast.commune_officer.actor, now=now, today=figures.cast.today
    )

    with pytest.raises(NotAllowed):
        explain(figures.again(figures.commune), **place, actor=officer, now=now)


def test_a_return_sent_back_is_open_again_with_the_reason(figures: FiguresCast) -> None:
    sheet = submit(figures, figures.commune)
    return_send_back(sheet, actor=figures.cast.standing_officer.actor, reason=WHY, now=figures.cast.now)
    sheet = figures.again(sheet)
    assert (sheet.state, sheet.return_reason) == (ReturnState.RETURNED, WHY)
    assert sheet.obligation.state == ObligationState.RETURNED
    figures.save(sheet, {"steer.docs": 3})
    assert figures.again(sheet).revision == 2
    later = figures.cast.now + timedelta(days=2)
    return_submit(
        sheet, actor=figures.cast.commune_officer.actor, now=later, today=figures.cast.today + timedelta(days=2)
    )
    again = figures.again(sheet)
    assert (again.first_submitted_at, again.submitted_at) == (figures.cast.now, later)


def test_a_decision_through_the_other_ledger_is_a_decision_here(figures: FiguresCast) -> None:
    sheet, actor, now = submit(figures, figures.commune), figures.cast.standing_officer.actor, figures.cast.now
    obligation_return(sheet.obligation, actor=actor, reason=WHY, now=now)
    assert figures.again(sheet).state == ReturnState.RETURNED
    sheet = submit(figures, figures.again(sheet))
    obligation_accept(sheet.obligation, actor=actor, now=now)
    assert figures.again(sheet).state == ReturnState.ACCEPTED
    obligation_reopen(sheet.obligation, actor=actor, reason="Phát hiện thiếu hồ sơ đất đai sau khi nhận.", now=now)
    assert figures.again(sheet).state == ReturnState.RETURNED


def test_many_are_taken_in_at_once_and_what_cannot_be_is_told(
    figures: FiguresCast, django_assert_num_queries: Any
) -> None:
    cast = figures.cast
    sheets = [
        submit(figures, figures.commune),
        submit(figures, figures.neighbour, actor=cast.neighbour_officer.actor),
        submit(figures, figures.third, actor=figures.third_officer.actor),
    ]
    refused = accept(figures, *sheets, figures.again(figures.department))
    assert len(refused) == 1
    assert "chưa gửi" in refused[0]
    assert {figures.again(one).state for one in sheets} == {ReturnState.ACCEPTED}
    assert Entry.objects.filter(action="figures.accept").count() == 3


def test_nobody_takes_in_their_own_or_what_they_entered_for_another(figures: FiguresCast) -> None:
    cast = figures.cast
    officer = cast.standing_officer.actor
    sheet = figures.again(figures.commune)
    figures.save(sheet, GOOD, actor=officer, origin=Origin.PAPER)
    paper = cast.document(actor=officer, issued_on=cast.today - timedelta(days=1))
    return_submit_for(sheet, actor=officer, paper=paper, now=cast.now, today=cast.today)
    sheet = figures.again(sheet)
    assert (sheet.state, sheet.on_behalf_by, sheet.paper) == (ReturnState.SUBMITTED, cast.standing, paper)
    assert sheet.obligation.met_on == cast.today - timedelta(days=1)  # in time by its paper
    assert {one.origin for one in changes_of(sheet)} == {Origin.PAPER}
    (refused,) = accept(figures, sheet)
    assert "nộp thay" in refused
    assert accept(figures, sheet, actor=cast.province_leader.actor) == ()


def test_on_behalf_is_for_standing_officers_above_and_wants_a_paper(figures: FiguresCast) -> None:
    cast = figures.cast
    for person in (cast.commune_officer, cast.neighbour_officer):
        with pytest.raises(NotAllowed):
            figures.save(figures.commune, GOOD, actor=person.actor, origin=Origin.PAPER)
    bare = cast.document(actor=cast.standing_officer.actor, file=None)
    with pytest.raises(BadInput, match="tệp"):
        return_submit_for(
            figures.again(figures.commune),
            actor=cast.standing_officer.actor,
            paper=bare,
            now=cast.now,
            today=cast.today,
        )
    assert figures.again(figures.commune).state == ReturnState.DRAFT


def test_in_two_steps_the_leader_approves_and_nothing_changes_meanwhile(figures: FiguresCast) -> None:
    cast = figures.cast
    HandInPractice.objects.create(agency=cast.commune, needs_approval=True, valid_from=START)
    figures.save(figures.commune, GOOD)
    sheet = figures.again(figures.commune)
    told = return_submit(sheet, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
    assert told.waits_for_leader
    assert figures.again(sheet).state == ReturnState.DRAFT
    with pytest.raises(WrongState, match="trình lãnh đạo"):
        figures.save(sheet, {"steer.docs": 9})
    draft = HandInDraft.objects.get()
    draft_approve(
        figures.again(sheet).obligation, actor=cast.commune_leader.actor, now=cast.now, today=cast.today, version=1
    )
    assert draft.is_return
    assert figures.again(sheet).state == ReturnState.SUBMITTED


def test_the_owners_own_figures_are_taken_in_when_they_are_handed_in(figures: FiguresCast) -> None:
    sheet = submit(figures, figures.own, actor=figures.cast.standing_officer.actor)
    assert sheet.state == ReturnState.ACCEPTED


def test_duties_in_the_report_are_done_with_the_return(figures: FiguresCast) -> None:
    cast = figures.cast
    cast.assign(cast.draft(mode=TrackingMode.IN_REPORT, obligations=()))
    carried = cast.obligation(duty={"mode": TrackingMode.IN_REPORT})
    Obligation.objects.filter(pk=carried.pk).update(carrier=figures.commune.obligation)
    sheet = submit(figures, figures.commune)
    carried.refresh_from_db()
    assert carried.state == ObligationState.SUBMITTED
    accept(figures, sheet)
    carried.refresh_from_db()
    assert carried.state == ObligationState.ACCEPTED


class TestReopening:
    """Opening a return again for a time."""

    @pytest.fixture
    def taken(self, figures: FiguresCast) -> Return:
        figures.save(figures.commune, GOOD)
        sheet = submit(figures, figures.commune)
        accept(figures, sheet)
        Return.objects.filter(pk=figures.whole.pk).update(saved_at=figures.cast.now)
        return figures.again(sheet)

    def test_it_takes_figures_until_the_day_and_then_no_more(self, figures: FiguresCast, taken: Return) -> None:
        cast = figures.cast
        until = cast.today + timedelta(days=3)
        with pytest.raises(WrongState, match="phiếu đính chính"):
            figures.save(taken, {"steer.docs": 5})
        return_reopen(taken, actor=cast.standing_officer.actor, until=until, reason="Thiếu hồ sơ đất đai", now=cast.now)
        figures.save(taken, {"steer.docs": 5})
        after = figures.again(taken)
        assert (after.state, after.revision) == (ReturnState.ACCEPTED, 2)
        assert figures.again(figures.whole).stale_since == cast.now
        with pytest.raises(WrongState, match="phiếu đính chính"):
            cells_save(
                taken, drafts_of({"steer.docs": 6}), actor=cast.commune_officer.actor, now=cast.now + timedelta(days=4)
            )

    def test_only_who_takes_in_opens_again_with_a_reason_and_a_near_day(
        self, figures: FiguresCast, taken: Return
    ) -> None:
        cast = figures.cast
        standing, now, today = cast.standing_officer.actor, cast.now, cast.today
        with pytest.raises(NotAllowed):
            return_reopen(taken, actor=cast.commune_leader.actor, until=today, reason="Thiếu hồ sơ", now=now)
        with pytest.raises(BadInput, match="lý do"):
            return_reopen(taken, actor=standing, until=today, reason=" ", now=now)
        for until in (today - timedelta(days=1), today + timedelta(days=61)):
            with pytest.raises(BadInput, match="Ngày đóng lại"):
                return_reopen(taken, actor=standing, until=until, reason="Thiếu hồ sơ", now=now)
        with pytest.raises(WrongState):
            return_reopen(figures.neighbour, actor=standing, until=today, reason="Thiếu hồ sơ", now=now)


def test_many_are_given_back_for_one_reason(figures: FiguresCast) -> None:
    sheets = [
        submit(figures, figures.commune),
        submit(figures, figures.neighbour, actor=figures.cast.neighbour_officer.actor),
    ]
    decided = returns_send_back(sheets, actor=figures.cast.standing_officer.actor, reason=WHY, now=figures.cast.now)
    assert len(decided.done) == 2
    assert {figures.again(one).return_reason for one in sheets} == {WHY}


def test_my_returns_are_those_of_my_agency_with_their_day(figures: FiguresCast) -> None:
    (mine,) = my_returns(figures.cast.commune_officer.actor, today=figures.cast.today)
    assert (mine.agency, mine.state, mine.due_on) == ("UBND xã Suối Nhạn", ReturnState.DRAFT, figures.period.due_on)
    assert mine.late_days == 0
    (late,) = my_returns(figures.cast.commune_officer.actor, today=figures.period.due_on + timedelta(days=5))
    assert late.late_days == 5
