"""The bytes of a text file as text.

Owns: the choice of the encoding. Does not: guess where a guess could read wrong words: old Vietnamese fonts
(TCVN3, VNI) are refused, because their letters are other letters.
"""

import codecs
import unicodedata

from vanban.reading.errors import ReadError
from vanban.text.findings import Finding, Severity

__all__ = ["decode"]

_WIDE_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Letters that Vietnamese has and other languages hardly: a text without them is no Vietnamese text.
_VIETNAMESE = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_LEAST_SHARE = 0.06  # of all letters; real papers have 0.2
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzáàảãạâấầẩẫậéèíìĩóòõôúùũýêăđơư")
_MOST_STRANGE = 0.01  # letters and signs that Vietnamese words do not have: the mark of old fonts


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
        return text, ()
    return _guessed(data, name)


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
        if _is_vietnamese(text):
            return text, (Finding("RD102", Severity.WARNING, params={"encoding": encoding}),)
    raise ReadError("RD016", name=name)


def _is_vietnamese(text: str) -> bool:
    """Say whether the letters are those of Vietnamese: many of its own, hardly any other."""
    sample = text[:200_000].lower()
    letters = [char for char in sample if char.isalpha()]
    own = sum(char in _VIETNAMESE for char in letters)
    strange = sum(char not in _VIETNAMESE and char not in _PLAIN for char in letters)
    # A tone that found no vowel to stand on, and signs like ¹ and ¶ within words.
    strange += sum(1 for char in sample if unicodedata.combining(char) or "\u00a1" <= char <= "\u00bf")
    return own >= _LEAST_SHARE * len(letters) > 0 and strange <= _MOST_STRANGE * len(letters)
