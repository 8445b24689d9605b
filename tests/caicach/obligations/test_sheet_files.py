"""Files that are no sheet of ours, the pages of going out and coming back, and what is written read back."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.reader.excel import load_workbook
from openpyxl.workbook.workbook import Workbook

from caicach.obligations.forms.sheets import ABOUT, CELL_LABELS, SHEET
from caicach.obligations.imports.sheets import read_filled
from caicach.obligations.models import Obligation, Submission
from caicach.obligations.pages.sheets import carried, entries_carried
from caicach.obligations.selectors.sheets import SheetCell
from caicach.web.errors import BadInput, WrongState
from cast import Cast
from filled_sheets import COLUMNS, CONFIRM, IN, OUT, SAID, Filled, declared, figure
from vanban.text.forms import normalise


class TestBadFiles:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"uid,sentence\n1,=cmd|' /C calc'!A0\n", "không phải tệp XLSX"),
            (b"\xd0\xcf\x11\xe0 old", "XLS cũ"),
            (b"", "không có nội dung"),
            (b"PK\x03\x04 broken", "tệp hỏng"),
            (b"PK" + b"0" * (5 * 1024 * 1024), "lớn hơn 5 MB"),
        ],
    )
    def test_what_is_no_workbook_is_said(self, cast: Cast, data: bytes, words: str) -> None:
        with pytest.raises(BadInput, match=words):
            read_filled(data, today=cast.today)

    def test_a_document_instead_is_said(self, cast: Cast) -> None:
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
        with pytest.raises(BadInput, match="Không mở được"):
            read_filled(kept.getvalue(), today=cast.today)

    def test_another_workbook_is_said(self, cast: Cast) -> None:
        kept = io.BytesIO()
        Workbook().save(kept)
        with pytest.raises(BadInput, match="không phải bảng điền"):
            read_filled(kept.getvalue(), today=cast.today)

    def test_another_version_is_said(self, cast: Cast) -> None:
        sheet = Filled(cast)
        sheet.book[ABOUT]["B1"].value = 99
        with pytest.raises(BadInput, match="phiên bản khác"):
            sheet.read()

    def test_another_installation_is_said(self, cast: Cast) -> None:
        sheet = Filled(cast)
        sheet.book[ABOUT]["C1"].value = signing.dumps({"version": 1}, key="khoa-cua-may-khac", salt="x")
        with pytest.raises(BadInput, match="hệ thống khác"):
            sheet.read()

    def test_a_renamed_column_is_named(self, cast: Cast) -> None:
        sheet = Filled(cast)
        sheet.page.cell(sheet.header, COLUMNS.index("value") + 1).value = "Kết quả"
        with pytest.raises(BadInput, match="“Giá trị”"):
            sheet.read()

    def test_a_removed_column_is_named(self, cast: Cast) -> None:
        sheet = Filled(cast)
        sheet.page.delete_cols(COLUMNS.index("words") + 1)
        with pytest.raises(BadInput, match="“Giải trình”"):
            sheet.read()

    def test_a_column_copied_twice_is_named(self, cast: Cast) -> None:
        sheet = Filled(cast)
        sheet.page.cell(sheet.header, len(COLUMNS) + 1).value = str(CELL_LABELS[SheetCell.UNIT])
        with pytest.raises(BadInput, match="hai lần"):
            sheet.read()

    def test_columns_in_another_order_are_found(self, cast: Cast) -> None:
        one = declared(cast)
        sheet = Filled(cast).fill(one, sentence=SAID)
        sheet.page.insert_cols(5)
        assert sheet.checked()[0].is_right

    def test_other_sheets_are_named_and_not_read(self, cast: Cast) -> None:
        sheet = Filled(cast)
        sheet.book.create_sheet("Nháp", 0)
        assert read_filled(sheet.data(), today=cast.today).other_sheets == ("Nháp",)

    def test_ten_thousand_more_rows_are_refused(self, cast: Cast) -> None:
        declared(cast)
        sheet = Filled(cast)
        for number in range(10_000):
            sheet.page.append(["", "", "", "", "", "", "", "", "", f"Dòng thêm {number}"])
        with pytest.raises(BadInput, match=r"2\.000"):
            sheet.read()


class TestPages:
    @pytest.fixture
    def officer(self, cast: Cast, client: Client) -> Client:
        client.force_login(cast.commune_officer.user)
        return client

    def send(self, client: Client, data: bytes, name: str = "bang.xlsx") -> Any:
        return client.post(IN, {"file": SimpleUploadedFile(name, data)})

    def test_the_list_hands_out_its_own_rows(self, cast: Cast, officer: Client) -> None:
        declared(cast)
        page = officer.get(reverse("obligations:list"), {"mode": "declared"}).content.decode()
        assert f"{OUT}?mode=declared" in page
        answer = officer.get(OUT, {"mode": "figure"})
        rows = load_workbook(io.BytesIO(answer.content))[SHEET]
        assert (answer.status_code, rows.cell(7, 1).value) == (200, None)
        assert "attachment" in answer["Content-Disposition"]

    def test_from_the_sheet_to_the_ledger(self, cast: Cast, officer: Client) -> None:
        one, bad = declared(cast), figure(cast)
        shown = self.send(officer, Filled(cast).fill(one, sentence=SAID).fill(bad, value="?").data())
        text = shown.content.decode()
        assert "1 nhiệm vụ sẽ được ghi, 1 dòng có lỗi" in text
        assert not Submission.objects.exists()
        done = officer.post(CONFIRM, {"rows": shown.context["page"].carried})
        assert "Đã ghi 1 nhiệm vụ, để nguyên 1 dòng" in done.content.decode()
        assert Submission.objects.get().obligation_id == one.pk

    def test_a_sheet_without_mistakes_ends_at_the_list(self, cast: Cast, officer: Client) -> None:
        one = declared(cast)
        shown = self.send(officer, Filled(cast).fill(one, sentence="<b>Đã xong</b> việc").data())
        assert "&lt;b&gt;Đã xong" in shown.content.decode()
        done = officer.post(CONFIRM, {"rows": shown.context["page"].carried}, follow=True)
        assert "Đã ghi 1 nhiệm vụ." in done.content.decode()

    def test_an_untouched_sheet_says_so(self, cast: Cast, officer: Client) -> None:
        declared(cast)
        assert "không có ô nào thay đổi" in self.send(officer, Filled(cast).data()).content.decode()

    def test_a_csv_is_refused_in_words(self, cast: Cast, officer: Client) -> None:
        answer = self.send(officer, b"a,b\n=1+1,2\n", "bang.csv")
        assert (answer.status_code, "không phải tệp XLSX" in answer.content.decode()) == (422, True)

    def test_what_was_carried_is_one_person_s(self, cast: Cast) -> None:
        one = declared(cast)
        entries = Filled(cast).fill(one, sentence=SAID).read()
        text = carried(entries, actor=cast.commune_officer.actor)
        assert entries_carried(text, actor=cast.commune_officer.actor) == entries
        with pytest.raises(WrongState, match="đã cũ"):
            entries_carried(text, actor=cast.commune_leader.actor)


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=5).map(
    lambda text: f"Kết quả {text.strip()}."
)
figures = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=texts, value=figures, day=st.dates(date(2025, 1, 1), date(2026, 3, 16)))
def test_what_is_written_is_read_back(cast: Cast, said: str, value: Decimal, day: date) -> None:
    one = Obligation.objects.select_related("duty", "agency").first() or declared(cast)
    sheet = Filled(cast).fill(one, sentence=said, value=value, unit="hồ sơ", issued_on=day)
    for kind in ("sentence", "unit"):
        sheet.cell(one, kind).data_type = "s"
    (entry,) = sheet.read()
    assert not entry.problems
    read = entry.cells
    assert (Decimal(read[SheetCell.VALUE]), read[SheetCell.ISSUED_ON]) == (value, day.isoformat())
    assert read[SheetCell.SENTENCE] == normalise(said).strip()
