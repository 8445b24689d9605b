"""Stamps of state secrets: what is one, and what only holds the word."""

import pytest

from vanban.language.secrecy import (
    BAD_NAMES,
    BAD_PAGES,
    GOOD_NAMES,
    GOOD_PAGES,
    mark_in_name,
    mark_in_page,
)


@pytest.mark.parametrize("page", BAD_PAGES)
def test_a_stamp_on_a_page_is_seen(page: str) -> None:
    assert mark_in_page(page)


@pytest.mark.parametrize("page", GOOD_PAGES)
def test_the_word_in_running_text_is_no_stamp(page: str) -> None:
    assert mark_in_page(page) is None


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_stamp_in_a_name_is_seen(name: str) -> None:
    assert mark_in_name(name)


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_a_name_that_only_holds_the_word_passes(name: str) -> None:
    assert mark_in_name(name) is None


@pytest.mark.parametrize(
    ("text", "degree"), [("MẬT", "Mật"), ("TỐI MẬT", "Tối mật"), ("Độ mật: tuyệt mật", "Tuyệt mật"), ("* MẬT *", "Mật")]
)
def test_the_degree_is_told(text: str, degree: str) -> None:
    mark = mark_in_page(text)
    assert mark is not None
    assert mark.degree == degree


def test_letters_put_together_and_letters_with_marks_are_the_same() -> None:
    assert mark_in_page("MÂ\u0323T")
    assert mark_in_name("bao cao (MÂ\u0323T).pdf")


def test_only_the_first_page_is_asked() -> None:
    body = "Nội dung.\n" * 200
    assert mark_in_page("MẬT\n" + body)
    assert mark_in_page(body + "MẬT\n") is None
