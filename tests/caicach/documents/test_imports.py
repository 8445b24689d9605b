"""A list of documents comes from an office's own system: tried first, taken once, each document once."""

import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.documents.imports.columns import propose
from caicach.documents.imports.taking import documents_import, list_try
from caicach.documents.models import Document, DoubtfulPair
from caicach.obligations.mapping import reasons_to_json
from caicach.obligations.models import EventHint
from caicach.sheets.mapping import mapped, read_table
from caicach.sheets.models import ColumnMapping, SheetUpload
from caicach.sheets.registry import MappedRow
from cast import Cast
from events_sample import asleep
from reform.messages import Reason
from sheets_sample import workbook

TITLES = ("STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Nơi ban hành")
LIST = (
    (1, "12/KH-UBND", "05/01/2026", "Kế hoạch cải cách hành chính", "UBND tỉnh Sông Mây"),
    (2, "7/BC-STC", "15/02/2026", "Báo cáo kết quả quý I", "Sở Tài chính"),
    (3, "88/STC-TCHC", "2026-03-01", "Về việc báo cáo", "Sở Tài chính"),
)
ROLES = ("", "symbol", "issued_on", "subject", "issuer")


def rows(*given: tuple[Any, ...]) -> tuple[MappedRow, ...]:
    from caicach.documents.imports.columns import roles

    return mapped(read_table(workbook([TITLES, *given]), name="ds.xlsx"), ROLES, roles())


def test_the_list_becomes_documents(cast: Cast) -> None:
    done = documents_import(rows(*LIST), actor=cast.commune_officer.actor, now=cast.now)
    assert (done.fresh, done.known, done.problems) == (3, 0, ())
    found = Document.objects.filter(symbol_key__in=["12/KH-UBND", "7/BC-STC", "88/STC-TCHC"]).order_by("issued_on")
    assert [one.type for one in found] == ["Kế hoạch", "Báo cáo", "Công văn"]
    assert found[1].issuer_id == cast.department.pk


def test_the_same_list_again_brings_nothing_new(cast: Cast) -> None:
    documents_import(rows(*LIST), actor=cast.commune_officer.actor, now=cast.now)
    count = Document.objects.count()
    done = documents_import(rows(*LIST), actor=cast.commune_officer.actor, now=cast.now)
    assert (done.fresh, done.known) == (0, 3)
    assert Document.objects.count() == count


def test_a_trial_says_what_would_be_and_leaves_nothing(cast: Cast) -> None:
    wrong = (4, "", "05/01/2026", "Không số", "Sở Tài chính"), (5, "9/KH-STC", "31/02/2026", "Sai ngày", "Sở Tài chính")
    entries = Entry.objects.count()
    trial = list_try(rows(*LIST, *wrong), actor=cast.commune_officer.actor, context={}, now=cast.now)
    assert next((count.label, count.value) for count in trial.counts) == ("Văn bản mới", 3)
    assert [(problem.row, problem.column) for problem in trial.problems] == [(5, "Số, ký hiệu"), (6, "Ngày ban hành")]
    assert not Document.objects.filter(symbol_key="7/BC-STC").exists()
    assert Entry.objects.count() == entries


def test_a_day_that_has_not_come_is_left_out_with_its_row(cast: Cast) -> None:
    done = documents_import(
        rows(*LIST, (4, "1/KH-X", "31/12/2099", "", "Sở Tài chính")), actor=cast.commune_officer.actor, now=cast.now
    )
    assert [problem.row for problem in done.problems] == [5]
    assert done.fresh == 3


def test_a_list_without_issuers_is_of_what_the_body_issued(cast: Cast) -> None:
    listed = tuple(MappedRow(row.number, {**row.values, "issuer": ""}) for row in rows(LIST[0]))
    documents_import(listed, actor=cast.commune_officer.actor, now=cast.now)
    assert Document.objects.get(symbol_key="12/KH-UBND").issuer_id == cast.commune.pk


@pytest.mark.parametrize(
    ("titles", "roles"),
    [
        (TITLES, ROLES),
        (("Số đến", "Ngày đến", "Tác giả", "Số ký hiệu", "Ngày VB", "Tên loại và trích yếu nội dung"),
         ("", "received_on", "issuer", "symbol", "issued_on", "subject")),
        (("Số", "Ký hiệu", "Ngày ký", "Người ký", "V/v"), ("number", "symbol", "issued_on", "signer", "subject")),
        (("Số đi", "Ngày đi", "Số ký hiệu", "Tóm tắt", "Người soạn", "Nơi nhận", "Độ mật"),
         ("number", "issued_on", "symbol", "subject", "", "", "")),
        (("TT", "Văn bản – Số", "Văn bản – Ký hiệu", "Văn bản – Ngày", "Ngày – Đến", "Trích yếu"),
         ("", "number", "symbol", "issued_on", "received_on", "subject")),
        (("Số công văn", "Ngày công văn", "CQ ban hành", "Về việc", "Thể loại", "Hạn xử lý", "Trạng thái"),
         ("symbol", "issued_on", "issuer", "subject", "type", "", "")),
    ],
)  # fmt: skip
def test_columns_are_told_by_the_words_of_office_systems(titles: tuple[str, ...], roles: tuple[str, ...]) -> None:
    assert propose(titles) == roles


def test_number_and_symbol_in_two_columns_are_one(cast: Cast) -> None:
    row = MappedRow(2, {"number": "41", "symbol": "KH-UBND", "issued_on": "05/01/2026", "issuer": "UBND tỉnh Sông Mây"})
    documents_import([row], actor=cast.commune_officer.actor, now=cast.now)
    assert Document.objects.filter(symbol_key="41/KH-UBND").exists()


def test_from_the_upload_to_the_register(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.commune_officer.user)
    file = SimpleUploadedFile("ds.xlsx", workbook([["SỔ VĂN BẢN ĐẾN"], [], TITLES, *LIST]))
    trial = client.post(reverse("sheets:bring", args=["documents"]), {"file": file}).headers["Location"]
    columns = client.get(trial).headers["Location"]
    assert "Nơi ban hành" in client.get(columns).content.decode()
    client.post(columns, {f"cot-{at}": role for at, role in enumerate(ROLES)})
    shown = client.get(trial).content.decode()
    assert "Nhập 3 văn bản" in shown
    assert not Document.objects.filter(symbol_key="7/BC-STC").exists()
    assert client.post(trial).status_code == 302
    assert Document.objects.filter(symbol_key="7/BC-STC").exists()
    assert ColumnMapping.objects.get().owner_id == cast.commune.pk
    assert not SheetUpload.objects.exists()


def test_two_thousand_rows_are_tried_in_a_few_seconds(cast: Cast) -> None:
    listed = many(2000)
    start = time.process_time()
    trial = list_try(listed, actor=cast.commune_officer.actor, context={}, now=cast.now)
    assert trial.counts[0].value == 2000
    assert time.process_time() - start < 5


def many(count: int) -> tuple[MappedRow, ...]:
    return rows(*((at, f"{at}/BC-STC", "15/02/2026", f"Báo cáo {at}", "Sở Tài chính") for at in range(1, count + 1)))


def brought_in(cast: Cast, listed: tuple[MappedRow, ...], counted: Any) -> int:
    """Bring a list in; return its statements."""
    with counted() as context:
        documents_import(listed, actor=cast.commune_officer.actor, now=cast.now)
    return len(context.captured_queries)


@pytest.fixture
def counted() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def test_a_new_list_costs_the_same_whatever_its_length(cast: Cast, counted: Any) -> None:
    few = brought_in(cast, many(10), counted)
    Document.objects.all().delete()
    assert brought_in(cast, many(200), counted) == few
    assert Document.objects.count() == 200
    assert few <= 25


def test_a_list_that_is_known_costs_the_same_whatever_its_length(cast: Cast, counted: Any) -> None:
    documents_import(many(200), actor=cast.commune_officer.actor, now=cast.now)
    few = brought_in(cast, many(10), counted)
    assert brought_in(cast, many(200), counted) == few


def test_placeholders_and_doubts_are_many_at_a_time(cast: Cast, counted: Any) -> None:
    def awaited(numbers: range) -> None:
        """Cite documents that nobody has registered, and register as many that may be those of the list."""
        Document.objects.bulk_create(
            Document(
                type="Báo cáo",
                symbol=f"{at}/BC-STC",
                symbol_key=f"{at}/BC-STC",
                issued_on="2026-02-15",
                is_placeholder=at % 2 == 0,
                issuer_name="" if at % 2 == 0 else "Sở Tài chính tỉnh Sông Mây",
                issuer_key="" if at % 2 == 0 else "so tai chinh tinh song may",
                registered_at=cast.now,
            )
            for at in numbers
        )

    awaited(range(1, 11))
    few = brought_in(cast, many(10), counted)
    assert (Document.objects.filter(is_placeholder=False).count(), DoubtfulPair.objects.count()) == (15, 5)
    assert Document.objects.get(symbol_key="2/BC-STC").subject == "Báo cáo 2"
    DoubtfulPair.objects.all().delete()
    Document.objects.all().delete()
    awaited(range(1, 201))
    assert brought_in(cast, many(200), counted) == few
    assert DoubtfulPair.objects.count() == 100


def test_every_new_document_is_asked_about_where_a_duty_waits_for_it(cast: Cast) -> None:
    waits = Reason("DU011", {"event": "Báo cáo số 7/BC-STC được ban hành", "amount": 10, "unit": "day"})
    duty = asleep(cast, reasons_to_json((waits,)))
    documents_import(many(10), actor=cast.commune_officer.actor, now=cast.now)
    assert list(EventHint.objects.values_list("duty", "document__symbol")) == [(duty.pk, "7/BC-STC")]
