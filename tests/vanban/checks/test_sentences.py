"""Numbers in sentences that reports write: right ones raise nothing, wrong ones are found."""

import pytest

from vanban.checks import Paper
from vanban.checks.arithmetic import RULES as ARITHMETIC
from vanban.checks.consistency import RULES as CONSISTENCY
from vanban.reading import read_document

HEAD = "BÁO CÁO\nKết quả công tác cải cách hành chính quý III năm 2026\nII. KẾT QUẢ\n1. "
RIGHT = (
    (
        "Tổng số hồ sơ tiếp nhận là 12.345 hồ sơ (trong đó: trực tuyến 10.000 hồ sơ, đạt tỷ lệ 81%; trực tiếp "
        "2.345 hồ sơ), đã giải quyết 11.900 hồ sơ, trong đó giải quyết trước hạn và đúng hạn 11.880 hồ sơ, đạt "
        "99,83%; quá hạn 20 hồ sơ, chiếm 0,17%."
    ),
    "Toàn tỉnh có 120 đơn vị hành chính cấp xã, gồm 98 xã và 22 phường; 12 sở và 3 cơ quan ngang sở.",
    "Đã ban hành 45 văn bản, gồm: 05 kế hoạch, 12 quyết định, 28 công văn.",
    "Trong kỳ, tổ chức 14 cuộc kiểm tra tại 9 xã, trong đó có 6 cuộc kiểm tra đột xuất.",
    (
        "Tổng số biên chế được giao 2.450 người, trong đó cán bộ 250 người, công chức 1.200 người, viên chức "
        "1.000 người."
    ),
    ("Số thủ tục hành chính thuộc phạm vi giải quyết là 1.823 thủ tục (cấp tỉnh 1.450 thủ tục, cấp xã 373 thủ tục)."),
    "Đã số hóa 34.567/36.100 hồ sơ, đạt 95,75%; tăng 12,5% so với cùng kỳ năm 2025.",
    "Có 18/20 sở, ngành hoàn thành kế hoạch, đạt 90%. Điểm trung bình 87,5/100 điểm.",
    "Giải ngân 1.250,5 tỷ đồng/2.000 tỷ đồng, đạt 62,5% kế hoạch.",
    "Hội nghị có 350 đại biểu tham dự, bao gồm lãnh đạo 20 sở, ngành và 120 xã, phường.",
    "Tiếp nhận 56 phản ánh, kiến nghị, trong đó 50 phản ánh đã xử lý, 6 phản ánh đang xử lý.",
    (
        "Đã cắt giảm 30% thời gian giải quyết của 182 thủ tục, gồm 120 thủ tục cắt giảm từ 30% đến 50% và 62 thủ "
        "tục cắt giảm trên 50%."
    ),
    (
        "Năm 2026, thành lập 3 đoàn kiểm tra, cụ thể: Đoàn số 1 kiểm tra 05 đơn vị; Đoàn số 2 kiểm tra 04 đơn vị; "
        "Đoàn số 3 kiểm tra 06 đơn vị."
    ),
    ("Thực hiện 12 nhiệm vụ, trong đó 8 nhiệm vụ hoàn thành, 3 nhiệm vụ đang thực hiện, 1 nhiệm vụ chưa đến hạn."),
    (
        "Tổng số 1.200 phiếu khảo sát được phát ra, thu về 1.150 phiếu, đạt 95,8%, trong đó 1.100 phiếu hài lòng "
        "(95,7%)."
    ),
    "Cấp 2.030 chứng thư số, gồm 530 chứng thư số cho tổ chức và 1.500 chứng thư số cho cá nhân.",
    "Tỷ lệ hồ sơ trực tuyến đạt 78,5% (tăng 5,2 điểm phần trăm so với quý II/2026).",
    (
        "Có 102 đơn vị sự nghiệp công lập, trong đó: 03 đơn vị tự bảo đảm chi thường xuyên và chi đầu tư; 12 đơn "
        "vị tự bảo đảm chi thường xuyên; 40 đơn vị tự bảo đảm một phần; 47 đơn vị do ngân sách nhà nước bảo đảm."
    ),
    (
        "Đã giải quyết 5.000 hồ sơ, trong đó hồ sơ cấp tỉnh là 2.000 hồ sơ, cấp xã là 3.000 hồ sơ; hồ sơ đúng hạn "
        "là 4.990 hồ sơ, quá hạn 10 hồ sơ."
    ),
    "Thu nhận 436 hồ sơ, cấp 367 tài khoản, kích hoạt 300 tài khoản, đạt 81,7%.",
)
WRONG = (
    (
        "Tổng số hồ sơ tiếp nhận là 12.345 hồ sơ (trong đó: trực tuyến 10.000 hồ sơ; trực tiếp 2.435 hồ sơ), đã "
        "giải quyết 11.900 hồ sơ."
    ),
    "Toàn tỉnh có 120 đơn vị hành chính cấp xã, gồm 98 xã và 23 phường.",
    "Đã ban hành 45 văn bản, gồm: 05 kế hoạch, 12 quyết định, 27 công văn.",
    ("Tổng số biên chế được giao 2.450 người, trong đó cán bộ 250 người, công chức 1.200 người, viên chức 990 người."),
    "Đã số hóa 34.567/36.100 hồ sơ, đạt 96,75%.",
    "Có 18/20 sở, ngành hoàn thành kế hoạch, đạt 95%.",
    (
        "Có 102 đơn vị sự nghiệp công lập, trong đó: 03 đơn vị tự bảo đảm chi thường xuyên và chi đầu tư; 12 đơn "
        "vị tự bảo đảm chi thường xuyên; 40 đơn vị tự bảo đảm một phần; 46 đơn vị do ngân sách nhà nước bảo đảm."
    ),
    ("Số thủ tục hành chính thuộc phạm vi giải quyết là 1.823 thủ tục (cấp tỉnh 1.450 thủ tục, cấp xã 337 thủ tục)."),
)


def codes_of(sentence: str) -> list[str]:
    paper = Paper(read_document((HEAD + sentence).encode(), name="bao-cao.txt"))
    return [finding.code for rule in (*ARITHMETIC, *CONSISTENCY) for finding in rule.run(paper)]


@pytest.mark.parametrize("sentence", RIGHT)
def test_right_numbers_raise_nothing(sentence: str) -> None:
    assert codes_of(sentence) == []


@pytest.mark.parametrize("sentence", WRONG)
def test_wrong_numbers_are_found(sentence: str) -> None:
    assert codes_of(sentence)


def test_a_sum_is_no_error_in_either_way_of_writing_thousands() -> None:
    assert codes_of("Tiếp nhận 1250 hồ sơ, gồm 1.000 hồ sơ trực tuyến và 250 hồ sơ trực tiếp.") == []
