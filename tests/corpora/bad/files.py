"""The corpus of bad files: what people (and worse) send, and the sentence that each gets.

A file is made when it is asked for, so that no bomb lies in the repository. ``code`` is a key of
``vanban.text.messages``: of the refusal, or, where ``is_read``, of what the review must say of the plan.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from corpora.bad import archives, papers

__all__ = ["FILES", "BadFile"]

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BadFile:
    """One file: the name it is sent under, its bytes, and the sentence it gets."""

    name: str
    build: Callable[[], bytes]
    code: str
    is_read: bool = False  # it comes to the review with a finding, instead of being refused


def _of(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _docx(build: Callable[[], bytes], code: str, **more: bool) -> BadFile:
    return BadFile("ke-hoach.docx", build, code, **more)


def _text(build: Callable[[], bytes], code: str, **more: bool) -> BadFile:
    return BadFile("ke-hoach.txt", build, code, **more)


_EMPTY = {
    "only spaces": _text(_of(b" \r\n\t" * 500), "RD001"),
    "only the mark of UTF-8": _text(_of(b"\xef\xbb\xbf"), "RD001"),
    "only zeros": _docx(_of(bytes(5_000)), "RD001"),
    "only ends of pages": _text(_of(b"\f\n\f\n"), "RD001"),
    "only invisible marks": _text(_of("\u200b\ufeff\u200f\n".encode() * 50), "RD001"),
}
_BROKEN = {
    f"cut off at {share} %": _docx(partial(archives.truncated, share / 100), "RD003") for share in (1, 10, 50, 90, 99)
} | {
    "a hole in its bytes": _docx(archives.damaged, "RD003"),
    "an archive without an end": _docx(_of(b"PK\x03\x04" + bytes(40)), "RD003"),
    "a broken document.xml": _docx(papers.xml('<w:document xmlns:w="NS"><w:body><w:p>'), "RD014"),
    "another root": _docx(papers.xml("<a/>"), "RD014"),
    "zeros in its XML": _docx(papers.xml('<w:document xmlns:w="NS">\x00\x01</w:document>'), "RD014"),
    "elements without end": _docx(papers.xml("<a>" * 400 + "</a>" * 400), "RD014"),
    "a broken numbering.xml": _docx(partial(archives.with_part, "word/numbering.xml", "<w:num"), "RD014"),
    "a broken styles.xml": _docx(partial(archives.with_part, "word/styles.xml", b"\xff\xfe<"), "RD014"),
}
_LOCKED = {
    "behind a password": _docx(archives.encrypted_package, "RD004"),
    "locked entries": _docx(archives.locked_entries, "RD004"),
    "Word 97": BadFile("ke-hoach.doc", partial(archives.ole_stream, "WordDocument"), "RD005"),
    "Excel 97 named .docx": _docx(partial(archives.ole_stream, "Workbook"), "RD008"),
    "PowerPoint 97": BadFile("a.ppt", partial(archives.ole_stream, "PowerPoint Document"), "RD009"),
    "a macro": BadFile("ke-hoach.docm", partial(archives.with_part, "word/vbaProject.bin", b"\xcc\x61"), "RD017"),
    "a macro named .docx": _docx(partial(archives.with_part, "word/vbaProject.bin", b"\xcc\x61"), "RD017"),
}
_OTHER_KINDS = {
    "PDF": BadFile("ke-hoach.pdf", _of(b"%PDF-1.7\n%\xe2\xe3\n"), "RD003"),
    "PDF named .docx": _docx(_of(b"%PDF-1.7\n%\xe2\xe3\n"), "RD003"),
    "PNG": BadFile("anh.png", _of(b"\x89PNG\r\n\x1a\n" + bytes(64)), "RD003"),
    "JPEG named .txt": _text(_of(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64)), "RD003"),
    "XLSX": BadFile("bang.xlsx", partial(archives.of_parts, xl__workbook_xml="<a/>"), "RD001"),
    "PPTX": BadFile("trinh-chieu.pptx", partial(archives.of_parts, ppt__presentation_xml="<a/>"), "RD009"),
    "a ZIP of other things": _docx(partial(archives.of_parts, a_txt="xin chào"), "RD010"),
    "a Word file without its text": _docx(partial(archives.of_parts, word__styles_xml="<a/>"), "RD010"),
    "RAR": BadFile("ke-hoach.rar", _of(b"Rar!\x1a\x07\x00" + bytes(64)), "RD010"),
    "7z": BadFile("ke-hoach.7z", _of(b"7z\xbc\xaf\x27\x1c" + bytes(64)), "RD010"),
    "RTF named .doc": BadFile("ke-hoach.doc", _of(b"{\\rtf1\\ansi Ke hoach}"), "RD011"),
    "ODT": BadFile(
        "ke-hoach.odt",
        partial(archives.of_parts, mimetype="application/vnd.oasis.opendocument.text", content_xml="<a/>"),
        "RD018",
    ),
    "a page of the web": BadFile("ke-hoach.html", _of("<!DOCTYPE html><p>Kế hoạch</p>".encode()), "RD019"),
    "a page of the web named .doc": BadFile("ke-hoach.doc", _of(b"\r\n<html xmlns:o='x'><p>a</p></html>"), "RD019"),
    "Word 2003 XML": BadFile(
        "ke-hoach.doc", _of(b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>'), "RD019"
    ),
    "a page saved whole": BadFile("ke-hoach.doc", _of(b"MIME-Version: 1.0\nContent-Type: x\n"), "RD019"),
    "noise": _docx(papers.binary, "RD012"),
    "an ELF program": _docx(_of(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 9), "RD012"),
    "control characters": _text(papers.controls, "RD012"),
    "UTF-16 of no language": _text(partial(papers.wide_bytes, vietnamese=False), "RD016"),
    "bytes of no encoding": _text(_of(bytes(range(128, 256)) * 40), "RD016"),
}
_BOMBS = {
    "a bomb by ratio": _docx(archives.ratio_bomb, "RD013"),
    "a bomb in a picture": _docx(archives.nested, "RD013"),
    "6,000 entries": _docx(archives.many_entries, "RD013"),
    "an archive that lies": _docx(archives.lying, "RD003"),
    "a thousand million laughs": _docx(archives.laughing, "RD015"),
    "laughs in UTF-16": _docx(partial(archives.laughing, encoding="utf-16"), "RD015"),
    "laughs in EBCDIC": _docx(partial(archives.laughing, encoding="cp037"), "RD014"),
    "a file of the machine": _docx(partial(archives.entities, "file:///etc/passwd"), "RD015"),
    "an address": _docx(partial(archives.entities, "http://127.0.0.1:9/", part="word/styles.xml"), "RD015"),
    "a name of the parent folder": _docx(partial(archives.outside, "../../../tmp/caicach-thoat.txt"), "RD015"),
    "a name from the root": _docx(partial(archives.outside, "/tmp/caicach-thoat.txt"), "RD015"),  # noqa: S108
    "one name twice": _docx(archives.twice, "RD015"),
}
_TOO_MUCH = {
    "5,000 columns": _text(partial(papers.wide, 5_000), "RD020"),
    "200,000 rows": _text(partial(papers.high, 200_000), "RD020"),
    "a cell of 5 MB": _text(partial(papers.long_cell, 5 * MB), "RD020"),
    "a line of 20 MB": _text(partial(papers.long_line, 12 * MB), "RD020"),
    "8 million paragraphs": _text(partial(papers.many_paragraphs, 8_000_000), "RD020"),
    "rules without end": _text(partial(papers.rule_flood, 20 * MB), "RD020"),
    "60,000 rows of 63 columns": _docx(partial(papers.spans, 60_000), "RD020"),
    "2 million elements": _docx(partial(papers.tags, 1_200_000), "RD013"),
    "boxes in boxes": _docx(partial(papers.boxes, 60), "PL001"),
    "tables in tables": _docx(partial(papers.deep_tables, 80), "PL001"),
}
_NO_PLAN = {
    "no table": _text(papers.without_table, "PL001"),
    "no header": _text(papers.headless, "PL001"),
    "one column": _docx(papers.column_table, "PL001"),
    "only merged cells": _docx(papers.merged_only, "PL001"),
    "one merged cell": _docx(papers.merged, "PL001"),
    "everything deleted": _docx(papers.all_deleted, "PL001"),
}
_READ = {
    "UTF-16 without its mark": _text(papers.wide_bytes, "RD102", is_read=True),
    "broken relations": _docx(archives.relations, "PL016", is_read=True),
    "days of no calendar": _text(papers.dates, "DL001", is_read=True),
    "the year 9999": _text(partial(papers.far, 9999), "DL004", is_read=True),
    "no issuer": _text(papers.no_issuer, "PL012", is_read=True),
    "writing turned round": _text(papers.hidden, "PL016", is_read=True),
}

FILES: dict[str, BadFile] = {
    **_EMPTY,
    **_BROKEN,
    **_LOCKED,
    **_OTHER_KINDS,
    **_BOMBS,
    **_TOO_MUCH,
    **_NO_PLAN,
    **_READ,
}
