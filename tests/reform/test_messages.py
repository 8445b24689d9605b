"""The catalogue of reasons: complete, well formed, in Vietnamese."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

import reform
from reform.messages import MESSAGES, Reason, explain, message_of
from vanban.text.findings import Finding, Severity

CODE = re.compile(r'"((?:DU|TM|EV|OW|RQ|AC|MS|FX|FM|FJ|FD|OF|NT|IX|IA|SC)\d{3})"')
PARTS = {"FJ010", "FJ011", "FJ012", "SC013"}  # SC013: an equation
SOURCES = [path for path in Path(reform.__file__).parent.rglob("*.py") if path.name != "messages.py"]


def used_codes() -> set[str]:
    return {code for path in SOURCES for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_in_use_has_a_sentence_and_every_sentence_is_used() -> None:
    assert used_codes() == set(MESSAGES)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_sentence_is_nfc_and_its_placeholders_are_named(code: str) -> None:
    sentence = MESSAGES[code]
    assert unicodedata.is_normalized("NFC", sentence)
    # A part of another sentence ends without a full stop; one that ends with a sentence of its own leaves it to that.
    assert sentence.endswith((".", "?", "%(said)s")) is (code not in PARTS)
    assert not re.search(r"%(?!\(\w+\)s)", sentence.replace("%%", ""))


def test_dates_and_units_are_written_in_vietnamese() -> None:
    reason = Reason(
        "DU019", {"occurred": date(2026, 3, 5), "amount": 7, "unit": "working_day", "due": date(2026, 3, 16)}
    )
    assert explain([reason]) == "Sự kiện ngày 05/03/2026, cộng 7 ngày làm việc: hạn là ngày 16/03/2026."


def test_a_finding_gets_its_sentence() -> None:
    finding = Finding("DU014", Severity.ERROR, evidence="31/02/2026", params={"text": "31/02/2026"})
    assert "31/02/2026" in message_of(finding)
