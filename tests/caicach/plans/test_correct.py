"""A misread cell is put right after the plan was assigned."""

from datetime import date
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations.mapping import reason_sentences
from caicach.obligations.models import Duty, Obligation, Submission, Transition
from caicach.obligations.selectors.revision import LineKind
from caicach.obligations.services import event_record
from caicach.plans.models import Deliverable, Plan
from caicach.plans.services.correct import deliverable_correct
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from plans_correcting import REASON, assigned, correct, edit_of, hand_in, owed, preview

COMMUNE, NEIGHBOUR = "UBND xã Suối Nhạn", "UBND xã Đồi Chè"


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


@pytest.fixture
def row(plan: Plan) -> Deliverable:
    """The report that each commune owes by 15/05/2026."""
    return plan.deliverables.get(position=2)


@pytest.fixture
def quarterly(plan: Plan) -> Deliverable:
    """What each commune owes in its periodic report, every quarter."""
    return plan.deliverables.get(position=3)


def of(row: Deliverable, name: str) -> Obligation:
    return Obligation.objects.select_related("duty", "agency", "acceptor").get(
        duty__deliverable=row, agency__current_name=name
    )


def test_a_misread_day_moves_the_due_day_and_keeps_the_first(row: Deliverable, cast: Cast) -> None:
    correct(row, cast, deadline_text="Chậm nhất ngày 25/5/2026")
    one = of(row, COMMUNE)
    assert (one.first_due_on, one.due_on, one.state) == (date(2026, 5, 15), date(2026, 5, 25), "open")
    assert "Trước đó ghi hạn 15/05/2026" in reason_sentences(one.due_reason)
    assert one.duty.deadline_text == "Chậm nhất ngày 25/5/2026"


def test_the_preview_changes_nothing(row: Deliverable, cast: Cast) -> None:
    shown = preview(row, cast, deadline_text="Chậm nhất ngày 25/5/2026", lead=COMMUNE)
    assert [len(shown.revision.of_kind(kind)) for kind in (LineKind.CHANGES, LineKind.ENDS)] == [1, 1]
    assert owed(Deliverable.objects.get(pk=row.pk)) == owed(row)
    assert Deliverable.objects.get(pk=row.pk).deadline_text == row.deadline_text
    assert set(owed(row).values()) == {date(2026, 5, 15)}


def test_a_lead_that_was_misread_ends_for_one_and_arises_for_the_other(row: Deliverable, cast: Cast) -> None:
    made = correct(row, cast, lead="Văn phòng UBND tỉnh")
    assert owed(row) == {("Văn phòng UBND tỉnh", "by-2026-05-15"): date(2026, 5, 15)}
    assert (made.revision.before_count, made.revision.after_count) == (2, 1)
    ended = Transition.objects.filter(to_state="cancelled")
    assert {(one.from_state, one.reason) for one in ended} == {("open", REASON)}
    assert Transition.objects.get(obligation=of(row, "Văn phòng UBND tỉnh")).to_state == "open"


def test_nothing_is_deleted_and_a_lead_that_comes_back_owes_again(row: Deliverable, cast: Cast) -> None:
    before = of(row, COMMUNE)
    correct(row, cast, lead=NEIGHBOUR)
    assert of(row, COMMUNE).state == "cancelled"
    correct(Deliverable.objects.get(pk=row.pk), cast, lead=f"{COMMUNE}\n{NEIGHBOUR}")
    after = of(row, COMMUNE)
    assert (after.pk, after.state, after.first_due_on) == (before.pk, "open", before.first_due_on)


@pytest.mark.parametrize("is_accepted", [False, True])
def test_what_is_proved_is_kept_where_the_officer_says_so(row: Deliverable, cast: Cast, *, is_accepted: bool) -> None:
    done = hand_in(of(row, COMMUNE), cast, is_accepted=is_accepted)
    made = correct(row, cast, is_for_proved=False, lead=NEIGHBOUR)
    assert [line.standing for line in made.revision.of_kind(LineKind.KEPT)] == [done]
    assert Obligation.objects.get(pk=done.pk).state == ("accepted" if is_accepted else "submitted")


def test_what_is_proved_ends_where_the_officer_says_so_and_its_proof_stays(row: Deliverable, cast: Cast) -> None:
    done = hand_in(of(row, COMMUNE), cast)
    correct(row, cast, is_for_proved=True, lead=NEIGHBOUR)
    fresh = Obligation.objects.get(pk=done.pk)
    assert (fresh.state, fresh.met_on) == ("cancelled", None)
    submission = Submission.objects.get(obligation=done)
    assert (submission.state, submission.return_reason) == ("returned", REASON)
    assert submission.document is not None


def test_nothing_happens_before_the_officer_says_what_becomes_of_proof(row: Deliverable, cast: Cast) -> None:
    hand_in(of(row, COMMUNE), cast)
    with pytest.raises(BadInput, match="đã có minh chứng"):
        correct(row, cast, lead=NEIGHBOUR)
    assert len(owed(row)) == 2
    assert Deliverable.objects.get(pk=row.pk).parties.filter(role="lead").get().text != NEIGHBOUR


def test_a_proved_day_moves_only_where_the_officer_says_so(row: Deliverable, cast: Cast) -> None:
    done = hand_in(of(row, COMMUNE), cast, is_accepted=True)
    correct(row, cast, is_for_proved=False, deadline_text="Chậm nhất ngày 25/5/2026")
    assert owed(row) == {(COMMUNE, "by-2026-05-15"): date(2026, 5, 15), (NEIGHBOUR, "by-2026-05-25"): date(2026, 5, 25)}
    fresh = Deliverable.objects.get(pk=row.pk)
    correct(fresh, cast, is_for_proved=True, deadline_text="Chậm nhất ngày 20/5/2026")
    assert Obligation.objects.get(pk=done.pk).due_on == date(2026, 5, 20)
    assert Obligation.objects.get(pk=done.pk).state == "accepted"


def test_what_leaves_the_periodic_report_stands_by_itself(quarterly: Deliverable, cast: Cast) -> None:
    assert Obligation.objects.filter(duty__deliverable=quarterly, carrier=None).count() == 0
    correct(quarterly, cast, mode="document")
    standing = Obligation.objects.filter(duty__deliverable=quarterly).exclude(state="cancelled")
    assert standing.count() == 8
    assert standing.filter(carrier=None).count() == 8
    reports = Obligation.objects.filter(duty__is_report=True)
    assert {one.state for one in reports} == {"cancelled"}


def test_what_comes_into_the_periodic_report_brings_its_reports(quarterly: Deliverable, cast: Cast) -> None:
    correct(quarterly, cast, mode="document")
    again = Deliverable.objects.get(pk=quarterly.pk)
    correct(again, cast, mode="in_report", lead="Văn phòng UBND tỉnh")
    reports = Obligation.objects.filter(duty__is_report=True).exclude(state="cancelled")
    assert {one.agency.current_name for one in reports} == {"Văn phòng UBND tỉnh"}
    assert Duty.objects.filter(is_report=True).count() == 1
    carried = Obligation.objects.filter(duty__deliverable=quarterly).exclude(state="cancelled")
    assert {one.carrier_id for one in carried} == {one.pk for one in reports}


def test_a_report_that_was_handed_in_takes_nothing_more(quarterly: Deliverable, cast: Cast) -> None:
    report = Obligation.objects.select_related("duty", "agency", "acceptor").filter(
        duty__is_report=True, agency=cast.commune
    )[0]
    hand_in(report, cast)
    made = correct(quarterly, cast, is_for_proved=False, lead=NEIGHBOUR)
    kept = made.revision.of_kind(LineKind.KEPT)
    assert [(line.agency_id, line.occurrence_key) for line in kept] == [(cast.commune.pk, report.occurrence_key)]
    assert Obligation.objects.get(pk=report.pk).state == "submitted"
    assert Obligation.objects.filter(carrier=report).get().state == "submitted"


def test_what_is_not_tracked_any_more_ends(row: Deliverable, cast: Cast) -> None:
    correct(row, cast, mode="not_tracked")
    assert owed(row) == {}
    assert Duty.objects.get(deliverable=row).mode == "not_tracked"


def test_what_is_tracked_at_last_makes_a_duty(row: Deliverable, cast: Cast) -> None:
    correct(row, cast, mode="not_tracked")
    Deliverable.objects.filter(pk=row.pk).update(duty=None)
    correct(Deliverable.objects.get(pk=row.pk), cast, mode="document")
    assert len(owed(Deliverable.objects.get(pk=row.pk))) == 2


def test_an_event_that_was_misread_as_a_day_falls_asleep_again(row: Deliverable, cast: Cast) -> None:
    correct(row, cast, deadline_text="05 ngày làm việc kể từ ngày bộ công bố")
    one = of(row, COMMUNE)
    assert (one.state, one.due_on) == ("dormant", None)
    correct(Deliverable.objects.get(pk=row.pk), cast, deadline_text="Chậm nhất ngày 15/5/2026")
    again = of(row, COMMUNE)
    assert (again.state, again.due_on) == ("open", date(2026, 5, 15))


def test_the_words_of_the_task_change_in_every_duty_of_it(plan: Plan, row: Deliverable, cast: Cast) -> None:
    correct(row, cast, task_text="Rà soát văn bản quy phạm", area_code="procedures")
    duties = Duty.objects.filter(deliverable__task=row.task)
    assert duties.count() == 2
    assert {(one.task, one.area_code) for one in duties} == {("Rà soát văn bản quy phạm", "procedures")}


def test_the_audit_names_the_old_and_the_new_with_the_reason(row: Deliverable, cast: Cast) -> None:
    correct(row, cast, deadline_text="Chậm nhất ngày 25/5/2026")
    data = Entry.objects.get(action="plans.correct").data
    assert "25/5/2026" in data
    assert "15/5/2026" in data
    assert REASON in data
    assert Entry.objects.filter(action="obligations.change").count() == 1


def test_a_stale_preview_is_refused(row: Deliverable, cast: Cast) -> None:
    shown = preview(row, cast, lead=NEIGHBOUR)
    hand_in(of(row, COMMUNE), cast)
    with pytest.raises(WrongState, match="Xem lại"):
        act(row, cast, shown.version, lead=NEIGHBOUR)
    assert len(owed(row)) == 2


def test_the_second_of_two_corrections_is_told(row: Deliverable, cast: Cast) -> None:
    first = preview(row, cast, deadline_text="Chậm nhất ngày 25/5/2026")
    second = preview(row, cast, lead=NEIGHBOUR)
    act(row, cast, first.version, deadline_text="Chậm nhất ngày 25/5/2026")
    with pytest.raises(WrongState, match="Xem lại"):
        act(row, cast, second.version, lead=NEIGHBOUR)
    assert len(owed(row)) == 2


def act(row: Deliverable, cast: Cast, version: str, **values: Any) -> None:
    deliverable_correct(
        row,
        actor=cast.standing_officer.actor,
        edit=edit_of(row, **values),
        reason=REASON,
        version=version,
        now=cast.now,
        today=cast.today,
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [({}, "Chưa sửa gì"), ({"lead": "TT PVHCC"}, "chưa rõ"), ({"lead": ""}, "chưa rõ")],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    row: Deliverable, cast: Cast, values: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        correct(row, cast, **values)
    assert len(owed(row)) == 2
    assert not Entry.objects.filter(action="plans.correct").exists()


def test_a_reason_is_needed(row: Deliverable, cast: Cast) -> None:
    edit = edit_of(row, lead=NEIGHBOUR)
    with pytest.raises(BadInput, match="Thiếu lý do"):
        deliverable_correct(
            row, actor=cast.standing_officer.actor, edit=edit, reason=" . ", version="", now=cast.now, today=cast.today
        )


def test_nobody_else_may_correct(row: Deliverable, cast: Cast) -> None:
    shown = preview(row, cast, lead=NEIGHBOUR)
    with pytest.raises(NotAllowed):
        deliverable_correct(
            row,
            actor=cast.commune_leader.actor,
            edit=edit_of(row, lead=NEIGHBOUR),
            reason=REASON,
            version=shown.version,
            now=cast.now,
            today=cast.today,
        )
    assert len(owed(row)) == 2


def test_a_correction_asks_a_fixed_number_of_queries(
    quarterly: Deliverable, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    shown = preview(quarterly, cast, mode="document", lead=COMMUNE)
    with django_assert_max_num_queries(75):
        deliverable_correct(
            quarterly,
            actor=cast.standing_officer.actor,
            edit=edit_of(quarterly, mode="document", lead=COMMUNE),
            reason=REASON,
            version=shown.version,
            now=cast.now,
            today=cast.today,
        )


def test_what_an_event_woke_is_counted_anew_from_the_event(plan: Plan, cast: Cast) -> None:
    row = plan.deliverables.get(position=4)
    one = Obligation.objects.select_related("duty").get(duty__deliverable=row)
    event_record(one.duty, actor=SYSTEM, occurred_on=date(2026, 3, 10), description="Bộ đã công bố", now=cast.now)
    assert Obligation.objects.get(pk=one.pk).due_on == date(2026, 3, 17)
    correct(row, cast, deadline_text="10 ngày làm việc kể từ ngày bộ công bố")
    after = Obligation.objects.get(pk=one.pk)
    assert (after.state, after.first_due_on, after.due_on) == ("open", date(2026, 3, 17), date(2026, 3, 24))


def test_another_acceptor_takes_what_waits_only_where_the_officer_says_so(row: Deliverable, cast: Cast) -> None:
    done = hand_in(of(row, COMMUNE), cast)
    made = correct(row, cast, is_for_proved=False, acceptor_id=cast.office.pk)
    assert [len(made.revision.of_kind(kind)) for kind in (LineKind.KEPT, LineKind.CHANGES)] == [1, 1]
    assert Obligation.objects.get(pk=done.pk).acceptor == cast.department
    assert of(row, NEIGHBOUR).acceptor == cast.office
