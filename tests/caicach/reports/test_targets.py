"""Targets of plans: proposed, followed by a figure once and for all, newest as long as the report is written."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.plans import services as plans
from caicach.plans.models import Deliverable, Plan, PlanTask
from caicach.plans.selectors import PlanTarget, plan_targets
from caicach.reports.models import Report, TargetBinding
from caicach.reports.selectors import (
    composed,
    facts_of,
    fitting_lines,
    form_of_report,
    plan_targets_of,
    report_for,
    sections_of,
)
from caicach.reports.services import TargetDraft, report_check, target_bind, target_set, target_unbind
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed
from cast import Cast
from plans_sample import HEAD, ROWS, plan_text
from reform.forms import Cell
from reform.narratives import Relation, Target

pytestmark = pytest.mark.django_db

RATE = Cell("dossier.rate")
GOALS = """I. MỤC TIÊU

- Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 95% trở lên.

- Ban hành tối thiểu 12 văn bản chỉ đạo.

- Chỉ số cải cách hành chính tăng 5 bậc so với năm 2025.

**Phụ lục**

"""
_TASK = "Bảo đảm tỷ lệ xử lý phản ánh đạt 90% trở lên"
ROW = f"3\t{_TASK}\tBáo cáo kết quả\tTháng 6/2026\tSở Tài chính\t\tVăn phòng UBND tỉnh"


def plan_make(cast: Cast, goals: str = GOALS, *, symbol: str = "88/KH-UBND", year: int = 2026) -> Plan:
    """Assign a plan of the province with goals in its prose and one in a row."""
    head = (
        HEAD.replace("**Phụ lục**\n\n", goals)
        .replace("88/KH-UBND", symbol)
        .replace("năm 2026 tỉnh", f"năm {year} tỉnh")
    )
    text = plan_text(*(row.replace("2026", str(year)) for row in (*ROWS, ROW)), head=head)
    made = plans.plan_upload(
        actor=cast.standing_officer.actor,
        content=text,
        file_name=f"{symbol[:2]}.txt",
        issuer_id=cast.province.pk,
        year=None,
        is_run_as_current=False,
        now=cast.now,
    )
    read = Plan.objects.get(pk=plans.plan_read(made, year=None).pk)
    plans.plan_confirm(read, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    return Plan.objects.get(pk=read.pk)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The province's plan of the year, assigned."""
    return plan_make(cast)


def proposed(report: Report, words: str = "đúng hạn") -> PlanTarget:
    """Return the free target whose measure has ``words``."""
    return next(one for one in plan_targets_of(report).free if words in one.measure)


def bind(report: Report, cast: Cast, words: str = "đúng hạn", cell: Cell = RATE) -> TargetBinding:
    return target_bind(report, proposed(report, words).key, cell, actor=cast.standing_officer.actor, now=cast.now)


def targets(report: Report, cast: Cast) -> dict[Cell, Target]:
    return dict(facts_of(report_for(SYSTEM, report.uid), today=cast.today).targets)


def test_targets_with_a_level_are_proposed_from_prose_and_rows(plan: Plan, whole_report: Report) -> None:
    found = {(one.comparator, one.value, one.unit, one.horizon) for one in plan_targets_of(whole_report).free}
    assert found == {
        (">=", Decimal(95), "%", 2026),
        (">=", Decimal(12), "văn bản", 2026),
        (">=", Decimal(90), "%", 2026),
    }
    assert {one.plan for one in plan_targets_of(whole_report).free} == {"Kế hoạch số 88/KH-UBND"}


def test_a_unit_is_offered_those_of_the_plans_that_ask_something_of_it(plan: Plan, report: Report, cast: Cast) -> None:
    (first, *_rest) = plan_targets_of(report).free
    assert not first.is_own
    assert plan_targets(cast.province.pk, year=2027) == ()


def test_what_is_not_assigned_is_not_proposed(plan: Plan, whole_report: Report) -> None:
    Plan.objects.filter(pk=plan.pk).update(state="withdrawn")
    assert plan_targets_of(whole_report).free == ()


def test_a_line_of_the_same_kind_and_words_goes_first(plan: Plan, whole_report: Report) -> None:
    lines, likely = fitting_lines(proposed(whole_report, "đúng hạn"), form_of_report(whole_report))
    assert [line.key for line in lines] == ["dossier.rate"]
    assert likely is not None
    lines, likely = fitting_lines(proposed(whole_report, "văn bản"), form_of_report(whole_report))
    assert lines[0].key == "steer.docs"
    assert "dossier.rate" not in {line.key for line in lines}


def test_said_once_the_report_takes_the_level_of_the_plan(plan: Plan, report: Report, cast: Cast) -> None:
    bind(report, cast)
    target = targets(report, cast)[RATE]
    assert (target.value, target.relation, target.citation, target.horizon, target.source) == (
        Decimal(95), Relation.LEAST, "Kế hoạch số 88/KH-UBND", 2026, str(plan.uid),
    )  # fmt: skip
    facts = facts_of(report_for(SYSTEM, report.uid), today=cast.today)
    told = composed(report_for(SYSTEM, report.uid), facts, sections_of(report), at=cast.now).told
    (chart,) = [one for one in told["charts"] if one["kind"] == "targets"]
    assert [(one["target"], one["horizon"]) for one in chart["bars"]] == [("95", "2026")]
    assert Entry.objects.filter(action="reports.bind").count() == 1


def test_a_rate_is_not_followed_by_a_count(plan: Plan, whole_report: Report, cast: Cast) -> None:
    with pytest.raises(BadInput, match="cùng loại"):
        bind(whole_report, cast, cell=Cell("steer.docs"))
    with pytest.raises(BadInput, match="không còn trong kế hoạch"):
        target_bind(whole_report, "least|%||gone", RATE, actor=cast.standing_officer.actor, now=cast.now)
    with pytest.raises(NotAllowed):
        key = proposed(whole_report).key
        target_bind(whole_report, key, RATE, actor=cast.commune_officer.actor, now=cast.now)


def test_a_corrected_row_of_the_plan_is_followed_until_the_report_is_closed(
    plan: Plan, whole_report: Report, cast: Cast
) -> None:
    bind(whole_report, cast, "phản ánh")
    assert targets(whole_report, cast)[RATE].value == Decimal(90)
    task = PlanTask.objects.get(plan=plan, text__contains="90%")
    PlanTask.objects.filter(pk=task.pk).update(text=task.text.replace("90%", "92,5%"))
    assert targets(whole_report, cast)[RATE].value == Decimal("92.5")
    closed = report_check(
        report_for(SYSTEM, whole_report.uid), lets_gaps_stand=True, actor=SYSTEM, now=cast.now, today=cast.today
    )
    PlanTask.objects.filter(pk=task.pk).update(text=task.text.replace("90%", "99%"))
    assert '"92.5"' in closed.frozen
    assert report_for(SYSTEM, whole_report.uid).frozen == closed.frozen
    # A row that an amendment dropped sets nothing any more.
    Deliverable.objects.filter(task=task).update(dropped_by=plan)
    assert targets(whole_report, cast) == {}


def test_the_plan_of_the_next_year_is_followed_by_itself(plan: Plan, whole_report: Report, cast: Cast) -> None:
    bind(whole_report, cast)
    plan_make(cast, GOALS.replace("95%", "97%"), symbol="99/KH-UBND", year=2027)
    (measure,) = TargetBinding.objects.values_list("measure_key", flat=True)
    (found,) = [one for one in plan_targets(cast.province.pk, year=2027) if one.key == measure]
    assert (found.value, found.plan) == (Decimal(97), "Kế hoạch số 99/KH-UBND")


def test_of_two_plans_that_say_the_same_the_later_counts(plan: Plan, whole_report: Report, cast: Cast) -> None:
    bind(whole_report, cast)
    later = plan_make(cast, GOALS.replace("95%", "96%"), symbol="90/KH-UBND")
    Plan.objects.filter(pk=later.pk).update(issued_on="2026-02-20")
    assert targets(whole_report, cast)[RATE].value == Decimal(96)


def test_a_plan_goes_before_what_was_typed(plan: Plan, whole_report: Report, cast: Cast) -> None:
    typed = TargetDraft(RATE, Relation.LEAST, Decimal(80), "Công văn 5")
    target_set(whole_report, typed, actor=cast.standing_officer.actor, now=cast.now)
    assert targets(whole_report, cast)[RATE].source == ""
    binding = bind(whole_report, cast)
    assert targets(whole_report, cast)[RATE].value == Decimal(95)
    target_unbind(whole_report, binding.pk, actor=cast.standing_officer.actor, now=cast.now)
    assert targets(whole_report, cast)[RATE].value == Decimal(80)


def test_the_page_proposes_binds_says_met_or_not_and_lets_go(
    plan: Plan, whole_report: Report, cast: Cast, client: Client
) -> None:
    client.force_login(cast.standing_officer.user)
    address = reverse("reports:targets", args=[whole_report.uid])
    page = client.get(address).content.decode()
    assert "chưa gắn với số liệu" in page
    assert reverse("plans:detail", args=[plan.uid]) in page
    refused = client.post(
        reverse("reports:target-bind", args=[whole_report.uid]), {"measure": proposed(whole_report).key}
    )
    assert refused.status_code == 422
    assert "Chọn dòng của biểu theo dõi chỉ tiêu này." in refused.content.decode()
    sent = {"measure": proposed(whole_report).key, "line": "dossier.rate"}
    assert client.post(reverse("reports:target-bind", args=[whole_report.uid]), sent).status_code == 302
    target_set(whole_report, TargetDraft(RATE, Relation.LEAST, Decimal(80)), actor=SYSTEM, now=cast.now)
    shown = client.get(address).context["page"]
    (bound, typed) = shown.rows
    assert (bound.wanted, bound.is_typed, bound.source.url != "", bound.note) == ("≥ 95,00%", False, True, "")
    assert (typed.is_typed, typed.note) == (True, "không dùng: kế hoạch đã đặt mức cho dòng này")
    client.post(bound.remove_url)
    assert TargetBinding.objects.count() == 0


def test_a_reader_without_the_plan_sees_its_name_alone(
    plan: Plan, whole_report: Report, cast: Cast, client: Client
) -> None:
    client.force_login(cast.area_lead.user)
    page = client.get(reverse("reports:targets", args=[whole_report.uid]))
    assert all(row.form is None for row in page.context["page"].proposed)


def test_as_little_is_asked_for_many_targets_as_for_one(
    plan: Plan, whole_report: Report, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        plan_targets_of(whole_report)
