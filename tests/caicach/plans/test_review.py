"""What the reviewer changes."""

from dataclasses import replace
from typing import Any

import pytest

from caicach.agencies.models import AgencyAlias
from caicach.audit.models import Entry
from caicach.obligations.constants import TrackingMode
from caicach.plans import services
from caicach.plans.constants import Ownership, PlanState
from caicach.plans.models import Deliverable, Party, Plan
from caicach.plans.services import Choice, DeliverableEdit
from caicach.web.errors import NotAllowed, WrongState
from cast import Cast

PHRASE = "TT PVHCC"


def edit_of(row: Deliverable) -> DeliverableEdit:
    """Return the edit that changes nothing."""
    return DeliverableEdit(
        text=row.text,
        task_text=row.task.text,
        area_code=row.task.area_code,
        number=row.task.number,
        mode=TrackingMode(row.mode),
        ownership=Ownership(row.ownership),
        deadline_text=row.deadline_text,
        due_override_on=row.due_override_on,
        lead="\n".join(party.text for party in row.parties.filter(role="lead")),
        coordinating="\n".join(party.text for party in row.parties.filter(role="coordinating")),
        monitoring="\n".join(party.text for party in row.parties.filter(role="monitoring")),
        acceptor_id=row.acceptor_id,
        budget=row.budget,
        note=row.note,
    )


def change(row: Deliverable, cast: Cast, **values: Any) -> Deliverable:
    """Change ``values`` of a row as the standing officer."""
    edit = replace(edit_of(row), **values)
    return services.deliverable_edit(row, actor=cast.standing_officer.actor, edit=edit, now=cast.now)


def test_a_rewritten_deadline_is_read_again(plan: Plan, cast: Cast) -> None:
    row = change(plan.deliverables.all()[0], cast, deadline_text="Quý II/2026")
    assert '"within"' in row.deadlines
    assert '"2026-06-30"' in row.deadlines


def test_rewritten_leads_are_looked_up_again(plan: Plan, cast: Cast) -> None:
    row = change(plan.deliverables.all()[0], cast, lead="Sở Nội vụ\nUBND các xã, phường")
    assert [(party.text, party.meaning) for party in row.parties.filter(role="lead")] == [
        ("Sở Nội vụ", "agency"),
        ("UBND các xã, phường", "group"),
    ]


def test_what_was_settled_for_unchanged_words_stays(open_plan: Plan, cast: Cast) -> None:
    row = open_plan.deliverables.get(text="Bảng niêm yết")
    row.parties.filter(role="lead").update(meaning="agency", agency=cast.office)
    change(row, cast, note="Xem lại")
    assert row.parties.get(role="lead").agency == cast.office


def test_a_person_s_mode_has_no_rule_behind_it(plan: Plan, cast: Cast) -> None:
    row = change(plan.deliverables.all()[0], cast, mode=TrackingMode.DECLARED)
    assert (row.mode, row.mode_rule) == ("declared", "")
    assert row.reviewed_at == cast.now


def test_an_edit_records_old_and_new(plan: Plan, cast: Cast) -> None:
    row = change(plan.deliverables.all()[0], cast, note="Theo nghị quyết mới")
    entry = Entry.objects.get(action="plans.edit_row", object_id=row.pk)
    assert entry.data == '{"new":{"note":"Theo nghị quyết mới"},"old":{"note":""}}'


def test_settling_a_phrase_settles_every_place_and_is_remembered(open_plan: Plan, cast: Cast) -> None:
    count = services.phrase_settle(
        open_plan,
        actor=cast.standing_officer.actor,
        phrase=PHRASE,
        choice=Choice(agency_id=cast.office.pk),
        is_remembered=True,
        now=cast.now,
    )
    assert count == 1
    assert Party.objects.get(text=PHRASE).agency == cast.office
    alias = AgencyAlias.objects.get()
    assert (alias.issuer, alias.phrase, alias.agency) == (cast.province, PHRASE, cast.office)


def test_a_remembered_phrase_is_known_in_the_next_plan(open_plan: Plan, read: Any, cast: Cast) -> None:
    services.phrase_settle(
        open_plan,
        actor=cast.standing_officer.actor,
        phrase=PHRASE,
        choice=Choice(agency_id=cast.office.pk),
        is_remembered=True,
        now=cast.now,
    )
    again = read("1\tNiêm yết\tBảng niêm yết\tTháng 6/2026\ttt  PVHCC\t\t")
    assert Party.objects.get(deliverable__plan=again, role="lead").agency == cast.office


def test_nobody_can_be_meant_and_is_not_remembered(open_plan: Plan, cast: Cast) -> None:
    services.phrase_settle(
        open_plan,
        actor=cast.standing_officer.actor,
        phrase=PHRASE,
        choice=Choice(),
        is_remembered=True,
        now=cast.now,
    )
    assert Party.objects.get(text=PHRASE).meaning == "dropped"
    assert not AgencyAlias.objects.exists()


def test_the_facts_of_the_document_can_be_corrected(plan: Plan, cast: Cast) -> None:
    services.plan_header_edit(
        plan, actor=cast.standing_officer.actor, now=cast.now, symbol="89/KH-UBND", standing_body_id=cast.office.pk
    )
    plan.refresh_from_db()
    assert (plan.symbol, plan.standing_body) == ("89/KH-UBND", cast.office)


def test_nobody_else_may_change_a_plan(plan: Plan, cast: Cast) -> None:
    row = plan.deliverables.all()[0]
    with pytest.raises(NotAllowed):
        services.deliverable_edit(row, actor=cast.department_officer.actor, edit=edit_of(row), now=cast.now)
    assert not Entry.objects.filter(action="plans.edit_row").exists()


def test_a_plan_that_left_the_review_cannot_be_changed(plan: Plan, cast: Cast) -> None:
    row = plan.deliverables.all()[0]
    Plan.objects.update(state=PlanState.READING)
    with pytest.raises(WrongState, match="không còn ở bước rà soát"):
        change(row, cast, note="muộn")
    assert not Deliverable.objects.filter(note="muộn").exists()
