"""Names of files, and text that XML can hold."""

import pytest

from vanban.writing import file_name, printable


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Phu luc ket qua", "512/KH-UBND", "2026-11-21"), "Phu-luc-ket-qua-512-KH-UBND-2026-11-21.docx"),
        (("Đề án", "12/QĐ-UBND"), "De-an-12-QD-UBND.docx"),
        (("../../etc/passwd\r\n", '"x"'), "etc-passwd-x.docx"),
        (("a" * 300,), "a" * 120 + ".docx"),
    ],
)
def test_a_name_opens_everywhere(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, ending="docx") == name


def test_text_is_composed_and_without_control_characters() -> None:
    assert printable("Kê\u0301\x00\x1f\ufffe hoạch\r\n") == "Kế hoạch\n"
