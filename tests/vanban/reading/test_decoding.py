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


def test_unicode_is_not_guessed() -> None:
    assert read_document(TEXT.encode(), name="a.txt").findings == ()


@pytest.mark.parametrize(
    "data",
    [
        "KÕ ho¹ch c¶i c¸ch hµnh chÝnh nhµ n­íc".encode("latin-1"),  # TCVN3: its letters are Latin signs
        "KEÁ HOAÏCH caûi caùch haønh chính nhaø nöôùc".encode("latin-1"),  # VNI: the marks stand beside their letters
        b"\xff\xfe\x00",
        bytes(range(128, 256)) * 4,
    ],
)
def test_what_no_encoding_reads_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as refusal:
        read_document(data, name="a.txt")
    assert refusal.value.code in {"RD012", "RD016"}
