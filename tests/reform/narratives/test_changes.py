"""A paper that came back is held against what was issued: changed, missing and new figures, each with its place."""

from reform.forms import Cell
from reform.narratives import DifferenceKind, Facts, Row, differences, rendered

TEXT = "Tiếp nhận {{ so('d.received') }} hồ sơ, đạt {{ tl('d.rate') }}.\nKhông có việc khác trong kỳ."
HEAD = ["UBND TỈNH SÔNG MÂY", "Số: 45/BC-UBND", "Sông Mây, ngày 20 tháng 3 năm 2026"]


def changes(texts: list[str], facts: Facts) -> list[tuple[str, str, str, str]]:
    """Return kind, place, before and after."""
    issued = [("II.2", paragraph) for paragraph in rendered(TEXT, facts)]
    return [(one.kind.value, one.place, one.was, one.now) for one in differences(issued, (), texts, ())]


def test_the_same_paper_has_no_differences_whatever_stands_around_it(facts: Facts) -> None:
    assert changes([*HEAD, "Tiếp nhận 8.803 hồ sơ, đạt 99,03%.", "Không có việc khác trong kỳ."], facts) == []


def test_a_figure_changed_by_hand_is_told_with_its_cell(facts: Facts) -> None:
    issued = [("II.2", paragraph) for paragraph in rendered(TEXT, facts)]
    (one,) = differences(issued, (), [*HEAD, "Tiếp nhận 8.801 hồ sơ, đạt 99,03%."], ())
    assert (one.kind, one.was, one.now, one.cell) == (DifferenceKind.CHANGED, "8.803", "8.801", Cell("d.received"))


def test_figures_taken_out_and_put_in_are_told(facts: Facts) -> None:
    texts = ["Tiếp nhận 8.803 hồ sơ.", "Không có việc khác trong kỳ, trừ 2 việc trong kỳ."]
    assert changes([*texts[:1], "Có 12 tổ. Không có việc khác trong kỳ."], facts) == [
        ("changed", "II.2", "99,03%", "12")
    ]
    assert ("missing", "II.2", "99,03%", "") in changes([texts[0], "Không có việc khác trong kỳ."], facts)


def test_rows_of_the_annex_are_known_by_their_labels() -> None:
    rows = (
        Row("1.1.1", "Hồ sơ tiếp nhận", "8.803", Cell("d.received")),
        Row("", "Trực tiếp", "4.167", Cell("d.received", (("channel", "direct"),))),
        Row("1.1.5", "Hồ sơ quá hạn", "", Cell("d.late")),
    )
    came = [
        ["1.1.1", "Hồ sơ tiếp nhận", "Hồ sơ", "8.803", ""],
        ["Trong đó", "Trực tiếp", "Hồ sơ", "4.176", ""],
        ["1.1.5", "Hồ sơ quá hạn", "Hồ sơ", "3", ""],
    ]
    found = [(one.kind.value, one.place, one.was, one.now) for one in differences((), rows, (), came)]
    assert found == [("changed", "", "4.167", "4.176"), ("new", "1.1.5", "", "3")]
