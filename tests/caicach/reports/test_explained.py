"""An explanation given once beside a figure goes into the report: its text, its annex, the sheet."""

import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from caicach.figures.constants import ReturnState
from caicach.figures.models import Return
from caicach.figures.services import explain
from caicach.figures.services.consolidate import consolidate
from caicach.reports.models import Report, ReportTemplate
from caicach.reports.selectors import facts_of
from caicach.reports.services import report_open
from caicach.web.actor import SYSTEM
from cast import Cast
from figures_cast import GOOD, FiguresCast, figures_cast_make
from reform.forms.figures import cell_of
from reports_cast import TEMPLATE, template_make

pytestmark = pytest.mark.django_db

OURS = "Hai xã mới sáp nhập nên biên chế giao chưa kịp điều chỉnh."
THEIRS = "Biên chế giao bổ sung có hiệu lực từ tháng 4."
PRESENT = cell_of("staff.present", "")
LABEL = "3.1.2 Biên chế có mặt"


@pytest.fixture
def figures(cast: Cast) -> FiguresCast:
    """Two communes and the whole have more people than posts; the first commune and the province say why."""
    made = figures_cast_make(cast)
    for sheet in (made.commune, made.neighbour):
        made.save(sheet, GOOD | {"staff.present": 30})
        Return.objects.filter(pk=sheet.pk).update(state=ReturnState.ACCEPTED, submitted_at=cast.now)
    say(made, made.commune, THEIRS)
    consolidate(made.period, actor=SYSTEM, now=cast.now)
    say(made, made.whole, OURS)
    template = TEMPLATE.replace(
        "      Tiếp nhận",
        "      {% nếu có(giai_trinh) %}## Giải trình số liệu\n"
        "      {{ ds(giai_trinh, 'vấn đề; đơn vị; giải trình') }}\n      {% hết %}\n      Tiếp nhận",
    )
    template_make(template)
    return made


def say(figures: FiguresCast, sheet: Return, text: str) -> None:
    """Explain that more people are there than posts."""
    explain(figures.again(sheet), rule="V02", cell=PRESENT, text=text, actor=SYSTEM, now=figures.cast.now)


@pytest.fixture
def report(figures: FiguresCast) -> Report:
    """The province's report of the quarter."""
    return report_open(figures.whole.pk, "mau", actor=SYSTEM, now=figures.cast.now)


def told(report: Report, name: str = "giai_trinh") -> list[dict[str, str]]:
    """Return a list of the report's facts."""
    again = Report.objects.select_related("period__form", "agency", "sheet__period__form", "template").get(pk=report.pk)
    return [dict(one.values) for one in facts_of(again, today=report.created_at.date()).lists[name]]


def test_the_whole_and_the_units_are_told_in_the_text(report: Report, figures: FiguresCast, client: Client) -> None:
    client.force_login(figures.cast.standing_officer.user)
    page = client.get(reverse("reports:section", args=[report.uid, "II.1"])).content.decode()
    assert "Giải trình số liệu" in page
    assert OURS.rstrip(".") in page
    assert f"{LABEL}; {figures.cast.commune.current_name}; giải trình: {THEIRS.rstrip('.')}" in page


def test_each_stands_in_an_annex_of_its_own(report: Report, figures: FiguresCast, client: Client) -> None:
    client.force_login(figures.cast.standing_officer.user)
    answers = {end: client.get(reverse("reports:download", args=[report.uid, end])).content for end in ("docx", "xlsx")}
    word = ZipFile(io.BytesIO(answers["docx"])).read("word/document.xml").decode()
    assert "GIẢI TRÌNH SỐ LIỆU" in word
    assert "PHỤ LỤC II" in word
    annex = word.rpartition("GIẢI TRÌNH SỐ LIỆU")[2]
    assert annex.index(OURS) < annex.index(THEIRS)
    sheet = load_workbook(io.BytesIO(answers["xlsx"]))["Giải trình"]
    rows = [row[:3] for row in sheet.iter_rows(values_only=True)]
    assert (LABEL, figures.cast.commune.current_name, THEIRS) in rows


def test_a_report_without_explanations_has_no_such_annex(cast: Cast, client: Client) -> None:
    figures = figures_cast_make(cast)
    figures.save(figures.commune, GOOD)
    template_make()
    report = report_open(figures.commune.pk, "mau", actor=cast.commune_officer.actor, now=cast.now)
    client.force_login(cast.commune_officer.user)
    answer = client.get(reverse("reports:download", args=[report.uid, "docx"]))
    assert "GIẢI TRÌNH" not in ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()


def test_what_was_mended_or_taken_back_is_told_no_more(report: Report, figures: FiguresCast) -> None:
    assert [one["giải trình"] for one in told(report)] == [OURS, THEIRS]
    say(figures, figures.commune, "")
    assert [one["giải trình"] for one in told(report)] == [OURS]
    figures.save(figures.own, {"staff.quota": 100})  # the whole fits now; its explanation stays kept, and is not told
    assert told(report) == []
    assert figures.whole.explanations.count() == 1


def test_units_that_explain_the_same_line_stand_together_and_each_in_the_annex(
    report: Report, figures: FiguresCast
) -> None:
    say(figures, figures.neighbour, "Ba người chờ nghỉ hưu theo chế độ.")
    (_ours, below) = told(report)
    assert below["đơn vị"] == "2 đơn vị"
    names = [figures.cast.commune.current_name, figures.cast.neighbour.current_name]
    assert all(name in below["giải trình"] for name in names)
    each = told(report, "giai_trinh_tung_ban")
    assert {one.get("đơn vị", "") for one in each} == {"", *names}


def test_a_unit_that_handed_nothing_in_is_not_quoted(report: Report, figures: FiguresCast) -> None:
    Return.objects.filter(pk=figures.commune.pk).update(state=ReturnState.RETURNED)
    assert [one["giải trình"] for one in told(report)] == [OURS]


def test_the_own_report_of_a_unit_tells_its_own_alone(figures: FiguresCast) -> None:
    report = report_open(figures.commune.pk, "mau", actor=figures.cast.commune_officer.actor, now=figures.cast.now)
    (only,) = told(report)
    assert only["giải trình"] == THEIRS
    assert only["vấn đề"].startswith(f"{LABEL}: ")


def test_the_number_of_queries_does_not_grow_with_explanations(
    report: Report, figures: FiguresCast, django_assert_num_queries: Any
) -> None:
    again = Report.objects.select_related("period__form", "agency", "sheet__period__form", "template").get(pk=report.pk)
    facts_of(again, today=figures.cast.today)
    with django_assert_num_queries(15):
        facts_of(again, today=figures.cast.today)
    say(figures, figures.neighbour, "Ba người chờ nghỉ hưu theo chế độ.")
    with django_assert_num_queries(15):
        facts_of(again, today=figures.cast.today)


def test_packaged_templates_of_the_body_above_tell_explanations() -> None:
    from reform.narratives.packaged import packaged_templates

    assert any("ds(giai_trinh" in text for text in packaged_templates())
    assert not ReportTemplate.objects.exists()
