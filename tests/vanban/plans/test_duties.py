"""Duties in the prose on organisation."""

import pytest

from vanban.plans.duties import periodic_duties
from vanban.plans.model import PeriodicDuty
from vanban.plans.outline import passages
from vanban.reading import Paragraph
from vanban.text.findings import Place, Reading


def reading(*lines: str) -> Reading[tuple[PeriodicDuty, ...]]:
    prose = passages([Paragraph(line, Place(block=n)) for n, line in enumerate(lines)])
    return periodic_duties(prose, year=2026)


def duties(*lines: str) -> list[PeriodicDuty]:
    return list(reading(*lines).value)


def told(*lines: str) -> list[tuple[str | None, str, str, str | None, str | None]]:
    return [(duty.who, duty.what, duty.when, duty.to, duty.section) for duty in duties(*lines)]


PART = "III. TỔ CHỨC THỰC HIỆN"


def test_a_clause_with_its_body() -> None:
    line = (
        "2. Sở Tư pháp chủ trì việc này; tổng hợp kết quả và báo cáo UBND tỉnh (qua Sở Nội vụ) trước ngày 15/11/2026."
    )
    assert told(PART, line) == [
        ("Sở Tư pháp", "tổng hợp kết quả và báo cáo", "trước ngày 15/11/2026", "UBND tỉnh (qua Sở Nội vụ)", "III.2")
    ]


def test_points_under_a_body_in_the_heading() -> None:
    lines = (
        PART,
        "1. UBND các xã, phường, đặc khu",
        "a) Chỉ đạo thực hiện.",
        "b) Hằng quý báo cáo kết quả về Sở Nội vụ.",
    )
    assert told(*lines) == [("UBND các xã, phường, đặc khu", "báo cáo kết quả", "Hằng quý", "Sở Nội vụ", "III.1.b")]


def test_terms_in_brackets_belong_to_the_sentence_before() -> None:
    line = "1. Các phòng báo cáo định kỳ hằng quý. "
    more = "(Báo cáo nộp trước ngày 07 của tháng cuối quý; báo cáo năm trước ngày 07/11/2026)."
    found = told(PART, line + more)
    assert [when for _, _, when, *_ in found] == [
        "định kỳ hằng quý; Báo cáo nộp trước ngày 07 của tháng cuối quý; báo cáo năm trước ngày 07/11/2026"
    ]
    (duty,) = duties(PART, line + more)
    assert [(item.kind, item.freq, item.day) for item in duty.deadlines] == [
        ("recurring", "quarterly", 7),
        ("by", None, None),
    ]


# A sentence, then who, what and when of each duty in it.
SENTENCES = [
    (
        "Các sở, ban, ngành xây dựng, ban hành kế hoạch của đơn vị, gửi về Sở Nội vụ trước ngày 31/01/2026.",
        [("Các sở, ban, ngành", "xây dựng, ban hành kế hoạch của đơn vị", "trước ngày 31/01/2026")],
    ),
    (
        "UBND cấp xã tự đánh giá, chấm điểm Chỉ số năm 2026, gửi Sở Nội vụ trước ngày 13/12/2026.",
        [("UBND cấp xã", "tự đánh giá, chấm điểm Chỉ số năm 2026", "trước ngày 13/12/2026")],
    ),
    (
        "Thủ trưởng các đơn vị định kỳ hằng tuần rà soát hồ sơ quá hạn.",
        [("Thủ trưởng các đơn vị", "rà soát hồ sơ quá hạn", "định kỳ hằng tuần")],
    ),
    (
        "Sở Nội vụ tham mưu thành lập đoàn kiểm tra trong quý II/2026 và tổng hợp báo cáo UBND tỉnh trước 20/12/2026.",
        [
            ("Sở Nội vụ", "thành lập đoàn kiểm tra", "trong quý II/2026"),
            ("Sở Nội vụ", "tổng hợp báo cáo", "trước 20/12/2026"),
        ],
    ),
    (
        "Các phòng lập kế hoạch tuyên truyền năm 2026 và tổ chức thực hiện. Kế hoạch nộp về UBND xã trước 15/01/2026.",
        [("Các phòng", "lập kế hoạch tuyên truyền năm 2026", "trước 15/01/2026")],
    ),
    (
        "Các phòng xây dựng kế hoạch. Thời gian ban hành kế hoạch tuyên truyền chậm nhất ngày 15/01/2026.",
        [("Các phòng", "ban hành kế hoạch tuyên truyền", "chậm nhất ngày 15/01/2026")],
    ),
    (
        "Văn phòng Sở; Phòng Kế hoạch; Thanh tra Sở: báo cáo kết quả gửi Phòng Tổng hợp trước ngày 05 hằng tháng.",
        [("Văn phòng Sở; Phòng Kế hoạch; Thanh tra Sở", "báo cáo kết quả", "trước ngày 05 hằng tháng")],
    ),
    (
        "Cơ quan, đơn vị được giao theo dõi tại Phụ lục kèm theo Kế hoạch này thường xuyên kiểm tra, đôn đốc các xã.",
        [
            (
                "Cơ quan, đơn vị được giao theo dõi tại Phụ lục kèm theo Kế hoạch này",
                "kiểm tra, đôn đốc các xã",
                "thường xuyên",
            )
        ],
    ),
    (
        "Sở Nội vụ báo cáo kết quả thực hiện định kỳ theo quy định cho UBND tỉnh.",
        [("Sở Nội vụ", "báo cáo kết quả thực hiện", "định kỳ theo quy định")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_who_owes_what_by_when(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(who, what, when) for who, what, when, *_ in told(PART, f"1. {sentence}")] == expected


def test_points_without_a_letter_are_for_the_body_above() -> None:
    lines = (PART, "1. Trưởng các phòng:", "- Ban hành kế hoạch của đơn vị trước ngày 05/02/2026;")
    assert [(who, what) for who, what, *_ in told(*lines)] == [("Trưởng các phòng", "Ban hành kế hoạch của đơn vị")]


def test_duties_of_a_rhythm_stand_in_other_parts_too() -> None:
    lines = ("II. NHIỆM VỤ", "- Hằng năm, mỗi cơ quan, đơn vị phải có ít nhất 01 sáng kiến.")
    assert told(*lines) == [("mỗi cơ quan, đơn vị", "có ít nhất 01 sáng kiến", "Hằng năm", None, "II")]


@pytest.mark.parametrize(
    ("task", "area"),
    [
        ("chủ trì nội dung cải cách thể chế", "institutions"),
        ("chủ trì triển khai nội dung Cải cách tài chính công", "public_finance"),
        ("chủ trì nội dung cải cách thể chế và nội dung cải cách tài chính công", None),
        ("theo dõi, đôn đốc", None),
    ],
)
def test_the_area_whose_lead_it_binds(task: str, area: str | None) -> None:
    (duty,) = duties(PART, f"1. Sở Tư pháp {task}; tổng hợp kết quả trước ngày 15/11/2026.")
    assert duty.area == area


def test_bodies_and_terms_are_read() -> None:
    (duty,) = duties(PART, "1. Sở Nội vụ, UBND cấp xã báo cáo kết quả trước ngày 25 hằng tháng.")
    assert [(body.text, body.kind) for body in duty.leads] == [("Sở Nội vụ", "agency"), ("UBND cấp xã", "group")]
    assert [(item.freq, item.day) for item in duty.deadlines] == [("monthly", 25)]


def test_a_day_that_does_not_exist_is_found_at_the_sentence() -> None:
    found = reading(PART, "1. Sở Nội vụ báo cáo kết quả chậm nhất vào 31/02/2026.").findings
    assert [(finding.code, finding.place.block) for finding in found] == [("DL001", 1)]


def test_who_is_only_asked_owes_nothing_all_the_time() -> None:
    assert duties(PART, "9. Đề nghị Ủy ban MTTQ thường xuyên tuyên truyền, giám sát việc thực hiện.") == []


@pytest.mark.parametrize(
    "lines",
    [
        ("I. MỤC TIÊU", "1. Sở Nội vụ báo cáo trước ngày 15/11/2026."),
        (PART, "1. Sở Nội vụ theo dõi việc thực hiện."),
        (PART, "Kinh phí được bố trí theo quy định."),
        (PART, "IV. KINH PHÍ", "1. Sở Tài chính bố trí trước ngày 15/11/2026."),
    ],
)
def test_what_is_no_duty_with_a_term(lines: tuple[str, ...]) -> None:
    assert duties(*lines) == []


def test_the_place_is_the_sentence() -> None:
    (duty,) = duties(PART, "1. Sở Nội vụ theo dõi. Sở Tài chính báo cáo trước ngày 15/11/2026.")
    assert (duty.who, duty.place) == ("Sở Tài chính", Place(block=1, start=23, end=66))


def test_a_plan_without_a_table_has_its_duties_in_every_part() -> None:
    lines = (
        "I. MỤC TIÊU",
        "1. Các phòng đạt 90% trước ngày 30/6/2026.",
        "II. NHIỆM VỤ",
        "a) Rà soát văn bản, hoàn thành trước ngày 30/6/2026 (Phòng Tư pháp chủ trì, các phòng phối hợp).",
        "- Giao Văn phòng công khai thủ tục trong tháng 3/2026.",
        "- Công khai ngân sách trước ngày 30/6/2026.",
    )
    prose = passages([Paragraph(line, Place(block=n)) for n, line in enumerate(lines)])
    found = periodic_duties(prose, year=2026, everywhere=True).value
    assert [(duty.who, duty.what) for duty in found] == [
        ("Phòng Tư pháp", "Rà soát văn bản"),
        ("Văn phòng", "công khai thủ tục"),
    ]
    assert periodic_duties(prose, year=2026).value == ()


def test_a_notice_without_headings_gives_its_tasks_from_the_first_line() -> None:
    lines = (
        "Chủ tịch UBND tỉnh kết luận:",
        "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ rà soát định mức chi trước ngày 15/4/2026.",
        "2. Các sở khẩn trương khắc phục tồn tại.",
    )
    prose = passages([Paragraph(line, Place(block=n)) for n, line in enumerate(lines)])
    found = periodic_duties(prose, year=2026, everywhere=True).value
    assert [(duty.who, duty.when) for duty in found] == [("Sở Tài chính", "trước ngày 15/4/2026")]
