"""One normal form for every text that enters, and the keys made from it.

Owns: NFC, white space, the key for comparing, the key for sorting. Does not: repair words.
"""

import re
import unicodedata

__all__ = ["compare_key", "normalise", "sort_key", "squeeze"]

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# The Vietnamese alphabet; f, j, w and z stand where Latin has them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: f"{position:02d}" for position, letter in enumerate(_ALPHABET, start=10)}
_BLANKS = re.compile(r"\s+")
# Spaces that are not white space for `\s`, and marks that carry no text (soft hyphen, zero-width, byte order); control
# characters, halves of pairs and no-characters, which a database or an XML file would refuse.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")


class _KeyChars(dict[int, str | None]):
    """What each code point is in a key, found out once: keys are made by the ten thousand for one document."""

    def __missing__(self, point: int) -> str | None:
        char = chr(point)
        kept = "d" if char == "đ" else char if char.isascii() and char.isalnum() else " "
        self[point] = None if unicodedata.combining(char) else kept
        return self[point]


_KEY_CHARS = _KeyChars()


def normalise(text: str) -> str:
    """Return ``text`` in NFC without invisible marks and control characters; every line end becomes a line feed.

    White space is kept: places count code points of this text.
    """
    return _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", _INVISIBLE.sub("", text)))


def squeeze(text: str) -> str:
    """Return ``text`` normalised, with each run of white space as one space and none at the ends."""
    return _BLANKS.sub(" ", normalise(text)).strip()


def compare_key(text: str) -> str:
    """Return the key under which two spellings of the same words are equal.

    Case, tone and letter marks and punctuation fall away, so that ``Uỷ ban``, ``Ủy ban`` and ``uy ban`` are one.
    The key holds only ``[0-9a-z]`` and single spaces; it may be empty.
    """
    lowered = unicodedata.normalize("NFD", normalise(text).casefold())
    return " ".join(lowered.translate(_KEY_CHARS).split())


def sort_key(text: str) -> str:
    """Return a key of ``[0-9a-z]`` whose order is that of the Vietnamese alphabet: letters first, tones last.

    Numbers sort by value (``xã 2`` before ``xã 10``).
    """
    words: list[str] = []
    tones: list[str] = []
    for word in re.findall(r"\d+|[^\W\d_]+", normalise(text).casefold()):
        if word.isdigit() and word.isascii():
            # The length first, so that numbers of any length order by value.
            digits = word.lstrip("0") or "0"
            words.append(f"0{len(digits):03d}{digits}")
            continue
        ranks, tone = _rank_word(word)
        words.append(ranks)
        tones.append(tone)
    return "00".join(words) + "000" + "".join(tones)


def _rank_word(word: str) -> tuple[str, str]:
    """Return the ranks of a word's letters and the tone of the word (0 where it has none)."""
    tone = "0"
    letters = []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    plain = unicodedata.normalize("NFC", "".join(letters))
    return "".join(_RANK.get(letter, f"9{ord(letter):06x}") for letter in plain), tone
