"""Rows accepted in runs, changed alike, told when somebody else was there first; duties taken from the prose."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.obligations.constants import TrackingMode
from caicach.plans import services
from caicach.plans.mapping.versions import version_of
from caicach.plans.models import Deliverable, Party, Plan
from caicach.plans.services import Choice, RowsChange, StaleRow
from caicach.web.errors import BadInput, NotAllowed
from cast import Cast

DUTIES = [
    {"who": "UBND các xã, phường", "what": "báo cáo kết quả", "when": "trước ngày 15/11/2026", "section": "III.2"},
    {"who": "Sở Tài chính", "what": "tổng hợp", "when": "hằng quý", "source": {"block": 3}},
]
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    """The standing officer's browser."""
    client.force_login(cast.standing_officer.user)
    return client


@pytest.fixture
def prose_plan(plan: Plan) -> Plan:
    """A plan whose prose holds two duties."""
    plan.reading = json.dumps(json.loads(plan.reading) | {"periodic_duties": DUTIES})
    plan.save(update_fields=["reading"])
    return plan


def row_form(officer: Client, plan: Plan, position: int) -> dict[str, Any]:
    """Return the fields of a row as its page holds them."""
    form = officer.get(reverse("plans:row", args=[plan.uid, position])).context["page"].form
    return {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}


def test_accepting_a_row_marks_it_seen_and_changes_nothing_else(plan: Plan, cast: Cast) -> None:
    row = plan.deliverables.all()[0]
    version = version_of(row)
    count = services.rows_accept(
        plan, actor=cast.standing_officer.actor, deliverable_ids=[row.pk], now=cast.now, version=version
    )
    row.refresh_from_db()
    assert (count, row.reviewed_at, version_of(row)) == (1, cast.now, version)
    assert Entry.objects.filter(action="plans.accept_rows").count() == 1


def test_a_row_that_somebody_changed_is_not_accepted_unseen(plan: Plan, cast: Cast) -> None:
    row = plan.deliverables.all()[0]
    version = version_of(row)
    Deliverable.objects.filter(pk=row.pk).update(text="Khác hẳn")
    with pytest.raises(StaleRow):
        services.rows_accept(
            plan, actor=cast.standing_officer.actor, deliverable_ids=[row.pk], now=cast.now, version=version
        )
    assert not plan.deliverables.exclude(reviewed_at=None).exists()


def test_nobody_else_accepts_rows(plan: Plan, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.rows_accept(plan, actor=cast.department_officer.actor, deliverable_ids=[1], now=cast.now)


def test_many_rows_change_mode_acceptor_and_lead_at_once(plan: Plan, cast: Cast) -> None:
    rows = list(plan.deliverables.values_list("pk", flat=True))[:2]
    change = RowsChange(
        mode=TrackingMode.FIGURE,
        acceptor_id=cast.office.pk,
        lead=Choice(agency_id=cast.office.pk),
        lead_text="Văn phòng UBND tỉnh",
    )
    count = services.rows_set(
        plan, actor=cast.standing_officer.actor, deliverable_ids=rows, change=change, now=cast.now
    )
    assert count == 2
    assert list(plan.deliverables.filter(mode="figure", acceptor=cast.office).values_list("pk", flat=True)) == rows
    leads = Party.objects.filter(deliverable__in=rows, role="lead").values_list("text", "agency")
    assert list(leads) == [("Văn phòng UBND tỉnh", cast.office.pk)] * 2


def test_a_change_of_many_rows_that_changes_nothing_is_refused(plan: Plan, cast: Cast) -> None:
    with pytest.raises(BadInput, match="Chưa chọn điều gì"):
        services.rows_set(
            plan, actor=cast.standing_officer.actor, deliverable_ids=[1], change=RowsChange(), now=cast.now
        )


def test_the_review_goes_on_where_it_was_left(officer: Client, open_plan: Plan) -> None:
    assert officer.get(reverse("plans:review", args=[open_plan.uid])).headers["Location"].endswith("/ra-soat/5/")
    services_row = open_plan.deliverables.get(position=5)
    services_row.parties.filter(role="lead").update(meaning="related")
    data = {"position": "1", "version": ""}
    officer.post(reverse("plans:accept", args=[open_plan.uid]), data)
    line = officer.get(reverse("plans:list")).context["page"].lines[0]
    assert line.seen == "1/5"


def test_accepting_goes_on_to_the_next_row_and_says_how_far_one_is(officer: Client, plan: Plan) -> None:
    row = plan.deliverables.get(position=1)
    answer = officer.post(
        reverse("plans:accept", args=[plan.uid]), {"position": "1", "version": version_of(row)}, follow=True
    )
    assert answer.redirect_chain[-1][0].endswith("/ra-soat/2/")
    assert "Đã chấp nhận dòng I.1. 1/4 đã xem." in answer.content.decode()


def test_a_row_with_something_open_is_not_accepted(officer: Client, open_plan: Plan) -> None:
    answer = officer.post(reverse("plans:accept", args=[open_plan.uid]), {"position": "5"}, follow=True)
    assert "còn chỗ chưa rõ" in answer.content.decode()
    assert not open_plan.deliverables.exclude(reviewed_at=None).exists()


def test_one_act_accepts_the_sure_rows_of_an_area_alone(officer: Client, plan: Plan) -> None:
    officer.post(reverse("plans:accept", args=[plan.uid]), {"position": "1", "scope": "area"})
    seen = plan.deliverables.exclude(reviewed_at=None).values_list("task__area_code", flat=True)
    assert set(seen) == {"institutions"}
    assert len(seen) == 2


def test_a_save_over_somebody_else_s_change_is_told_and_loses_nothing(officer: Client, plan: Plan, cast: Cast) -> None:
    data = row_form(officer, plan, 1)
    officer.post(reverse("plans:row", args=[plan.uid, 1]), {**data, "note": "của người kia"})
    answer = officer.post(reverse("plans:row", args=[plan.uid, 1]), {**data, "note": "của tôi"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f"{cast.standing_officer.user} đã đổi dòng này lúc" in text
    assert "Đang lưu: “của người kia”." in text
    assert "của tôi" in text
    assert plan.deliverables.get(position=1).note == "của người kia"
    again = {**data, "note": "của tôi", "version": answer.context["page"].form["version"].value()}
    assert officer.post(reverse("plans:row", args=[plan.uid, 1]), again).status_code == 302
    assert plan.deliverables.get(position=1).note == "của tôi"


def test_a_body_that_was_picked_is_meant_whatever_its_words(officer: Client, plan: Plan, cast: Cast) -> None:
    data = row_form(officer, plan, 1)
    words = "Văn phòng, bộ phận tổng hợp"
    change = {"lead": f"{data['lead']}\n{words}", "picked": f"a:{cast.office.pk}|{words}"}
    officer.post(reverse("plans:row", args=[plan.uid, 1]), {**data, **change})
    row = plan.deliverables.get(position=1)
    assert row.parties.get(text=words).agency == cast.office


def test_who_confirmed_is_told_to_whoever_still_reviews(officer: Client, plan: Plan, cast: Cast) -> None:
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    answer = officer.get(reverse("plans:row", args=[plan.uid, 1]))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f"{cast.standing_officer.user} đã giao việc theo kế hoạch này lúc" in text
    assert reverse("plans:detail", args=[plan.uid]) in text


def test_who_cancelled_is_told_to_whoever_still_reviews(officer: Client, plan: Plan, cast: Cast) -> None:
    services.plan_cancel(plan, actor=cast.standing_officer.actor, now=cast.now)
    answer = officer.post(reverse("plans:accept", args=[plan.uid]), {"position": "1"})
    assert answer.status_code == 409
    assert "đã hủy kế hoạch này" in answer.content.decode()
    scripted = officer.post(reverse("plans:accept", args=[plan.uid]), {"position": "1"}, headers=SCRIPT)
    assert scripted.headers["HX-Redirect"] == reverse("plans:review", args=[plan.uid])


def test_a_stranger_is_not_told_of_a_plan_that_went(client: Client, plan: Plan, cast: Cast) -> None:
    services.plan_cancel(plan, actor=cast.standing_officer.actor, now=cast.now)
    client.force_login(cast.stranger.user)
    assert client.get(reverse("plans:review", args=[plan.uid])).status_code == 404


def test_duties_of_the_prose_become_rows_once(prose_plan: Plan, cast: Cast) -> None:
    said = {"actor": cast.standing_officer.actor, "now": cast.now}
    assert services.prose_take(prose_plan, indexes=[0], **said) == 1
    assert services.prose_take(prose_plan, indexes=[0, 1, 9], **said) == 1
    first, second = prose_plan.deliverables.order_by("position")[4:]
    assert (first.position, first.text, first.task.number) == (5, "Báo cáo kết quả", "III.2")
    assert '"2026-11-15"' in first.deadlines
    assert [party.meaning for party in first.parties.all()] == ["group"]
    assert second.parties.get().agency == cast.department


def test_duties_of_the_prose_are_taken_from_their_page(officer: Client, prose_plan: Plan) -> None:
    text = officer.get(reverse("plans:header", args=[prose_plan.uid])).content.decode()
    assert "trước ngày 15/11/2026" in text
    answer = officer.post(reverse("plans:prose", args=[prose_plan.uid]), {"duties": ["0", "x"]}, follow=True)
    assert "Đã thêm 1 việc vào danh sách rà soát." in answer.content.decode()


def test_a_picker_finds_bodies_and_groups_without_tone_marks(officer: Client, plan: Plan) -> None:
    address = reverse("plans:agencies", args=[plan.uid])
    assert officer.get(address, {"q": "so tai chinh"}).context["page"].offers[0].label == "Sở Tài chính"
    assert any(offer.value.startswith("g:") for offer in officer.get(address, {"q": "cac so"}).context["page"].offers)
    assert "Không có cơ quan nào" in officer.get(address, {"q": "zzz"}).content.decode()


def test_a_script_gets_the_parts_that_change_without_the_document(officer: Client, plan: Plan) -> None:
    address = reverse("plans:row", args=[plan.uid, 2])
    whole, part = officer.get(address).content.decode(), officer.get(address, headers=SCRIPT).content.decode()
    assert 'id="ra-soat-nguon"' in whole and 'id="ra-soat-nguon"' not in part
    assert part.count('hx-swap-oob="true"') == 5
    restored = officer.get(address, headers=SCRIPT | {"HX-History-Restore-Request": "true"}).content.decode()
    assert 'id="ra-soat-nguon"' in restored


def test_each_field_knows_its_cell(officer: Client, plan: Plan) -> None:
    fields = officer.get(reverse("plans:row", args=[plan.uid, 2])).context["page"].mark.fields
    columns = {name: cell.rpartition("-")[2] for name, cell in fields.items()}
    assert {"text": "2", "deadline_text": "3", "lead": "4", "coordinating": "5", "monitoring": "6"}.items() <= (
        columns.items()
    )


@pytest.mark.parametrize(
    ("query", "count"),
    [({}, 4), ({"linh-vuc": "procedures"}, 2), ({"chu-tri": "Sở Tài chính"}, 2), ({"xem": "chua-xem"}, 4)],
)
def test_the_table_is_narrowed(officer: Client, plan: Plan, query: dict[str, str], count: int) -> None:
    assert officer.get(reverse("plans:bulk", args=[plan.uid]), query).context["page"].shown == count
