"""What a typed name means."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from caicach.ui.names import NameField

OFFICE = "Sở Nội vụ"  # of two
BODIES = (
    (1, "UBND xã Suối Nhạn"),
    (2, "UBND xã Mường Và"),
    (3, "UBND xã Mường Vạ"),
    (4, "Sở Nội vụ"),
    (5, "Sở Nội vụ"),
)


def field(**kwargs: bool) -> NameField:
    made = NameField(**kwargs)
    made.offer(BODIES)
    return made


@pytest.mark.parametrize(
    "typed", ["UBND xã Suối Nhạn", "  ubnd  xã suối nhạn ", "UBND xa Suoi Nhan", "UBND xã Suối Nhạn"]
)
def test_a_name_is_known_however_it_is_typed(typed: str) -> None:
    assert field().clean(typed) == 1


def test_marks_decide_between_names_that_differ_by_them_alone() -> None:
    assert field().clean("UBND xã Mường Vạ") == 3
    with pytest.raises(ValidationError, match="Có nhiều tên giống nhau: UBND xã Mường Và; UBND xã Mường Vạ"):
        field().clean("UBND xa Muong Va")


def test_two_of_one_name_are_told_apart_by_their_numbers() -> None:
    assert field().clean("Sở Nội vụ (5)") == 5


def test_an_unknown_name_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValidationError, match=r"Không có “UBND xã Lạ” trong danh sách\. Gõ vài chữ"):
        field().clean("UBND xã Lạ")


def test_an_unknown_name_is_kept_where_words_are_taken() -> None:
    assert field(takes_words=True).clean("Cục  Thống kê") == "Cục Thống kê"
    assert field(takes_words=True).clean("Sở Nội vụ (4)") == 4


def test_nothing_typed_is_nobody() -> None:
    assert field(required=False).clean("  ") is None
    with pytest.raises(ValidationError):
        field().clean("")


def test_the_names_stand_beside_the_control_escaped() -> None:
    class Asking(forms.Form):
        """One name."""

        body = NameField(label="Cơ quan")

    form = Asking(initial={"body": 4})
    form.fields["body"].offer(((4, "Sở <b>"), (7, "Sở Y tế")))  # type: ignore[attr-defined]
    drawn = str(form["body"])

    assert 'list="id_body-ten"' in drawn and '<datalist id="id_body-ten">' in drawn
    assert 'value="Sở &lt;b&gt;"' in drawn and '<option value="Sở Y tế"></option>' in drawn
    assert "<b>" not in drawn
