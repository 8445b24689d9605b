"""Correcting a row through the browser's door."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.models import Obligation
from caicach.plans.models import Deliverable, Plan
from cast import Cast
from plans_correcting import REASON, assigned, hand_in, owed

NEIGHBOUR = "UBND xã Đồi Chè"


@pytest.fixture
def plan(plan: Plan, cast: Cast) -> Plan:
    """The plan, assigned."""
    return assigned(plan, cast)


@pytest.fixture
def row(plan: Plan) -> Deliverable:
    """The report that each commune owes by 15/05/2026."""
    return plan.deliverables.get(position=2)


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The standing officer's browser."""
    client.force_login(cast.standing_officer.user)
    return client


def address(plan: Plan, position: int = 2) -> str:
    return reverse("plans:correct", args=[plan.uid, position])


def sent(client: Client, plan: Plan, **values: Any) -> dict[str, Any]:
    """Return the form as the page shows it, with ``values``."""
    form = client.get(address(plan)).context["page"].form
    data = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    return {**data, "reason": REASON, **values}


def confirm(client: Client, plan: Plan, data: dict[str, Any], **values: Any) -> Any:
    """Preview, then confirm what was shown."""
    shown = client.post(address(plan), data).context["page"].preview
    return client.post(address(plan), {**data, "seen": shown.version, "xac-nhan": "1", **values}, follow=True)


def test_the_preview_counts_and_names_who_is_touched(officer: Client, plan: Plan) -> None:
    answer = officer.post(address(plan), sent(officer, plan, deadline_text="Chậm nhất ngày 25/5/2026", lead=NEIGHBOUR))
    shown = answer.context["page"].preview
    assert (answer.status_code, shown.before, shown.after) == (200, 2, 1)
    assert [(group.kind, group.count) for group in shown.groups] == [("ends", 1), ("changes", 1)]
    text = answer.content.decode()
    assert "15/05/2026" in text
    assert "25/05/2026" in text
    assert "Sửa và áp dụng" in text


def test_a_correction_is_made_and_leads_to_the_plan(officer: Client, plan: Plan, row: Deliverable) -> None:
    answer = confirm(officer, plan, sent(officer, plan, lead=NEIGHBOUR))
    assert answer.redirect_chain[-1][0] == reverse("plans:detail", args=[plan.uid])
    assert "nay có 1 nhiệm vụ" in answer.content.decode()
    assert [agency for agency, _key in owed(row)] == [NEIGHBOUR]


def test_the_agency_reads_the_reason_and_both_days(client: Client, officer: Client, plan: Plan, cast: Cast) -> None:
    confirm(officer, plan, sent(officer, plan, deadline_text="Chậm nhất ngày 25/5/2026"))
    client.force_login(cast.commune_officer.user)
    one = Obligation.objects.get(agency=cast.commune, duty__deliverable__position=2)
    text = client.get(reverse("obligations:detail", args=[one.uid])).content.decode()
    assert "Hạn gốc" in text
    assert ("15/05/2026" in text, "25/05/2026" in text) == (True, True)
    assert "đã sửa: Đọc sai ô" in text


def test_what_is_proved_needs_a_choice(officer: Client, plan: Plan, row: Deliverable, cast: Cast) -> None:
    one = Obligation.objects.select_related("duty", "agency", "acceptor").get(
        duty__deliverable=row, agency=cast.commune
    )
    hand_in(one, cast)
    data = sent(officer, plan, lead=NEIGHBOUR)
    answer = confirm(officer, plan, data)
    assert answer.status_code == 422
    assert "Chọn giữ nguyên hay đổi theo" in answer.content.decode()
    assert len(owed(row)) == 2
    confirm(officer, plan, data, proved="keep")
    assert len(owed(row)) == 2
    assert Obligation.objects.get(pk=one.pk).state == "submitted"


def test_an_unknown_body_is_asked_for_and_chosen(officer: Client, plan: Plan, row: Deliverable, cast: Cast) -> None:
    data = sent(officer, plan, lead="TT PVHCC")
    answer = officer.post(address(plan), data)
    text = answer.content.decode()
    assert "“TT PVHCC” là cơ quan nào?" in text
    assert "Sửa và áp dụng" not in text
    confirm(officer, plan, {**data, "picked": f"a:{cast.office.pk}|TT PVHCC"})
    assert [agency for agency, _key in owed(row)] == ["Văn phòng UBND tỉnh"]


def test_a_stale_preview_is_shown_anew(officer: Client, plan: Plan, row: Deliverable) -> None:
    answer = officer.post(address(plan), {**sent(officer, plan, lead=NEIGHBOUR), "seen": "cu", "xac-nhan": "1"})
    assert answer.status_code == 409
    assert "Chưa có gì thay đổi" in answer.content.decode()
    assert answer.context["page"].preview.version
    assert len(owed(row)) == 2


def test_a_correction_without_reason_is_refused_under_its_field(officer: Client, plan: Plan) -> None:
    answer = officer.post(address(plan), {**sent(officer, plan, lead=NEIGHBOUR), "reason": ""})
    assert answer.status_code == 422
    assert "Thiếu lý do" in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("commune_officer", 403), ("department_officer", 403), ("stranger", 404)])
def test_nobody_else_corrects(client: Client, plan: Plan, cast: Cast, who: str, status: int) -> None:
    client.force_login(getattr(cast, who).user)
    assert client.get(address(plan)).status_code == status
    assert client.post(address(plan), {"reason": REASON}).status_code == status


def test_a_row_that_is_not_there_is_not_found(officer: Client, plan: Plan) -> None:
    assert officer.get(address(plan, 999)).status_code == 404


def test_the_preview_asks_few_queries(officer: Client, plan: Plan, django_assert_max_num_queries: Any) -> None:
    data = sent(officer, plan, lead=NEIGHBOUR)
    with django_assert_max_num_queries(60):
        officer.post(address(plan), data)
