"""Two versions of a form beside each other, and a form written as the YAML that it is read from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_sample import FORM, changed
from reform.forms import Form, differences, read_form, write_form
from reform.forms.packaged import packaged_forms
from returns_sample import RETURN_FORM

FORMS = [FORM, RETURN_FORM, *packaged_forms()]


@pytest.mark.parametrize("text", FORMS, ids=["small", "returns", "2024", "2025"])
def test_a_form_comes_back_from_what_is_written(text: str) -> None:
    form = read_form(text)

    written = write_form(form)

    assert read_form(written) == form
    assert write_form(read_form(written)) == written


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_label_comes_back(label: str) -> None:
    form = read_form(FORM)
    renamed = read_form(write_form(_titled(form, label)))

    assert renamed.title == label


def _titled(form: Form, title: str) -> Form:
    from dataclasses import replace

    return replace(form, title=title)


def test_a_form_does_not_differ_from_itself() -> None:
    assert differences(read_form(FORM), read_form(FORM)).is_empty


def test_what_is_new_gone_and_changed_is_told_apart() -> None:
    text = changed("label: Tiếp nhận,", "label: Tiếp nhận mới,")
    text = text.replace("key: dossier.late,", "key: dossier.slow,").replace(
        "unit: don_vi, time: stock, agg: own, req: upper", "unit: don_vi, time: flow, agg: own, req: upper"
    )
    text = text.replace("<= 50", "<= 60").replace("id: V01", "id: V03")

    found = differences(read_form(FORM), read_form(text))

    assert [line.key for line in found.added] == ["dossier.slow"]
    assert [line.key for line in found.removed] == ["dossier.late"]
    assert [(one.new.key, one.parts, one.changes_meaning) for one in found.changed] == [
        ("dossier.received", ("label",), False),
        ("org.units", ("time",), True),
    ]
    assert [one.new.key for one in found.of_meaning] == ["org.units"]
    assert [rule.key for rule in found.rules_added] == ["V03"]
    assert [rule.key for rule in found.rules_removed] == ["V01"]
    assert [(one.new.key, str(one.new.check)) for one in found.rules_changed] == [
        ("V02", "change(dossier.received, yoy) <= 60")
    ]


def test_lines_that_only_moved_are_renumbered() -> None:
    text = FORM.replace('"1.1.1", key: dossier.received', '"1.1.2", key: dossier.received')
    text = text.replace('"1.1.2", key: dossier.resolved', '"1.1.1", key: dossier.resolved')
    lines = text.splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if "key: dossier.received" in line)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    text = "".join(lines)

    found = differences(read_form(FORM), read_form(text))

    assert {one.new.key for one in found.renumbered} == {"dossier.received", "dossier.resolved"}
    assert not found.changed


def test_dimensions_and_levels_that_changed_are_told() -> None:
    found = differences(*map(read_form, packaged_forms()))

    assert "tier" in found.dimensions_changed
    assert found.levels_removed == ("district",)
