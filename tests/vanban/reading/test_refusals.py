"""Files that cannot be read are refused with a sentence that says what to do."""

import io
import zipfile

import pytest

from corpora.docx_parts import archive, docx, paragraph
from vanban.reading import MAX_BYTES, ReadError, read_document
from vanban.text.messages import MESSAGES

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504
XML = '<?xml version="1.0" encoding="UTF-8"?>'


def refusal_of(data: bytes, name: str = "ke-hoach.docx") -> str:
    with pytest.raises(ReadError) as refusal:
        read_document(data, name=name)
    assert str(refusal.value).endswith("chưa có gì được lưu.")
    return refusal.value.code


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", b"\x00" * 100, b"\x0c\n\x0c"])
def test_an_empty_file(data: bytes) -> None:
    assert refusal_of(data) == "RD001"


def test_a_docx_without_words_is_a_document_without_blocks() -> None:
    assert read_document(docx(paragraph()), name="a.docx").blocks == ()


def test_a_file_over_the_limit() -> None:
    assert refusal_of(b"a" * (MAX_BYTES + 1)) == "RD002"
    assert "25 MB" in MESSAGES["RD002"] % {"limit": 25}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_docx(share: float) -> None:
    whole = docx(paragraph("Kế hoạch " * 500))
    assert refusal_of(whole[: int(len(whole) * share)]) == "RD003"


def test_a_docx_with_damaged_bytes() -> None:
    whole = bytearray(docx(paragraph("".join(chr(0x4E00 + n * 7 % 9000) for n in range(5000)))))
    at = whole.index(b"word/document.xml") + 2000
    whole[at : at + 200] = bytes(200)
    assert refusal_of(bytes(whole)) in {"RD003", "RD014"}


def test_a_docx_behind_a_password() -> None:
    assert refusal_of(OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 100) == "RD004"


def test_an_archive_with_encrypted_entries() -> None:
    whole = bytearray(docx(paragraph("Kế hoạch")))
    at = whole.index(b"PK\x01\x02")
    whole[at + 8] |= 1  # the flags of the first entry in the directory
    assert refusal_of(bytes(whole)) == "RD004"


def test_a_word_file_of_the_old_kind() -> None:
    assert refusal_of(OLE + "WordDocument".encode("utf-16-le"), "ke-hoach.doc") == "RD005"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "RD003"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "RD003"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "RD003"),
        (b"II*\x00\x08\x00", "RD003"),
        (b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "RD007"),
        (OLE + "Workbook".encode("utf-16-le"), "RD008"),
        (archive({"xl/workbook.bin": "x", "[Content_Types].xml": "<a/>"}), "RD008"),
        (archive({"ppt/presentation.xml": "<a/>"}), "RD009"),
        (archive({"anh.png": "x"}), "RD010"),
        (b"Rar!\x1a\x07\x00", "RD010"),
        (b"{\\rtf1\\ansi Ke hoach}", "RD011"),
        (b"\x01\x02\x03\x04" * 50, "RD012"),
    ],
)
def test_files_of_other_kinds(data: bytes, code: str) -> None:
    assert refusal_of(data) == code


def test_the_name_does_not_decide_the_kind() -> None:
    assert read_document("Kế hoạch".encode(), name="ke-hoach.docx").format == "text"
    assert read_document(docx(paragraph("Kế hoạch")), name="ke-hoach.txt").format == "docx"


def test_an_archive_that_unpacks_far_beyond_its_size() -> None:
    bomb = archive({"word/document.xml": b" " * 30_000_000})
    assert len(bomb) < 100_000
    assert refusal_of(bomb) == "RD013"


def test_an_archive_that_lies_about_the_size_of_a_part() -> None:
    """The directory declares a small part; what unpacks is counted, not believed."""
    whole = bytearray(archive({"word/document.xml": b" " * 80_000_000}))
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert refusal_of(bytes(whole)) in {"RD003", "RD013", "RD014"}


def test_an_archive_of_very_many_parts() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/document.xml", "<a/>")
        for number in range(5_001):
            file.writestr(f"word/media/{number}", b"")
    assert refusal_of(buffer.getvalue()) == "RD013"


@pytest.mark.parametrize(
    "xml",
    [
        "<w:document",
        XML + "<w:document xmlns:w='x'><w:body>",
        XML + "<a/>",
        "không phải XML",
        XML + "<a>" * 400 + "</a>" * 400,
    ],
)
def test_xml_that_is_damaged_or_no_document(xml: str) -> None:
    assert refusal_of(archive({"word/document.xml": xml})) == "RD014"


def test_entities_are_never_expanded() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'{XML}<!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]><a>&a9;</a>'
    assert refusal_of(archive({"word/document.xml": xml})) == "RD015"


def test_files_of_the_machine_are_never_read() -> None:
    xml = f'{XML}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert refusal_of(archive({"word/document.xml": xml})) == "RD015"


def test_folders_are_dropped_from_the_name() -> None:
    assert read_document(b"a", name="C:\\Ho so\\ke-hoach.txt").name == "ke-hoach.txt"
    assert read_document(b"a", name="../../ke-hoach.txt").name == "ke-hoach.txt"
