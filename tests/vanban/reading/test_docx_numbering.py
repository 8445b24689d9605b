"""Automatic numbers that are not in the text."""

import pytest

from corpora.docx_parts import cell, docx, level, numbering, paragraph, row, table
from vanban.reading import read_document

DECIMAL = level(0, "%1.") + level(1, "%1.%2.") + level(2, "%3)", style="lowerLetter")


def texts(body: str, parts: str, styles: str = "") -> list[str]:
    document = read_document(docx(body, numbering=parts, styles=styles), name="a.docx")
    return [block.text for block in document.paragraphs()]


def test_levels_count_and_restart() -> None:
    steps = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1)]
    body = "".join(paragraph("x", number=step) for step in steps)
    assert texts(body, numbering({1: DECIMAL})) == ["1. x", "1.1. x", "1.2. x", "a) x", "b) x", "2. x", "2.1. x"]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("decimal", ["1", "2", "3", "4"]),
        ("decimalZero", ["01", "02", "03", "04"]),
        ("upperRoman", ["I", "II", "III", "IV"]),
        ("lowerRoman", ["i", "ii", "iii", "iv"]),
        ("upperLetter", ["A", "B", "C", "D"]),
        ("lowerLetter", ["a", "b", "c", "d"]),
        ("none", ["", "", "", ""]),
    ],
)
def test_formats(style: str, expected: list[str]) -> None:
    body = "".join(paragraph("x", number=(1, 0)) for _ in expected)
    assert texts(body, numbering({1: level(0, "%1", style=style)})) == [f"{number} x".strip() for number in expected]


@pytest.mark.parametrize(("bullet", "printed"), [("\uf0b7", "-"), ("-", "-"), ("o", "-"), ("+", "+"), ("•", "-")])
def test_bullets(bullet: str, printed: str) -> None:
    assert texts(paragraph("x", number=(1, 0)), numbering({1: level(0, bullet, style="bullet")})) == [f"{printed} x"]


def test_an_empty_bullet_is_nothing_but_an_empty_number_is_printed() -> None:
    parts = numbering({1: level(0, "-", style="bullet"), 2: level(0, "%1")})
    assert texts(paragraph(number=(1, 0)) + paragraph(number=(2, 0)), parts) == ["1"]


def test_numbers_stand_in_the_cells_of_a_table() -> None:
    rows = [row(cell(paragraph(number=(1, 0))), cell(paragraph("x"))) for _ in range(3)]
    document = read_document(docx(table(*rows), numbering=numbering({1: level(0, "%1")})), name="a.docx")
    assert [row.cells[0].text for row in next(document.tables()).rows] == ["1", "2", "3"]


def test_a_list_that_starts_anew_and_one_that_goes_on() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    again = f'<w:num w:numId="5"><w:abstractNumId w:val="1"/>{override}</w:num>'
    same = '<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
    parts = numbering({1: DECIMAL}, overrides={5: again, 6: same})
    body = "".join(paragraph("x", number=(key, 0)) for key in (1, 1, 5, 5, 6))
    assert texts(body, parts) == ["1. x", "2. x", "1. x", "2. x", "3. x"]


def test_a_list_of_a_style_and_its_removal() -> None:
    styles = (
        '<w:style w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("x", style="L") + paragraph("y", style="L", number=(0, 0)) + paragraph("z", style="L")
    assert texts(body, numbering({1: DECIMAL}), styles) == ["1. x", "y", "2. z"]


def test_a_start_other_than_one_and_a_level_met_first() -> None:
    parts = numbering({1: level(0, "%1.", start=5) + level(1, "%1.%2")})
    assert texts(paragraph("x", number=(1, 1)) + paragraph("y", number=(1, 0)), parts) == ["5.1 x", "6. y"]


@pytest.mark.parametrize("number", [(9, 0), (1, 8), (0, 0)])
def test_lists_and_levels_that_do_not_exist(number: tuple[int, int]) -> None:
    assert texts(paragraph("x", number=number), numbering({1: DECIMAL})) == ["x"]


def test_damaged_definitions_do_not_stop_the_reader() -> None:
    wild = '<w:lvl w:ilvl="-1"/><w:lvl w:ilvl="99999999999"/>' + level(0, "%1%9", style="upperRoman").replace(
        'w:start w:val="1"', 'w:start w:val="99999999"'
    )
    assert texts(paragraph("x", number=(1, 0)), numbering({1: wild})) == ["99999999%9 x"]
