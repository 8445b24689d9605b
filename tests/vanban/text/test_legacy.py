"""The letters of old fonts, each of the 134 of Vietnamese."""

import unicodedata

import pytest

from vanban.text.legacy import Legacy, from_legacy, has_legacy, has_unicode, is_vietnamese, legacy_of

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


def apart(letter: str) -> tuple[str, int | None]:
    """Return a letter without its tone, and the place of its tone."""
    pieces = unicodedata.normalize("NFD", letter)
    tones = [index for index, tone in enumerate(_TONES) if tone in pieces]
    bare = unicodedata.normalize("NFC", "".join(char for char in pieces if char not in _TONES))
    return bare, tones[0] if tones else None


def in_tcvn3(letter: str) -> str:
    vowel, tone = apart(letter)
    return chr(TCVN3_PLAIN[vowel]) if tone is None else bytes.fromhex(TCVN3[vowel]).decode("latin-1")[tone]


def in_vni(letter: str) -> str:
    if letter in VNI_SINGLE:
        return VNI_SINGLE[letter]
    vowel, tone = apart(letter)
    assert tone is not None
    return VNI[vowel] + VNI_MARKS["hat" if vowel in "âêô" else "breve" if vowel == "ă" else "plain"][tone]


def test_there_are_134_letters() -> None:
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_of_tcvn3(letter: str) -> None:
    assert from_legacy(in_tcvn3(letter.lower()), Legacy.TCVN3, capitals=letter.isupper()) == letter


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_of_vni(letter: str) -> None:
    written = in_vni(letter.lower())
    assert from_legacy(written.upper() if letter.isupper() else written, Legacy.VNI) == letter


@pytest.mark.parametrize("letter", "ĂÂÊÔƠƯĐ")
def test_the_capitals_that_tcvn3_has(letter: str) -> None:
    assert from_legacy(chr(0xA1 + "ĂÂÊÔƠƯĐ".index(letter)), Legacy.TCVN3) == letter


@pytest.mark.parametrize(
    ("written", "legacy", "expected"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", Legacy.TCVN3, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", Legacy.TCVN3, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("§éc lËp - Tù do - H¹nh phóc", Legacy.TCVN3, "Độc lập - Tự do - Hạnh phúc"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Legacy.VNI, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", Legacy.VNI, "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        ("Ngöôøi daân nghæ, kyõ sö ñòa chính", Legacy.VNI, "Người dân nghỉ, kỹ sư địa chính"),
    ],
)
def test_sentences(written: str, legacy: Legacy, expected: str) -> None:
    assert from_legacy(written, legacy) == expected
    assert legacy_of(written) is legacy
    assert is_vietnamese(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "UBND tinh",
        "Kế hoạch cải cách hành chính",
        "là và có",
        "rapport général de la réunion à Paris",
        "¹ ² ³ · ¶",
        "Kế hoạch của tỉnh (m², 50 µg, ½)",
    ],
)
def test_what_is_not_of_an_old_font(text: str) -> None:
    assert legacy_of(text) is None


def test_letters_that_tell_the_encodings_apart() -> None:
    assert has_unicode("Kế hoạch")
    assert not has_unicode("là có KÕ ho¹ch")
    assert has_legacy("KÕ ho¹ch", Legacy.TCVN3)
    assert has_legacy("nhaø", Legacy.VNI)
    assert not any(has_legacy("là có", legacy) for legacy in Legacy)
