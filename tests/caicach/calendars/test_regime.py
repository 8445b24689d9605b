"""A body's own reporting days: written as people write them, dated, before the national ones."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.calendars.mapping import RegimeDraft, read_day, written_day
from caicach.calendars.models import RegimeEntry
from caicach.calendars.selectors import entry_for, frame_of, own_rows_of, regime_dates, regime_of
from caicach.calendars.services import regime_end, regime_enter
from caicach.figures.selectors import PeriodDraft, period_plan
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from caicach.web.fields import FOREVER
from cast import NOW, TODAY, Cast
from figures_cast import form_make
from reform.regimes import PeriodCode, YearDay

pytestmark = pytest.mark.django_db

QUARTER = RegimeDraft(
    issuer="commune",
    recipient="province",
    period=PeriodCode.Q1,
    data_from=YearDay(-1, 12, 1),
    data_to=YearDay(0, 2, 28),
    is_cumulative=True,
    due=YearDay(0, 3, 7),
    legal_basis="Kế hoạch số 512/KH-UBND, mục IV.9",
    valid_from=date(2026, 1, 1),
)


def entered(cast: Cast, **values: Any) -> RegimeEntry:
    draft = replace(QUARTER, **values)
    return regime_enter(draft, actor=cast.standing_officer.actor, owner_id=cast.province.pk, now=NOW)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/3", YearDay(0, 3, 14)),
        ("15/12 năm trước", YearDay(-1, 12, 15)),
        ("5-1 nam sau", YearDay(1, 1, 5)),
        ("07.03 (năm báo cáo)", YearDay(0, 3, 7)),
        ("29/2", YearDay(0, 2, 29)),
    ],
)
def test_a_day_of_the_year_is_read_as_people_write_it(text: str, day: YearDay) -> None:
    assert read_day(text) == day
    assert read_day(written_day(day)) == day


@pytest.mark.parametrize("text", ["cuối quý", "31/2", "0/5", "12/13", "15/12 năm 2025", ""])
def test_what_names_no_day_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match=r"14/3|Không có ngày"):
        read_day(text)


def test_the_bodys_own_row_goes_before_the_national_one(cast: Cast) -> None:
    entered(cast)

    regime = regime_of(issuer_level="commune", recipient_level="province", on=TODAY, owner_id=cast.province.pk)
    quarter, half = regime_dates(regime, 2026, (PeriodCode.Q1, PeriodCode.H1))

    assert (quarter.data_from, quarter.data_to, quarter.due_on) == (
        date(2025, 12, 1),
        date(2026, 2, 28),
        date(2026, 3, 7),
    )
    assert quarter.is_own
    assert (half.due_on, half.is_own) == (date(2026, 6, 20), False)


def test_it_holds_for_the_bodies_below_and_not_for_others(cast: Cast) -> None:
    entered(cast)

    assert len(own_rows_of(cast.commune.pk)) == 1
    assert own_rows_of(None) == ()


def test_a_body_s_own_row_goes_before_that_of_the_body_above(cast: Cast) -> None:
    entered(cast)
    nearer = replace(QUARTER, due=YearDay(0, 3, 1))
    regime_enter(nearer, actor=SYSTEM, owner_id=cast.standing.pk, now=NOW)

    assert [row.due for row in own_rows_of(cast.standing.pk)] == [nearer.due, QUARTER.due]


def test_a_later_row_ends_the_one_before_and_keeps_it(cast: Cast) -> None:
    first = entered(cast)
    second = entered(cast, valid_from=date(2026, 6, 1), due=YearDay(0, 3, 10))
    between = entered(cast, valid_from=date(2026, 4, 1), due=YearDay(0, 3, 8))
    first.refresh_from_db()

    assert (first.valid_to, between.valid_to, second.valid_to) == (date(2026, 4, 1), date(2026, 6, 1), FOREVER)


def test_two_rows_from_the_same_day_are_refused(cast: Cast) -> None:
    entered(cast)

    with pytest.raises(BadInput, match="đúng ngày đó"):
        entered(cast, due=YearDay(0, 3, 9))

    assert RegimeEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"legal_basis": " "}, "căn cứ"),
        ({"data_from": YearDay(0, 12, 1)}, "trước khi bắt đầu"),
        ({"due": YearDay(-1, 3, 7)}, "Hạn gửi"),
        ({"issuer": "hamlet"}, "danh sách"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused(cast: Cast, values: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        entered(cast, **values)

    assert not RegimeEntry.objects.exists()


def test_only_the_standing_body_enters_days(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        regime_enter(QUARTER, actor=cast.commune_officer.actor, owner_id=cast.province.pk, now=NOW)


def test_a_row_ends_once(cast: Cast) -> None:
    entry = entered(cast)

    regime_end(entry, actor=cast.standing_officer.actor, on=TODAY, now=NOW)

    with pytest.raises(WrongState):
        regime_end(entry, actor=cast.standing_officer.actor, on=TODAY, now=NOW)
    entry.refresh_from_db()
    assert entry.valid_to == TODAY
    assert Entry.objects.filter(action="calendars.regime-end").count() == 1


def test_a_row_that_has_not_begun_goes(cast: Cast) -> None:
    entry = entered(cast, valid_from=date(2027, 1, 1))

    regime_end(entry, actor=cast.standing_officer.actor, on=TODAY, now=NOW)

    assert not RegimeEntry.objects.exists()


def test_a_stranger_does_not_find_a_row(cast: Cast) -> None:
    entry = entered(cast)

    assert entry_for(cast.commune_officer.actor, entry.uid) == entry
    with pytest.raises(Beyond):
        entry_for(replace(cast.stranger.actor, scope_ids=()), entry.uid)


def test_quarterly_duties_take_the_bodys_own_day(cast: Cast, django_assert_num_queries: Any) -> None:
    entered(cast, issuer="any")

    with django_assert_num_queries(1):
        frame = frame_of(year=2026, signed_on=date(2026, 1, 5), recipient_level="province", owner_id=cast.province.pk)

    row = frame.regime.row(PeriodCode.Q1)
    assert row is not None and row.due == YearDay(0, 3, 7)


def test_the_page_shows_what_holds_and_who_says_so(cast: Cast, client: Any) -> None:
    entered(cast)
    client.force_login(cast.standing_officer.user)

    text = client.get(reverse("calendars:regime")).content.decode()

    assert "512/KH-UBND" in text and "07/03/2026" in text


def test_a_row_is_entered_through_the_page(cast: Cast, client: Any) -> None:
    client.force_login(cast.standing_officer.user)
    body_id = cast.standing_officer.actor.scopes_of(*cast.standing_officer.actor.roles)[0]
    sent = {
        "body": body_id, "issuer": "commune", "recipient": "province", "period": "Q1", "data_from": "15/12 năm trước",
        "data_to": "14/3", "is_cumulative": "on", "due": "7/3", "legal_basis": "Kế hoạch số 9",
        "valid_from": "01/01/2026",
    }  # fmt: skip

    assert client.post(reverse("calendars:new"), {**sent, "due": "cuối quý"}).status_code == 422
    assert client.post(reverse("calendars:new"), sent).status_code == 302
    assert RegimeEntry.objects.get().due_day == 7


def test_a_period_takes_its_window_from_the_body_s_own_row_and_nine_months_are_called_so(cast: Cast) -> None:
    form_make()
    entered(cast, issuer="any", period=PeriodCode.Q3, data_to=YearDay(0, 9, 10), due=YearDay(0, 9, 18))
    entered(cast, issuer="province", recipient="ministry", period=PeriodCode.Q3, due=YearDay(0, 9, 25))

    plan = period_plan(PeriodDraft(cast.province.pk, "song-may", 2026, PeriodCode.Q3), today=TODAY)

    assert (plan.data_from, plan.data_to, plan.due_on) == (date(2025, 12, 1), date(2026, 9, 10), date(2026, 9, 18))
    assert plan.name == "9 tháng năm 2026" and plan.is_cumulative
