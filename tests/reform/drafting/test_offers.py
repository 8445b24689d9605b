"""A report that came as a document, offered as a return: its figures find their cells whatever the paper's numbers."""

from decimal import Decimal

import pytest

from corpora.reports import FORMS, Rows, report_of
from reform.drafting.offers import Offer, offered
from reform.forms import Quality, findings_of, read_form
from reform.forms.findings import Background
from reform.forms.packaged import packaged_forms
from reform.messages import message_of

THREE, TWO = (read_form(text) for text in packaged_forms())
HEAD = ["STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"]
COMMUNE: Rows = [
    HEAD,
    ["1", "CHỈ ĐẠO, ĐIỀU HÀNH", "", "", ""],
    ["1.1", "Kế hoạch cải cách hành chính", "", "", ""],
    ["1.1.1", "Số nhiệm vụ trong kế hoạch năm 2026", "Nhiệm vụ", "24", ""],
    ["1.1.2", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "9", ""],
    ["1.4.2", "Hình thức khảo sát sự hài lòng", "Trực tuyến = 0; Phát phiếu = 1", "1", ""],
    ["1.5", "Có tổ chức đối thoại với người dân", "Không tổ chức = 0; Có tổ chức = 1", "1", ""],
    ["3", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "", "", ""],
    ["3.3", "Kết quả giải quyết hồ sơ", "", "", ""],
    ["3.3.1", "Số hồ sơ TTHC tiếp nhận mới", "Hồ sơ", "120", ""],
    ["Trong đó", "Trực tiếp", "", "20", ""],
    ["", "Qua BCCI", "", "", ""],
    ["", "Trực tuyến một phần", "", "60", ""],
    ["", "Trực tuyến toàn trình", "", "40", ""],
    ["3.3.1", "Số hồ sơ cấp xã tiếp nhận được giải quyết đúng hạn", "Hồ sơ", "118", ""],
    ["9.9", "Số cây xanh trồng mới", "Cây", "300", ""],
]


def offer_of(rows: Rows, level: str = "commune", form: str = "text") -> Offer:
    report = report_of("BÁO CÁO", "Kết quả cải cách hành chính quý I năm 2026", rows, form=form)
    return offered(report, TWO, level, earlier=THREE)


def figures(offer: Offer) -> dict[str, Decimal | str | None]:
    return {str(one.cell): one.figure.value for one in offer.cells}


@pytest.mark.parametrize("form", FORMS)
def test_figures_find_their_cells_by_words_and_place(form: str) -> None:
    offer = offer_of(COMMUNE, form=form)
    assert figures(offer) == {
        "plan.tasks": 24,
        "plan.done": 9,
        "survey.mode": "paper",
        "dialog.held": "yes",
        "dossier.received[channel_in=direct, tier=commune]": 20,
        "dossier.received[channel_in=partial, tier=commune]": 60,
        "dossier.received[channel_in=full, tier=commune]": 40,
        "dossier.received[channel_in=post, tier=commune]": 0,
    }
    assert offer.source == "cchc-thong-ke/2025.1"


def test_totals_are_declared_and_compared_never_stored() -> None:
    offer = offer_of(COMMUNE)
    assert {str(one.cell): one.figure.value for one in offer.declared} == {
        "dossier.received[tier=commune]": 120,
        "dossier.on_time[tier=commune]": 118,
    }


def test_a_declared_total_that_is_wrong_comes_out() -> None:
    rows = [[*row[:3], "12", ""] if row[1] == "Qua BCCI" else row for row in COMMUNE]
    offer = offer_of(rows)
    found = findings_of(TWO, "commune", offer.filled, Background(declared=offer.declared_figures))
    assert ("G3", "dossier.received[tier=commune]") in {(one.rule, str(one.cell)) for one in found}


def test_a_blank_that_the_total_leaves_nothing_for_is_zero_and_says_so() -> None:
    implied = [one for one in offer_of(COMMUNE).cells if one.is_implied]
    assert [(str(one.cell), one.raw) for one in implied] == [("dossier.received[channel_in=post, tier=commune]", "")]


def test_a_blank_stays_blank_where_the_total_leaves_something() -> None:
    rows = [row if row[1] != "Trực tiếp" else [*row[:3], "19", ""] for row in COMMUNE]
    assert not [one for one in offer_of(rows).cells if one.is_implied]


def test_what_is_no_line_of_the_form_is_told_with_its_place() -> None:
    offer = offer_of(COMMUNE)
    (doubt,) = [one for one in offer.doubts if one.code == "OF001"]
    assert message_of(doubt) == (
        "“Số cây xanh trồng mới” có số 300 nhưng biểu không có chỉ tiêu này. Chọn chỉ tiêu, hoặc bỏ qua dòng này."
    )
    assert doubt.place.row == 15
    assert offer.unmatched == (14,)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["1.1.1", "Số nhiệm vụ trong kế hoạch năm", "Nhiệm vụ", "24,5", ""], "OF003"),
        (["1.4.2", "Hình thức khảo sát", "Trực tuyến = 0; Phát phiếu = 1", "7", ""], "OF003"),
        (["5.2.1", "Số công chức qua thi tuyển hoặc xét tuyển", "Người", "2", ""], "OF002"),
    ],
)
def test_what_no_cell_can_hold_is_told_and_not_offered(cells: list[str], code: str) -> None:
    offer = offer_of([HEAD, cells, ["1.1.2", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "9", ""]])
    assert [one.code for one in offer.doubts] == [code]
    assert figures(offer) == {"plan.done": 9}


def test_the_same_lines_under_other_numbers() -> None:
    rows = [[f"II.{at}" if at and row[0][:1].isdigit() else row[0], *row[1:]] for at, row in enumerate(COMMUNE)]
    assert figures(offer_of(rows)) == figures(offer_of(COMMUNE))


DISTRICT: Rows = [
    HEAD,
    ["3.1.3", "Tổng số TTHC đang áp dụng", "Thủ tục", "", ""],
    ["Trong đó", "Số TTHC cấp huyện", "Thủ tục", "300", ""],
    ["", "Số TTHC cấp xã", "Thủ tục", "200", ""],
    ["3.2.1", "Số TTHC tiếp nhận tại Bộ phận Một cửa cấp huyện", "Thủ tục", "40", ""],
    ["3.2.2", "Số TTHC tiếp nhận tại Bộ phận Một cửa cấp xã", "Thủ tục", "150", ""],
    ["3.2.3", "Số TTHC liên thông cùng cấp", "Thủ tục", "90", ""],
    ["Trong đó", "Tại cấp huyện", "", "90", ""],
    ["", "Tại cấp xã", "", "", ""],
    ["3.3.1", "Số lượng hồ sơ đã tiếp nhận", "Hồ sơ", "500", ""],
    ["Trong đó", "Tiếp nhận trực tiếp", "", "200", ""],
    ["", "- Cấp huyện", "", "", ""],
    ["", "- Cấp xã", "", "200", ""],
    ["", "Tiếp nhận trực tuyến mức độ 3", "", "300", ""],
    ["", "- Cấp huyện", "", "100", ""],
    ["", "- Cấp xã", "", "200", ""],
    ["3.4.1", "Công khai kết quả trên Cổng dịch vụ công của tỉnh", "Hồ sơ", "30", ""],
    ["Trong đó", "- Cấp huyện", "", "10", ""],
    ["", "- Cấp xã", "", "15", ""],
]


def test_a_report_of_the_three_level_years_goes_into_its_own_form_and_its_faults_come_out() -> None:
    report = report_of("BÁO CÁO", "Kết quả cải cách hành chính quý I năm 2024", DISTRICT)
    offer = offered(report, THREE, "district")
    assert figures(offer)["dossier.received[channel_in=partial, tier=commune]"] == 200
    assert figures(offer)["onestop.same_level[tier=commune]"] == 0
    qualities = {str(one.cell): one.quality for one in offer.cells}
    assert qualities["proc.active[tier=district]"] is Quality.SAME
    assert qualities["dossier.received[channel_in=partial, tier=commune]"] is Quality.APPROX
    found = findings_of(THREE, "district", offer.filled, Background(declared=offer.declared_figures))
    assert {("G2", "onestop.same_level[tier=district]"), ("G3", "publish.portal")} <= {
        (one.rule, str(one.cell)) for one in found
    }


def test_an_old_report_is_carried_to_the_form_in_force() -> None:
    report = report_of("BÁO CÁO", "Kết quả cải cách hành chính quý I năm 2024", DISTRICT)
    offer = offered(report, TWO, "province", earlier=THREE)
    assert offer.source == "cchc-thong-ke/2024.1"
    given = {str(one.cell): (one.figure.value, one.quality) for one in (*offer.cells, *offer.declared)}
    assert given["onestop.procs[tier=commune]"] == (150, Quality.APPROX)
    assert "onestop.procs[tier=province]" not in given
    assert {one.code for one in offer.doubts} >= {"OF002", "OF007"}


def test_a_report_of_thousands_of_lines_is_not_searched() -> None:
    rows = [HEAD, *([str(at), f"Hồ sơ số {at} đã xong", "Hồ sơ", "1", ""] for at in range(1, 2_003))]
    offer = offer_of(rows)
    assert ([one.code for one in offer.doubts], offer.cells) == (["OF008"], ())
