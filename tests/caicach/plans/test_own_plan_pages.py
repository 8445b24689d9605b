"""The pages of an agency's own plan, and the paper that is taken from them."""

import io
import re
from collections.abc import Callable
from datetime import date
from html import unescape

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from caicach.plans import services
from caicach.plans.exports.own_plan import own_docx, own_paper, own_xlsx
from caicach.plans.models import OwnPlan, Plan
from caicach.plans.services.own_rows import (
    LocalRow,
    own_row_add,
    own_version,
)
from cast import PDF, Cast
from own_sample import row_of, start
from plans_sample import ROWS
from vanban.reading import Paragraph, Table, read_document

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


class TestPages:
    """The pages, as a commune's officer walks through them."""

    def fields(self, own: OwnPlan, html: str) -> dict[str, str]:
        """Return what a browser would send of the form of rows that is on the page."""
        address = re.escape(reverse("plans:own", args=[own.uid]))
        form = re.search(rf'<form method="post" action="{address}">(.*?)</form>', html, re.DOTALL)
        assert form
        named = re.findall(r"<input ([^>]*)>", form[1])
        values = {}
        for one in named:
            name = re.search(r'name="([^"]+)"', one)
            value = re.search(r'value="([^"]*)"', one)
            if name and ('type="checkbox"' not in one or "checked" in one):
                values[name[1]] = unescape(value[1]) if value else "on" * ('type="checkbox"' in one)
        return values

    def test_saving_the_page_as_it_stands_changes_nothing(self, client: Client, cast: Cast, own: OwnPlan) -> None:
        client.force_login(cast.commune_officer.user)
        address = reverse("plans:own", args=[own.uid])
        before = own_version(own.rows.all())
        sent = self.fields(own, client.get(address).content.decode())
        assert len(sent) >= 3 * own.rows.count()
        assert client.post(address, sent).status_code == 302
        assert own_version(own.rows.all()) == before

    def test_a_form_that_came_without_its_rows_unticks_nothing(self, client: Client, cast: Cast, own: OwnPlan) -> None:
        client.force_login(cast.commune_officer.user)
        assert client.post(reverse("plans:own", args=[own.uid]), {}).status_code == 422
        assert all(row.is_taken for row in own.rows.all())

    def test_a_later_day_is_shown_at_its_row_with_what_was_typed(
        self, client: Client, cast: Cast, own: OwnPlan
    ) -> None:
        client.force_login(cast.commune_officer.user)
        address = reverse("plans:own", args=[own.uid])
        row = row_of(own, "rà soát")
        sent = self.fields(own, client.get(address).content.decode()) | {f"due_{row.pk}": "16/05/2026"}
        refused = client.post(address, sent)
        assert refused.status_code == 422
        words = refused.content.decode()
        assert "Hạn 16/05/2026 muộn hơn hạn 15/05/2026 của cấp trên" in words
        assert 'value="16/05/2026"' in words

    def test_the_whole_way_from_the_choice_to_the_duties(self, client: Client, cast: Cast, superior: Plan) -> None:
        client.force_login(cast.commune_officer.user)
        begun = client.get(reverse("plans:own_start"))
        assert "Kế hoạch số 88/KH-UBND" in begun.content.decode()
        given = {"superiors": [superior.pk], "title": "Cải cách hành chính năm 2026", "days_before": "5"}
        made = client.post(reverse("plans:own_start"), given)
        own = OwnPlan.objects.get()
        assert made.headers["Location"] == reverse("plans:own", args=[own.uid])
        local = {"area_code": "procedures", "task": "Tuyên truyền", "text": "Họp thôn", "due_on": "30/6/2026"}
        assert client.post(reverse("plans:own_add", args=[own.uid]), local).status_code == 302
        row = row_of(own, "Họp thôn")
        address = reverse("plans:own_row", args=[own.uid, row.position])
        assert client.post(address, {**local, "budget": "2 triệu đồng"}).status_code == 302
        client.force_login(cast.clerk.user)
        paper = {
            "symbol": "41/KH-UBND", "issued_on": "10/03/2026", "file": SimpleUploadedFile("kh.pdf", PDF + b"trang")
        }  # fmt: skip
        issued = client.post(reverse("plans:own_issue", args=[own.uid]), paper)
        assert issued.status_code == 302
        own.refresh_from_db()
        assert own.plan is not None
        shown = client.get(reverse("plans:own", args=[own.uid])).content.decode()
        assert "Kế hoạch số 41/KH-UBND ngày 10/03/2026" in shown

    def test_others_do_not_find_it(self, client: Client, cast: Cast, own: OwnPlan) -> None:
        for one in (cast.neighbour_officer, cast.standing_officer, cast.stranger):
            client.force_login(one.user)
            assert client.get(reverse("plans:own", args=[own.uid])).status_code == 404

    def test_a_viewer_reads_it_and_changes_nothing(self, client: Client, cast: Cast, own: OwnPlan) -> None:
        client.force_login(cast.commune_viewer.user)
        address = reverse("plans:own", args=[own.uid])
        assert "Lưu các dòng" not in client.get(address).content.decode()
        assert client.post(address, {}).status_code == 403

    def test_the_number_of_queries_does_not_grow_with_the_rows(
        self, client: Client, cast: Cast, own: OwnPlan, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client.force_login(cast.commune_officer.user)
        address = reverse("plans:own", args=[own.uid])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        for number in range(20):
            row = LocalRow("procedures", f"Việc {number}", f"Sản phẩm {number}", date(2026, 6, 1), "", "", "")
            own_row_add(own, actor=cast.commune_officer.actor, row=row, now=cast.now, today=cast.today)
        with django_assert_num_queries(len(asked)):
            client.get(address)


class TestPaper:
    """The plan as an official paper, number and date left to văn thư."""

    def test_it_cites_the_superiors_plan_and_leaves_number_and_date_blank(self, cast: Cast, own: OwnPlan) -> None:
        row = LocalRow(
            "procedures", "Tuyên truyền", "Họp thôn", date(2026, 6, 1), "", "Trưởng thôn Tà Van", "2 triệu đồng"
        )
        own_row_add(own, actor=cast.commune_officer.actor, row=row, now=cast.now, today=cast.today)
        data = own_docx(own_paper(own, now=cast.now, today=cast.today))
        blocks = read_document(data, name="a.docx").blocks
        lines = [block.text for block in blocks if isinstance(block, Paragraph)]
        assert lines[2] == (
            "Căn cứ Kế hoạch số 88/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh Sông Mây về cải cách hành chính"
            " nhà nước năm 2026 tỉnh Sông Mây;"
        )
        tables = [block for block in blocks if isinstance(block, Table)]
        head, annex = tables[0], tables[-1]
        left, right = (cell.text for cell in head.rows[0].cells)
        assert left.startswith("ỦY BAN NHÂN DÂN\nXÃ SUỐI NHẠN\n")
        assert re.search(r"Số:\s+/KH-UBND\Z", left)
        assert re.search(r"Suối Nhạn, ngày\s+tháng\s+năm 2026\Z", right)
        words = [[cell.text for cell in row.cells] for row in annex.rows]
        assert words[0][:3] == ["TT", "Nhiệm vụ", "Sản phẩm"]
        assert words[-1] == [
            "4", "Tuyên truyền", "Họp thôn", "Trưởng thôn Tà Van", "Chậm nhất ngày 01/06/2026", "2 triệu đồng", ""
        ]  # fmt: skip
        assert any("Kế hoạch số 88/KH-UBND, hạn 15/05/2026" in row[-1] for row in words)

    def test_its_annex_stands_on_a_landscape_sheet_with_a_repeated_header(self, cast: Cast, own: OwnPlan) -> None:
        document = docx.Document(io.BytesIO(own_docx(own_paper(own, now=cast.now, today=cast.today))))
        assert [round(section.page_width.mm) for section in document.sections] == [210, 297]
        (annex,) = [table for table in document.tables if len(table.columns) == 7]
        assert "w:tblHeader" in annex.rows[0]._tr.xml

    def test_the_workbook_has_days_as_days(self, cast: Cast, own: OwnPlan) -> None:
        book = openpyxl.load_workbook(io.BytesIO(own_xlsx(own_paper(own, now=cast.now, today=cast.today))))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        line = next(row for row in rows if row[3] == "Báo cáo rà soát của xã")
        assert [value.date() for value in (line[5], line[9])] == [date(2026, 5, 12), date(2026, 5, 15)]

    def test_a_plan_without_rows_is_still_a_paper(self, cast: Cast, own: OwnPlan) -> None:
        own.rows.update(is_taken=False)
        paper = own_paper(own, now=cast.now, today=cast.today)
        assert docx.Document(io.BytesIO(own_docx(paper)))
        assert own_xlsx(paper)

    @pytest.mark.parametrize(("ending", "status"), [("docx", 200), ("xlsx", 200), ("pdf", 404)])
    def test_it_is_handed_out(self, client: Client, cast: Cast, own: OwnPlan, ending: str, status: int) -> None:
        client.force_login(cast.commune_viewer.user)
        assert client.get(reverse("plans:own_file", args=[own.uid, ending])).status_code == status
