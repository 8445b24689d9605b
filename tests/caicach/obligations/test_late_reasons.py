"""Why something is late: from the coded list, by the agency, put right by the acceptor, counted apart."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations import selectors
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import LateReason, Obligation
from caicach.obligations.selectors import CauseCounts, cause_counts
from caicach.obligations.services import late_reason_give
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast, Person

Counting = Callable[[int], AbstractContextManager[Any]]
PAST = date(2026, 3, 10)


def give(cast: Cast, one: Obligation, code: str = "guidance", words: str = "", who: Person | None = None) -> LateReason:
    return late_reason_give(one, actor=(who or cast.commune_officer).actor, code=code, words=words, now=cast.now)


def test_the_agency_says_why_and_the_row_shows_whose_the_cause_is(cast: Cast) -> None:
    one = cast.obligation(due_on=PAST)

    given = give(cast, one, words=" Chờ  Bộ hướng dẫn. ")

    assert (given.code, given.cause, given.words, given.agency_id) == (
        "guidance",
        "objective",
        "Chờ Bộ hướng dẫn.",
        cast.commune.pk,
    )
    assert Obligation.objects.get(pk=one.pk).late_cause == one.late_cause == "objective"


def test_the_acceptor_puts_it_right_and_both_words_stay(cast: Cast) -> None:
    one = cast.obligation(due_on=PAST, state=ObligationState.SUBMITTED)
    give(cast, one, words="Chờ Bộ hướng dẫn.")

    give(cast, one, "late_start", "Hướng dẫn đã có từ tháng 01.", who=cast.standing_officer)

    assert LateReason.objects.get().agency == cast.standing
    assert Obligation.objects.get(pk=one.pk).late_cause == "subjective"
    first, second = Entry.objects.filter(action="obligations.late_reason").order_by("pk")
    assert "guidance" in first.data
    assert "guidance" in second.data and "late_start" in second.data


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("commune_leader", True),
        ("standing_officer", True),
        ("neighbour_officer", False),
        ("department_officer", False),
        ("commune_viewer", False),
        ("clerk", False),
    ],
)
def test_whose_word_it_is(cast: Cast, who: str, may: bool) -> None:
    one = cast.obligation(due_on=PAST)
    if may:
        give(cast, one, who=getattr(cast, who))
    else:
        with pytest.raises(NotAllowed):
            give(cast, one, who=getattr(cast, who))
    assert LateReason.objects.exists() is may


@pytest.mark.parametrize("state", [ObligationState.OPEN, ObligationState.ACCEPTED, ObligationState.DORMANT])
def test_what_is_not_late_needs_no_reason(cast: Cast, state: ObligationState) -> None:
    with pytest.raises(WrongState, match="không chậm"):
        give(cast, cast.obligation(state=state))


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [("weather", "", "danh mục"), ("other_objective", " ", "viết rõ"), ("guidance", "a" * 1001, "dài quá")],
)
def test_bad_input_is_refused_with_a_sentence(cast: Cast, code: str, words: str, sentence: str) -> None:
    one = cast.obligation(due_on=PAST)
    with pytest.raises(BadInput, match=sentence):
        give(cast, one, code, words)
    assert Obligation.objects.get(pk=one.pk).late_cause == ""


def test_causes_are_counted_apart_within_reach(cast: Cast, django_assert_num_queries: Counting) -> None:
    give(cast, cast.obligation(due_on=PAST))
    give(cast, cast.obligation(due_on=PAST, state=ObligationState.ACCEPTED), "overlooked")
    give(cast, cast.obligation(due_on=PAST, state=ObligationState.SUBMITTED), "late_start")
    cast.obligation(due_on=PAST)
    cast.obligation(due_on=cast.today + timedelta(days=1))

    with django_assert_num_queries(1):
        counts = cause_counts(cast.standing_officer.actor, today=cast.today)

    assert counts == CauseCounts(objective=1, subjective=2, unsaid=1)
    assert counts.total == 4
    assert cause_counts(cast.stranger.actor, today=cast.today).total == 0
    assert cause_counts(cast.standing_officer.actor, today=cast.today, due_on__year=2025).total == 0


def test_the_list_shows_one_kind_alone(cast: Cast) -> None:
    give(cast, cast.obligation(due_on=PAST))
    other = cast.obligation(due_on=PAST)
    give(cast, other, "overlooked")

    found = selectors.listing_of(
        cast.standing_officer.actor, selectors.Filters(is_late=True, cause="subjective"), today=cast.today
    )

    assert [row.pk for row in found.rows] == [other.pk]
    assert found.rows[0].late_cause == "subjective"
