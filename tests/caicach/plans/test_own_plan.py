"""An agency writes its own plan from that of its superior."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.calendars.selectors import calendar_of
from caicach.obligations.constants import AcceptorReason, ObligationState
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import Obligation
from caicach.obligations.services import obligation_accept, obligation_submit
from caicach.plans import services
from caicach.plans.constants import PartyRole, PlanKind
from caicach.plans.mapping.own_plan import propose_due
from caicach.plans.models import OwnPlan, OwnRow, Plan
from caicach.plans.selectors.own_plan import concerns_of, duties_to_prove, superiors_for
from caicach.plans.services.own_issue import Issued, own_plan_prove
from caicach.plans.services.own_plan import own_plan_cancel, own_plan_set
from caicach.plans.services.own_rows import (
    LocalRow,
    OwnRefusal,
    RowEdit,
    own_row_add,
    own_row_remove,
    own_rows_save,
    own_version,
)
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast, agency_make
from own_sample import issue, row_of, start
from plans_sample import ROWS

MARK = "3\tGiải quyết hồ sơ\tTỷ lệ hồ sơ đúng hạn đạt tối thiểu 98%\tChậm nhất ngày 30/9/2026\tUBND các xã, phường\t\t"
PLAN_ROW = (
    "4\tTổ chức thực hiện\tKế hoạch cải cách hành chính của xã\tChậm nhất ngày 31/3/2026\tUBND các xã, phường\t\t"
)


@pytest.fixture
def superior(cast: Cast, read: Callable[..., Plan]) -> Plan:
    """A plan of the province that binds the communes, assigned."""
    plan = read(*ROWS, MARK, PLAN_ROW)
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def own(cast: Cast, superior: Plan) -> OwnPlan:
    return start(cast, superior)


def save(cast: Cast, own: OwnPlan, *edits: RowEdit, version: str = "") -> int:
    return own_rows_save(
        own, actor=cast.commune_officer.actor, edits=edits, version=version, now=cast.now, today=cast.today
    )


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dates(date(2026, 1, 5), date(2027, 6, 1)), st.integers(0, 60), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_proposed_day_is_never_after_the_superiors(limit: date, days: int, today: date) -> None:
    calendar = calendar_of(2026)
    day = propose_due(limit, days_before=days, calendar=calendar, today=today)
    assert day <= limit
    assert day >= min(today, limit)
    if day > min(today, limit) and days:
        assert calendar.is_working_day(day)
        assert calendar.working_days_between(day, limit) == days - (not calendar.is_working_day(limit))


class TestStart:
    def test_the_rows_that_concern_the_agency_are_proposed_with_an_earlier_day(self, own: OwnPlan) -> None:
        rows = list(own.rows.all())
        assert [row.text for row in rows] == [
            "Báo cáo rà soát của xã",
            "Báo cáo kết quả thực hiện",
            "Tỷ lệ hồ sơ đúng hạn đạt tối thiểu 98%",
            "Kế hoạch cải cách hành chính của xã",
        ]
        assert [row.due_on for row in rows] == [date(2026, 5, 12), None, date(2026, 9, 25), date(2026, 3, 26)]
        assert rows[1].deadline_text == "Hằng quý"
        assert {row.role for row in rows} == {PartyRole.LEAD}
        assert all(row.is_taken for row in rows)

    def test_whoever_only_monitors_is_offered_the_row_unticked(self, cast: Cast, superior: Plan) -> None:
        own = start(cast, superior, actor=cast.department_officer.actor, agency_id=cast.department.pk)
        by_role = {row.text: (row.role, row.is_taken) for row in own.rows.all()}
        assert by_role["Báo cáo rà soát của xã"] == (PartyRole.COORDINATING, False)
        assert by_role["Kế hoạch rà soát năm 2026 của tỉnh"] == (PartyRole.LEAD, True)

    def test_only_plans_that_ask_something_of_it_can_be_chosen(self, cast: Cast, superior: Plan) -> None:
        assert superiors_for(cast.commune.pk, year=2026) == [superior]
        assert superiors_for(cast.commune.pk, year=2027) == []
        assert superiors_for(cast.stranger_agency.pk, year=2026) == []
        with pytest.raises(BadInput, match="Chưa chọn kế hoạch"):
            start(cast, superior, superior_ids=[])
        assert not OwnPlan.objects.exists()

    def test_one_draft_of_a_year_is_written(self, cast: Cast, superior: Plan, own: OwnPlan) -> None:
        with pytest.raises(WrongState, match="đang soạn"):
            start(cast, superior)

    @pytest.mark.parametrize("person", ["commune_viewer", "neighbour_officer", "standing_officer", "stranger"])
    def test_others_do_not_write_it(self, cast: Cast, superior: Plan, person: str) -> None:
        with pytest.raises(NotAllowed):
            start(cast, superior, actor=getattr(cast, person).actor)

    def test_the_number_of_queries_does_not_grow_with_the_rows(
        self, cast: Cast, superior: Plan, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(3):
            assert len(concerns_of(cast.commune.pk, [superior.pk])) == 4


class TestRows:
    def test_a_day_after_the_superiors_is_refused_with_both_days(self, cast: Cast, own: OwnPlan) -> None:
        row = row_of(own, "rà soát")
        with pytest.raises(OwnRefusal, match="16/05/2026 muộn hơn hạn 15/05/2026") as refusal:
            save(cast, own, RowEdit(row.pk, due_on=date(2026, 5, 16)))
        assert set(refusal.value.reasons) == {row.pk}
        row.refresh_from_db()
        assert row.due_on == date(2026, 5, 12)

    def test_the_superiors_own_day_is_allowed(self, cast: Cast, own: OwnPlan) -> None:
        row = row_of(own, "rà soát")
        assert save(cast, own, RowEdit(row.pk, due_on=date(2026, 5, 15))) == 1

    def test_a_row_left_out_is_not_looked_at(self, cast: Cast, own: OwnPlan) -> None:
        row = row_of(own, "rà soát")
        assert save(cast, own, RowEdit(row.pk, is_taken=False, due_on=date(2026, 12, 31))) == 1

    def test_a_rarer_rhythm_is_refused(self, cast: Cast, own: OwnPlan) -> None:
        row = row_of(own, "kết quả thực hiện")
        with pytest.raises(OwnRefusal, match="định kỳ"):
            save(cast, own, RowEdit(row.pk, keeps_due=True, deadline_text="Hằng năm"))
        assert save(cast, own, RowEdit(row.pk, keeps_due=True, deadline_text="Hằng tháng")) == 1

    def test_a_unit_below_is_known_by_its_name_and_other_words_stay_words(self, cast: Cast, own: OwnPlan) -> None:
        unit = agency_make("Văn phòng UBND xã", AgencyKind.OFFICE, parent=cast.commune, level=AgencyLevel.COMMUNE)
        first, second = list(own.rows.all())[:2]
        save(
            cast,
            own,
            RowEdit(first.pk, keeps_due=True, doer="van phong ubnd xa"),
            RowEdit(second.pk, keeps_due=True, doer="Trưởng thôn Tà Van"),
        )
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.doer, first.doer_text) == (unit, "")
        assert (second.doer, second.doer_text) == (None, "Trưởng thôn Tà Van")

    def test_who_saves_second_is_told(self, cast: Cast, own: OwnPlan) -> None:
        seen = own_version(own.rows.all())
        row = row_of(own, "rà soát")
        save(cast, own, RowEdit(row.pk, keeps_due=True, doer="Ông Lực"), version=seen)
        with pytest.raises(WrongState, match="vừa sửa"):
            save(cast, own, RowEdit(row.pk, keeps_due=True, doer="Bà Hương"), version=seen)

    def test_a_local_row_needs_words_and_a_day(self, cast: Cast, own: OwnPlan) -> None:
        def add(**values: object) -> OwnRow:
            standard = {
                "area_code": "procedures", "task": "Tuyên truyền tại thôn", "text": "Buổi họp thôn",
                "due_on": date(2026, 6, 30), "deadline_text": "", "doer": "Trưởng các thôn", "budget": "3 triệu đồng",
            }  # fmt: skip
            row = LocalRow(**standard | values)  # type: ignore[arg-type]
            return own_row_add(own, actor=cast.commune_officer.actor, row=row, now=cast.now, today=cast.today)

        assert add().superior is None
        with pytest.raises(OwnRefusal, match="Thiếu thời hạn"):
            add(due_on=None)
        with pytest.raises(OwnRefusal, match="Thiếu nhiệm vụ"):
            add(text=" ")
        with pytest.raises(BadInput, match="lĩnh vực"):
            add(area_code="khong-co")
        above = row_of(own, "rà soát").superior_id
        with pytest.raises(OwnRefusal, match="muộn hơn"):
            add(superior_id=above)
        further = add(superior_id=above, due_on=date(2026, 4, 1))
        own_row_remove(further, actor=cast.commune_officer.actor, now=cast.now)
        with pytest.raises(BadInput, match="cấp trên giao"):
            own_row_remove(row_of(own, "rà soát"), actor=cast.commune_officer.actor, now=cast.now)

    def test_another_distance_moves_the_days_that_nobody_chose(self, cast: Cast, own: OwnPlan) -> None:
        chosen = row_of(own, "98%")
        save(cast, own, RowEdit(chosen.pk, due_on=date(2026, 9, 1)))
        own_plan_set(
            own, actor=cast.commune_officer.actor, title=own.title, days_before=5, now=cast.now, today=cast.today
        )
        assert row_of(own, "rà soát").due_on == date(2026, 5, 8)
        assert row_of(own, "98%").due_on == date(2026, 9, 1)

    def test_a_draft_goes_without_a_trace_in_the_ledger(self, cast: Cast, own: OwnPlan) -> None:
        before = Obligation.objects.count()
        own_plan_cancel(own, actor=cast.commune_officer.actor, now=cast.now)
        assert not OwnPlan.objects.exists()
        assert Obligation.objects.count() == before


class TestIssue:
    def test_it_becomes_a_plan_whose_rows_know_their_superiors(self, cast: Cast, own: OwnPlan, superior: Plan) -> None:
        plan = Plan.objects.select_related("document").get(pk=issue(cast, own).pk)
        assert (plan.kind, plan.issuer, plan.superior, plan.state) == (
            PlanKind.OWN,
            cast.commune,
            superior,
            "confirmed",
        )
        assert plan.document is not None
        assert str(plan.document) == "Kế hoạch 41/KH-UBND"
        rows = list(plan.deliverables.select_related("superior", "duty"))
        assert [row.superior.text for row in rows if row.superior] == [row.text for row in rows]
        assert all(row.duty for row in rows)

    def test_units_owe_their_rows_and_the_agency_accepts(self, cast: Cast, own: OwnPlan) -> None:
        unit = agency_make("Văn phòng UBND xã", AgencyKind.OFFICE, parent=cast.commune, level=AgencyLevel.COMMUNE)
        save(cast, own, RowEdit(row_of(own, "rà soát").pk, keeps_due=True, doer=unit.current_name))
        plan = issue(cast, own)
        (owed,) = Obligation.objects.filter(duty__deliverable__plan=plan, agency=unit)
        assert (owed.acceptor, owed.acceptor_reason, owed.due_on) == (
            cast.commune,
            AcceptorReason.CHOSEN,
            date(2026, 5, 12),
        )

    def test_what_people_do_is_owed_inside_and_accepted_by_the_head(self, cast: Cast, own: OwnPlan) -> None:
        plan = issue(cast, own)
        owed = Obligation.objects.select_related("duty", "agency", "acceptor").get(
            duty__deliverable__plan=plan, duty__title__contains="rà soát"
        )
        assert (owed.agency, owed.acceptor) == (cast.commune, cast.commune)
        evidence = Evidence(document=cast.document(), value=None, sentence="Đã làm xong việc được giao.")
        obligation_submit(owed, actor=cast.commune_officer.actor, evidence=evidence, now=cast.now, today=cast.today)
        owed.refresh_from_db()
        with pytest.raises(NotAllowed):
            obligation_accept(owed, actor=cast.commune_officer.actor, now=cast.now)
        with pytest.raises(NotAllowed):
            obligation_accept(owed, actor=cast.standing_officer.actor, now=cast.now)
        obligation_accept(owed, actor=cast.commune_leader.actor, now=cast.now)
        owed.refresh_from_db()
        assert owed.state == ObligationState.ACCEPTED

    def test_the_head_does_not_accept_what_they_handed_in_themselves(self, cast: Cast, own: OwnPlan) -> None:
        plan = issue(cast, own)
        owed = Obligation.objects.get(duty__deliverable__plan=plan, duty__title__contains="rà soát")
        evidence = Evidence(document=cast.document(), value=None, sentence="Đã làm xong việc được giao.")
        obligation_submit(owed, actor=cast.commune_leader.actor, evidence=evidence, now=cast.now, today=cast.today)
        owed.refresh_from_db()
        with pytest.raises(NotAllowed, match="chính mình nộp"):
            obligation_accept(owed, actor=cast.commune_leader.actor, now=cast.now)

    def test_what_the_superior_asked_stays_open(self, cast: Cast, own: OwnPlan, superior: Plan) -> None:
        issue(cast, own)
        mine = Obligation.objects.filter(duty__deliverable__plan=superior, agency=cast.commune)
        assert set(mine.values_list("state", flat=True)) <= {ObligationState.OPEN, ObligationState.DORMANT}

    def test_the_issued_plan_proves_the_superiors_duty_with_one_act(self, cast: Cast, own: OwnPlan) -> None:
        actor = cast.commune_leader.actor
        assert duties_to_prove(actor, own) == []
        issue(cast, own)
        (owed,) = duties_to_prove(actor, own)
        assert owed.duty.title == "Kế hoạch cải cách hành chính của xã"
        own_plan_prove(own, owed, actor=actor, now=cast.now, today=cast.today)
        owed.refresh_from_db()
        assert owed.state == ObligationState.SUBMITTED
        assert own.plan is not None
        assert owed.submissions.get().document == own.plan.document
        assert duties_to_prove(actor, own) == []

    def test_a_paper_without_number_or_of_tomorrow_is_refused(self, cast: Cast, own: OwnPlan) -> None:
        paper = Issued("41/KH-UBND", cast.today, "", b"%PDF-1.7", "a.pdf")
        with pytest.raises(BadInput, match="Thiếu số"):
            issue(cast, own, issued=replace(paper, symbol=" "))
        with pytest.raises(BadInput, match="chưa đến"):
            issue(cast, own, issued=replace(paper, issued_on=cast.today + timedelta(days=1)))
        assert not Plan.objects.filter(kind=PlanKind.OWN).exists()

    def test_a_row_without_a_day_is_named(self, cast: Cast, own: OwnPlan) -> None:
        late = LocalRow("procedures", "Họp dân", "Biên bản họp", None, "Tháng 01/2026", "", "")
        own_row_add(own, actor=cast.commune_officer.actor, row=late, now=cast.now, today=cast.today)
        with pytest.raises(BadInput, match="Dòng “Biên bản họp”: thời hạn “Tháng 01/2026”"):
            issue(cast, own)
        assert not Plan.objects.filter(kind=PlanKind.OWN).exists()

    def test_a_unit_that_ended_owes_nothing(self, cast: Cast, own: OwnPlan) -> None:
        unit = agency_make("Phòng Một cửa", AgencyKind.DIVISION, parent=cast.commune, level=AgencyLevel.COMMUNE)
        save(cast, own, RowEdit(row_of(own, "rà soát").pk, keeps_due=True, doer=unit.current_name))
        type(unit).objects.filter(pk=unit.pk).update(ended_on=cast.today)
        with pytest.raises(BadInput, match="đã kết thúc hoạt động"):
            issue(cast, own)

    def test_it_is_issued_once(self, cast: Cast, own: OwnPlan) -> None:
        issue(cast, own)
        with pytest.raises(WrongState):
            issue(cast, own)
        with pytest.raises(WrongState):
            save(cast, own)
