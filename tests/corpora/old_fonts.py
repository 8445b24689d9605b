"""The letters of old Vietnamese fonts, as typists of the time wrote them."""

import unicodedata

_TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}
VOWELS = "aăâeêioôơuưy"
SMALL = "".join(
    ["ăâđêôơư", *(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in _TONES)],
)
LETTERS = SMALL + SMALL.upper()

# Codes of TCVN3, of every vowel in the order of huyền, hỏi, ngã, sắc, nặng.
TCVN3 = {
    **{"a": "B5B6B7B8B9", "ă": "BBBCBDBEC6", "â": "C7C8C9CACB", "e": "CCCECFD0D1", "ê": "D2D3D4D5D6"},
    **{"i": "D7D8DCDDDE", "o": "DFE1E2E3E4", "ô": "E5E6E7E8E9", "ơ": "EAEBECEDEE", "u": "EFF1F2F3F4"},
    **{"ư": "F5F6F7F8F9", "y": "FAFBFCFDFE"},
}
TCVN3_PLAIN = {**dict(zip("ăâêôơưđ", range(0xA8, 0xAF), strict=True))}
# How VNI writes a vowel, and its marks in the same order: beside plain letters, beside â ê ô, beside ă.
VNI = {"a": "a", "ă": "a", "â": "a", "e": "e", "ê": "e", "o": "o", "ô": "o", "ơ": "ô", "u": "u", "ư": "ö", "y": "y"}
VNI_MARKS = {"plain": "øûõùï", "hat": "àåãáä", "breve": "èúüéë"}
VNI_SINGLE = {"ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö", "đ": "ñ", "ỵ": "î"}
VNI_SINGLE |= {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò"}


def _apart(letter: str) -> tuple[str, int | None]:
    """Return a letter without its tone, and the place of its tone."""
    pieces = unicodedata.normalize("NFD", letter)
    tones = [index for index, tone in enumerate(_TONES) if tone in pieces]
    bare = unicodedata.normalize("NFC", "".join(char for char in pieces if char not in _TONES))
    return bare, tones[0] if tones else None


def in_tcvn3(letter: str) -> str:
    """Return a small letter as TCVN3 writes it."""
    vowel, tone = _apart(letter)
    return chr(TCVN3_PLAIN[vowel]) if tone is None else bytes.fromhex(TCVN3[vowel]).decode("latin-1")[tone]


def in_vni(letter: str) -> str:
    """Return a small letter as VNI writes it."""
    if letter in VNI_SINGLE:
        return VNI_SINGLE[letter]
    vowel, tone = _apart(letter)
    assert tone is not None
    return VNI[vowel] + VNI_MARKS["hat" if vowel in "âêô" else "breve" if vowel == "ă" else "plain"][tone]


def vni_of(char: str) -> str:
    """Return any letter as VNI writes it; signs and plain letters stay."""
    small = char.lower()
    if small not in SMALL:
        return char
    return in_vni(small).upper() if char != small else in_vni(small)
