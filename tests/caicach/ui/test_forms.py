"""How a form is drawn and what its dates mean."""

import re
from datetime import date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from caicach.ui.forms import DateField


class Sample(forms.Form):
    """One field of each shape."""

    name = forms.CharField(label="Tên", help_text="Tên đầy đủ.")
    issued = DateField(label="Ngày ban hành", required=False)
    way = forms.ChoiceField(label="Cách giao", widget=forms.RadioSelect, choices=[("a", "Mỗi cơ quan"), ("b", "Chung")])
    remind = forms.BooleanField(label="Nhắc trước", required=False)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    area = forms.ChoiceField(label="Lĩnh vực", choices=[("x", "Thể chế")])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "typed", ["02/09/2026", "2/9/2026", "02-09-2026", "2.9.2026", " 02 / 09 / 2026 ", "2026-09-02"]
)
def test_national_day_is_the_second_of_september(language: str, typed: str) -> None:
    with translation.override(language):
        assert DateField().clean(typed) == date(2026, 9, 2)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_even_a_plain_field_of_django_reads_the_day_first(language: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean("02/09/2026") == date(2026, 9, 2)
        assert forms.DateField().clean("25/12/2026") == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2026", "31/02/2026 không có trong lịch: tháng 2/2026 có 28 ngày."),
        ("29/02/2027", "29/02/2027 không có trong lịch: tháng 2/2027 có 28 ngày."),
        ("31/11/2026", "31/11/2026 không có trong lịch: tháng 11/2026 có 30 ngày."),
        ("00/11/2026", "00/11/2026 không có trong lịch: tháng 11/2026 có 30 ngày."),
        ("09/13/2026", "09/13/2026 không có trong lịch: năm có 12 tháng. Nhập ngày trước, tháng sau."),
        ("2/9/26", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 16/11/2026."),
        ("hôm qua", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 16/11/2026."),
        ("16/11/0026", "Năm 26 không hợp lý. Nhập năm từ 1900 đến 2100."),
    ],
)
def test_what_is_wrong_with_a_date_is_said(typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DateField().clean(typed)

    assert refused.value.messages == [said]


def test_a_leap_day_exists_in_a_leap_year() -> None:
    assert DateField().clean("29/02/2028") == date(2028, 2, 29)


def test_dates_pass_as_they_are() -> None:
    assert DateField().clean(date(2026, 9, 2)) == date(2026, 9, 2)
    assert DateField().clean(datetime(2026, 9, 2, 8)) == date(2026, 9, 2)
    assert DateField(required=False).clean("") is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_date_is_plain_text_and_comes_back_as_it_is_written(language: str) -> None:
    with translation.override(language):
        drawn = str(Sample(initial={"issued": date(2026, 9, 2)})["issued"])

    assert 'type="text"' in drawn
    assert 'value="02/09/2026"' in drawn
    assert 'placeholder="dd/mm/yyyy"' in drawn
    assert 'class="input input--date"' in drawn


def test_an_error_belongs_to_its_control() -> None:
    drawn = re.sub(r">\s+<", "><", str(Sample({"issued": "31/02/2026"})))

    assert 'aria-describedby="id_issued_error"' in drawn
    assert '<div id="id_issued_error"><p class="field__error">' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert drawn.count('aria-invalid="true"') >= 3
    assert 'class="field field--bad"' in drawn


def test_the_browser_is_told_what_is_required_but_does_not_judge() -> None:
    drawn = str(Sample())

    assert 'aria-required="true"' in drawn
    assert " required" not in drawn


def test_a_question_with_choices_is_a_fieldset() -> None:
    drawn = Sample()["way"].as_field_group()

    assert "<fieldset" in drawn
    assert '<legend class="label">Cách giao</legend>' in drawn
    assert drawn.count('<label class="choice"') == 2


def test_what_is_not_required_says_so() -> None:
    assert "(không bắt buộc)" in Sample()["note"].as_field_group()
    assert "(không bắt buộc)" not in Sample()["name"].as_field_group()
    assert "(không bắt buộc)" not in Sample()["remind"].as_field_group()


def test_where_nothing_is_required_nothing_is_said() -> None:
    class Filters(forms.Form):
        """A form of filters."""

        q = forms.CharField(label="Từ cần tìm", required=False)

    assert "(không bắt buộc)" not in Filters()["q"].as_field_group()


@pytest.mark.parametrize(("name", "look"), [("name", "input"), ("note", "textarea"), ("area", "select")])
def test_every_control_has_its_look(name: str, look: str) -> None:
    assert f'class="{look}"' in str(Sample()[name])


def test_what_is_typed_is_escaped() -> None:
    drawn = str(Sample({"name": "<script>", "issued": "<b>"}))

    assert "<script>" not in drawn
    assert "<b>" not in drawn


def test_the_summary_leads_to_every_error(draw) -> None:
    drawn = draw("{% error_summary form %}", form=Sample({"issued": "31/02/2026", "way": "a", "area": "x"}))

    assert 'role="alert"' in drawn
    assert "Có 2 chỗ cần sửa, chưa có gì được lưu" in drawn
    assert '<a href="#id_issued">Ngày ban hành</a>: 31/02/2026 không có trong lịch' in drawn


def test_a_form_that_was_not_sent_has_no_summary(draw) -> None:
    assert draw("{% error_summary form %}", form=Sample()) == ""
