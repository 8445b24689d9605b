"""Sentences get figures in Vietnamese notation, the right words of comparison, and a gap where nothing is known."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from reform.forms import Cell, When
from reform.forms.figures import Figure
from reform.narratives import Facts, Printed, Relation, Target, TemplateError, rendered


def printed(text: str, facts: Facts) -> list[str]:
    """Return the texts of the paragraphs."""
    return [paragraph.text for paragraph in rendered(text, facts)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{{ so('d.received') }} hồ sơ", "8.803 hồ sơ"),
        ("đạt {{ tl('d.rate') }}", "đạt 99,03%"),
        ("bằng {{ chon('d.survey') }}", "bằng phát phiếu"),
        ("quá hạn {{ so('d.late') }}", "quá hạn (chưa phát sinh)"),
        ("{{ phan('d.received', 'channel') }}", "trực tiếp 4.167, trực tuyến …"),
        ("kết quả {{ ky }}", "kết quả quý I năm 2026"),
        ("kết quả {{ ky_sau }}", "kết quả …"),
        ("{{ ss('d.received', yoy) }}", "tăng 803 hồ sơ, tương ứng 10,04%, so với cùng kỳ năm trước"),
        ("{{ ss('d.rate', yoy) }}", "tăng 2,50 điểm phần trăm so với cùng kỳ năm trước"),
        ("{{ ss('d.rank', yoy) }}", "tăng 2 bậc so với cùng kỳ năm trước"),
        ("{{ ss('d.rate', prev) }}", "chưa có số so sánh"),
        ("{{ ss('d.rate', target) }}", "chưa đạt chỉ tiêu 100%, còn thiếu 0,97 điểm phần trăm"),
        ("{{ ss('d.received', target) }}", "chưa đặt chỉ tiêu"),
    ],
)
def test_each_function_prints_what_it_should(text: str, wanted: str, facts: Facts) -> None:
    assert printed(text, facts) == [wanted]


@pytest.mark.parametrize(
    ("value", "relation", "wanted"),
    [
        ("99.03", Relation.LEAST, "đạt chỉ tiêu 99,03%"),
        ("95", Relation.LEAST, "vượt chỉ tiêu 95% là 4,03 điểm phần trăm"),
        ("95", Relation.MOST, "chưa đạt chỉ tiêu 95%, cao hơn 4,03 điểm phần trăm"),
        ("99.5", Relation.MOST, "tốt hơn chỉ tiêu 99,5% là 0,47 điểm phần trăm"),
    ],
)
def test_a_target_is_met_exceeded_or_missed_in_words(
    value: str, relation: Relation, wanted: str, changed: Callable[..., Facts]
) -> None:
    facts = changed(targets={Cell("d.rate"): Target(Decimal(value), relation)})
    assert printed("{{ ss('d.rate', target) }}", facts) == [wanted]


def test_a_difference_is_that_of_the_printed_values(changed: Callable[..., Facts]) -> None:
    facts = changed(
        filled={Cell("d.rate"): Figure(Decimal("99.005"))},
        earlier={When.YEAR_BEFORE: {Cell("d.rate"): Figure(Decimal("98.994"))}},
    )
    # 99,01 and 98,99 are printed; the stored values differ by 0,011.
    assert printed("{{ ss('d.rate', yoy) }}", facts) == ["tăng 0,02 điểm phần trăm so với cùng kỳ năm trước"]


def test_equal_figures_are_said_to_be_equal(changed: Callable[..., Facts]) -> None:
    facts = changed(earlier={When.YEAR_BEFORE: {Cell("d.received"): Figure(Decimal(8803))}})
    assert printed("{{ ss('d.received', yoy) }}", facts) == ["bằng cùng kỳ năm trước"]


def test_a_gap_says_which_line_is_missing(facts: Facts) -> None:
    (paragraph,) = rendered("{{ so('d.received', channel='online') }} hồ sơ", facts)
    assert paragraph.text == "… hồ sơ"
    assert [gap.what for gap in paragraph.gaps] == ["1.1.1 Hồ sơ tiếp nhận"]


def test_every_printed_number_is_known_by_its_cell(facts: Facts) -> None:
    (paragraph,) = rendered("{{ phan('d.received', 'channel') }}", facts)
    (run,) = paragraph.runs
    assert isinstance(run, Printed)
    (shown,) = run.figures
    assert (str(shown.cell), shown.value, run.text[shown.start : shown.end]) == (
        "d.received[channel=direct]",
        "4167",
        "4.167",
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{% nếu d.received > 0 %}có{% không thì %}không{% hết %}", ["có"]),
        ("{% nếu d.received > 9000 %}có{% không thì %}không{% hết %}", ["không"]),
        ("{% nếu d.received[channel=online] > 0 %}chưa biết nên in{% hết %}", ["chưa biết nên in"]),
        ("{% nếu có(qua_han) %}có{% hết %}", ["có"]),
        ("{% nếu không có(qua_han) %}có{% hết %}", []),
        ("{% nếu d.survey == 'none' %}không{% không thì %}có{% hết %}", ["có"]),
    ],
)
def test_conditions_choose_their_words(text: str, wanted: list[str], facts: Facts) -> None:
    assert printed(text, facts) == wanted


def test_what_is_on_no_sheet_is_left_out_with_its_words(changed: Callable[..., Facts]) -> None:
    facts = changed(on=frozenset({"d.received"}))
    assert printed("{{ so('d.received') }} hồ sơ[[, đạt {{ tl('d.rate') }}]].", facts) == ["8.803 hồ sơ."]


def test_a_list_alone_on_its_line_makes_a_paragraph_of_each_item(facts: Facts) -> None:
    (paragraph,) = rendered("{{ ds(qua_han, 'nhiệm vụ; chủ trì; lý do!') }}", facts)
    assert paragraph.text == "- Rà soát thủ tục; chủ trì: Sở Tư pháp; lý do: …."
    assert paragraph.kind == "item"
    assert [gap.what for gap in paragraph.gaps] == ["lý do: Rà soát thủ tục."]
    (run,) = paragraph.runs
    assert isinstance(run, Printed)
    assert run.notes[0][1].startswith("Kế hoạch số 41/KH-UBND ngày 12/01/2026 của UBND tỉnh Sông Mây")


def test_a_list_inside_a_sentence_stays_there_and_an_area_narrows_it(facts: Facts) -> None:
    assert printed("Quá hạn: {{ ds(qua_han, 'nhiệm vụ') }} việc", facts) == ["Quá hạn: Rà soát thủ tục việc"]
    assert printed("Quá hạn: {{ ds(qua_han, 'nhiệm vụ', linh_vuc='digital') }}", facts) == ["Quá hạn: không có"]


def test_documents_stand_in_the_sentence_with_a_footnote_each(facts: Facts) -> None:
    (paragraph,) = rendered("Đã ban hành {{ vb(ban_hanh) }}.", facts)
    assert paragraph.text == "Đã ban hành kế hoạch số 41/KH-UBND."
    notes = [note for run in paragraph.runs if isinstance(run, Printed) for note in run.notes]
    assert notes == [
        (22, "Kế hoạch số 41/KH-UBND ngày 12/01/2026 của UBND tỉnh Sông Mây về cải cách hành chính năm 2026.")
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("một\n{{ so( }}", "NT001", 2),
        ("{% nếu %}a{% hết %}", "NT002", 1),
        ("{% nếu d.received %}a{% hết %}", "NT002", 1),
        ("{{ so('a.b')", "NT003", 1),
        ("[[ a", "NT003", 1),
        ("{% hết %}", "NT004", 1),
        ("{% nếu d.received > 0 %}a", "NT004", 1),
        ("{% nếu d.received > 0 %}" * 8, "NT005", 0),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, code: str, line: int, facts: Facts) -> None:
    with pytest.raises(TemplateError) as caught:
        rendered(text, facts)
    assert (caught.value.code, caught.value.line) == (code, line)
