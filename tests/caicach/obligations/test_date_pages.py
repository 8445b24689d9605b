"""The pages of dates: the chain, the forms of both sides, the lists, at a fixed cost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.models import DueChange, Extension, LateReason, Obligation, Pause
from caicach.obligations.selectors import extension_for, pause_for
from caicach.obligations.services import (
    ExtensionDraft,
    ExtensionVerdict,
    PauseDraft,
    extension_ask,
    extensions_decide,
    late_reason_give,
    milestone_present,
    pause_start,
)
from caicach.web import clock
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]
WORDS = "Chờ Bộ Nội vụ hướng dẫn; đã làm xong phần rà soát."
LATER = date(2027, 4, 30)  # after whatever day the tests run on


@pytest.fixture
def today(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> date:
    """The day of the cast, also for what the pages read from the clock."""
    monkeypatch.setattr(clock, "now", lambda: cast.now)
    return cast.today


def url(one: Obligation, act: str = "detail") -> str:
    return reverse(f"obligations:{act}", args=[one.uid])


def shown(client: Client, cast: Cast, who: str, address: str) -> str:
    client.force_login(getattr(cast, who).user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def sent(client: Client, cast: Cast, who: str, address: str, **data: Any) -> Any:
    client.force_login(getattr(cast, who).user)
    return client.post(address, data)


def ask(cast: Cast, one: Obligation) -> Extension:
    draft = ExtensionDraft(LATER, "guidance", WORDS)
    return extension_ask(one, draft, actor=cast.commune_officer.actor, now=cast.now)


def test_a_request_goes_through_the_page(cast: Cast, client: Client, today: date) -> None:
    one = cast.obligation()

    bad = sent(client, cast, "commune_officer", url(one, "extension-ask"), asked_due_on="30/03/2026", reason_code="")
    data = {"asked_due_on": "30/04/2027", "reason_code": "guidance", "words": WORDS}
    done = sent(client, cast, "commune_officer", url(one, "extension-ask"), **data)

    assert bad.status_code == 422
    assert "gia-han-asked_due_on" in bad.content.decode()
    assert done.status_code == 302
    asked = Extension.objects.get()
    assert (asked.asked_due_on, asked.words) == (LATER, WORDS)
    assert url(one, "extension-decide") in shown(client, cast, "standing_officer", url(one))
    assert url(one, "extension-withdraw") in shown(client, cast, "commune_officer", url(one))


def test_a_day_that_is_no_extension_is_said_on_the_form(cast: Cast, client: Client, today: date) -> None:
    one = cast.obligation()
    data = {"asked_due_on": "30/03/2026", "reason_code": "guidance", "words": WORDS}

    response = sent(client, cast, "commune_officer", url(one, "extension-ask"), **data)

    assert response.status_code == 422
    assert "Gia hạn phải đến ngày sau hạn đang áp dụng là 30/03/2026" in response.content.decode()


def test_the_chain_says_every_date_with_who_when_and_why(cast: Cast, client: Client, today: date) -> None:
    one = cast.obligation()
    ask(cast, one)
    data = {"decision": "grant", "due_on": "15/04/2027", "answer": "Không gia hạn lần nữa."}

    assert sent(client, cast, "standing_officer", url(one, "extension-decide"), **data).status_code == 302

    page = shown(client, cast, "commune_officer", url(one))
    for words in ("30/03/2026", "Hạn gốc", "15/04/2027", "Gia hạn 381 ngày", "Sở Nội vụ, ", "“Không gia hạn lần nữa.”"):
        assert words in page
    assert "xin đến 30/04/2027" in page
    assert Obligation.objects.get(pk=one.pk).first_due_on == date(2026, 3, 30)


def test_a_refusal_needs_its_reason_on_the_page_too(cast: Cast, client: Client, today: date) -> None:
    one = cast.obligation()
    ask(cast, one)

    response = sent(client, cast, "standing_officer", url(one, "extension-decide"), decision="refuse")

    assert response.status_code == 422
    assert "Thiếu lý do không đồng ý" in response.content.decode()
    assert extension_for(cast.standing_officer.actor, one).state == "waiting"


def test_several_are_decided_from_the_list(cast: Cast, client: Client, today: date) -> None:
    chosen = [ask(cast, cast.obligation()) for _number in range(3)]
    left = ask(cast, cast.obligation())
    address = reverse("obligations:extensions")
    page = shown(client, cast, "standing_officer", address)
    assert "4 đề nghị gia hạn chờ bạn quyết định" in page

    data = {"decision": "grant", "chosen": [str(row.pk) for row in chosen]}
    assert sent(client, cast, "standing_officer", address, **data).status_code == 302

    assert DueChange.objects.count() == 3
    assert [row.pk for row in Extension.objects.filter(state="waiting")] == [left.pk]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"decision": "grant"}, "Chưa chọn dòng nào"),
        ({"decision": "refuse", "chosen": ["1"]}, "Thiếu lý do không đồng ý"),
        ({"decision": "grant", "chosen": ["x"]}, "error"),
    ],
)
def test_a_list_without_a_choice_or_a_reason_says_so(
    cast: Cast, client: Client, today: date, data: dict[str, Any], sentence: str
) -> None:
    ask(cast, cast.obligation())

    response = sent(client, cast, "standing_officer", reverse("obligations:extensions"), **data)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not DueChange.objects.exists()


def test_what_is_beyond_ones_decision_is_not_decided_by_its_number(cast: Cast, client: Client, today: date) -> None:
    asked = ask(cast, cast.obligation())
    data = {"decision": "grant", "chosen": [str(asked.pk)]}

    sent(client, cast, "neighbour_officer", reverse("obligations:extensions"), **data)

    assert Extension.objects.get().state == "waiting"


def test_presenting_goes_through_the_page_and_the_decider_finds_it(cast: Cast, client: Client, today: date) -> None:
    one = cast.obligation(duty={"title": "Quy chế phối hợp", "task": "Xây dựng, trình UBND tỉnh ban hành quy chế"})
    page = shown(client, cast, "commune_officer", url(one))
    assert "Văn bản ghi “trình … ban hành, phê duyệt”" in page
    data = {"waits_for": cast.province.current_name, "symbol": "15/TTr-UBND", "from_on": "16/03/2026"}

    assert sent(client, cast, "commune_officer", url(one, "present"), **data).status_code == 302

    pause = pause_for(one)
    assert (pause.kind, pause.waits_for_id, pause.from_on) == ("presented", cast.province.pk, today)
    assert "đã trình, chờ ban hành" in shown(client, cast, "province_leader", reverse("obligations:awaited")).lower()
    page = shown(client, cast, "province_leader", url(one))
    assert "Ghi nhận yêu cầu sửa lại" in page
    assert "Đang tạm dừng từ 16/03/2026, khi còn 14 ngày" in page
    bad = sent(client, cast, "province_leader", url(one, "resume"), until_on="16/03/2026", words="")
    assert bad.status_code == 422
    done = sent(client, cast, "province_leader", url(one, "resume"), until_on="16/03/2026", words="Sửa phụ lục 2.")
    assert done.status_code == 302
    assert Pause.objects.get().end_words == "Sửa phụ lục 2."


def test_a_body_outside_the_register_may_be_waited_for(cast: Cast, client: Client, today: date) -> None:
    one = cast.obligation(duty={"mode": TrackingMode.FIGURE})
    data = {"waits_for": "Cục Thống kê", "symbol": "15/CV-UBND", "from_on": "16/03/2026"}

    assert sent(client, cast, "commune_officer", url(one, "pause"), **data).status_code == 302

    assert "Cục Thống kê: 0 ngày" in shown(client, cast, "commune_officer", url(one))
    assert "Cục Thống kê" in shown(client, cast, "standing_officer", reverse("obligations:waiting"))


def test_a_pause_that_waits_for_nobody_is_refused_on_its_own_form(cast: Cast, client: Client, today: date) -> None:
    one = cast.obligation()
    response = sent(
        client, cast, "commune_officer", url(one, "pause"), waits_for="", symbol="1/CV", from_on="16/03/2026"
    )
    assert response.status_code == 422
    assert "Thiếu cơ quan phải chờ" in response.content.decode()
    assert not Pause.objects.exists()


def test_the_list_says_that_the_clock_stands(cast: Cast, client: Client, today: date) -> None:
    one = cast.obligation()
    draft = PauseDraft(today, "1/CV", waits_for_id=cast.department.pk)
    pause_start(one, draft, actor=cast.commune_officer.actor, now=cast.now)

    assert "tạm dừng tính hạn từ 16/03/2026" in shown(client, cast, "commune_officer", reverse("obligations:list"))
    desk = shown(client, cast, "commune_officer", reverse("desk:desk"))
    assert "Đang chờ cơ quan khác" in desk
    assert "1 việc chờ cơ quan bạn trả lời" in shown(client, cast, "department_officer", reverse("desk:desk"))


def test_the_desk_of_whoever_assigned_shows_what_to_decide(cast: Cast, client: Client, today: date) -> None:
    ask(cast, cast.obligation())

    assert "Đề nghị gia hạn chờ bạn quyết định" in shown(client, cast, "standing_officer", reverse("desk:desk"))
    assert "1 đề nghị gia hạn đã gửi" in shown(client, cast, "commune_officer", reverse("desk:desk"))


def test_a_reason_is_asked_where_it_was_handed_in_late(cast: Cast, client: Client, today: date) -> None:
    one = cast.obligation(due_on=date(2026, 3, 10), state=ObligationState.SUBMITTED)
    page = shown(client, cast, "commune_officer", url(one))
    assert "Nêu nguyên nhân chậm" in page

    assert sent(client, cast, "commune_officer", url(one, "late-reason"), code="").status_code == 422
    assert sent(client, cast, "commune_officer", url(one, "late-reason"), code="guidance").status_code == 302

    assert LateReason.objects.get().cause == "objective"
    page = shown(client, cast, "standing_officer", url(one))
    assert "Chờ văn bản, hướng dẫn của cơ quan cấp trên" in page
    assert "Sửa nguyên nhân" in page


def test_the_late_list_is_narrowed_to_a_cause(cast: Cast, client: Client, today: date) -> None:
    past = cast.today - timedelta(days=9)
    explained = cast.obligation(due_on=past, duty={"title": "Việc có nguyên nhân khách quan"})
    cast.obligation(due_on=past, duty={"title": "Việc chưa ai giải trình"})
    late_reason_give(explained, actor=cast.commune_officer.actor, code="guidance", now=cast.now)
    address = reverse("obligations:late")

    objective = shown(client, cast, "standing_officer", f"{address}?nguyen-nhan=khach-quan")
    unsaid = shown(client, cast, "standing_officer", f"{address}?nguyen-nhan=chua-neu")

    assert "Việc có nguyên nhân khách quan" in objective and "Việc chưa ai giải trình" not in objective
    assert "Việc chưa ai giải trình" in unsaid and "Việc có nguyên nhân khách quan" not in unsaid


@pytest.mark.parametrize("name", ["extensions", "awaited", "waiting"])
@pytest.mark.parametrize("who", ["standing_officer", "commune_officer", "stranger"])
def test_an_empty_page_says_what_will_stand_there(cast: Cast, client: Client, today: date, name: str, who: str) -> None:
    page = shown(client, cast, who, reverse(f"obligations:{name}"))
    assert "hiện ở đây" in page


@pytest.mark.parametrize("size", [1, 12])
def test_the_cost_of_the_lists_is_fixed(
    cast: Cast, client: Client, today: date, size: int, django_assert_num_queries: Counting
) -> None:
    for _number in range(size):
        ask(cast, cast.obligation())
        milestone_present(cast.obligation(), PauseDraft(today, "1/TTr"), actor=cast.commune_officer.actor, now=cast.now)
    client.force_login(cast.province_leader.user)
    addresses = [reverse(f"obligations:{name}") for name in ("extensions", "awaited", "waiting")]
    costs = []
    for address in addresses:
        with django_assert_num_queries(COSTS[address.split("/")[-2]]):
            costs.append(client.get(address).status_code)
    assert costs == [200, 200, 200]


COSTS = {"gia-han": 9, "cho-quyet-dinh": 7, "thoi-gian-cho": 6}


def test_a_decided_request_stays_in_sight_of_the_agency(cast: Cast, client: Client, today: date) -> None:
    asked = ask(cast, cast.obligation())
    verdict = ExtensionVerdict(is_granted=False, answer="Không phụ thuộc hướng dẫn của Bộ.")
    found = Extension.objects.select_related("obligation__duty__owner").get(pk=asked.pk)
    extensions_decide([found], verdict, actor=cast.standing_officer.actor, now=cast.now)

    page = shown(client, cast, "commune_officer", reverse("obligations:extensions"))

    assert "Cơ quan bạn đã xin" in page
    assert "Không phụ thuộc hướng dẫn của Bộ." in page


def test_every_cause_opens_as_many_rows_as_it_counts(cast: Cast, client: Client, today: date) -> None:
    past = cast.today - timedelta(days=9)
    for code in ("guidance", "overlooked", "late_start"):
        late_reason_give(cast.obligation(due_on=past), actor=cast.commune_officer.actor, code=code, now=cast.now)
    cast.obligation(due_on=past, state=ObligationState.ACCEPTED)
    cast.obligation()
    client.force_login(cast.standing_officer.user)

    links = client.get(reverse("obligations:waiting")).context["page"].causes

    assert [link.count for link in links] == [1, 2, 1]
    for link in links:
        assert client.get(link.url).context["page"].page.paginator.count == link.count
