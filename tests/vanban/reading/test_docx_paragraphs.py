"""Paragraphs of a DOCX: the accepted view, breaks, boxes, headings, pages."""

from corpora.docx_parts import docx, paragraph, run
from vanban.reading import Paragraph, read_document


def blocks(body: str, **parts: str) -> list[Paragraph]:
    document = read_document(docx(body, **parts), name="a.docx")
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(body, **parts)]


def test_insertions_are_kept_and_deletions_dropped() -> None:
    body = (
        f"<w:p>{run('Nộp trước ngày ')}<w:del w:id='1'><w:r><w:delText>10</w:delText></w:r></w:del>"
        f"<w:ins w:id='2'>{run('15')}</w:ins>{run('/3')}</w:p>"
        f"<w:p><w:moveFrom w:id='3'>{run('cũ')}</w:moveFrom><w:moveTo w:id='4'>{run('mới')}</w:moveTo></w:p>"
    )
    assert texts(body) == ["Nộp trước ngày 15/3", "mới"]
    assert [finding.code for finding in read_document(docx(body), name="a.docx").findings] == ["RD101"]


def test_a_paragraph_whose_end_was_deleted_runs_on() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('Kế ')}</w:p>"
    assert texts(first + paragraph("hoạch")) == ["Kế hoạch"]


def test_inserted_blocks_and_content_controls() -> None:
    body = f"<w:ins w:id='1'>{paragraph('một')}</w:ins>"
    body += f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('hai')}</w:sdtContent></w:sdt>"
    inner = f"<w:sdt><w:sdtContent>{run('ba')}</w:sdtContent></w:sdt><w:hyperlink>{run(' bốn')}</w:hyperlink>"
    assert texts(f"{body}<w:p>{inner}</w:p>") == ["một", "hai", "ba bốn"]


def test_tabs_breaks_and_soft_hyphens() -> None:
    body = (
        "<w:p><w:r><w:t>Số:</w:t><w:tab/><w:t>12</w:t><w:br/><w:t>thủ\u00ad tục</w:t>"
        "<w:softHyphen/><w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>"
    )
    assert texts(body) == ["Số: 12\nthủ tục-x"]


def test_notes_field_codes_and_hidden_text_are_no_text() -> None:
    body = (
        f"<w:p>{run('Báo cáo')}<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    assert texts(body) == ["Báo cáo"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('DỰ THẢO')}</w:txbxContent>"
    markup = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f"<w:p>{run('Kế hoạch')}<w:r><mc:AlternateContent xmlns:mc='{markup}'><mc:Choice>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(body) == ["Kế hoạch", "DỰ THẢO"]


def test_headings_and_bold_come_from_styles_too() -> None:
    styles = (
        '<w:style w:styleId="A"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="B"><w:name w:val="con"/><w:basedOn w:val="A"/></w:style>'
        '<w:style w:styleId="C"><w:name w:val="vòng"/><w:basedOn w:val="C"/></w:style>'
    )
    read = blocks(paragraph("một", style="B") + paragraph("hai", style="C") + paragraph("ba", bold=True), styles=styles)
    assert [(block.level, block.bold) for block in read] == [(2, True), (None, False), (None, True)]


def test_pages_where_word_left_its_marks() -> None:
    turn = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"
    middle = "<w:p><w:r><w:t>hai</w:t><w:lastRenderedPageBreak/><w:t> ba</w:t></w:r></w:p>"
    assert [b.place.page for b in blocks(paragraph("một") + turn + middle + paragraph("bốn"))] == [1, 2, 2, 3]
    assert [b.place.page for b in blocks(paragraph("một"))] == [None]


def test_letters_of_one_word_in_many_runs() -> None:
    assert texts(f"<w:p>{run('Kê')}{run(chr(0x301))}{run(' hoạch')}</w:p>") == ["Kế hoạch"]
