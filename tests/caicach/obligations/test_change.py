"""What is owed is changed, extended and withdrawn, without anything of its history."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from caicach.obligations.constants import ParticipantRole, TrackingMode
from caicach.obligations.mapping import DutyDraft
from caicach.obligations.models import Duty, Obligation, Participant, Request, Transition
from caicach.obligations.selectors.revision import LineKind, revision_of
from caicach.obligations.services import ParticipantDraft, RequestDraft
from caicach.obligations.services.change import duties_add, duties_change, duties_withdraw
from caicach.web.actor import SYSTEM
from caicach.web.errors import WrongState
from cast import Cast

SOURCE = UUID(int=7)
WHY = "Đọc sai ô thời hạn"


@pytest.fixture
def draft(cast: Cast) -> DutyDraft:
    """Two reports of the commune, by March and by June, assigned."""
    by = [cast.owed(occurrence_key=f"by-{day}", due_on=day) for day in (date(2026, 3, 31), date(2026, 6, 30))]
    made = cast.draft(source_uid=SOURCE, obligations=tuple(by))
    cast.assign(made)
    return made


def change(draft: DutyDraft, **values: Any) -> Any:
    return duties_change([(Duty.objects.get(is_report=False).pk, draft)], None, actor=SYSTEM, reason=WHY, **values)


def days() -> list[tuple[date | None, date | None]]:
    return list(Obligation.objects.order_by("pk").values_list("first_due_on", "due_on"))


def test_as_many_as_before_are_the_same_in_the_order_of_their_days(draft: DutyDraft, cast: Cast) -> None:
    moved = [cast.owed(occurrence_key=f"by-{day}", due_on=day) for day in (date(2026, 7, 15), date(2026, 4, 15))]
    made = change(replace(draft, obligations=tuple(moved)), now=cast.now)
    assert len(made.of_kind(LineKind.CHANGES)) == 2
    assert days() == [(date(2026, 3, 31), date(2026, 4, 15)), (date(2026, 6, 30), date(2026, 7, 15))]
    assert set(Obligation.objects.values_list("occurrence_key", flat=True)) == {"by-2026-04-15", "by-2026-07-15"}


def test_the_same_draft_changes_nothing(draft: DutyDraft, cast: Cast) -> None:
    made = change(draft, now=cast.now)
    assert (made.before_count, made.after_count, len(made.of_kind(LineKind.STAYS))) == (2, 2, 2)
    assert Transition.objects.exclude(from_state="").count() == 0


def test_one_that_is_left_over_ends_with_its_reason(draft: DutyDraft, cast: Cast) -> None:
    change(replace(draft, obligations=draft.obligations[:1]), now=cast.now)
    ended = Transition.objects.get(to_state="cancelled")
    assert (ended.reason, ended.obligation.due_on) == (WHY, date(2026, 6, 30))


def test_words_participants_and_requests_follow_the_draft(draft: DutyDraft, cast: Cast) -> None:
    followed = replace(
        draft,
        title="Báo cáo đã sửa",
        mode=TrackingMode.DECLARED,
        participants=(ParticipantDraft(cast.department.pk, ParticipantRole.MONITOR),),
        requests=(RequestDraft(None, "Ban Dân vận"),),
    )
    change(followed, now=cast.now)
    duty = Duty.objects.get()
    assert (duty.title, duty.mode) == ("Báo cáo đã sửa", "declared")
    assert "bao cao da sua" in duty.search_key
    assert Participant.objects.get().agency == cast.department
    assert Request.objects.get().addressee == "Ban Dân vận"
    Request.objects.update(answer="Đã nhận")
    change(replace(followed, requests=()), now=cast.now)
    assert Request.objects.get().answer == "Đã nhận"


def test_what_was_seen_must_still_be_true(draft: DutyDraft, cast: Cast) -> None:
    less = replace(draft, obligations=draft.obligations[:1])
    seen = revision_of([(Duty.objects.get().pk, less)], None).version
    cast.submit(Obligation.objects.select_related("duty", "agency").order_by("-pk")[0])
    with pytest.raises(WrongState, match="Xem lại"):
        change(less, now=cast.now, version=seen)
    assert not Transition.objects.filter(to_state="cancelled").exists()


def test_further_duties_hang_on_the_report_that_stands(cast: Cast) -> None:
    carried = cast.owed(carrier=(cast.commune.pk, "2026-Q1"))
    report = cast.draft(source_uid=SOURCE, is_report=True)
    cast.assign(report, cast.draft(source_uid=SOURCE, mode=TrackingMode.IN_REPORT, obligations=(carried,)))
    again = cast.draft(source_uid=SOURCE, mode=TrackingMode.IN_REPORT, obligations=(carried,))
    duties_add([report, again], actor=SYSTEM, reason=WHY, now=cast.now)
    assert Duty.objects.filter(is_report=True).count() == 1
    standing = Obligation.objects.get(duty__is_report=True)
    assert Obligation.objects.filter(carrier=standing).count() == 2


def test_what_a_report_in_hand_cannot_take_goes_by_itself(cast: Cast) -> None:
    carried = cast.owed(carrier=(cast.commune.pk, "2026-Q1"))
    report = cast.draft(source_uid=SOURCE, is_report=True)
    cast.assign(report, cast.draft(source_uid=SOURCE, mode=TrackingMode.IN_REPORT, obligations=(carried,)))
    cast.submit(Obligation.objects.select_related("duty", "agency").get(duty__is_report=True))
    again = cast.draft(source_uid=SOURCE, mode=TrackingMode.IN_REPORT, obligations=(carried,))
    duties_add([report, again], actor=SYSTEM, reason=WHY, now=cast.now)
    fresh = Obligation.objects.order_by("-pk")[0]
    assert (fresh.carrier, fresh.state) == (None, "open")


def test_withdrawing_cancels_what_stands_of_the_source_alone(draft: DutyDraft, cast: Cast) -> None:
    other = cast.obligation()
    assert duties_withdraw(SOURCE, actor=SYSTEM, reason=WHY, now=cast.now) == 2
    assert Obligation.objects.get(pk=other.pk).state == "open"
    assert duties_withdraw(SOURCE, actor=SYSTEM, reason=WHY, now=cast.now) == 0


def test_statements_do_not_grow_with_the_agencies(cast: Cast, django_assert_max_num_queries: Any) -> None:
    many = tuple(cast.owed(occurrence_key=f"k{number}", due_on=date(2026, 5, 1)) for number in range(200))
    made = cast.draft(source_uid=SOURCE, obligations=many)
    cast.assign(made)
    moved = replace(made, obligations=tuple(replace(one, due_on=date(2026, 5, 9)) for one in many))
    with django_assert_max_num_queries(25):
        change(moved, now=cast.now)
    assert set(Obligation.objects.values_list("due_on", flat=True)) == {date(2026, 5, 9)}


def test_what_an_officer_prepared_for_something_that_ended_is_withdrawn(draft: DutyDraft, cast: Cast) -> None:
    one = Obligation.objects.order_by("-pk")[0]
    one.drafts.create(number=1, version=1, prepared_at=cast.now)
    change(replace(draft, obligations=draft.obligations[:1]), now=cast.now)
    prepared = one.drafts.get()
    assert (prepared.state, prepared.note) == ("withdrawn", WHY)
