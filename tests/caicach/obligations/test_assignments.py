"""Who of the agency does it: handing out, taking back, handing over; the chain of hands."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations import selectors, services
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Assignment, Obligation
from caicach.people.models import Post
from caicach.people.services import post_close
from caicach.web.actor import Actor, Role
from caicach.web.errors import BadInput, NotAllowed
from cast import Cast, Person, person_make

Counting = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def binh(cast: Cast) -> Person:
    """A second officer of the commune."""
    return person_make("binh", "Hà Thanh Bình", cast.commune, Role.AGENCY_OFFICER)


def post_of(person: Person) -> Post:
    return Post.objects.select_related("user", "agency").get(user=person.user)


def give(cast: Cast, person: Person, *obligations: Obligation, **values: Any) -> services.Handed:
    by = values.pop("by", cast.commune_leader.actor)
    return services.assignments_give(obligations, post_of(person), actor=by, now=cast.now, today=cast.today, **values)


def pass_over(cast: Cast, giver: Person, taker: Person, **values: Any) -> services.Handed:
    standard: dict[str, Any] = {"actor": cast.commune_leader.actor, "reason": "nghỉ phép", "now": cast.now}
    return services.hand_over(post_of(giver), post_of(taker), today=cast.today, **{**standard, **values})


def names(obligation: Obligation) -> list[str]:
    """Return whose hands it went through, oldest first."""
    return list(obligation.assignments.order_by("pk").values_list("post__user__full_name", flat=True))


class TestGiving:
    def test_a_person_of_the_agency_has_it_in_hand(self, cast: Cast) -> None:
        one = cast.obligation()

        made = give(cast, cast.commune_officer, one, wanted_on=cast.today, note="Làm gấp")

        (standing,) = made.done
        assert (standing.note, standing.wanted_on, made.refused, made.after_due) == ("Làm gấp", cast.today, (), ())
        mine = selectors.mine_of(cast.commune_officer.actor, cast.today)
        assert ([row.pk for row in mine.rows], mine.count, mine.wanted_on) == ([one.pk], 1, {one.pk: cast.today})
        assert Entry.objects.filter(action="obligations.give", object_id=one.pk).count() == 1

    def test_an_officer_hands_out_too_but_neither_a_viewer_nor_another_agency(self, cast: Cast) -> None:
        one = cast.obligation()
        for stranger in (cast.commune_viewer, cast.neighbour_officer, cast.standing_officer):
            with pytest.raises(NotAllowed):
                give(cast, cast.commune_officer, one, by=stranger.actor)
        assert not Assignment.objects.exists()

        assert give(cast, cast.commune_officer, one, by=cast.commune_officer.actor).done

    def test_what_cannot_be_handed_is_left_out_with_its_reason(self, cast: Cast, binh: Person) -> None:
        free, busy = cast.obligation(), cast.obligation()
        others = cast.obligation(agency_id=cast.neighbour.pk)
        done = cast.obligation(state=ObligationState.ACCEPTED)
        give(cast, binh, busy)

        made = give(cast, cast.commune_officer, free, busy, others, done)

        assert [one.obligation_id for one in made.done] == [free.pk]
        assert {one.obligation_id for one in made.refused} == {busy.pk, others.pk, done.pk}
        reasons = {one.obligation_id: one.reason for one in made.refused}
        assert "Hà Thanh Bình đang làm" in reasons[busy.pk]
        assert "không công tác ở UBND xã Đồi Chè" in reasons[others.pk]
        assert names(busy) == ["Hà Thanh Bình"]

    def test_a_post_that_has_ended_takes_nothing(self, cast: Cast) -> None:
        Post.objects.filter(user=cast.commune_officer.user).update(valid_to=cast.today)

        with pytest.raises(BadInput, match="không còn công tác"):
            give(cast, cast.commune_officer, cast.obligation())

    def test_a_day_that_is_past_is_refused_and_one_behind_the_due_day_is_said(self, cast: Cast) -> None:
        one = cast.obligation()
        with pytest.raises(BadInput, match="đã qua"):
            give(cast, cast.commune_officer, one, wanted_on=cast.today - timedelta(days=1))

        assert one.due_on is not None
        made = give(cast, cast.commune_officer, one, wanted_on=one.due_on + timedelta(days=1))

        assert made.after_due == (one.duty.title,)

    def test_its_cost_does_not_grow(self, cast: Cast, django_assert_num_queries: Counting) -> None:
        many = [cast.obligation() for _ in range(7)]
        post = post_of(cast.commune_officer)

        # Savepoint and its release; hold, who has them, hand out, audit.
        with django_assert_num_queries(6):
            services.assignments_give(many, post, actor=cast.commune_leader.actor, now=cast.now, today=cast.today)


class TestTakingBack:
    def test_it_waits_to_be_handed_out_again(self, cast: Cast) -> None:
        one, idle = cast.obligation(), cast.obligation()
        give(cast, cast.commune_officer, one)
        assert selectors.unassigned_count(cast.commune_leader.actor, today=cast.today) == 1

        made = services.assignments_take_back(
            (one, idle), actor=cast.commune_leader.actor, now=cast.now, reason="đổi việc"
        )

        assert ([row.obligation_id for row in made.done], [row.obligation_id for row in made.refused]) == (
            [one.pk],
            [idle.pk],
        )
        assert selectors.unassigned_count(cast.commune_leader.actor, today=cast.today) == 2
        assert one.assignments.get().end_reason == "đổi việc"

    def test_others_cannot(self, cast: Cast) -> None:
        one = cast.obligation()
        give(cast, cast.commune_officer, one)
        with pytest.raises(NotAllowed):
            services.assignment_take_back(one, actor=cast.neighbour_officer.actor, now=cast.now)
        assert one.assignments.get().ended_at is None


class TestHandingOver:
    def test_everything_goes_and_the_chain_is_kept(self, cast: Cast, binh: Person) -> None:
        first, second = cast.obligation(), cast.obligation()
        give(cast, cast.commune_officer, first, second, note="Theo mẫu")

        made = pass_over(cast, cast.commune_officer, binh)

        assert {one.obligation_id for one in made.done} == {first.pk, second.pk}
        assert names(first) == ["Lê Thị Mai Hương", "Hà Thanh Bình"]
        standing = first.assignments.get(ended_at=None)
        assert standing.previous is not None
        assert (standing.note, standing.previous.end_reason) == ("Theo mẫu", "nghỉ phép")

    def test_only_what_was_chosen_goes(self, cast: Cast, binh: Person) -> None:
        first, second = cast.obligation(), cast.obligation()
        give(cast, cast.commune_officer, first, second)

        pass_over(cast, cast.commune_officer, binh, obligations=[first])

        assert selectors.mine_of(cast.commune_officer.actor, cast.today).count == 1
        assert selectors.mine_of(binh.actor, cast.today).count == 1

    def test_not_in_a_circle(self, cast: Cast, binh: Person) -> None:
        one = cast.obligation()
        give(cast, cast.commune_officer, one)
        pass_over(cast, cast.commune_officer, binh)

        made = pass_over(cast, binh, cast.commune_officer)

        assert made.done == ()
        assert "đã qua tay Lê Thị Mai Hương" in made.refused[0].reason
        assert selectors.mine_of(binh.actor, cast.today).count == 1

    def test_after_it_was_taken_back_it_may_be_handed_to_the_first_again(self, cast: Cast, binh: Person) -> None:
        one = cast.obligation()
        give(cast, cast.commune_officer, one)
        pass_over(cast, cast.commune_officer, binh)
        services.assignment_take_back(one, actor=cast.commune_leader.actor, now=cast.now)

        assert give(cast, cast.commune_officer, one).done

    def test_neither_to_oneself_nor_to_another_agency_nor_without_reason_nor_work(
        self, cast: Cast, binh: Person
    ) -> None:
        give(cast, cast.commune_officer, cast.obligation())
        with pytest.raises(BadInput, match="chính mình"):
            pass_over(cast, cast.commune_officer, cast.commune_officer)
        with pytest.raises(BadInput, match="không công tác ở UBND xã Suối Nhạn"):
            pass_over(cast, cast.commune_officer, cast.neighbour_officer)
        with pytest.raises(BadInput, match="lý do"):
            pass_over(cast, cast.commune_officer, binh, reason=" ")
        with pytest.raises(BadInput, match="không có việc nào"):
            pass_over(cast, binh, cast.commune_officer)
        with pytest.raises(NotAllowed):
            pass_over(cast, cast.commune_officer, binh, actor=cast.neighbour_officer.actor)
        assert selectors.mine_of(cast.commune_officer.actor, cast.today).count == 1


class TestAPostThatEnds:
    def close(self, cast: Cast, person: Person, successor: Person | None = None, *, days: int = 0) -> None:
        post_close(
            post_of(person),
            actor=cast.commune_leader.actor,
            until=cast.today + timedelta(days=days),
            today=cast.today,
            successor=post_of(successor) if successor else None,
        )

    def test_the_successor_has_it(self, cast: Cast, binh: Person) -> None:
        one = cast.obligation()
        give(cast, cast.commune_officer, one)

        self.close(cast, cast.commune_officer, binh)

        assert names(one) == ["Lê Thị Mai Hương", "Hà Thanh Bình"]
        assert selectors.mine_of(binh.actor, cast.today).count == 1

    def test_without_one_nothing_is_lost(self, cast: Cast) -> None:
        one = cast.obligation()
        give(cast, cast.commune_officer, one)

        self.close(cast, cast.commune_officer)

        assert one.assignments.get().ended_at is not None
        assert [row.pk for row in selectors.unassigned(cast.commune_leader.actor, today=cast.today)] == [one.pk]

    def test_a_post_that_ends_later_keeps_its_work_until_then(self, cast: Cast, binh: Person) -> None:
        one = cast.obligation()
        give(cast, cast.commune_officer, one)

        self.close(cast, cast.commune_officer, days=3)

        assert selectors.unassigned_count(cast.commune_leader.actor, today=cast.today) == 0
        later = cast.today + timedelta(days=3)
        assert selectors.unassigned_count(cast.commune_leader.actor, today=later) == 1
        made = services.assignments_give(
            [one], post_of(binh), actor=cast.commune_leader.actor, now=cast.now, today=later
        )
        assert made.done[0].previous is not None

    def test_a_successor_of_another_agency_is_refused_and_the_post_stays(self, cast: Cast) -> None:
        give(cast, cast.commune_officer, cast.obligation())
        with pytest.raises(BadInput):
            self.close(cast, cast.commune_officer, cast.neighbour_officer)
        assert post_of(cast.commune_officer).valid_to > cast.today
        assert selectors.mine_of(cast.commune_officer.actor, cast.today).count == 1

    def test_what_would_go_in_a_circle_waits_to_be_handed_out(self, cast: Cast, binh: Person) -> None:
        one = cast.obligation()
        give(cast, cast.commune_officer, one)
        pass_over(cast, cast.commune_officer, binh)

        self.close(cast, binh, cast.commune_officer)

        assert [row.pk for row in selectors.unassigned(cast.commune_leader.actor, today=cast.today)] == [one.pk]


class TestReading:
    @pytest.mark.parametrize(
        ("who", "is_seen"),
        [
            ("commune_officer", True),
            ("commune_viewer", True),
            ("province_leader", True),
            ("standing_officer", False),
            ("department_officer", False),
        ],
    )
    def test_who_does_it_is_an_inner_paper_of_the_agency(self, cast: Cast, who: str, *, is_seen: bool) -> None:
        one = cast.obligation()
        give(cast, cast.commune_officer, one)
        actor: Actor = getattr(cast, who).actor

        assert (selectors.hands_of(one, actor=actor) is not None) is is_seen
        assert bool(selectors.holders_of([one.pk], actor=actor, on=cast.today)) is is_seen

    def test_the_list_is_filtered_by_person(self, cast: Cast, binh: Person) -> None:
        first, second, free = cast.obligation(), cast.obligation(), cast.obligation()
        give(cast, cast.commune_officer, first)
        give(cast, binh, second)

        def found(person: str) -> set[int]:
            condition = selectors.in_hands_of(person, cast.commune_officer.actor, on=cast.today)
            return set(Obligation.objects.filter(condition).values_list("pk", flat=True))

        assert found("me") == {first.pk}
        assert found(str(post_of(binh).pk)) == {second.pk}
        assert found("none") == {free.pk}
        assert found("x") == set()

    def test_how_much_each_has(self, cast: Cast, binh: Person) -> None:
        late = cast.obligation(due_on=cast.today - timedelta(days=1))
        soon = cast.obligation(due_on=cast.today)
        waiting = cast.obligation()
        give(cast, cast.commune_officer, late, soon, waiting)
        cast.submit(waiting)

        first, second = selectors.loads_of([post_of(cast.commune_officer), post_of(binh)], today=cast.today)

        assert (first.open, first.late, first.due_soon, first.submitted) == (2, 1, 1, 1)
        assert (second.open, second.late, second.due_soon, second.submitted) == (0, 0, 0, 0)
