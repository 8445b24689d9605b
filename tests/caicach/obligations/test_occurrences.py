"""Occurrences are records: each has its own proof and its own fixed date, and nothing is reset in place."""

from datetime import date, timedelta

from caicach.obligations.constants import DueChangeKind, PauseKind
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import DueChange, Obligation, Submission
from caicach.obligations.services import (
    PauseDraft,
    due_move,
    obligation_accept,
    obligation_return,
    obligation_submit,
    pause_start,
)
from caicach.web.actor import SYSTEM
from cast import Cast

DAYS = (date(2026, 3, 20), date(2026, 6, 22), date(2026, 9, 21), date(2026, 12, 21))


def quarters(cast: Cast) -> list[Obligation]:
    """One duty of four quarters."""
    drafts = tuple(
        cast.owed(occurrence_key=f"2026-Q{number}", occurrence_label=f"quý {number}", due_on=day)
        for number, day in enumerate(DAYS, start=1)
    )
    cast.assign(cast.draft(obligations=drafts))
    return list(Obligation.objects.select_related("duty", "agency", "acceptor").order_by("due_on"))


def facts(one: Obligation) -> tuple[object, ...]:
    fresh = Obligation.objects.get(pk=one.pk)
    return fresh.state, fresh.first_due_on, fresh.due_on, fresh.met_on, fresh.paused_on, fresh.accepted_at


def hand_in(cast: Cast, one: Obligation, issued_on: date) -> Submission:
    evidence = Evidence(document=cast.document(issued_on=issued_on))
    return obligation_submit(one, actor=SYSTEM, evidence=evidence, now=cast.now, today=cast.today)


def test_what_happens_to_one_occurrence_leaves_the_others_as_they_were(cast: Cast) -> None:
    first, second, third, fourth = quarters(cast)
    untouched = facts(third), facts(fourth)

    hand_in(cast, first, cast.today)
    obligation_accept(first, actor=SYSTEM, now=cast.now)
    due_move([second], date(2026, 7, 6), kind=DueChangeKind.EXTENSION, actor=SYSTEM, now=cast.now)
    draft = PauseDraft(cast.today, "1/CV-UBND", kind=PauseKind.WAITING, waits_for_id=cast.department.pk)
    pause_start(second, draft, actor=SYSTEM, now=cast.now)

    assert facts(first)[:3] == ("accepted", DAYS[0], DAYS[0])
    assert facts(second)[:3] == ("open", DAYS[1], date(2026, 7, 6))
    assert (facts(third), facts(fourth)) == untouched
    assert list(Obligation.objects.order_by("first_due_on").values_list("first_due_on", flat=True)) == list(DAYS)
    assert set(DueChange.objects.values_list("obligation_id", flat=True)) == {second.pk}


def test_a_hand_in_again_is_another_row_and_the_first_keeps_its_proof(cast: Cast) -> None:
    one = quarters(cast)[0]
    first = hand_in(cast, one, cast.today - timedelta(days=3))
    obligation_return(one, actor=SYSTEM, reason="Thiếu chữ ký của lãnh đạo.", now=cast.now)
    before = Submission.objects.values().get(pk=first.pk)

    second = hand_in(cast, one, cast.today)
    obligation_accept(one, actor=SYSTEM, now=cast.now)

    assert Submission.objects.values().get(pk=first.pk) == before
    assert [row.number for row in Submission.objects.order_by("number")] == [1, 2]
    assert first.document_id != second.document_id
    assert Obligation.objects.get(pk=one.pk).met_on == second.met_on
