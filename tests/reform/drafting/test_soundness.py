"""Whatever a table says, a draft can be read and an offer names cells of the sheet: documents nobody saw will come."""

from datetime import date

import hypothesis.strategies as st
from hypothesis import given, settings

from corpora.reports import report_of
from forms_sample import FORM
from reform.drafting.drafts import draft_form
from reform.drafting.offers import offered
from reform.forms import read_form, sheet_of
from reform.forms.packaged import packaged_forms
from reform.forms.paper import paper_of
from vanban.reading import read_document
from vanban.reports import read_blank

SAMPLE = read_form(FORM)
THREE, TWO = (read_form(text) for text in packaged_forms())
HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"]
CODES = st.sampled_from(["", "1", "1.1", "1.1.1", "I", "II", "a", "b)", "10.2.7", "Trong đó", "-", "A", "Trong đó:"])
LABELS = (
    *(
        "Số hồ sơ tiếp nhận",
        "Tỷ lệ",
        "đúng hạn",
        "Tại cấp xã",
        "Cấp tỉnh",
        "cấp huyện",
        "Trực tiếp",
        "TTHC",
        "biên chế",
    ),
    *(
        "Trực tuyến toàn trình",
        "đang áp dụng",
        "CẢI CÁCH THỂ CHẾ",
        "Trong đó:",
        "- ",
        "+ ",
        "so với năm 2015",
        "có mặt",
    ),
    *("trên tổng số", "kế hoạch năm", "[x]", ": #", "'", "%", "no"),
)
WORDS = st.lists(st.sampled_from(LABELS), max_size=5).map(" ".join)
UNITS = st.sampled_from(["", "Hồ sơ", "%", "Người", "Có = 1; Không = 0", "Có/Không", "12", "Triệu đồng", "no", "A = 1"])
VALUES = st.sampled_from(["", "0", "12", "1.250", "99,5", "-3", "x", "Đã xong", "100%", "7.5"])
ROWS = st.lists(st.tuples(CODES, WORDS, UNITS, VALUES).map(list), min_size=1, max_size=14)


@given(rows=ROWS, base=st.sampled_from([None, SAMPLE]))
@settings(max_examples=40, deadline=None)
def test_every_draft_can_be_read(rows: list[list[str]], base: object) -> None:
    text = "\n".join("\t".join(row) for row in [HEAD, *rows])
    annex = read_blank(read_document(text.encode(), name="bieu.txt"))
    found = draft_form(annex, key="bieu", version="1", valid_from=date(2026, 1, 1), base=base)  # type: ignore[arg-type]
    assert len(found.rows) == len(annex.lines)
    form = found.form
    if form is not None:
        assert [row.target for row in form.annex] == [row.cell for row in found.rows]
        assert {row.cell for row in paper_of(form, form.levels[0])} - {None} <= set(
            sheet_of(form, form.levels[0]).cells
        )


@given(rows=ROWS, level=st.sampled_from(["commune", "department", "province"]))
@settings(max_examples=25, deadline=None)
def test_every_offer_names_cells_of_the_sheet_once(rows: list[list[str]], level: str) -> None:
    offer = offered(report_of("BÁO CÁO", [HEAD, *rows]), TWO, level, earlier=THREE)
    cells = [one.cell for one in (*offer.cells, *offer.declared)]
    assert len(set(cells)) == len(cells)
    assert set(cells) <= set(sheet_of(TWO, level).cells)
