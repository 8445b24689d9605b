"""The page of an obligation: what it says, to whom it offers what, at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caicach.obligations.constants import Missing, ObligationState, ParticipantRole, TrackingMode
from caicach.obligations.mapping import ParticipantDraft
from caicach.obligations.models import Obligation
from caicach.obligations.selectors import desk_of
from caicach.obligations.services import obligation_return
from caicach.web.actor import SYSTEM
from cast import Cast

MOST_QUERIES = 32  # of the page with all its parts


def url(obligation: Obligation, act: str = "detail") -> str:
    return reverse(f"obligations:{act}", args=[obligation.uid])


def shown(client: Client, cast: Cast, who: str, obligation: Obligation) -> str:
    client.force_login(getattr(cast, who).user)
    return client.get(url(obligation)).content.decode()


def test_it_says_what_is_owed_by_whom_until_when_and_why_then(cast: Cast, client: Client) -> None:
    monitor = ParticipantDraft(cast.department.pk, ParticipantRole.MONITOR, "theo dõi cấp xã")
    obligation = cast.obligation(
        duty={
            "title": "Báo cáo rà soát",
            "number": "2.08",
            "deadline_text": "trước 31/3/2026",
            "place": '{"page": 7, "table": 0, "row": 12}',
            "participants": (monitor,),
        }
    )

    page = shown(client, cast, "commune_officer", obligation)

    for words in (
        "Nhiệm vụ 2.08 · UBND xã Suối Nhạn · quý I/2026",
        "30/03/2026",
        "“trước 31/3/2026”",
        "Kế hoạch ghi chậm nhất ngày 30/03/2026.",
        "(cơ quan thường trực)",
        "(theo dõi cấp xã)",
        "trang 7, bảng 1, dòng 13",
        "Nhiệm vụ phát sinh từ Kế hoạch số 512/KH-UBND",
    ):
        assert words in page


def test_who_coordinates_stands_in_one_line_without_whoever_leads(cast: Cast, client: Client) -> None:
    bodies = (cast.department, cast.commune, cast.office)
    named = tuple(ParticipantDraft(agency.pk, ParticipantRole.COORDINATE) for agency in bodies)
    obligation = cast.obligation(duty={"participants": named})
    client.force_login(cast.commune_officer.user)
    who = client.get(url(obligation)).context["page"].who
    together = [str(one.value) for one in who if one.label == "Phối hợp"]
    assert together == [f"{cast.department.current_name}; {cast.office.current_name}"]


def test_what_is_missing_is_said_once_where_nobody_wrote_more(cast: Cast, client: Client) -> None:
    bare, written = (cast.obligation(state=ObligationState.SUBMITTED) for _ in range(2))
    for one, reason in ((bare, ""), (written, "Ký lại ở trang cuối.")):
        obligation_return(one, actor=SYSTEM, reason=reason, missing=[Missing.UNSIGNED], now=cast.now)
    client.force_login(cast.commune_officer.user)
    pages = {one.pk: client.get(url(one)).context["page"] for one in (bare, written)}
    assert [pages[one.pk].returned_reason for one in (bare, written)] == ["", "Ký lại ở trang cuối."]
    assert all(page.missing == ("Chưa ký, chưa đóng dấu hoặc ký không đúng thẩm quyền",) for page in pages.values())
    desk = {row.obligation.pk: row for row in desk_of(cast.commune_officer.actor, cast.today).returned}
    assert [desk[one.pk].reason for one in (bare, written)] == ["", "Ký lại ở trang cuối."]
    assert all(row.missing == (Missing.UNSIGNED,) for row in desk.values())


def test_both_days_stand_where_proof_came_late(cast: Cast, client: Client) -> None:
    obligation = cast.obligation(due_on=cast.today - timedelta(days=2), state=ObligationState.ACCEPTED)

    page = shown(client, cast, "commune_officer", obligation)

    assert "16/03/2026, muộn 2 ngày so với hạn" in page
    assert "Nghiệm thu lúc" in page


@pytest.mark.parametrize(
    ("state", "who", "act"),
    [
        (ObligationState.OPEN, "commune_officer", "submit"),
        (ObligationState.RETURNED, "commune_leader", "submit"),
        (ObligationState.SUBMITTED, "standing_officer", "accept"),
        (ObligationState.SUBMITTED, "standing_officer", "return"),
        (ObligationState.ACCEPTED, "standing_officer", "reopen"),
    ],
)
def test_who_may_act_now_finds_the_form(cast: Cast, client: Client, state: ObligationState, who: str, act: str) -> None:
    obligation = cast.obligation(state=state)

    assert f'action="{url(obligation, act)}"' in shown(client, cast, who, obligation)
    assert 'method="post" action="/nhiem-vu' not in shown(client, cast, "commune_viewer", obligation)


@pytest.mark.parametrize(
    ("mode", "field", "missing"),
    [
        (TrackingMode.DOCUMENT, 'name="file"', 'name="value"'),
        (TrackingMode.FIGURE, 'name="value"', 'name="sentence"'),
        (TrackingMode.DECLARED, 'name="sentence"', 'name="file"'),
    ],
)
def test_the_form_asks_what_the_mode_asks(
    cast: Cast, client: Client, mode: TrackingMode, field: str, missing: str
) -> None:
    page = shown(client, cast, "commune_officer", cast.obligation(duty={"mode": mode}))

    assert field in page
    assert missing not in page


def test_what_a_report_carries_leads_to_it_and_back(cast: Cast, client: Client) -> None:
    carrier = (cast.commune.pk, "2026-Q1")
    owed = (cast.owed(carrier=carrier),)
    inside = cast.draft(title="Lồng ghép tuyên truyền", mode=TrackingMode.IN_REPORT, obligations=owed)
    cast.assign(cast.draft(title="Báo cáo quý I", is_report=True), inside)
    report, carried = Obligation.objects.order_by("-duty__is_report")

    assert "Lồng ghép tuyên truyền" in shown(client, cast, "commune_officer", report)
    page = shown(client, cast, "commune_officer", carried)
    assert "Nhiệm vụ này xong cùng báo cáo định kỳ" in page
    assert "Báo cáo quý I" in page
    assert url(carried, "submit") not in page


def test_words_of_a_document_are_never_markup(cast: Cast, client: Client) -> None:
    obligation = cast.obligation(duty={"title": "<script>alert(1)</script>", "task": "<b>x</b>"})

    page = shown(client, cast, "commune_officer", obligation)

    assert "<script>alert(1)" not in page
    assert "<b>x</b>" not in page


def test_its_cost_does_not_grow_with_its_history(cast: Cast, client: Client) -> None:
    obligation = cast.obligation()
    client.force_login(cast.commune_officer.user)
    costs = []
    for _ in range(3):
        cast.submit(obligation)
        obligation_return(obligation, actor=SYSTEM, reason="Thiếu chữ ký.", now=cast.now)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(obligation))
        costs.append(len(queries))

    # Every part of the page reads its own; none of them a row at a time.
    assert len(set(costs)) == 1
    assert costs[0] <= MOST_QUERIES
