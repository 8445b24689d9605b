"""The annex of a decision as the draft of a criteria set, in several layouts of our own."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_yaml_sample import SET, name_of
from reform.index.annexes import DraftHead, SetDraft, draft_set
from reform.index.model import Appraiser, CriteriaSet, ScoringKind, Sign
from reform.index.packaged import packaged_sets
from reform.index.reading import read_set
from reform.index.row_words import number_text
from reform.messages import message_of
from vanban.reading import read_document
from vanban.reading.model import Cell, Document, Row, Table
from vanban.text.findings import Place

HEAD = DraftHead("cchc-thu", "2026.1", "Bộ tiêu chí thử", 2026, ("commune",))
TITLES = [
    "STT",
    "Lĩnh vực, tiêu chí, tiêu chí thành phần",
    "Điểm tối đa",
    "Cách tính điểm",
    "Tài liệu kiểm chứng",
    "Cơ quan thẩm định",
]
ANNEX = [
    TITLES,
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["1", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "5", "", "", ""],
    ["1.1", "Kế hoạch cải cách hành chính", "3", "", "", ""],
    ["1.1.1", "Ban hành kế hoạch", "0,5", "Kịp thời: 0,5; chậm: 0,25; không ban hành: 0",
     "- Kế hoạch năm\n- Công văn đôn đốc", "Sở Nội vụ"],
    ["1.1.2", "Mức độ hoàn thành", "2,5", "Từ 95% trở lên: 2,5; từ 80% đến dưới 95%: 1; dưới 80%: 0",
     "Báo cáo kết quả", ""],
    ["1.2", "Sáng kiến", "2", "Mỗi sáng kiến được 0,5 điểm", "", "Hội đồng thẩm định"],
    ["2", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "4", "", "", ""],
    ["2.1", "Hồ sơ đúng hạn", "4", "Tính theo công thức (b/a)*điểm tối đa", "", ""],
    ["", "TỔNG CỘNG", "9", "", "", ""],
]  # fmt: skip


def document(*tables: Sequence[Sequence[str]]) -> Document:
    """Return a paper with tables; the rows of each have as many cells."""
    made = tuple(
        Table(
            tuple(
                Row(
                    tuple(
                        Cell(text, Place(block=at, table=at, row=nth, column=column)) for column, text in enumerate(row)
                    )
                )
                for nth, row in enumerate(rows)
            ),
            Place(block=at, table=at),
        )
        for at, rows in enumerate(tables)
    )
    return Document("docx", "phu-luc.docx", made)


def draft(*tables: Sequence[Sequence[str]]) -> SetDraft:
    return draft_set(document(*tables), HEAD)


def codes(found: SetDraft) -> list[str]:
    assert all(message_of(doubt) for doubt in found.doubts)
    return [doubt.code for doubt in found.doubts]


def test_an_annex_is_nested_by_its_numbers_with_its_rules_and_proof() -> None:
    found = draft(ANNEX)

    assert found.made is not None and read_set(found.text) == found.made
    assert [(leaf.number, leaf.points, leaf.rule.kind) for leaf in found.made.leaves] == [
        ("1.1.1", Decimal("0.5"), ScoringKind.CHOICE),
        ("1.1.2", Decimal("2.5"), ScoringKind.STEPS),
        ("1.2", 2, ScoringKind.COUNT),
        ("2.1", 4, ScoringKind.SPAN),
    ]
    assert [(area.area, area.label) for area in found.made.areas] == [
        ("steering", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
        ("procedures", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH"),
    ]
    issued, done, ideas, _share = found.made.leaves
    assert [(proof.label, proof.types) for proof in issued.proofs] == [
        ("Kế hoạch năm", ("KH",)),
        ("Công văn đôn đốc", ("CV",)),
    ]
    assert [done.proofs[0].types, issued.appraiser, done.appraiser, ideas.appraiser] == [
        ("BC",), Appraiser.STANDING, None, Appraiser.COUNCIL,
    ]  # fmt: skip
    assert codes(found) == ["IA005", "IA016"]


def test_columns_stand_in_any_order_and_points_that_somebody_gave_are_none() -> None:
    titles = ["TT", "Điểm chuẩn", "Nội dung tiêu chí", "Điểm tự chấm", "Điểm thẩm định", "Hướng dẫn cách chấm điểm"]
    found = draft(
        [titles, ["1", "1", "Chỉ đạo", "", "", ""], ["1.1", "1", "Kế hoạch", "0,5", "0,75", "Có: 1; không: 0"]]
    )

    assert found.made is not None
    assert [(leaf.points, leaf.rule.kind) for leaf in found.made.leaves] == [(1, ScoringKind.YES_NO)]


@pytest.mark.parametrize("below", [["Tối đa", "Tự chấm"], ["Tự chấm", "Tối đa"]])
def test_a_title_over_two_columns_is_read_with_those_below_it(below: list[str]) -> None:
    rows = [["TT", "Tiêu chí", "Điểm", ""], ["", "", *below]]
    points = {"Tối đa": ["3", "1"], "Tự chấm": ["0", "0"]}
    rows += [
        [code, label, *(points[title][at] for title in below)]
        for at, (code, label) in enumerate((("1", "Chỉ đạo"), ("1.1", "Kế hoạch")))
    ]
    paper = document(rows)
    (table,) = paper.tables()
    head, second, *others = table.rows
    covered = tuple(replace(cell, merged_from=(0, at)) if at < 2 else cell for at, cell in enumerate(second.cells))
    over = (*head.cells[:3], replace(head.cells[3], merged_from=(0, 2)))
    made = replace(table, rows=(replace(head, cells=over), replace(second, cells=covered), *others))

    found = draft_set(replace(paper, blocks=(made,)), HEAD)

    assert found.made is not None and found.made.maximum == 1


def test_roman_areas_whose_numbers_begin_anew_are_told_apart() -> None:
    rows = [TITLES[:4]]
    for number, label in (("I", "Chỉ đạo, điều hành"), ("II", "Cải cách thể chế")):
        rows += [
            [number, label, "2", ""],
            ["1", "Kế hoạch", "1", "Có: 1; không: 0"],
            ["2", "Báo cáo", "1", "Có: 1; không: 0"],
        ]

    found = draft(rows)

    assert found.made is not None
    assert [leaf.number for leaf in found.made.leaves] == ["I.1", "I.2", "II.1", "II.2"]
    assert "IA012" not in codes(found)


def test_a_rank_between_area_and_criterion_goes_into_its_words() -> None:
    found = draft(
        [
            TITLES[:4],
            ["I", "Chỉ đạo, điều hành", "1", ""],
            ["1", "Kế hoạch", "1", ""],
            ["1.1", "Ban hành", "1", ""],
            ["1.1.1", "Kịp thời", "0,5", "Có: 0,5; không: 0"],
            ["1.1.2", "Đầy đủ", "0,5", "Có: 0,5; không: 0"],
        ]
    )

    assert found.made is not None
    (criterion,) = found.made.areas[0].criteria
    assert (criterion.number, criterion.label) == ("1.1", "Kế hoạch: Ban hành")
    assert "IA017" in codes(found)


def test_states_in_rows_of_their_own_are_states_of_the_row_above() -> None:
    found = draft(
        [
            TITLES[:3],
            ["1", "Chỉ đạo, điều hành", "1"],
            ["1.1", "Ban hành kế hoạch", "1"],
            ["", "Ban hành trong tháng 12", "1"],
            ["", "Ban hành sau tháng 12", "0,5"],
            ["", "Không ban hành", "0"],
        ]
    )

    assert found.made is not None
    (leaf,) = found.made.leaves
    assert [(one.label, one.points) for one in leaf.rule.options] == [
        ("Ban hành trong tháng 12", 1),
        ("Ban hành sau tháng 12", Decimal("0.5")),
        ("Không ban hành", 0),
    ]


def test_lettered_rows_that_add_up_are_parts() -> None:
    found = draft(
        [
            TITLES[:4],
            ["1", "Chỉ đạo, điều hành", "1", ""],
            ["1.1", "Kế hoạch", "1", ""],
            ["a", "Ban hành", "0,75", "Có: 0,75; không: 0"],
            ["b", "Công khai", "0,25", "Có: 0,25; không: 0"],
        ]
    )

    assert found.made is not None
    assert [leaf.points for leaf in found.made.leaves] == [Decimal("0.75"), Decimal("0.25")]


def test_bonuses_and_penalties_stand_beside_the_tree() -> None:
    found = draft(
        [
            *ANNEX[:-1],
            ["", "ĐIỂM THƯỞNG", "2", "", "", ""],
            ["T1", "Được khen thưởng", "1", "Mỗi bằng khen được cộng 0,5 điểm", "Bằng khen", ""],
            ["", "ĐIỂM TRỪ", "3", "", "", ""],
            ["", "Bị phê bình", "3", "Mỗi lần bị trừ 1 điểm", "", ""],
        ]
    )

    assert found.made is not None
    assert [(one.sign, one.number, one.each, one.most) for one in found.made.adjustments] == [
        (Sign.BONUS, "T1", Decimal("0.5"), 1),
        (Sign.PENALTY, "P1", 1, 3),
    ]
    assert (found.made.most_bonus, found.made.most_penalty, found.made.maximum) == (2, 3, 9)


def test_a_table_goes_on_over_the_page_and_other_tables_are_passed_over() -> None:
    found = draft(ANNEX[:6], ANNEX[6:])
    beside = draft(ANNEX, [["STT", "Đơn vị", "Xếp loại"], ["1", "Xã Suối Nhạn", "Tốt"]])

    assert found.text == beside.text == draft(ANNEX).text


def test_points_that_do_not_add_up_are_told_and_those_below_hold() -> None:
    rows = [[*row[:2], {"1.1": "4", "": "10"}.get(row[0], row[2]), *row[3:]] for row in ANNEX]

    found = draft(rows)

    assert found.made is not None and found.made.maximum == 9
    assert {"IA013", "IA014"} <= set(codes(found))


@pytest.mark.parametrize("number", ["1.1.1", "", "1.0.1"])
def test_numbers_that_cannot_be_kept_are_counted_anew_and_told(number: str) -> None:
    rows = [[number if row[0] == "1.1.2" else row[0], *row[1:]] for row in ANNEX]

    found = draft(rows)

    assert found.made is not None
    if number:
        assert [leaf.number for leaf in found.made.leaves] == ["1.1.1", "1.1.2", "1.2", "2.1"]
        assert "IA012" in codes(found)


def test_a_row_without_points_is_left_out_and_told() -> None:
    rows = [[*row[:2], "" if row[0] == "1.2" else row[2], *row[3:]] for row in ANNEX]

    found = draft(rows)

    assert found.made is not None and len(list(found.made.leaves)) == 3
    assert "IA011" in codes(found)


def test_last_years_keys_live_on_where_the_words_are_the_same() -> None:
    rows = [TITLES[:4], ["1", "Chỉ đạo, điều hành", "2", ""], ["1.1", "Kế hoạch cải cách hành chính", "2", ""]]
    rows += [
        ["1.1.1", "Ban hành kế hoạch", "1", "Có: 1; không: 0"],
        ["1.1.2", "Chuyện mới hẳn", "1", "Có: 1; không: 0"],
    ]
    base = read_set(SET)

    found = draft_set(document(rows), DraftHead("cchc-mau", "2027.1", "Năm sau", 2027, ("department",)), base)

    assert found.made is not None
    assert "steering.plan.issued" in found.made.by_key()
    assert found.made.previous == base.version
    assert {link.before for link in found.made.links} == set(base.by_key())
    assert found.made.grades == base.grades


def printed(one: CriteriaSet) -> list[list[str]]:
    """Return a set as decisions print one."""
    rows = [TITLES]
    for area in one.areas:
        rows.append([area.number, area.label, number_text(area.points), "", "", ""])
        for criterion in area.criteria:
            if not criterion.is_alone:
                rows.append([criterion.number, criterion.label, number_text(criterion.points), "", "", ""])
            for leaf in criterion.leaves:
                proof = "; ".join(proof.label for proof in leaf.proofs)
                rows.append([leaf.number, leaf.label, number_text(leaf.points), leaf.method, proof, ""])
    return rows


@pytest.mark.parametrize("text", packaged_sets(), ids=name_of)
def test_a_packaged_set_that_is_printed_is_read_as_it_is(text: str) -> None:
    one = read_set(text)
    head = DraftHead(one.key, "2099.1", one.title, one.year, one.kinds)

    found = draft_set(document(printed(one)), head, one)

    made = found.made
    assert made is not None and (made.maximum, made.digits, made.grades) == (one.maximum, one.digits, one.grades)
    assert [(leaf.number, leaf.label, leaf.points) for leaf in made.leaves] == [
        (leaf.number, leaf.label, leaf.points) for leaf in one.leaves
    ]
    assert [area.area for area in made.areas] == [area.area for area in one.areas]
    kept = set(made.by_key()) & set(one.by_key())
    assert len(kept) >= 0.9 * len(one.by_key())
    assert not {doubt.code for doubt in found.doubts} & {"IA010", "IA011", "IA012", "IA013", "IA014", "IA017"}


def test_a_paper_without_criteria_says_so() -> None:
    for found in (draft(), draft([["STT", "Nhiệm vụ", "Thời hạn"], ["1", "Ban hành", "Quý I"]])):
        assert (found.text, found.made, codes(found)) == ("", None, ["IA010"])


def test_a_word_file_is_read_from_its_bytes() -> None:
    paper = docx.Document()
    paper.add_paragraph("PHỤ LỤC BỘ TIÊU CHÍ")
    table = paper.add_table(rows=0, cols=len(TITLES))
    for row in ANNEX:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file = BytesIO()
    paper.save(file)

    found = draft_set(read_document(file.getvalue(), name="phu-luc.docx"), HEAD)

    assert found.text == draft(ANNEX).text


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["I", "1", "1.1", "1.1.1", "a", "0,5", "10", "Có: 1; không: 0", "Điểm thưởng", "Tổng"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=6, max_size=6), max_size=8))
def test_whatever_stands_in_the_rows_gives_a_draft_or_says_why_not(rows: list[list[str]]) -> None:
    found = draft([TITLES, *rows])

    assert all("%(" not in message_of(doubt) for doubt in found.doubts)
    assert found.made is not None or found.problems or found.text == ""
    if found.made is not None:
        assert read_set(found.text) == found.made
