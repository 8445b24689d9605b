"""Encodings that are guessed, and those that are refused."""

import unicodedata

import pytest

from vanban.reading import ReadError, read_document

TEXT = "Ủy ban nhân dân tỉnh Sông Mây ban hành Kế hoạch cải cách hành chính nhà nước năm 2026"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_windows_1258(text: str) -> bytes:
    """Return ``text`` as Windows writes it: the tone behind its vowel."""
    pieces = []
    for char in unicodedata.normalize("NFD", text):
        if char in _TONES or not unicodedata.combining(char):
            pieces.append(char)
        else:
            pieces[-1] = unicodedata.normalize("NFC", pieces[-1] + char)
    return "".join(pieces).encode("cp1258")


def test_windows_1258_is_guessed_and_said() -> None:
    # A tone before the vowel's own mark ("ậ") is written behind the whole vowel.
    document = read_document(as_windows_1258("Kế hoạch năm của tỉnh Sông Mây, phường Cầu Đá"), name="a.txt")
    assert next(document.paragraphs()).text == "Kế hoạch năm của tỉnh Sông Mây, phường Cầu Đá"
    assert [finding.code for finding in document.findings] == ["RD102"]


TCVN3 = "KÕ ho¹ch c¶i c¸ch hµnh chÝnh nhµ n\u00adíc"  # its letters are Latin signs
VNI = "Keá hoaïch caûi caùch haønh chính nhaø nöôùc"  # the marks stand beside their letters


@pytest.mark.parametrize(("written", "encoding"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
@pytest.mark.parametrize("bytes_of", ["latin-1", "utf-8"])
def test_letters_of_old_fonts_are_read_and_said(written: str, encoding: str, bytes_of: str) -> None:
    document = read_document(written.encode(bytes_of), name="a.txt")
    assert next(document.paragraphs()).text == "Kế hoạch cải cách hành chính nhà nước"
    assert [(finding.code, finding.params) for finding in document.findings] == [("RD103", {"encoding": encoding})]


def test_unicode_is_not_guessed() -> None:
    assert read_document(TEXT.encode(), name="a.txt").findings == ()


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00",
        bytes(range(128, 256)) * 4,
    ],
)
def test_what_no_encoding_reads_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as refusal:
        read_document(data, name="a.txt")
    assert refusal.value.code in {"RD012", "RD016"}
