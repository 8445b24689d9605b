"""Which word of a choice an answer means as a paper words it: "Có ban hành KH", "Đã kết nối", "2 cấp".

Owns: comparing answers with the words of a choice. Does not: know which choice a line has.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from reform.drafting.wording import Likeness
from reform.forms.model import Choice
from vanban.text.forms import compare_key

__all__ = ["denies", "same_answers", "word_of", "word_of_number"]

_DENIES = re.compile(r"\b(?:khong|chua)\b")
_LEAST = 0.5


def denies(answer: str) -> bool:
    """Return whether an answer says no: "Không", "Chưa kết nối"."""
    return _DENIES.search(compare_key(answer)) is not None


def word_of(choice: Choice, answer: str) -> str | None:
    """Return the word of ``choice`` that ``answer`` means; None where none of them is meant clearly."""
    key = compare_key(answer)
    for word, label in choice.words.items():
        if compare_key(label) == key:
            return word
    same = [word for word, label in choice.words.items() if denies(label) == denies(answer)]
    if len(same) == 1:
        return same[0]
    likeness = Likeness([answer, *choice.words.values()])
    rated = sorted(((likeness.of(answer, choice.words[word]), word) for word in same), reverse=True)
    return rated[0][1] if rated and rated[0][0] >= _LEAST else None


def word_of_number(
    choice: Choice, value: Decimal, printed: Iterable[tuple[str, str]], answers: Mapping[str, str]
) -> str | None:
    """Return the word that a number stands for: as the paper itself says, else as the form's annex does.

    Args:
        choice: The words.
        value: What stands in the cell.
        printed: Number and answer, as the unit column of the paper lists them.
        answers: Number and word, as the form's annex has them; none: the words counted from 0.
    """
    for number, answer in printed:
        if number and Decimal(number) == value and (word := word_of(choice, answer)):
            return word
    known = answers or {str(at): word for at, word in enumerate(choice.words)}
    return next((word for number, word in known.items() if Decimal(number) == value), None)


def same_answers(choice: Choice, answers: Sequence[str]) -> dict[str, str] | None:
    """Return each answer with the word of ``choice`` that it means; None where one means none or two mean the same."""
    found = {answer: word_of(choice, answer) for answer in answers}
    words = [word for word in found.values() if word is not None]
    if len(words) < len(answers) or len(set(words)) < len(words):
        return None
    return {answer: word for answer, word in found.items() if word is not None}
