"""Steps on the way inside the agency."""

from datetime import timedelta
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.obligations import selectors, services
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Obligation, Step
from caicach.obligations.services import StepDraft
from caicach.people.models import Post
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast


def set_steps(cast: Cast, one: Obligation, *drafts: StepDraft, **values: Any) -> services.StepsSet:
    standard: dict[str, Any] = {"actor": cast.commune_officer.actor, "now": cast.now, "today": cast.today}
    return services.steps_set(one, drafts, **{**standard, **values})


def texts(one: Obligation) -> list[tuple[int, str, bool]]:
    return [(step.position, step.text, step.done_at is not None) for step in one.steps.order_by("position")]


def test_steps_stand_in_their_order_and_keep_their_marks(cast: Cast) -> None:
    one = cast.obligation()
    made = set_steps(cast, one, StepDraft("Thu thập số liệu"), StepDraft("Dự thảo"))
    services.step_done(made.steps[0], actor=cast.commune_officer.actor, now=cast.now)
    done, draft = one.steps.order_by("position")

    set_steps(cast, one, StepDraft("Dự thảo báo cáo", step_id=draft.pk), StepDraft("Thu thập", step_id=done.pk))

    assert texts(one) == [(1, "Dự thảo báo cáo", False), (2, "Thu thập", True)]
    assert Entry.objects.filter(action="obligations.steps", object_id=one.pk).count() == 2


def test_a_mark_is_taken_away_again_and_the_second_who_marks_is_told(cast: Cast) -> None:
    one = cast.obligation()
    (step,) = set_steps(cast, one, StepDraft("Dự thảo")).steps
    services.step_done(step, actor=cast.commune_officer.actor, now=cast.now)
    with pytest.raises(WrongState):
        services.step_done(step, actor=cast.commune_leader.actor, now=cast.now)

    services.step_done(step, actor=cast.commune_officer.actor, now=cast.now, is_done=False)

    assert Step.objects.get().done_at is None


def test_a_step_that_ends_before_it_starts_is_refused(cast: Cast) -> None:
    one = cast.obligation()
    backwards = StepDraft("Dự thảo", starts_on=cast.today, due_on=cast.today - timedelta(days=1))
    with pytest.raises(BadInput, match="trước ngày bắt đầu"):
        set_steps(cast, one, StepDraft("Thu thập"), backwards)
    assert texts(one) == []


def test_a_step_behind_the_due_day_is_kept_and_said(cast: Cast) -> None:
    one = cast.obligation()
    assert one.due_on is not None
    behind = StepDraft("Trình ký", due_on=one.due_on + timedelta(days=1))

    made = set_steps(cast, one, StepDraft("Dự thảo", due_on=one.due_on), behind)

    assert [step.text for step in made.after_due] == ["Trình ký"]
    assert len(texts(one)) == 2


def test_only_people_of_the_agency_have_steps(cast: Cast) -> None:
    one = cast.obligation()
    own, other = (Post.objects.get(user=who.user).pk for who in (cast.commune_leader, cast.neighbour_officer))
    set_steps(cast, one, StepDraft("Duyệt", post_id=own))
    with pytest.raises(BadInput, match="không công tác"):
        set_steps(cast, one, StepDraft("Duyệt", post_id=other))
    assert [step.post_id for step in one.steps.all()] == [own]


@pytest.mark.parametrize("words", ["", "  ", "x" * 501])
def test_a_step_has_words_and_not_too_many(cast: Cast, words: str) -> None:
    with pytest.raises(BadInput, match="Bước 1"):
        set_steps(cast, cast.obligation(), StepDraft(words))


def test_too_many_steps_are_refused(cast: Cast) -> None:
    with pytest.raises(BadInput, match="30"):
        set_steps(cast, cast.obligation(), *[StepDraft("Việc nhỏ")] * 31)


def test_a_page_that_others_changed_is_refused(cast: Cast) -> None:
    one = cast.obligation()
    seen = services.steps_mark(set_steps(cast, one, StepDraft("Dự thảo")).steps)
    set_steps(cast, one, StepDraft("Khác hẳn"))
    with pytest.raises(WrongState, match="vừa sửa"):
        set_steps(cast, one, StepDraft("Của tôi"), mark=seen)
    assert texts(one) == [(1, "Khác hẳn", False)]


def test_what_is_done_has_no_new_steps(cast: Cast) -> None:
    with pytest.raises(WrongState):
        set_steps(cast, cast.obligation(state=ObligationState.ACCEPTED), StepDraft("Muộn rồi"))


@pytest.mark.parametrize("who", ["commune_viewer", "standing_officer", "neighbour_officer"])
def test_others_neither_set_nor_mark_steps(cast: Cast, who: str) -> None:
    one = cast.obligation()
    (step,) = set_steps(cast, one, StepDraft("Dự thảo")).steps
    actor = getattr(cast, who).actor
    with pytest.raises(NotAllowed):
        set_steps(cast, one, actor=actor)
    with pytest.raises(NotAllowed):
        services.step_done(step, actor=actor, now=cast.now)
    assert texts(one) == [(1, "Dự thảo", False)]


def test_a_persons_open_steps_lie_on_their_desk(cast: Cast) -> None:
    one = cast.obligation()
    post = Post.objects.get(user=cast.commune_leader.user).pk
    set_steps(cast, one, StepDraft("Duyệt", post_id=post), StepDraft("Dự thảo"))

    assert [step.text for step in selectors.mine_of(cast.commune_leader.actor, cast.today).steps] == ["Duyệt"]
