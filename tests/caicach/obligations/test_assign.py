"""Assigning duties: what is made, in how many statements, what refuses."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import transaction

from caicach.audit.models import Entry
from caicach.obligations.constants import AcceptorReason, ParticipantRole, TrackingMode
from caicach.obligations.mapping import ParticipantDraft, RequestDraft
from caicach.obligations.models import Duty, Obligation, Participant, Request, Transition
from caicach.obligations.services import duties_assign
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
# Duties, participants, requests, reports, other obligations, transitions, audit.
STATEMENTS = 8  # one of them asks whether a return is owed for the same occurrence already


def test_a_duty_brings_its_obligation_with_its_first_transition(cast: Cast) -> None:
    assigned = cast.assign(cast.draft(title="Báo cáo rà soát", number="2.08"))

    obligation = Obligation.objects.get()
    assert (assigned.duty_count, assigned.obligation_count) == (1, 1)
    assert (obligation.state, obligation.due_on, obligation.first_due_on) == (
        "open",
        cast.owed().due_on,
        cast.owed().due_on,
    )
    assert obligation.acceptor_reason == AcceptorReason.STANDING_BODY
    row = Transition.objects.get()
    assert (row.obligation_id, row.from_state, row.to_state, row.at) == (obligation.pk, "", "open", cast.now)


def test_the_caller_finds_its_duties_by_source_and_position(cast: Cast) -> None:
    one, other = cast.draft(source_id=7), cast.draft(source_id=7)

    assigned = cast.assign(one, other)

    titles = {key: Duty.objects.get(pk=pk).title for key, pk in assigned.duty_ids.items()}
    assert titles == {("plans.Deliverable", 7, 0): one.title, ("plans.Deliverable", 7, 1): other.title}


def test_what_has_no_day_sleeps(cast: Cast) -> None:
    cast.assign(cast.draft(obligations=(cast.owed(due_on=None),)))

    obligation = Obligation.objects.get()
    assert (obligation.state, obligation.due_on) == ("dormant", None)
    assert Transition.objects.get().to_state == "dormant"


def test_what_goes_into_a_report_names_it(cast: Cast) -> None:
    key = (cast.commune.pk, "2026-Q1")
    report = cast.draft(is_report=True)
    inside = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=key),))

    cast.assign(inside, report)

    carried = Obligation.objects.get(duty__is_report=False)
    assert carried.carrier == Obligation.objects.get(duty__is_report=True)


def test_an_unknown_report_is_a_programmers_error_and_leaves_nothing(cast: Cast) -> None:
    draft = cast.draft(obligations=(cast.owed(carrier=(cast.commune.pk, "2026-Q3")),))

    with pytest.raises(ValueError, match="no report"), transaction.atomic():
        cast.assign(draft)

    assert not Duty.objects.exists()


def test_two_reports_of_one_agency_and_period_are_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="two reports"):
        cast.assign(cast.draft(is_report=True), cast.draft(is_report=True))


def test_participants_and_requests_stand_beside_the_obligations(cast: Cast) -> None:
    monitor = ParticipantDraft(cast.department.pk, ParticipantRole.MONITOR, "theo dõi cấp xã")
    asked = RequestDraft(None, "Ban Thường vụ Tỉnh đoàn")

    assigned = cast.assign(cast.draft(participants=(monitor,), requests=(asked,), obligations=()))

    assert (assigned.obligation_count, assigned.request_count) == (0, 1)
    assert Participant.objects.get().note == "theo dõi cấp xã"
    assert Request.objects.get().addressee == "Ban Thường vụ Tỉnh đoàn"


def test_history_of_a_duty_is_history_of_its_obligations(cast: Cast) -> None:
    cast.assign(cast.draft(is_history=True))

    assert Obligation.objects.get().is_history


def test_each_duty_has_one_audit_row_without_names(cast: Cast) -> None:
    drafts = (cast.draft(), cast.draft())

    duties_assign(drafts, actor=cast.standing_officer.actor, now=cast.now)

    entries = list(Entry.objects.filter(action="obligations.assign"))
    assert len(entries) == 2
    assert {entry.actor_id for entry in entries} == {cast.standing_officer.user.pk}
    assert cast.commune.current_name not in entries[0].data


@pytest.mark.parametrize("size", [1, 40])
def test_the_number_of_statements_does_not_grow(cast: Cast, django_assert_num_queries: Counting, size: int) -> None:
    report = cast.draft(is_report=True)
    key = (cast.commune.pk, "2026-Q1")
    drafts = [
        cast.draft(
            mode=TrackingMode.IN_REPORT,
            participants=(ParticipantDraft(cast.office.pk, ParticipantRole.COORDINATE),),
            requests=(RequestDraft(None, "Ủy ban Mặt trận Tổ quốc tỉnh"),),
            obligations=(cast.owed(carrier=key), cast.owed(agency_id=cast.neighbour.pk)),
        )
        for _ in range(size)
    ]

    with django_assert_num_queries(STATEMENTS):
        cast.assign(report, *drafts)
