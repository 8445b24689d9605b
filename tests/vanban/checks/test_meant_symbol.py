"""A decision under the letters of a plan: where the register has it under its own, the rule knows what was meant."""

from datetime import date

import pytest

from vanban.checks import KnownDocument, check_document
from vanban.language.citations import of_kind
from vanban.reading import read_document

TEXT = "Căn cứ Quyết định số 320/KH-UBND ngày 05/10/2026 của UBND tỉnh Sông Mây."
DECISION = KnownDocument("Quyết định", "320/QĐ-UBND", date(2026, 10, 5), "UBND tỉnh Sông Mây")


def edits(*known: KnownDocument) -> list[tuple[str, str]]:
    found = check_document(read_document(TEXT.encode(), name="x.txt"), known=known)
    (finding,) = [one for one in found if one.code == "R306"]
    return [(edit.old, edit.new) for edit in finding.edits]


def test_the_register_says_what_was_meant() -> None:
    assert edits(DECISION) == [("320/KH-UBND", "320/QĐ-UBND")]


@pytest.mark.parametrize(
    "known",
    [
        (),
        (KnownDocument("Quyết định", "320/QĐ-UBND", date(2025, 10, 5), "UBND tỉnh Sông Mây"),),  # of another year
        (KnownDocument("Quyết định", "321/QĐ-UBND", date(2026, 10, 5), "UBND tỉnh Sông Mây"),),
    ],
)
def test_without_it_a_person_must_say(known: tuple[KnownDocument, ...]) -> None:
    assert edits(*known) == []


@pytest.mark.parametrize(
    ("symbol", "kind", "expected"),
    [
        ("320/KH-UBND", "Quyết định", "320/QĐ-UBND"),
        ("12/2026/QĐ-UBND", "Nghị quyết", "12/2026/NQ-UBND"),
        ("320/QĐ-UBND", "Quyết định", None),
        ("320/SNV-CCHC", "Quyết định", None),  # a letter without a kind in its symbol
        ("320/KH-UBND", "Luật", None),
    ],
)
def test_the_letters_of_a_kind(symbol: str, kind: str, expected: str | None) -> None:
    assert of_kind(symbol, kind) == expected
