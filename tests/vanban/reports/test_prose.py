"""Figures of the prose, and what it claims of them."""

import pytest

from corpora.reports import report_of
from vanban.reports import Figure, RateClaim, Report, SumClaim


def figures(text: str) -> list[tuple[str, str | None]]:
    report = report_of(text, "Hết.")
    return [(str(figure.value), figure.unit) for passage in report.narratives for figure in passage.figures]


def numbers(*parts: Figure) -> list[str]:
    return [str(part.value) for part in parts]


def only_sum(report: Report) -> SumClaim:
    (claim,) = report.claims
    assert isinstance(claim, SumClaim)
    return claim


def only_rate(report: Report) -> RateClaim:
    (claim,) = report.claims
    assert isinstance(claim, RateClaim)
    return claim


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Đã ban hành 15 văn bản chỉ đạo.", [("15", "văn bản")]),
        ("Tổ chức 03 lớp tập huấn cho 1.250 lượt người.", [("3", "lớp tập huấn"), ("1250", "lượt người")]),
        ("Tỷ lệ hồ sơ trực tuyến đạt 97,5%.", [("97.5", "%")]),
        ("Huy động 1.544,4 tỷ đồng.", [("1544.4", "tỷ đồng")]),
        ("Có 288/367 hồ sơ được kích hoạt.", [("288", "hồ sơ"), ("367", "hồ sơ")]),
        ("UBND xã 260 hồ sơ.", [("260", "hồ sơ")]),
        ("Chỉ số cải cách hành chính đạt 90,17 điểm.", [("90.17", "điểm")]),
        ("Cấp 367 tài khoản mức độ 1.", [("367", "tài khoản")]),
    ],
)
def test_figures(text: str, read: list[tuple[str, str]]) -> None:
    assert figures(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 15/01/2026 của UBND tỉnh.",
        "Trong 3 tháng đầu năm 2026, quý 1, ngày 12 tháng 3 năm 2026.",
        "Mô hình “3 không” và phương châm “4 tăng, 2 giảm”.",
        "Dịch vụ công mức độ 4 theo Điều 5 Nghị định 61 của Chính phủ.",
        "Kỳ họp lần thứ 6, khóa 20, giai đoạn 2021-2025.",
        "Sơ kết 02 năm thực hiện Nghị quyết.",
        "Hạn cuối tháng 12/2026.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_names_and_sections() -> None:
    report = report_of(
        "II. KẾT QUẢ",
        "2. Thủ tục hành chính",
        "c) Kết quả giải quyết",
        "- Tổng số hồ sơ tiếp nhận: 1.250 hồ sơ.",
        "Tổ chức thẩm định 12 quyết định xử lý vi phạm.",
        "III. NHIỆM VỤ TRỌNG TÂM QUÝ II",
        "1. Phấn đấu 98% hồ sơ đúng hạn.",
    )
    assert [(said.section, said.ahead, [figure.name for figure in said.figures]) for said in report.narratives] == [
        ("II.2.c", False, ["Tổng số hồ sơ tiếp nhận"]),
        ("II.2.c", False, ["Tổ chức thẩm định quyết định xử lý vi phạm"]),
        ("III.1", True, ["Phấn đấu hồ sơ đúng hạn"]),
    ]


def test_a_figure_knows_its_place() -> None:
    text = "Đã tiếp nhận 1.250 hồ sơ."
    (said,) = report_of("BÁO CÁO", text).narratives
    place = said.figures[0].place
    assert place.block == 1
    assert text[place.start : place.end] == "1.250"


def test_a_total_and_its_parts() -> None:
    claim = only_sum(
        report_of(
            "Tổng số hồ sơ: 1.250 hồ sơ, trong đó: trực tiếp 250 hồ sơ; qua bưu chính 10 hồ sơ; trực tuyến 990 hồ sơ.",
            "Hết.",
        )
    )
    assert numbers(claim.total, *claim.parts) == ["1250", "250", "10", "990"]
    assert [part.name for part in claim.parts] == ["trực tiếp", "qua bưu chính", "trực tuyến"]
    assert not claim.exhaustive


def test_parts_in_brackets_are_all() -> None:
    claim = only_sum(report_of("Xử lý 09 hành vi (hàng giả 02 hành vi; hàng cấm: 07 hành vi), phạt 3 hộ.", "Hết."))
    assert numbers(claim.total, *claim.parts) == ["9", "2", "7"]
    assert claim.exhaustive


def test_shares_between_the_parts_are_rates_of_the_total() -> None:
    report = report_of(
        "Tiếp nhận 1.000 hồ sơ, trong đó: trực tuyến 900 hồ sơ (đạt 90%); trực tiếp 100 hồ sơ (chiếm 10%).", "Hết."
    )
    (total,) = report.sums()
    assert numbers(total.total, *total.parts) == ["1000", "900", "100"]
    assert [numbers(rate.numerator, rate.denominator, rate.rate) for rate in report.rates()] == [
        ["900", "1000", "90"],
        ["100", "1000", "10"],
    ]


def test_parts_as_a_list() -> None:
    report = report_of(
        "- Tổng số hồ sơ tiếp nhận là 1.250 hồ sơ, trong đó:",
        "+ Trực tiếp: 250 hồ sơ;",
        "+ Trực tuyến: 1.000 hồ sơ (đạt 80%).",
        "- Đã giải quyết 1.200 hồ sơ.",
    )
    (claim,) = report.sums()
    assert numbers(claim.total, *claim.parts) == ["1250", "250", "1000"]


def test_parts_of_another_unit_end_the_sum() -> None:
    report = report_of("Kiểm tra 12 vụ, gồm 3 doanh nghiệp và 9 hộ.", "Hết.")
    assert report.claims == ()


def test_a_fraction_with_its_rate() -> None:
    claim = only_rate(report_of("Đã có 288/367 hồ sơ được tạo lập, đạt tỷ lệ 78,4%.", "Hết."))
    assert numbers(claim.numerator, claim.denominator, claim.rate) == ["288", "367", "78.4"]
    assert claim.explicit


def test_two_counts_before_a_rate() -> None:
    claim = only_rate(report_of("Cấp 684 tài khoản, kích hoạt 359 tài khoản, đạt 52,4%.", "Hết."))
    assert numbers(claim.numerator, claim.denominator, claim.rate) == ["359", "684", "52.4"]
    assert not claim.explicit


@pytest.mark.parametrize(
    "text",
    [
        "Huy động 1.544 tỷ đồng của 23 doanh nghiệp, đạt 23,4% kế hoạch.",
        "Thành lập 30 doanh nghiệp và 23 hợp tác xã, bằng 100% cùng kỳ.",
        "Có 30 xã, 12 phường, tăng 20%.",
        "Trong 30 xã; có 12 xã đạt 40%.",
    ],
)
def test_rates_of_something_else_are_no_claim(text: str) -> None:
    assert list(report_of(text, "Hết.").rates()) == []


def test_a_new_sentence_divides_the_total_before_it() -> None:
    report = report_of(
        "Đã tiếp nhận 400 hồ sơ và giải quyết được 300 hồ sơ, chiếm tỷ lệ 75%. Trong đó, trước hạn là 200 hồ sơ (chiếm "
        "tỷ lệ 50%); đúng hạn là 90 hồ sơ (chiếm 30%); trễ hạn là 10 hồ sơ.",
        "Hết.",
    )
    (total,) = report.sums()
    assert numbers(total.total, *total.parts) == ["300", "200", "90", "10"]
    assert [numbers(rate.numerator, rate.denominator, rate.rate) for rate in report.rates()] == [
        ["300", "400", "75"],
        ["200", "400", "50"],
        ["90", "300", "30"],
    ]


def test_the_whole_may_stand_behind_its_share() -> None:
    claim = only_rate(
        report_of("Tiếp nhận 500 hồ sơ, trả đúng hạn là 380 hồ sơ (đạt 95%), đến hạn giải quyết 400 hồ sơ.", "Hết.")
    )
    assert numbers(claim.numerator, claim.denominator, claim.rate) == ["380", "400", "95"]


def test_a_wrong_rate_keeps_the_count_before_it() -> None:
    claim = only_rate(report_of("Tiếp nhận 500 hồ sơ, trả đúng hạn là 380 hồ sơ, đạt 97%.", "Hết."))
    assert numbers(claim.numerator, claim.denominator, claim.rate) == ["380", "500", "97"]


def test_parts_behind_trong_do_co() -> None:
    claim = only_sum(
        report_of("Có 15 cơ quan với tổng số 1.598 hồ sơ, trong đó có 61 hồ sơ cấp xã và 1.537 hồ sơ cấp tỉnh.", "Hết.")
    )
    assert numbers(claim.total, *claim.parts) == ["1598", "61", "1537"]
