"""An edited section keeps alive every figure whose printed words were left as they are."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.forms import Cell, Form
from reform.forms.figures import Figure
from reform.narratives import Facts, plain_of, rendered, source_of

TEXT = """Tiếp nhận {{ so('d.received') }} hồ sơ, đạt {{ tl('d.rate') }}.
{{ ds(qua_han, 'nhiệm vụ; chủ trì') }}
{{ ghi('g', 'việc mới') }}"""


def edited(facts: Facts, old: str, new: str) -> str:
    """Return the source after ``old`` was typed over by ``new``."""
    paragraphs = rendered(TEXT, facts)
    plain = plain_of(paragraphs)
    assert old in plain
    return source_of(TEXT, paragraphs, plain.replace(old, new))


def test_what_was_not_touched_stays_the_template(facts: Facts) -> None:
    paragraphs = rendered(TEXT, facts)
    assert source_of(TEXT, paragraphs, plain_of(paragraphs)) == TEXT
    assert source_of(TEXT, paragraphs, plain_of(paragraphs).replace("\n", "\r\n\r\n")) == TEXT


def test_words_change_and_figures_stay_alive(facts: Facts, changed: Callable[..., Facts]) -> None:
    source = edited(facts, "Tiếp nhận", "Cả tỉnh tiếp nhận")
    later = changed(filled={**facts.filled, Cell("d.received"): Figure(facts.filled[Cell("d.received")].number)})
    assert "{{ so('d.received') }}" in source
    assert rendered(source, later)[0].text.startswith("Cả tỉnh tiếp nhận 8.803 hồ sơ")


def test_a_number_typed_over_a_figure_is_words(facts: Facts) -> None:
    source = edited(facts, "8.803", "8.801")
    assert "so('d.received')" not in source
    assert "8.801 hồ sơ, đạt {{ tl('d.rate') }}" in source


def test_digits_behind_a_figure_make_it_another_number(facts: Facts) -> None:
    assert "so('d.received')" not in edited(facts, "8.803", "8.8035")


def test_a_list_that_was_changed_keeps_its_footnotes(facts: Facts) -> None:
    source = edited(facts, "Rà soát thủ tục", "Rà soát 12 thủ tục")
    assert "ds(qua_han" not in source
    assert "{{ cn('Kế hoạch số 41/KH-UBND" in source


def test_a_list_that_was_left_alone_stays_a_list(facts: Facts) -> None:
    assert "{{ ds(qua_han, 'nhiệm vụ; chủ trì') }}" in edited(facts, "Tiếp nhận", "Nhận")


def test_a_free_slot_that_was_taken_out_is_gone(facts: Facts) -> None:
    assert "ghi(" not in edited(facts, "[ghi g]", "")


@pytest.mark.parametrize("typed", ["{{ so('d.late') }}", "{% nếu a %}", "[[x]]"])
def test_nobody_types_the_language_of_templates(typed: str, facts: Facts) -> None:
    source = edited(facts, "Tiếp nhận", typed)
    assert len(rendered(source, facts)) == 3  # read as words, not as calls


LETTERS = st.text(alphabet=st.sampled_from("ab 8,.0%[]{}()^-ế\n"), max_size=30)


@given(before=LETTERS, after=LETTERS, cut=st.integers(0, 80))
def test_whatever_is_typed_is_printed_as_typed(form: Form, before: str, after: str, cut: int) -> None:
    facts = Facts(form, "commune", {Cell("d.received"): Figure(Decimal(8803))})
    paragraphs = rendered(TEXT, facts)
    plain = plain_of(paragraphs)
    source = source_of(TEXT, paragraphs, before + plain[:cut] + after + plain[cut:])
    again = plain_of(rendered(source, facts))
    assert source_of(source, rendered(source, facts), again) == source
