"""The packaged templates fit the packaged forms; what cannot work in a template is told before it is used."""

import pytest

from reform.forms import Form, read_form
from reform.forms.packaged import packaged_forms
from reform.narratives import TemplateError, check_template, packaged_templates, read_template, template_fingerprint

NAMES = ("ky", "ky_sau", "don_vi", "tu_ngay", "den_ngay", "so_don_vi")
LISTS = (
    "da_xong",
    "qua_han",
    "chua_xong",
    "sap_den_han",
    "giai_trinh",
    "chua_gui",
    "chi_tieu_dat",
    "chi_tieu_chua_dat",
)

TEMPLATE = """
template: {id: a, version: "1", title: Mẫu, recipient: superior, form: bieu, kind: BÁO CÁO, subject: Kết quả}
chapters:
- key: I
  title: I. MỘT
  sections:
  - key: I.1
    text: |
      TEXT
"""


@pytest.mark.parametrize("text", packaged_templates(), ids=lambda text: read_template(text).key)
def test_packaged_templates_fit_every_packaged_form(text: str) -> None:
    template = read_template(text)
    for form in map(read_form, packaged_forms()):
        assert check_template(template, form, names=NAMES, lists=LISTS, documents=("van_ban_trong_ky",)) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ so('d.gone') }}", "d.gone"),
        ("{{ so('d.received', channel='mail') }}", "channel=mail"),
        ("{{ phan('d.rate', 'channel') }}", "channel"),
        ("{{ ss('d.rate', tomorrow) }}", "tomorrow"),
        ("{{ ds(gone, 'a') }}", "gone"),
        ("{{ vb(gone) }}", "gone"),
        ("{{ gone }}", "gone"),
        ("{{ so('d.rate', 'x') }}", "so"),
        ("{% nếu d.gone > 0 %}a{% hết %}", "d.gone"),
        ("{% nếu có(gone) %}a{% hết %}", "gone"),
        ("[[ {{ so('d.gone') }} ]]", "d.gone"),
    ],
)
def test_what_cannot_work_is_told_with_its_section(text: str, said: str, form: Form) -> None:
    (sentence,) = check_template(
        read_template(TEMPLATE.replace("TEXT", text)), form, names=NAMES, lists=LISTS, documents=()
    )
    assert sentence.startswith("I.1: ")
    assert said in sentence


def test_a_line_of_the_bodys_own_may_be_named_before_it_is_there(form: Form) -> None:
    template = read_template(TEMPLATE.replace("TEXT", "{{ so('x.songmay.firms') }}"))
    assert check_template(template, form, names=NAMES, lists=LISTS, documents=()) == ()


@pytest.mark.parametrize("text", ["a: [", "chapters: []", TEMPLATE.replace("superior", "nobody"), "template: {id: a}"])
def test_what_is_no_template_is_refused(text: str) -> None:
    with pytest.raises(TemplateError):
        read_template(text)


def test_two_templates_are_one_whatever_their_blanks() -> None:
    assert template_fingerprint(TEMPLATE) == template_fingerprint(f"# một\n{TEMPLATE}")
    assert template_fingerprint(TEMPLATE) != template_fingerprint(TEMPLATE.replace("MỘT", "HAI"))
