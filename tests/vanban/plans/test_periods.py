"""Tables that have a column for every quarter or month, with a mark where the work falls into it."""

from vanban.plans import PlanRow, read_plan
from vanban.reading import read_document

BEFORE = "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
QUARTERS = "\tQuý I\tQuý II\tQuý III\tQuý IV\n"


def lines_of(table: str) -> list[PlanRow]:
    plan = read_plan(read_document((BEFORE + table).encode(), name="a.txt"))
    return [row for _, task in plan.tasks() for row in task.rows]


def terms(line: PlanRow) -> list[str]:
    return [deadline.text for deadline in line.deadlines]


def test_marks_under_quarters() -> None:
    table = f"TT\tNhiệm vụ\tChủ trì\tSản phẩm{QUARTERS}1\tA\tSở X\tBáo cáo\tx\t\t\tX\n2\tB\tSở Y\tTờ trình\t\t+\t\t\n"
    first, second = lines_of(table)
    assert (terms(first), terms(second)) == (["Quý I", "Quý IV"], ["Quý II"])
    assert [deadline.kind for deadline in first.deadlines] == ["within", "within"]
    # The place is the mark.
    assert [(place.column, place.start, place.end) for place in first.deadline_places] == [(4, 0, 1), (7, 0, 1)]


def test_quarters_in_a_second_row_of_the_header() -> None:
    table = f"TT\tNhiệm vụ\tChủ trì\tThời gian thực hiện\t\t\t\n\t\t{QUARTERS}1\tA\tSở X\t\tx\t\t\n"
    (line,) = lines_of(table)
    assert terms(line) == ["Quý II"]


def test_months_by_their_numbers() -> None:
    header = "TT\tNhiệm vụ\tChủ trì\t" + "\t".join(f"T{month}" for month in range(1, 13))
    (line,) = lines_of(f"{header}\n1\tA\tSở X\t\t\tx\t\t\t\t\t\t\t\t\t✓\n")
    assert terms(line) == ["Tháng 3", "Tháng 12"]


def test_words_under_a_quarter_speak_for_themselves() -> None:
    (line,) = lines_of(f"TT\tNhiệm vụ\tChủ trì\tSản phẩm{QUARTERS}1\tA\tSở X\tBáo cáo\t\t15/4/2026\t\t\n")
    assert terms(line) == ["15/4/2026"]


def test_a_quarter_in_a_row_is_no_header() -> None:
    (line,) = lines_of("TT\tNhiệm vụ\tChủ trì\tThời hạn\tGhi chú\n1\tA\tSở X\tQuý I\t\n")
    assert terms(line) == ["Quý I"]
