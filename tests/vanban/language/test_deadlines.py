"""Several deadlines in one cell: labels, texts, spans, findings, and the shape that is printed."""

import json
from datetime import date

import pytest

from deadline_words import codes, read, short
from vanban.language.deadlines import Deadline, DeadlineKind, deadline_from_json, read_deadlines
from vanban.text.findings import Severity
from vanban.text.forms import squeeze
from vanban.text.messages import MESSAGES, message_of

CELL = """- Kế hoạch kiểm tra: Quý I/2026;
- Thông báo kết quả kiểm tra: Ngay sau khi kết thúc các cuộc kiểm tra;
- Báo cáo kết quả thực hiện: định kỳ hằng quý hoặc đột xuất theo quy định."""

FINDINGS = [
    ("chậm nhất 31/02/2026", "DL001", Severity.ERROR),
    ("khoảng giữa năm học", "DL002", Severity.ERROR),
    ("Quý II", "DL003", Severity.NOTE),
    ("Quý II/2016", "DL004", Severity.WARNING),
    ("Sau khi ban hành 05 ngày", "DL005", Severity.ERROR),
    ("Từ tháng 9 đến tháng 3", "DL006", Severity.ERROR),
    ("Cuối tháng 6/2026", "DL007", Severity.WARNING),
    ("Hằng quý, 6 tháng, năm", "DL008", Severity.NOTE),
    ("Trước 15/3/26", "DL009", Severity.WARNING),
    ("Trước 17 giờ ngày 15/3/2026", "DL010", Severity.NOTE),
    ("Báo cáo 9 tháng", "DL011", Severity.WARNING),
    ("Quý IV hằng năm", "DL012", Severity.NOTE),
    ("Sau khi có kết quả thi đua hằng năm", "DL013", Severity.WARNING),
    ("Thường xuyên (quý I, quý III)", "DL014", Severity.WARNING),
]


def labelled(text: str) -> list[tuple[str | None, str, str]]:
    """Label, text and short words of every deadline."""
    return [(one.label, one.text, short(one)) for one in read_deadlines(text, year=2026).value]


def test_each_line_of_a_cell_is_a_deadline_of_its_deliverable() -> None:
    assert labelled(CELL) == [
        ("Kế hoạch kiểm tra", "Quý I/2026", "2026-01-01..2026-03-31"),
        (
            "Thông báo kết quả kiểm tra",
            "Ngay sau khi kết thúc các cuộc kiểm tra",
            "0 immediately after kết thúc các cuộc kiểm tra",
        ),
        ("Báo cáo kết quả thực hiện", "định kỳ hằng quý", "quarterly"),
        ("Báo cáo kết quả thực hiện", "đột xuất theo quy định", "ad_hoc"),
    ]


def test_bullets_may_stand_in_one_line() -> None:
    assert labelled("- Kế hoạch: Quý I/2026.- Báo cáo: Tháng 11/2026 - Quyết định: thường xuyên.") == [
        ("Kế hoạch", "Quý I/2026", "2026-01-01..2026-03-31"),
        ("Báo cáo", "Tháng 11/2026", "2026-11-01..2026-11-30"),
        ("Quyết định", "thường xuyên", "continuous"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a) Kế hoạch: Quý I b) Báo cáo: Quý IV", ["Kế hoạch", "Báo cáo"]),
        ("1. Kế hoạch: Quý I\n2. Báo cáo: Quý IV", ["Kế hoạch", "Báo cáo"]),
        ("Kế hoạch: Quý I; báo cáo: Quý IV", ["Kế hoạch", "báo cáo"]),
        ("Kế hoạch: Quý I, báo cáo: Quý IV", ["Kế hoạch", "báo cáo"]),
        ("Kế hoạch: Quý I Báo cáo: Quý IV", ["Kế hoạch", "Báo cáo"]),
        ("Kế hoạch kiểm tra, rà soát Chậm nhất trong Quý I", ["Kế hoạch kiểm tra, rà soát"]),
        ("Quý I: ban hành kế hoạch; Quý II: tổ chức hội thi", ["ban hành kế hoạch", "tổ chức hội thi"]),
        ("Báo cáo quý I/2026: trước ngày 20/3/2026", ["Báo cáo quý I/2026"]),
        ("Báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/11", ["Báo cáo 6 tháng", "báo cáo năm"]),
        ("Trước ngày 15/6 (báo cáo 6 tháng)", ["báo cáo 6 tháng"]),
        ("Trước ngày 25 tháng cuối quý (đối với báo cáo quý)", ["báo cáo quý"]),
        ("Báo cáo kết quả cùng với Báo cáo cải cách hành chính định kỳ hằng Quý", ["Báo cáo kết quả"]),
        ("Các báo cáo quý nộp trước ngày 07 tháng cuối quý", ["báo cáo quý"]),
        ("Trình UBND xã Sông Mây trong quý II", [None]),
        ("Thời gian hoàn thành: Quý II", [None]),
        ("Đợt 1: trước 15/6; đợt 2: trước 15/11", ["Đợt 1", "đợt 2"]),
    ],
)
def test_the_label_is_the_words_that_name_the_deliverable(text: str, expected: list[str | None]) -> None:
    assert [label for label, _, _ in labelled(text)] == expected


def test_a_purpose_after_the_day_stays_in_the_text() -> None:
    assert labelled("Ban hành kế hoạch trong tháng 01/2026 và tổ chức thực hiện") == [
        (
            "Ban hành kế hoạch",
            "Ban hành kế hoạch trong tháng 01/2026 và tổ chức thực hiện",
            "2026-01-01..2026-01-31",
        )
    ]


def test_a_second_verb_with_its_own_time_is_a_second_deadline() -> None:
    assert labelled("Ban hành kế hoạch trong tháng 02/2026 và mở lớp theo kế hoạch đề ra") == [
        ("Ban hành kế hoạch", "Ban hành kế hoạch trong tháng 02/2026", "2026-02-01..2026-02-28"),
        ("mở lớp", "mở lớp theo kế hoạch đề ra", "as_directed"),
    ]


def test_sentences_are_clauses_and_commas_stay_in_an_event() -> None:
    text = "Công bố trong vòng 03 ngày kể từ ngày sở, ngành có tờ trình. Cập nhật trong vòng 05 ngày làm việc"

    assert [one.event for one in read_deadlines(text, year=2026).value] == ["sở, ngành có tờ trình", None]


def test_a_semicolon_may_stand_in_an_event() -> None:
    text = "Ngay sau khi có chỉ đạo của Chính phủ; Thủ tướng Chính phủ, Ban Chỉ đạo."

    assert [one.event for one in read_deadlines(text, year=2026).value] == [
        "có chỉ đạo của Chính phủ; Thủ tướng Chính phủ, Ban Chỉ đạo"
    ]


def test_a_deliverable_without_a_day_has_none() -> None:
    assert labelled("- Kế hoạch cải cách hành chính năm 2026\n- Báo cáo: hằng quý") == [
        ("Kế hoạch cải cách hành chính năm 2026", "", "none"),
        ("Báo cáo", "hằng quý", "quarterly"),
    ]


def test_a_day_above_a_list_is_that_of_its_lines() -> None:
    assert labelled("Tháng 3/2026:\n- Ban hành kế hoạch\n- Tổ chức hội nghị")[1:] == [
        ("Ban hành kế hoạch", "Tháng 3/2026", "2026-03-01..2026-03-31"),
        ("Tổ chức hội nghị", "Tháng 3/2026", "2026-03-01..2026-03-31"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hằng quý (cùng Báo cáo cải cách hành chính hằng quý)", "quarterly"),
        ("hằng quý (gửi Sở Nội vụ trước khi họp)", "quarterly"),
        ("Quý I/2026 (lồng ghép báo cáo cải cách hành chính)", "2026-01-01..2026-03-31"),
        ("Quý I/2026 (theo Kế hoạch số 5/KH-UBND ngày 05/01/2026)", "2026-01-01..2026-03-31"),
        ("Quý I/2026 (trước ngày 15/3/2026)", "2026-01-01..2026-03-31 + before 2026-03-15"),
        (
            "Ban hành trong tháng 02/2026 (báo cáo lồng ghép vào chế độ báo cáo định kỳ)",
            "2026-02-01..2026-02-28 + as_directed",
        ),
    ],
)
def test_a_note_in_brackets_is_a_deadline_only_where_it_says_one(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sơ kết 05 năm thực hiện: Quý I/2026",
        "Bố trí chi thường xuyên trong quý I/2026",
        "Tổ chức theo kế hoạch trong quý I/2026",
        "Kiểm tra đột xuất trong quý I/2026",
        "Theo dõi, đôn đốc trong quý I/2026",
        "Giải ngân vốn đầu tư công quý I/2026",
        "Hoàn thành 100% chỉ tiêu trong quý I/2026",
        "Thực hiện Nghị định số 61/2018/NĐ-CP trong quý I/2026",
    ],
)
def test_words_that_look_like_time_are_not_deadlines(text: str) -> None:
    assert read(text) == "2026-01-01..2026-03-31"


@pytest.mark.parametrize(
    "text",
    [
        "Quý I/2026 và các ngày 5, 6 hằng tháng 3",
        "Báo cáo tháng 15 ngày trước ngày 30/6/2026",
        "Tổ chức 1/2 số xã trong quý I/2026",
        "Trước ngày 15/6/2026 kéo dài 10 ngày",
    ],
)
def test_half_a_deadline_is_none(text: str) -> None:
    assert "unread" in read(text)
    assert {"DL002", "DL005"} & set(codes(text))


def test_the_span_of_a_deadline_is_its_text() -> None:
    text = "  - Kế hoạch:  Quý I/2026 ;\n- Báo cáo: trước ngày\n 15/3/2026. "

    for one in read_deadlines(text, year=2026).value:
        assert squeeze(text[one.at : one.until]) == one.text
    assert [(one.at, one.until) for one in read_deadlines("Quý I, II", year=2026).value] == [(0, 5), (7, 9)]


@pytest.mark.parametrize(("text", "code", "severity"), FINDINGS)
def test_a_finding_says_what_a_person_should_know(text: str, code: str, severity: Severity) -> None:
    findings = {finding.code: finding for finding in read_deadlines(text, year=2026).findings}

    assert findings[code].severity is severity
    assert message_of(findings[code])
    assert findings[code].evidence in squeeze(text)


def test_every_code_has_an_example() -> None:
    assert {code for code in MESSAGES if code.startswith("DL")} == {code for _, code, _ in FINDINGS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"label": None, "kind": "none", "text": ""}),
        (
            "Trước ngày 30/12/2026",
            {"label": None, "kind": "by", "date": "2026-12-30", "inclusive": False, "text": "Trước ngày 30/12/2026"},
        ),
        (
            "Quý II",
            {
                "label": None,
                "kind": "within",
                "start": "2026-04-01",
                "end": "2026-06-30",
                "year_inferred": True,
                "text": "Quý II",
            },
        ),
        (
            "trước ngày 25 hằng tháng",
            {
                "label": None,
                "kind": "recurring",
                "freq": "monthly",
                "times": 1,
                "day": 25,
                "inclusive": False,
                "text": "trước ngày 25 hằng tháng",
            },
        ),
        (
            "trong vòng 05 ngày làm việc",
            {
                "label": None,
                "kind": "relative",
                "amount": 5,
                "unit": "working_day",
                "event": None,
                "text": "trong vòng 05 ngày làm việc",
            },
        ),
    ],
)
def test_a_deadline_is_printed_in_the_shape_of_the_contract(text: str, expected: dict[str, object]) -> None:
    (deadline,) = read_deadlines(text, year=2026).value

    assert deadline.to_json() == expected


@pytest.mark.parametrize("text", [CELL, "Quý II", "Trước ngày 07/11 hằng năm", "07 ngày kể từ khi nhận", "31/2"])
def test_what_was_printed_is_read_back(text: str) -> None:
    for deadline in read_deadlines(text, year=2026).value:
        stored = json.loads(json.dumps(deadline.to_json() | {"source": {"page": 1}}))

        assert deadline_from_json(stored).to_json() == deadline.to_json()


def test_a_stored_deadline_keeps_its_days() -> None:
    deadline = deadline_from_json({"kind": "by", "date": "2026-04-01", "inclusive": True, "text": "x"})

    assert deadline == Deadline(DeadlineKind.BY, "x", date=date(2026, 4, 1), inclusive=True)


def test_a_cell_as_long_as_a_document_is_not_read() -> None:
    assert read("Quý I, " * 3000) == "unread"


def test_the_day_of_the_yearly_report_does_not_swallow_the_quarterly_ones() -> None:
    read = read_deadlines("Báo cáo định kỳ hằng quý; báo cáo năm trước ngày 15/11/2026", year=2026).value
    assert [(one.kind, one.freq, one.date) for one in read] == [
        ("recurring", "quarterly", None),
        ("by", None, date(2026, 11, 15)),
    ]
