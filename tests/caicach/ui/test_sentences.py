"""Sentences of the rules, kept in Vietnamese, shown in the language of the page."""

import pytest
from django.utils import translation

from caicach.ui.sentences import in_language
from reform.messages import MESSAGES as OF_RULES
from vanban.text.messages import MESSAGES as OF_READING

EMPTY = OF_READING["RD001"]
LARGE = OF_READING["RD002"] % {"limit": 25}


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def test_a_vietnamese_page_shows_them_as_they_are() -> None:
    with translation.override("vi"):
        assert in_language(LARGE) == LARGE


def test_a_sentence_without_words_of_its_own() -> None:
    assert in_language(EMPTY).startswith("The file has no content.")


def test_the_words_of_its_own_are_kept() -> None:
    assert "25 MB" in in_language(LARGE)
    evidence = "31/02/2026 (100%)"
    said = in_language(OF_READING["DL001"] % {"evidence": evidence})
    assert evidence in said
    assert "lịch" not in said


def test_several_sentences_in_a_row() -> None:
    both = in_language(f"{EMPTY} {LARGE}")
    assert both == f"{in_language(EMPTY)} {in_language(LARGE)}"


def test_what_is_not_known_stays() -> None:
    assert in_language("Câu này không ai biết.") == "Câu này không ai biết."
    assert in_language("") == ""
    assert in_language(f"{EMPTY} Câu này không ai biết.").endswith(". Câu này không ai biết.")


def test_a_change_inside_a_sentence_is_said_in_english_too() -> None:
    fell = "Giảm 2,5 điểm phần trăm so với kỳ trước. “Tỷ lệ đúng hạn” kỳ trước là 97,5 %, kỳ này là 95 %."
    assert in_language(fell).startswith("Down 2,5 percentage points")


def test_sentences_of_the_caller() -> None:
    assert in_language("Việc A: xong.", also=("Việc %(name)s: xong.",)) == "Việc A: xong."


@pytest.mark.parametrize("message", [*OF_READING.values(), *OF_RULES.values()], ids=[*OF_READING, *OF_RULES])
def test_every_sentence_of_the_rules_is_recognised(message: str) -> None:
    class Words(dict[str, object]):
        def __missing__(self, name: str) -> object:
            return 7 if f"%({name})d" in message else f"‹{name}›"

    filled = message % Words()
    english = in_language(filled)
    if translation.gettext(message) != message:  # others may still be without English
        assert english != filled
    assert english.count("‹") >= min(filled.count("‹"), 1)
