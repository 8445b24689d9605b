"""A paste: by codes, by words, or from a cell downwards; whole or not at all."""

import pytest

from caicach.figures.imports.pasted import read_pasted
from caicach.figures.imports.proposal import Proposal
from caicach.figures.mapping import figure_text
from caicach.web.errors import BadInput
from figures_books import sheet
from reform.forms import read_form
from reform.forms.packaged import packaged_forms
from reform.forms.sheets import CellKind, sheet_of


def read(text: str, start: str = "", level: str = "commune") -> Proposal:
    return read_pasted(text, sheet(level), start=start)


def said(proposal: Proposal) -> dict[str, str]:
    return {str(one.cell): figure_text(one.figure) for one in proposal.cells}


ANNEX = """STT\tChỉ tiêu\tĐVT\tSố liệu
1.1.1\tVăn bản chỉ đạo đã ban hành\tVăn bản\t4
1.1.2\tĐã ban hành kế hoạch năm\t\tCó
2.1.2\tHồ sơ tiếp nhận mới\tHồ sơ\t100
a\tTrực tiếp\tHồ sơ\t30
b\tTrực tuyến\tHồ sơ\t70
2.1.8\tTỷ lệ đúng hạn\t%\t97,8
3.1.1\tBiên chế được giao\tNgười\tChưa phát sinh
"""


def test_rows_with_codes_and_words_go_where_they_belong() -> None:
    made = read(ANNEX)
    assert said(made) == {
        "steer.docs": "4",
        "steer.plan": "yes",
        "dossier.received[channel_in=direct, tier=commune]": "30",
        "dossier.received[channel_in=online, tier=commune]": "70",
        "staff.quota": "@none_yet",
    }
    assert made.refused == ()
    assert made.remarks == ("2 dòng tự tính được bỏ qua.",)


def test_codes_alone_are_enough_where_letters_follow_their_line() -> None:
    made = read("1.1.1\t4\n2.1.2\t100\na\t30\nb\t70\n2.1.5\t0")
    assert list(said(made).values()) == ["4", "30", "70", "0"]


@pytest.mark.parametrize("level", ["province", "department", "commune"])
@pytest.mark.parametrize("form", packaged_forms(), ids=("three levels", "two levels"))
def test_the_column_of_numbers_beside_the_figures_finds_every_row(form: str, level: str) -> None:
    printed = sheet_of(read_form(form), level)
    rows = [row for row in printed.rows if row.line.choice is None]
    made = read_pasted("\n".join(f"{row.number}\t{at}" for at, row in enumerate(rows, start=3)), printed)
    wanted = {row.cell: at for at, row in enumerate(rows, start=3) if row.kind is CellKind.TYPED}
    assert {one.cell: int(one.said) for one in made.cells} == wanted
    assert made.refused == ()


def test_words_alone_are_enough_whatever_their_case_and_order() -> None:
    made = read("GIẢI QUYẾT QUÁ HẠN\t2\nvăn bản chỉ đạo đã ban hành\t4")
    assert said(made) == {"dossier.late[tier=commune]": "2", "steer.docs": "4"}
    assert all("Khớp theo tên" in one.remarks[-1] for one in made.cells)


def test_figures_alone_go_down_from_a_cell_over_what_is_typed() -> None:
    start = "dossier.received[channel_in=online, tier=commune]"
    made = read("70\n90\n2\n20\n", start)
    assert said(made) == {
        start: "70",
        "dossier.on_time[tier=commune]": "90",
        "dossier.late[tier=commune]": "2",
        "dossier.open[tier=commune]": "20",
    }


def test_one_figure_that_cannot_be_read_is_refused_by_its_row() -> None:
    made = read("1.1.1\t4\n2.1.5\t8,803\n3.1.1\tnhiều")
    assert [(one.place, one.said) for one in made.refused] == [("dòng 2", "8,803"), ("dòng 3", "nhiều")]


def test_a_code_and_words_of_two_rows_are_refused() -> None:
    (one,) = read("1.1.1\tGiải quyết quá hạn\t4").refused
    assert "hai dòng khác nhau" in one.sentence


def test_a_row_that_stands_twice_is_refused() -> None:
    (one,) = read("1.1.1\t4\n1.1.1\t5").refused
    assert "đã có ở dòng 1" in one.sentence


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("", "", "Chưa có gì được dán"),
        ("  \n\t\n", "", "Chưa có gì được dán"),
        ("1\n2\n3", "", "chọn ô bắt đầu"),
        ("1\n2\n3", "khong.co", "chọn ô bắt đầu"),
        ("1\n2\n3", "money.spent", "từ đó chỉ còn 1 ô nhập"),
        ("Văn bản chỉ đạo đã ban hành\t4\t5", "", "Có 2 cột số"),
        ("Văn bản chỉ đạo đã ban hành\tVăn bản", "", "Không thấy cột số liệu"),
        ("x\t1\n" * 2001, "", "2.001 dòng"),
        ("x" * 300_001, "", "quá dài"),
    ],
)
def test_a_paste_that_cannot_be_placed_is_refused_as_a_whole(text: str, start: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read(text, start)


def test_a_named_column_of_figures_is_taken_among_several() -> None:
    text = "Mã\tChỉ tiêu\tKỳ trước\tSố liệu\n1.1.1\tVăn bản chỉ đạo đã ban hành\t3\t4\n"
    assert said(read(text)) == {"steer.docs": "4"}


def test_line_breaks_inside_a_cell_are_part_of_it() -> None:
    assert said(read('1.1.1\t"Văn bản chỉ đạo\nđã ban hành"\t4\n2.1.5\tGiải quyết quá hạn\t1')) == {
        "steer.docs": "4",
        "dossier.late[tier=commune]": "1",
    }
