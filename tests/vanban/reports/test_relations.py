"""Totals of the statistics and their parts, and how their numbers stand."""

from corpora.reports import report_of
from vanban.reading import read_document
from vanban.reports import Basis, Outcome, read_report, relations

HEAD = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"]


def outcomes(*rows: list[str]) -> list[tuple[Basis, Outcome, int]]:
    return [
        (relation.basis, relation.outcome(), len(relation.parts)) for relation in relations(report_of([HEAD, *rows]))
    ]


def levels(total: str, tinh: str, xa: str) -> list[tuple[Basis, Outcome, int]]:
    return outcomes(["1", "Số hồ sơ", "Hồ sơ", total], ["Trong đó", "- Cấp tỉnh", "", tinh], ["", "- Cấp xã", "", xa])


def test_levels() -> None:
    assert levels("30", "10", "20") == [(Basis.LEVELS, Outcome.HOLDS, 2)]
    assert levels("30", "", "30") == [(Basis.LEVELS, Outcome.HOLDS_BLANK_AS_ZERO, 2)]
    assert levels("30", "10", "21") == [(Basis.LEVELS, Outcome.FAILS, 2)]
    assert levels("", "10", "") == [(Basis.LEVELS, Outcome.TOTAL_MISSING, 2)]
    assert levels("", "", "") == [(Basis.LEVELS, Outcome.EMPTY, 2)]


def test_a_rate_is_no_part_of_a_count() -> None:
    assert outcomes(
        ["1", "Số văn bản đi", "Văn bản", "40"],
        ["Trong đó", "Văn bản điện tử", "Văn bản", "30"],
        ["", "Văn bản giấy", "Văn bản", "10"],
        ["", "Tỷ lệ văn bản điện tử", "%", "75"],
    ) == [(Basis.PARTS, Outcome.HOLDS, 2)]


def test_one_part_alone_is_at_most_the_total() -> None:
    rows = [["1", "Số hồ sơ", "Hồ sơ", "30"], ["", "Trong đó: trực tuyến", "", "31"]]
    assert outcomes(*rows) == [(Basis.PARTS, Outcome.FAILS, 1)]


def test_coded_lines_of_the_total_s_unit() -> None:
    assert outcomes(
        ["1", "Công khai kết quả", "", "73"],
        ["1.1", "Trên Cổng", "Hồ sơ", "33"],
        ["1.2", "Trên trang tin", "Hồ sơ", "36"],
        ["1.3", "Thủ tục đã tích hợp", "Thủ tục", "4"],
    ) == [(Basis.CODES, Outcome.FAILS, 2)]


def test_rates_of_levels_are_not_added() -> None:
    assert outcomes(["1", "Tỷ lệ", "%", "100"], ["Trong đó", "Cấp tỉnh", "", "100"], ["", "Cấp xã", "", "100"]) == []


def test_columns_of_levels() -> None:
    report = report_of(
        [["TT", "Nội dung", "ĐVT", "Tổng số", "Cấp tỉnh", "Cấp xã"], ["1", "Số TTHC", "Thủ tục", "12", "5", "8"]]
    )
    (relation,) = relations(report)
    assert (relation.basis, relation.outcome(), relation.sum) == (Basis.COLUMNS, Outcome.FAILS, 13)


def test_every_column_of_values_is_held_against_its_parts() -> None:
    table = (
        "STT\tChỉ tiêu\tĐơn vị tính\tQuý III/2027\tLũy kế\n1.\tThủ tục\t\t\t\n1.1.\tHồ sơ\tHồ sơ\t30\t95\n"
        "\tTrong đó: Trực tuyến\tHồ sơ\t20\t60\n\tTrực tiếp\tHồ sơ\t10\t40\n"
    )
    report = read_report(read_document(f"BÁO CÁO\nKết quả quý III năm 2027\n{table}".encode(), name="a.txt"))
    assert [(str(one.total.value), str(one.outcome())) for one in relations(report)] == [
        ("30", "holds"),
        ("95", "fails"),
    ]
