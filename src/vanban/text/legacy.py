"""The old Vietnamese fonts: their letters are other letters of Latin, which only the font shows as Vietnamese.

Owns: the letters of TCVN3 (fonts ".VnTime", ABC) and of VNI ("VNI-Times"), telling whether a text is written so.
Does not: know files. Without the font's name a text is taken for old only where no other reading makes sense.
Source: TCVN 5712:1993, character set VN3; the layout of the VNI-Windows fonts.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

__all__ = ["Legacy", "from_legacy", "has_legacy", "has_unicode", "is_vietnamese", "legacy_of"]


class Legacy(StrEnum):
    """The encodings of old fonts."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


# One letter a code. Capitals with a tone have no code: fonts with an H at the end show the small ones as capitals.
_TCVN3: Mapping[str, str] = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# A vowel and its mark; the vowels that carry a horn are single letters, as are i with its tones and đ.
_VNI_VOWELS: Mapping[str, tuple[str, str]] = {
    "a": ("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "u": ("ùøûõï", "úùủũụ"),
    "y": ("ùøûõ", "ýỳỷỹ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "ö": ("ùøûõï", "ứừửữự"),
}
_VNI_PAIRS = {
    f"{vowel}{mark}": letter
    for vowel, (marks, letters) in _VNI_VOWELS.items()
    for mark, letter in zip(marks, letters, strict=True)
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "í": "í", "ì": "ì"}
_VNI = re.compile("|".join([*(re.escape(pair) for pair in _VNI_PAIRS), *_VNI_SINGLE]), re.IGNORECASE)

_LINE_OF_CAPITALS = 3  # capitals of ASCII, and no small letter of it: the whole line was typed in capitals
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_LETTERS = re.compile("[^\x00-\x7f\u2000-\u206f\u00a0°«»§²³½]")
# Letters that Unicode texts have and no old one: they lie beyond Latin-1.
_UNICODE_ONLY = re.compile("[ăđĩũơưĂĐĨŨƠƯẠ-ỹ]")

# Letters that Vietnamese has and other languages hardly: a text without them is no Vietnamese text.
_OWN = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzáàảãạâấầẩẫậéèíìĩóòõôúùũýêăđơư")
_LEAST_SHARE = 0.06  # of all letters; real papers have 0.2
_MOST_STRANGE = 0.01  # letters and signs that Vietnamese words do not have: the mark of old fonts
_SAMPLE = 200_000
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:iêu|yêu|oai|oay|uôi|ươi|ươu|uya|uyê|uyu|uây|oeo|iê|yê|uô|ươ|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oă|oe|oi|ôi|ơi|"
    r"ua|uâ|uê|ui|uơ|uy|ưa|ưi|ưu|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_LEAST_SYLLABLES = 0.9


def is_vietnamese(text: str) -> bool:
    """Say whether the letters are those of Vietnamese: many of its own, hardly any other."""
    return _strangeness(text) <= _MOST_STRANGE


def _strangeness(text: str) -> float:
    """Return the share of letters and signs that are not Vietnamese; 1 where too few are its own."""
    sample = text[:_SAMPLE].lower()
    letters = [char for char in sample if char.isalpha()]
    own = sum(char in _OWN for char in letters)
    strange = sum(char not in _OWN and char not in _PLAIN for char in letters)
    # A tone that found no vowel to stand on, and signs like ¹ and ¶ within words.
    strange += sum(1 for char in sample if "\u0300" <= char <= "\u036f" or "\u00a1" <= char <= "\u00bf")
    return strange / len(letters) if own >= _LEAST_SHARE * len(letters) > 0 else 1.0


def legacy_of(text: str) -> Legacy | None:
    """Return the old encoding in which a text without a font's name is written, or None.

    Only where the text as it stands is no Vietnamese, and read so most of its words are Vietnamese syllables.
    """
    sample = text[:_SAMPLE]
    if _UNICODE_ONLY.search(sample) or is_vietnamese(sample):
        return None
    best, legacy = max((_syllables(from_legacy(sample, legacy)), legacy) for legacy in Legacy)
    known = 1 - len(_unknown(sample, legacy)) / max(len(_OTHER_LETTERS.findall(sample)), 1)
    return legacy if min(best, known) >= _LEAST_SYLLABLES else None


def _syllables(text: str) -> float:
    """Return which share of the words with letters of Vietnamese's own can be syllables."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text.lower())) if not word.isascii()]
    good = sum(_SYLLABLE.fullmatch(_toneless(word)) is not None for word in words)
    return good / len(words) if words else 0.0


def _toneless(word: str) -> str:
    """Return a word without its tone; two tones make it no syllable."""
    apart = unicodedata.normalize("NFD", word)
    tones = sum(char in _TONES for char in apart)
    return unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES)) if tones <= 1 else "?"


def has_unicode(text: str) -> bool:
    """Say whether letters stand in a text that Vietnamese in Unicode has and no old font."""
    return _UNICODE_ONLY.search(text) is not None


def has_legacy(text: str, legacy: Legacy) -> bool:
    """Say whether letters and signs stand in a text that an old font has and Vietnamese in Unicode has not."""
    letters = {*_TCVN3} if legacy is Legacy.TCVN3 else {*"".join(_VNI_PAIRS), *_VNI_SINGLE}
    return any(
        (char in letters or char.lower() in letters) and not char.isascii() and char.lower() not in _PLAIN
        for char in text
    )


def _unknown(text: str, legacy: Legacy) -> list[str]:
    """Return the letters and signs that an old font does not have."""
    if legacy is Legacy.TCVN3:
        return [char for char in _OTHER_LETTERS.findall(text) if char not in _TCVN3]
    return _OTHER_LETTERS.findall(_VNI.sub("", text))


def from_legacy(text: str, legacy: Legacy, *, capitals: bool = False) -> str:
    """Return ``text`` in Unicode.

    Args:
        text: The letters as the file has them.
        legacy: The encoding of the font.
        capitals: The font shows small letters as capitals.
    """
    plain = _VNI.sub(_vni_letter, text) if legacy is Legacy.VNI else _from_tcvn3(text)
    return plain.upper() if capitals else plain


def _vni_letter(match: re.Match[str]) -> str:
    written = match[0]
    letter = _VNI_PAIRS.get(written.lower()) or _VNI_SINGLE[written.lower()]
    return letter.upper() if written[0].isupper() else letter


def _from_tcvn3(text: str) -> str:
    return "\n".join(_tcvn3_line(line) for line in text.split("\n"))


def _tcvn3_line(line: str) -> str:
    plain = "".join(_TCVN3.get(char, char) for char in line)
    if plain == line:
        return plain
    capitals = sum("A" <= char <= "Z" for char in line)
    if capitals >= _LINE_OF_CAPITALS and not any("a" <= char <= "z" for char in line):
        return plain.upper()
    return _WORD.sub(_capital_word, plain)


def _capital_word(match: re.Match[str]) -> str:
    """Return a word in capitals whose toned letters have none: "CéNG" is "CỘNG"."""
    word = match[0]
    ascii_letters = [char for char in word if char.isascii()]
    if word.isupper() or word.islower() or not all(char.isupper() for char in ascii_letters):
        return word
    return word.upper() if len(ascii_letters) > 1 else word
