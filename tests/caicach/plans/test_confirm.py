"""A reviewed plan becomes duties."""

from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.documents.models import Document
from caicach.figures.services import return_submit
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Duty, Obligation, Request, Submission
from caicach.plans import selectors, services
from caicach.plans.exports.facts import AnnexFilters, facts_of
from caicach.plans.models import Plan
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast
from figures_cast import figures_cast_make


def confirm(plan: Plan, cast: Cast) -> Any:
    """Confirm as the standing officer."""
    return services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)


def test_what_was_shown_is_what_is_assigned(plan: Plan, cast: Cast) -> None:
    shown = selectors.expansion_of(plan, today=cast.today)
    confirm(plan, cast)
    assert Obligation.objects.count() == shown.obligation_count
    assert Duty.objects.count() == len(shown.drafts)


def test_every_tracked_deliverable_knows_its_duty(plan: Plan, cast: Cast) -> None:
    confirm(plan, cast)
    assert [row.duty.title for row in plan.deliverables.select_related("duty") if row.duty] == [
        row.text for row in plan.deliverables.all()
    ]


def test_the_plan_is_registered_as_a_document(plan: Plan, cast: Cast) -> None:
    confirm(plan, cast)
    document = Document.objects.get()
    assert (document.symbol, document.issuer, document.file) == ("88/KH-UBND", cast.province, plan.file)


def test_nothing_is_owed_while_something_is_open(open_plan: Plan, cast: Cast) -> None:
    with pytest.raises(BadInput, match="Còn 1 dòng chưa rõ"):
        confirm(open_plan, cast)
    assert not Obligation.objects.exists()
    assert not Document.objects.exists()
    assert Plan.objects.get().state == "review"


@pytest.mark.parametrize("missing", [{"symbol": ""}, {"issued_on": None}, {"standing_body": None}])
def test_a_plan_without_its_facts_is_not_assigned(plan: Plan, cast: Cast, missing: dict[str, Any]) -> None:
    Plan.objects.update(**missing)
    with pytest.raises(BadInput, match="Thông tin văn bản"):
        confirm(plan, cast)
    assert not Obligation.objects.exists()


def test_a_plan_in_which_nothing_is_tracked_is_not_assigned(plan: Plan, cast: Cast) -> None:
    plan.deliverables.update(mode="not_tracked")
    with pytest.raises(BadInput, match="không theo dõi"):
        confirm(plan, cast)
    assert Plan.objects.get().state == "review"


def test_the_second_of_two_confirmations_is_told(plan: Plan, cast: Cast) -> None:
    stale = Plan.objects.get()
    confirm(plan, cast)
    count = Obligation.objects.count()
    with pytest.raises(WrongState, match="trước bạn"):
        confirm(stale, cast)
    assert Obligation.objects.count() == count


def test_nobody_else_may_confirm(plan: Plan, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.plan_confirm(plan, actor=cast.commune_leader.actor, now=cast.now, today=cast.today)
    assert not Obligation.objects.exists()


def test_the_audit_names_the_counts(plan: Plan, cast: Cast) -> None:
    expansion = confirm(plan, cast)
    entry = Entry.objects.get(action="plans.confirm")
    assert f'"obligations":{expansion.obligation_count}' in entry.data


def test_a_request_is_kept_and_owes_nothing(read: Any, cast: Cast) -> None:
    plan = read("1\tVận động\tKết quả vận động\tThường xuyên\tỦy ban Mặt trận Tổ quốc Việt Nam tỉnh\t\t")
    confirm(plan, cast)
    assert Request.objects.get().addressee == "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"
    assert not Obligation.objects.exists()


def test_confirming_asks_a_fixed_number_of_queries(plan: Plan, cast: Cast, django_assert_max_num_queries: Any) -> None:
    # Savepoints of the services below count too.
    with django_assert_max_num_queries(37):
        confirm(plan, cast)


class TestBesideAPeriodOfFigures:
    def test_what_the_plan_wants_reported_is_handed_in_with_the_return(self, plan: Plan, cast: Cast) -> None:
        figures = figures_cast_make(cast)
        confirm(plan, cast)
        reports = Obligation.objects.filter(duty__source_uid=plan.uid, duty__is_report=True)
        joined = reports.filter(occurrence_key="2026-Q1", state=ObligationState.OPEN)
        owed = dict(Obligation.objects.filter(duty=figures.period.duty).values_list("agency_id", "pk"))
        assert joined.exists()
        assert {one.carrier_id for one in joined} == {owed[one.agency_id] for one in joined}
        assert not reports.exclude(occurrence_key="2026-Q1").exclude(carrier=None).exists()

    def test_the_annex_shows_what_was_handed_in_for_it(self, plan: Plan, cast: Cast) -> None:
        figures = figures_cast_make(cast)
        confirm(plan, cast)
        row = Obligation.objects.filter(
            duty__source_uid=plan.uid, duty__is_report=False, occurrence_key="2026-Q1", agency=cast.commune
        ).first()
        assert row is not None
        return_submit(figures.commune, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
        shown = facts_of(plan, cast.standing_officer.actor, AnnexFilters(agency_id=cast.commune.pk))
        (proof,) = Submission.objects.filter(obligation=figures.commune.obligation)
        assert [one.sentence for one in shown.hand_ins[row.pk]] == [proof.sentence]

    def test_it_costs_no_more(self, plan: Plan, cast: Cast, django_assert_max_num_queries: Any) -> None:
        figures_cast_make(cast)
        with django_assert_max_num_queries(37):
            confirm(plan, cast)
