"""The letters of old fonts, each of the 134 of Vietnamese."""

import pytest

from corpora.old_fonts import LETTERS, in_tcvn3, in_vni
from vanban.text.legacy import Legacy, from_legacy, has_legacy, has_unicode, is_vietnamese, legacy_of


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
