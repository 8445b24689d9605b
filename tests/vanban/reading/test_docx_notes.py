"""What stands beside the text of a Word file: notes, text boxes, headers and footers of pages."""

from corpora.docx_parts import docx, paragraph, run, text_table
from vanban.plans import read_plan
from vanban.reading import Document, Paragraph, read_document

TASKS = text_table(
    [["TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì"], ["1", "Rà soát văn bản", "Báo cáo", "Sở Tư pháp"]]
)
REFERENCE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
OWN_MARK = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
NOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2">{paragraph("Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh.")}</w:footnote>'
)


def text_box(words: str) -> str:
    """Return a run with a text box as Word writes it: once for new programs, once more for old ones."""
    content = f"<w:txbxContent>{paragraph(words)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
        f'wordprocessingShape">{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>'
        f'<v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{content}</v:textbox></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def read(body: str, **parts: str) -> Document:
    return read_document(docx(body, more=parts), name="a.docx")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_footnotes_stand_behind_the_text() -> None:
    body = f"<w:p>{run('Thực hiện kế hoạch')}{REFERENCE}{run(' của tỉnh.')}</w:p>{paragraph('Câu sau.')}"
    document = read(body, footnotes=NOTES)
    assert texts(document) == [
        "Thực hiện kế hoạch của tỉnh.",
        "Câu sau.",
        "Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh.",
    ]
    assert [paragraph.note for paragraph in document.paragraphs()] == [False, False, True]
    assert [(finding.code, finding.params) for finding in document.findings] == [("RD104", {"count": 1})]


def test_a_mark_that_was_typed_is_no_text() -> None:
    document = read(f"<w:p>{run('Thực hiện kế hoạch')}{OWN_MARK}{run(' của tỉnh.')}</w:p>", footnotes=NOTES)
    assert texts(document)[0] == "Thực hiện kế hoạch của tỉnh."


def test_endnotes_too() -> None:
    document = read(paragraph("Kế hoạch."), endnotes=f'<w:endnote w:id="2">{paragraph("Lời chú.")}</w:endnote>')
    assert [paragraph.note for paragraph in document.paragraphs()] == [False, True]


def test_notes_are_cited_from_and_nothing_else() -> None:
    note = "Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh; 90% hồ sơ."
    notes = f'<w:footnote w:id="2">{paragraph(note)}</w:footnote>'
    plan = read_plan(read(paragraph("Kế hoạch năm 2026") + TASKS, footnotes=notes))
    assert [citation.symbol for citation, _ in plan.citations] == ["12/QĐ-UBND"]
    assert plan.targets == ()


def test_a_text_box_is_read_once() -> None:
    document = read(f"<w:p>{text_box('Số: 12/KH-UBND')}{run('KẾ HOẠCH')}</w:p>")
    assert sorted(texts(document)) == ["KẾ HOẠCH", "Số: 12/KH-UBND"]


def test_headers_of_pages_are_no_text() -> None:
    document = read(paragraph("KẾ HOẠCH"), hdr=paragraph("2"), ftr=paragraph("Trang 2"))
    assert texts(document) == ["KẾ HOẠCH"]
    assert document.margins == ("Trang 2", "2")


def test_the_symbol_in_a_header_of_pages() -> None:
    body = paragraph("KẾ HOẠCH") + paragraph("Cải cách hành chính năm 2026") + TASKS
    header = paragraph("Số: 12/KH-UBND") + paragraph("Sông Mây, ngày 05 tháng 01 năm 2026")
    plan = read_plan(read(body, hdr=header))
    assert (plan.header.symbol, str(plan.header.issued)) == ("12/KH-UBND", "2026-01-05")
    assert plan.header.title == "Cải cách hành chính năm 2026"


def test_the_symbol_in_the_text_stands_above_that_of_a_header() -> None:
    body = paragraph("Số: 12/KH-UBND") + paragraph("KẾ HOẠCH") + paragraph("Cải cách hành chính năm 2026") + TASKS
    assert read_plan(read(body, hdr=paragraph("Số: 99/KH-UBND"))).header.symbol == "12/KH-UBND"


def test_the_head_in_a_table_without_borders() -> None:
    head = text_table(
        [
            ["UBND TỈNH SÔNG MÂY\nSỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
            ["Số: 12/KH-SNV", "Sông Mây, ngày 05 tháng 01 năm 2026"],
        ]
    )
    plan = read_plan(read(head + paragraph("KẾ HOẠCH") + paragraph("Cải cách hành chính năm 2026") + TASKS))
    assert (plan.header.symbol, str(plan.header.issued)) == ("12/KH-SNV", "2026-01-05")
    assert plan.header.issuer == "Sở Nội vụ tỉnh Sông Mây"
