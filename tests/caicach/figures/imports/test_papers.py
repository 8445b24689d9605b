"""A report that came as a document gives figures with their places, and what it claims is held against them."""

import io
import json
from typing import Any

import docx
import pytest

from caicach.figures.constants import Origin
from caicach.figures.imports.bringing import document_bring
from caicach.figures.imports.papers import Meant, document_in, paper_result, place_words, read_paper
from caicach.figures.imports.taking import intake_take, intake_weighed
from caicach.figures.jobs import document_unread
from caicach.figures.models import FigureCell, Intake
from caicach.figures.selectors.intakes import intake_for
from caicach.web.errors import BadInput
from corpora.pdf_parts import Sheet, pdf
from figures_books import sheet
from figures_cast import FiguresCast
from reform.regimes import PeriodCode, ReportPeriod
from vanban.text.findings import Place

ROWS = (
    ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"),
    ("1.1.1", "Văn bản chỉ đạo đã ban hành", "Văn bản", "4", ""),
    ("2.1.2", "Hồ sơ tiếp nhận mới", "Hồ sơ", "108", ""),
    ("a", "Trực tiếp", "Hồ sơ", "30", ""),
    ("b", "Trực tuyến", "Hồ sơ", "70", ""),
    ("2.1.4", "Giải quyết đúng hạn", "Hồ sơ", "90", ""),
    ("2.1.5", "Giải quyết quá hạn", "Hồ sơ", "2", ""),
    ("3.1.1", "Biên chế được giao", "Người", "22", ""),
    ("9.9", "Số cây xanh trồng mới", "Cây", "300", ""),
)

MEANT = Meant("UBND xã Suối Nhạn", ReportPeriod(2026, PeriodCode.Q1), "quý I năm 2026")


def report(rows: Any = ROWS, *, head: str = "", title: str = "Kết quả cải cách hành chính quý I năm 2026") -> bytes:
    made = docx.Document()
    if head:
        made.add_paragraph(head)
    made.add_paragraph("BÁO CÁO")
    made.add_paragraph(title)
    table = made.add_table(rows=0, cols=5)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read() -> dict[str, Any]:
    return json.loads(paper_result(document_in(report(), name="bc.docx"), sheet().form, "commune"))


def test_each_figure_has_its_place_in_the_document() -> None:
    made = {one["cell"]: (one["figure"], place_words(one["place"])) for one in read()["cells"]}
    assert made["steer.docs"] == ("4", "bảng 1, dòng 2")
    assert made["dossier.received[channel_in=online, tier=commune]"] == ("70", "bảng 1, dòng 5")


def test_a_total_that_its_parts_do_not_give_comes_out() -> None:
    said = [one["sentence"] for one in read()["findings"]]
    assert any("108" in one and "100" in one for one in said)
    assert not any("Chưa nhập" in one for one in said)


def test_a_line_that_the_form_lacks_is_told_and_refuses_nothing() -> None:
    (one,) = read()["unmatched"]
    assert (one["label"], one["said"]) == ("Số cây xanh trồng mới", "300")
    assert place_words(one["place"]) == "bảng 1, dòng 9"
    assert read_paper(json.dumps(read()), sheet(), MEANT).refused == ()


def test_a_declared_total_is_compared_and_never_stored() -> None:
    proposal = read_paper(json.dumps(read()), sheet(), MEANT)
    assert "dossier.received[tier=commune]" not in {str(one.cell) for one in proposal.cells}


@pytest.mark.parametrize(
    ("head", "title", "said"),
    [
        ("", "Kết quả cải cách hành chính quý I năm 2026", []),
        ("ỦY BAN NHÂN DÂN XÃ SUỐI NHẠN", "Kết quả cải cách hành chính quý I/2026", []),
        ("", "Kết quả cải cách hành chính", []),
        ("", "Kết quả cải cách hành chính 9 tháng năm 2025", ["là của 9 tháng năm 2025, bản số liệu là của quý I"]),
        ("ỦY BAN NHÂN DÂN XÃ ĐỒI CHÈ", "Kết quả quý I năm 2026", ["do UBND xã Đồi Chè ban hành"]),
    ],
)
def test_a_report_of_another_period_or_body_is_told(head: str, title: str, said: list[str]) -> None:
    result = paper_result(document_in(report(head=head, title=title), name="bc.docx"), sheet().form, "commune")
    remarks = read_paper(result, sheet(), MEANT).remarks
    assert len(remarks) == len(said)
    assert all(words in remark for words, remark in zip(said, remarks, strict=True))


def test_a_report_is_taken_cell_by_cell_with_its_origin(figures: FiguresCast) -> None:
    cast = figures.cast
    actor = cast.commune_officer.actor
    kept = document_bring(figures.commune, report(), name="bc.docx", actor=actor, now=cast.now)
    weighed = intake_weighed(intake_for(actor, kept.uid), actor=actor)
    intake_take(weighed, actor=actor, now=cast.now, version=weighed.version)
    rows = FigureCell.objects.filter(sheet=figures.commune)
    assert {row.origin for row in rows} == {Origin.DOCUMENT}
    assert rows.get(line_key="steer.docs").value == 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không có nội dung"),
        ("Không có bảng số liệu nào ở đây.".encode(), "Không thấy dòng số liệu nào"),
        (b"\x7fELF" + b"\0" * 100, ""),
    ],
)
def test_what_gives_no_figures_is_refused_and_leaves_nothing(figures: FiguresCast, data: bytes, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        document_bring(
            figures.commune, data, name="bc.txt", actor=figures.cast.commune_officer.actor, now=figures.cast.now
        )
    assert words in str(refused.value)
    assert not Intake.objects.exists()


def test_what_takes_long_is_read_by_a_job(figures: FiguresCast) -> None:
    actor = figures.cast.commune_officer.actor
    page = pdf(Sheet().text(72, 72, "BÁO CÁO"))
    kept = document_bring(figures.commune, page, name="bc.pdf", actor=actor, now=figures.cast.now)
    assert kept.job is not None
    assert kept.result == ""
    with pytest.raises(BadInput, match="đang được đọc"):
        intake_weighed(kept, actor=actor)
    document_unread(intake_id=kept.pk)
    assert not Intake.objects.exists()


def test_a_place_is_said_as_people_count() -> None:
    assert place_words(Place(page=12, table=0, row=4).to_json()) == "trang 12, bảng 1, dòng 5"
    assert place_words({}) == ""
