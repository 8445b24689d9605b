"""An answer in the report: a line of the annex, a sentence, and words on the obligation's own page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.models import Obligation
from caicach.reports.models import Report
from caicach.reports.selectors import answers_of, composed, facts_of, report_for, sections_of
from caicach.reports.services import AnswerDraft, Brought, IssueDraft, answer_save, report_check, report_issue
from caicach.web.actor import SYSTEM
from cast import PDF, Cast
from figures_cast import FiguresCast

pytestmark = pytest.mark.django_db


@pytest.fixture
def carried(report: Report, cast: Cast) -> Obligation:
    """A duty that the report itself closes."""
    made = cast.obligation(duty={"title": "Niêm yết thủ tục"})
    Obligation.objects.filter(pk=made.pk).update(carrier=report.obligation_id)
    return Obligation.objects.get(pk=made.pk)


def answer(report: Report, obligation: Obligation, cast: Cast, **said: str) -> None:
    draft = AnswerDraft(**said)
    actor = cast.commune_officer.actor
    answer_save(report_for(SYSTEM, report.uid), obligation.pk, draft, actor=actor, now=cast.now, today=cast.today)


def issue(report: Report, cast: Cast) -> None:
    """Close the report and give it its number."""
    now, today = cast.now, cast.today
    report_check(report_for(SYSTEM, report.uid), lets_gaps_stand=True, actor=SYSTEM, now=now, today=today)
    draft = IssueDraft("45/BC-UBND", today, made=Brought(PDF + report.uid.bytes, "bao-cao.pdf"))
    report_issue(report_for(SYSTEM, report.uid), draft, actor=SYSTEM, now=now, today=today)


def annex(report: Report, cast: Cast) -> list[list[str]]:
    """Return the annex of the plan's tasks as the report prints it now."""
    found = report_for(SYSTEM, report.uid)
    facts = facts_of(found, today=cast.today)
    return [list(row) for row in composed(found, facts, sections_of(found), at=cast.now).told["tasks"]]


def test_a_result_is_a_line_of_the_annex(report: Report, carried: Obligation, cast: Cast) -> None:
    assert [row[1] for row in annex(report, cast) if "Niêm yết" in row[1]] == []
    answer(report, carried, cast, result="Đã niêm yết tại 8 thôn.")
    (row,) = [row for row in annex(report, cast) if row[1] == "Niêm yết thủ tục"]
    assert (row[0], row[4]) == ("Đã hoàn thành", "Đã niêm yết tại 8 thôn.")


def test_a_reason_is_a_line_of_the_annex_also_of_what_is_not_late(
    report: Report, carried: Obligation, cast: Cast
) -> None:
    answer(report, carried, cast, reason="Chờ sở công bố danh mục.")
    (row,) = [row for row in annex(report, cast) if row[1] == "Niêm yết thủ tục"]
    assert (row[0], row[5]) == ("Chưa hoàn thành", "Chờ sở công bố danh mục.")


def test_a_reason_stands_beside_what_is_due_next(report: Report, cast: Cast) -> None:
    due_next = cast.obligation(duty={"title": "Rà soát quy trình"})
    answer(report, due_next, cast, reason="Đang lấy ý kiến.")
    (row,) = [row for row in annex(report, cast) if row[1] == "Rà soát quy trình"]
    assert (row[0], row[5]) == ("Trong hạn, kỳ sau", "Đang lấy ý kiến.")


def test_the_whole_takes_the_words_of_units_once_they_issued_them(
    report: Report, whole_report: Report, carried: Obligation, cast: Cast
) -> None:
    answer(report, carried, cast, reason="Chờ sở công bố danh mục.")
    assert [row for row in annex(whole_report, cast) if row[1] == "Niêm yết thủ tục"] == []
    Report.objects.filter(pk=report.pk).update(obligation=None)
    issue(report, cast)
    (row,) = [row for row in annex(whole_report, cast) if row[1] == "Niêm yết thủ tục"]
    assert (row[0], row[5]) == ("Chưa hoàn thành", "Chờ sở công bố danh mục.")


def test_what_a_unit_says_is_done_is_done_for_the_body_above_once_it_is_taken(
    report: Report, whole_report: Report, carried: Obligation, cast: Cast
) -> None:
    answer(report, carried, cast, result="Đã niêm yết tại 8 thôn.")
    issue(report, cast)
    assert [row for row in annex(whole_report, cast) if row[1] == "Niêm yết thủ tục"] == []
    Obligation.objects.filter(pk=carried.pk).update(state="accepted", met_on=report.period.data_to, carrier=None)
    rows = [row for row in annex(whole_report, cast) if row[1] == "Niêm yết thủ tục"]
    assert [row[4] for row in rows] == ["Đã niêm yết tại 8 thôn."]


def test_the_duty_shows_the_answer_before_and_after_the_report_is_issued(
    report: Report, carried: Obligation, cast: Cast, client: Client
) -> None:
    address = reverse("obligations:detail", args=[carried.uid])
    client.force_login(cast.commune_officer.user)
    assert "Trả lời trong báo cáo định kỳ" not in client.get(address).content.decode()
    answer(report, carried, cast, result="Đã niêm yết tại 8 thôn.")
    page = client.get(address).content.decode()
    assert "Đã niêm yết tại 8 thôn." in page
    assert reverse("reports:report", args=[report.uid]) in page
    assert "đang soạn" in page
    issue(report, cast)
    page = client.get(address).content.decode()
    assert "đã ban hành, 45/BC-UBND, 16/03/2026" in page


def test_a_draft_is_for_those_alone_who_see_the_report(report: Report, carried: Obligation, cast: Cast) -> None:
    answer(report, carried, cast, result="Đã niêm yết tại 8 thôn.")
    assert [one.url != "" for one in answers_of(cast.standing_officer.actor, carried)] == [True]
    assert answers_of(cast.neighbour_officer.actor, carried) == ()
    issue(report, cast)
    (seen,) = answers_of(cast.neighbour_officer.actor, carried)
    assert (seen.result, seen.url) == ("Đã niêm yết tại 8 thôn.", "")


def test_an_edition_that_was_replaced_says_nothing_any_more(report: Report, carried: Obligation, cast: Cast) -> None:
    answer(report, carried, cast, result="Đã niêm yết tại 8 thôn.")
    Report.objects.filter(pk=report.pk).update(state="superseded", frozen="{}", symbol="1/BC", issued_on=cast.today)
    assert answers_of(SYSTEM, carried) == ()


def test_as_little_is_asked_of_many_answers_as_of_one(
    figures: FiguresCast, report: Report, carried: Obligation, cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert answers_of(cast.commune_officer.actor, carried) == ()
    answer(report, carried, cast, result="Đã niêm yết tại 8 thôn.")
    with django_assert_num_queries(2):
        assert len(answers_of(cast.commune_officer.actor, carried)) == 1
