"""Runs in old Vietnamese fonts: by the name of the run's font, of its style, of the document, or by the letters."""

import pytest

from corpora.docx_parts import docx, run, text_table
from vanban.reading import Document, ReadError, read_document

TCVN3 = "KÕ ho¹ch c¶i c¸ch hµnh chÝnh"
VNI = "Keá hoaïch caûi caùch haønh chính"
UNICODE = "Kế hoạch cải cách hành chính"


def paragraph_of(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def document_of(body: str, *, styles: str = "") -> Document:
    return read_document(docx(body, styles=styles), name="a.docx")


def text_of(body: str, *, styles: str = "") -> str:
    return next(document_of(body, styles=styles).paragraphs()).text


def font_style(name: str, font: str, *, more: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}" {more}><w:rPr><w:rFonts w:ascii="{font}" '
        f'w:hAnsi="{font}"/></w:rPr></w:style>'
    )


@pytest.mark.parametrize(
    ("font", "written"), [(".VnTime", TCVN3), (".VnArial", TCVN3), ("VNI-Times", VNI), ("VNI-Helve", VNI)]
)
def test_the_font_of_a_run(font: str, written: str) -> None:
    document = document_of(paragraph_of(run(written, font=font)))
    assert next(document.paragraphs()).text == UNICODE
    assert [finding.code for finding in document.findings] == ["RD103"]


def test_fonts_of_capitals() -> None:
    assert text_of(paragraph_of(run("kÕ ho¹ch n¨m 2026", font=".VnTimeH"))) == "KẾ HOẠCH NĂM 2026"


def test_runs_in_several_fonts() -> None:
    runs = run("KÕ ho¹ch ", font=".VnTime"), run("của tỉnh ", font="Times New Roman"), run("naêm", font="VNI-Times")
    assert text_of(paragraph_of(*runs)) == "Kế hoạch của tỉnh năm"


def test_a_letter_and_its_mark_in_two_runs() -> None:
    runs = run("Ke", font="VNI-Times"), run("á hoa", font="VNI-Times"), run("ïch", font="VNI-Times")
    assert text_of(paragraph_of(*runs)) == "Kế hoạch"


def test_the_font_of_the_style() -> None:
    assert text_of(paragraph_of(run(TCVN3), style="Cu"), styles=font_style("Cu", ".VnTime")) == UNICODE


def test_the_font_of_all_paragraphs() -> None:
    styles = font_style("Normal", ".VnTime", more='w:default="1"')
    assert text_of(paragraph_of(run(TCVN3)), styles=styles) == UNICODE
    base = '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:rPrDefault></w:docDefaults>'
    assert text_of(paragraph_of(run(VNI)), styles=base) == UNICODE


def test_cells_of_tables() -> None:
    table = text_table([["ab", "cd"]]).replace("<w:r>", '<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>')
    document = document_of(table.replace("ab", TCVN3))
    assert next(document.tables()).rows[0].cells[0].text == UNICODE


def test_letters_without_a_font() -> None:
    document = document_of(paragraph_of(run(TCVN3)) + paragraph_of(run("n¨m 2026 cña tØnh")))
    assert [paragraph.text for paragraph in document.paragraphs()] == [UNICODE, "năm 2026 của tỉnh"]
    assert [finding.code for finding in document.findings] == ["RD103"]


def test_the_name_of_an_old_font_over_unicode_letters() -> None:
    document = document_of(paragraph_of(run(f"{UNICODE} là có", font=".VnTime")))
    assert next(document.paragraphs()).text == f"{UNICODE} là có"
    assert document.findings == ()


@pytest.mark.parametrize(("font", "written"), [(".VnTime", TCVN3), ("VNI-Times", VNI)])
def test_a_mixture_under_one_font_is_refused(font: str, written: str) -> None:
    body = paragraph_of(run(written, font=font)) + paragraph_of(run(UNICODE, font=font))
    with pytest.raises(ReadError) as refusal:
        document_of(body)
    assert refusal.value.code == "RD021"
    assert "Unicode" in str(refusal.value)
