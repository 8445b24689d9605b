"""Many at once: what can be done is done, the rest stays as it was; the number of statements does not grow."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations.constants import AcceptorReason, DueChangeKind, ObligationState, SubmissionState, TrackingMode
from caicach.obligations.models import DueChange, Obligation, Submission, Transition
from caicach.obligations.services.decide_many import Chosen, obligations_accept, obligations_return
from caicach.obligations.services.extend_many import obligations_extend
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]


def submitted(cast: Cast, count: int) -> list[Obligation]:
    return [cast.obligation(state=ObligationState.SUBMITTED) for _ in range(count)]


def chosen(*rows: Obligation, number: int = 1) -> list[Chosen]:
    return [Chosen(row.pk, number) for row in rows]


def states(*rows: Obligation) -> list[str]:
    found = dict(Obligation.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "state"))
    return [found[row.pk] for row in rows]


class TestAccepting:
    def test_each_is_accepted_with_its_own_transition_and_audit_row(self, cast: Cast) -> None:
        rows = submitted(cast, 3)
        made = obligations_accept(chosen(*rows), actor=cast.standing_officer.actor, now=cast.now)
        assert (made.done, made.left) == (3, ())
        assert states(*rows) == [ObligationState.ACCEPTED] * 3
        assert set(Submission.objects.values_list("state", flat=True)) == {SubmissionState.ACCEPTED}
        for row in rows:
            last = Transition.objects.filter(obligation=row).order_by("-pk")[0]
            assert (last.from_state, last.to_state, last.submission) == ("submitted", "accepted", row.submissions.get())
        assert Entry.objects.filter(action="obligations.accept").count() == 3

    def test_what_is_not_the_actor_s_or_not_handed_in_is_left(self, cast: Cast) -> None:
        mine, theirs = submitted(cast, 2)
        Obligation.objects.filter(pk=theirs.pk).update(acceptor=cast.office)
        waiting = cast.obligation()
        made = obligations_accept(chosen(mine, theirs, waiting), actor=cast.standing_officer.actor, now=cast.now)
        assert (made.done, made.left) == (1, (theirs.pk, waiting.pk))
        assert states(mine, theirs, waiting) == ["accepted", "submitted", "open"]

    def test_another_hand_in_than_the_one_shown_is_left(self, cast: Cast) -> None:
        (row,) = submitted(cast, 1)
        made = obligations_accept(chosen(row, number=2), actor=cast.standing_officer.actor, now=cast.now)
        assert (made.done, states(row)) == (0, ["submitted"])

    def test_nobody_accepts_what_their_own_agency_handed_in(self, cast: Cast) -> None:
        row = cast.obligation(
            state=ObligationState.SUBMITTED,
            agency_id=cast.standing.pk,
            acceptor_id=cast.province.pk,
            acceptor_reason=AcceptorReason.NEXT_ABOVE,
        )
        made = obligations_accept(chosen(row), actor=cast.standing_officer.actor, now=cast.now)
        assert made.done == 0

    def test_what_a_report_carries_is_done_with_it(self, cast: Cast) -> None:
        report = cast.draft(is_report=True, obligations=(cast.owed(),))
        part = cast.draft(mode=TrackingMode.IN_REPORT, obligations=(cast.owed(carrier=(cast.commune.pk, "2026-Q1")),))
        cast.assign(report, part)
        row = Obligation.objects.select_related("duty", "agency", "acceptor").get(duty__is_report=True)
        cast.submit(row)
        obligations_accept(chosen(row), actor=cast.standing_officer.actor, now=cast.now)
        assert set(Obligation.objects.values_list("state", flat=True)) == {ObligationState.ACCEPTED}
        assert Transition.objects.filter(to_state="accepted", submission=row.submissions.get()).count() == 2

    def test_the_number_of_statements_does_not_grow(self, cast: Cast, django_assert_num_queries: Counting) -> None:
        few, many = submitted(cast, 2), submitted(cast, 12)
        with django_assert_num_queries(11):
            obligations_accept(chosen(*few), actor=cast.standing_officer.actor, now=cast.now)
        with django_assert_num_queries(11):
            obligations_accept(chosen(*many), actor=cast.standing_officer.actor, now=cast.now)

    def test_nothing_chosen_is_said(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="Chưa chọn"):
            obligations_accept([], actor=cast.standing_officer.actor, now=cast.now)

    def test_too_many_are_refused(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match=r"2\.000"):
            obligations_accept([Chosen(pk, 1) for pk in range(2001)], actor=SYSTEM, now=cast.now)


class TestReturning:
    def test_all_come_back_with_the_same_reason(self, cast: Cast) -> None:
        rows = submitted(cast, 2)
        made = obligations_return(
            chosen(*rows), actor=cast.standing_officer.actor, reason="Thiếu chữ ký của lãnh đạo.", now=cast.now
        )
        assert made.done == 2
        assert states(*rows) == [ObligationState.RETURNED] * 2
        assert set(Submission.objects.values_list("return_reason", flat=True)) == {"Thiếu chữ ký của lãnh đạo."}
        assert set(Obligation.objects.values_list("met_on", "decide_by_on")) == {(None, None)}

    def test_a_reason_is_asked(self, cast: Cast) -> None:
        rows = submitted(cast, 1)
        with pytest.raises(BadInput, match="lý do"):
            obligations_return(chosen(*rows), actor=cast.standing_officer.actor, reason=" ", now=cast.now)
        assert states(*rows) == ["submitted"]


class TestExtending:
    def extend(self, cast: Cast, *rows: Obligation, **values: Any) -> Any:
        given = {"actor": cast.standing_officer.actor, "words": "Chờ hướng dẫn của Bộ", "now": cast.now, **values}
        to_due_on = given.pop("to_due_on", date(2026, 4, 20))
        return obligations_extend([row.pk for row in rows], to_due_on, **given)

    def test_the_first_day_stays_and_the_chain_says_why(self, cast: Cast) -> None:
        rows = [cast.obligation() for _ in range(2)]
        assert self.extend(cast, *rows).done == 2
        assert set(Obligation.objects.values_list("first_due_on", "due_on")) == {(date(2026, 3, 30), date(2026, 4, 20))}
        assert set(DueChange.objects.values_list("kind", "words")) == {
            (DueChangeKind.EXTENSION, "Chờ hướng dẫn của Bộ")
        }

    def test_what_is_handed_in_or_due_later_already_is_left(self, cast: Cast) -> None:
        here, done, later = cast.obligation(), *submitted(cast, 1), cast.obligation(due_on=date(2026, 5, 1))
        made = self.extend(cast, here, done, later)
        assert (made.done, made.left) == (1, (done.pk, later.pk))

    def test_the_agency_itself_grants_nothing(self, cast: Cast) -> None:
        assert self.extend(cast, cast.obligation(), actor=cast.commune_officer.actor).done == 0

    @pytest.mark.parametrize(
        ("values", "words"),
        [({"words": "?"}, "lý do gia hạn"), ({"to_due_on": date(2026, 3, 1)}, "đã qua")],
    )
    def test_what_is_wrong_is_said(self, cast: Cast, values: dict[str, Any], words: str) -> None:
        with pytest.raises(BadInput, match=words):
            self.extend(cast, cast.obligation(), **values)
        assert not DueChange.objects.exists()
