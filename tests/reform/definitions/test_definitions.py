"""What every definition has in common: what may be in the file, parts of the wrong kind, the same said twice."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.definitions import (
    Codes,
    DefinitionError,
    Parts,
    Problems,
    definition_table,
    definition_text,
    plain_number,
    said,
    table_fingerprint,
)

CODES = Codes(broken="FM001", too_big="FM017", missing="FM002", unknown="FM004", formula="FM003", near="FM018")


class Refused(DefinitionError):
    """A definition of this test."""


@pytest.mark.parametrize(
    ("text", "code"),
    [("a: [", "FM001"), ("[" * 4000, "FM017"), ("a" * 600_000, "FM017"), ("- a", "FM002"), ("head: 3", "FM002")],
)
def test_a_file_is_refused_in_the_sentences_and_with_the_error_of_its_kind(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        definition_table(text, "head", CODES, Refused)

    assert [(problem.code, problem.place) for problem in refused.value.problems] == [(code, "YAML")]


def test_a_problem_says_its_place_before_its_sentence() -> None:
    problems = Problems()
    Parts(problems, CODES).text({}, "label", "steering.plan")

    (problem,) = problems.found

    assert str(problem) == f"steering.plan: {problem.sentence}"
    assert "“label”" in problem.sentence


def test_what_is_written_is_read_and_has_one_fingerprint_however_it_is_laid_out() -> None:
    table = {"head": said(key="x", label="", items=[]), "rows": [{"max": plain_number(Decimal("0.50"))}]}

    text = definition_text(table)

    read = definition_table(text, "head", CODES, Refused)
    assert read == {"head": {"key": "x"}, "rows": [{"max": 0.5}]}
    assert table_fingerprint(read) == table_fingerprint(definition_table(f"{text}\n# xong\n", "head", CODES, Refused))


@given(st.decimals(min_value=-10_000, max_value=10_000, places=4))
def test_a_number_comes_back_as_it_was(number: Decimal) -> None:
    row = definition_table(definition_text({"head": {"max": plain_number(number)}}), "head", CODES, Refused)["head"]

    assert Parts(Problems(), CODES).number(row, "max", "head") == number
