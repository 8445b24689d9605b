"""A draft as Word keeps it: styled runs, tables in tables, headers, notes, fields, links, changes and comments."""

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from vanban.writing.archives import repacked

__all__ = ["LINK", "word_sample"]

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_NOTES_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOTES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {nsdecls("w")}>'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
    '<w:t xml:space="preserve"> Theo Quyết định số 7 /QĐ-UBND '
    "ngày 05/02/2026 của UBND tỉnh.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def word_sample() -> bytes:
    """Return a draft plan with faults in all sorts of places."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Dự thảo 31/11/2027"
    document.sections[0].footer.paragraphs[0].text = "Trang"
    document.add_paragraph("KẾ HOẠCH")
    first = document.add_paragraph("1. Làm xong trước ngày ")
    for text in ("31", "/11", "/2027"):
        first.add_run(text).italic = text == "/11"
    first.runs[1].bold = True
    first.add_run(" tại xã.")
    document.add_paragraph("Báo cáo kết quả của của đơn vị.", style="List Bullet")
    linked = document.add_paragraph("Căn cứ ")
    relation = document.part.relate_to("https://song-may.example/", LINK, is_external=True)
    _append(linked, f'<w:hyperlink r:id="{relation}">{_run("Quyết định số 12 /QĐ-UBND")}</w:hyperlink>')
    _append(linked, _run(" ngày 05/02/2026 của UBND tỉnh."))
    note = docx.oxml.parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>')
    linked._p.append(note)
    changed = document.add_paragraph("2. Gửi ")
    _append(
        changed,
        '<w:ins w:id="31" w:author="Chị Hoa" w:date="2026-03-01T08:00:00Z">'
        f"{_run('báo cáo trước ngày 30/02/2027 ')}</w:ins>",
        '<w:del w:id="32" w:author="Chị Hoa"><w:r><w:delText>31/01</w:delText></w:r></w:del>',
    )
    _append(changed, _run("cho Sở."))
    said = document.add_paragraph("3. Họp ngày 31/9/2027.")
    document.add_comment(said.runs[0], text="Chị xem lại", author="Chị Hoa", initials="H")
    field = document.add_paragraph("4. In ngày ")
    _append(
        field,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r><w:instrText>DATE</w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        _run("31/6/2027"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    document.add_paragraph("Phụ lục I").add_run().add_break()
    _table(document)
    broken = document.add_paragraph("Nơi nhận: Sở")
    broken.runs[0].add_break()
    broken.add_run("xong trước 31/4/2027")
    return _with_notes(document)


def _table(document: docx.document.Document) -> None:
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("STT", "Nhiệm vụ", "Thời gian"), strict=True):
        cell.text = text
    table.cell(1, 0).text, table.cell(2, 0).text = "1", "2"
    table.cell(1, 1).text, table.cell(2, 1).text = "Rà soát", "Số hóa"
    table.cell(1, 2).text = "Trước 31/11/2027"
    table.cell(2, 2).text = "Xong"
    inner = table.cell(2, 2).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Đợt 1", "31/11/2027"


def _run(text: str) -> str:
    return f'<w:r><w:rPr><w:color w:val="0000FF"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _append(paragraph: docx.text.paragraph.Paragraph, *marks: str) -> None:
    holder: BaseOxmlElement = parse_xml(f"<w:p {nsdecls('w', 'r')}>{''.join(marks)}</w:p>")
    for element in list(holder):
        paragraph._p.append(element)


def _with_notes(document: docx.document.Document) -> bytes:
    """Return the file with a part of footnotes, which the library does not write."""
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    relation = f'<Relationship Id="rIdNotes" Type="{_FOOTNOTES}" Target="footnotes.xml"/></Relationships>'
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{_NOTES_MEDIA}"/></Types>'
    replaced = {
        "word/_rels/document.xml.rels": relations.replace("</Relationships>", relation).encode(),
        "[Content_Types].xml": types.replace("</Types>", override).encode(),
        "word/footnotes.xml": _NOTES.encode(),
    }
    return repacked(file.getvalue(), replaced)
