"""The bytes of a text file as text.

Owns: the choice of the encoding. Does not: guess where a guess could read wrong words; letters of old Vietnamese fonts
(TCVN3, VNI) are taken for such only where the text reads as Vietnamese then, and in no other way.
"""

import codecs
import unicodedata

from vanban.reading.errors import ReadError
from vanban.text.findings import Finding, Severity
from vanban.text.legacy import from_legacy, is_vietnamese, legacy_of

__all__ = ["decode"]

_WIDE_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def decode(data: bytes, *, name: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the text of ``data`` and, where the encoding had to be guessed, a finding that says so.

    Raises:
        ReadError: No encoding gives Vietnamese text.
    """
    for mark, encoding in _WIDE_MARKS.items():
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name), ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = None
    if text is not None and "\x00" not in text:
        return _unicode(text)
    return _guessed(data, name)


def _unicode(text: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the text with the letters of an old font, if it is written so, in Unicode."""
    legacy = legacy_of(text)
    if legacy is None:
        return text, ()
    return from_legacy(text, legacy), (Finding("RD103", Severity.WARNING, params={"encoding": str(legacy)}),)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError("RD016", name=name) from error


def _guessed(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    encodings = ("utf-16-le", "utf-16-be") if 0 in data[:65536] else ("cp1258",)
    for encoding in encodings:
        try:
            text = unicodedata.normalize("NFC", data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if is_vietnamese(text):
            return text, (Finding("RD102", Severity.WARNING, params={"encoding": encoding}),)
    if 0 not in data[:65536]:
        # What a text saved from an old font holds, byte for byte.
        text, findings = _unicode(data.decode("latin-1"))
        if findings:
            return text, findings
    raise ReadError("RD016", name=name)
