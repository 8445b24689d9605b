"""What holds for every text: nothing raises, spans hold their words, spelling and layout do not matter."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadline_words import read
from vanban.language.deadlines import Deadline, DeadlineKind, read_deadlines
from vanban.language.deadlines.folding import fold
from vanban.text.forms import normalise, squeeze

YEARS = st.integers(2000, 2099)
DATES = st.dates(date(2000, 1, 1), date(2098, 12, 31))
ROMAN = ("I", "II", "III", "IV")
VOCABULARY = """
    trước ngày tháng quý năm hằng mỗi định kỳ đến hết chậm nhất trong từ kể sau khi ngay theo đầu cuối giữa của và
    hoặc báo cáo lần cuộc thường xuyên đột xuất đã thực hiện 3 15 2026 I II IV 15/3 31/02/2026 6/2026 , ; . : - ( ) /
    Kế hoạch kiểm tra UBND một hai lăm giờ tuần làm việc số 12/KH-UBND 97%
"""
WORDS = st.sampled_from(VOCABULARY.split()) | st.just("\n")
PHRASES = st.lists(WORDS, max_size=14).map(" ".join)
SAMPLES = (
    "Quý I/2026",
    "trước ngày 25 hằng tháng",
    "Hằng quý, 6 tháng, 9 tháng, cả năm hoặc đột xuất",
    "- Kế hoạch: Chậm nhất trong Quý I/2026. - Báo cáo: Ngay sau khi được phê duyệt",
    "07 ngày làm việc kể từ ngày nhận được văn bản của tỉnh Sông Mây",
    "Thường xuyên; hoàn thành trước ngày 30/6",
)


@pytest.fixture(scope="module", autouse=True)
def built_grammar() -> None:
    """The first text builds the grammar; hypothesis would take it for a slow one."""
    read("Quý I")


def assert_sound(text: str, year: int) -> None:
    reading = read_deadlines(text, year=year)
    plain = normalise(text)
    assert reading.value
    for deadline in reading.value:
        assert 0 <= deadline.at <= deadline.until <= len(plain)
        assert squeeze(plain[deadline.at : deadline.until]) == deadline.text
        assert deadline.to_json()["kind"] == deadline.kind
    for finding in reading.findings:
        assert finding.evidence in squeeze(text)


@given(st.text(), st.integers(-5, 12_000))
def test_any_text_is_read_without_raising(text: str, year: int) -> None:
    assert_sound(text, year)


@given(PHRASES, YEARS)
def test_any_heap_of_deadline_words_is_read_without_raising(text: str, year: int) -> None:
    assert_sound(text, year)


@given(PHRASES)
def test_error_findings_stand_beside_what_cannot_be_used(text: str) -> None:
    reading = read_deadlines(text, year=2026)
    useless = [one for one in reading.value if one.kind in (DeadlineKind.UNREAD, DeadlineKind.IMPOSSIBLE)]

    assert len(useless) == len([finding for finding in reading.findings if finding.severity == "error"])


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(normalise(text))) == len(normalise(text))


@given(PHRASES, YEARS)
def test_composed_and_decomposed_letters_are_read_alike(text: str, year: int) -> None:
    assert read_deadlines(unicodedata.normalize("NFD", text), year=year) == read_deadlines(text, year=year)


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("change", [str.upper, str.title, lambda text: text.replace(" ", " \u00a0\t")])
def test_case_and_white_space_do_not_matter(text: str, change: object) -> None:
    assert callable(change)
    assert read(change(text)).casefold().replace("\u00a0", " ").split() == read(text).casefold().split()


FORMS = (
    "{day}/{month}/{year}",
    "{day:02}/{month:02}/{year}",
    "{day} / {month}/ {year}",
    "{day}-{month}-{year}",
    "{day}.{month}.{year}",
    "{year}-{month:02}-{day:02}",
    "{day} tháng {month} năm {year}",
    "{day:02} tháng {month:02}/{year}",
)


@given(DATES, st.sampled_from(FORMS))
def test_every_spelling_of_a_day_is_that_day(day: date, form: str) -> None:
    words = form.format(day=day.day, month=day.month, year=day.year)

    assert read(f"Chậm nhất ngày {words}", day.year) == f"by {day}"
    assert read(f"trước ngày {words}", day.year) == f"before {day}"


@given(DATES)
def test_a_day_without_a_year_is_of_the_plans_year(day: date) -> None:
    (deadline,) = read_deadlines(f"đến ngày {day.day}/{day.month}", year=day.year).value

    assert (deadline.date, deadline.inclusive, deadline.year_inferred) == (day, True, True)


@given(st.integers(1, 12), YEARS)
def test_a_month_ends_where_the_next_begins(month: int, year: int) -> None:
    (deadline,) = read_deadlines(f"Tháng {month}/{year}", year=year).value

    assert deadline.start == date(year, month, 1)
    assert deadline.end is not None
    assert (deadline.end + timedelta(days=1)).day == 1
    assert deadline.end.month == month


@given(st.integers(1, 4), st.integers(1, 4), YEARS)
def test_a_span_of_quarters_is_the_union_of_its_quarters(first: int, last: int, year: int) -> None:
    (span,) = read_deadlines(f"Quý {ROMAN[first - 1]} - {ROMAN[last - 1]}/{year}", year=year).value
    start, end = (read_deadlines(f"Quý {quarter}/{year}", year=year).value[0] for quarter in (first, last))

    if first <= last:
        assert (span.start, span.end) == (start.start, end.end)
    else:
        assert span.kind is DeadlineKind.IMPOSSIBLE


@given(st.integers(32, 99), st.integers(1, 12), YEARS)
def test_a_day_that_no_month_has_is_impossible(day: int, month: int, year: int) -> None:
    assert read(f"trước ngày {day}/{month}/{year}", year) == "impossible"


@given(st.lists(st.integers(1, 12), min_size=1, max_size=5), YEARS)
def test_a_list_of_months_is_as_many_deadlines(months: list[int], year: int) -> None:
    text = f"Tháng {', '.join(map(str, months))} năm {year}"
    found: list[Deadline] = list(read_deadlines(text, year=year).value)

    assert [one.start for one in found] == [date(year, month, 1) for month in months]
