"""A plan against that of the body above."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from plans_sample import ROWS, plan_text
from vanban.language.deadlines import Deadline, DeadlineKind, read_deadlines
from vanban.plans import Plan, read_plan
from vanban.plans.comparison import (
    ComparedLine,
    ShortfallKind,
    compare_lines,
    compare_plans,
    compared_lines,
    last_day,
    match_lines,
)
from vanban.reading import read_document
from vanban.text.messages import message_of

WORDS = ("rà", "soát", "thủ tục", "hành chính", "báo cáo", "tỷ lệ đạt tối thiểu", "98%", "100%", "20", "hồ sơ", "xã")
DEADLINES = ("Trước ngày 30/6/2026", "Quý II/2026", "Hằng quý", "Thường xuyên", "05 ngày làm việc kể từ ngày nhận", "")


def line(key: int = 0, **values: object) -> ComparedLine:
    """Return a row of the superior's plan that is due by 30/06/2026, unless ``values`` say otherwise."""
    standard: dict[str, object] = {
        "area": "procedures",
        "number": "1",
        "task": "Rà soát, đơn giản hóa thủ tục hành chính thuộc thẩm quyền",
        "product": "Báo cáo kết quả rà soát thủ tục",
        "deadlines": read_deadlines("Chậm nhất ngày 30/6/2026", year=2026).value,
    }
    return ComparedLine(key=key, **{**standard, **values})  # type: ignore[arg-type]


def codes(superior: ComparedLine, *rows: ComparedLine) -> list[str]:
    """Return the codes of what ``rows`` fall short in."""
    return [finding.code for finding in compare_lines([superior], rows).findings]


def deadlines(text: str) -> tuple[Deadline, ...]:
    return tuple(read_deadlines(text, year=2026).value)


def plan(*rows: str) -> Plan:
    return read_plan(read_document(plan_text(*rows), name="a.txt"))


LINES = st.lists(
    st.builds(
        lambda area, task, product, text: line(area=area, task=task, product=product, deadlines=deadlines(text)),
        st.sampled_from(["procedures", "digital"]),
        st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
        st.sampled_from(DEADLINES),
    ),
    max_size=8,
).map(lambda lines: [line(at, **_values(one)) for at, one in enumerate(lines)])


def _values(one: ComparedLine) -> dict[str, object]:
    return {"area": one.area, "task": one.task, "product": one.product, "deadlines": one.deadlines}


@settings(max_examples=200, deadline=None, derandomize=True)
@given(LINES)
def test_rows_compared_with_themselves_have_no_finding(lines: list[ComparedLine]) -> None:
    assert compare_lines(lines, lines).shortfalls == ()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(LINES, LINES)
def test_every_finding_has_a_sentence_and_every_row_at_most_one_pair(
    above: list[ComparedLine], below: list[ComparedLine]
) -> None:
    made = compare_lines(above, below)
    assert all(message_of(finding) for finding in made.findings)
    assert len({key for key, _below in made.pairs}) == len(made.pairs)
    missing = {one.superior for one in made.shortfalls if one.subordinate is None}
    assert missing.isdisjoint(key for key, _below in made.pairs)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(min_value=-200, max_value=200))
def test_a_row_is_later_exactly_when_its_day_is(days: int) -> None:
    limit = date(2026, 6, 30)
    own = Deadline(DeadlineKind.BY, "", date=limit + timedelta(days=days), inclusive=True)
    assert codes(line(), line(deadlines=(own,))) == (["PC003"] if days > 0 else [])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(1, 100), st.integers(1, 100))
def test_a_mark_is_weaker_exactly_when_it_is_lower(above: int, below: int) -> None:
    mark = "Tỷ lệ hồ sơ giải quyết đúng hạn đạt tối thiểu {}%"
    found = codes(line(product=mark.format(above)), line(product=mark.format(below)))
    assert found == (["PC006"] if below < above else [])


def test_a_read_plan_compared_with_itself_has_no_finding() -> None:
    read = plan(*ROWS)
    assert len(compared_lines(read)) == 4
    assert compare_plans(read, read).shortfalls == ()


def test_a_task_that_nothing_carries_out_is_missing_with_its_place() -> None:
    superior, own = plan(*ROWS), plan(*ROWS[:3])
    found = compare_plans(superior, own).shortfalls
    assert [one.kind for one in found] == [ShortfallKind.MISSING, ShortfallKind.MISSING]
    assert {one.finding.place.row for one in found} == {
        one.place.row for one in compared_lines(superior) if one.area == "procedures"
    }


def test_a_product_left_out_of_a_task_that_is_there_is_weaker() -> None:
    other = line(1, product="Quyết định công bố danh mục dịch vụ công trực tuyến toàn trình của tỉnh")
    found = compare_lines([line(), other], [line(5)]).shortfalls
    assert [(one.kind, one.finding.code, one.superior) for one in found] == [(ShortfallKind.WEAKER, "PC002", 1)]


def test_rows_that_bind_others_are_left_out() -> None:
    read = plan(*ROWS)
    empty = plan("1\tLàm việc khác hẳn\tBiên bản họp thôn\tTháng 3/2026\tThôn Tà Van\t\t")
    assert compare_plans(read, empty, concerns=lambda _line: False).shortfalls == ()
    assert len(compare_plans(read, empty, concerns=lambda one: one.area == "institutions").shortfalls) == 2


def test_a_task_in_other_words_is_found_again() -> None:
    own = [
        line(7, area="digital", task="Vận hành nền tảng số dùng chung của xã", product="Báo cáo"),
        line(8, task="UBND xã rà soát và đơn giản hóa các thủ tục hành chính", product="Báo cáo rà soát"),
    ]
    assert match_lines([line(3)], own) == ((3, 8),)


def test_no_day_a_rarer_rhythm_and_a_longer_term_are_later() -> None:
    assert codes(line(), line(deadlines=deadlines("Thường xuyên"))) == ["PC004"]
    assert codes(line(deadlines=deadlines("Hằng tháng")), line(deadlines=deadlines("Hằng quý"))) == ["PC005"]
    assert codes(line(deadlines=deadlines("Hằng quý")), line(deadlines=deadlines("Hằng tháng"))) == []
    assert codes(line(deadlines=deadlines("Hằng quý")), line(deadlines=deadlines("Thường xuyên"))) == []
    short, long = (deadlines(f"{days} ngày làm việc kể từ ngày nhận văn bản") for days in ("03", "05"))
    assert codes(line(deadlines=short), line(deadlines=long)) == ["PC008"]
    assert codes(line(deadlines=long), line(deadlines=short)) == []


def test_before_a_day_is_one_day_earlier_than_by_it() -> None:
    assert last_day(deadlines("Trước ngày 30/6/2026")) == date(2026, 6, 29)
    assert last_day(deadlines("Chậm nhất ngày 30/6/2026")) == date(2026, 6, 30)
    assert last_day(deadlines("Quý II/2026")) == date(2026, 6, 30)
    assert last_day(deadlines("Thường xuyên")) is None


def test_a_mark_where_less_is_better_is_weaker_when_it_is_higher() -> None:
    mark = "Tỷ lệ hồ sơ phải trả lại không quá {}%"
    assert codes(line(product=mark.format(15)), line(product=mark.format(20))) == ["PC006"]
    assert codes(line(product=mark.format(15)), line(product=mark.format(10))) == []


def test_a_mark_that_is_not_repeated_is_worth_a_note() -> None:
    found = compare_lines([line(product="Tỷ lệ hồ sơ đúng hạn đạt tối thiểu 98%")], [line()]).shortfalls
    assert [(one.kind, one.finding.severity) for one in found] == [(ShortfallKind.SILENT, "note")]
